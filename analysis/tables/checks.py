"""Tabulate what a corpus's own arithmetic shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import pandas as pd

from analysis.arithmetic import Check, derive_figures, find_checks

_COLUMNS = ["kind", "doc", "sentence", "quantities", "expression", "result", "verdict"]


def table_checks(quantities: pd.DataFrame, sentences: pd.DataFrame, formulae: pd.DataFrame) -> pd.DataFrame:
    """Return every sum that the texts allow to check within one sentence, and the lists of their formulae.

    Args:
        quantities, sentences, formulae: the tables of that name.

    Columns:
        kind: part (含5007家 of 8306家), sum (several parts), rate (150家 of 200家 is 75%), step (从72%到76%，提高4个百分点), list (a formula).
        doc, sentence: where. quantities (str): the ids of the quantities, parted by a blank; empty for a list.
        expression: the sum as it can be written down. result (float): its value; of a part, its share of the whole.
        verdict: holds; within (parts that leave a rest); broken (text and reader do not agree: look).

    Shape: one row a check, in the order of the text, lists last; (0, 7) if there is none.
    """
    return _tabulate(find_checks(_rows(quantities), _texts(sentences), _rows(formulae)))


def table_derived(quantities: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return figures that the texts do not state but allow: money by the count it stands with, in yuan, the division shown.

    Columns and order: those of :func:`table_checks`, with kind ``per`` and verdict ``derived``. (0, 7) if there is none.
    """
    return _tabulate(derive_figures(_rows(quantities), _texts(sentences)))


def _rows(table: pd.DataFrame) -> list[dict[Any, Any]]:
    """Return the rows with None for what is missing."""
    return table.astype(object).where(table.notna(), None).to_dict("records")


def _texts(sentences: pd.DataFrame) -> dict[str, str]:
    return dict(zip(sentences["sentence"], sentences["text"], strict=True))


def _tabulate(checks: Iterable[Check]) -> pd.DataFrame:
    rows = [asdict(check) | {"quantities": " ".join(check.quantities)} for check in checks]
    return pd.DataFrame(rows, columns=_COLUMNS).astype({"result": float})
