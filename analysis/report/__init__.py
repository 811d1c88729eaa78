"""Build the report: notebooks executed, rendered as pages in two languages, published whole or not at all.

Whether there is anything to do is found by hashes alone; pandas, papermill and nbconvert are imported only if there is.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.report.errors import ReportError
from analysis.report.keys import HOME, hash_corpus, hash_files, hash_library, hash_parts, read_versions
from analysis.report.publish import build_beside, check_place, hold

__all__ = ["Built", "ReportError", "build", "build_theme", "save_notebooks"]
NOTEBOOKS = HOME.parent / "notebooks"


@dataclass(frozen=True, slots=True)
class Built:
    """A report that stands: its first page, and which files were refused, each with the reason."""

    page: Path
    refused: tuple[tuple[str, str], ...]


def build(folder: Path, out: Path, as_of: str | None = None, notebooks: Path = NOTEBOOKS) -> Built:
    """Build the report on a folder of texts or tables; return its index page and what was refused.

    Args:
        folder: the texts, or tables made from them.
        out: where the report goes; an earlier report there is replaced, whole or not at all.
        as_of: the day that deadlines are held to; the newest date in the corpus where None.
        notebooks: the folder of the chapters' notebooks, in the order of their names.

    Raises:
        CorpusError: if there is nothing to read.
        ReportError: if a notebook fails or ``out`` cannot be replaced; the last good report stays.
    """
    chapters = sorted(path for path in notebooks.glob("[0-9]*.ipynb") if not path.name.startswith("."))
    if not chapters:
        raise ReportError(
            f"no notebooks in {notebooks}; reports are built in a clone of the repository, where the chapters are"
        )
    return _build(chapters, folder, out, as_of, {}, "index.html")


def build_theme(theme: str, folder: Path, out: Path, as_of: str | None = None) -> Built:
    """Build the chapter on one theme; return its page and what was refused.

    Raises:
        ReportError: if there is no such theme; the message lists those that there are.
    """
    from analysis.lexicon import read_concepts

    themes = read_concepts()
    if theme not in themes:
        raise ReportError(f"no theme {theme!r} in analysis/data/themes.csv; there are {', '.join(themes)}")
    if not (NOTEBOOKS / "theme.ipynb").is_file():
        raise ReportError(
            f"no theme.ipynb in {NOTEBOOKS}; reports are built in a clone of the repository, where the chapters are"
        )
    return _build([NOTEBOOKS / "theme.ipynb"], folder, out, as_of, {"theme": theme}, "theme.html")


def _build(
    notebooks: Sequence[Path], folder: Path, out: Path, as_of: str | None, extra: Mapping[str, str], page: str
) -> Built:
    out, folder = out.absolute(), folder.absolute()
    check_place(out, folder)
    cache = out.parent / ".cache" / "report"
    with hold(out, cache):
        corpus = hash_corpus(folder)
        key = hash_parts(
            corpus,
            hash_files((path.name, path) for path in notebooks),
            hash_library(True),
            dict(read_versions()),
            as_of,
            dict(extra),
            folder.resolve().name,
        )
        stamp = cache / f"stamp-{out.name}.json"
        known = _read_stamp(stamp)
        if known.get("key") == key and known.get("files") == _list_files(out):
            print("Nothing has changed; the report stands as it is.", file=sys.stderr)
            return Built(out / page, tuple((path, reason) for path, reason in known["refused"]))
        from analysis.report.driver import make_report

        with build_beside(out) as new:
            refused = make_report(notebooks, folder, new, cache, as_of, corpus, extra)
        stamp.write_text(json.dumps({"key": key, "files": _list_files(out), "refused": refused}), "utf-8")
    return Built(out / page, tuple(refused))


def _read_stamp(stamp: Path) -> dict[str, Any]:
    """Return what the last build left of itself; nothing where there is none or it cannot be read."""
    try:
        return dict(json.loads(stamp.read_text("utf-8")))
    except (OSError, ValueError):
        return {}


def _list_files(out: Path) -> str:
    files = sorted(path for path in out.rglob("*") if path.is_file())
    return hash_parts(
        [(path.relative_to(out).as_posix(), (state := path.stat()).st_size, state.st_mtime_ns) for path in files]
    )


def save_notebooks() -> None:
    """Run the notebooks in place on ``seeds/``, and save their outputs and figures."""
    from analysis.report.saving import save

    save(NOTEBOOKS)
