"""Put a finished set of files into a folder so that it is there whole or not at all, whenever the process is killed.

Everything is made in a scratch folder inside the target. One rename of that folder says that it is complete; the files are then moved
to their places, and whoever comes first after a kill, another run or a reader, finishes the moves. Files that this package did not
write are never touched.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

try:
    import fcntl
except ImportError:  # Windows has none: there, two runs at once on one folder are for the user to avoid
    fcntl = None  # type: ignore[assignment]

SUMMARY = "tables.json"
NEW = ".new"
READY = ".ready"
LOCK = ".lock"


class StoreError(ValueError):
    """Tables cannot be written or opened there; the message says why and what to do."""


@contextmanager
def hold_folder(out: Path) -> Iterator[None]:
    """Make a folder and hold it against a second run, which waits for the first; finish what a killed run left to be moved.

    Raises:
        StoreError: if it is a file, or cannot be written, now or later.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with (out / LOCK).open("a") as lock:
            _wait(lock, out)
            shutil.rmtree(out / NEW, ignore_errors=True)
            finish_moves(out)
            yield
    except (FileExistsError, NotADirectoryError) as error:
        raise StoreError(f"{out} is a file or lies under one; name a folder to write to") from error
    except OSError as error:
        raise StoreError(
            f"{out} cannot be written: {error.strerror or error}; what was finished is kept, and the same command goes on from there"
        ) from error


def _wait(lock: IO[str], out: Path) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print(f"another run is writing to {out}; this one goes on when it is done", file=sys.stderr)
        fcntl.flock(lock, fcntl.LOCK_EX)


def refuse_foreign(out: Path, names: Collection[str]) -> None:
    """Refuse a folder where one of ``names`` stands that no run wrote.

    Raises:
        StoreError: naming the first such file.
    """
    ours = (read_json(out / SUMMARY) or {}).get("files", {})
    for name in sorted(names):
        if (out / name).exists() and name not in ours:
            raise StoreError(f"{out / name} was not written by this command and would be lost; name another folder")


def publish_files(out: Path, summary: Mapping[str, Any], names: Collection[str]) -> None:
    """Move everything in ``out/.new`` to its place; of ``names``, those that are not in it go away.

    ``summary`` is kept beside the files, with the size of each, in ``tables.json``.
    """
    files = {path.name: measure(path) for path in sorted((out / NEW).iterdir())}
    gone = sorted(set(names) - set(files))
    text = json.dumps({**summary, "files": files, "gone": gone}, ensure_ascii=False, indent=1)
    (out / NEW / SUMMARY).write_text(text + "\n", "utf-8")
    os.replace(out / NEW, out / READY)
    finish_moves(out)


def finish_moves(out: Path) -> None:
    """Move the files of a complete set to their places; where there is none, do nothing."""
    ready = out / READY
    if not ready.is_dir():
        return
    summary = read_json(ready / SUMMARY)
    if summary is not None:  # else all is moved
        for name in summary["gone"]:
            _remove(out / name)
        for name in summary["files"]:
            if (ready / name).exists():
                _remove(out / name)
                os.replace(ready / name, out / name)
        os.replace(ready / SUMMARY, out / SUMMARY)
    shutil.rmtree(ready)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def measure(path: Path) -> int:
    """Return the bytes of a file, or of all files in a folder; -1 where there is nothing."""
    if path.is_dir():
        return sum(inner.stat().st_size for inner in path.iterdir())
    return path.stat().st_size if path.exists() else -1


def read_json(path: Path) -> dict[str, Any] | None:
    """Return the object that a JSON file holds; None where there is none."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def read_summary(folder: Path) -> dict[str, Any]:
    """Return what the last finished run said of the tables in a folder, after moving what a killed one left to be moved.

    Raises:
        StoreError: if the folder holds no finished tables.
    """
    if (folder / READY).is_dir():
        with hold_folder(folder):
            pass
    summary = read_json(folder / SUMMARY)
    if summary is None or "files" not in summary:
        raise StoreError(
            f"{folder} holds no finished tables; make them with: python -m analysis tables TEXTS --out {folder}"
        )
    return summary
