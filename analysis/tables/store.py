"""Keep a corpus as a folder of tables: published whole from finished parts, opened again column by column."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from analysis.documents import Refusal, read_manifest
from analysis.tables.export import ExportError, write_csv, write_workbook
from analysis.tables.pipeline import Options, Part, further_columns, read_chunk, run_chunks, split_chunks
from analysis.tables.schema import SCHEMA
from analysis.targets import read_due

SUMMARY = "tables.json"
FORMATS = ("parquet", "csv", "xlsx")
ALL = Options()


class StoreError(ValueError):
    """Tables cannot be written or opened there; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a run wrote: how much was read, what was refused, what a format could not hold."""

    folder: Path
    documents: int
    chars: int
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

    Parts that an earlier run finished are kept and not read again. Tables appear whole or not at all.

    Args:
        folder: the texts.
        out: where the tables go; made if missing.
        options: what is read.
        as_of: the day that deadlines are held to; the newest date in the corpus where None.
        formats: any of ``parquet``, ``csv``, ``xlsx``. Parquet is always written, since the others are made from it.
        workers, scheduler: see :func:`analysis.tables.pipeline.run_chunks`.
        advance: called after each chunk with its part and the number of chunks.

    Raises:
        CorpusError: if there is nothing to read.
        StoreError: if ``out`` is no folder or cannot be written.
    """
    folder = folder.resolve()  # workers may stand in another folder
    chunks = split_chunks(folder, options)
    with _open_out(out):
        parts_folder = out / ".parts"
        parts_folder.mkdir(exist_ok=True)
        _sweep(out, parts_folder, {chunk.key for chunk in chunks})
        job = partial(read_chunk, folder=folder, store=parts_folder.resolve(), options=options)
        parts: dict[str, Part] = {}
        for part in run_chunks(chunks, job, parts_folder.resolve(), workers, scheduler):
            parts[part.key] = part
            advance(part, len(chunks))
        ordered = [parts[chunk.key] for chunk in chunks]
        day = as_of or close_date(max(part.newest for part in ordered))
        notes = _publish(
            out, [parts_folder / part.key for part in ordered], day, formats, further_columns(read_manifest(folder))
        )
        written = _sum_up(out, ordered, day, notes)
        _write_summary(out, written)
        return written


def close_date(text: str) -> str:
    """Return the last day that a date may mean; empty where nothing is known.

    >>> close_date("2023-02"), close_date("2022"), close_date("2023-10-08"), close_date("")
    ('2023-02-28', '2022-12-31', '2023-10-08', '')
    """
    if len(text) == 4:
        return f"{text}-12-31"
    if len(text) == 7:
        return f"{text}-{monthrange(int(text[:4]), int(text[5:]))[1]:02}"
    return text


def _sum_up(out: Path, parts: Sequence[Part], as_of: str, notes: Sequence[str]) -> Written:
    refused = tuple(refusal for part in parts for refusal in part.refused)
    return Written(out, sum(x.documents for x in parts), sum(x.chars for x in parts), as_of, refused, tuple(notes))


@contextmanager
def _open_out(out: Path) -> Iterator[None]:
    """Make the folder and hold it: a second run on it waits for the first."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = (out / ".lock").open("w")
    except FileExistsError as error:
        raise StoreError(f"{out} is a file; name a folder to write to") from error
    except OSError as error:
        raise StoreError(f"{out} cannot be written: {error.strerror}") from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _sweep(out: Path, parts: Path, wanted: set[str]) -> None:
    """Remove what a killed run left half done, and parts of files that changed."""
    leftovers = [*out.glob(".new*"), *out.glob(".old*"), *(path for path in parts.iterdir() if path.name not in wanted)]
    for path in leftovers:
        shutil.rmtree(path, ignore_errors=True)


def _publish(out: Path, parts: Sequence[Path], as_of: str, formats: Sequence[str], further: Sequence[str]) -> list[str]:
    """Build every file beside its place, then move them in one after the other; return what had to be left out, and why."""
    new = out / ".new"
    new.mkdir()
    notes = []
    for name in SCHEMA:
        (new / f"{name}.parquet").mkdir()
        for number, part in enumerate(parts):
            _place_part(
                part / f"{name}.parquet",
                new / f"{name}.parquet" / f"part-{number:05}.parquet",
                as_of if name == "targets" else None,
            )
    tables = {name: open_table(new, name) for name in SCHEMA}
    if "csv" in formats:
        for name, table in tables.items():
            write_csv(table, new / f"{name}.csv")
    if "xlsx" in formats:
        try:
            write_workbook(tables, new / "tables.xlsx")
        except ExportError as error:
            (new / "tables.xlsx").unlink(missing_ok=True)
            notes.append(str(error))
    for path in sorted(new.iterdir()):
        _swap(path, out / path.name, out / f".old-{path.name}")
    new.rmdir()
    return notes


def _place_part(kept: Path, path: Path, as_of: str | None) -> None:
    if as_of is not None:
        pq.write_table(add_due(pq.read_table(kept), as_of), path, compression="zstd")
        return
    try:
        os.link(kept, path)
    except OSError:  # a file system without hard links
        shutil.copyfile(kept, path)


def add_due(targets: pa.Table, as_of: str) -> pa.Table:
    """Return targets with ``due`` set against a day."""
    due = pa.array([read_due(date, as_of) for date in targets["date"].to_pylist()], pa.string())
    return targets.set_column(targets.schema.get_field_index("due"), "due", due)


def _swap(new: Path, place: Path, old: Path) -> None:
    if place.is_dir():  # a folder is not replaced by a rename
        os.replace(place, old)
    os.replace(new, place)
    shutil.rmtree(old, ignore_errors=True)


def _write_summary(out: Path, written: Written) -> None:
    """Last of all: a folder without it holds no finished tables."""
    summary = {
        "as_of": written.as_of,
        "documents": written.documents,
        "chars": written.chars,
        "refused": [{"path": x.path, "reason": x.reason} for x in written.refused],
        "notes": written.notes,
    }
    scratch = out / f".{SUMMARY}"
    scratch.write_text(json.dumps(summary, ensure_ascii=False, indent=1) + "\n", "utf-8")
    os.replace(scratch, out / SUMMARY)


def read_summary(folder: Path) -> dict[str, Any]:
    """Return what the last finished run said of the tables in a folder.

    Raises:
        StoreError: if the folder holds no finished tables.
    """
    try:
        return dict(json.loads((folder / SUMMARY).read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise StoreError(
            f"{folder} holds no finished tables; make them with: python -m analysis tables TEXTS --out {folder}"
        ) from error


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
