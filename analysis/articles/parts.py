"""Cut a page's blocks where an article begins, and tell titles and sections from subheads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.documents import Document
from analysis.layout import Block, opens_story
from analysis.places import resolve_place

_NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十百零\d]+[编章节部篇]|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.．、])"
)
_SECTION = re.compile(
    "(?:动态|快讯|简讯|要闻|资讯|新闻|观察|视点|聚焦|专题|特稿|关注|之窗|一线|论坛|评论|综合|经验|交流|传真|播报|速递|看点|声音|专栏|回眸|在线|天地|园地|广角|纵横|风采|集萃)$"
)
_TITLE_END = re.compile(
    "(?:通知|意见|决定|公告|通告|通报|函|批复|办法|规定|细则|方案|规划|纲要|计划|报告)(?:[(（][^()（）]{1,12}[)）])?$"
)
_TITLE_OPEN = re.compile("(?:关于|印发|转发|的|和|与|及|暨|《[^》]*)$")
_DATED = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
_WIRE = re.compile(r"^(?:本报讯|(?:新华社|中新社|人民网|中新网)[^，。]{0,20}[电讯])")


@dataclass(slots=True)
class Part:
    """The blocks of one article, with the section that stands over it."""

    blocks: list[Block]
    section: str | None = None
    headed: bool = False  # a title or subhead stands in it
    has_body: bool = False
    marked: bool = False  # its title is Markdown's first heading

    def add(self, block: Block) -> None:
        """Put a block at the end, and note whether it is a heading or the body."""
        self.blocks.append(block)
        self.headed |= block.kind in ("title", "subhead")
        self.has_body |= block.kind == "paragraph"


def join_text(document: Document, block: Block) -> str:
    """Return the words of a block on one line."""
    return "".join([document.text[start:end] for start, end in block.pieces]).replace("\n", " ")


def split_parts(document: Document, blocks: Sequence[Block]) -> list[Part]:
    """Cut the blocks where an article begins, and tell titles and sections from subheads."""
    texts = [join_text(document, b) if b.kind in ("subhead", "paragraph") else "" for b in blocks]
    briefs = _find_briefs(blocks, texts)
    parts = [Part([])]
    section: str | None = None
    index = 0
    while index < len(blocks):
        block = blocks[index]
        if (
            block.kind == "subhead"
            and not _NUMBERED.match(texts[index])
            and _begins(blocks, texts, index, parts[-1], briefs)
        ):
            if parts[-1].has_body:
                parts.append(Part([]))
            if _is_section(blocks, texts, index, first=len(parts) == 1):
                section = texts[index]
                parts[-1].add(block._replace(kind="section", level=1))
            else:
                index, title = _merge_title(blocks, texts, index)
                parts[-1].add(title)
                parts[-1].marked = block.level == 1
            parts[-1].section = section
        else:
            parts[-1].add(block)
        index += 1
    return parts


def _next(
    blocks: Sequence[Block], index: int, *, step: int = 1, skip: Sequence[str] = ("furniture", "caption")
) -> int | None:
    index += step
    while 0 <= index < len(blocks):
        if blocks[index].kind not in skip:
            return index
        index += step
    return None


def _begins(blocks: Sequence[Block], texts: Sequence[str], index: int, part: Part, briefs: set[int]) -> bool:
    """Tell whether the heading at ``index`` opens an article: the page's first, or one that the signs of a new story surround."""
    if not part.has_body:
        return not part.headed
    before, after = _next(blocks, index, step=-1), _next(blocks, index)
    if index in briefs:
        return True
    if before is None or after is None:
        return False
    if blocks[index].level == 1:
        return part.marked
    closed = blocks[before].kind in ("source", "byline", "meta")
    if closed or blocks[after].kind == "byline":
        return True
    head = re.match(r"([^\s:：]{2,8})[:：]", texts[index])
    if head and resolve_place(head[1]) and opens_story(texts[after]):
        return True
    return bool(_WIRE.match(texts[after]))


def _find_briefs(blocks: Sequence[Block], texts: Sequence[str]) -> set[int]:
    """Return the headings of a run of briefs: three or more in a row, nearly each with one or two paragraphs that open a story."""
    heads = [i for i, b in enumerate(blocks) if b.kind == "subhead" and not _NUMBERED.match(texts[i])]
    briefs: set[int] = set()
    run: list[int] = []
    opening = 0
    for head, following in zip(heads, [*heads, len(blocks)][1:], strict=True):
        body = [i for i in range(head + 1, following) if blocks[i].kind == "paragraph"]
        story = 1 <= len(body) <= 2 and opens_story(texts[body[0]])
        if 1 <= len(body) <= 2 and (story or (run and opening * 5 >= len(run) * 4)):
            run.append(head)
            opening += story
            continue
        if len(run) >= 3 and opening * 5 >= len(run) * 4:
            briefs.update(run)
        run, opening = [], 0
    if len(run) >= 3 and opening * 5 >= len(run) * 4:
        briefs.update(run)
    return briefs


def _is_section(blocks: Sequence[Block], texts: Sequence[str], index: int, *, first: bool) -> bool:
    """Tell whether a heading is a column's (地方动态): short, and another title follows it at once."""
    after = _next(blocks, index, skip=("furniture", "caption", "source", "meta", "byline"))
    follows = after is not None and blocks[after].kind == "subhead" and not _NUMBERED.match(texts[after])
    if not follows or len(texts[index]) > 10:
        return False
    return bool(_SECTION.search(texts[index])) or (not first and len(texts[index]) <= 6)


def _merge_title(blocks: Sequence[Block], texts: Sequence[str], index: int) -> tuple[int, Block]:
    """Return the title with its second line where it runs over two: 关于印发《… ⏎ …实施方案》的通知, and its last index."""
    last, text = index, texts[index]
    while last + 1 < len(blocks) and blocks[last + 1].kind == "subhead" and last < index + 2:
        following = texts[last + 1]
        cut = _TITLE_OPEN.search(text) or (_TITLE_END.search(following) and not _TITLE_END.search(text))
        if not cut or _NUMBERED.match(following) or blocks[last + 1].level == 1:
            break
        last, text = last + 1, text + following
    pieces = tuple(piece for b in blocks[index : last + 1] for piece in b.pieces)
    return last, Block("title", pieces, 1)
