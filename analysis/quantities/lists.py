"""Part a list of nouns that shares its numbers (苹果、食用菌、中药材产量分别增长…), and give changes the nouns that they share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.amounts import Amount
from analysis.amounts.measures import rate_end
from analysis.quantities.entities import Span, find_after

_AND = re.compile("、|以及|和(?![谐美平睦])|(?<!参)与(?!会)|(?<![普涉以])及(?!时)")

CHANGED = re.compile(  # 与去年相比分别减少
    "(?:[与同比较][^，。；\\n]{2,12}(?:相比)?)?分别[^，。；\\n0-9]{0,12}?(?:增|减|提|升|降)[^，。；\\n0-9]{0,3}"
)
NEXT = re.compile("(?:及?以[上下内]|左右|多|余)?(?:[、，和与及]|以及)?(?:约|近|超|超过|达|达到)?")

_GENERIC = frozenset((
    "城镇", "农村", "城市", "城乡", "国内", "省级", "市级", "县级", "国家级", "一", "二", "三", "男", "女",
    "城", "乡", "村", "公办", "民办", "集中供养", "分散供养", "集中养育",
))  # fmt: skip  # members that need the noun behind them: 城镇和农村居民收入


def split_members(text: str, span: Span) -> list[Span]:
    """Return the members of a list that shares numbers (苹果、食用菌、中药材产量分别增长…), in order.

    >>> [ "苹果、食用菌、中药材产量"[a:b] for a, b in split_members("苹果、食用菌、中药材产量", (0, 12))]
    ['苹果', '食用菌', '中药材产量']
    """
    begin, members = span[0], []
    for mark in _AND.finditer(text, *span):
        members.append((begin, mark.start()))
        begin = mark.end()
    members.append((begin, span[1]))
    return [x for x in members if x[1] > x[0]]


def find_shared(text: str, amounts: Sequence[Amount], index: int) -> Span | None:
    """Return the noun behind a list of sums that share it, None where none follows (500元、300元、200元的职业津贴).

    Args:
        text: the reading text.
        amounts: the quantities of the article.
        index: which of them begins the list.
    """
    while index + 1 < len(amounts) and text[amounts[index].end : amounts[index + 1].start] in ("、", "和"):
        if amounts[index + 1].kind != "money":
            return None  # 70岁老人2元、60岁老人4元
        index += 1
    end = amounts[index].end
    return find_after(text, end, len(text))


def share_out(text: str, span: Span) -> list[Span]:
    """Return the names of the numbers that a list of nouns shares, in order; a member that needs the noun behind all stands whole.

    >>> text = "苹果、食用菌产量"
    >>> [text[slice(*x)] for x in share_out(text, (0, 8))]
    ['苹果', '食用菌产量']
    """
    members = split_members(text, span)
    if not any(text[slice(*x)] in _GENERIC for x in members[:-1]):
        return members
    last = span if text[members[-1][0]] in "城乡" else members[-1]  # 城、乡居民收入分别为
    return [*[span] * (len(members) - 1), last]


def find_changed(text: str, amounts: Sequence[Amount], index: int, names: Sequence[Span | None]) -> list[Span]:
    """Return the names of the changes from ``index`` on where as many numbers stand before them (甲3个、乙5个，分别增加1个、2个); [] else."""
    count = 1
    while index + count < len(amounts) and NEXT.fullmatch(
        text, rate_end(text, amounts[index + count - 1].end), amounts[index + count].start
    ):
        count += 1
    same = [x for x in names[-count:] if x]
    return same if count > 1 and len(same) == count else []
