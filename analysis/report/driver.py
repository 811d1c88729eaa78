"""Drive a build: tables while the libraries are imported, then everything else."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # processes, not threads: a process with threads cannot be forked safely

from analysis.report.build import Plan, fill
from analysis.report.keys import hash_parts
from analysis.tables.store import SUMMARY, read_summary, write_tables


def make_report(
    notebooks: Sequence[Path], folder: Path, out: Path, cache: Path, as_of: str | None, corpus: str, extra: Mapping[str, str]
) -> None:
    """Read the corpus once, then fill ``out``."""
    tables = folder
    if not (folder / SUMMARY).is_file():
        tables = cache / "tables" / hash_parts(str(folder.resolve()))
        write_tables(folder, tables, as_of=as_of)
    day = as_of or str(read_summary(tables)["as_of"])
    fill(Plan(notebooks, folder, tables, day, corpus, cache, extra), out)
