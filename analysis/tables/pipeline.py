"""Read a folder chunk by chunk and keep what is finished.

A chunk is a run of files, cut by their names so that a new file changes one chunk only. Its key is a hash of all that its rows depend
on: the files' bytes, their rows of the manifest, the library. A part on disk whose key is wanted again is not read again, and a part
appears under its key by one rename, whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pyarrow.parquet as pq

from analysis.documents import Document, DocumentError, Refusal, hash_file, match_manifest, read_document, read_manifest
from analysis.tables.rows import Rows, read_many, table_rows
from analysis.tables.schema import MANIFEST, SCHEMA
from analysis.words import make_cutter

FILES_OF_A_CHUNK = 128  # on average, four times as many at the most
BYTES_OF_A_CHUNK = 2_000_000
SUMMARY = "part.json"
SCRATCH = ".new-"
#: What rows depend on besides this package; with an optional one installed later, what was refused is read.
READERS = (
    "ahocorasick-rs",
    "beautifulsoup4",
    "charset-normalizer",
    "jieba",
    "pyarrow",
    "pypdfium2",
    "python-docx",
    "rjieba",
    "trafilatura",
)

#: Rooms that come after the tables: a change there reads nothing anew.
LATER = {"display", "figures", "report", "score.py", "statistics"}

File = tuple[Path, str, Mapping[str, str]]


class PipelineError(RuntimeError):
    """The run cannot go on (a missing extra, a cluster that does not answer); the message says what to do."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the rows depend on besides the files."""

    words: bool = True
    engine: str = "jieba"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Files that are read together, each with its identifier and its row of the manifest, and the key under which their rows are kept.

    ``further`` are the manifest's further columns, the same for the whole folder; ``fingerprint`` is the library that made the key.
    """

    key: str
    files: tuple[File, ...]
    further: tuple[str, ...]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Part:
    """What a finished chunk says of itself.

    ``key`` is where its rows are kept, ``asked`` the chunk's own key: the two differ where a file changed after the run began.
    ``read`` is how many files were read for it in this run (0: all were kept).
    """

    key: str
    asked: str
    documents: int
    chars: int
    newest: str
    refused: tuple[Refusal, ...]
    read: int = 0


@cache
def read_fingerprint() -> str:
    """Return a hash of the code and data that the reading depends on: what another version made is read anew."""
    digest = hashlib.sha256("".join(f"{name} {_version(name)}\n" for name in READERS).encode())
    home = Path(__file__).parent.parent
    for path in sorted(home.rglob("*")):
        inner = path.relative_to(home)
        if path.suffix in (".py", ".csv", ".toml") and inner.parts[0] not in LATER:
            digest.update(inner.as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


def split_chunks(folder: Path, options: Options) -> list[Chunk]:
    """Return the folder's files as chunks, in the order of the files.

    Raises:
        CorpusError: if there is nothing to read.
    """
    manifest = read_manifest(folder)
    further = further_columns(manifest)
    return [
        Chunk(_key_files(files, folder, options, further), tuple(files), further, read_fingerprint())
        for files in _split_files(match_manifest(folder, manifest))
    ]


def _split_files(found: Iterable[File]) -> Iterator[list[File]]:
    files: list[File] = []
    size = 0
    for file in found:
        files.append(file)
        size += _size(file[0])
        last = zlib.crc32(os.fsencode(file[0].name)) % FILES_OF_A_CHUNK == 0
        if last or size >= BYTES_OF_A_CHUNK or len(files) >= 4 * FILES_OF_A_CHUNK:
            yield files
            files, size = [], 0
    if files:
        yield files


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # a broken link, or gone since it was listed: refused when it is read
        return 0


def _key_files(files: Sequence[File], folder: Path, options: Options, further: Sequence[str]) -> str:
    digest = hashlib.sha256(f"{read_fingerprint()}{options}{tuple(further)}".encode())
    for path, doc, known in files:
        where = os.fsencode(path.relative_to(folder))
        digest.update(f"\n{doc!r} {where!r} {sorted(known.items())} {hash_file(path)}".encode())
    return digest.hexdigest()[:32]


def further_columns(manifest: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    """Return the manifest's further columns, one list for the whole folder: every part has the same columns."""
    return tuple(sorted({column for row in manifest.values() for column in row} - {*MANIFEST, *SCHEMA["documents"]}))


def read_chunk(chunk: Chunk, folder: Path, store: Path, options: Options) -> Part:
    """Read the files of one chunk, keep their rows, return what is kept. The one function that every engine runs.

    Rows are kept under the key of what was read: a file that changed since the chunk was cut, or that a worker does not see, is told as
    it was found, and read anew by the next run.

    Raises:
        PipelineError: if this process runs another version of the library than the one that asks.
    """
    if (store / chunk.key / SUMMARY).exists():
        return read_part(store, chunk.key, chunk.key)
    if chunk.fingerprint != read_fingerprint():
        raise PipelineError("a worker runs another version of this package or of its readers; install the same on all")
    rows, refused = _read_files(chunk, folder, options)
    key = _key_files(chunk.files, folder, options, chunk.further)
    _keep_part(store, key, rows, refused, chunk.further)
    return read_part(store, key, chunk.key, len(chunk.files))


def _read_files(chunk: Chunk, folder: Path, options: Options) -> tuple[Rows, list[Refusal]]:
    cutter = make_cutter(options.engine) if options.words else None
    rows: Rows = {name: [] for name in SCHEMA}
    refused: list[Refusal] = []
    for found in read_many(_read_documents(chunk, folder, refused), cutter):
        for name, new in found.items():
            rows[name].extend(new)
    return rows, refused


def _read_documents(chunk: Chunk, folder: Path, refused: list[Refusal]) -> Iterator[Document]:
    """Yield the documents of a chunk; put those that cannot be read among the refused."""
    for path, doc, known in chunk.files:
        try:
            yield read_document(path, folder, known, doc)
        except DocumentError as error:
            refused.append(Refusal(error.path, error.reason))


def _keep_part(store: Path, key: str, rows: Rows, refused: Sequence[Refusal], further: Sequence[str]) -> None:
    scratch = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=store))
    try:
        for name in SCHEMA:
            table = table_rows(name, rows[name], further if name == "documents" else ())
            pq.write_table(table, scratch / f"{name}.parquet", compression="zstd")
        summary = {
            "documents": len(rows["documents"]),
            "chars": sum(row["chars"] for row in rows["documents"]),
            "newest": newest_date(rows),
            "refused": [asdict(refusal) for refusal in refused],
        }
        (scratch / SUMMARY).write_text(json.dumps(summary), "utf-8")
        os.replace(scratch, store / key)
    except OSError:
        if not (store / key / SUMMARY).exists():  # else another run kept the same part first
            raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def newest_date(rows: Rows) -> str:
    """Return the newest date on which an article was published or its event took place; empty where none is known.

    What the manifest says is carried along as it stands, also where it is no date; such a thing, or a date without a year, is no newest.
    """
    dates = (row[column] for row in rows["articles"] for column in ("published", "event_date"))
    return max(filter(is_date, dates), default="")


def is_date(text: str | None) -> bool:
    """Return whether a text is a year, a month of a year or a day.

    >>> [is_date(text) for text in ("2023", "2023-10", "2023-10-08", "2023-13", "--10-21", "soon", None)]
    [True, True, True, False, False, False, False]
    """
    if not text or not re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def read_part(store: Path, key: str, asked: str, read: int = 0) -> Part:
    """Return what a kept part says of itself."""
    summary = json.loads((store / key / SUMMARY).read_text("utf-8"))
    refused = tuple(Refusal(**refusal) for refusal in summary.pop("refused"))
    return Part(key, asked, **summary, refused=refused, read=read)
