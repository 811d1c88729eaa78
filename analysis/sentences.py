"""The reading text of an article, cut into sentences, with the way back to the raw file.

A sentence ends at 。！？；, with the quotation marks and brackets that close there, or with its block. In round brackets and titles
nothing ends: (含5007家;见附件) stays in its sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple, Protocol

_MARK = re.compile('[。！？!?；;\n(（《](?:(?<=[。！？!?；;])[。！？!?；;]*[”’』」）)》〉】"]*)?')
_OPENS = {")": "(", "）": "（", "》": "《"}
_OPENING = frozenset(_OPENS.values())
_BRACKET = 80  # characters within which a bracket must close to hold a sentence together
_GOES_ON = "的等、，,和与及》"  # 《…怎么办？》一书, “…？”的提问
_READ = {"title", "subhead", "paragraph"}


class _Block(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def pieces(self) -> tuple[tuple[int, int], ...]: ...


class _Document(Protocol):
    @property
    def text(self) -> str: ...


class Sentence(NamedTuple):
    """A sentence or heading: ``reading.text[begin:stop] == text``; ``start`` and ``end`` span it in the raw file, breaks included."""

    number: int
    kind: str
    begin: int
    stop: int
    start: int
    end: int
    text: str


_BEGIN = attrgetter("begin")


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as it is read: furniture gone, broken sentences mended, blocks on lines of their own.

    ``map`` holds, for every stretch that stands in the raw file unbroken, where it begins here and there, and its length.
    """

    text: str
    sentences: tuple[Sentence, ...]
    map: tuple[tuple[int, int, int], ...] = field(repr=False)
    _begins: tuple[int, ...] = field(repr=False)

    def raw_span(self, begin: int, stop: int) -> tuple[int, int]:
        """Return the whole raw extent of a stretch of the reading text, what was lifted out of it included.

        Raises:
            ValueError: if the stretch is empty or holds no character of the raw file.
        """
        if begin >= stop or not self.map:
            raise ValueError(f"no text from {begin} to {stop}")
        first = bisect_right(self._begins, begin) - 1
        here, raw, length = self.map[first]
        if stop <= here + length:  # as a rule: within one stretch
            return raw + begin - here, raw + stop - here
        last = bisect_right(self._begins, stop - 1) - 1
        if begin >= here + length and first + 1 < len(self.map):  # a break between blocks: what follows it counts
            here, raw, length = self.map[first + 1]
            begin = here
        start = raw + min(begin - here, length)
        here, raw, length = self.map[last]
        return start, max(start, raw + min(stop - here, length))

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence that holds an offset of the reading text, or the last one before it.

        Raises:
            ValueError: if the reading has no sentence.
        """
        if not self.sentences:
            raise ValueError("a reading without sentences")
        return self.sentences[max(0, bisect_right(self.sentences, offset, key=_BEGIN) - 1)]


def read_blocks(document: _Document, blocks: Sequence[_Block], first: int = 1) -> Reading:
    """Return the reading of those blocks that are read (titles, subheads, paragraphs), its sentences numbered from ``first``."""
    parts: list[str] = []
    stretches: list[tuple[int, int, int]] = []
    ends: list[tuple[int, str]] = []
    here = 0
    for block in blocks:
        if block.kind not in _READ:
            continue
        for start, end in block.pieces:
            part = document.text[start:end].replace("\n", " ")
            parts.append(part)
            stretches.append((here, start, end - start))
            here += end - start
        parts.append("\n")
        here += 1
        ends.append((here, block.kind))
    text = "".join(parts)
    reading = Reading(text, (), tuple(stretches), tuple(x[0] for x in stretches))
    return Reading(text, tuple(_number(reading, ends, first)), reading.map, reading._begins)


def _number(reading: Reading, ends: Sequence[tuple[int, str]], first: int) -> Iterator[Sentence]:
    text, block, stretch = reading.text, 0, 0
    last = len(reading.map) - 1
    for begin, stop in split_sentences(text):
        while ends[block][0] <= begin:
            block += 1
        while stretch < last and reading.map[stretch + 1][0] <= begin:
            stretch += 1
        kind = "body" if ends[block][1] == "paragraph" else "heading"
        here, raw, length = reading.map[stretch]
        within = stop <= here + length  # as a rule, and then no more need be asked
        start, end = (raw + begin - here, raw + stop - here) if within else reading.raw_span(begin, stop)
        yield Sentence(first, kind, begin, stop, start, end, text[begin:stop])
        first += 1


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of a text, blanks around them left out.

    >>> [x for x in split_sentences("他说：“好。”走了；(见图。)\\n完")]
    [(0, 7), (7, 10), (10, 15), (16, 17)]
    """
    begin, opened = 0, -1
    for match in _MARK.finditer(text):
        start, stop = match.span()
        if text[start] in _OPENING:
            opened = start
            continue
        if start == begin and text[start] == "\n":  # as a rule: a block that ended with its sentence
            begin = stop
            continue
        if stop - start > 1 and _is_quoted(text, start, stop):
            continue
        if opened >= begin and start - opened <= _BRACKET and _is_bracketed(text, begin, start, stop):
            continue
        span = _trim(text, begin, stop)
        if span:
            yield span
        begin = stop
    span = _trim(text, begin, len(text))
    if span:
        yield span


def _trim(text: str, begin: int, stop: int) -> tuple[int, int] | None:
    """Return the span without blanks around it; None where there are only blanks."""
    while begin < stop and text[begin].isspace():
        begin += 1
    while begin < stop and text[stop - 1].isspace():
        stop -= 1
    return (begin, stop) if begin < stop else None


def _is_quoted(text: str, start: int, stop: int) -> bool:
    """Tell whether the sentence goes on behind a closing mark: behind a title, or a quoted question (“…？”的)."""
    return text[stop - 1] in "》〉" or (text[start] in "！？!?" and stop < len(text) and text[stop] in _GOES_ON)


def _is_bracketed(text: str, begin: int, start: int, stop: int) -> bool:
    """Tell whether the sentence goes on because its mark stands in brackets."""
    window = max(begin, start - _BRACKET)
    for close, opening in _OPENS.items():
        at = -1 if text.find(close, start, stop) >= 0 else text.rfind(opening, window, start)
        if at < 0:
            continue
        shut = text.find(close, at, stop + _BRACKET)
        if shut >= stop and "\n" not in text[at:shut]:
            return True
    return False


class _Article(Protocol):
    @property
    def reading(self) -> Reading: ...


def read_article(document: _Document, article: _Article) -> Reading:
    """Return the reading of an article of that document; its sentences are numbered through the whole document."""
    return article.reading
