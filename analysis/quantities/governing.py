"""Tell which dates of a text govern quantities at all: none in the name of a document, in a comparison, in brackets of a title."""

from __future__ import annotations

import re

from analysis.dates import DateMention
from analysis.quantities.frames import Frame

_DATELINE = re.compile(
    "[ 　]*(?:讯|电(?!话))|(?:[上下]午)?[，,]?(?:本报)?(?:记者|笔者)|从[^，。；\\n]{2,40}(?:获悉|了解到|得知)"
)
_EVERY = re.compile("每年[^，。；\\n]{1,6}[、和至]\\Z")
_NEVER = re.compile("[^，。；\\n]{0,6}?(?:未|无(?!偿)|没有)")
_BASE = re.compile("[^，。；\\n]{0,16}?(?:收入|支出|工资|标准|水平|余额|总额)")  # 按上年居民人均可支配收入的25%确定
_COMPARED = re.compile(
    "(?:参照|按照|执行|(?<!占)比|较|与|同|相比|高于|低于|不低于|超过|占|占到|占了)(?:上|全[国省市县区州])?$"
)
_COMPARED_AFTER = re.compile(
    "(?:度|同期)?(?:相比|水平|的?基础上|同期)|[^，。；]{0,6}相比|为?(?:基期|基数|基准)|的(?:[0-9.]+|[一二三四五六七八九十]+)倍"
)
_NAME_AFTER = re.compile(
    "(?:度)?(?:修订|修正|版|届|级|行动方案|工作方案|实施方案|规划|公布的|发布的|印发的|出生|毕业|目标值|基期|基数|完成值|预期值)|[^，。；]{0,14}(?:》|行动方案|行动计划|工作要点)"
    "|(?!举|开展|组织|承办|参加|召开)[^，。；\\n0-9]{2,30}仪式(?:在|于|上|举行|启动)"  # 2018年助学捐赠仪式在某校举行
)
_EVENT_AFTER = re.compile('度?[“"][^”"，。]{2,14}[”"][^，。；\n]{0,8}(?:活动|大赛|仪式)')
_OWN = re.compile("的[0-9]")  # 比2010年的330元: it dates that number alone
_REVIEW = re.compile(
    "[^\\n。]{0,24}(?:公报|总结|小结|年报|年度报告|述职|回顾|统计数据|统计分析|(?:运行|完成|开展|工作|使用|分配|收支|发放|筹集|拨付|救助)(?:情况|结果)|分配计划)"
)
_FOUNDED = re.compile("(?:成立|创[办建立]|组建|始建|[修新扩改]?建成?|设立|落成)\\Z")
_YEARLY = re.compile("[^\\n。]{0,24}(?:工作要点|工作计划|工作安排|重点工作|民生实事|目标任务)")


def governs(frame: Frame, kind: str | None, mention: DateMention) -> bool:
    """Tell whether a date of an article of that kind governs anything."""
    text, titled = frame.text, mention.start < frame.title_end
    if titled and mention.kind in ("year", "day", "month") and text[mention.start - 1 : mention.start] in ("（", "("):
        return False
    opening = text.rfind("《", max(0, mention.start - 50), mention.start)
    if opening >= 0 and text.find("》", opening, mention.start) < 0:
        return False
    if kind in ("plan", "notice", "law") and mention.text[0] == "上" and _BASE.match(text, mention.end):
        return False
    if mention.kind == "day" and mention.role == "at" and _DATELINE.match(text, mention.end):
        return False  # 新华社北京1月30日电; 9月29日，记者从发布会上获悉
    if mention.text[0] == "于" and _FOUNDED.search(text, max(0, mention.start - 4), mention.start):
        return False  # 社区成立于2006年，辖区面积…
    if kind in ("plan", "notice", "law") and mention.kind == "span" and _NEVER.match(text, mention.end):
        return False  # 近3年未发生安全责任事故
    if _EVERY.search(text, max(0, mention.start - 9), mention.start):
        return False  # 每年3月、10月两次
    if _COMPARED.search(text, max(0, mention.start - 4), mention.start) or _COMPARED_AFTER.match(text, mention.end):
        return text[mention.start - 1] in "比较" and _OWN.match(text, mention.end) is not None
    if heads_all(frame, kind, mention):
        return True
    if titled and mention.kind == "year" and _EVENT_AFTER.match(text, mention.end):
        return False  # 2021年度“情暖万家”活动启动; but …活动小结
    return not (mention.kind == "year" and mention.role == "at" and _NAME_AFTER.match(text, mention.end))


def heads_all(frame: Frame, kind: str | None, mention: DateMention) -> bool:
    """Tell whether a date is the year that a title reviews (2014年…统计公报) or, over a plan, sets tasks for (2022年民政工作要点)."""
    if mention.start >= frame.title_end or mention.kind != "year":
        return False
    planned = kind == "plan" and _YEARLY.match(frame.text, mention.end) is not None
    return planned or _REVIEW.match(frame.text, mention.end) is not None
