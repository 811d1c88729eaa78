"""How well the texts were read: the scores of the annotated seeds, wherever the corpus is from."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.score.accuracy import read_gold, table_accuracy
from analysis.score.accuracy import table_misses as find_misses
from analysis.tables.corpus import Corpus, load

HOME = Path(__file__).parent.parent.parent
GOLD, SEEDS = HOME / "tests/gold", HOME / "seeds"
READ = ("quantities", "articles", "sentences", "formulae", "themes")
COLUMNS = ["measure", "score", "precision", "recall", "right", "of"]


@cache
def _open_seeds() -> Corpus | None:
    return load(SEEDS) if GOLD.is_dir() and SEEDS.is_dir() else None


def table_scores(corpus: Corpus) -> pd.DataFrame:
    """Return the scores of the reading, see :func:`analysis.score.accuracy.table_accuracy`; (0, 6) where no annotation is at hand."""
    seeds = _pick(corpus)
    return pd.DataFrame(columns=COLUMNS) if seeds is None else table_accuracy(GOLD, _open_tables(seeds))


def _open_tables(corpus: Corpus) -> dict[str, pd.DataFrame]:
    return {name: getattr(corpus, name) for name in READ}


def measure_scores(corpus: Corpus, scores: pd.DataFrame) -> dict[str, Any]:
    """Return how much was annotated, and what is found of it: documents, quantities, the scores of span and row."""
    if scores.empty:
        return {"documents": 0, "annotated": 0, "span": None, "row": None}
    gold = read_gold(GOLD, "quantities")
    by = scores.set_index("measure")["score"]
    return {
        "documents": read_gold(GOLD, "articles")["doc"].nunique(),
        "annotated": len(gold),
        "span": by["span"],
        "row": by["row"],
    }


def is_annotated(corpus: Corpus) -> bool:
    """Say whether the corpus holds the annotated seeds themselves, so that the scores are its own."""
    if not SEEDS.is_dir():
        return False
    sums = {line.split()[0] for line in (SEEDS / "SHA256SUMS").read_text("utf-8").splitlines()}
    return sums <= set(corpus.documents["sha256"])


def whose_scores(corpus: Corpus) -> str:
    """Return the key of the sentence that says whose scores these are."""
    return "accuracy_own" if is_annotated(corpus) else "accuracy_other"


def table_misses(corpus: Corpus) -> pd.DataFrame:
    """Return every disagreement with the annotation, see :func:`analysis.score.accuracy.table_misses`, with the sentence it stands in.

    ``gold`` and ``found`` are empty where nothing is said there.
    """
    seeds = _pick(corpus)
    if seeds is None:
        return pd.DataFrame(columns=["doc", "start", "end", "text", "problem", "gold", "found", "sentence"])
    table = find_misses(GOLD, _open_tables(seeds))
    table = table.reset_index(names="row")
    around = table.merge(seeds.sentences[["doc", "sentence", "start", "end"]], on="doc", suffixes=("", "_s"))
    around = around[(around["start_s"] <= around["start"]) & (around["start"] < around["end_s"])]
    return table.merge(around[["row", "sentence"]].drop_duplicates("row"), on="row", how="left").drop(columns="row")


def _pick(corpus: Corpus) -> Corpus | None:
    return corpus if is_annotated(corpus) and GOLD.is_dir() else _open_seeds()
