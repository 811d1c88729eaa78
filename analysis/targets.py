"""Group quantities with status target into series with steps, each with its force, its commitment and the body told to act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Target:
    """A quantity that is a target, with its place in a series."""

    quantity: Quantity
    series: str
    step: int
    force: str | None
    commitment: str | None
    cue: str | None
    responsible: str | None


def find_targets(read: Sequence[tuple[Any, Any, Sequence[Quantity]]]) -> Iterator[Target]:
    """Yield the targets of one document, in order.

    Args:
        read: for each article the article, its reading and its quantities.
    """
    for _, _, quantities in read:
        for quantity in quantities:
            if quantity.status == "target":
                yield Target(quantity, quantity.entity or "", 1, None, None, None, None)


def read_due(date: str | None, as_of: str) -> str | None:
    """Return ``past``, ``open`` or None (no deadline) for a date held against a day."""
    if not date or not as_of:
        return None
    last = date.rpartition("/")[2]
    return None if last == ".." else ("past" if last + "-12-31"[: 10 - len(last)] <= as_of else "open")
