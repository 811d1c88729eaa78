"""What stands behind a number and names what it counts: the noun phrase there, that of the next number, or what a time is for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.amounts import Amount
from analysis.amounts.measures import rate_end
from analysis.amounts.units import AGES
from analysis.quantities.edges import START
from analysis.quantities.entities import Span, find_after
from analysis.quantities.lists import find_shared
from analysis.quantities.terms import find_purpose

_MORE = "不少于|不低于|不超过|至少|超过|约"
_AT_LEAST = re.compile(f"{_MORE}|(?:总|建筑|使用)?(?:面积|投资额?|年收入|年产值)(?:{_MORE}|不足|达到?|在)?")
_BETWEEN = frozenset(("", "及", "以上", "以下", "以上的", "农村", "城市", "城镇", "城乡"))
_NEAR = 3  # characters between two numbers of one thing


def find_behind(text: str, amounts: Sequence[Amount], index: int) -> Span | None:
    """Return the noun phrase behind a quantity, None where there is none.

    Args:
        text: the reading text.
        amounts: the quantities of the article.
        index: which of them.

    >>> from analysis.amounts import find_amounts
    >>> text = "帮扶1200户2600人困难群众"
    >>> text[slice(*find_behind(text, find_amounts(text), 0))]
    '困难群众'
    """
    amount, other = amounts[index], amounts[index + 1] if index + 1 < len(amounts) else None
    ceiling = other.start if other else len(text)
    if other and _AT_LEAST.fullmatch(text, amount.end, ceiling):
        return find_after(text, other.end, len(text))  # 1支不少于30人的照护队伍, 1个面积1000平方米以上的中心
    if other and ceiling - amount.end <= _NEAR:
        if _is_inner(text, amount, other):
            inner = find_after(text, other.end, len(text))  # 957个50户以上村寨; 1200户2600人困难群众
            if inner and text[amount.end : ceiling] in _BETWEEN:
                return inner
        if amount.kind == "money" and text[amount.end] in "、和":
            return find_shared(text, amounts, index)
    if text.startswith("为", amount.end) and text[amount.start - 2 : amount.start] == "其中":
        return find_after(text, amount.end + 1, ceiling)  # 其中4名为党务工作者
    purpose = find_purpose(text, amount.start, amount.end, ceiling) if amount.kind == "duration" else None
    return purpose or find_after(text, rate_end(text, amount.end), ceiling)


def _is_inner(text: str, amount: Amount, other: Amount) -> bool:
    """Tell whether the number right behind one describes what both count (50户以上, 2600人, 60岁, 20平方米的)."""
    return (
        other.modifier != "exact"
        or (other.start == amount.end and "户" in (amount.unit or ""))
        or other.unit in AGES
        or (other.kind == "other" and text.startswith("的", other.end))
    )


def find_ahead(text: str, amounts: Sequence[Amount], index: int) -> Span | None:
    """Return the noun of the next number where another verb alone parts the two (新建5个、改建3个养老驿站), None where more does."""
    amount, other = amounts[index], amounts[index + 1] if index + 1 < len(amounts) else None
    if other is None or other.unit != amount.unit or amount.kind != "count":
        return None
    apart = text[amount.end : amount.end + 1] == "、" and START.fullmatch(text, amount.end + 1, other.start)
    return find_behind(text, amounts, index + 1) if apart else None
