"""Drive a build: the corpus is read in one process while another imports what executes and renders; then everything else."""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from analysis.report.errors import ReportError
from analysis.report.keys import hash_parts
from analysis.report.workers import start_job

SUMMARY = "tables.json"
#: What notebooks use: imported once here, so that every process forked from this one has it.
WARM = (
    "analysis.display",
    "analysis.figures",
    "analysis.findings",
    "analysis.statistics",
    "analysis.tables.corpus",
    "matplotlib.backends.backend_svg",
)


def make_report(
    notebooks: Sequence[Path],
    folder: Path,
    out: Path,
    cache: Path,
    as_of: str | None,
    corpus: str,
    extra: Mapping[str, str],
) -> list[tuple[str, str]]:
    """Read the corpus once, then fill ``out``; return which files were refused, each with the reason."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a process with threads cannot be forked safely
    tables, wait = folder, None
    if not (folder / SUMMARY).is_file():
        tables = cache / "tables" / hash_parts(str(folder.resolve()))
        wait = start_job("tables", partial(read_folder, folder, tables, as_of))
    _warm_up()
    if wait is not None:
        wait()
    from analysis.report.compose import Plan, fill
    from analysis.tables.store import read_summary

    summary = read_summary(tables)
    if not summary["words"]:  # before minutes are spent on chapters
        raise ReportError(
            f"the tables in {folder} were made without words, which chapters count; make them again without --no-words"
        )
    day = as_of or str(summary["as_of"])
    fill(Plan(notebooks, folder, tables, day, corpus, cache, extra), out)
    return [(refusal["path"], refusal["reason"]) for refusal in summary["refused"]]


def read_folder(folder: Path, tables: Path, as_of: str | None) -> None:
    """Write the tables of a folder of texts; what was read before is not read again."""
    from analysis.tables.store import write_tables

    write_tables(folder, tables, as_of=as_of)


def _warm_up() -> None:
    for name in WARM:
        package = importlib.import_module(name)
        for path in sorted(Path(package.__path__[0]).glob("[a-z]*.py")) if hasattr(package, "__path__") else ():
            importlib.import_module(f"{name}.{path.stem}")
    from analysis.figures.style import keep_text
    from analysis.report.render import open_exporter

    keep_text()
    open_exporter()
