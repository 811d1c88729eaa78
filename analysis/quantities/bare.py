"""What a number counts that has no noun of its own beside it: what was spent or earned, what happened, whose households."""

from __future__ import annotations

import re

from analysis.amounts import Amount
from analysis.amounts.units import HEADS
from analysis.quantities.entities import Span, find_after, find_before

_SPENT = re.compile(
    "(投资|出资|斥资|自筹|争取|投入|捐赠|捐款|捐资|罚款|奖励|补助|补贴|营收|产值|金额|筹资|融资|贷款|支出|募捐|自付|自费)(?:了|共|约|达|近|超|超过|累计)?$"
)
_EARNED = re.compile("((?:[年月]?[人户村亩](?:均|平)年?)(?:可)?增收)(?:约|近|逾|超过?|可达|达到?|不低于|不少于)?$")
_SCORED = re.compile("(得分|总分|评分|分值|满分)(?:[在为是达]|达到|不低于|高于|超过|不足){0,2}$")
_WHOLE = re.compile("(全(?:[省市县区镇乡村州旗]|街道|社区))(?:(?:现|共|总)?有)?$")
_ENJOYED = re.compile("(?:[0-9]+人)?(?:已|均)?(?:享受|领取)(?:了|到)?")
_GRANTED = re.compile("(?:给予|予以)[^，。；]{0,6}?(补助|补贴|奖励|资助|贴息|奖补)[，,；;]")
_RAISED = re.compile("(自筹|斥资|众筹|争取)(?:了|共|约|近|超过?)?$")
_FOR_WHOM = re.compile(
    "(?<![作认名成以因称视])为([^，。；、为的]{2,10}?)(?:提供|办理|送去|送上|实施|开展)[^，。；、]{2,10}$"
)  # one clause
_DOES = re.compile("(?:[0-9.]+万?[余多]?人)?(?:实现|稳定|如期|顺利)*(脱贫|受益|参与|就业|参加|出列|摘帽)")
_HELD = re.compile("(?:专题|集中|专门)?(?:组织召开|召开|组织|举办|举行|开展|研究|听取)(?:了)?(?:相关|有关)?")
_DONE = re.compile("(受益|收养|受助|死亡|受伤|失踪|参与|参加|脱贫|查处)(?:了|共|约|达|近|超过?|累计)*$")
_EVENT = re.compile(
    "(培训|轮训|检查|核查|修订|更新|测评|翻身|洗澡|走访|巡查|巡访|督查|体检|演练|慰问|探访|会议|宣讲|活动|服务|评估|抽查|回访|考核|救治|调解|执法|募捐)(?!供应|能力|人数)[^，。]{0,4}$"
)
_EVENTS = frozenset(("学时", "课时", "次", "场", "场次", "期", "人次", "轮"))
_DRAWN = re.compile("(?:的?比例)?(?:提取|计提|列支)")  # 按1%提取项目管理费
_NEAR = 14  # characters before a number in which a verb that names what it counts stands


def find_event(text: str, amount: Amount, floor: int, end: int) -> Span | None:
    """Return what happened so many times (对社区居民委员会主任培训1次), None where the number counts nothing of the kind."""
    if amount.unit not in _EVENTS:
        return None
    event = _EVENT.search(text, max(floor, end - _NEAR), end)
    return event.span(1) if event else None


def find_bare(text: str, amount: Amount, floor: int, start: int) -> Span | None:
    """Return what a number counts by the verb beside it, None where none tells.

    Args:
        text: the reading text.
        amount: the quantity.
        floor: where its clause begins, or the number before it ends.
        start: where it begins, with what is per or comparing before it.

    >>> from analysis.amounts import find_amounts
    >>> text = "项目投资2600万元"
    >>> text[slice(*find_bare(text, find_amounts(text)[0], 2, 4))]
    '投资'
    """
    near = max(floor, amount.start - _NEAR)
    if amount.kind == "percent":
        drawn = _DRAWN.match(text, amount.end)
        noun = find_after(text, drawn.end(), len(text)) if drawn else None
        return noun and (noun[0], _digit_at(text, *noun))
    if text.startswith("组成", amount.end) and text[amount.start - 1 : amount.start] == "由":
        return find_before(text, floor, amount.start - 1)  # 评估小组由5人组成
    if amount.kind == "money":
        granted = _GRANTED.search(text, max(0, floor - 12), floor) if floor else None
        if granted and granted.end() == floor:
            return granted.span(1)  # 按投资额的10%给予补助，最高不超过100万元
        spent = _SPENT.search(text, max(floor, amount.start - 8), amount.start)
        return spent.span(1) if spent else None  # 投资2600万元
    if amount.unit in HEADS:
        enjoyed = _ENJOYED.match(text, amount.end)
        found = find_after(text, enjoyed.end(), len(text)) if enjoyed else None
        if found:
            return found  # 860户1500人享受城乡低保
    if amount.unit == "户":
        whole = _WHOLE.search(text, near, amount.start)
        if whole:
            return whole.span(1)  # 全镇有2300户8600人
    if amount.unit in HEADS and not amount.change:
        does = _DOES.match(text, amount.end)
        if does:
            return does.span(1)  # 10个村出列、19449人脱贫
        done = _DONE.search(text, near, amount.start)
        if done:
            return done.span(1)  # 受益210人次
    held = _HELD.match(text, amount.end) if amount.unit in _EVENTS else None
    found = find_after(text, held.end(), len(text)) if held else None
    return found or (find_event(text, amount, max(floor, start - 8), start) if start - floor > 1 else None)


def _digit_at(text: str, begin: int, end: int) -> int:
    return next((at for at in range(begin, end) if text[at].isdigit()), end)


def find_earned(text: str, amount: Amount, floor: int) -> Span | None:
    """Return what was scored, or what each earned more where the clause names no one else (人均增收3000元; but 贫困户人均增收1490元)."""
    if amount.kind == "other" and amount.unit in (None, "分"):
        scored = _SCORED.search(text, max(floor, amount.start - 8), amount.start)
        return scored.span(1) if scored else None  # 得分在950以上
    if amount.unit in ("名", "位", "户", "人"):
        whom = _FOR_WHOM.search(text, max(floor, amount.start - 28), amount.start)
        return whom.span(1) if whom else None  # 为困难残疾人提供康复救助2500名
    if amount.kind != "money":
        return None
    raised = _RAISED.search(text, max(floor, amount.start - 8), amount.start)
    if raised:
        return raised.span(1)  # 镇政府自筹60多万元
    earned = _EARNED.search(text, max(floor, amount.start - _NEAR), amount.start)
    if earned is None:
        return None
    return find_before(text, floor, earned.start()) or earned.span(1)
