"""Publish a folder whole or not at all: built beside its place, swapped in by renames, the old one kept until the new one stands."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.report.errors import ReportError

MARKER = ".analysis-report"
MARK = "Made by `python -m analysis report`; the whole folder is replaced when the report is built again.\n"


@contextmanager
def hold(out: Path, cache: Path) -> Iterator[None]:
    """Hold the place of a report: a second build for it waits until the first is done."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
        lock = (cache / f"lock-{out.name}").open("w")
    except OSError as error:
        raise ReportError(f"{cache} cannot be written: {error.strerror}; name another place with --out") from error
    if any(folder.stat().st_uid != os.getuid() for folder in (cache.parent, cache)):  # beside a report in /tmp, say
        raise ReportError(f"{cache} belongs to another user and is not trusted; name another place with --out")
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _recover(out)
        yield


def check_place(out: Path, folder: Path) -> None:
    """Make sure that nothing but an earlier report would be replaced.

    Raises:
        ReportError: if ``out`` is a file, holds something else, or would lie among the texts.
    """
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise ReportError(f"{out} is no folder; name a folder to write to with --out")
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file():
        raise ReportError(
            f"{out} holds files that are no report, and would be replaced; name an empty or new folder with --out"
        )
    here, texts = out.resolve(), folder.resolve()
    if here == texts or here.is_relative_to(texts) or texts.is_relative_to(here):
        raise ReportError(f"{out} and the texts in {folder} lie in one another; name another folder with --out")


@contextmanager
def build_beside(out: Path) -> Iterator[Path]:
    """Yield an empty folder to fill; it takes the place of ``out`` if the block ends well, and vanishes if it does not."""
    new, old = _beside(out)
    shutil.rmtree(new, ignore_errors=True)
    try:
        new.mkdir(parents=True)
    except OSError as error:
        raise ReportError(f"{new} cannot be made: {error.strerror}; name another place with --out") from error
    try:
        yield new
        (new / MARKER).write_text(MARK, "utf-8")
        if out.exists():
            os.replace(out, old)
        os.replace(new, out)
    finally:
        shutil.rmtree(new, ignore_errors=True)
        _recover(out)


def _beside(out: Path) -> tuple[Path, Path]:
    return out.with_name(f".{out.name}.new"), out.with_name(f".{out.name}.old")


def _recover(out: Path) -> None:
    """Put the old report back where a killed build took it away; else drop it."""
    _, old = _beside(out)
    if old.is_dir() and not out.exists():
        os.replace(old, out)
    shutil.rmtree(old, ignore_errors=True)
