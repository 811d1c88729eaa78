"""Split a page into its articles and read what each says of itself: title, section, byline, source, dates, issuer, place, kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from analysis.articles.imprint import find_doc_number, find_issuer, find_published, find_source, read_kind, strip_byline
from analysis.articles.setting import date_from, find_event_date, find_main_place, find_year, share_years
from analysis.documents import Document
from analysis.layout import Action, Block, opens_story, parse_blocks
from analysis.places import resolve_place
from analysis.sentences import Reading, read_blocks

_NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十百零\d]+[编章节部篇]|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.．、])"
)
_SECTION = re.compile(
    "(?:动态|快讯|简讯|要闻|资讯|新闻|观察|视点|聚焦|专题|特稿|关注|之窗|一线|论坛|评论|综合|经验|交流|传真|播报|速递|看点|声音|专栏|回眸)$"
)
_TITLE_END = re.compile(
    "(?:通知|意见|决定|公告|通告|通报|函|批复|办法|规定|细则|方案|规划|纲要|计划|报告)(?:[(（][^()（）]{1,12}[)）])?$"
)
_TITLE_OPEN = re.compile("(?:关于|印发|转发|的|和|与|及|暨|《[^》]*)$")
_DATED = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
_WIRE = re.compile(r"^(?:本报讯|(?:新华社|中新社|人民网|中新网)[^，。]{0,20}[电讯])")


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a page; None stands for what the file does not say.

    ``place`` is a full path (四川省/内江市/威远县), ``level`` 国家, 省, 市 or 县; ``year_basis`` is explained in :mod:`analysis.setting`.
    ``anchor`` is the date that 今年 and 目前 stand for: published, else the event's, else the year that the text fixes.
    """

    number: int
    title: str | None
    section: str | None
    subheads: tuple[str, ...]
    byline: str | None
    source: str | None
    published: str | None
    event_date: str | None
    year_basis: str
    place: str | None
    level: str | None
    kind: str
    start: int
    end: int
    anchor: str | None
    blocks: tuple[Block, ...] = field(repr=False)
    reading: Reading = field(repr=False)


@dataclass(frozen=True, slots=True)
class Page:
    """A document read: its articles, the log of what was done to the page, and what the file as a whole says of itself."""

    document: Document
    articles: tuple[Article, ...]
    actions: tuple[Action, ...]
    published: str | None
    issuer: str | None
    doc_number: str | None
    kind: str


@dataclass(slots=True)
class _Part:
    """The blocks of one article, with the section that stands over it."""

    blocks: list[Block]
    section: str | None = None
    headed: bool = False  # a title or subhead stands in it
    has_body: bool = False
    marked: bool = False  # its title is Markdown's first heading

    def add(self, block: Block) -> None:
        self.blocks.append(block)
        self.headed |= block.kind in ("title", "subhead")
        self.has_body |= block.kind == "paragraph"


def parse_page(document: Document) -> Page:
    """Return the page with its articles, in order; a page of furniture alone has none.

    Blocks and actions together hold every character of the file that is not blank.
    """
    blocks, actions = parse_blocks(document)
    parts = [
        x for x in _split_parts(document, blocks) if any(b.kind in ("title", "subhead", "paragraph") for b in x.blocks)
    ]
    metas = [_text(document, b) for b in blocks if b.kind == "meta"]
    known = document.known
    issuer = known.get("issuer") or find_issuer(metas, _title(document, parts[0]) if parts else "")
    articles = _settle(document, [_read_part(document, part, parts, issuer or "") for part in parts])
    lifted = [Action("meta", b.start, b.end) for part in parts for b in part.blocks if b.kind == "meta"]
    log = sorted({*actions, *lifted}, key=lambda x: (x.start, x.end, x.type))
    published = known.get("published") or (articles[0].published if articles else None)
    kind = known.get("kind") or (articles[0].kind if len({x.kind for x in articles}) == 1 else "other")
    return Page(document, tuple(articles), tuple(log), published, issuer, find_doc_number(metas, known), kind)


def _text(document: Document, block: Block) -> str:
    return "".join(document.text[start:end] for start, end in block.pieces).replace("\n", " ")


def _title(document: Document, part: _Part) -> str:
    return next((_text(document, b) for b in part.blocks if b.kind == "title"), "")


def _split_parts(document: Document, blocks: Sequence[Block]) -> list[_Part]:
    """Cut the blocks where an article begins, and tell titles and sections from subheads."""
    texts = [_text(document, b) if b.kind in ("subhead", "paragraph") else "" for b in blocks]
    briefs = _find_briefs(blocks, texts)
    parts = [_Part([])]
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
                parts.append(_Part([]))
            if _is_section(blocks, texts, index, first=len(parts) == 1):
                section = texts[index]
                parts[-1].add(replace(block, kind="section", level=1))
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


def _begins(blocks: Sequence[Block], texts: Sequence[str], index: int, part: _Part, briefs: set[int]) -> bool:
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


def _read_part(document: Document, part: _Part, parts: Sequence[_Part], issuer: str) -> Article:
    """Read one article; its number, the reading's sentence numbers and what its neighbours fix are set afterwards."""
    blocks = tuple(part.blocks)
    known = document.known if len(parts) == 1 else {k: v for k, v in document.known.items() if k not in ("title",)}
    texts = {
        kind: [_text(document, b) for b in blocks if b.kind == kind]
        for kind in ("title", "byline", "source", "meta", "subhead", "paragraph")
    }
    title = known.get("title") or next(iter(texts["title"]), None)
    body = "\n".join(texts["paragraph"])
    header = [_text(document, b) for b in parts[0].blocks if b.kind == "meta"]
    published = (
        known.get("published")
        or find_published(document.text, blocks)
        or (find_published(document.text, parts[0].blocks, header=True) if header else None)
    )
    within = resolve_place(known["place"]) if known.get("place") else None
    signed = issuer if len(parts) == 1 else ""
    place, level = find_main_place(title or "", body, signed, within.path if within else None)
    if known.get("place") and len(parts) == 1:  # what the manifest says holds, also where no gazetteer knows it
        place, level = (within.path, within.level) if within else _outside(known["place"])
    kept = [b for b in blocks if b.kind not in ("furniture", "meta")] or list(blocks)
    return Article(
        number=0,
        title=title,
        section=part.section,
        subheads=tuple(x.rstrip("。") for x in texts["subhead"]),
        byline=strip_byline(texts["byline"]),
        source=find_source(texts["source"], texts["meta"]),
        published=published,
        event_date=find_event_date(texts["paragraph"][0]) if texts["paragraph"] else None,
        year_basis="manifest" if known.get("published") else "published",
        place=place,
        level=level,
        kind=read_kind(title or "", texts),
        start=min(b.start for b in kept),
        end=max(b.end for b in kept),
        anchor=None,
        blocks=blocks,
        reading=Reading("", (), (), ()),
    )


def _outside(name: str) -> tuple[str | None, str | None]:
    """Return place and level of a name outside the gazetteer: the nation, or words that stand as they are written (长三角)."""
    return (None, "国家") if name in ("中国", "全国", "国家") else (name, None)


def _settle(document: Document, articles: Sequence[Article]) -> list[Article]:
    """Number articles and sentences, and fix each event's year by what the article says or its neighbours do."""
    read: list[Article] = []
    first = 1
    for number, article in enumerate(articles, start=1):
        reading = read_blocks(document, article.blocks, first)
        first += len(reading.sentences)
        read.append(_fix_year(replace(article, number=number, reading=reading)))
    days = [x.event_date if x.event_date and x.event_date.startswith("--") else None for x in read]
    shared = share_years([x.anchor for x in read], days)
    return [
        replace(x, event_date=found, year_basis="page", anchor=x.anchor or found) if found else x
        for x, found in zip(read, shared, strict=True)
    ]


def _fix_year(article: Article) -> Article:
    """Fix the year of an article's event by its date of publication, else by its own words, and set its anchor."""
    day, published = article.event_date, article.published
    if day and not day.startswith("--"):
        return replace(article, year_basis="stated", anchor=published or day)
    if published:
        fixed = date_from(day, published) if day else None
        return replace(article, event_date=fixed, year_basis=article.year_basis if day else "", anchor=published)
    found, basis = find_year(article.reading.text, day)
    if found is None:
        return replace(article, year_basis="")
    return replace(article, event_date=found if day else None, year_basis=basis if day else "", anchor=found)
