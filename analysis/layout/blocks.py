"""Put a page's lines together as blocks: mend broken sentences, lift captions and furniture out, and log each thing done.

A page breaks sentences where its columns or lines end. A line *is open* where it ends inside a sentence; the next line of text then
continues it, also around a caption or furniture that stands between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.documents import Document
from analysis.layout.lines import Line, split_lines, usual_gap, wrap_width

_ENDED = re.compile('[。！？!?；;：:…][”’』」）)》】"]*$')
_CLOSED = re.compile('[”’』」）)》】"]$')
_COMMAS = re.compile("[，,；;。]")
_CUT = re.compile("[，,、“‘（(《「—\\-]$")
_GOES_ON = "的等和与及、，,；;。”’）)》"
_ORGANISATION = re.compile(
    "(?:局|厅|部|委|委员会|会|院|办|办公室|政府|中心|党组|处|司|组|公司|大学|联合会|协会|基金会)$"
)
_CAPTION = re.compile(
    "[(（](?:[左右中前后](?:[一二三四五六七八九十]|起|排)?|图)[)）]|^(?:图为|图片|上图|下图|[▲△↑▼])|摄[)）]?$|资料图|供图[)）]?$|合影(?:留念)?$"
)
_SCENE = re.compile("(?:仪式|现场|合影|留念|一角|全景|场景|会场|瞬间|图片)$")
_HEADING = 50  # characters at most of a heading without a number
_RUN_IN = 45  # and of one that opens its paragraph


@dataclass(frozen=True, slots=True)
class Block:
    """A part of an article: ``kind`` title, section, subhead, byline, source, paragraph, caption, furniture or meta.

    ``pieces`` are half-open spans of the raw text, to be joined in order; ``level`` is a heading's depth, 0 for other blocks.
    """

    kind: str
    pieces: tuple[tuple[int, int], ...]
    level: int = 0

    @property
    def start(self) -> int:
        """Return where the block begins in the raw text."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Return where it ends."""
        return self.pieces[-1][1]


@dataclass(frozen=True, slots=True)
class Action:
    """A thing done to the page: ``type`` join (the span is the removed break), caption, furniture or meta (the span is the lifted text)."""

    type: str
    start: int
    end: int


@dataclass(slots=True)
class _Open:
    """The block under work: its lines' spans and its words so far."""

    pieces: list[tuple[int, int]]
    text: str
    line: Line
    level: int = 0


class _Builder:
    """Walk over the lines of one page, keeping the block under work."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.lines = split_lines(document)
        self.width = wrap_width(self.lines)
        self.gap = usual_gap(self.lines)
        texts = [x for x in self.lines if x.kind == "text"]
        self.indents = sum(x.indented for x in texts) * 2 > len(texts)
        self.blocks: list[Block] = []
        self.actions: list[Action] = []
        self.work: _Open | None = None
        self.before = ""  # the words of the block before

    def build(self) -> tuple[list[Block], list[Action]]:
        _mark_signatures(self.lines)
        for index, line in enumerate(self.lines):
            self.actions += [Action("furniture", start, end) for start, end in line.marks]
            if line.kind != "text":
                self._lift(line)
            elif self._continues(line) and self._is_caption(index, inside=True):
                self._add(Block("caption", ((line.start, line.end),)))
            elif self._continues(line):
                self._join(line)
            else:
                self._close(line)
                if self._is_caption(index, inside=False):
                    self._add(Block("caption", ((line.start, line.end),)))
                else:
                    self.work = _Open([(line.start, line.end)], line.text, line, line.level)
        self._close()
        self.blocks.sort(key=lambda x: x.start)
        return self.blocks, sorted(self.actions, key=lambda x: (x.start, x.end))

    def _lift(self, line: Line) -> None:
        """Set a line aside that is no text; furniture leaves the sentence around it open."""
        if line.kind != "furniture":
            self._close()
        self._add(Block(line.kind, ((line.start, line.end),)))

    def _add(self, block: Block) -> None:
        self.blocks.append(block)
        if block.kind in ("caption", "furniture", "meta"):
            self.actions.append(Action(block.kind, block.start, block.end))

    def _join(self, line: Line) -> None:
        if self.work is None:
            raise ValueError("nothing to join to")
        end = self.work.pieces[-1][1]
        self.actions.append(Action("join", end, line.start))
        if self.work.text[-1:].isascii() and line.text[:1].isascii() and self.work.text[-1:].isalnum():
            self.work.pieces.append((line.start - 1, line.start))  # the break was the blank between two Latin words
        self.work.pieces.append((line.start, line.end))
        self.work.text += line.text
        self.work.line = line

    def _close(self, following: Line | None = None) -> None:
        """Finish the block under work: a heading, a paragraph, or a heading that opens its paragraph."""
        work, self.work = self.work, None
        if work is None:
            return
        before, self.before = self.before, work.text
        if _is_heading(work) and not _is_item(work, before, following):
            self.blocks.append(Block("subhead", tuple(work.pieces), work.level or 2))
            return
        cut = _run_in(work)
        if cut:
            head, body = _split_pieces(work.pieces, cut)
            self.blocks.append(Block("subhead", head, work.level))
            self.blocks.append(Block("paragraph", body))
            return
        tail = _find_source(work.text)
        body, rest = _split_pieces(work.pieces, tail) if tail else (tuple(work.pieces), ())
        self.blocks.append(Block("paragraph", body))
        if rest:
            self.blocks.append(Block("source", rest))

    def _continues(self, line: Line) -> bool:
        """Tell whether the block under work is open and this line goes on with it."""
        work = self.work
        if work is None:
            return False
        text = work.text
        sure = bool(_CUT.search(text)) or _is_unbalanced(text, line.text)
        if (
            line.level
            or line.marks
            or line.cells
            or work.line.cells
            or line.text.startswith(("——", "■", "●", "附件", "附：", "附:"))
        ):
            return False
        if self.width:
            return self._wraps(work, line, sure)
        if sure:
            return True
        if (line.indented and self.indents) or _ENDED.search(text):
            return False
        if _CLOSED.search(text):
            return line.text[0] in _GOES_ON
        if len(line.text) <= 30 and not _ENDED.search(line.text) and not _COMMAS.search(line.text):
            return False  # a subhead behind a paragraph that lacks its full stop
        return len(text) > _HEADING or len(_COMMAS.findall(text)) > 1

    def _wraps(self, work: _Open, line: Line, sure: bool) -> bool:
        """Tell the same on a page whose lines are all broken at one width: a full line goes on, a short one ends its block."""
        if (line.indented and self.indents) or (line.gap > self.gap and not sure):
            return False
        last = len(work.line.text.encode("gb18030", "replace"))
        return last >= self.width - 12 or (sure and not _ENDED.search(work.text))

    def _is_caption(self, index: int, inside: bool) -> bool:
        """Tell whether a line is a photo's caption: by its words, or set off by a hole where the picture stood."""
        line = self.lines[index]
        if len(line.text) > 150 or line.level or _ENDED.search(line.text):
            return False
        if _CAPTION.search(line.text):
            return True
        if line.gap < self.gap + 2 or index == 0:
            return False
        following = next((x for x in self.lines[index + 1 : index + 4] if x.kind != "furniture"), None)
        if following is None or following.kind != "text":
            return False
        if inside:
            return not _COMMAS.search(line.text) or self._repeats(line)
        before = self.blocks[-1].kind if self.blocks else ""
        if before in ("", "source", "byline", "meta") or opens_story(following.text):
            return False
        return bool(_SCENE.search(line.text)) or (self._repeats(line) and " " not in line.text)

    def _repeats(self, line: Line) -> bool:
        """Tell whether most of a line's pairs of characters stand in the text before it: a caption says again what was said."""
        before = self.document.text[max(0, line.start - 3000) : line.start]
        pairs = {line.text[i : i + 2] for i in range(len(line.text) - 1)}
        return sum(x in before for x in pairs) * 2 >= len(pairs)


def parse_blocks(document: Document) -> tuple[list[Block], list[Action]]:
    """Return the blocks of a page in order, and the log of what was done.

    Headings of every sort come out as ``subhead``; which of them are titles and sections is for the articles to say. Together the
    blocks and the log hold every character that is not blank.
    """
    return _Builder(document).build()


def _mark_signatures(lines: Sequence[Line]) -> None:
    """Make the organisations above a closing date part of the signature: 广州市社会组织管理局 ⏎ 2023年10月6日."""
    for index, line in enumerate(lines):
        if line.kind != "meta" or line.text[-1:] != "日":
            continue
        for above in lines[max(0, index - 6) : index][::-1]:
            short = above.kind == "text" and len(above.text) <= 40 and not _COMMAS.search(above.text)
            if not (short and _ORGANISATION.search(above.text)):
                break
            above.kind = "meta"


def _is_item(work: _Open, before: str, following: Line | None) -> bool:
    """Tell whether a numbered line is an item of a list: …：⏎(一)无劳动能力；⏎(二)…的。"""
    if not work.level or work.line.marks:
        return False
    if before.endswith(("；", ";", "：", ":")) and work.text.endswith("。"):
        return True
    return following is not None and following.level == work.level and not following.marks and work.level > 2


def _is_heading(work: _Open) -> bool:
    """Tell whether a finished block is a heading: Markdown, a short numbered line, or a short line that ends in no full stop."""
    text = work.text
    if work.line.marks or work.line.cells:
        return not work.line.cells
    commas = len(_COMMAS.findall(text.rstrip("。")))
    if work.level:
        return len(text) <= _RUN_IN and commas <= 1 and not text.endswith(("；", ";", "：", ":"))
    if _ENDED.search(text) and not text.endswith(("？", "！", "?", "!")):
        return False
    return len(text) <= _HEADING and commas <= 1 and not _CUT.search(text)


def _run_in(work: _Open) -> int:
    """Return where a numbered heading ends that opens its paragraph (一)坚持党建引导。坚持党的…, 0 where there is none."""
    if not work.level:
        return 0
    stop = work.text.find("。", 0, _RUN_IN) + 1
    return stop if stop and len(work.text) > stop + 1 and work.text[stop] not in "”）)" else 0


def _find_source(text: str) -> int:
    """Return where a source in brackets begins that closes a paragraph: …成效。(据《浙江日报》)."""
    match = re.search(r"(?<=[。！？”])\s*[(（](?:据|来源[:：]|摘自|转自)[^()（）]{2,40}[)）]$", text[-60:])
    return len(text[:-60]) + match.start() if match and len(text) > 60 else 0


def _split_pieces(
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


def _is_unbalanced(text: str, following: str) -> bool:
    """Tell whether a quotation mark or bracket is open at the end, and the next line closes it: “两个⏎确立”."""
    if _ENDED.search(text):
        return False
    for opening, close in ("“”", "（）", "()", "《》", "‘’"):
        if text.rfind(opening) > text.rfind(close):
            shut = following.find(close)
            again = following.find(opening)
            if shut >= 0 and (again < 0 or shut < again):
                return True
    return False


_LEAD = re.compile(
    r"^(?:本报讯|新华社|中新社|.{2,6}[网社报台]\S{0,12}[电讯]\b|.{2,10}消息|\d{1,2}月\d{1,2}日|(?:19|20)\d\d年\d{1,2}月|近日|日前|近期|最近|昨[日天]|今[日天晚]|记者|连日来|今年)"
)
_LEAD_NEAR = re.compile("日前|近日|昨[日天]|今[日天晚]|记者.{0,12}(?:获悉|了解到)")


def opens_story(text: str) -> bool:
    """Tell whether a paragraph opens a news story: 近日, 10月21日, 本报讯, 记者从…获悉."""
    return bool(_LEAD.match(text) or _LEAD_NEAR.search(text[:30]))
