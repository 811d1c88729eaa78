"""Tell a number that describes a noun (亿元以上工业项目) from one that is a level reached (投入超过500万元)."""

from __future__ import annotations

import re

from analysis.amounts import Amount

_BOUND = re.compile("(?:及?以[上下])?")
_NUMERAL = frozenset("0123456789一二两三四五六七八九十")
_REACHED = re.compile(
    "(?:投入|筹集|筹措|募集|发放|拨付|支出|捐赠|捐款|救助|争取|累计|兑付|落实|整合)(?:了|资金)?(?:超过?|逾)\\Z"
)


def is_attribute(text: str, amount: Amount) -> bool:
    """Tell whether a quantity describes the noun that follows it (亿元以上工业项目, 产值超200亿元企业), and is no level reached."""
    cues = [text[start:end] for name, start, end in amount.cues if name == "modifier"]
    bound = any(word.startswith(("以上", "以下", "超", "逾")) for word in cues) or text.startswith(
        ("以上", "以下"), amount.end
    )
    after = _BOUND.match(text, amount.end)
    if after and text.startswith("的", after.end()):
        return False  # 2000元以下的临时救助
    if after and amount.kind == "money" and text[after.end() : after.end() + 1] in _NUMERAL:
        return False  # 处以500元以上3000元以下的罚款
    if _REACHED.search(text, max(0, amount.start - 8), amount.start):
        return False  # 投入超过500万元善款
    return bound or text[amount.start - 1 : amount.start] == "超"
