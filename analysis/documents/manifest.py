"""What a folder's ``manifest.csv`` knows of its documents. What it says counts as known and wins over what a page says.

Columns: doc, title, published, issuer, place, url, all but ``doc`` optional; any further column is carried along as a variable of the document.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from analysis.documents.decoding import DecodingError, decode

Row = dict[str, str]

_DATE = re.compile(r"(\d{4})年?(?:[-/.]?(\d{1,2})月?(?:[-/.]?(\d{1,2})日?)?)?")
_BARE = re.compile(r"\d{4}\d+")


class CorpusError(ValueError):
    """A folder that is missing, holds no text at all, or has a manifest that cannot be read; one clear line."""


def read_manifest(folder: Path) -> dict[str, Row]:
    """Return the rows of ``manifest.csv`` by their ``doc``, blank cells left out; {} where there is no manifest.

    Commas, semicolons or tabs may part its columns. ``published`` comes back as ISO, however a spreadsheet program wrote it.

    Raises:
        CorpusError: if it is no table with a column ``doc``, has a row without one, names a document twice, or states a day that does not exist.
    """
    path = folder / "manifest.csv"
    if not path.is_file():
        return {}
    try:
        text, _ = decode(path.read_bytes())
    except (DecodingError, OSError) as error:
        raise CorpusError(f"manifest.csv: {error}") from error
    first = text.lstrip().partition("\n")[0]
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=max(",;\t", key=first.count))
    try:
        return _read_rows(rows)
    except csv.Error as error:
        raise CorpusError(f"manifest.csv, line {rows.line_num}: {error}") from error


def _read_rows(rows: Any) -> dict[str, Row]:
    names: list[str] = []
    known: dict[str, Row] = {}
    for row in rows:
        cells = [x.strip() for x in row]
        if not any(cells):
            continue
        if not names:
            names = _check_names(cells)
            continue
        where = f"manifest.csv, line {rows.line_num}"
        if any(cells[len(names) :]):
            raise CorpusError(
                f"{where}: {len(cells)} cells under {len(names)} columns; put a cell with commas in quotes"
            )
        found = {name: cell for name, cell in zip(names, cells, strict=False) if name and cell}
        doc = found.get("doc")
        if doc is None:
            raise CorpusError(f"{where}: the column 'doc' is blank")
        if doc in known:
            raise CorpusError(f"{where}: a second row for {doc!r}")
        if "published" in found:
            found["published"] = _read_date(found["published"], where)
        known[doc] = found
    if not names:
        raise CorpusError("manifest.csv: there is no column 'doc'")
    return known


def _check_names(names: list[str]) -> list[str]:
    if "doc" not in names:
        raise CorpusError("manifest.csv: there is no column 'doc'")
    twice = sorted({x for x in names if x and names.count(x) > 1})
    if twice:
        raise CorpusError(f"manifest.csv: two columns are called {twice[0]!r}")
    return names


def _read_date(text: str, where: str) -> str:
    """Return a day, month or year as ISO: 2023/3/6 is 2023-03-06, 2023年3月 is 2023-03."""
    match = None if _BARE.fullmatch(text) else _DATE.fullmatch(text.partition("T")[0].split(" ")[0])
    try:
        if match is None:
            raise ValueError(text)
        year, month, day = (int(x or 1) for x in match.groups())
        whole = date(year, month, day).isoformat()
    except ValueError:
        raise CorpusError(f"{where}: published: {text!r} is no date; write it as 2023-03-06, 2023-03 or 2023") from None
    return whole if match[3] else whole[:7] if match[2] else whole[:4]


def assign_rows(manifest: Mapping[str, Mapping[str, str]], paths: Sequence[str], docs: Sequence[str]) -> dict[str, Row]:
    """Return the manifest's row for each document that has one, by the document's identifier.

    A row may name its document by identifier, by path, or by file name with or without its ending.

    Args:
        manifest: the rows that :func:`read_manifest` gave.
        paths: the paths of all documents of the folder, relative to it.
        docs: their identifiers, in the same order.

    Raises:
        CorpusError: if a row names no document or several, or two rows name the same.

    >>> assign_rows({"b.txt": {"doc": "b.txt", "issuer": "民政部"}}, ["a.txt", "b.txt"], ["a", "b"])
    {'b': {'doc': 'b.txt', 'issuer': '民政部'}}
    """
    if not manifest:
        return {}
    names: defaultdict[str, list[str]] = defaultdict(list)
    for path, doc in zip(paths, docs, strict=True):
        file = PurePosixPath(path)
        for name in {path, file.name, file.stem, (file.parent / file.stem).as_posix()}:
            names[name].append(doc)
    exact = set(docs)
    found: dict[str, Row] = {}
    for name, row in manifest.items():
        meant = [name] if name in exact else names.get(name, [])
        if not meant:
            raise CorpusError(
                f"manifest.csv: {name!r} is no document of this folder; mend its name or take the row out"
            )
        if len(meant) > 1:
            raise CorpusError(f"manifest.csv: {name!r} may be any of {', '.join(sorted(meant))}; say which is meant")
        if meant[0] in found:
            raise CorpusError(f"manifest.csv: two rows for {meant[0]!r}: {found[meant[0]]['doc']!r} and {name!r}")
        found[meant[0]] = dict(row)
    return found
