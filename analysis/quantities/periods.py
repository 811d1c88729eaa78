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
from analysis.quantities.governing import governs, heads_all
from analysis.quantities.writing import Writing

_CLOSE, _OPENED = re.compile("[)）]"), re.compile("[(（][^()（）]*\\Z")
_ASIDE = 3  # characters that stand behind the date in brackets that say more than it
_PAST = re.compile("(?:刚刚?)?过去的")
_TOLD = re.compile("(?:介绍|通报|公布|发布|宣布|确定|回顾|汇报)了?的?[^，。；\\n]{0,8}\\Z")
_TOLD_AFTER = re.compile("[^，。；\\n]{0,24}(?:情况|数据|公报|成绩|成效|成果|进展|工作|项目|实事|计划|任务|清单)[。；]")
_PLANNED = re.compile("(?:规划|方案|计划|纲要|意见)》(?:提出|明确|要求)[，,]")
_ROSE = re.compile("(?:增加|增长|提高|提升|上升|扩大|发展|下降|减少|降低|增|降|升)[到至]")
_PROMISED = re.compile("[^，。；\\n]{0,12}?(?:将(?![一二三]|军)|计划)")
_TOLD_SO = re.compile("(?:显示|统计|获悉|了解到?|透露|介绍)[，,：:]?\\Z")
_SINCE = re.compile("[^，。；\\n]{1,40}?(?:以来|至今)")
_ANNIVERSARY = re.compile("是[^，。；\\n]{1,24}周年")
_BRACKETED = re.compile("[)）](?:[。：:]|\\n)")
_OF_REVIEW = frozenset(("本年", "本年度"))  # under 一、2024年工作总结 they are of that year
_DECIDED, _DETAILS = re.compile("(?:决定|同意|要求)\\Z"), re.compile("\\n[ 　]*(?:其中|具体)")
_ITEM = re.compile("[(（]?[一1][)）、.．]|一是")
_BYLINE = re.compile("[^。；\\n]{0,80}[(（][^()（）]{0,20}(?:记者|通讯员)[^()（）]{0,30}[)）][ 　]*")
_OPEN = frozenset("，,。；;：:！？\n、 　“（(—-")
_CARRIED = frozenset(("year", "relative", "span", "plan", "event", "vague", "part"))
_HEAD = 40  # characters that such a line has behind its date
_LINE = 200  # characters that a line which a list follows may have
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
                self._add(mention, opened, "since" if opened != date else mention.role, self._reach(mention, paragraph))

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
            or not _SINCE.match(self._frame.text, mention.end)
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

    def _reach(self, mention: DateMention, paragraph: int) -> int:
        """Return how far a date reaches, as :class:`Governor` counts it."""
        text = self._frame.text
        if heads_all(self._frame, self._kind, mention):
            return 4  # 某市2014年国民经济和社会发展统计公报
        if _BRACKETED.match(text, mention.end) and text[mention.start - 1 : mention.start] in ("（", "("):
            return 1  # （三）整改阶段（12月底前）。
        lasts = (
            mention.role == "as_of"
            or (mention.kind == "now" and mention.start == paragraph)
            or (mention.kind == "month" and (mention.role == "by" or mention.text[-1] in "底末"))
        )
        start = mention.start
        headed = any(begin == paragraph for begin, _ in self._frame.headings)
        stop = text.find("\n", start, start + _HEAD)
        announced = stop > 0 and text[stop - 1] in "：:" and mention.role == "at"  # 1、2023年1—12月救助情况：
        if mention.kind == "relative" and _ANNIVERSARY.match(text, mention.end):
            return 0  # 今年是建党100周年。
        if mention.text == "年末" or (mention.kind in ("day", "month") and _SINCE.match(text, mention.end)):
            return 1  # 自市财政局工作队于2015年4月13日进驻以来
        if mention.kind not in _CARRIED and not lasts and not (mention.kind == "month" and (headed or announced)):
            return self._reach_on(mention, paragraph) if mention.role == "from" else 0
        if headed:  # 2024年工作回顾; 二、2024年工作回顾
            return 4 if self._frame.level_at(start) == 1 else 2
        if announced and start != paragraph:
            return 2
        if not text[paragraph:start].strip("—-“（( 　") or _BYLINE.fullmatch(text, paragraph, start):
            leads = (
                self._kind in ("report", "other")
                and mention.kind in ("year", "relative", "span")
                and mention.role != "by"
            )
            if mention.role == "since" and not self._frame.level_at(start):
                return 4  # 2023年以来,… ahead of all sections
            return 3 if leads and not self._frame.level_at(start) else 2  # 2023年,… ahead of 一、基本情况
        return self._reach_within(mention, paragraph)

    def _reach_within(self, mention: DateMention, paragraph: int) -> int:
        """Return how far a date reaches that opens neither its paragraph nor a section."""
        text, start = self._frame.text, mention.start
        if mention.text == "全年" or (mention.text[-1] == "度" and text[mention.end : mention.end + 1].isdigit()):
            return 0  # 全年建成5个。…; 2022年度1万亩项目开工。…
        if _PAST.fullmatch(text, paragraph, start):
            return 2  # 刚刚过去的2022年
        if _TOLD.search(text, paragraph, start) and _TOLD_AFTER.match(text, mention.end):
            return 2  # 副局长介绍了2023年工作情况。
        if mention.text in ("今年", "明年") and _PROMISED.match(text, mention.end):
            return 2  # 记者获悉，今年我市将…: all that the article goes on to tell
        before = text[start - 1]
        if mention.role == "by" and _PLANNED.search(text, self._frame.sentence_start(start), start):
            return 1  # 《规划》提出，全市到2025年建成…
        if mention.role == "as_of" and _TOLD_SO.search(text, paragraph, start):
            return (
                4 if self._leads(start) else 1
            )  # 记者获悉，截至2021年6月，…: what news goes on to count; 数据显示截至2017年底
        if (
            mention.role == "as_of"
            and mention.kind in ("day", "month")
            and before == "。"
            and self._kind not in ("plan", "law")
        ):
            return 2
        opens = mention.kind != "month" or mention.role == "as_of"
        return 1 if before in "。！？；;：:" or (before in _OPEN and opens) else 0

    def _leads(self, start: int) -> bool:
        """Tell whether a place stands in the first sentence of what is told as news."""
        told = self._kind not in ("plan", "notice", "law")
        return told and self._frame.text.find("。", self._frame.title_end, start) < 0

    def _reach_on(self, mention: DateMention, paragraph: int) -> int:
        """Return how far a day or month from which on something holds reaches: its paragraph, or all that a list behind it says."""
        text, start = self._frame.text, mention.start
        stop = text.find("\n", start, start + _LINE)
        if stop > 0 and _ITEM.match(text, stop + 1):
            return 3
        if start != paragraph and text[start - 1] not in _OPEN and not _DECIDED.search(text, paragraph, start):
            return 0
        return 2 if stop > 0 and (text[stop - 1] in "：:" or _DETAILS.match(text, stop)) else 1

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
                return found
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
        if start - found.end > 1 and text[found.start - 1 : found.start] in ("比", "较"):
            return True  # 比2010年的330元提高90元
        return (
            found.role == "at"
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
        """Return a deadline that stands behind a quantity in its sentence (建成5个,2025年底前投入使用), None where there is none."""
        index = bisect_left(self._starts, end)
        if index < len(self._governors) and self._governors[index].start < stop and self._governors[index].role == "by":
            return self._governors[index]
        return None
