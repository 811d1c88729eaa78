"""The words beside a number that bound it (不少于, 以上) or make it a change (增长, 新增), read from the text around it."""

from __future__ import annotations

import re

from analysis.amounts.units import join_words
from analysis.lexicon import read_rows

Cue = tuple[str, int, int]  # what the words say, and where they stand
REACH = 30  # characters that 至少 or 新增 may stand before their number
_BREAK = re.compile("[，,。；;：:！？!?\n]")

_COMPARATORS = read_rows("comparators.csv")
_BEFORE = {row["phrase"]: row["modifier"] for row in _COMPARATORS if row["side"] != "after"}
_AFTER = {row["phrase"]: row["modifier"] for row in _COMPARATORS if row["side"] == "after"}
_REACHING = {row["phrase"]: row["modifier"] for row in _COMPARATORS if row["side"] == "reach"}
_CHANGES = {row["phrase"]: (row["direction"], row["reach"]) for row in read_rows("changes.csv")}

OBJECT_CUES = frozenset(phrase for phrase, (_, reach) in _CHANGES.items() if reach == "object")

_LINK = r"(?:了|到|为|于|有|达到?|至|可达|将|过)?[“” ]?"
_BEFORE_WORD = re.compile(f"({join_words(_BEFORE)}){_LINK}\\Z")
_BEFORE_LAST = frozenset(phrase[-1] for phrase in _BEFORE) | frozenset("了到为于有达至过将“” ")
_OVER_WORD = re.compile(
    f"({join_words(phrase for phrase in _BEFORE if len(phrase) > 1 and phrase[-1] in '于过足到超')}).{{1,24}}"
    "(?:的|标准|收入|价格|金额|年|面积|总数|人数|总量|总额)\\Z"
)
_BLOCKED = frozenset("通经不越度圆赶")  # 通过3项, 经过3年, 圆满
_AFTER_WORD = re.compile(f" ?(?:期(?=以))?({join_words(_AFTER)})(?!简称|统称|述|级)")
_AFTER_NOUN = re.compile(
    "(?:老年?人|床位|党员|会员|人员|职工|居民|村民|成员|代表|儿童|学生)(以上|以下)(?![的]?人)"
)  # 200张床位以上
_AFTER_FIRST = frozenset(phrase[0] for phrase in _AFTER) | {" ", "期"}
_WITHIN = re.compile("内(?![部容设外地陆蒙河需涵心行置江资在科])")
_REACHING_WORD = re.compile(join_words(_REACHING))
_NEAR_WORD = re.compile(
    "最[高低长大](?:可(?:以)?(?:申请|申领|享受|获得?|领取|延长|放宽|提供|贷|补|奖)[^，。；0-9]{0,10}|可|达|为|不超过|给予|减免|减|免|补助|补贴|奖励|资助|支持|额度|限额|一次性|按|不低于|处|罚款|获|享受|每人|每户|每月|每年|至)*\\Z"
)
_CHANGE_LINK = re.compile("(?:了|约|超过?|不低于|不少于|不超过|至少|达|分别|左右|预计|将|各)*[“ ]?")
_RATE_LINK = re.compile(
    "(?:分别|预期|预计|目标|力争|保持|控制|稳定|确保|达到|达|为|是|在|约|均|高于|不低于|不高于|不超过|超过?|低于|，)*[“ ]?"
)
_CHANGE_WORD = re.compile(join_words(_CHANGES))
_TURNING = frozenset(
    ("提高", "降低", "减少", "压减", "压缩", "缩短", "精简", "下调", "上调", "减征", "减免", "增加", "削减")
)
_LEVELS = frozenset(("提升", "提高", "扩大", "增长", "上升"))
_SHORT_OBJECT = re.compile("(?:(?![到至为达占比率值的中有后进])[一-鿿]){2,8}")
_CHANGE_HINT = re.compile(f"[{''.join(sorted({phrase[-1] for phrase in _CHANGES}))}]")
_LEVEL = re.compile("[到至值长极点势强收效速幅进]|.*(?:[到至达]|其中|累计|总数|总量|合计|共有)")
_NEW_VERB = re.compile(
    "、(?:建成|建设|新建|改建|扩建|改造|完成|实施|打造|培育|培训|开展|举办|发放|投入|安排|支持|帮扶|实现|创建|建立|组建|引进|签约"
    "|新设|设立|认定|培养|落实|带动|吸纳|组织|覆盖|惠及|治理|修复|开通|开工|竣工|投用|投资|达到|拥有|共有|现有)"
)


def find_bound_after(text: str, end: int, kind: str) -> Cue | None:
    """Return the comparator that follows a quantity (以上, 以内; 内 after a duration), or None.

    >>> find_bound_after("60%以上街道", 3, "percent")
    ('at_least', 3, 5)
    """
    match = _AFTER_WORD.match(text, end) if text[end : end + 1] in _AFTER_FIRST else None
    match = match or (_AFTER_NOUN.match(text, end) if kind == "count" else None)
    if match:
        return _AFTER[match[1]], match.start(1), match.end(1)
    if kind == "duration" and _WITHIN.match(text, end):
        return "at_most", end, end + 1
    return None


def find_bound_before(text: str, start: int, floor: int, times: bool = False) -> Cue | None:
    """Return the comparator that stands before a quantity, directly or (至少) earlier in the clause, or None.

    ``floor`` is where the quantity before it ended: nothing is read from beyond it. ``times`` says that it counts how many times another
    thing it is, which stands between (低于低保标准2倍).

    >>> find_bound_before("不少于8个", 3, 0)
    ('at_least', 0, 3)
    """
    if start and text[start - 1] in _BEFORE_LAST:
        match = _BEFORE_WORD.search(text, max(floor, start - 12), start)
        if match and not (match[1] in "过破满超" and text[match.start() - 1 : match.start()] in _BLOCKED):
            return _BEFORE[match[1]], match.start(1), match.end(1)
    floor = max(floor, start - REACH)
    if times or text[start - 1 : start] == "的" or text[start - 2 : start] == "标准":  # 不得低于上一年总收入的70%
        found = _OVER_WORD.search(text, clause_start(text, start, floor), start)
        if found:
            return _BEFORE[found[1]], found.start(1), found.end(1)
    for character in "少最至起":
        if text.find(character, floor, start) >= 0:
            return _find_reaching(text, start, floor)
    return None


def _find_reaching(text: str, start: int, floor: int) -> Cue | None:
    found = None
    for match in _REACHING_WORD.finditer(text, clause_start(text, start, floor), start):
        if (match[0][1] in "少码多" and text[match.end()] not in "时的") or _NEAR_WORD.match(
            text, match.start(), start
        ):
            found = match  # 最高峰2600米 bounds nothing, 最高补助50万元 does
    return (_REACHING[found[0]], found.start(), found.end()) if found else None


def clause_start(text: str, start: int, floor: int) -> int:
    """Return where the clause that holds ``start`` begins, not before ``floor``."""
    begin = floor
    for match in _BREAK.finditer(text, floor, start):
        begin = match.end()
    return begin


def find_change(text: str, start: int, floor: int, kind: str) -> Cue | None:
    """Return ``("up" or "down", start, end)`` of the word that makes the number a change, or None for a level.

    >>> find_change("新增托位2600张", 4, 0, "count")
    ('up', 0, 2)
    >>> find_change("提高到75%", 3, 0, "percent") is None
    True
    """
    low = max(floor, start - REACH)
    if not _CHANGE_HINT.search(text, low, start):
        return None
    low = clause_start(text, start, low)
    for match in reversed(list(_CHANGE_WORD.finditer(text, low, start))):
        direction, reach = _CHANGES[match[0]]
        if _is_change(match[0], reach, text[match.end() : start], text[low : match.start()], kind):
            return direction, match.start(), match.end()
    return None


def _is_change(word: str, reach: str, between: str, before: str, kind: str) -> bool:
    if kind == "duration" and word in _LEVELS:
        return False  # 整治提升五年行动
    if word in "多少":  # 比上年多3天; but 至少3天, 不少3天
        return not between and ("比" in before or "较" in before)
    if word == "改善":  # a concentration that improves is one that falls
        return not between and ("浓度" in before or "指数" in before)
    if reach == "rate":
        return _RATE_LINK.fullmatch(between) is not None
    if _CHANGE_LINK.fullmatch(between):
        return not (
            word in ("提升", "提高") and before.endswith(("改造", "优化", "巩固"))
        )  # 改造提升43万亩 is work done
    if "每" in between:  # 新增每张床位给予补助7500元
        return False
    if word != "新增" and "的" in between:  # 增加赔偿的金额不足五百元
        return False
    if word in _TURNING and kind in ("percent", "money", "duration"):  # 降低收费标准30%, 缩短办理时限3天
        return _SHORT_OBJECT.fullmatch(between) is not None
    return (
        reach == "object"
        and kind not in ("percent", "duration")
        and not (_LEVEL.match(between) or _NEW_VERB.search(between))
    )


def reaches_on(text: str, start: int, stop: int) -> bool:
    """Return whether 新增 before the last number still governs the next: the same list, and no verb of its own.

    >>> reaches_on("新增床位30张、托位20个", 7, 10), reaches_on("新增床位30张、改造托位20个", 7, 12)
    (True, False)
    """
    return (
        stop - start <= REACH
        and text[start : start + 1] in ("、", "和", "及")
        and clause_start(text, stop, start) == start
        and not _NEW_VERB.match(text, start)
        and not _LEVEL.match(text[start + 1 : stop])
    )
