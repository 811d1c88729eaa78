"""Who acts, where, by which means: what the sentences of a theme name of actors, codebooks, programmes and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.actors import read_group
from analysis.findings.attention import select_theme
from analysis.findings.overview import shorten, take_last
from analysis.findings.promises import name_row, sign_quantity
from analysis.findings.sizes import table_money, table_people
from analysis.instruments import find_codes, read_codebook
from analysis.tables.corpus import Corpus

PASSAGE = 120  # characters of a key sentence


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    begin: int
    text: str


def count_actors(corpus: Corpus, *themes: str) -> pd.DataFrame:
    """Return who is told to act, and who is said to act, in the sentences of some themes.

    Columns: actor; group (str): government, party, social …; told, did, mentions (int); articles (int); sentence: the first.
    The most mentions first.
    """
    rows = select_theme(corpus.actors, corpus, *themes)
    table = rows.groupby("actor").agg(
        told=("role", lambda roles: int((roles == "told").sum())),
        did=("role", lambda roles: int((roles == "did").sum())),
        mentions=("role", "size"),
        sentence=("sentence", "first"),
    )
    table["articles"] = rows.drop_duplicates(["actor", "doc", "article"])["actor"].value_counts()
    table = table.reset_index()
    table.insert(1, "group", table["actor"].map(read_group))
    return table.sort_values(["mentions", "actor"], ascending=[False, True], ignore_index=True)


def find_actors(actors: pd.DataFrame) -> dict[str, Any]:
    """Return the body named most often, with how often it is told to act and how often it did; how many bodies there are."""
    if actors.empty:
        return {"actors": 0, "actor": None}
    top = actors.iloc[0]
    values = {"actors": len(actors), "actor": top["actor"], "told": int(top["told"]), "did": int(top["did"])}
    return values | {"mentions": int(top["mentions"])}


def count_codes(corpus: Corpus, name: str, *themes: str) -> pd.DataFrame:
    """Return what the sentences of some themes name of a codebook.

    Args:
        name: ``instruments``, ``means``, ``groups`` … for ``instruments.csv`` and so on.
        themes: whose sentences; all sentences where none is given.

    Columns: a column called ``name`` with the code's key; family (str), empty where the codebook has none; sentences, articles (int);
    cues (str): the words found, the most frequent first; cue, sentence: the first of them. Codes that occur nowhere are left out; the
    most sentences first.
    """
    rows = select_theme(corpus.sentences, corpus, *themes) if themes else corpus.sentences
    lines = [_Line(number, 0, str(text)) for number, text in enumerate(rows["text"])]
    hits = [hit for hit in find_codes(lines, f"{name}.csv") if hit.code != "none"]
    columns = ["doc", "article", "sentence"]
    table = rows.iloc[[hit.number for hit in hits]][columns].reset_index(drop=True)
    table[name], table["family"] = [hit.code for hit in hits], [hit.family for hit in hits]
    table["cue"] = [hit.cue for hit in hits]
    counted = table.groupby(name, sort=False).agg(
        family=("family", "first"),
        sentences=("sentence", "size"),
        cues=("cue", lambda cues: "、".join(cues.value_counts().index[:6])),
        cue=("cue", "first"),
        sentence=("sentence", "first"),
    )
    counted["articles"] = table.drop_duplicates([name, "doc", "article"])[name].value_counts()
    order = {key: number for number, key in enumerate(read_codebook(f"{name}.csv"))}
    counted = counted.reset_index()
    counted["_order"] = counted[name].map(order)
    counted = counted.sort_values(["sentences", "_order"], ascending=[False, True], ignore_index=True)
    return counted.drop(columns="_order")


def sort_codes(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return counted codes in the codebook's own order: levels from top to bottom, undertakings from strong to weak."""
    order = list(read_codebook(f"{name}.csv"))
    return table.sort_values(name, key=lambda keys: keys.map(order.index), ignore_index=True)


def find_codes_top(table: pd.DataFrame, name: str) -> dict[str, Any]:
    """Return the code named in most sentences, how many these are, and how many codes occur at all; by family, the share of each."""
    if table.empty:
        return {"codes": 0, "top": None}
    top = table.nlargest(1, "sentences").iloc[0]
    values: dict[str, Any] = {"codes": len(table), "top": top[name], "most": int(top["sentences"])}
    families = table.groupby("family")["sentences"].sum()
    return values | {str(key): int(value) for key, value in families.items() if key}


def sum_families(table: pd.DataFrame) -> dict[str, Any]:
    """Return how many mentions there are (None for none), and how many fall to supply, environment and demand."""
    sums = table.groupby("family")["sentences"].sum()
    counted = {family: int(sums.get(family, 0)) for family in ("supply", "environment", "demand")}
    return counted | {"mentions": int(table["sentences"].sum()) or None}


def table_programmes(corpus: Corpus, *themes: str) -> pd.DataFrame:
    """Return the programmes named in the sentences of some themes: name, place (the finest), mentions (int), sentence (the first)."""
    rows = select_theme(corpus.programmes, corpus, *themes)
    table = rows.groupby("name", sort=False).agg(
        place=("place", "first"), mentions=("name", "size"), sentence=("sentence", "first")
    )
    table = table.reset_index().rename(columns={"name": "programme"})
    table["place"] = take_last(table["place"])
    return table.sort_values("mentions", ascending=False, kind="stable", ignore_index=True)


def table_numbers(corpus: Corpus, *themes: str, status: Sequence[str] = ()) -> pd.DataFrame:
    """Return the quantities in the sentences of some themes, in the order of the text.

    Columns: those of ``quantities``, and what, stated (str), value (float).
    """
    table = select_theme(corpus.quantities, corpus, *themes)
    table = table[table["status"].isin(status)].reset_index(drop=True) if status else table
    records = table.to_dict("records")
    table["what"], table["stated"] = [name_row(row) for row in records], [sign_quantity(row) for row in records]
    table["value"] = table["low"].fillna(table["high"])
    return table


def table_unnumbered(corpus: Corpus, *themes: str) -> pd.DataFrame:
    """Return the sentences of some themes that undertake something and state no quantity at all.

    Columns: doc, article, sentence; undertakings: how strongly, by the strongest word; cue: that word; passage. Headings are left out.
    In the order of the text.
    """
    rows = select_theme(corpus.sentences[corpus.sentences["kind"] == "body"], corpus, *themes)
    rows = rows[~rows["sentence"].isin(set(corpus.quantities["sentence"]))].reset_index(drop=True)
    lines = [_Line(number, 0, str(text)) for number, text in enumerate(rows["text"])]
    found = sorted(find_codes(lines, "undertakings.csv"), key=lambda hit: (hit.number, hit.code))
    first = {hit.number: hit for hit in reversed(found)}
    table = rows.iloc[sorted(first)].assign(
        undertakings=[first[x].code for x in sorted(first)], cue=[first[x].cue for x in sorted(first)]
    )
    return table.assign(passage=[shorten(text, PASSAGE) for text in table["text"]]).drop(columns=["text"])


def find_unnumbered(corpus: Corpus, unnumbered: pd.DataFrame, *themes: str) -> dict[str, Any]:
    """Return how many sentences undertake something without a quantity, of how many of the themes' body sentences; None where they
    have none."""
    body = select_theme(corpus.sentences[corpus.sentences["kind"] == "body"], corpus, *themes)
    return {"sentences": len(unnumbered) if len(body) else None, "of": len(body)}


def table_sizes(corpus: Corpus, *themes: str) -> pd.DataFrame:
    """Return money and people in the sentences of some themes, money first, each the largest first; columns as in ``table_money``."""
    table = pd.concat([table_money(corpus), table_people(corpus)], ignore_index=True)
    return select_theme(table, corpus, *themes)


def table_key_sentences(corpus: Corpus, *themes: str, number: int = 8) -> pd.DataFrame:
    """Return the sentences that say most of some themes: those with the most of the themes' terms, numbers counting as one more.

    Columns: doc, article, sentence, terms (str), weight (int), passage. The heaviest first, one at the most of an article's equals.
    """
    rows = corpus.themes[corpus.themes["theme"].isin(themes)]
    terms = rows.groupby("sentence")["terms"].agg(lambda cells: "、".join(dict.fromkeys("、".join(cells).split("、"))))
    table = select_theme(corpus.sentences[corpus.sentences["kind"] == "body"], corpus, *themes)
    counted = table["sentence"].isin(set(corpus.quantities["sentence"]))
    table["terms"] = table["sentence"].map(terms).fillna("")
    table["weight"] = table["terms"].str.count("、") + (table["terms"] != "") + counted
    table["passage"] = [shorten(str(text), PASSAGE) for text in table["text"]]
    table = table.sort_values("weight", ascending=False, kind="stable").head(number)
    return table.drop(columns=["text"]).reset_index(drop=True)
