"""Part a list of nouns that shares its numbers (苹果、食用菌、中药材产量分别增长…)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.amounts import Amount
from analysis.quantities.entities import Span, find_after

_AND = re.compile("、|以及|和(?![谐美平睦])|(?<!参)与(?!会)|(?<![普涉以])及(?!时)")

GENERIC = frozenset((
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
        index += 1
    end = amounts[index].end
    return find_after(text, end, len(text))
