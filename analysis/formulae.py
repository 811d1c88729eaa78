"""Find numbered formulae (“两个确立”, 七大体系) and the members that the text lists for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.quantities.frames import Sentence


@dataclass(frozen=True, slots=True)
class Formula:
    """A numbered formula; ``text == source[start:end]``, without its quotation marks."""

    start: int
    end: int
    text: str
    count: int | None
    named: bool
    members: tuple[str, ...]
    listed: int
    agrees: bool | None


def find_formulae(text: str, sentences: Sequence[Sentence] = ()) -> list[Formula]:
    """Return the numbered formulae of an article's reading text, in order; [] where there is none."""
    return []
