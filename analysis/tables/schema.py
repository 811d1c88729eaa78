"""The tables' names, columns and types: a promise to whoever builds on them."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

TEXT, COUNT, NUMBER, FLAG = pa.string(), pa.int64(), pa.float64(), pa.bool_()

_EVIDENCE = {
    "doc": TEXT,
    "article": COUNT,
    "sentence": TEXT,
    "offset": COUNT,
    "start": COUNT,
    "end": COUNT,
    "text": TEXT,
}
_QUANTITY = {
    "quantity": TEXT,
    **_EVIDENCE,
    "low": NUMBER,
    "high": NUMBER,
    "unit": TEXT,
    "kind": TEXT,
    "modifier": TEXT,
    "change": TEXT,
    "entity": TEXT,
    "per": TEXT,
    "date_text": TEXT,
    "date": TEXT,
    "status": TEXT,
    "place": TEXT,
    "universal": FLAG,
    "cues": TEXT,
}

#: Table -> column -> Arrow type. ``start`` and ``end`` are code points of the raw file; ``offset`` is where ``text`` begins in its
#: sentence's reading text; ``cues`` and ``members`` are JSON.
SCHEMA: Mapping[str, Mapping[str, pa.DataType]] = {
    "documents": {
        "doc": TEXT,
        "path": TEXT,
        "sha256": TEXT,
        "encoding": TEXT,
        "chars": COUNT,
        "published": TEXT,
        "issuer": TEXT,
        "doc_number": TEXT,
        "kind": TEXT,
    },
    "articles": {
        "doc": TEXT,
        "article": COUNT,
        "title": TEXT,
        "section": TEXT,
        "byline": TEXT,
        "source": TEXT,
        "published": TEXT,
        "event_date": TEXT,
        "year_basis": TEXT,
        "place": TEXT,
        "level": TEXT,
        "kind": TEXT,
        "start": COUNT,
        "end": COUNT,
    },
    "sentences": {
        "doc": TEXT,
        "article": COUNT,
        "sentence": TEXT,
        "kind": TEXT,
        "start": COUNT,
        "end": COUNT,
        "text": TEXT,
    },
    "layout": {"doc": TEXT, "type": TEXT, "start": COUNT, "end": COUNT, "text": TEXT},
    "quantities": _QUANTITY,
    "targets": {
        **_QUANTITY,
        "series": TEXT,
        "step": COUNT,
        "force": TEXT,
        "commitment": TEXT,
        "cue": TEXT,
        "responsible": TEXT,
        "due": TEXT,
    },
    "formulae": {
        **_EVIDENCE,
        "count": COUNT,
        "named": FLAG,
        "members": TEXT,
        "listed": COUNT,
        "agrees": FLAG,
        "times": COUNT,
    },
    "themes": {"doc": TEXT, "article": COUNT, "sentence": TEXT, "theme": TEXT, "terms": TEXT},
    "words": {"doc": TEXT, "article": COUNT, "word": TEXT, "count": COUNT},
    "programmes": {
        "doc": TEXT,
        "article": COUNT,
        "sentence": TEXT,
        "name": TEXT,
        "start": COUNT,
        "end": COUNT,
        "place": TEXT,
        "theme": TEXT,
    },
    "actors": {
        "doc": TEXT,
        "article": COUNT,
        "sentence": TEXT,
        "actor": TEXT,
        "role": TEXT,
        "start": COUNT,
        "end": COUNT,
        "theme": TEXT,
    },
}

#: The manifest's columns that the reading takes in; any further one (url, …) is carried along in ``documents``.
MANIFEST = ("doc", "title", "published", "issuer", "place")
