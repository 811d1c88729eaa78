"""Lines told by those around them: signatures above a date, a table of contents, links behind 相关链接, buttons between buttons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from analysis.layout.kinds import is_beside, opens_tail
from analysis.layout.lines import Line
from analysis.layout.shapes import COMMAS, ORGANISATION, SHUTS, is_ended

_CONTENTS = frozenset(("目录", "目次", "目錄"))
_LEADER = re.compile(r"[\s.…·—-]*\d*$")


def mark_context(lines: Sequence[Line]) -> None:
    """Set the kind of every line that its neighbours tell."""
    _mark_front(lines)
    _mark_ends(lines)
    _mark_signatures(lines)
    _mark_contents(lines)
    _mark_tails(lines)
    _mark_buttons(lines)
    _mark_running(lines)


def _has_furniture(lines: Sequence[Line]) -> bool:
    return "furniture" in [line.kind for line in lines]


def _mark_front(lines: Sequence[Line]) -> None:
    """Lift Markdown's front matter out, between two lines of three hyphens at the head of the file."""
    rules = [i for i, x in enumerate(lines[:30]) if x.text == "---"]
    if len(rules) > 1 and rules[0] == 0:
        for line in lines[: rules[1]]:
            line.kind = "furniture"


def _mark_ends(lines: Sequence[Line]) -> None:
    """Give a line of closing marks alone back to the sentence that it ends: …二十处 ⏎ 。; behind a full stop it is a stray."""
    for above, line in pairwise(lines if _has_furniture(lines) else ()):
        if (
            line.kind == "furniture"
            and above.kind == "text"
            and not line.text.strip(SHUTS)
            and not is_ended(above.text)
        ):
            line.kind = "text"


def _mark_signatures(lines: Sequence[Line]) -> None:
    """Make the organisations above a closing date part of the signature: 广州市社会组织管理局 ⏎ 2023年10月6日."""
    for index, line in enumerate(lines):
        if line.kind != "meta" or line.text[-1:] != "日":
            continue
        for above in lines[max(0, index - 6) : index][::-1]:
            short = above.kind == "text" and len(above.text) <= 40 and not COMMAS.search(above.text)
            if not (short and ORGANISATION.search(above.text)):
                break
            above.kind = "meta"


def _mark_contents(lines: Sequence[Line]) -> None:
    """Lift a table of contents out: behind 目录, the lines that come again as headings."""
    heads = (i for i, x in enumerate(lines) if x.text.startswith("目") and x.text.replace(" ", "") in _CONTENTS)
    at = next(heads, None)
    if at is None:
        return
    times = Counter(_squeeze(x.text) for x in lines[at:] if len(x.text) <= 60)
    stop = at + 1
    while stop < len(lines) and times[_squeeze(lines[stop].text)] > 1:
        times[_squeeze(lines[stop].text)] -= 1
        stop += 1
    if stop > at + 1:
        for line in lines[at:stop]:
            line.kind = "furniture"


def _squeeze(text: str) -> str:
    """Return a heading without blanks, dots and page number: 第一章 总 则……3."""
    return _LEADER.sub("", text[:80]).replace(" ", "")


def _mark_tails(lines: Sequence[Line]) -> None:
    """Lift the titles of other pages out that stand behind 相关链接, up to the next line that is a sentence."""
    tail = False
    for line in lines if _has_furniture(lines) else ():
        if line.kind == "furniture":
            tail = tail or opens_tail(line.text)
        elif tail and line.kind == "text" and len(line.text) <= 60 and not is_ended(line.text):
            line.kind = "furniture"
        elif line.kind == "text":
            tail = False


def _mark_buttons(lines: Sequence[Line]) -> None:
    """Lift buttons out whose words are names elsewhere, where furniture stands beside them: 转发 ⏎ 评论 ⏎ 举报."""
    for index, line in enumerate(lines if _has_furniture(lines) else ()):
        around = lines[max(0, index - 1) : index + 2]
        if line.kind == "text" and any(x.kind == "furniture" for x in around) and is_beside(line.text):
            line.kind = "furniture"


def _mark_running(lines: Sequence[Line]) -> None:
    """Lift page numbers and running titles out: at a page's edge, digits alone, or the same line on three pages."""
    edges = [line for line in lines[1:] if line.page_break]
    if not edges:
        return
    edges += [one for one, line in pairwise(lines) if line.page_break]
    edges.append(lines[-1])
    times = Counter(x.text for x in edges)
    for line in edges:
        if line.kind == "text" and (line.text.isdigit() or (times[line.text] > 2 and len(line.text) <= 60)):
            line.kind = "furniture"
