"""Find the date that governs a quantity: in its clause or sentence, else one that heads its paragraph or its section.

到2023年底,… governs its sentence; 2020年,… at the head of a paragraph governs what follows, until another date or a heading as high as its
own takes over. A date in a title, in a comparison (比2020年增长) or of the day (近日) governs nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from analysis.dates import DateMention
from analysis.quantities.frames import Frame
from analysis.quantities.governing import governs
from analysis.quantities.reach import SINCE, Reach
from analysis.quantities.writing import Writing

_PART_ENDS = re.compile("[；;]")
_CLOSE, _OPENED = re.compile("[)）]"), re.compile("[(（][^()（）]*\\Z")
_ASIDE = 3  # characters that stand behind the date in brackets that say more than it
_THAN = re.compile("(?<!占)(?:[比较]|比之|相比)\\Z")
_MADE_THEN = re.compile("[^，。；\\n0-9]{2,10}的[^，。；\\n0-9]{2,40}[，；]")
_ROSE = re.compile("(?:增加|增长|提高|提升|上升|扩大|发展|下降|减少|降低|增|降|升)[到至]")
_OF_REVIEW = frozenset(("本年", "本年度"))  # under 一、2024年工作总结 they are of that year
_MANY = 64  # dates that are looked back through
_FAR = 6000  # characters that a date which heads a section may govern


class Governor(NamedTuple):
    """A date mention that governs quantities; ``date`` is None where it takes over without a date (近年来)."""

    start: int
    end: int
    text: str
    date: str | None
    kind: str
    role: str
    reach: int  # 0 its sentence, 1 its paragraph, 2 its section, 3 with the numbered sections behind it, 4 all that follows


class Timeline:
    """The dates of one article in order, each with how far it reaches."""

    def __init__(
        self, frame: Frame, mentions: Sequence[DateMention], published: str | None, kind: str | None = None
    ) -> None:
        """Weigh the date mentions of an article that was published then."""
        self._frame, self._published, self._kind = frame, published, kind
        self._reach = Reach(frame, kind)
        self._governors: list[Governor] = []
        self._heads: list[
            Governor
        ] = []  # those that reach over all that follows: 2018年工作回顾, a title's 2014年…统计公报
        self._starts: list[int] = []
        writing = Writing(frame, published, kind)
        told: tuple[str, int] | None = None  # the last year that a paragraph tells, and where it begins
        for mention in mentions:
            paragraph = frame.paragraph_start(mention.start)
            year = self._year_at(mention.start, paragraph) or (told[0] if told and told[1] == paragraph else None)
            year = year or writing.closed_year(mention)
            date = year if year and mention.text in _OF_REVIEW else writing.resolve(mention, year)
            if (
                date
                and mention.kind in ("year", "month", "day")
                and date[:4].isdigit()
                and date[:4] <= (published or "9999")[:4]
            ):
                told = date[:4], paragraph  # 2018年4月…当年10月
            if mention.kind != "recent" and governs(frame, kind, mention):
                opened = self._open_since(mention, date, year)
                reach = self._reach.find(mention, paragraph)
                if self._governors and self._governors[-1].end == mention.start:
                    reach = max(reach, self._governors[-1].reach)  # 今年截至目前
                self._add(mention, opened, "since" if opened != date else mention.role, reach)

    def _add(self, mention: DateMention, date: str | None, role: str, reach: int) -> None:
        governor = Governor(mention.start, mention.end, mention.text, date, mention.kind, role, reach)
        self._governors.append(governor)
        self._starts.append(mention.start)
        if reach == 4:
            self._heads.append(governor)

    def _open_since(self, mention: DateMention, date: str | None, year: str | None) -> str | None:
        """Return the date of a mention, up to now or to the year that is told where an event since then is (自2018年6月启动以来)."""
        since = mention.role in ("at", "from") and mention.kind in ("year", "month", "day", "relative")
        if (
            not since
            or not date
            or "/" in date
            or not self._published
            or not SINCE.match(self._frame.text, mention.end)
        ):
            return date
        if year and len(date) == 4 and date <= year < self._published[:4]:
            return f"{date}/{year}"
        return f"{date}/{self._published[: 4 if len(date) == 4 else 7]}"

    def _year_at(self, start: int, paragraph: int) -> str | None:
        """Return the year that a text speaks of at a place: 10月, 全年, 当年 are of it. A year ahead holds for its own sentence only."""
        sentence = self._frame.sentence_start(start)
        found = self.find(start, sentence, paragraph)
        if found is None or not found.date or "/" in found.date or not found.date[:4].isdigit():
            return None
        year = str(int(found.date[:4]) + 1) if found.text[0] == "上" else found.date[:4]  # 上年第四季度…，当年…
        return year if found.start >= sentence or self._published is None or year <= self._published[:4] else None

    def find(self, start: int, sentence: int, paragraph: int) -> Governor | None:
        """Return what governs a quantity that begins at ``start`` in that sentence and paragraph, None where nothing does."""
        index = bisect_left(self._starts, start) - 1
        last = index - _MANY
        taken: Governor | None = None  # in news a date takes over for good
        while index >= 0 and index > last:
            found = self._governors[index]
            if found.start >= paragraph and (
                self._is_aside(found, start) or (found.start >= sentence and self._is_origin(found, start))
            ):
                index -= 1
                continue
            if found.start >= sentence:
                return self._resumed(index, start, sentence) or found
            if start - found.start > _FAR:
                break
            if found.reach and found.start >= paragraph:
                return self._around(index, paragraph) or found
            if found.reach >= 2 and not self._frame.parts(found.start, start, 4 - found.reach):
                return None if self._kind == "news" and taken and taken.date != found.date else found
            if found.reach and taken is None:
                taken = found
            index -= 1
        return next((x for x in reversed(self._heads) if x.start < start), None) if index >= 0 else None

    def _resumed(self, index: int, start: int, sentence: int) -> Governor | None:
        """Return the date that heads a sentence where a semicolon has ended what another in it dates (5月，…，1-5月累计…；有…)."""
        text, found = self._frame.text, self._governors[index]
        if text[found.start - 1] in "；;" or not _PART_ENDS.search(text, found.end, start):
            return None
        first = next((x for x in self._governors[max(0, index - 3) : index] if x.start >= sentence), None)
        return first if first and first.start == sentence and first.role == "at" else None

    def _around(self, index: int, paragraph: int) -> Governor | None:
        """Return the span that heads a paragraph (过去五年,…) around a year in it (2020年全市实现…) that holds for its own sentence alone."""
        if self._governors[index].kind != "year" or self._governors[index].reach != 1:
            return None
        for found in reversed(self._governors[:index]):
            if found.start < paragraph:
                return None
            if found.kind in ("span", "plan") and found.reach > 1:
                return found
        return None

    def _is_origin(self, found: Governor, start: int) -> bool:
        """Tell whether a date is only that from which a number rose (由“十二五”末的60亿元增加到90亿元): it does not date what came of it."""
        text = self._frame.text
        if found.kind == "day" and found.text[0] in "于在" and _PART_ENDS.search(text, found.end, start):
            return True  # 补贴于4月25日发放到位；培训90人
        if start - found.end > 1 and _THAN.search(text, max(0, found.start - 2), found.start):
            return True  # 比2010年的330元提高90元
        if found.text[0] == "于" and _MADE_THEN.match(text, found.end, start):
            return True  # 依托于2021年形成的模式，流转土地160亩
        return (
            (found.role == "at" or found.kind == "now")
            and (found.text[0] in "从由" or text[found.start - 1 : found.start] in ("从", "由"))
            and (_ROSE.search(text, found.end, start) is not None)
        )

    def _is_aside(self, found: Governor, start: int) -> bool:
        """Tell whether a date dates only what its brackets go on to say (新增贷款3171户（其中12月新增93户）)."""
        text = self._frame.text
        close = _CLOSE.search(text, found.end, start)
        return (
            close is not None
            and close.start() - found.end > _ASIDE
            and _OPENED.search(text, max(0, found.start - 8), found.start) is not None
        )

    def find_day(self, start: int, paragraph: int) -> Governor | None:
        """Return the last day that is told before a place, in its paragraph or the two ahead; None where there is none."""
        floor = paragraph
        for _ in range(2):
            floor = self._frame.paragraph_start(floor - 1) if floor else 0
        for index in range(bisect_left(self._starts, start) - 1, -1, -1):
            found = self._governors[index]
            if found.start < floor or start - found.start > _FAR:
                return None
            if found.kind == "day" and found.role == "at":
                return found
        return None

    def find_after(self, end: int, stop: int) -> Governor | None:
        """Return when a target is due where its clause says so behind it (59户计划于2019年底脱贫), None where it does not."""
        index = bisect_left(self._starts, end)
        found = self._governors[index] if index < len(self._governors) else None
        due = found is not None and found.start < stop and (found.role == "by" or found.text[0] in "于在")
        return found if due else None
