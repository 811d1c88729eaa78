"""The body that is told to reach a target: named in brackets, behind 由, or as the subject of its sentence."""

from __future__ import annotations

import re

from analysis.actors import find_actors

_NAMED = re.compile(
    "[（(【\\[](?:责任|牵头|负责|实施|主办|承办|完成|主责|落实)(?:单位|部门|领导|主体|科室|处室)[：:](?P<bodies>[^（）()】\\]。；;\\n]{2,80})"
)
_LED = re.compile("[（(](?P<bodies>[^（）()，,。：:]{2,60}?)(?:按职责分工|共同|分别|具体)?(?:牵头|负责)")
_BY = re.compile(
    "由(?P<bodies>[^，,。；;：:由（）()]{2,30}?)(?:按职责分工|共同|分别|具体)?(?:牵头|负责|承担|组织实施|会同|统筹实施|统一)"
)
_SUBJECT = re.compile(
    "(?:^|[，,。；;：:\\n])(?P<bodies>[^，,。；;：:\\n、的]{0,8}(?:各(?:级|地|市|县|区|街道|乡镇|有关|相关)?[^，,。；;：:\\n的]{0,14}?|[^，,。；;：:\\n的]{2,12}?"
    "(?:局|厅|委|部|办|政府|部门|协会|中心|街道|社区|乡镇|机构|组织)))(?:每年|每月|今年|明年|还)?(?:要|将|应|须|必须|应当|需|至少)"
)
_TRIM = re.compile("^(?:同时|其中|此外|今后|下一步|到[0-9]{4}年底?)")
_NEXT = 6  # characters behind a sentence in which the bracket with the body begins


def find_responsible(text: str, sentence: int, start: int, stop: int) -> str | None:
    """Return the body told to reach a target, as the text names it; None where its sentence names none.

    Args:
        text: the reading text.
        sentence: where the target's sentence begins.
        start: where its number begins.
        stop: where its sentence ends.

    >>> text = "新建社区食堂30家。（责任单位：市民政局、市财政局）"
    >>> find_responsible(text, 0, 6, 10)
    '市民政局、市财政局'
    """
    for pattern, floor, end in ((_NAMED, start, stop + 1), (_LED, start, stop + 1), (_BY, sentence, stop)):
        match = pattern.search(text, floor, end) if pattern is _BY else _search_near(pattern, text, floor, end)
        if match:
            return match["bodies"].strip("、 ")
    subject = None
    for match in _SUBJECT.finditer(text, max(sentence - 1, 0), start):
        subject = _TRIM.sub("", match["bodies"].strip()) or subject
    if subject:
        return subject
    told = [x for x in find_actors(text[sentence:stop]) if x.role == "told" and sentence + x.end <= start]
    return told[-1].actor if told else None


def _search_near(pattern: re.Pattern[str], text: str, start: int, stop: int) -> re.Match[str] | None:
    """Find brackets that open in the sentence or right behind it, and close behind it."""
    opening = pattern.search(text, start, stop + 100)
    return opening if opening and opening.start() <= stop + _NEXT else None
