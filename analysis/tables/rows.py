"""Tabulate what was read: one document in, the rows of every table out.

``read_rows`` is the whole reading of one document. It knows nothing of folders or of other documents, so that the same function serves
a notebook, a folder of five texts and a cluster.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar

import pyarrow as pa

from analysis.actors import find_actors
from analysis.articles import Article, Page, parse_page
from analysis.documents import Document
from analysis.formulae import find_formulae
from analysis.programmes import find_programmes
from analysis.quantities import Context, Quantity, find_quantities
from analysis.sentences import Reading, Sentence, read_article
from analysis.tables.schema import MANIFEST, SCHEMA
from analysis.targets import find_targets
from analysis.themes import find_themes
from analysis.words import Cutter, count_words

Row = dict[str, Any]
Rows = dict[str, list[Row]]
T = TypeVar("T")

_BOUND = [field.name for field in fields(Quantity) if field.name not in ("start", "end", "text", "cues")]
_read_bound = attrgetter(*_BOUND)
_encode = json.JSONEncoder(ensure_ascii=False).encode
_ABREAST = 16  # documents read together
_GOAL = ("series", "step", "force", "commitment", "cue", "responsible")


def read_rows(document: Document, cutter: Cutter | None = None) -> Rows:
    """Return the rows of every table for one document, in the order of the text.

    ``words`` stays empty without a ``cutter``. ``targets`` carry no ``due``: it depends on the as-of date, which the whole corpus sets.
    """
    return next(read_many([document], cutter))


def read_many(documents: Iterable[Document], cutter: Cutter | None = None) -> Iterator[Rows]:
    """Yield the rows of each document, as :func:`read_rows` gives them; several are read faster together than one by one."""
    return walk_abreast(_read_stages(document, cutter) for document in documents)


def read_words(document: Document, cutter: Cutter) -> list[Row]:
    """Return the rows of ``words`` alone, as :func:`read_rows` gives them."""
    rows: Rows = {"words": []}
    for article in parse_page(document).articles:
        _add_words(rows, document, article, read_article(document, article), cutter)
    return rows["words"]


def walk_abreast(readings: Iterable[Iterator[T]]) -> Iterator[T]:
    """Yield the last item of each reading, a few of them walked in step so that a stage finds its patterns in the processor's cache.

    >>> list(walk_abreast(iter(stages) for stages in ("ab", "cd")))
    ['b', 'd']
    """
    readings = iter(readings)
    while abreast := list(islice(readings, _ABREAST)):
        *_, last = zip(*abreast, strict=True)
        yield from last


def _read_stages(document: Document, cutter: Cutter | None) -> Iterator[Rows]:
    """Yield the rows of one document after every stage of the reading; they are whole after the last."""
    rows: Rows = {name: [] for name in SCHEMA}
    page = parse_page(document)
    _add_page(rows, page)
    yield rows
    read = [(article, read_article(document, article)) for article in page.articles]
    taken = [_add_formulae(rows, document.doc, *x) for x in read]
    yield rows
    quantities = [_add_quantities(rows, document.doc, *x, spans) for x, spans in zip(read, taken, strict=True)]
    yield rows
    for x in read:
        _add_themes(rows, document.doc, *x)
    yield rows
    if cutter is not None:
        for x in read:
            _add_words(rows, document, *x, cutter)
    _add_targets(rows, [(*x, found) for x, found in zip(read, quantities, strict=True)])
    rows["formulae"] = _merge_formulae(rows["formulae"])
    yield rows


def table_rows(name: str, rows: Sequence[Mapping[str, Any]], extra: Sequence[str] = ()) -> pa.Table:
    """Return rows as an Arrow table with the promised columns in their order, then ``extra`` text columns; what a row lacks is null."""
    columns = {**SCHEMA[name], **dict.fromkeys(extra, pa.string())}
    return pa.Table.from_struct_array(pa.array(rows, pa.struct(list(columns.items()))))


def _document_row(page: Page) -> Row:
    document = page.document
    further = {key: value or None for key, value in document.known.items() if key not in MANIFEST}
    return {
        **further,
        "doc": document.doc,
        "path": document.path,
        "sha256": document.sha256,
        "encoding": document.encoding,
        "chars": len(document.raw),
        "published": page.published,
        "issuer": page.issuer,
        "doc_number": page.doc_number,
        "kind": page.kind,
    }


def _add_page(rows: Rows, page: Page) -> None:
    """Add what a page says of itself, its layout, its articles and their sentences."""
    doc, raw = page.document.doc, page.document.raw
    rows["documents"].append(_document_row(page))
    rows["layout"].extend(
        {"doc": doc, "type": x.type, "start": x.start, "end": x.end, "text": raw[x.start : x.end]} for x in page.actions
    )
    for article in page.articles:
        rows["articles"].append(
            {"doc": doc, "article": article.number} | {x: getattr(article, x) for x in list(SCHEMA["articles"])[2:]}
        )
        rows["sentences"].extend(
            {**_place(doc, article, x), "kind": x.kind, "start": x.start, "end": x.end, "text": x.text}
            for x in read_article(page.document, article).sentences
        )


def _add_formulae(rows: Rows, doc: str, article: Article, reading: Reading) -> list[tuple[int, int]]:
    """Add the formulae of an article; return where they stand."""
    formulae = find_formulae(reading.text, reading.sentences)
    for formula in formulae:
        row = _evidence(doc, article, reading, formula.start, formula.end, formula.text)
        listed = {x: getattr(formula, x) for x in ("count", "named", "listed", "agrees")}
        rows["formulae"].append(row | listed | {"members": _encode(formula.members) if formula.members else "[]"})
    return [(formula.start, formula.end) for formula in formulae]


def _add_quantities(
    rows: Rows, doc: str, article: Article, reading: Reading, taken: Sequence[tuple[int, int]]
) -> list[Quantity]:
    """Add the quantities of an article; return them for the targets of the whole document."""
    about = (article.published or article.anchor, article.event_date, article.place, article.kind)
    quantities = find_quantities(reading.text, Context(*about, reading.sentences, article.names), taken)
    for quantity in quantities:
        rows["quantities"].append(_quantity_row(doc, article, reading, quantity, len(rows["quantities"]) + 1))
    return quantities


def _place(doc: str, article: Article, sentence: Sentence) -> Row:
    return {"doc": doc, "article": article.number, "sentence": f"{doc}-s{sentence.number}"}


def _evidence(doc: str, article: Article, reading: Reading, begin: int, stop: int, text: str) -> Row:
    sentence = reading.sentence_at(begin)
    start, end = reading.raw_span(begin, stop)
    return {
        **_place(doc, article, sentence),
        "offset": begin - sentence.begin,
        "start": start,
        "end": end,
        "text": text,
    }


def _quantity_row(doc: str, article: Article, reading: Reading, quantity: Quantity, number: int) -> Row:
    row = _evidence(doc, article, reading, quantity.start, quantity.end, quantity.text)
    cues = {name: reading.text[start:end] for name, start, end in quantity.cues}
    bound = zip(_BOUND, _read_bound(quantity), strict=True)
    return {"quantity": f"{doc}-q{number}", **row, **dict(bound), "cues": _encode(cues)}


def _add_themes(rows: Rows, doc: str, article: Article, reading: Reading) -> None:
    """Add themes, and the programmes and actors whose theme is their sentence's."""
    at = {sentence.number: sentence for sentence in reading.sentences}
    themes: dict[int, list[str]] = {}
    for hit in find_themes(reading.sentences, article.title):
        themes.setdefault(hit.number, []).append(hit.theme)
        rows["themes"].append(
            _place(doc, article, at[hit.number]) | {"theme": hit.theme, "terms": "、".join(hit.terms)}
        )
    for programme in find_programmes(reading.text, reading.sentences):
        rows["programmes"].append(
            _named(doc, article, reading, programme, themes) | {"name": programme.name, "place": article.place}
        )
    for actor in find_actors(reading.text, reading.sentences):
        rows["actors"].append(_named(doc, article, reading, actor, themes) | {"actor": actor.actor, "role": actor.role})


def _named(doc: str, article: Article, reading: Reading, found: Any, themes: Mapping[int, Sequence[str]]) -> Row:
    row = _evidence(doc, article, reading, found.start, found.end, "")
    return row | {"theme": "、".join(themes.get(found.number, ())) or None}


def _add_words(rows: Rows, document: Document, article: Article, reading: Reading, cutter: Cutter) -> None:
    doc, number = document.doc, article.number
    counts = sorted(count_words(reading.text, cutter).items())
    rows["words"].extend({"doc": doc, "article": number, "word": word, "count": count} for word, count in counts)


def _add_targets(rows: Rows, read: Sequence[tuple[Article, Reading, Sequence[Quantity]]]) -> None:
    quantities = (quantity for _, _, found in read for quantity in found)
    row_of = {id(quantity): row for quantity, row in zip(quantities, rows["quantities"], strict=True)}
    for target in find_targets(read):
        rows["targets"].append(row_of[id(target.quantity)] | {name: getattr(target, name) for name in _GOAL})


def _merge_formulae(rows: Sequence[Row]) -> list[Row]:
    """One row a formula, at its first place; the occurrence that lists most members speaks for all."""
    merged: dict[str, Row] = {}
    for row in rows:
        first = merged.setdefault(row["text"], {**row, "times": 0})
        first["times"] += 1
        if row["listed"] > first["listed"]:
            first.update({x: row[x] for x in ("members", "listed", "agrees")})
    return list(merged.values())
