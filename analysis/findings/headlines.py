"""What a reader of promises wants to know first: what falls due next, what rises in steps, what is reported back, what it costs."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.findings.promises import PLACE, table_candidates, table_targets
from analysis.findings.sizes import table_money
from analysis.tables.corpus import Corpus

PLACES = 3  # places named in a sentence


def find_next(corpus: Corpus) -> dict[str, Any]:
    """Return the deadline that comes next: day, how many targets fall due on it, their places (three at the most), the first as a row.

    ``day`` is None where every deadline is past, or none is stated.
    """
    table = table_targets(corpus).dropna(subset="deadline")
    table = table[table["due"] != "past"]
    if table.empty:
        return {"day": None}
    due = table[table["deadline"] == table["deadline"].min()]
    places = list(dict.fromkeys(due["place"].dropna()))[:PLACES]
    return {"day": due["deadline"].iloc[0], "targets": len(due), "places": places or None, "first": _row(due.iloc[0])}


def find_steps(corpus: Corpus) -> dict[str, Any]:
    """Return how many things are promised in steps, with a deadline each (None for none); of the first, its name, first and last step."""
    table = table_targets(corpus).dropna(subset="deadline")
    many = table.groupby("series")["deadline"].transform("nunique") > 1
    table = table[many].sort_values(["doc", "start"], kind="stable")
    if table.empty:
        return {"lines": None}
    steps = table[table["series"] == table["series"].iloc[0]].sort_values("deadline", kind="stable")
    first, last = steps.iloc[0], steps.iloc[-1]
    name = PLACE.join(str(part) for part in (first["place"], first["what"]) if isinstance(part, str) and part)
    return {"lines": table["series"].nunique(), "row": name, "first": _row(first), "last": _row(last)}


def find_answers(corpus: Corpus) -> dict[str, Any]:
    """Return of how many targets the texts report a result on the same place, thing and unit (None for none), and how many name the body
    told to act; nothing at all where there is no target."""
    targets = table_targets(corpus)
    if targets.empty:
        return {}
    pairs = table_candidates(corpus)
    answered = int(pairs.loc[pairs["entity"] == "same", "target"].nunique())
    return {"targets": len(targets), "answered": answered or None, "told": int(targets["responsible"].notna().sum())}


def find_money(corpus: Corpus) -> dict[str, Any]:
    """Return how many sums of money are stated (None for none), how many of them as results and as targets, and the largest as a row."""
    money = table_money(corpus)
    if money.empty:
        return {"sums": None}
    counts = {f"{status}s": int((money["status"] == status).sum()) for status in ("result", "target")}
    return {"sums": len(money), **counts, "top": _row(money.iloc[0])}


def _row(row: pd.Series[Any]) -> dict[str, Any]:
    """Return what a quote of a quantity needs: its id, its sentence, and where its words stand there."""
    return {name: row[name] for name in ("quantity", "sentence", "offset", "text")}
