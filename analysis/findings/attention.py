"""How much the articles speak of a theme, and when and where."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.findings.overview import MAP_ROWS, add_names, name_articles, take_last
from analysis.statistics.attention import check_themes, table_attention, wilson_interval
from analysis.tables.corpus import Corpus


def table_shares(corpus: Corpus) -> pd.DataFrame:
    """Return how many sentences of the whole corpus carry each theme.

    Columns: theme; sentences, of (int); share (float); interval (str): its Wilson interval in per cent; percent,
            low_percent, high_percent (float): the same for a figure; articles (int) that carry it.
    One row a theme that occurs, the most sentences first.
    """
    themes, total = corpus.themes, len(corpus.sentences)
    found = themes.groupby("theme").agg(sentences=("sentence", "nunique")).reset_index()
    found["articles"] = found["theme"].map(themes.drop_duplicates(["theme", "doc", "article"])["theme"].value_counts())
    spans = [wilson_interval(int(count), total) for count in found["sentences"]]
    found["of"], found["share"] = total, found["sentences"] / max(total, 1)
    found["interval"] = [f"{low * 100:.0f}–{high * 100:.0f}" for low, high in spans]
    found["percent"] = found["share"] * 100
    found["low_percent"], found["high_percent"] = [x * 100 for x, _ in spans], [x * 100 for _, x in spans]
    return found.sort_values(["sentences", "theme"], ascending=[False, True], ignore_index=True)


def find_shares(shares: pd.DataFrame) -> dict[str, Any]:
    """Return the theme that most sentences carry, and the second, with their shares."""
    first = shares.iloc[0] if len(shares) else None
    second = shares.iloc[1] if len(shares) > 1 else None
    values = {} if first is None else {"theme": first["theme"], "share": first["share"], "of": int(first["of"])}
    return values | ({} if second is None else {"second": second["theme"], "second_share": second["share"]})


def table_heat(corpus: Corpus) -> pd.DataFrame:
    """Return the share of each article's sentences that carries each theme, in per cent: rows the articles' names, columns the themes.

    The :data:`MAP_ROWS` articles with the most sentences, in the order of the corpus; themes that occur nowhere have no column.
    """
    table = add_names(table_attention(corpus.themes, corpus.sentences), corpus)
    sizes = table.drop_duplicates(["doc", "article"]).nlargest(MAP_ROWS, "of")
    table = table.merge(sizes[["doc", "article"]], on=["doc", "article"])
    wide = table.pivot_table(index="name", columns="theme", values="share", sort=False) * 100
    order = [key for key in check_themes() if key in wide and (wide[key] > 0).any()]
    return wide[order].round().astype("int64").rename_axis(index=None, columns=None)


def find_heat(corpus: Corpus, heat: pd.DataFrame) -> dict[str, Any]:
    """Return what a heat map shows first: its strongest cell (name, theme, share), the theme in most articles, and how many rows it has."""
    if heat.empty or not heat.size:
        return {"shown": len(heat), "of": len(corpus.articles)}
    theme = heat.max().idxmax()
    widest = (heat > 0).sum().idxmax()
    values = {"name": heat[theme].idxmax(), "theme": theme, "share": heat[theme].max() / 100, "widest": widest}
    return values | {"articles": int((heat[widest] > 0).sum()), "shown": len(heat), "of": len(corpus.articles)}


def table_theme(corpus: Corpus, theme: str) -> pd.DataFrame:
    """Return how much each article speaks of one theme.

    Columns: doc, article, name, day, place; sentences, of (int); share, low, high (float), and the same in per cent;
    interval (str); sentence: the first that does.
    Articles that do not speak of it are left out; the highest share first.
    """
    table = table_attention(corpus.themes, corpus.sentences, [theme])
    table = add_names(table[table["sentences"] > 0], corpus)
    first = corpus.themes[corpus.themes["theme"] == theme].drop_duplicates(["doc", "article"])
    table = table.merge(first[["doc", "article", "sentence"]], on=["doc", "article"])
    places = name_articles(corpus)[["doc", "article", "place"]]
    table = table.merge(places.assign(place=take_last(places["place"])), on=["doc", "article"])
    table["percent"] = table["share"] * 100
    table["low_percent"], table["high_percent"] = table["low"] * 100, table["high"] * 100
    table["interval"] = [
        f"{low:.0f}–{high:.0f}" for low, high in zip(table["low_percent"], table["high_percent"], strict=True)
    ]
    return table.sort_values(["share", "doc", "article"], ascending=[False, True, True], ignore_index=True)


def table_themes(corpus: Corpus, *themes: str) -> pd.DataFrame:
    """Return how much each article speaks of some themes: doc, article, name, day, place, of, and a column of sentences a theme.

    Articles that speak of none are left out; the most sentences first.
    """
    table = table_attention(corpus.themes, corpus.sentences, themes)
    keys = ["doc", "article", "of"]
    wide = table.pivot_table(index=keys, columns="theme", values="sentences", aggfunc="sum").reset_index()
    wide = wide.reindex(columns=[*keys, *themes], fill_value=0).rename_axis(columns=None)
    wide = wide[wide[list(themes)].sum(axis=1) > 0]
    articles = name_articles(corpus)[["doc", "article", "name", "day", "place"]]
    wide = wide.merge(articles.assign(place=take_last(articles["place"])), on=["doc", "article"])
    wide["total"] = wide[list(themes)].sum(axis=1)
    return wide.sort_values(["total", "doc", "article"], ascending=[False, True, True], ignore_index=True)


def find_theme(corpus: Corpus, theme: str) -> dict[str, Any]:
    """Return how much a corpus speaks of one theme: sentences of all, their share and its Wilson interval, articles of all; the article
    with the highest share (top, top_share)."""
    table = table_theme(corpus, theme)
    count, total = int(table["sentences"].sum()), len(corpus.sentences)
    low, high = wilson_interval(count, total)
    values: dict[str, Any] = {"sentences": count, "of": total, "share": count / max(total, 1), "low": low, "high": high}
    values |= {"theme": theme, "articles": len(table), "of_articles": len(corpus.articles)}
    top = table.iloc[0] if len(table) else None
    return values | {"top": None if top is None else top["name"], "top_share": None if top is None else top["share"]}


def select_theme(table: pd.DataFrame, corpus: Corpus, *themes: str) -> pd.DataFrame:
    """Return the rows of a table whose sentence carries one of some themes, in their order."""
    rows = corpus.themes.loc[corpus.themes["theme"].isin(check_themes(themes)), "sentence"]
    return table[table["sentence"].isin(set(rows))].reset_index(drop=True)
