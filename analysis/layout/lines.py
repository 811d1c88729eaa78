"""The lines of a page, each told for what it is by itself: furniture, meta, byline, source, numbered heading, or text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from analysis.layout.kinds import tell_kind

_NUMBERED = (
    (2, re.compile(r"^第[一二三四五六七八九十百零〇\d]{1,5}[编章篇部](?:分)?(?=[\s:：]|.{0,30}$)")),
    (3, re.compile(r"^第[一二三四五六七八九十百零〇\d]{1,5}节")),
    (2, re.compile(r"^[一二三四五六七八九十]{1,3}[、.．]")),
    (3, re.compile(r"^[(（][一二三四五六七八九十]{1,3}[)）]")),
    (4, re.compile(r"^\d{1,2}[.．、](?!\d)")),
    (5, re.compile(r"^[(（]\d{1,2}[)）]")),
)
_NUMERALS = frozenset("第(（一二三四五六七八九十")  # one of these or a digit begins every number of a heading
_MARKS = frozenset("#-*+>")  # one of these begins every mark of Markdown
_ITEM = re.compile(r"^[-*+>] +(?=[^\s\W])(?!\d+ *-)")
_MARKDOWN = re.compile(r"^(#{1,6})\s+")
_WIDEST = 130  # columns at most at which a page's lines are broken
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")


class _Document(Protocol):
    @property
    def raw(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(slots=True)
class Line:
    """A line that is not blank: its span without blanks and marks, the blank lines before it, by how many columns it is indented.

    ``cells`` tells a row of a table: a tab in it, or three columns set apart by blanks or bars; ``item`` one of a list in Markdown.
    """

    start: int
    end: int
    text: str
    gap: int
    indent: int
    page_break: bool
    kind: str = "text"
    level: int = 0
    cells: bool = False
    item: bool = False
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
            lead = row.index(body)
            start = at + lead
            fed = bool(lines) and document.raw.find("\f", lines[-1].end, start) >= 0
            indent = columns(document.raw[at:start].replace("\u200b", "")) if lead else 0
            lines.append(Line(start, start + len(body), body, gap, indent, fed))
            gap = 0
            if " " in body or body[0] == "|":
                lines[-1].cells = _has_cells(document.raw[start : start + len(body)])
            _tell(lines[-1])
        at += len(row) + 1
    return lines


def _has_cells(raw: str) -> bool:
    return (
        "\t" in raw
        or (raw[0] == raw[-1] == "|" and raw.count("|") > 2)
        or (len(raw) <= 300 and _has_gaps(raw.replace("\u3000", " ")))
    )


def _has_gaps(raw: str) -> bool:
    return raw.count("  ") > 1 and len(_GAP.findall(raw)) > 1


def _tell(line: Line) -> None:
    """Set kind and level of a line from what stands in it alone."""
    if line.text[0] in _MARKS:
        _strip_marks(line)
    text = line.text
    line.kind = tell_kind(text)
    if line.kind == "text" and not line.level and (text[:1] in _NUMERALS or text[:1].isdigit()):
        line.level = next((level for level, pattern in _NUMBERED if pattern.match(text)), 0)


def _strip_marks(line: Line) -> None:
    """Take Markdown's heading, list, quotation and bold marks off a line; a heading mark gives its level."""
    item = _ITEM.match(line.text)
    if item and line.end - line.start > item.end():
        line.marks += ((line.start, line.start + 1),)
        line.start += item.end()
        line.text = line.text[item.end() :]
        line.item = True
    match = _MARKDOWN.match(line.text)
    if match:
        line.marks += ((line.start, line.start + len(match[1])),)
        line.level = len(match[1])
        line.start += match.end()
        line.text = line.text[match.end() :]
    if line.text.startswith("**") and line.text.endswith("**") and len(line.text) > 4:
        line.marks += ((line.start, line.start + 2), (line.end - 2, line.end))
        line.start, line.end, line.text = line.start + 2, line.end - 2, line.text[2:-2]


def usual_gap(lines: Sequence[Line]) -> int:
    """Return how many blank lines stand between two lines of this page as a rule; 0 for a page of one line."""
    gaps = Counter(line.gap for line in lines[1:])
    return gaps.most_common(1)[0][0] if gaps else 0


def columns(text: str) -> int:
    """Return the columns that a text takes: two for a Chinese character, one for ASCII."""
    return len(text.encode("gb18030", "replace"))


def wrap_width(lines: Sequence[Line]) -> int:
    """Return the width in columns at which the page's lines were broken; 0 where a line is a paragraph.

    Lines were broken where many are nearly as wide as the widest, and most of those end inside a sentence.
    """
    texts = [line for line in lines if line.kind == "text"]
    widest = int(len(texts) * 0.9)
    if len(texts) < 6 or sorted([len(line.text) for line in texts])[widest] > _WIDEST:
        return 0
    found = [line.indent + columns(line.text[: _WIDEST + 10]) for line in texts]  # of a wider line no more counts
    limit = sorted(found)[widest]
    if not 24 <= limit <= _WIDEST:
        return 0
    full = [line for line, width in zip(texts, found, strict=True) if limit - 8 <= width <= limit + 8]
    inside = sum(line.text[-1] not in "。！？!?；;：:”" for line in full)
    return limit if len(full) * 5 >= len(texts) * 2 and inside * 2 >= len(full) else 0
