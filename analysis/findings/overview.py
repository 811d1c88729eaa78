"""What was read and how: articles by name and day, what the layout reading did, how large the corpus is and how far it carries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.tables.corpus import Corpus

NAME = 14  # characters of an article's name on an axis
SMALL_ARTICLES = 30
SMALL_TARGETS = 30
MAP_ROWS = 30


def name_articles(corpus: Corpus) -> pd.DataFrame:
    """Return the articles with a short name for each, and its day.

    Columns: those of ``articles``, and
        name (str): the title, shortened; the issuer or place with the day, or the document, where there is no title. No two are alike.
        day (str): when it was published, or else when its event took place; missing where neither is known with its year.

    In the order of ``articles``.
    """
    table = corpus.articles.merge(corpus.documents[["doc", "issuer"]], on="doc", how="left")
    dated = table["published"].fillna(table["event_date"])
    table["day"] = dated.where(dated.astype("str").str.match(r"\d{4}"), None)
    table["name"] = [_name(row) for row in table.to_dict("records")]
    twice = table["name"].duplicated(keep=False)
    number = table.groupby("name").cumcount() + 1
    table.loc[twice, "name"] = table["name"] + " (" + number.astype("str") + ")"
    return table.drop(columns="issuer")


def _name(row: dict[Any, Any]) -> str:
    title = _text(row["title"])
    return shorten(title) if title else call_untitled(row) or str(row["doc"])[:NAME]


def call_untitled(row: Mapping[Any, Any]) -> str:
    """Return what an article without a title is called: its ``issuer``, or else its ``place``, with its ``day``; empty where neither is known.

    >>> call_untitled({"issuer": None, "place": "湖南省/邵阳市/武冈市", "day": "2023-10-08"})
    '武冈市 2023-10-08'
    """
    who = _text(row["issuer"]) or _text(row["place"]).rpartition("/")[2]
    return shorten(who) + (f" {row['day']}" if _text(row["day"]) else "") if who else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def shorten(text: str, length: int = NAME) -> str:
    """Return a text of at most ``length`` characters, with ``…`` where it was cut.

    >>> shorten("沈阳:将培育发展社区社会组织", 8)
    '沈阳:将培育发…'
    """
    return text if len(text) <= length else text[: length - 1] + "…"


def take_last(paths: pd.Series[str]) -> pd.Series[str]:
    """Return the last part of each path: the finest of 湖南省/邵阳市/武冈市, the name of a file; what is missing stays missing."""
    return paths.map(lambda path: str(path).rpartition("/")[2], na_action="ignore")


def add_names(table: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Return a table that has doc and article with the articles' ``name`` and ``day`` added; its order is kept."""
    return table.merge(name_articles(corpus)[["doc", "article", "name", "day"]], on=["doc", "article"], how="left")


def measure_corpus(corpus: Corpus) -> dict[str, Any]:
    """Return the size of a corpus: documents, articles, sentences (headings too), characters; first and last day, None where none is
    known; the places named, finest first to be met; refused files."""
    articles = name_articles(corpus)
    days = articles["day"].dropna()
    places = take_last(articles["place"].dropna())
    return {
        "documents": len(corpus.documents),
        "articles": len(articles),
        "sentences": len(corpus.sentences),
        "chars": int(corpus.documents["chars"].sum()),
        "first": min(days, default=None),
        "last": max(days, default=None),
        "dated": len(days),
        "places": list(dict.fromkeys(places))[:8],
        "placed": len(places),
        "refused": len(corpus.refused),
    }


def table_articles(corpus: Corpus) -> pd.DataFrame:
    """Return the articles with name, place (the finest), day and its basis, and how many sentences each has.

    Columns added to those of :func:`name_articles`: basis (``published``, or that of the event's year), sentences (int), sentence (the
    first). In the order of the corpus.
    """
    table = name_articles(corpus)
    sizes = corpus.sentences.groupby(["doc", "article"]).agg(
        sentences=("sentence", "size"), sentence=("sentence", "first")
    )
    table = table.merge(sizes.reset_index(), on=["doc", "article"], how="left")
    table["sentences"] = table["sentences"].fillna(0).astype("int64")
    table["place"] = take_last(table["place"])
    table["basis"] = table["year_basis"].where(table["published"].isna(), "published")
    return table


def warn_corpus(corpus: Corpus) -> dict[str, dict[str, Any]]:
    """Return what a reader must bear in mind of a corpus: key of a warning -> its values; empty where there is nothing to warn of."""
    size = measure_corpus(corpus)
    warnings = {
        "small": size["articles"] < SMALL_ARTICLES,
        "undated": size["dated"] < size["articles"],
        "unplaced": size["placed"] < size["articles"],
        "refused": size["refused"] > 0,
    }
    undated, unplaced = size["articles"] - size["dated"], size["articles"] - size["placed"]
    values = size | {"undated": undated, "unplaced": unplaced, "enough": SMALL_ARTICLES}
    return {key: values for key, holds in warnings.items() if holds}


def warn_targets(corpus: Corpus) -> dict[str, dict[str, Any]]:
    """Return what a reader must bear in mind of a corpus's targets, as :func:`warn_corpus` does."""
    few = int((corpus.quantities["status"] == "target").sum())
    warnings = warn_corpus(corpus)
    return {key: warnings[key] for key in ("small", "refused") if key in warnings} | (
        {"few_targets": {"targets": few, "enough": SMALL_TARGETS}} if 0 < few < SMALL_TARGETS else {}
    )


def table_documents(corpus: Corpus) -> pd.DataFrame:
    """Return the documents with how many articles each holds."""
    counts = corpus.articles["doc"].value_counts()
    return corpus.documents.assign(articles=corpus.documents["doc"].map(counts).fillna(0).astype("int64"))


def draw_timeline(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the dated articles for a figure: the :data:`MAP_ROWS` newest."""
    dated = articles.dropna(subset="day").sort_values("day", kind="stable")
    return dated.tail(MAP_ROWS).reset_index(drop=True)


def find_timeline(articles: pd.DataFrame) -> dict[str, Any]:
    """Return what a timeline shows: dated articles of all, first and last day, how many are drawn."""
    days = articles["day"].dropna()
    values = {"dated": len(days), "articles": len(articles), "shown": min(len(days), MAP_ROWS)}
    return values | {"first": min(days, default=None), "last": max(days, default=None)}


def count_places(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the places that articles are about: place, level, articles, sentences (int); the most articles first."""
    placed = articles.dropna(subset="place")
    table = placed.groupby("place").agg(
        level=("level", "first"), articles=("name", "size"), sentences=("sentences", "sum")
    )
    return table.reset_index().sort_values(["articles", "sentences", "place"], ascending=[False, False, True])


def table_refused(corpus: Corpus) -> pd.DataFrame:
    """Return the files that could not be read, with the reason."""
    rows = [{"path": str(x.path).rpartition("/")[2], "reason": x.reason} for x in corpus.refused]
    return pd.DataFrame(rows, columns=["path", "reason"])


def count_layout(corpus: Corpus) -> pd.DataFrame:
    """Return what the reading of the layout did, by document.

    Columns: doc; join, caption, furniture, meta (int). One row a document where something was done, in the order of the corpus.
    """
    kinds = ["join", "caption", "furniture", "meta"]
    table = corpus.layout.groupby(["doc", "type"], sort=False).size().unstack(fill_value=0)
    return table.reindex(columns=kinds, fill_value=0).rename_axis(columns=None).reset_index()


def measure_layout(corpus: Corpus) -> dict[str, Any]:
    """Return how often each thing was done to the layout, over the whole corpus, and how much was lifted out; ``lifted`` is None where
    nothing was done at all."""
    counts = corpus.layout["type"].value_counts()
    done = {kind: int(counts.get(kind, 0)) for kind in ("join", "caption", "furniture", "meta")}
    return done | {"lifted": sum(done.values()) - done["join"] if any(done.values()) else None}


def show_layout(corpus: Corpus, number: int = 3) -> pd.DataFrame:
    """Return examples of what the reading of the layout did.

    Columns: doc, type, shown (str): for a join, both sides of the break with ``⏎`` between them; else what was lifted out; sentence
    (str): the sentence mended, missing for the rest. The first ``number`` of each type.
    """
    layout = corpus.layout.groupby("type", sort=False).head(number * 4)
    rows = [_show_row(row, corpus.sentences) for row in layout.to_dict("records")]
    table = pd.DataFrame([row for row in rows if row["shown"]], columns=["doc", "type", "shown", "sentence"])
    return table.groupby("type", sort=False).head(number).sort_values("type", kind="stable", ignore_index=True)


def _show_row(row: dict[Any, Any], sentences: pd.DataFrame) -> dict[str, Any]:
    shown = shorten(str(row["text"]).replace("\n", " ").strip(), 40)
    if row["type"] != "join":
        return {"doc": row["doc"], "type": row["type"], "shown": shown, "sentence": None}
    around = sentences[
        (sentences["doc"] == row["doc"]) & (sentences["start"] < row["start"]) & (sentences["end"] > row["end"])
    ]
    broken, sentence = "", None
    for found in around.to_dict("records"):
        at = int(row["start"] - found["start"])
        text = str(found["text"])
        if found["end"] - found["start"] - len(text) == row["end"] - row["start"]:  # the only break in it
            broken, sentence = f"{text[max(0, at - 12) : at]}⏎{text[at : at + 12]}", found["sentence"]
    return {"doc": row["doc"], "type": row["type"], "shown": broken, "sentence": sentence}


def table_provenance(corpus: Corpus) -> pd.DataFrame:
    """Return each document's file name, encoding, size and SHA-256, by which a copy can be told to be the same."""
    table = corpus.documents[["doc", "path", "encoding", "chars", "sha256"]].copy()
    table["path"] = take_last(table["path"])
    return table
