"""What a stretch of time is for: what is due within it (自受理之日起10日内作出决定), what lasted it (连续3年荣获先进集体)."""

from __future__ import annotations

import re

from analysis.quantities.entities import ACTION_AFTER, Span, find_after

_WITHIN = re.compile("(?:[以之]?内|期限内)(?:[(（][^()（）]{1,14}[)）])?")
_DUE = re.compile(
    "(?:完成|[作做]出|提出|成立|组建|组成|召开|反馈|安排|聘[任用]|移送|退回|补正|兑现|办[结理]|签[订署]|出具|报送|提交|缴纳|送达|申请|发放|拨付|支付|建立|建成|达到|实现|给予|予以|组织|开展|进行|公布)(?:了|对)?"
)
_WORK = re.compile(
    "审核|审批|审查|核查|核实|调查|公示|登记|备案|批准|验收|改正|答复|受理|告知|通知|注销|整改|移交|报告"
)
_DECISION = re.compile("[^，。；：\n的]{1,18}的(?:决定|决议|批复|答复|结论|裁决|意见|通知)")
_MOVED = re.compile(f"将([^，。；]{{2,20}}?)(?:足额|及时|全部)*{_DUE.pattern}")
_DECIDED = re.compile("决定|决议|批复|答复")
_WON = re.compile("(?:荣获|获评|获得|被评为|评为|入选|蝉联|实现|保持|位居|跻身)(?:全[国省市县区])?")
_KEPT_UP = re.compile("(?:组织)?(?:开展|举办|实施|参加|承担)(?:了)?")
_UNDONE = re.compile(
    "(?:内)?(?:未|不|没有|无故不|拒不)(?:按规定|依法|按时)?(?:参加|开展|接受|提交|报送|履行|缴纳|办理|进行)"
)  # 连续两年未参加年检
_TOLD = re.compile("[^，。；\\n]{0,16}?((?:书面)?(?:报告|告知|通知|公告|申请|说明))")
_TIME = ("时间", "的时间", "左右时间")
_REACH = 60  # characters behind a stretch of time in which what it is for is named


def find_purpose(text: str, start: int, end: int, ceiling: int) -> Span | None:
    """Return what a stretch of time from ``start`` to ``end`` is for, None where what follows does not tell.

    Args:
        text: the reading text.
        start: where the number begins.
        end: where its unit ends.
        ceiling: where the next number begins, or the text ends.

    >>> text = "应当自受理之日起10个工作日内，根据走访情况提出书面意见。"
    >>> text[slice(*find_purpose(text, 8, 14, len(text)))]
    '书面意见'
    """
    if text.startswith(_TIME, end):
        stop = text.find("。", end + 2, end + 2 + _REACH)
        action = ACTION_AFTER.search(text, end + 2, stop if stop > 0 else end + 2 + _REACH)
        return find_after(text, action.end(), len(text)) if action else None  # 利用3年时间,在全市深入开展专项行动
    within = _WITHIN.match(text, end)
    if within:
        return _find_due(text, within.end(), ceiling)
    if text.startswith("前", end) and text[end - 1] == "日":
        return _find_due(text, end + 1, ceiling)  # 应当于六十日前提交安置方案
    if text[start - 2 : start] == "提前":
        told = _TOLD.match(text, end, ceiling)
        return told.span(1) if told else None  # 提前60日向民政部门书面报告
    if text[start - 2 : start] == "连续":
        won = _WON.match(text, end) or _KEPT_UP.match(text, end)
        if won:
            return find_after(text, won.end(), ceiling)
    undone = _UNDONE.match(text, end)
    return find_after(text, undone.end(), ceiling) if undone else None


def _find_due(text: str, begin: int, ceiling: int) -> Span | None:
    """Return what is to be done from ``begin`` on: the object of the first verb of doing, or a work that names itself."""
    limit = min(ceiling, begin + _REACH)
    stop = next((at for at in range(begin, limit) if text[at] in "。；;\n"), limit)
    due = _DUE.search(text, begin, stop)
    work = _WORK.search(text, begin, due.start() if due else stop)
    if due is None:
        return work.span() if work else find_after(text, begin, ceiling)
    moved = _MOVED.search(text, begin, due.end())
    if moved and moved.end() == due.end():
        return moved.span(1)  # 20个工作日内将价格临时补贴发放到位
    decision = _DECISION.match(text, due.end(), stop) or _DECIDED.match(text, due.end(), stop)
    return decision.span() if decision else find_after(text, due.end(), ceiling) or (work.span() if work else None)
