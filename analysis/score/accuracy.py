"""One table of all that is measured, and one of all that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from analysis.lexicon import read_rows
from analysis.score.labels import score_formulae, score_themes
from analysis.score.measures import Measure, Miss, Row, Scored
from analysis.score.pages import score_articles, score_layout
from analysis.score.quantities import score_quantities

GOLD = ("quantities", "articles", "layout", "formulae", "themes")


class ScoreError(ValueError):
    """There is nothing to measure; the message says what is missing."""


def read_gold(folder: Path, name: str) -> pd.DataFrame:
    """Return one annotated table: every cell a string, empty where nothing is said; offsets as integers.

    Raises:
        ScoreError: if the folder has no such table.
    """
    if not (folder / f"{name}.csv").is_file():
        raise ScoreError(f"{folder}: no {name}.csv; annotated tables are {', '.join(f'{x}.csv' for x in GOLD)}")
    gold = pd.DataFrame(read_rows(f"{name}.csv", folder))
    return gold.astype({column: int for column in ("start", "end") if column in gold})


def table_accuracy(gold: Path, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return how well the reading agrees with the annotation.

    Args:
        gold: a folder of annotated tables, any of quantities, articles, layout, formulae and themes.
        tables: the tables read from the same texts, by name: quantities, articles, sentences, formulae, themes.

    Returns:
        One row a measure, with these columns:
            measure (str): ``span``, ``overlap``, ``value``, ``value+unit``, each bound field, ``entity~``, ``row``, ``universal``;
                ``articles``, ``article title`` and so on; ``join``, ``caption``, ``furniture``; ``formulae``, ``members``;
                ``themes``, ``theme elderly_care`` and so on.
            score (float): F1 where precision and recall are given, else the share right.
            precision, recall (float): missing for shares.
            right, of (int): what is right, of how many annotated (of how many found, for a bound field).

    Raises:
        ScoreError: if ``gold`` holds no annotated table, or none of its documents was read.
    """
    return pd.DataFrame(_score(gold, tables).measures, columns=Measure._fields)


def table_misses(gold: Path, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return every disagreement: columns doc, start, end, text, problem (``missed``, ``spurious`` or what differs), gold, found.

    Arguments and errors as for :func:`table_accuracy`; in the order of its measures, then by place in the text.
    """
    misses = pd.DataFrame(_score(gold, tables).misses, columns=Miss._fields)
    return misses.astype({"start": "Int64", "end": "Int64"})


def _score(gold: Path, tables: Mapping[str, pd.DataFrame]) -> Scored:
    annotated = {name: _records(read_gold(gold, name)) for name in GOLD if (gold / f"{name}.csv").is_file()}
    if not annotated:
        raise ScoreError(f"{gold}: no annotated table; it would hold any of {', '.join(f'{x}.csv' for x in GOLD)}")
    read = {name: _records(table) for name, table in tables.items()}
    docs = {row["doc"] for rows in annotated.values() for row in rows}
    if not docs & {row["doc"] for row in read["sentences"]}:
        raise ScoreError(f"none of the {len(docs)} documents annotated in {gold} is among the texts; name their folder")
    scored = Scored()
    for name, rows in annotated.items():
        scored += _score_part(name, rows, read)
    return scored


def _score_part(name: str, gold: list[Row], read: Mapping[str, list[Row]]) -> Scored:
    match name:
        case "quantities":
            return score_quantities(gold, read["quantities"])
        case "articles":
            return score_articles(gold, read["articles"], read["sentences"])
        case "layout":
            return score_layout(gold, read["sentences"])
        case "formulae":
            return score_formulae(gold, read["formulae"])
        case _:
            return score_themes(gold, read["sentences"], read["themes"])


def _records(table: pd.DataFrame) -> list[Row]:
    return [{str(column): value for column, value in row.items()} for row in table.to_dict("records")]
