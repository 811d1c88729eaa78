"""Read the word lists, units, cues and labels that live in ``analysis/data``."""

from __future__ import annotations

import csv
from pathlib import Path

DATA = Path(__file__).parent / "data"


class LexiconError(ValueError):
    """A row of a data file breaks that file's own rules; the message names file and row."""


def read_rows(name: str, folder: Path = DATA) -> list[dict[str, str]]:
    """Return the rows of a commented CSV file, in its order.

    Lines that begin with ``#`` explain the columns and are passed over; the first other line is the header.
    Missing cells are empty strings.

    Raises:
        LexiconError: if a row has more cells than the header.
    """
    lines = [line for line in (folder / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]
    rows = list(csv.DictReader(lines, restval=""))
    for row in rows:
        if None in row:
            raise LexiconError(f"{name}: the row {list(row.values())[0]!r} has more cells than the header")
    return rows
