"""The lines of a page, each told for what it is by itself: furniture, meta, byline, source, numbered heading, or text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from analysis.lexicon import read_rows

_SHORT = 90  # a line of furniture is no longer than this
_CUES = read_rows("furniture.csv")
_WHOLE = {row["cue"]: row["type"] for row in _CUES if row["where"] == "whole"}
_START = {row["cue"]: row["type"] for row in _CUES if row["where"] == "start"}
_STARTS = tuple(_START)
_INSIDE = tuple(row["cue"] for row in _CUES if row["where"] == "inside")
_ENDS = tuple(row["cue"] for row in _CUES if row["where"] == "end")

DATE = re.compile(
    r"(?:19|20)\d\d ?[年./-] ?\d{1,2} ?[月./-] ?\d{1,2} ?日?"
    r"|[一二][〇○零Ｏ九][〇○零Ｏ一二三四五六七八九]{2}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
)
_CLOCK = r"(?:\s*\d{1,2}[::：]\d{2}(?:[:：]\d{2})?)?"
_ONLY_DATE = re.compile(rf"[(（]?(?:{DATE.pattern}){_CLOCK}(?:\s*星期[一二三四五六日天])?[)）]?")
_HISTORY = re.compile(
    r"^[(（]?(?:根据)?(?:19|20)\d\d年\d{1,2}月\d{1,2}日.{2,200}(?:通过|修正|修订|公布|发布|施行|批准)[)）]?$"
)
_NUMBER = re.compile(r"^[^，。,；;]{0,12}[〔\[【(（](?:19|20)\d\d[〕\]】)）]\s*第?\d{1,4}号$")
_BYLINE = re.compile(
    r"^[■●◆▲□◎☆★○\s]*[(（]?(?:[^\s，。,；;:：()（）]{0,10}(?:记者|通讯员|特派员|评论员|实习生)\s*[:：/丨| ]\s*\S"
    r"|(?:作者|文|图|撰文|撰稿|供稿|整理|文/图|图/文)\s*[:：/丨]\s*\S)"
)
_SOURCE = re.compile(r"^[(（【\[]\s*(?:据|来源|摘自|转自|选自|原载|稿源)\s*[:：]?[^()（）]{2,40}[)）】\]]$")
_WIRE = re.compile(r"^\S{2,10}(?:消息|讯|电)[(（]?[^，。]{0,12}[)）]?[:：]$")
_LINK = re.compile(r"^!?\[[^\]]{0,200}\]\([^)]{0,500}\)$|^https?://\S+$|^<!--.*-->$")
_PHONE = re.compile(r"^[\d\s()（）+\-—转至、/]{7,60}$")
_PAGE_NUMBER = re.compile(r"^(?:[-—–·]+\s*\d{1,4}\s*[-—–·]+|第?\s*\d{1,4}\s*页\s*[,，/]?\s*(?:共\s*\d{1,4}\s*页)?)$")
_MARKS = re.compile(r"[\s【】\[\]()（）|｜>»·:：*#]+")
_NUMBERED = (
    (2, re.compile(r"^第[一二三四五六七八九十百零〇\d]{1,5}[编章篇部](?:分)?(?=[\s:：]|.{0,30}$)")),
    (3, re.compile(r"^第[一二三四五六七八九十百零〇\d]{1,5}节")),
    (2, re.compile(r"^[一二三四五六七八九十]{1,3}[、.．]")),
    (3, re.compile(r"^[(（][一二三四五六七八九十]{1,3}[)）]")),
    (4, re.compile(r"^\d{1,2}[.．、](?!\d)")),
    (5, re.compile(r"^[(（]\d{1,2}[)）]")),
)
_MARKDOWN = re.compile(r"^(#{1,6})\s+")
_LETTER = re.compile(r"[^\W_]")
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")


class _Document(Protocol):
    @property
    def raw(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(slots=True)
class Line:
    """A line that is not blank: its span without blanks and marks, the blank lines before it, whether it is indented.

    ``cells`` tells a row of a table: a tab in it, or three columns set apart by blanks.
    """

    start: int
    end: int
    text: str
    gap: int
    indented: bool
    page_break: bool
    kind: str = "text"
    level: int = 0
    cells: bool = False
    marks: tuple[tuple[int, int], ...] = ()


def split_lines(document: _Document) -> list[Line]:
    """Return the lines that are not blank, in order, each with its kind and, for numbered headings, its level."""
    lines: list[Line] = []
    text, gap, at = document.text, 0, 0
    for row in text.split("\n"):
        body = row.strip(" \u200b")
        if not body:
            gap += 1
        else:
            lead = len(row) - len(row.lstrip(" \u200b"))
            start = at + lead
            fed = bool(lines) and gap > 0
            lines.append(Line(start, start + len(body), body, gap, lead > 1, fed))
            gap = 0
            lines[-1].cells = _has_cells(document.raw[start : start + len(body)])
            _tell(lines[-1])
        at += len(row) + 1
    return lines


def _has_cells(raw: str) -> bool:
    return "\t" in raw or (len(raw) <= 300 and len(_GAP.findall(raw.replace("\u3000", " "))) > 1)


def _tell(line: Line) -> None:
    """Set kind and level of a line from what stands in it alone."""
    _strip_marks(line)
    text = line.text
    line.kind = _kind(text)
    if line.kind == "text" and not line.level:
        line.level = next((level for level, pattern in _NUMBERED if pattern.match(text)), 0)


def _strip_marks(line: Line) -> None:
    """Take Markdown's heading and bold marks off a line; a heading mark gives its level."""
    match = _MARKDOWN.match(line.text)
    if match:
        line.marks += ((line.start, line.start + len(match[1])),)
        line.level = len(match[1])
        line.start += match.end()
        line.text = line.text[match.end() :]
    if line.text.startswith("**") and line.text.endswith("**") and len(line.text) > 4:
        line.marks += ((line.start, line.start + 2), (line.end - 2, line.end))
        line.start, line.end, line.text = line.start + 2, line.end - 2, line.text[2:-2]


def _kind(text: str) -> str:
    if len(text) > 3 * _SHORT:
        return "text"
    if not _LETTER.search(text):
        return "furniture"
    for kind, test in (
        ("furniture", _is_furniture),
        ("meta", _is_meta),
        ("source", _is_source),
        ("byline", _is_byline),
    ):
        if test(text):
            return kind
    return _cued(text)


def _is_furniture(text: str) -> bool:
    """Links, phone numbers, page numbers: told by their shape."""
    if _LINK.match(text) or _PAGE_NUMBER.match(text):
        return True
    return bool(_PHONE.match(text)) and sum(x.isdigit() for x in text) >= 7 and not _ONLY_DATE.fullmatch(text)


def _is_meta(text: str) -> bool:
    """A date by itself, the history of a law, a document number, an organisation with date and hour."""
    if _ONLY_DATE.fullmatch(text) or _HISTORY.match(text) or _NUMBER.match(text):
        return True
    date = DATE.search(text) if len(text) < 60 else None
    if date is None or re.search("[，。,；;]", text):
        return False
    return date.end() == len(text) or (
        bool(re.fullmatch(_CLOCK, text[date.end() :])) and date.start() > 0 and text[date.start() - 1] == " "
    )


def _is_source(text: str) -> bool:
    return bool(_SOURCE.match(text) or (len(text) < 30 and _WIRE.match(text)))


def _is_byline(text: str) -> bool:
    return len(text) <= 60 and bool(_BYLINE.match(text)) and not re.search("[。；;！？]", text)


def _cued(text: str) -> str:
    """Furniture, meta or source by the word lists, else text."""
    if len(text) > _SHORT:
        return "text"
    plain = text.replace("：", ":").lstrip("(（【[ ")
    bare = _MARKS.sub("", text)
    if bare in _WHOLE:
        return _WHOLE[bare]
    if any(x in text for x in _INSIDE):
        return "furniture"
    if plain.startswith(_STARTS) and not text.endswith("。"):
        return _START[max((x for x in _STARTS if plain.startswith(x)), key=len)]
    words = text.split()
    if len(words) > 1 and all(x.endswith(_ENDS) or _MARKS.sub("", x) in _WHOLE for x in words):
        return "furniture"
    return "text"


def usual_gap(lines: Sequence[Line]) -> int:
    """Return how many blank lines stand between two lines of this page as a rule; 0 for a page of one line."""
    gaps = Counter(line.gap for line in lines[1:])
    return gaps.most_common(1)[0][0] if gaps else 0


def widths(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the columns that each line takes: two for a Chinese character, one for ASCII."""
    return (len(line.text.encode("gb18030", "replace")) for line in lines)


def wrap_width(lines: Sequence[Line]) -> int:
    """Return the width in columns at which the page's lines were broken; 0 where a line is a paragraph.

    Lines were broken where many are nearly as wide as the widest, and most of those end inside a sentence.
    """
    texts = [line for line in lines if line.kind == "text"]
    if len(texts) < 6:
        return 0
    found = list(widths(texts))
    limit = sorted(found)[int(len(found) * 0.9)]
    if not 24 <= limit <= 130:
        return 0
    full = [line for line, width in zip(texts, found, strict=True) if limit - 8 <= width <= limit + 8]
    inside = sum(line.text[-1] not in "。！？!?；;：:”" for line in full)
    return limit if len(full) * 5 >= len(texts) * 2 and inside * 2 >= len(full) else 0
