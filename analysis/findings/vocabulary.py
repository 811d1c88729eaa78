"""The words of a corpus: key words of its parts, how evenly words are spread, their company, and where they stand."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.findings.overview import name_articles, shorten, take_last
from analysis.statistics import Network, table_dispersion, table_frequency, table_keyness
from analysis.tables.corpus import Corpus

LEAST = 6.63  # G2 of p = 0.01
PARTS = 12  # parts whose key words are shown; the largest


def count_words(corpus: Corpus, number: int = 60) -> pd.DataFrame:
    """Return the most frequent words that may show what texts are about: word, tokens, documents, articles, per_10000, sentence."""
    return add_evidence(table_frequency(corpus.words, number=number), corpus)


def measure_words(corpus: Corpus) -> dict[str, int]:
    """Return how many words the corpus has, and how many different ones, stop words and single characters included."""
    return {"tokens": int(corpus.words["count"].sum()), "types": int(corpus.words["word"].nunique())}


def table_keywords(corpus: Corpus, words: pd.DataFrame, part: str, number: int = 5) -> pd.DataFrame:
    """Return the words that each part uses more than the rest of the corpus.

    Args:
        words: ``corpus.words``; for themes the words by sentence, see :func:`analysis.statistics.count_tokens`.
        part: ``doc``, ``place`` or ``theme``.
        number: words a part.

    Columns: those of :func:`analysis.statistics.table_keyness` with ``part`` called ``doc``, ``place`` or ``theme``, and name (str): the
    part for readers; sentence: the first of the part that holds the word. The :data:`PARTS` parts with the most articles; underused words
    and those with a G2 under :data:`LEAST` are left out. (0 rows) where the corpus has one part only: there is no rest to compare with.
    """
    parts = _list_parts(corpus, part)
    sizes = parts.drop_duplicates([part, "doc", "article"])[part].value_counts() if len(parts) else pd.Series(dtype=int)
    chosen = sorted(sizes.sort_index().sort_values(ascending=False, kind="stable").index[:PARTS])
    table = table_keyness(words, parts, part, chosen, articles=1, tokens=3)
    table = table[table["g2"] >= LEAST].groupby("part", sort=False).head(number)
    table = table.rename(columns={"part": part}).reset_index(drop=True)
    table["name"] = table[part].map(_name_documents(corpus)) if part == "doc" else table[part]
    return _add_part_evidence(table, corpus, parts, part)


def _name_documents(corpus: Corpus) -> dict[str, str]:
    """Return the first article's name for each document, with ``+2`` where two more articles follow it."""
    articles = name_articles(corpus)
    more = articles["doc"].value_counts() - 1
    first = articles.drop_duplicates("doc")
    return {
        doc: shorten(name, 10) + f" +{more[doc]}" if more[doc] else name
        for doc, name in zip(first["doc"], first["name"], strict=True)
    }


def _list_parts(corpus: Corpus, part: str) -> pd.DataFrame:
    if part == "theme":
        return corpus.themes
    if part == "place":
        articles = corpus.articles[["doc", "article", "place"]].dropna(subset="place")
        return articles.assign(place=take_last(articles["place"]))
    return corpus.articles[["doc", "article"]]


def _add_part_evidence(table: pd.DataFrame, corpus: Corpus, parts: pd.DataFrame, part: str) -> pd.DataFrame:
    keys = ["sentence"] if "sentence" in parts else ["doc", "article"]
    rows = parts[[*keys, part]].drop_duplicates() if part not in keys else parts.drop_duplicates()
    sentences = corpus.sentences.merge(rows, on=keys)
    texts = dict(iter(sentences.groupby(part)))
    found = [_find_word(texts[name], word) for name, word in zip(table[part], table["word"], strict=True)]
    return table.assign(sentence=found)


def _find_word(sentences: pd.DataFrame, word: str) -> str:
    """Return the first sentence that holds a word; empty where it stands across a break only."""
    holds = sentences[sentences["text"].str.contains(word, regex=False)]
    return str(holds["sentence"].iloc[0]) if len(holds) else ""


def add_evidence(table: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Return a table of words with the first sentence that holds each as ``sentence``."""
    return table.assign(sentence=[_find_word(corpus.sentences, word) for word in table["word"]])


def find_keywords(table: pd.DataFrame) -> dict[str, Any]:
    """Return the strongest key word of all parts, its part, and how many times as often it stands there."""
    if table.empty:
        return {"word": None}
    top = table.nlargest(1, "g2").iloc[0]
    values = {"word": top["word"], "name": top["name"], "count": int(top["count"]), "rest": int(top["rest"])}
    return values | {"g2": float(top["g2"]), "parts": table["name"].nunique(), "words": len(table)}


def draw_keywords(table: pd.DataFrame, number: int = 20) -> pd.DataFrame:
    """Return the strongest key words with ``row``, the word and its part, for a figure."""
    table = table.sort_values("g2", ascending=False, kind="stable").head(number)
    rows = [shorten(f"{word} · {name}", 24) for word, name in zip(table["word"], table["name"], strict=True)]
    return table.assign(row=rows)


def table_spread(corpus: Corpus, number: int = 20) -> pd.DataFrame:
    """Return how evenly the most frequent words are spread over the articles: columns of ``table_dispersion`` and sentence.

    Words whose DP is not defined (a corpus of one article) are left out.
    """
    table = table_dispersion(corpus.words, by="article", number=number)
    table = table[table["dp_norm"].notna()].sort_values(["dp_norm", "word"], ignore_index=True)
    return add_evidence(table, corpus)


def find_spread(spread: pd.DataFrame) -> dict[str, Any]:
    """Return the most even and the most uneven of the words, with DPnorm and the articles that have them."""
    if spread.empty:
        return {"word": None}
    first, last = spread.iloc[0], spread.iloc[-1]
    values = {
        "word": first["word"],
        "dp": float(first["dp_norm"]),
        "articles": int(first["parts"]),
        "of": int(first["of"]),
    }
    return values | {"uneven": last["word"], "uneven_dp": float(last["dp_norm"]), "words": len(spread)}


def find_collocates(collocates: pd.DataFrame, node: str) -> dict[str, Any]:
    """Return the closest collocate of a node, with its meetings and logDice."""
    if collocates.empty:
        return {"node": node, "word": None}
    top = collocates.iloc[0]
    values = {"node": node, "word": top["word"], "count": int(top["count"]), "log_dice": float(top["log_dice"])}
    return values | {"words": len(collocates)}


def find_network(network: Network) -> dict[str, Any]:
    """Return how many words and ties a network has, its groups, and the strongest tie."""
    if network.edges.empty:
        return {"words": 0, "source": None}
    top = network.edges.iloc[0]
    values = {"words": len(network.nodes), "ties": len(network.edges), "groups": int(network.nodes["group"].nunique())}
    return values | {"source": top["source"], "target": top["target"], "both": int(top["both"])}


def table_ties(network: Network) -> pd.DataFrame:
    """Return the ties of a network with the first sentence behind each, for a table."""
    edges = network.edges
    return edges.assign(sentence=[sentences[0] for sentences in edges["sentences"]])


def find_words(words: pd.DataFrame) -> dict[str, Any]:
    """Return the most frequent word, with its tokens and articles, and how many words are shown."""
    if words.empty:
        return {"word": None}
    top = words.iloc[0]
    return {"word": top["word"], "tokens": int(top["tokens"]), "articles": int(top["articles"]), "words": len(words)}
