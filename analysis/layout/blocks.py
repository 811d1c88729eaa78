"""Put a page's lines together as blocks: mend broken sentences, lift captions and furniture out, and log each thing done.

A page breaks sentences where its columns or lines end. A line *is open* where it ends inside a sentence; the next line of text then
continues it, also around a caption or furniture that stands between them.
"""

from __future__ import annotations

from operator import attrgetter
from typing import NamedTuple

from analysis.documents import Document
from analysis.layout.context import mark_context
from analysis.layout.lines import Line, columns, split_lines, usual_gap, wrap_width
from analysis.layout.shapes import (
    CLOSES,
    COMMAS,
    CUTS,
    GOES_ON,
    HEADING,
    SCENE,
    SHUTS,
    WINDOW,
    Before,
    Open,
    find_run_in,
    find_source,
    is_caption,
    is_ended,
    is_heading,
    is_item,
    is_unbalanced,
    opens_story,
    parts_number,
    split_pieces,
)


class Block(NamedTuple):
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


class Action(NamedTuple):
    """A thing done to the page: ``type`` join (the span is the removed break), caption, furniture or meta (the span is the lifted text)."""

    type: str
    start: int
    end: int


class _Builder:
    """Walk over the lines of one page, keeping the block under work."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.lines = split_lines(document)
        self.width = wrap_width(self.lines)
        self.gap = usual_gap(self.lines)
        texts = [x for x in self.lines if x.kind == "text"]
        margin = min((x.indent for x in texts), default=0)
        for line in texts:
            line.indent -= margin
        indented = sum(x.indent > 1 for x in texts)
        self.indents = indented * 2 > len(texts) or indented * (self.width > 0) > 0
        self.letters = sorted(len(x.text) for x in texts)[int(len(texts) * 0.9)] if self.width else 0
        self.blocks: list[Block] = []
        self.actions: list[Action] = []
        self.work: Open | None = None
        self.before = Before()

    def build(self) -> tuple[list[Block], list[Action]]:
        mark_context(self.lines)
        for index, line in enumerate(self.lines):
            self.actions += [Action("furniture", start, end) for start, end in line.marks]
            if line.kind != "text":
                self._lift(line)
            elif is_caption(line) or ((goes_on := self._continues(line)) and self._is_caption(index, inside=True)):
                self._add(Block("caption", ((line.start, line.end),)))
            elif goes_on:
                self._join(line)
            else:
                self._close(line)
                if self._is_caption(index, inside=False):
                    self._add(Block("caption", ((line.start, line.end),)))
                else:
                    self.work = Open([(line.start, line.end)], [line.text], line, line.level, line.text[-WINDOW:])
        self._close()
        self.blocks.sort(key=attrgetter("pieces"))
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
        if self.work.tail[-1].isascii() and line.text[0].isascii() and self.work.tail[-1].isalnum():
            self.work.pieces.append((line.start - 1, line.start))  # the break was the blank between two Latin words
            self.work.parts.append(" ")
        self.work.add(line)

    def _close(self, following: Line | None = None) -> None:
        """Finish the block under work: a heading, a paragraph, or a heading that opens its paragraph."""
        work, self.work = self.work, None
        if work is None:
            return
        heading, item = is_heading(work), is_item(work, self.before, following)
        self.before = Before(work.text, work.level, heading and item)
        if heading and not item:
            self.blocks.append(Block("subhead", tuple(work.pieces), work.level or 2))
            return
        cut = find_run_in(work)
        if cut:
            head, body = split_pieces(work.pieces, cut)
            self.blocks.append(Block("subhead", head, work.level))
            self.blocks.append(Block("paragraph", body))
            return
        tail = find_source(work.text)
        body, rest = split_pieces(work.pieces, tail) if tail else (tuple(work.pieces), ())
        self.blocks.append(Block("paragraph", body))
        if rest:
            self.blocks.append(Block("source", rest))

    def _continues(self, line: Line) -> bool:
        """Tell whether the block under work is open and this line goes on with it."""
        work = self.work
        if work is None:
            return False
        if (
            line.level
            or line.marks
            or line.cells
            or work.line.cells
            or line.text.startswith(("——", "■", "●", "附件", "附：", "附:"))
        ):
            return False
        text, ended = work.tail, is_ended(work.tail)
        if (line.text[0] in SHUTS and not ended) or parts_number(work.line.text, text, line.text):
            return True
        sure = text.endswith(CUTS) or is_unbalanced(text, line.text)
        if self.width:
            return self._wraps(work, line, sure)
        if sure:
            return True
        if (line.indent > 1 and self.indents) or ended:
            return False
        if text.endswith(CLOSES):
            return line.text[0] in GOES_ON
        if len(line.text) <= 30 and not is_ended(line.text) and not COMMAS.search(line.text):
            return False  # a subhead behind a paragraph that lacks its full stop
        return len(text) > HEADING or len(COMMAS.findall(text)) > 1

    def _wraps(self, work: Open, line: Line, sure: bool) -> bool:
        """Tell the same on a page whose lines are all broken at one width: a full line goes on, a short one ends its block."""
        if (line.indent > 1 and self.indents and not sure) or (line.gap > self.gap and not sure):
            return False
        last = work.line
        full = last.indent + columns(last.text) >= self.width - 12 or len(last.text) >= self.letters - 2
        return full or (sure and not is_ended(work.tail))

    def _is_caption(self, index: int, inside: bool) -> bool:
        """Tell whether a line is a photo's caption: set off by a hole where the picture stood, and said before."""
        line = self.lines[index]
        if line.gap < self.gap + 2 or index == 0:
            return False
        if len(line.text) > 150 or line.level or is_ended(line.text):
            return False
        following = next((x for x in self.lines[index + 1 : index + 4] if x.kind != "furniture"), None)
        if following is None or following.kind != "text":
            return False
        if inside:
            return not COMMAS.search(line.text) or self._repeats(line)
        before = self.blocks[-1].kind if self.blocks else ""
        if before in ("", "source", "byline", "meta") or opens_story(following.text):
            return False
        return bool(SCENE.search(line.text)) or (self._repeats(line) and " " not in line.text)

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
