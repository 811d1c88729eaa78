"""What the sections of an article speak of, what was done or what is to be done, and on which side of publication a date lies."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from analysis.dates import span_years
from analysis.dates.phrases import REPORTING_MONTHS
from analysis.lexicon import read_rows
from analysis.quantities.frames import Frame
from analysis.quantities.periods import Governor

Status = tuple[str, int, int]  # and the words it was read from; 0, 0 where none stand in the text


def compile_cues(rows: Sequence[dict[str, str]]) -> re.Pattern[str]:
    """Return the search for cue words that are no part of another word, gathered by their first character so that most are never tried."""
    heads: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda x: -len(x["cue"])):
        cue = row["cue"]
        before = f"(?<![{row['before']}]{cue[0]})" if row.get("before") else ""
        after = f"(?!{row['after']})" if row.get("after") else ""
        heads.setdefault(cue[0], []).append(f"{before}{re.escape(cue[1:])}{after}")
    return re.compile("|".join(f"{head}(?:{'|'.join(rest)})" for head, rest in sorted(heads.items())))


_MOODS = {row["cue"]: row["status"] for row in read_rows("mood_cues.csv")}
_HEADINGS = frozenset(row["cue"] for row in read_rows("mood_cues.csv") if row["where"] == "heading")
_MOOD = compile_cues(read_rows("mood_cues.csv"))
_RULES = frozenset("法例定则准")  # 《办法》明确 what shall hold, 《规划》明确 what is to be reached
_NEAR = frozenset(("下一步", "接下来", "据统计", "数据显示"))  # in news they reach no further than their paragraph
_AHEAD = re.compile("[从在到]?(?:今后|未来)")
_ORDERS = re.compile("(?:确保|力争)(?!了)[^，。；\\n]{0,24}[0-9]")
_REACHED = re.compile(
    "了|已|累计|[荣喜]获|获[评批得]|入选|同比(?:增长|下降|提高|增加|减少)?[0-9]|比上年|圆满|成功|顺利|去年|一年来|实现[^，。；]{0,16}全覆盖"
)
_PLAN = re.compile("[^，。；\\n]{0,8}(?:计划|安排|打算|思路|要点)[。]?\\n")
_MANY = 32  # cues that are looked back through
_SOUGHT = frozenset("招选")  # of 招聘名额, 选聘人数
_SOON = 2  # months that such a date may lie ahead
_AHEAD_MONTHS = 8  # in a report of January to March, what is left of 今年


class Moods:
    """The moods of one article."""

    def __init__(self, frame: Frame, kind: str | None, published: str | None, told: bool = False) -> None:
        """Read the cues that set the mood of an article of that kind, published then; ``told``: it makes known what was done."""
        self.kind, self._frame = kind, frame
        self._cues: list[Status] | None = None
        self._starts: list[int] = []
        self._timed: dict[int, str | None] = {}
        self._ordering: dict[int, bool] = {}  # by where a paragraph begins
        self._now = span_years(published[:7] if published else None)
        self._opens_year = not told and published is not None and published[5:7] in REPORTING_MONTHS

    def at(self, start: int) -> Status | None:
        """Return what the last cue before a place says, None where none stands there."""
        if self._cues is None:  # most quantities say by themselves what they are
            text = self._frame.text
            self._cues = [
                (
                    "rule" if text[m.start() - 1] in _RULES and text[m.start()] == "》" else _MOODS[m[0]],
                    m.start(),
                    m.end(),
                )
                for m in _MOOD.finditer(self._frame.text)
                if m[0] not in _HEADINGS or self._frame.is_heading(m.start())
            ]
            self._starts = [start for _, start, _ in self._cues]
        index = bisect_left(self._starts, start) - 1
        last = index - _MANY
        paragraph = self._frame.paragraph_start(start) if index >= 0 and self.kind in ("news", "other") else 0
        while index >= 0 and index > last:
            status, begin, end = self._cues[index]
            near = begin >= paragraph or self._frame.text[begin:end] not in _NEAR
            if near and not self._frame.parts(begin, start):
                return status, begin, end
            index -= 1
        return None

    def orders(self, start: int) -> bool:
        """Tell whether the paragraph of a report says what is to be reached (确保粮食产量30亿斤) and nothing that was."""
        begin = self._frame.paragraph_start(start)
        if begin not in self._ordering:
            stop = self._frame.text.find("\n", start)
            paragraph = self._frame.text[begin : stop if stop >= 0 else len(self._frame.text)]
            self._ordering[begin] = _ORDERS.search(paragraph) is not None and _REACHED.search(paragraph) is None
        return self._ordering[begin]

    def seeks(self) -> bool:
        """Tell whether a notice says of how many people it seeks (招聘职数)."""
        self.at(0)
        return any(self._frame.text[begin] in _SOUGHT for _, begin, _ in self._cues or ())

    def of_date(self, governor: Governor | None) -> str | None:
        """Return ``target`` for a date ahead of publication, ``result`` for one behind it, None for one that says neither."""
        if governor is None or not governor.date or not self._now[1]:
            return None
        if governor.start not in self._timed:
            self._timed[governor.start] = self._weigh_date(governor)
        return self._timed[governor.start]

    def _heads_plan(self, governor: Governor) -> bool:
        """Tell whether a date stands in a heading over what was planned for it (二、2016年工作计划), put online whenever."""
        planned = _PLAN.match(self._frame.text, governor.end)
        return planned is not None and governor.kind == "year" and self._frame.is_heading(governor.start)

    def _weigh_date(self, governor: Governor) -> str | None:
        first, last = span_years(governor.date)
        if not last:
            return None
        if (
            governor.role == "from"
            and governor.kind in ("day", "month", "relative", "part")
            and "-" in (governor.date or "")
        ):
            return None if first <= self._now[1] else "target"  # 从今年1月1日起由650元提高到700元, told in March
        if governor.role == "as_of" and self.kind != "plan" and first <= self._now[1] + _SOON:
            return "result"  # 截至2023年12月, put online in November
        if "季度" in governor.text:
            first = last - 2  # 第三季度, told in July
        began = (
            governor.role == "from" and governor.kind == "year" and first + 12 <= self._now[0]
        )  # 自2013年起已建设42家
        if first > self._now[1] or (governor.role == "from" and last > self._now[1] and not began):
            return "target"
        if _AHEAD.match(governor.text) or self._heads_plan(governor):
            return "target"
        if last < self._now[0] or governor.role in ("as_of", "since") or governor.kind in ("now", "span"):
            return "result"
        named = governor.text.startswith("在")  # 在2025年“爱心年夜饭”活动中
        opening = (
            self._opens_year
            and not named
            and governor.kind in ("relative", "year")
            and last - self._now[1] >= _AHEAD_MONTHS
        )
        if governor.text.endswith("年内") and self.kind in ("report", "other"):
            return None  # 年内查体3万人次: a yearbook tells what was done
        return "target" if governor.role == "by" or opening else None  # in January 今年 lies ahead
