"""Find the word before a number that says what it is: a target (力争), a result (累计), a rule (不得), the size of what is described (下辖)."""

from __future__ import annotations

import re

from analysis.amounts import Amount
from analysis.amounts.units import HEADS
from analysis.lexicon import read_rows
from analysis.quantities.edges import VERB
from analysis.quantities.moods import Moods, Status, compile_cues

_NOW = frozenset(("目前", "如今", "现有", "现在", "去年"))
_STATUS = {row["cue"]: row["status"] for row in read_rows("status_cues.csv")}
_CUE = compile_cues(read_rows("status_cues.csv"))
_WIDE = frozenset(
    ("位于", "地处", "下辖", "辖", "辖区内有", "辖区面积", "国土面积", "总人口", "村有", "社区有", "镇有", "街道有")
)  # they describe the whole sentence: 辖4个社区,18个小组
_OF_THOSE = frozenset(("现有", "曾", "受益", "已"))  # in a notice they say who may apply: 现有在职职工, 曾受处罚
_SHUT = re.compile("[^()（）]*[)）]")


def find_cue(text: str, floor: int, start: int, clause: int) -> Status | None:
    """Return the last cue before a number; a scope's or a rule's counts in the number's own clause only."""
    found = None
    for match in _CUE.finditer(text, floor, start):
        status = _STATUS[match[0]]
        if status in ("scope", "rule") and match.start() < clause and match[0] not in _WIDE:
            continue
        if status == "scope" and _SHUT.match(text, match.end(), start):
            continue  # 办理变更登记（包括变更地址）101项
        if status == "scope" and _acts(text, match.end() + text.startswith("的", match.end()), start):
            continue  # 聚焦…深贫村征集项目125个; but 下辖的8个服务点
        if status == "likely" and found and found[0] == "target" and found[1] >= clause:
            continue  # 力争能耗累计下降14%
        if match[0] in _NOW and text[match.start() - 1] in "由从" and start - match.end() > 1:
            continue  # 由目前的28%提升到40%
        found = (status, match.start(), match.end())
    return found


def _acts(text: str, begin: int, stop: int) -> bool:
    """Tell whether a verb stands in a stretch; the 等 behind a list is none (划分为大课堂、餐厅等8个功能区)."""
    return any(x[0] != "等" for x in VERB.finditer(text, begin, stop))


def is_of_others(text: str, amount: Amount, cue: Status) -> bool:
    """Tell whether a cue speaks of another number than this one."""
    word = text[cue[1] : cue[2]]
    if amount.unit in HEADS and word.endswith("标准"):
        return True  # 享受散居孤儿补贴标准198人
    if cue[0] == "scope" and (amount.unit == "人次" or (amount.kind == "percent" and word == "覆盖")):
        return True  # 覆盖群众1万余人次: so many were served; 覆盖90%以上乡镇: an aim or a result
    return amount.kind == "money" and word == "包括"  # 支出80万元，包括敬老院42万元


def is_idle(text: str, moods: Moods, amount: Amount, cue: Status) -> bool:
    """Tell whether a cue says nothing once the number is known for no standing one."""
    if moods.kind == "notice" and text[cue[1] : cue[2]] in _OF_THOSE:
        return True
    return cue[0] == "rule" or (cue[0] == "scope" and amount.change is not None)
