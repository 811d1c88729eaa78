"""Fit the phrase before a number to what its unit counts: a share takes in its whole, a total sheds 总量, a herd the verb that keeps it."""

from __future__ import annotations

import re

from analysis.amounts import Amount
from analysis.quantities.entities import Span, find_before

PERSONS = frozenset(("名", "位", "人", "人次"))
_BARE = frozenset(("比例", "比重", "占比", "份额", "人数", "数量", "规模", "总额", "水平", "标准"))
_TIMES_OF = re.compile("不得(?:高于|超过|低于)|不低于|不高于|不超过|不少于|相当于|达到|高于|低于|超过|是|为")
_HERD = frozenset(("头", "只", "羽", "匹"))
_EACH = re.compile("每[户人亩头只](?:每?年度?|每月)?(?=..)")  # 脱贫户每户年度奖补金额
_OVER = re.compile("(?:高于|低于|快于|慢于|优于|超出|超过|领先|高出)")
_REACHED = re.compile("(?:应当?|须|需)?(?:达到|超过|不低于|不少于|不超过|相当于|(?<![作认名成以因称视])为)了?")
_TOTALS = ("总数的", "总人数的", "总户数的", "总量的")
_RATE_VERB = re.compile("(?:占|覆盖|用于|享受|接受|参加|纳入)\\Z")  # 护理型床位占总床位比例
_OUTNUMBERS = re.compile("(?:的?(?:名额|人数))?(?:一般|必须)?应?当?[多少]于")
_WORK = re.compile("购置|采购|修缮|维修|安装|铺设|修建|检修")


def fit_phrase(text: str, amount: Amount, phrase: Span, floor: int, start: int) -> Span:
    """Return the phrase as the number's kind and unit want it.

    Args:
        text: the reading text.
        amount: the number.
        phrase: the noun phrase before it.
        floor: where the clause begins, or the number before it ends.
        start: where the number begins, with what is per or comparing before it.

    >>> from analysis.amounts import find_amounts
    >>> text = "养牛3头"
    >>> text[slice(*fit_phrase(text, find_amounts(text)[0], (0, 2), 0, 2))]
    '牛'
    """
    phrase = _take_owner(text, phrase, floor)
    if amount.kind == "percent":
        phrase = _fit_share(text, amount, phrase, floor)
    elif amount.unit == "倍" and text[amount.start - 1] == "的":
        of = _TIMES_OF.search(text, floor + 2, phrase[1])
        phrase = (find_before(text, floor, of.start()) if of else None) or phrase  # 基本生活标准不低于低保标准的1.3倍
    elif amount.kind == "money" and _WORK.fullmatch(text, phrase[1], start):
        phrase = phrase[0], start  # 医院设备购置235万元
    elif amount.kind == "count":
        phrase = _fit_count(text, amount, phrase)
    each = _EACH.search(text, phrase[0], phrase[1] - 2)
    return (each.end(), phrase[1]) if each else phrase


def _take_owner(text: str, phrase: Span, floor: int) -> Span:
    """Return a bare 比例 or 总额 with whose it is (农村占城市的比例)."""
    begin, end = phrase
    whole = None
    if text[begin:end] in _BARE and text[begin - 1 : begin] == "的":
        whole = find_before(text, floor, begin - 1)
    return (whole[0], end) if whole else phrase


def _fit_share(text: str, amount: Amount, phrase: Span, floor: int) -> Span:
    begin, end = phrase
    over = _OVER.search(text, begin + 2, end) if amount.unit == "个百分点" else None
    if over:
        return begin, over.start()  # 农民收入增速高于城镇居民1个百分点
    if text.startswith(("比例", "比重"), end - 2):
        verb = _RATE_VERB.search(text, floor, begin)
        subject = find_before(text, floor, verb.start()) if verb else None
        begin = subject[0] if verb and subject and subject[1] == verb.start() else begin
    if text[amount.start - 1] == "的":
        reached = _REACHED.search(text, begin + 2, end - 1)
        begin = reached.end() if reached else begin  # 到会人数应达到应到人数的2/3
        end = amount.start - 1 if text.startswith(_TOTALS, end) else end  # 占老年人口总数的17%
    return begin, end


def _fit_count(text: str, amount: Amount, phrase: Span) -> Span:
    begin, end = phrase
    if text.startswith("总量", end - 2) and end - begin > 3:
        end -= 2  # 5G基站总量12.2万个; but 经济总量8万亿元
    if amount.unit in PERSONS:
        more = _OUTNUMBERS.search(text, begin + 2, end)
        end = more.start() if more else end  # 候选人应当多于应选名额一至二人
    if amount.unit in _HERD and text[begin] == "养" and end - begin > 1:
        begin += 1  # 养牛3头
    return begin, end
