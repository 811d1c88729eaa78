"""Quantities: found where document, start and end agree exactly; each bound field is a share of the quantities found.

A row is right where everything that a reader would quote is right at once. Full coverage without a digit (全覆盖, 所有) is measured apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from analysis.score.measures import Measure, Miss, Row, Rows, Scored, measure_f1, measure_share, read_cell

FIELDS = ("kind", "modifier", "change", "per", "date", "status", "place", "entity")
ROW = ("low", "high", "unit", "modifier", "per", "date", "status")

Key = tuple[str, int, int]
Pair = tuple[Row, Row]


def score_quantities(gold: Rows, found: Rows) -> Scored:
    """Return the measures span, overlap, value, value+unit, each field, entity~, row and universal, and every disagreement.

    ``entity~`` counts an entity as right where one of the two names contains the other. Documents that ``gold`` does not name are left
    out of account.
    """
    docs = {row["doc"] for row in gold}
    found = [row for row in found if row["doc"] in docs]
    wanted, made = _index(gold, universal=False), _index(found, universal=False)
    everywhere, everywhere_made = _index(gold, universal=True), _index(found, universal=True)
    pairs = [(wanted[key], made[key]) for key in sorted(wanted.keys() & made.keys())]

    def f1(name: str, fields: Iterable[str]) -> Measure:
        return measure_f1(name, sum(_agree(pair, fields) for pair in pairs), len(made), len(wanted))

    def share(name: str, right: Callable[[Pair], bool]) -> Measure:
        return measure_share(name, sum(map(right, pairs)), len(pairs))

    return Scored(
        [
            f1("span", ()),
            measure_f1("overlap", _count_overlaps(wanted, made), len(made), len(wanted)),
            f1("value", ("low", "high")),
            f1("value+unit", ("low", "high", "unit")),
            *(share(field, partial(_agree, fields=(field,))) for field in FIELDS),
            share("entity~", _is_near),
            f1("row", ROW),
            measure_f1(
                "universal",
                len(everywhere.keys() & everywhere_made.keys()),
                len(everywhere_made),
                len(everywhere),
            ),
        ],
        _list_misses(wanted | everywhere, made | everywhere_made),
    )


def _index(rows: Rows, *, universal: bool) -> dict[Key, Row]:
    return {
        (str(row["doc"]), int(str(row["start"])), int(str(row["end"]))): row
        for row in rows
        if _is_universal(row) == universal
    }


def _is_universal(row: Row) -> bool:
    return str(row.get("universal")).lower() == "true" or read_cell(row, "modifier") == "all"


def _agree(pair: Pair, fields: Iterable[str]) -> bool:
    return all(read_cell(pair[0], field) == read_cell(pair[1], field) for field in fields)


def _is_near(pair: Pair) -> bool:
    a, b = (read_cell(row, "entity") for row in pair)
    return a == b or bool(a and b and (a in b or b in a))


def _count_overlaps(wanted: Iterable[Key], made: Iterable[Key]) -> int:
    """Pair each annotated span with the first span not yet taken that shares a character with it."""
    left, hits = list(made), 0
    for doc, start, end in wanted:
        taken = next((key for key in left if key[0] == doc and key[1] < end and start < key[2]), None)
        if taken:
            left.remove(taken)
            hits += 1
    return hits


def _list_misses(wanted: dict[Key, Row], made: dict[Key, Row]) -> list[Miss]:
    """List what was missed, what was made up and which field differs, by place in the text."""
    misses = []
    for key in sorted(wanted.keys() | made.keys()):
        if key not in made:
            misses.append(Miss(*key, str(wanted[key]["text"]), "missed", "", ""))
        elif key not in wanted:
            misses.append(Miss(*key, str(made[key]["text"]), "spurious", "", ""))
        else:
            for field in (*ROW[:3], *FIELDS):
                a, b = read_cell(wanted[key], field), read_cell(made[key], field)
                if a != b:
                    misses.append(Miss(*key, str(wanted[key]["text"]), field, a, b))
    return misses
