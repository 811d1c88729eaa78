"""Bind to every quantity of a text what it counts, per what, when, where, and whether it is a target, a result, a rule or a scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from analysis.amounts import Amount, find_amounts
from analysis.dates import DateMention, find_dates


class Sentence(Protocol):
    """A sentence or heading of the reading text: ``text[begin:stop]``."""

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def begin(self) -> int: ...  # noqa: D102
    @property
    def stop(self) -> int: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of an article beside its text: dates, main place (a path), kind, sentences."""

    published: str | None = None
    event_date: str | None = None
    place: str | None = None
    kind: str | None = None
    sentences: Sequence[Sentence] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity with all that is bound to it; ``text == source[start:end]``.

    ``cues`` says of each bound field which words it was read from: (field, start, end).
    """

    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    unit: str | None
    kind: str
    modifier: str
    change: str | None
    entity: str | None
    per: str | None
    date_text: str | None
    date: str | None
    status: str
    place: str | None
    universal: bool
    cues: tuple[tuple[str, int, int], ...] = ()


def find_quantities(text: str, context: Context, taken: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Return every quantity of an article with its bound fields, in order; [] where there is none.

    Args:
        text: the reading text of the article.
        context: what is known beside the text.
        taken: spans already read as something else (numbered formulae).
    """
    dates = find_dates(text)
    amounts = find_amounts(text, taken, [(x.start, x.end) for x in dates])
    return bind_amounts(text, context, amounts, dates)


def bind_amounts(
    text: str, context: Context, amounts: Sequence[Amount], dates: Sequence[DateMention]
) -> list[Quantity]:
    """Return the quantities that the amounts become."""
    return [
        Quantity(
            a.start, a.end, a.text, a.low, a.high, a.unit, a.kind, a.modifier, a.change,
            a.noun or a.unit, None, None, None, "scope", None, a.universal, a.cues,
        )
        for a in amounts
    ]  # fmt: skip
