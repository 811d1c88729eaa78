"""Where the clause, the sentence, the paragraph and the section of a place in a text begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Protocol

CLAUSE = 90  # characters within which a clause, a sentence and a paragraph are looked for
SENTENCE = 400
_MANY = 64  # headings: so many part any two places
PARAGRAPH = 4000
_CLAUSE_MARK = re.compile("[，,。；;：:！？!?…丨｜|\n]")
_LAST_CLAUSE = re.compile(".*[，,。；;：:！？!?…丨｜|\n]", re.DOTALL)  # greedy: it ends behind the last mark
_LAST_PART = re.compile(".*[。！？；;\n]", re.DOTALL)
_SENTENCE_MARK = re.compile("[。！？\n]")
_LAST_SENTENCE = re.compile(".*[。！？\n]", re.DOTALL)
_LEVELS = (
    re.compile("第[一二三四五六七八九十百]+[编篇部]"),
    re.compile("第[一二三四五六七八九十百]+章|[一二三四五六七八九十]+、"),
    re.compile("第[一二三四五六七八九十百]+节|[(（][一二三四五六七八九十]+[)）]"),
    re.compile("[0-9]+[.．、]|第[一二三四五六七八九十百]+条"),
    re.compile("[(（][0-9]+[)）]|[①-⑳]"),
)


class Sentence(Protocol):
    """A sentence or heading of the reading text: ``text[begin:stop]``."""

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def begin(self) -> int: ...  # noqa: D102
    @property
    def stop(self) -> int: ...  # noqa: D102


class Frame:
    """The frame of one article: its headings with their levels, and where the stretches around a place begin."""

    def __init__(self, text: str, sentences: Sequence[Sentence] = ()) -> None:
        """Read the headings of a text from its sentences."""
        self.text = text
        self.headings = [(x.begin, read_level(text, x.begin)) for x in sentences if x.kind == "heading"]
        self.title_end = 0
        if self.headings and self.headings[0][0] == min(x.begin for x in sentences[:1]):
            self.title_end = sentences[0].stop
            self.headings = self.headings[1:] if self.headings[0][1] == 1 else self.headings
            if self.headings and text.startswith("—", self.headings[0][0]):
                self.headings = self.headings[1:]  # ——甲市引导社会组织参与乡村振兴: the title's second line
        self._begins = [begin for begin, _ in self.headings]
        self._sentence = self._paragraph = self._stop = 0

    def clause_start(self, place: int) -> int:
        """Return where the clause that holds a place begins."""
        return _last(_LAST_CLAUSE, self.text, max(0, place - CLAUSE), place)

    def clause_end(self, place: int) -> int:
        """Return where the clause that holds a place ends."""
        mark = _CLAUSE_MARK.search(self.text, place, place + CLAUSE)
        return mark.start() if mark else min(len(self.text), place + CLAUSE)

    def sentence_start(self, place: int) -> int:
        """Return where the sentence begins; a semicolon does not end one here."""
        return _last(_LAST_SENTENCE, self.text, max(0, place - SENTENCE), place)

    def locate(self, place: int) -> tuple[int, int]:
        """Return where the sentence and the paragraph begin that hold a place; places asked for in order cost least."""
        if not self._sentence <= place < self._stop:
            self._sentence, self._paragraph = self.sentence_start(place), self.paragraph_start(place)
            mark = _SENTENCE_MARK.search(self.text, place, place + SENTENCE // 2)
            self._stop = mark.start() if mark else place + 1
        return self._sentence, self._paragraph

    def part_start(self, place: int, sentence: int) -> int:
        """Return where the part of a sentence that a semicolon ends begins."""
        if self.text.find("；", sentence, place) < 0 and self.text.find(";", sentence, place) < 0:
            return sentence
        return _last(_LAST_PART, self.text, sentence, place)

    def whole_start(self, sentence: int, paragraph: int) -> int:
        """Return where the sentence begins whose parts a sentence with 其中 at its head goes on to count."""
        if self.text.startswith("其中", sentence) and sentence > paragraph:
            return max(paragraph, self.sentence_start(sentence - 1))
        return sentence

    def paragraph_start(self, place: int) -> int:
        """Return where the paragraph begins."""
        return self.text.rfind("\n", max(0, place - PARAGRAPH), place) + 1

    def is_heading(self, place: int) -> bool:
        """Tell whether a place stands in a heading; the title is none."""
        begin = self.paragraph_start(place)
        index = bisect_right(self._begins, begin) - 1
        return index >= 0 and self._begins[index] == begin

    def level_at(self, place: int) -> int:
        """Return the level of the section that holds a place, 0 before the first heading."""
        index = bisect_right(self._begins, place) - 1
        return self.headings[index][1] if index >= 0 else 0

    def parts(self, begin: int, place: int, least: int = 2) -> bool:
        """Tell whether a heading as high as the section of ``begin`` stands between it and ``place``.

        ``least`` is the level that parts in any case: 2 for 一、, 1 for a heading without a number, 0 for none at all.
        """
        if not least:
            return False
        level = self.level_at(begin)
        low, high = bisect_right(self._begins, begin), bisect_right(self._begins, place)
        if low == high:
            return False
        limit = max(level, least)
        return high - low > _MANY or any(other <= limit for _, other in self.headings[low:high])


def _last(mark: re.Pattern[str], text: str, floor: int, place: int) -> int:
    """Return where the text behind the last mark begins, ``floor`` where none stands between it and ``place``."""
    found = mark.match(text, floor, place)
    return found.end() if found else floor


def read_level(text: str, begin: int) -> int:
    """Return how deep a heading stands: 1 篇 or none of these, 2 章 and 一、, 3 节 and （一）, 4 1. and 条, 5 (1).

    >>> read_level("（一）健全网络", 0), read_level("过去一年", 0)
    (3, 1)
    """
    return next((level for level, pattern in enumerate(_LEVELS, 1) if pattern.match(text, begin)), 1)
