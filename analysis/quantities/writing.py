"""The time that 今年, 全年 and 截至12月 are reckoned from: early in a year most of what is told is of the year before."""

from __future__ import annotations

import re

from analysis.dates import DateMention, resolve_date
from analysis.dates.phrases import REPORTING_MONTHS
from analysis.quantities.frames import Frame

_SUMMARY = re.compile("[^\\n。]{0,24}(?:总结(?!表彰|[大推交]|会)|小结|述职|回顾)")
_AHEAD = re.compile("将|力争|争取|确保|预期|目标|计划|要|拟|任务|安排|新的一年")
_YEAR_CLOSED = frozenset(("全年", "年末", "年底"))


class Writing:
    """When an article was written; it is asked for its mentions in order."""

    def __init__(self, frame: Frame, published: str | None, kind: str | None) -> None:
        """Take the date of publication for the time of writing until a title says otherwise."""
        self._frame, self._published, self._kind = frame, published, kind
        early = published is not None and published[5:7] in ("", *REPORTING_MONTHS)
        self._before = str(int(published[:4]) - 1) if published and early else None
        self._summed: str | None = None  # the past year that it sums up

    def resolve(self, mention: DateMention, year: str | None) -> str | None:
        """Return the date of a mention where the text speaks of that year, or of none."""
        published = self._published
        if mention.kind == "year" and published and self._kind != "news":
            self._note(mention, published[:4])
        if self._summed and mention.kind == "relative" and mention.text.startswith("今年"):
            return resolve_date(mention, f"{self._summed}-12", year)
        date = resolve_date(mention, published, year)
        late = date and published and mention.role == "as_of" and date[: len(published)] > published
        return resolve_date(mention, published, str(int(published[:4]) - 1)) if late and published else date

    def _note(self, mention: DateMention, now: str) -> None:
        """Note whether a title says that a past year is summed up (2021年工作总结), or a heading that the new one is planned."""
        titled, year = mention.start < self._frame.title_end, mention.text[:4]
        if not titled and not self._frame.is_heading(mention.start):
            return
        if year.isdigit() and year < now and _SUMMARY.match(self._frame.text, mention.end):
            self._summed = year
        elif not titled and year != self._summed:  # 2023年工作总结和2024年工作思路 is one title
            self._summed = None

    def closed_year(self, mention: DateMention) -> str | None:
        """Return the year before publication for 全年 and 年末 in what is told from January to March, None for all else."""
        if self._before is None or self._kind in ("plan", "notice", "law") or mention.text not in _YEAR_CLOSED:
            return None
        text, begin = self._frame.text, self._frame.sentence_start(mention.start)
        return None if _AHEAD.search(text, begin, self._frame.clause_end(mention.end)) else self._before
