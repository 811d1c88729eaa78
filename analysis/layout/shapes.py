"""The shapes by which lines and blocks are told: what ends a sentence, what opens a story, a heading, a caption, a source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.layout.lines import Line

_ENDS = tuple("。！？!?；;：:…")
CLOSES = tuple('”’』」）)》】"')
_CLOSES = "".join(CLOSES)
COMMAS = re.compile("[，,；;。]")
CUTS = tuple("，,、“‘（(《「—-")
SHUTS = "。，、；：！？,;!?”’』」）)》"  # no line begins so but one that was broken
GOES_ON = "的等和与及、，,；;。”’）)》"
ORGANISATION = re.compile(
    "(?:局|厅|部|委|委员会|会|院|办|办公室|政府|中心|党组|处|司|组|公司|大学|联合会|协会|基金会)$"
)
CAPTION = re.compile(
    "[(（](?:[左右中前后](?:[一二三四五六七八九十]|起|排)?|图)[)）]|^(?:图为|图片|上图|下图|[▲△↑▼])|摄[)）]?$|资料图|供图[)）]?$|合影(?:留念)?$"
)
SCENE = re.compile("(?:仪式|现场|合影|留念|一角|全景|场景|会场|瞬间|图片)$")
_INNER = re.compile(
    "[。！？!?](?=[^”’』」）)》】。！？!?])"
)  # (二)开展走访。每季度一次。 is a heading with its paragraph
_SOURCE = re.compile(r"(?<=[。！？”])\s*[(（](?:据|来源[:：]|摘自|转自)[^()（）]{2,40}[)）]$")
_ANNEX = re.compile("附件?[:：]")
WINDOW = 400  # characters: so far back an open quotation mark still counts
HEADING = 50  # characters at most of a heading without a number
RUN_IN = 45  # and of one that opens its paragraph


@dataclass(slots=True)
class Open:
    """The block under work: its lines' spans and words so far; ``tail`` is the last of them, all that the next line is held against."""

    pieces: list[tuple[int, int]]
    parts: list[str]
    line: Line
    level: int = 0
    tail: str = ""

    @property
    def text(self) -> str:
        """Return the words of the whole block."""
        return self.parts[0] if len(self.parts) == 1 else "".join(self.parts)

    def add(self, line: Line) -> None:
        """Let a line go on with the block."""
        self.pieces.append((line.start, line.end))
        self.parts.append(line.text)
        self.line = line
        self.tail = (self.tail + line.text)[-WINDOW:]


@dataclass(slots=True)
class Before:
    """What is remembered of the block before: its words, its level, and whether it was an item of a list."""

    text: str = ""
    level: int = 0
    item: bool = False


def is_ended(text: str) -> bool:
    """Tell whether a line ends a sentence, also behind the marks that close there.

    >>> is_ended("他说：“好。”"), is_ended("“两个")
    (True, False)
    """
    return text.rstrip(_CLOSES).endswith(_ENDS)


def is_caption(line: Line) -> bool:
    """Tell whether a line is a photo's caption by its words: 图为…, …(张伟 摄)."""
    return len(line.text) <= 150 and not line.level and not is_ended(line.text) and bool(CAPTION.search(line.text))


def is_item(work: Open, before: Before, following: Line | None) -> bool:
    """Tell whether a numbered line is an item of a list: …：⏎(一)无劳动能力；⏎(二)…的。"""
    if not work.level or work.line.marks:
        return False
    if before.text.endswith(("；", ";", "：", ":")) and work.text.endswith("。"):
        return True
    if _ANNEX.match(before.text) or (before.item and before.level == work.level):
        return True
    return following is not None and following.level == work.level and not following.marks and work.level > 2


def is_heading(work: Open) -> bool:
    """Tell whether a finished block is a heading: Markdown, a short numbered line, or a short line that ends in no full stop."""
    text = work.text
    if work.line.cells or work.line.item:
        return False
    if work.line.marks:
        return True
    if len(text) > HEADING:
        return False
    commas = len(COMMAS.findall(text.rstrip("。")))
    if _ANNEX.match(text) or _INNER.search(text):
        return False
    if work.level:
        return len(text) <= RUN_IN and commas <= 1 and not text.endswith(("；", ";", "：", ":"))
    if is_ended(text) and not text.endswith(("？", "！", "?", "!")):
        return False
    return commas <= 1 and not text.endswith(CUTS)


def find_run_in(work: Open) -> int:
    """Return where a numbered heading ends that opens its paragraph (一)坚持党建引导。坚持党的…, 0 where there is none."""
    if not work.level:
        return 0
    stop = work.text.find("。", 0, RUN_IN) + 1
    return stop if stop and len(work.text) > stop + 1 and work.text[stop] not in "”）)" else 0


def find_source(text: str) -> int:
    """Return where a source in brackets begins that closes a paragraph: …成效。(据《浙江日报》)."""
    if len(text) <= 60 or text[-1] not in ")）":
        return 0
    match = _SOURCE.search(text[-60:])
    return len(text) - 60 + match.start() if match else 0


def split_pieces(
    pieces: Sequence[tuple[int, int]], cut: int
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """Split spans in two behind their first ``cut`` characters."""
    head: list[tuple[int, int]] = []
    rest: list[tuple[int, int]] = []
    for start, end in pieces:
        middle = min(end, start + max(cut, 0))
        cut -= end - start
        if start < middle:
            head.append((start, middle))
        if middle < end:
            rest.append((middle, end))
    return tuple(head), tuple(rest)


def is_unbalanced(text: str, following: str) -> bool:
    """Tell whether a quotation mark or bracket is open at the end, and the next line closes it: “两个⏎确立”."""
    if is_ended(text):
        return False
    for opening, close in ("“”", "（）", "()", "《》", "‘’"):
        if text.rfind(opening) > text.rfind(close):
            shut = following.find(close)
            again = following.find(opening)
            if shut >= 0 and (again < 0 or shut < again):
                return True
    return False


_NUMBER = re.compile("[0-9][0-9.,]{0,12}[%‰]?[;；。，,]?")
_COUNTED = re.compile("[年月日个家户人名万亿元张所亩项次条座处岁余多]|公里|平方")
_STATED = (
    "增长",
    "下降",
    "提高",
    "达",
    "达到",
    "降至",
    "增至",
    "减至",
    "为",
    "约",
    "近",
    "超过",
    "完成",
    "实现",
    "摘掉",
)


def parts_number(last: str, text: str, following: str) -> bool:
    """Tell whether the next line breaks a sentence at a number that has a line of its own: 增长⏎8%;, 17⏎个贫困村."""
    if _NUMBER.fullmatch(last) and last[-1].isdigit():
        return _COUNTED.match(following) is not None
    return text.endswith(_STATED) and _NUMBER.fullmatch(following) is not None


_LEAD = re.compile(
    r"^(?:本[报网]讯|本报\S{2,12}[电讯]\b|\S{2,8}讯[(（]|新华社|中新社|.{2,6}[网社报台]\S{0,12}[电讯]\b|.{2,10}消息|\d{1,2}月\d{1,2}日|\d{1,2}日[，,上下]|(?:19|20)\d\d年\d{1,2}月|近日|日前|近期|最近|昨[日天]|今[日天晚]|记者|连日来|今年)"
)
_LEAD_NEAR = re.compile("日前|近日|昨[日天]|今[日天晚]|记者.{0,12}(?:获悉|了解到)")


def opens_story(text: str) -> bool:
    """Tell whether a paragraph opens a news story: 近日, 10月21日, 本报讯, 记者从…获悉."""
    return bool(_LEAD.match(text) or _LEAD_NEAR.search(text[:30]))
