"""Read a folder chunk by chunk, in this process, on several or on a cluster, and keep what is finished.

A chunk is a run of files, cut by their names so that a new file changes one chunk only. Its key is a hash of all that its rows depend
on: the files' bytes, their rows of the manifest, the library. A part on disk whose key is wanted again is not read again, and a part
appears under its key by one rename, whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from analysis.documents import DocumentError, Refusal, list_files, name_documents, read_document, read_manifest
from analysis.tables.rows import Rows, read_rows, table_rows
from analysis.tables.schema import MANIFEST, SCHEMA
from analysis.words import make_cutter

FILES_OF_A_CHUNK = 64  # on average, four times as many at the most
BYTES_OF_A_CHUNK = 4_000_000
SUMMARY = "part.json"
READERS = ("pyarrow", "jieba", "charset-normalizer")


class PipelineError(RuntimeError):
    """The run cannot go on (a missing extra, a cluster that does not answer); the message says what to do."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the rows depend on besides the files."""

    words: bool = True
    engine: str = "jieba"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Files that are read together, their names as documents, and the key under which their rows are kept."""

    key: str
    files: tuple[Path, ...]
    docs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What a finished chunk says of itself."""

    key: str
    documents: int
    chars: int
    newest: str
    refused: tuple[Refusal, ...]


@cache
def read_fingerprint() -> str:
    """Return a hash of the code and data that the reading depends on: what another version made is read anew."""
    digest = hashlib.sha256("".join(f"{name} {version(name)}\n" for name in READERS).encode())
    home = Path(__file__).parent.parent
    for path in sorted(home.rglob("*")):
        if path.suffix in (".py", ".csv", ".toml") and "report" not in path.relative_to(home).parts:
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def split_chunks(folder: Path, options: Options) -> list[Chunk]:
    """Return the folder's files as chunks, in the order of the files.

    Raises:
        CorpusError: if there is nothing to read.
    """
    files = list_files(folder)
    docs = dict(zip(files, name_documents([path.relative_to(folder).as_posix() for path in files]), strict=True))
    manifest = read_manifest(folder)
    start = f"{read_fingerprint()}{options}{further_columns(manifest)}"
    return [_key_chunk(run, docs, manifest, start) for run in _split_runs(files)]


def _split_runs(files: Sequence[Path]) -> Iterator[list[Path]]:
    run: list[Path] = []
    size = 0
    for path in files:
        run.append(path)
        size += path.stat().st_size
        last = zlib.crc32(os.fsencode(path.name)) % FILES_OF_A_CHUNK == 0
        if last or size >= BYTES_OF_A_CHUNK or len(run) >= 4 * FILES_OF_A_CHUNK:
            yield run
            run, size = [], 0
    if run:
        yield run


def _key_chunk(
    run: Sequence[Path], docs: Mapping[Path, str], manifest: Mapping[str, Mapping[str, str]], start: str
) -> Chunk:
    digest = hashlib.sha256(start.encode())
    for path in run:
        digest.update(f"\n{docs[path]!r} {sorted(manifest.get(docs[path], {}).items())}".encode())
        try:
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        except OSError as error:  # refused when it is read, and tried again when it can be
            digest.update(repr(error.errno).encode())
    return Chunk(digest.hexdigest()[:32], tuple(run), tuple(docs[path] for path in run))


def further_columns(manifest: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return the manifest's further columns, one list for the whole folder: every part has the same columns."""
    return sorted({column for row in manifest.values() for column in row} - set(MANIFEST))


def read_chunk(chunk: Chunk, folder: Path, store: Path, options: Options) -> Part:
    """Read the files of one chunk, keep their rows under its key, return what is kept. The one function that every engine runs."""
    if not (store / chunk.key / SUMMARY).exists():
        manifest = read_manifest(folder)
        _keep_part(store, chunk.key, *_read_files(chunk, folder, manifest, options), further_columns(manifest))
    return read_part(store, chunk.key)


def _read_files(
    chunk: Chunk, folder: Path, manifest: Mapping[str, Mapping[str, str]], options: Options
) -> tuple[Rows, list[Refusal]]:
    cutter = make_cutter(options.engine) if options.words else None
    rows: Rows = {name: [] for name in SCHEMA}
    refused: list[Refusal] = []
    for path, doc in zip(chunk.files, chunk.docs, strict=True):
        try:
            found = read_rows(read_document(path, folder, manifest.get(doc, {}), doc=doc), cutter)
        except DocumentError as error:
            refused.append(Refusal(error.path, error.reason))
        else:
            for name, new in found.items():
                rows[name].extend(new)
    return rows, refused


def _keep_part(store: Path, key: str, rows: Rows, refused: Sequence[Refusal], further: Sequence[str]) -> None:
    scratch = Path(tempfile.mkdtemp(prefix=".new-", dir=store))
    try:
        for name in SCHEMA:
            table = table_rows(name, rows[name], further if name == "documents" else ())
            pq.write_table(table, scratch / f"{name}.parquet", compression="zstd")
        summary = {
            "documents": len(rows["documents"]),
            "chars": sum(row["chars"] for row in rows["documents"]),
            "newest": max(
                (row[x] for row in rows["articles"] for x in ("published", "event_date") if is_dated(row[x])),
                default="",
            ),
            "refused": [asdict(refusal) for refusal in refused],
        }
        (scratch / SUMMARY).write_text(json.dumps(summary, ensure_ascii=True), "utf-8")
        os.replace(scratch, store / key)
    except OSError:
        if not (store / key / SUMMARY).exists():  # else another run kept the same part first
            raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def is_dated(value: str | None) -> bool:
    """Return whether a date has a year: ``--10-21`` has none.

    >>> is_dated("2023-10-08"), is_dated("--10-21"), is_dated(None)
    (True, False, False)
    """
    return bool(value) and not str(value).startswith("-")


def read_part(store: Path, key: str) -> Part:
    """Return what a kept part says of itself."""
    summary = json.loads((store / key / SUMMARY).read_text("utf-8"))
    refused = tuple(Refusal(**refusal) for refusal in summary.pop("refused"))
    return Part(key, **summary, refused=refused)


Job = Callable[[Chunk], Part]


def run_chunks(
    chunks: Sequence[Chunk], job: Job, store: Path, workers: int = 1, scheduler: str | None = None
) -> Iterator[Part]:
    """Yield a part for each chunk as it is finished, in any order.

    Args:
        chunks: what to read.
        job: :func:`read_chunk` with all but the chunk given.
        store: the folder of parts; Dask's own scratch files go there too, never into a shared temporary folder.
        workers: processes on this machine; 1 reads in this one.
        scheduler: address of a Dask scheduler whose workers see the same folders; goes before ``workers``.

    Raises:
        PipelineError: if Dask is not installed or the scheduler does not answer.
    """
    if workers == 1 and scheduler is None:
        yield from map(job, chunks)
        return
    with _open_cluster(store, workers, scheduler) as client:
        from distributed import as_completed

        for future in as_completed(client.map(job, chunks, pure=False)):
            yield future.result()
            future.release()


@contextmanager
def _open_cluster(store: Path, workers: int, scheduler: str | None) -> Iterator[Any]:
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise PipelineError("several workers need Dask: pip install 'analysis[cluster]'") from error
    dask.config.set({"temporary-directory": str(store), "distributed.worker.profile.enabled": False})
    if scheduler is not None:
        try:
            client = Client(scheduler, timeout="20s")
        except (OSError, ValueError) as error:
            raise PipelineError(f"no Dask scheduler answers at {scheduler}: {error}") from error
        with closing(client):
            yield client
        return
    cluster = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, memory_limit=0)
    with closing(cluster), closing(Client(cluster)) as client:
        yield client
