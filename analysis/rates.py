"""Find per what a quantity holds: for each of something or for each period (每个城市社区, 每千名老年人, 每月, 人均)."""

from __future__ import annotations

import re

from analysis.entities import STOP, Span

_PERIOD = "每(?:[0-9一两二三四五六七八九十半]{0,3}个?)(?:年|月|周|天|日|季度?|小时|学期|学年|星期|旬|次|期|批|轮|场)(?![会刊份限额])"
_SIZE = "每[0-9一二三四五六七八九十百千万]{0,4}(?:人|户|亩|公顷|平方公里|公里|平方米|人次|床|吨)(?![员才民口均家])"
_THING = "(?:其他|其它)?(?:各[市县区乡镇州省旗盟街][^，。；每]{0,8}?)?每(?!逢|当|况|每)[0-9一二三四五六七八九十百千万]{0,4}(?:个|名|位|所|家|条|张|支|座|处|项|类|件|辆|间|套|门)?"
_MEAN = "(?:人均|户均|村均|亩均|校均|县均|社区均|床均|年均|月均|日均|次均)"
_FIND = re.compile(
    f"{_PERIOD}|{_SIZE}|{_THING}|{_MEAN}|一(?:村|县|镇|乡|社区|街道?|校|企|户|园|品|地|市|区|居)(?!级|体|企)|年产|各(?=[市县区乡镇村街])"
)
_BEFORE_MEAN = re.compile(
    "(?:用地|面积|住房|建筑面积|占地|绿地|补助|补贴|资助)?(?:约|近|超过?|达到?|为|增长|增加|下降|提高|不少于|不低于|不超过|不高于|不足|至少|[^，。]{0,2}?不少于|[0-9])"
)
_ENDS = re.compile("[建设配补奖发选派聘评开有按给拿出遴享收投安]|都|平均|可|需|须|应|将|要|已")
_EACH = re.compile("(?:至少|不少于|不低于|不超过|各|分别)")


def find_per(text: str, floor: int, start: int) -> Span | None:
    """Return the distributive phrase that a number stands under, None where there is none.

    Args:
        text: the reading text.
        floor: where the clause of the number begins.
        start: where the number begins.

    >>> text = "每个城市社区平均拥有不少于8个"
    >>> text[slice(*find_per(text, 0, 13))]
    '每个城市社区'
    """
    found: Span | None = None
    for match in _FIND.finditer(text, max(floor, start - 60), start):
        span = _accept(text, match, start)
        if span:
            found = (found[0], span[1]) if found and found[1] == span[0] else span
    return found


def _accept(text: str, match: re.Match[str], start: int) -> Span | None:
    word, (begin, end) = match[0], match.span()
    if word.startswith("每") and (word[-1] in "年月周天日季度时期批轮场次旬" or word[-1] in "人户亩里米床吨顷"):
        return begin, end
    if word in ("年均", "月均", "日均", "次均"):
        return (begin, end) if not text.startswith(("收入", "气温"), end) else None
    if word.endswith("均"):
        return (begin, end) if _BEFORE_MEAN.match(text, end) or end == start else None
    if word.startswith("一"):
        return (begin, end) if end == start else None  # 一村一个微信群
    if word == "年产":
        return begin, end
    stop = STOP.search(text, end, start)
    limit = stop.start() if stop else start
    other = _ENDS.search(text, end, limit)
    if other and other.start() - end >= 1:
        limit = other.start()
    while limit < start and text[limit] in "、(（":  # 其他每个区、县(市)
        close = max(text.find(")", limit, limit + 8), text.find("）", limit, limit + 8))
        if text[limit] != "、" and close > 0:
            limit = close + 1
            continue
        following = STOP.search(text, limit + 1, start)
        limit = following.start() if following else start
        break
    while limit < start and text[limit] in "(（":
        close = max(text.find(")", limit, limit + 8), text.find("）", limit, limit + 8))
        if close < 0:
            break
        limit = close + 1
    if limit - end < 1 and word[-1] not in "村县镇乡":
        return None
    if word == "各" and not _EACH.search(text, limit, start):
        return None
    return begin, limit
