"""How far a date reaches beyond its own sentence: over its paragraph, its section, or all that an article goes on to tell."""

from __future__ import annotations

import re

from analysis.dates import DateMention
from analysis.quantities.frames import Frame
from analysis.quantities.governing import heads_all

_FOLLOWS = re.compile("[^。；，\\n]{2,40}(?:公示|公告|公布|通报|报告|汇报|总结|说明)如下[：:。]?\\n")
_PAST = re.compile("(?:刚刚?)?过去的")
_TOLD = re.compile("(?:介绍|通报|公布|发布|宣布|确定|回顾|汇报)了?的?[^，。；\\n]{0,8}\\Z")
_TOLD_AFTER = re.compile("[^，。；\\n]{0,24}(?:情况|数据|公报|成绩|成效|成果|进展|工作|项目|实事|计划|任务|清单)[。；]")
_PLANNED = re.compile("(?:规划|方案|计划|纲要|意见|措施|通知)》?(?:提出|明确|要求|指出)[，,：:]")
_PROMISED = re.compile("[^，。；\\n]{0,12}?(?:将(?![一二三]|军)|计划)")
_TOLD_SO = re.compile("(?:显示|统计|获悉|了解到?|透露|介绍|披露|公布|发布)[，,：:]?\\Z")
SINCE = re.compile("[^，。；\\n]{1,40}?(?:以来|至今)")
_ANNIVERSARY = re.compile("是[^，。；\\n]{1,24}周年")
_BRACKETED = re.compile("[)）](?:[。：:]|\\n)")
_DECIDED, _DETAILS = re.compile("(?:决定|同意|要求)\\Z"), re.compile("\\n[ 　]*(?:其中|具体)")
_ITEM = re.compile("[(（]?[一1][)）、.．]|一是")
_BYLINE = re.compile("[^。；\\n]{0,80}[(（][^()（）]{0,20}(?:记者|通讯员)[^()（）]{0,30}[)）][ 　]*")
_MARKED = re.compile(  # what may stand ahead of a date that opens a paragraph
    "(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．])?[—“（( 　-]*"
)
_OPEN = frozenset("，,。；;：:！？\n、 　“（(—-")
_CARRIED = frozenset(("year", "relative", "span", "plan", "event", "vague", "part"))
_ENDED = frozenset(("", "。", "！", "？", "\n"))
_HEAD = 40  # characters that such a line has behind its date
_LINE = 200  # characters that a line which a list follows may have


class Reach:
    """Tells of the dates of one article how far each reaches: 0 its sentence, 1 its paragraph, 2 its section, 3 with the numbered
    sections behind it, 4 all that follows.
    """

    def __init__(self, frame: Frame, kind: str | None) -> None:
        """Keep the frame of the article and what kind of text it is."""
        self._frame, self._kind = frame, kind

    def find(self, mention: DateMention, paragraph: int) -> int:
        """Return how far a date reaches whose paragraph begins there."""
        text = self._frame.text
        if heads_all(self._frame, self._kind, mention):
            return 4  # 某市2014年国民经济和社会发展统计公报
        if mention.kind == "year" and mention.role == "at" and _FOLLOWS.match(text, mention.end):
            return 4  # 现将2022年…项目安排情况公示如下
        start = mention.start
        limit = self._find_limit(mention, paragraph)
        if limit is not None:
            return limit
        lasts = self._lasts(mention)
        headed = self._is_headed(paragraph)
        if (
            mention.kind == "month"
            and not lasts
            and not headed
            and start == paragraph
            and text[mention.end : mention.end + 1] in ("，", ",")
        ):
            return 1 if self._kind in ("report", "other") else 0  # 1月份，发放…。其中…
        stop = text.find("\n", start, start + _HEAD)
        announced = stop > 0 and text[stop - 1] in "：:" and mention.role == "at"  # 1、2023年1—12月救助情况：
        if mention.kind not in _CARRIED and not lasts and not (mention.kind == "month" and (headed or announced)):
            return self._find_on(mention, paragraph) if mention.role == "from" else 0
        if headed:  # 2024年工作回顾; 二、2024年工作回顾
            return 4 if self._frame.level_at(start) == 1 else 2
        if announced and start != paragraph:
            return 2
        if _MARKED.fullmatch(text, paragraph, start) or _BYLINE.fullmatch(text, paragraph, start):
            return self._find_opening(mention)
        return self._find_within(mention, paragraph)

    def _find_limit(self, mention: DateMention, paragraph: int) -> int | None:
        """Return the reach of a date that its own phrase keeps within its sentence or its paragraph, None for all others."""
        text = self._frame.text
        if _BRACKETED.match(text, mention.end) and text[mention.start - 1 : mention.start] in ("（", "("):
            return 1  # （三）整改阶段（12月底前）。
        if mention.kind == "relative" and _ANNIVERSARY.match(text, mention.end):
            return 0  # 今年是建党100周年。
        if mention.text == "年末" and mention.start == paragraph:
            return 1
        since = mention.kind in ("day", "month") and SINCE.match(text, mention.end)
        return 1 if since else None  # 自市财政局工作队于2015年4月13日进驻以来

    def _lasts(self, mention: DateMention) -> bool:
        """Tell whether a date holds on although it is no year: 截至…, 目前 at the head of a sentence, a month's end."""
        if mention.role == "as_of":
            return True
        if mention.kind == "now":
            return self._frame.text[mention.start - 1 : mention.start] in _ENDED
        ended = mention.role == "by" or mention.text[-1] in "底末" or "/2" in (mention.date or "")
        return mention.kind == "month" and ended

    def _is_headed(self, paragraph: int) -> bool:
        return any(begin == paragraph for begin, _ in self._frame.headings)

    def _find_opening(self, mention: DateMention) -> int:
        """Return how far a date reaches that opens its paragraph (2023年,… ahead of 一、基本情况)."""
        if self._frame.level_at(mention.start):
            return 2
        if mention.role == "since":
            return 4  # 2023年以来,… ahead of all sections
        told = self._kind in ("report", "other") and mention.role != "by"
        return 3 if told and mention.kind in ("year", "relative", "span") else 2

    def _find_within(self, mention: DateMention, paragraph: int) -> int:
        """Return how far a date reaches that opens neither its paragraph nor a section."""
        text, start = self._frame.text, mention.start
        inner = text.find("。", paragraph, start) >= 0
        if (mention.text == "全年" and inner) or (
            mention.text[-1] == "度" and text[mention.end : mention.end + 1].isdigit()
        ):
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
            return 4 if self._leads(start) else 1  # 记者获悉，截至2021年6月，…: all that news goes on to count
        dated = mention.kind in ("year", "relative") and mention.role == "at"
        if dated and _TOLD_SO.search(text, paragraph, start) and self._leads(start):
            return 2  # 管理中心披露，去年…: what the first sentence of news tells of
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

    def _find_on(self, mention: DateMention, paragraph: int) -> int:
        """Return how far a day or month from which on something holds reaches: its paragraph, or all that a list behind it says."""
        text, start = self._frame.text, mention.start
        stop = text.find("\n", start, start + _LINE)
        if stop > 0 and _ITEM.match(text, stop + 1):
            return 3
        if self._kind == "news" and text[start - 1] in "，,":
            return 0  # 百香果从9月开始成熟
        if start != paragraph and text[start - 1] not in _OPEN and not _DECIDED.search(text, paragraph, start):
            return 0
        return 2 if stop > 0 and (text[stop - 1] in "：:" or _DETAILS.match(text, stop)) else 1
