"""Keep a corpus as a folder of tables: published whole from finished parts, opened again column by column."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from analysis.dates import read_last_day
from analysis.documents import CorpusError, Refusal
from analysis.tables.cluster import run_chunks
from analysis.tables.export import ExportError, write_csv, write_workbook
from analysis.tables.pipeline import Options, Part, read_chunk, split_chunks
from analysis.tables.publish import (
    NEW,
    SUMMARY,
    StoreError,
    hold_folder,
    measure,
    publish_files,
    read_json,
    read_summary,
    refuse_foreign,
)
from analysis.tables.schema import SCHEMA
from analysis.targets import read_due

__all__ = [
    "SUMMARY",
    "StoreError",
    "add_due",
    "open_table",
    "read_formats",
    "read_summary",
    "write_tables",
]

PARTS = ".parts"
FORMATS = ("parquet", "csv", "xlsx")
WORKBOOK = "tables.xlsx"
#: Every name that a run may write.
OUTPUTS = {f"{name}.{ending}" for name in SCHEMA for ending in ("parquet", "csv")} | {WORKBOOK}
ALL = Options()


@dataclass(frozen=True, slots=True)
class Written:
    """What a run wrote: how much, how many files were read for it, what was refused, what a format could not hold."""

    folder: Path
    documents: int
    chars: int
    read: int
    as_of: str
    refused: tuple[Refusal, ...]
    notes: tuple[str, ...]


def write_tables(
    folder: Path,
    out: Path,
    options: Options = ALL,
    *,
    as_of: str | None = None,
    formats: Sequence[str] = FORMATS,
    workers: int = 1,
    scheduler: str | None = None,
    advance: Callable[[Part, int], None] = lambda part, chunks: None,
) -> Written:
    """Read the texts of ``folder`` and write every table to ``out``; return what was done.

    Parts that an earlier run finished are kept and not read again; where nothing changed, nothing is written. Tables appear whole or
    not at all, and those of a format that is no longer asked for go away.

    Args:
        folder: the texts.
        out: where the tables go; made if missing. Files in it that no run wrote stay as they are.
        options: what is read.
        as_of: the day that deadlines are held to; the newest date in the corpus where None.
        formats: any of ``parquet``, ``csv``, ``xlsx``. Parquet is always written, since the others are made from it.
        workers, scheduler: see :func:`analysis.tables.cluster.run_chunks`.
        advance: called after each chunk with its part and the number of chunks.

    Raises:
        CorpusError: if there is nothing to read, or all of it was refused.
        StoreError: if ``out`` is no folder, cannot be written, or lies among the texts.
        PipelineError: if the workers or the cluster fail.
    """
    folder, out = folder.resolve(), out.resolve()  # workers may stand in another folder
    if out == folder or folder in out.parents:
        raise StoreError(f"{out} lies among the texts, so that the next run would read its tables; name another folder")
    chunks = split_chunks(folder, options)
    with hold_folder(out):
        refuse_foreign(out, OUTPUTS)
        store = _open_store(out)
        parts: dict[str, Part] = {}

        def keep(part: Part) -> None:
            parts[part.asked] = part
            advance(part, len(chunks))

        run_chunks(chunks, partial(read_chunk, folder=folder, store=store, options=options), keep, workers, scheduler)
        written = _publish(out, [parts[chunk.key] for chunk in chunks], options, as_of, formats)
        _sweep(store, {part.key for part in parts.values()})
        return written


def _open_store(out: Path) -> Path:
    store = out / PARTS
    store.mkdir(exist_ok=True)
    for path in store.iterdir():
        if not (path / "part.json").exists():  # left half done by a killed run
            shutil.rmtree(path, ignore_errors=True)
    return store


def _sweep(store: Path, wanted: set[str]) -> None:
    """Remove parts of files that changed: only now, so that a run that fails has lost nothing."""
    for path in store.iterdir():
        if path.name not in wanted:
            shutil.rmtree(path, ignore_errors=True)


def _publish(out: Path, parts: Sequence[Part], options: Options, as_of: str | None, formats: Sequence[str]) -> Written:
    refused = tuple(refusal for part in parts for refusal in part.refused)
    documents = sum(part.documents for part in parts)
    if not documents:
        first = f"{refused[0].path}: {refused[0].reason}"
        raise CorpusError(f"none of the {len(refused)} files could be read; the first: {first}")
    day = as_of or read_last_day(max(part.newest for part in parts)) or ""
    key = hashlib.sha256(f"{[part.key for part in parts]}{day}{sorted(set(formats))}".encode()).hexdigest()
    found = read_json(out / SUMMARY) or {}
    chars = sum(part.chars for part in parts)
    if found.get("key") == key and all(measure(out / name) == size for name, size in found["files"].items()):
        notes = found["notes"]
    else:
        notes = _build(out, parts, day, formats)
        publish_files(
            out,
            {
                "as_of": day,
                "documents": documents,
                "chars": chars,
                "words": options.words,
                "refused": [asdict(refusal) for refusal in refused],
                "notes": notes,
                "key": key,
            },
            OUTPUTS,
        )
    return Written(out, documents, chars, sum(part.read for part in parts), day, refused, tuple(notes))


def _build(out: Path, parts: Sequence[Part], as_of: str, formats: Sequence[str]) -> list[str]:
    """Make every file beside its place; return what had to be left out, and why."""
    new = out / NEW
    new.mkdir()
    for name in SCHEMA:
        (new / f"{name}.parquet").mkdir()
        for number, part in enumerate(parts):
            kept = out / PARTS / part.key / f"{name}.parquet"
            path = new / f"{name}.parquet" / f"part-{number:05}.parquet"
            if name == "targets":
                pq.write_table(add_due(pq.read_table(kept), as_of), path, compression="zstd")
            else:
                shutil.copyfile(kept, path)  # no link: what a user does to his tables must not reach the kept parts
    tables = {name: open_table(new, name) for name in SCHEMA}
    notes: list[str] = []
    if "csv" in formats:
        for name, table in tables.items():
            write_csv(table, new / f"{name}.csv")
    if "xlsx" in formats:
        try:
            notes += write_workbook(tables, new / WORKBOOK)
        except ExportError as error:
            (new / WORKBOOK).unlink(missing_ok=True)
            notes.append(str(error))
    return notes


def add_due(targets: pa.Table, as_of: str) -> pa.Table:
    """Return targets with ``due`` set against a day."""
    due = pa.array([read_due(date, as_of) for date in targets["date"].to_pylist()], pa.string())
    return targets.set_column(targets.schema.get_field_index("due"), "due", due)


def open_table(folder: Path, name: str) -> ds.Dataset:
    """Return a table as a dataset, nothing read yet, its parts in the order of the files."""
    return ds.dataset(sorted((folder / f"{name}.parquet").glob("*.parquet")), format="parquet")


def read_formats(text: str) -> tuple[str, ...]:
    """Return the formats that a list such as ``csv,xlsx`` names.

    Raises:
        StoreError: if one of them is not written here.
    """
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    for name in names:
        if name not in FORMATS:
            raise StoreError(f"no format {name!r}; there are {', '.join(FORMATS)}")
    return names
