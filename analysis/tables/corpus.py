"""Open a corpus as pandas tables: a folder of texts, read now, or a folder of tables made from one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.dates import read_last_day
from analysis.documents import CorpusError, Document, Refusal, read_corpus, read_manifest
from analysis.tables.pipeline import further_columns, newest_date
from analysis.tables.publish import READY, SUMMARY, StoreError, read_summary
from analysis.tables.rows import Rows, read_many, read_words, table_rows
from analysis.tables.schema import SCHEMA
from analysis.tables.store import add_due, open_table
from analysis.words import make_cutter

Filters = list[tuple[str, str, Any]]
Source = Callable[[str, list[str] | None, Filters | None], pa.Table]

#: Columns of numbers that may be missing: nullable types, so that a count stays a whole number.
_NULLABLE = {"count": "Int64", "agrees": "boolean", "article": "int64"}


def _lazy(name: str) -> cached_property[pd.DataFrame]:
    return cached_property(lambda self: self.table(name))


@dataclass(frozen=True)
class Corpus:
    """The tables of a corpus, each read when first asked for.

    Attributes named in :data:`analysis.tables.schema.SCHEMA` are DataFrames with the columns promised there: documents, articles, sentences,
    layout, quantities, targets, formulae, themes, words, programmes, actors. An empty table has all its columns.
    """

    folder: Path
    as_of: str
    refused: tuple[Refusal, ...]
    source: Source = field(repr=False)

    def table(self, name: str, columns: list[str] | None = None, filters: Filters | None = None) -> pd.DataFrame:
        """Return a table, or those rows and columns of it that are asked for.

        Args:
            name: a table's name.
            columns: which columns; all where None.
            filters: triples such as ``("place", "==", "沈阳市")``; rows where all hold.

        Raises:
            KeyError: for a table that does not exist; the message lists those that do.
            StoreError: for words of tables that were made without, and for tables that were written anew since they were opened.
        """
        if name not in SCHEMA:
            raise KeyError(f"no table {name!r}; the tables are {', '.join(SCHEMA)}")
        frame: pd.DataFrame = self.source(name, columns, filters).to_pandas()
        return frame.astype({column: kind for column, kind in _NULLABLE.items() if column in frame})

    documents = _lazy("documents")
    articles = _lazy("articles")
    sentences = _lazy("sentences")
    layout = _lazy("layout")
    quantities = _lazy("quantities")
    targets = _lazy("targets")
    formulae = _lazy("formulae")
    themes = _lazy("themes")
    words = _lazy("words")
    programmes = _lazy("programmes")
    actors = _lazy("actors")


def load(folder: str | Path, as_of: str | None = None) -> Corpus:
    """Open a corpus.

    Args:
        folder: texts, or tables that ``python -m analysis tables`` wrote.
        as_of: the day that deadlines are held to, as ``2023-12-31``; the newest date in the corpus where None. Never the clock.

    Returns:
        The corpus; files that could not be read are listed in its ``refused``.

    Raises:
        CorpusError: if the folder is missing or holds no text, or ``as_of`` is no day.

    >>> corpus = load("seeds")
    >>> len(corpus.documents), corpus.as_of
    (5, '2023-10-08')
    """
    folder = Path(folder)
    try:
        as_of = date.fromisoformat(as_of).isoformat() if as_of else None
    except ValueError:
        raise CorpusError(f"{as_of!r} is no day; write it as 2023-12-31") from None
    if (folder / SUMMARY).is_file() or (folder / READY).is_dir():
        return _open_tables(folder, as_of)
    return _read_texts(folder, as_of)


def _open_tables(folder: Path, as_of: str | None) -> Corpus:
    summary = read_summary(folder)
    day = as_of or summary["as_of"]
    refused = tuple(Refusal(**refusal) for refusal in summary["refused"])

    def source(name: str, columns: list[str] | None, filters: Filters | None) -> pa.Table:
        if read_summary(folder)["key"] != summary["key"]:
            raise StoreError(f"{folder} was written anew since it was opened; load it again")
        if name == "words" and not summary["words"]:
            raise StoreError(f"the tables in {folder} were made without words; make them again without --no-words")
        expression = pq.filters_to_expression(filters) if filters else None
        if name == "targets" and day != summary["as_of"]:  # they are few, and every due is another
            return _narrow(add_due(open_table(folder, name).to_table(), day), columns, filters)
        return open_table(folder, name).to_table(columns=columns, filter=expression)

    return Corpus(folder, day, refused, source)


def _read_texts(folder: Path, as_of: str | None) -> Corpus:
    found = list(read_corpus(folder))
    documents = [x for x in found if isinstance(x, Document)]
    refused = tuple(x for x in found if isinstance(x, Refusal))
    if not documents:
        raise CorpusError(
            f"{folder}: none of its {len(refused)} files could be read; the first: {refused[0].path}: {refused[0].reason}"
        )
    further = further_columns(read_manifest(folder))
    rows = _collect(list(read_many(documents)))
    day = as_of or read_last_day(newest_date(rows)) or ""

    def source(name: str, columns: list[str] | None, filters: Filters | None) -> pa.Table:
        if name == "words" and not rows["words"]:
            cutter = make_cutter()
            rows["words"] = [row for document in documents for row in read_words(document, cutter)]
        table = table_rows(name, rows[name], further if name == "documents" else ())
        table = add_due(table, day) if name == "targets" else table
        return _narrow(table, columns, filters)

    return Corpus(folder, day, refused, source)


def _narrow(table: pa.Table, columns: list[str] | None, filters: Filters | None) -> pa.Table:
    table = table.filter(pq.filters_to_expression(filters)) if filters else table
    return table.select(columns) if columns else table


def _collect(found: list[Rows]) -> Rows:
    return {name: [row for rows in found for row in rows[name]] for name in SCHEMA}
