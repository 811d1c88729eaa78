"""Write a sentence with what was read in it marked: quantities and formulae as links to their cards, terms of themes underlined.

Every text is escaped here, character by character as it stands in the table; marks may lie in one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

SHORT = 9  # characters of a mark that no line is broken in


@dataclass(frozen=True, slots=True)
class Mark:
    """A quantity or formula in a sentence: ``text[start:end]``. ``style`` is its status or kind; ``anchor`` is empty where it repeats."""

    start: int
    end: int
    style: str
    anchor: str
    label: str


def write_sentence(
    text: str,
    marks: Iterable[Mark],
    terms: Iterable[tuple[str, str]] = (),
    joins: Iterable[int] = (),
) -> Markup:
    """Return the sentence as HTML.

    Args:
        text: its reading text.
        marks: what stands in it; of two that overlap, the one that begins first is kept, then the longer.
        terms: (theme, term) pairs; every occurrence is underlined.
        joins: offsets at which a break of the page was mended.
    """
    themes = _cover(text, terms)
    breaks = sorted({x for x in joins if 0 < x < len(text)})
    out, at = [], 0
    for mark in _apart(marks, len(text)):
        out += _write_run(text, at, mark.start, themes, breaks)
        inner = Markup("").join(_write_run(text, mark.start, mark.end, themes, breaks))
        out.append(_write_mark(mark, inner))
        at = mark.end
    out += _write_run(text, at, len(text), themes, breaks)
    return Markup("").join(out)


def _apart(marks: Iterable[Mark], length: int) -> Iterator[Mark]:
    at = 0
    for mark in sorted(marks, key=lambda x: (x.start, -x.end)):
        if at <= mark.start < mark.end <= length:
            yield mark
            at = mark.end


def _write_mark(mark: Mark, inner: Markup) -> Markup:
    if not mark.anchor:
        return Markup('<span class="mark mark-{}">{}</span>').format(mark.style, inner)
    short = " short" if mark.end - mark.start <= SHORT else ""
    return Markup('<a class="mark mark-{}{}" id="{}" href="#card-{}" title="{}">{}</a>').format(
        mark.style, short, mark.anchor, mark.anchor, mark.label, inner
    )


def _cover(text: str, terms: Iterable[tuple[str, str]]) -> list[frozenset[str]]:
    """Return the themes whose terms cover each character."""
    cover: list[set[str]] = [set() for _ in text]
    for theme, term in terms:
        at = text.find(term) if term else -1
        while at >= 0:
            for place in range(at, at + len(term)):
                cover[place].add(theme)
            at = text.find(term, at + len(term))
    return [frozenset(themes) for themes in cover]


def _write_run(
    text: str, start: int, end: int, themes: Sequence[frozenset[str]], breaks: Sequence[int]
) -> list[Markup | str]:
    out: list[Markup | str] = []
    at = start
    while at < end:
        stop = at + 1
        while stop < end and themes[stop] == themes[at] and stop not in breaks:
            stop += 1
        if at in breaks:
            out.append(Markup('<span class="join" aria-hidden="true"></span>'))
        piece = escape(text[at:stop])
        if themes[at]:
            piece = Markup('<span class="term" data-themes="{}">{}</span>').format(" ".join(sorted(themes[at])), piece)
        out.append(piece)
        at = stop
    return out
