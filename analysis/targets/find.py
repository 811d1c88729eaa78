"""Group quantities with status target into series with steps, each with its force, its commitment and the body told to act."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.dates import read_last_day
from analysis.quantities import Quantity
from analysis.targets.force import Force, read_force
from analysis.targets.responsible import find_responsible

JOIN = "·"
_QUOTES = str.maketrans("", "", '“”"‘’「」 　')
_LAST = "9999"
Rung = tuple[str, float, float]  # a target's last day, its low and its high


@dataclass(frozen=True, slots=True)
class Target:
    """A quantity that is a target, with its place in a series.

    ``series`` names what is aimed at (沈阳市·街道·%): targets with one name are steps to one aim, counted from 1 by their last day;
    equal values of one day are one step. ``force``, ``commitment``, ``cue``: see :class:`analysis.targets.force.Force`.
    """

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
    found = [(reading, x) for _, reading, quantities in read for x in quantities if x.status == "target"]
    named = [(name_series(x), _rung(x)) for _, x in found]
    steps = _count_steps(named)
    for (reading, quantity), (series, _), step in zip(found, named, steps, strict=True):
        force, responsible = _read_sentence(reading, quantity)
        yield Target(quantity, series, step, force.force, force.commitment, force.cue, responsible)


def name_series(quantity: Quantity) -> str:
    """Return what a target aims at: its place, per what, entity, change and unit, as far as they are said."""
    parts = (quantity.place, quantity.per, quantity.entity, quantity.change, quantity.unit)
    return JOIN.join(filter(None, parts)).translate(_QUOTES)


def _count_steps(named: Sequence[tuple[str, Rung]]) -> list[int]:
    """Return for each series and rung which step in the series it is."""
    rungs: dict[str, set[Rung]] = {}
    for series, rung in named:
        rungs.setdefault(series, set()).add(rung)
    ladders = {series: sorted(found) for series, found in rungs.items()}
    return [bisect_right(ladders[series], rung) for series, rung in named]


def _rung(quantity: Quantity) -> Rung:
    low = quantity.low if quantity.low is not None else quantity.high or 0.0
    return read_last_day(quantity.date) or _LAST, low, quantity.high if quantity.high is not None else low


def _read_sentence(reading: Any, quantity: Quantity) -> tuple[Force, str | None]:
    """Read what the sentence of a target and the heading over it say of its force, and who is told to act."""
    text = reading.text
    if not reading.sentences:
        return read_force(text, 0, quantity.start, len(text), date=quantity.date_text), None
    sentence = reading.sentence_at(quantity.start)
    heading = _heading_over(reading, sentence.number)
    date = quantity.date_text if _is_near(text, sentence.begin, quantity) else None
    force = read_force(text, sentence.begin, quantity.start, sentence.stop, heading, date)
    return force, find_responsible(text, sentence.begin, quantity.start, sentence.stop)


def _is_near(text: str, begin: int, quantity: Quantity) -> bool:
    """Tell whether the date stands in the target's own sentence."""
    return any(name == "date" and begin <= start for name, start, _ in quantity.cues)


def _heading_over(reading: Any, number: int) -> str:
    """Return the last heading before a sentence, empty where none stands among the hundred before it."""
    first = reading.sentences[0].number
    for sentence in reversed(reading.sentences[max(0, number - first - 100) : number - first]):
        if sentence.kind == "heading":
            return str(sentence.text)
    return ""
