"""Find per what a quantity holds: for each of something or for each period (每个城市社区, 每千名老年人, 每月, 人均)."""

from __future__ import annotations

import re

from analysis.amounts.measures import rate_end
from analysis.amounts.refusals import DEED, GRANT
from analysis.quantities.edges import STOP
from analysis.quantities.entities import Span

REACH = 60  # characters of the clause before a number in which the phrase is looked for
_N = "[0-9一两二三四五六七八九十百千万半]"
_PERIOD = f"每{_N}{{0,3}}个?(?:年|月|周|天|日|季度?|小时|学期|学年|星期|旬|次|期|批|轮|场|组|届)(?![会刊份限额织])"
_SIZE = (
    f"每{_N}{{0,4}}(?:户?至{_N}{{1,4}})?(?:人次|人|户|亩地?|公顷|平方公里|公里|平方米|人次|床|吨)(?![员才民口均家])(?:居民|家庭|老年人|老人|人口|常住人口|儿童|学生)?"
    f"|每{_N}{{1,4}}(?:名|位)?(?:常住|户籍)?人口"
)
_MEASURE = "[个名位所家条张支座处项类件辆间套门只头株棵群窝例份盏棒箱对栋]"
_THING = f"(?:其他|其它)?(?:各[市县区乡镇州省旗盟街][^，。；每]{{0,8}}?)?每(?![逢当况每]){_N}{{0,4}}{_MEASURE}?"
_MEAN = (
    "(?:(?<![0-9])年|[月日])?[人户村亩校县床次](?:均[月年](?=增收)|均|平(?=[0-9]))|[年月日]均|社区均|单[处体](?=不)"
    "|(?<=[，。；、,;])[年月](?=需[^，。；、]{0,5}金)"
)
_DEED = f"每{DEED}(?:[一1]{_MEASURE})?[^，。；（(]{{0,10}}?(?={GRANT}|[（(])"  # 每新增一张床位补助3000元
_ONE = "一(?:村|县|镇|乡|社区|街道?|校|企|户|园|品|地|市|区|居)(?![级体企])"
_SPELL = "(?<![上近每几])一(?:年|天|个月|季)(?=[^，。；0-9]{0,6}?(?:收入|能|可|挣|赚|花|增收|下来|有\\Z))|一场[^，。；、0-9的一]{2,4}(?=[可能要就])"
_FIND = re.compile(
    f"(?P<spell>{_SPELL})|(?P<deed>{_DEED})|(?P<period>{_PERIOD}|{_SIZE})|(?P<thing>{_THING}|各(?=[市县区乡镇村街]))|(?P<mean>{_MEAN})|(?P<one>{_ONE})|(?P<yield>年产(?![值能量业]))"
)
_HINT = re.compile("[每均各产]|[年月]需|一[年天个季场]|一.\\Z|一街道")
_TIMES = frozenset("年月日次")
_INDICATOR = (
    "收入",
    "纯收入",
    "可支配收入",
    "生产总值",
    "工资",
    "气温",
    "降雨量",
    "降水量",
    "日照",
    "无霜期",
    "温度",
    "湿度",
)
_MEAN_LINK = re.compile(
    "(?:用地|面积|住房|建筑面积|占地|绿地|补助|补贴|资助)?"
    "(?:约|近|超过?|达到?|为|增长|增加|下降|提高|增收|减收|节支|分红|受益|获利|捐款|领取|发放|不少于|不低于|不超过|不高于|不足|至少|[^，。]{0,2}?不少于|[0-9])"
)
_GRANTED = re.compile(GRANT)
_ENDS = re.compile(
    "(?<!获)奖|[建设配补发选派聘评开有按给拿出遴享收投激最]|安排|储备|预算|资助|扶持|培[育养]|打造|创建|组建|引进|至少|确定|成立|联系|举办|一次性|"
    "中央|省级|市级|县级|财政|都|[人户平]均|可|需|须|应|将|要|已"
)
_EACH = re.compile("配备|设立|至少|不少于|不低于|不超过|各|分别")
_COUNTED = re.compile(
    "[^，。；、]{0,6}(?:社区|村|乡镇|街道|县|区|市|镇|乡|户)(?=[^，。；、]{2,12}(?:数量|总数|面积|人数|数|比例)\\Z)"
    "|[^，。；、]{0,6}?(?=(?:床位数|人数|使用面积|建筑面积|面积|初始资金|资金|标准|经费|工作时间|服务时间)\\Z)"
)
_QUOTED = re.compile('[“"][^”"，。]{1,10}[”"]')
_DIGIT = re.compile("[0-9]")
_BRACKET = re.compile("[(（][^()（）]{1,8}[)）]")


def find_per(text: str, floor: int, start: int, end: int) -> Span | None:
    """Return the distributive phrase that a number stands under, or what stands behind its stroke, None where there is neither.

    Args:
        text: the reading text.
        floor: where the clause of the number begins.
        start: where the number begins.
        end: where its unit ends.

    >>> text = "每个城市社区平均拥有不少于8个"
    >>> text[slice(*find_per(text, 0, 13, 15))]
    '每个城市社区'
    >>> "700元/人·月"[slice(*find_per("700元/人·月", 0, 0, 4))]
    '人·月'
    """
    stop = rate_end(text, end)
    behind = (stop - len(text[end:stop].lstrip("/／ ")), stop) if stop > end else None
    return _find_before(text, floor, start) or behind


def _find_before(text: str, floor: int, start: int) -> Span | None:
    if not _HINT.search(text, max(floor, start - REACH), start):
        return None
    found: Span | None = None
    for match in _FIND.finditer(text, max(floor, start - REACH), start):
        span = _read_phrase(text, match, start)
        if span:
            found = (found[0], span[1]) if found and found[1] == span[0] else span
    return found


def _read_phrase(text: str, match: re.Match[str], start: int) -> Span | None:
    begin, end = match.span()
    if match.lastgroup == "deed" and text.rfind("（", end, start) > text.rfind("）", end, start):
        return None  # 每吸纳一名残疾人（稳定就业半年以上）
    if match.lastgroup in ("deed", "period", "yield", "spell"):
        return begin, end
    if match.lastgroup == "one":
        return (begin, end) if end == start else None  # 一村一个微信群
    if match.lastgroup == "thing":
        return _read_thing(text, match, start)
    if match[0][0] in _TIMES:  # 年均增长5.9%
        return None if text.startswith(_INDICATOR, end) else (begin, end)
    return (begin, end) if end == start or _MEAN_LINK.match(text, end) else None  # 人均20平方米; but 人均可支配收入


def _read_thing(text: str, match: re.Match[str], start: int) -> Span | None:
    """Read what stands behind 每个 up to the verb, with what is joined to it: 每个区、县(市)."""
    end = match.end()
    if match[0][-1] in _MEASURE and _GRANTED.match(text, end, start):
        return match.start(), end  # 每个补助3万元
    quoted = _QUOTED.match(text, end, start)
    limit = _phrase_end(text, quoted.end() if quoted else end, start)
    if limit < start and text[limit] == "、":
        limit = _phrase_end(text, limit + 1, start)
    bracket = _BRACKET.match(text, limit, start)
    limit = bracket.end() if bracket else limit
    counted = _COUNTED.match(text, end, limit)
    limit = counted.end() if counted else limit
    if limit == end and match[0][-1] not in "村县镇乡":
        direct = match[0][-1] in _MEASURE and (counted or end == start or text[end] == "每")
        return (match.start(), end) if direct else None  # 每张2000元, 每张每月200元
    return None if match[0] == "各" and not _EACH.search(text, limit, start) else (match.start(), limit)


def _phrase_end(text: str, begin: int, start: int) -> int:
    stop = STOP.search(text, begin, start)
    limit = stop.start() if stop else start
    number = _DIGIT.search(text, begin, limit)
    limit = number.start() if number else limit
    bracket = _BRACKET.match(text, limit, start)
    if bracket and limit > begin and text[bracket.end() : bracket.end() + 1] == "、":
        return bracket.end()
    other = _ENDS.search(text, begin + 1, limit)
    return other.start() if other else limit
