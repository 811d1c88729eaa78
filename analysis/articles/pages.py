"""Split a page into its articles and read what each says of itself: title, section, byline, source, dates, issuer, place, kind."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from analysis.articles.imprint import find_byline, find_doc_number, find_issuer, find_published, find_source, read_kind
from analysis.articles.parts import Part, join_text, split_parts
from analysis.articles.setting import (
    date_from,
    find_event_date,
    find_main_place,
    find_spoken_of,
    find_year,
    share_years,
)
from analysis.documents import Document
from analysis.layout import Action, Block, parse_blocks
from analysis.places import Found, find_names, resolve_place
from analysis.sentences import Reading, read_blocks


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
    names: tuple[Found, ...] = field(repr=False)  # of places, in the reading's text


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


def parse_page(document: Document) -> Page:
    """Return the page with its articles, in order; a page of furniture alone has none.

    Blocks and actions together hold every character of the file that is not blank.
    """
    blocks, actions = parse_blocks(document)
    parts = [
        x for x in split_parts(document, blocks) if any(b.kind in ("title", "subhead", "paragraph") for b in x.blocks)
    ]
    metas = [join_text(document, b) for b in blocks if b.kind == "meta"]
    known = document.known
    issuer = known.get("issuer") or find_issuer(metas, _title(document, parts[0]) if parts else "")
    articles = _share_years(list(_read_parts(document, parts, issuer or "")))
    lifted = [Action("meta", b.start, b.end) for part in parts for b in part.blocks if b.kind == "meta"]
    log = sorted({*actions, *lifted}, key=lambda x: (x.start, x.end, x.type))
    published = known.get("published") or (articles[0].published if articles else None)
    kind = known.get("kind") or (articles[0].kind if len({x.kind for x in articles}) == 1 else "other")
    return Page(document, tuple(articles), tuple(log), published, issuer, find_doc_number(metas, known), kind)


def _title(document: Document, part: Part) -> str:
    return next((join_text(document, b) for b in part.blocks if b.kind == "title"), "")


def _read_parts(document: Document, parts: Sequence[Part], issuer: str) -> Iterator[Article]:
    """Yield the articles in order, their sentences numbered through the document."""
    first = 1
    for number, part in enumerate(parts, start=1):
        reading = read_blocks(document, part.blocks, first)
        first += len(reading.sentences)
        yield _read_part(document, part, parts, issuer, number, reading)


def _read_part(
    document: Document, part: Part, parts: Sequence[Part], issuer: str, number: int, reading: Reading
) -> Article:
    """Return one article; what its neighbours fix is set afterwards."""
    blocks = tuple(part.blocks)
    known = document.known if len(parts) == 1 else {k: v for k, v in document.known.items() if k not in ("title",)}
    texts: dict[str, list[str]] = {x: [] for x in ("title", "byline", "source", "meta", "subhead", "paragraph")}
    for block in blocks:
        if block.kind in texts:
            texts[block.kind].append(join_text(document, block))
    title = known.get("title") or next(iter(texts["title"]), None)
    body = "\n".join(texts["paragraph"])
    header = [join_text(document, b) for b in parts[0].blocks if b.kind == "meta"]
    published = (
        known.get("published")
        or find_published(document.text, blocks)
        or (find_published(document.text, parts[0].blocks, header=not issuer) if header else None)
    )
    within = resolve_place(known["place"]) if known.get("place") else None
    spoken = next((x for x in texts["meta"] if x.startswith(("—", "―"))), "")  # ——2023年1月10日在临夏县人民代表大会上
    signed = issuer or spoken if len(parts) == 1 else ""
    names = find_names(reading.text)
    mentions = find_spoken_of(reading.text, _outside_headings(names, reading))
    place, level = find_main_place(title or "", body, signed, within.path if within else None, mentions)
    if known.get("place") and len(parts) == 1:  # what the manifest says holds, also where no gazetteer knows it
        place, level = (within.path, within.level) if within else _outside(known["place"])
    kept = [b for b in blocks if b.kind not in ("furniture", "meta")] or list(blocks)
    day = find_event_date(texts["paragraph"][0]) if texts["paragraph"] else None
    event_date, basis, anchor = _fix_year(day, published, reading.text)
    return Article(
        number=number,
        title=title,
        section=part.section,
        subheads=tuple(x.rstrip("。") for x in texts["subhead"]),
        byline=find_byline(texts["byline"], next(iter(texts["paragraph"]), ""), [*texts["source"], *texts["meta"]]),
        source=find_source(texts["source"], texts["meta"]),
        published=published,
        event_date=event_date,
        year_basis="manifest" if basis == "published" and known.get("published") else basis,
        place=place,
        level=level,
        kind=read_kind(title or "", texts),
        start=min([b.start for b in kept]),
        end=max([b.end for b in kept]),
        anchor=anchor,
        blocks=blocks,
        reading=reading,
        names=tuple(names),
    )


def _outside_headings(names: Sequence[Found], reading: Reading) -> list[Found]:
    """Return the names that stand in paragraphs."""
    headings = [x for x in reading.sentences if x.kind == "heading"]
    begins = [x.begin for x in headings]
    at = [bisect_right(begins, start) - 1 for start, _, _ in names]
    return [name for name, i in zip(names, at, strict=True) if i < 0 or headings[i].stop <= name[0]]


def _outside(name: str) -> tuple[str | None, str | None]:
    """Return place and level of a name outside the gazetteer: the nation, or words that stand as they are written (长三角)."""
    return (None, "国家") if name in ("中国", "全国", "国家") else (name, None)


def _fix_year(day: str | None, published: str | None, text: str) -> tuple[str | None, str, str | None]:
    """Return the day of an event with its year, what fixes that year, and the anchor: by the publication, else by the article's own words."""
    if day and not day.startswith("--"):
        return day, "stated", published or day
    if published:
        return (date_from(day, published), "published", published) if day else (None, "", published)
    found, basis = find_year(text, day)
    if found is None or day is None:
        return day, "", found
    return found, basis, found


def _share_years(articles: Sequence[Article]) -> Sequence[Article]:
    """Return the articles with the years that their neighbours on the page fix."""
    days = [x.event_date if x.event_date and x.event_date.startswith("--") else None for x in articles]
    if not any(days):
        return articles
    shared = share_years([x.anchor for x in articles], days)
    return [
        replace(x, event_date=found, year_basis="page", anchor=x.anchor or found) if found else x
        for x, found in zip(articles, shared, strict=True)
    ]
