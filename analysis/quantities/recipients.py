"""Numbers that only say for whom or to whom something is done (对160个重点帮扶县倾斜支持, 对脱贫人口6847户1.4万人，落实…)."""

from __future__ import annotations

import re

from analysis.amounts import Amount
from analysis.quantities.edges import DOING
from analysis.quantities.moods import Moods

_TOWARDS = re.compile("(?:对|向|涉及)(?:全[省市县区])?$")
_NEAR = frozenset("对向及省市县区")
_TO_ALL = re.compile("[对向](?!不)[^，。；\\n]{2,40}[、和及与]$")
_SENT = re.compile("[^，。、\\n]{0,14}[县区村镇乡市省](?:选派|倾斜|给予|予以)")
_AREAS = re.compile("[^，。、\\n]{0,14}[县区村镇乡市省](?=[、，。等]|倾斜|给予|予以|进行)")
_APART = re.compile("[^，。、\\n]{0,14}[县区村镇乡市省](?=[，和]|倾斜|给予|予以)")  # in a plan 对…进行 is a task
_FOR = re.compile("对(?!全[省市县区])[^，。；：\\n0-9]{2,20}(?:[0-9.]+万?[户人名个])?\\Z")
_RUN_ON = re.compile("(?:[、和]?[0-9.]+万?[户人名口])?，")


def is_towards(text: str, moods: Moods, amount: Amount, clause: int) -> bool:
    """Tell whether a number only says whom something done is for.

    Args:
        text: the reading text.
        moods: the moods of its article.
        amount: the quantity.
        clause: where its clause begins.
    """
    if text.startswith("对", clause) and amount.unit in ("户", "人", "名") and _RUN_ON.match(text, amount.end):
        found = _FOR.match(text, clause, amount.start)
        return found is not None and DOING.search(text, clause, amount.start) is None
    before = text[amount.start - 1]
    listed = before in "、和及与" and _TO_ALL.search(text, clause, amount.start) is not None
    if listed and _SENT.match(text, amount.end):
        return True  # 向软弱涣散村和160个重点帮扶村选派第一书记
    if not listed and not (before in _NEAR and _TOWARDS.search(text, max(0, amount.start - 4), amount.start)):
        return False
    mood = moods.at(amount.start)
    if mood and mood[0] == "target":
        return _APART.match(text, amount.end) is not None
    return not listed and (amount.unit in ("类", "种") or _AREAS.match(text, amount.end) is not None)
