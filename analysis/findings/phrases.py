"""The words of a theme: its terms by article and year, set phrases dated and counted, formulae with their members, themes that meet."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from analysis.findings.attention import select_theme
from analysis.findings.overview import MAP_ROWS, add_names
from analysis.statistics.attention import table_cooccurrence, table_watch
from analysis.tables.corpus import Corpus

UNDATED = "?"


def count_years(corpus: Corpus, *themes: str) -> pd.DataFrame:
    """Return how many sentences carry each of some themes, by the year of their articles.

    Columns: year (str), ``?`` where it is not known; articles (int) that carry one of them; a column of sentences a theme. Sorted by year.
    """
    rows = add_names(corpus.themes[corpus.themes["theme"].isin(themes)], corpus)
    rows["year"] = rows["day"].str[:4].fillna(UNDATED)
    wide = rows.groupby(["year", "theme"])["sentence"].nunique().unstack(fill_value=0)
    wide = wide.reindex(columns=list(themes), fill_value=0).rename_axis(columns=None)
    articles = rows.drop_duplicates(["doc", "article"])["year"].value_counts()
    wide.insert(0, "articles", articles)
    return wide.reset_index().sort_values("year", ignore_index=True)


def find_turn(years: pd.DataFrame, before: str, after: str) -> dict[str, Any]:
    """Return what the years say of a turn from one theme to another: the first and the last dated year with the sentences of each.

    Values are None where fewer than two years are dated.
    """
    dated = years[years["year"] != UNDATED]
    if len(dated) < 2:
        return {"first": None, "last": None}
    first, last = dated.iloc[0], dated.iloc[-1]
    values = {"first": first["year"], "before_first": int(first[before]), "after_first": int(first[after])}
    return values | {"last": last["year"], "before_last": int(last[before]), "after_last": int(last[after])}


def count_terms(corpus: Corpus, *themes: str, number: int = 12) -> pd.DataFrame:
    """Return in how many sentences of each article each term of some themes stands: rows the articles, the oldest first, columns the terms.

    The ``number`` terms in most sentences, the most first; undated articles last; articles with none of them are left out.
    """
    rows = add_names(corpus.themes[corpus.themes["theme"].isin(themes)], corpus)
    rows = rows.assign(term=rows["terms"].str.split("、")).explode("term")
    rows = rows[rows["term"].fillna("") != ""].drop_duplicates(["sentence", "term"])
    top = rows["term"].value_counts()
    top = top.sort_index().sort_values(ascending=False, kind="stable").head(number)
    rows = rows[rows["term"].isin(top.index)].sort_values(["day", "doc", "article"], na_position="last", kind="stable")
    wide = rows.groupby(["name", "term"], sort=False).size().unstack(fill_value=0)
    return wide.reindex(columns=list(top.index)).rename_axis(index=None, columns=None).head(MAP_ROWS)


def table_terms(corpus: Corpus, theme: str) -> pd.DataFrame:
    """Return the terms by which sentences carry a theme: term, sentences, articles (int), sentence (the first); most sentences first."""
    rows = corpus.themes[corpus.themes["theme"] == theme]
    rows = rows.assign(term=rows["terms"].str.split("、")).explode("term")
    rows = rows[rows["term"].fillna("") != ""].drop_duplicates(["sentence", "term"])
    table = rows.groupby("term").agg(sentences=("sentence", "size"), sentence=("sentence", "first"))
    table["articles"] = rows.drop_duplicates(["term", "doc", "article"])["term"].value_counts()
    return table.reset_index().sort_values(["sentences", "term"], ascending=[False, True], ignore_index=True)


def find_terms(terms: pd.DataFrame) -> dict[str, Any]:
    """Return the term in most sentences, with how many, and the article that has it most."""
    if terms.empty:
        return {"term": None}
    first = terms.columns[0]
    values = {"term": first, "sentences": int(terms[first].sum()), "name": terms[first].idxmax()}
    return values | {
        "most": int(terms[first].max()),
        "articles": int((terms[first] > 0).sum()),
        "terms": terms.shape[1],
    }


def table_phrases(corpus: Corpus, *themes: str) -> pd.DataFrame:
    """Return the watched set phrases: phrase; year and source of its first use where known; times, articles (int); first (str): the first
    dated article's day; sentence. The most frequent first. Only sentences of ``themes`` where any is given."""
    sentences = select_theme(corpus.sentences, corpus, *themes) if themes else corpus.sentences
    rows = add_names(table_watch(sentences, corpus.articles), corpus)
    table = rows.groupby("phrase", sort=False).agg(
        year=("year", "first"),
        source=("source", "first"),
        times=("count", "sum"),
        articles=("count", "size"),
        first=("day", "min"),
        sentence=("sentence", "first"),
    )
    return table.reset_index().sort_values(["times", "phrase"], ascending=[False, True], ignore_index=True)


def spread_phrases(corpus: Corpus, number: int = 14) -> pd.DataFrame:
    """Return how often the most frequent watched phrases stand in each article: rows the articles, the oldest first, columns the phrases."""
    rows = add_names(table_watch(corpus.sentences, corpus.articles), corpus)
    top = table_phrases(corpus)["phrase"].head(number)
    rows = rows[rows["phrase"].isin(top)].sort_values(["day", "doc", "article"], na_position="last", kind="stable")
    wide = rows.pivot_table(index="name", columns="phrase", values="count", aggfunc="sum", fill_value=0, sort=False)
    return wide.reindex(columns=list(top)).astype("int64").rename_axis(index=None, columns=None).head(MAP_ROWS)


def find_phrases(phrases: pd.DataFrame) -> dict[str, Any]:
    """Return how many watched phrases occur, how often in all, and the most frequent with its times and articles."""
    if phrases.empty:
        return {"phrases": 0, "phrase": None}
    top = phrases.iloc[0]
    values = {"phrases": len(phrases), "times": int(phrases["times"].sum()), "phrase": top["phrase"]}
    return values | {"most": int(top["times"]), "articles": int(top["articles"])}


def table_formulae(corpus: Corpus, *themes: str) -> pd.DataFrame:
    """Return the numbered formulae, those of ``themes`` where any is given.

    Columns: those of ``formulae`` with members as a list in words; kept (str): ``kept``, ``broken``, or ``unlisted`` where the text
    lists no member. Those whose count is not kept first, then the most frequent.
    """
    table = select_theme(corpus.formulae, corpus, *themes) if themes else corpus.formulae.copy()
    kept = {True: "kept", False: "broken"}
    table["kept"] = [
        kept.get(agrees, "unlisted") if listed else "unlisted"
        for agrees, listed in zip(table["agrees"].astype(object), table["listed"].fillna(0), strict=True)
    ]
    table["members"] = [
        "、".join(json.loads(cell)) if isinstance(cell, str) and cell else "" for cell in table["members"]
    ]
    order = table["kept"].map({"broken": 0, "kept": 1, "unlisted": 2})
    table = table.assign(_order=order).sort_values(
        ["_order", "times", "doc", "start"], ascending=[True, False, True, True]
    )
    return table.drop(columns="_order").reset_index(drop=True)


def find_formulae(formulae: pd.DataFrame) -> dict[str, Any]:
    """Return how many formulae there are (None for none), proper names among them, and of how many the count is kept, broken, or cannot
    be checked."""
    counts = formulae["kept"].value_counts()
    values = {key: int(counts.get(key, 0)) for key in ("kept", "broken", "unlisted")}
    values["listed"] = values["kept"] + values["broken"]
    return values | {"formulae": len(formulae) or None, "named": int(formulae["named"].sum()) if len(formulae) else 0}


def table_partners(corpus: Corpus, theme: str) -> pd.DataFrame:
    """Return the themes that meet a theme in one sentence: other_theme, both (int), share of the theme's sentences, ochiai; most first."""
    table = table_cooccurrence(corpus.themes)
    table = table[((table["theme"] == theme) | (table["other"] == theme)) & (table["both"] > 0)]
    first = table["theme"] == theme
    own = table["first"].where(first, table["second"])
    table = table.assign(theme=table["other"].where(first, table["theme"]), share=table["both"] / own)
    table = table.merge(_find_meetings(corpus, theme), on="theme", how="left")
    columns = ["theme", "both", "share", "ochiai", "sentence"]
    return table[columns].sort_values(["both", "theme"], ascending=[False, True], ignore_index=True)


def _find_meetings(corpus: Corpus, theme: str) -> pd.DataFrame:
    rows = select_theme(corpus.themes, corpus, theme)
    return rows.drop_duplicates("theme")[["theme", "sentence"]]


def find_partners(partners: pd.DataFrame) -> dict[str, Any]:
    """Return the theme that meets another most often, in how many sentences, and how many themes meet it at all."""
    if partners.empty:
        return {"theme": None}
    top = partners.iloc[0]
    return {"theme": top["theme"], "both": int(top["both"]), "share": top["share"], "themes": len(partners)}
