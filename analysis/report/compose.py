"""Build the whole report into a folder: tables, chapters in two languages, reader pages, search, front pages, fonts."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import nbformat

from analysis.report.downloads import write_downloads
from analysis.report.errors import ReportError
from analysis.report.execute import Run, run_notebook
from analysis.report.fonts import write_font
from analysis.report.front import Corpus, write_assets, write_front
from analysis.report.keys import hash_files, hash_library, hash_parts, read_versions
from analysis.report.readers import collect_uses, write_reader
from analysis.report.render import TEMPLATES, Chapter, render_notebook
from analysis.report.search import Index
from analysis.report.site import ASSETS, Site
from analysis.report.texts import read_texts
from analysis.report.words import LANGUAGES, read_words
from analysis.report.workers import run_jobs


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be built: notebooks with their own parameters, the texts' tables, where scratch files are kept."""

    notebooks: Sequence[Path]
    folder: Path
    tables: Path
    as_of: str
    corpus: str
    cache: Path
    extra: Mapping[str, str]


def fill(plan: Plan, out: Path) -> None:
    """Write the report into an empty folder.

    Raises:
        ReportError: if a notebook fails.
    """
    chapters = _make_chapters(plan, out)
    site = Site(out, chapters)
    write_assets(out / "assets", TEMPLATES, ASSETS)
    tables = write_downloads(plan.tables, out / "tables")
    for language in LANGUAGES:
        for number, chapter in enumerate(chapters[language], 1):
            _write_chapter(site, language, number, chapter)
    corpus = _write_texts(site, plan)
    others = {"Report Sans": set(site.characters), "Report Serif": set(site.titles)}
    site.characters.clear()
    site.titles.clear()
    for language in LANGUAGES:
        write_front(site, language, corpus, tables)
    _write_fonts(
        out / "assets", {"Report Sans": site.characters, "Report Serif": site.titles}, others, plan.cache / "fonts"
    )


def _write_texts(site: Site, plan: Plan) -> Corpus:
    uses = {language: collect_uses(site.chapters[language]) for language in LANGUAGES}
    corpus, index = Corpus(plan.as_of), Index(site.folder / "search")
    for text in read_texts(plan.tables, plan.as_of):
        corpus.add(text)
        index.add(text)
        for language in LANGUAGES:
            write_reader(site, text, language, uses[language])
    index.finish()
    return corpus


def _write_chapter(site: Site, language: str, number: int, chapter: Chapter) -> None:
    chapters = site.chapters[language]
    site.write(
        language,
        f"{chapter.slug}.html",
        "chapter",
        chapter.title,
        chapter=chapter,
        number=number,
        before=chapters[number - 2] if number > 1 else None,
        after=chapters[number] if number < len(chapters) else None,
    )


def _write_fonts(assets: Path, first: Mapping[str, set[str]], others: Mapping[str, set[str]], cache: Path) -> None:
    """One face for text, one for titles; the first page's characters apart from the rest."""
    sheets = {"font.css": first, "font-more.css": {family: others[family] - first[family] for family in first}}
    jobs = {
        f"{sheet} {family}": partial(write_font, family, sorted(characters), cache)
        for sheet, families in sheets.items()
        for family, characters in families.items()
    }
    rules = dict(run_jobs(jobs))
    for sheet in sheets:
        (assets / sheet).write_text("".join(rules[f"{sheet} {family}"] for family in first), "utf-8")


def _make_chapters(plan: Plan, out: Path) -> dict[str, list[Chapter]]:
    """Execute and render every notebook in every language, those that are known already not again."""
    jobs = {
        f"{path.stem} ({language})": partial(make_chapter, plan, path, language)
        for path in plan.notebooks
        for language in LANGUAGES
    }
    done: dict[str, Path] = {}
    for number, (name, kept) in enumerate(run_jobs(jobs), 1):
        done[name] = kept
        print(f"[{number}/{len(jobs)}] {name}", file=sys.stderr)
    chapters: dict[str, list[Chapter]] = {language: [] for language in LANGUAGES}
    for path in plan.notebooks:
        for language in LANGUAGES:
            kept = done[f"{path.stem} ({language})"]
            chapters[language].append(read_chapter(kept))
            shutil.copytree(kept / "figures", out / ("zh" if language == "zh" else ".") / "figures", dirs_exist_ok=True)
    return chapters


def make_chapter(plan: Plan, path: Path, language: str) -> Path:
    """Return the folder that keeps a chapter: executed notebook, rendered parts, figures. Made now unless it is there."""
    run_key = hash_parts(
        hash_files([(path.name, path)]),
        language,
        dict(plan.extra),
        plan.as_of,
        plan.corpus,
        hash_library(False),
        dict(read_versions()),
        plan.folder.name,
    )
    kept = plan.cache / "chapters" / run_key
    if not (kept / "notebook.ipynb").is_file():
        _execute(plan, path, language, kept)
    page_key = hash_library(True)
    if not (kept / f"{page_key}.json").is_file():
        notebook = nbformat.read(kept / "notebook.ipynb", as_version=4)
        chapter = render_notebook(notebook, path.stem, read_words(language))
        _write_whole(kept / f"{page_key}.json", json.dumps(asdict(chapter), ensure_ascii=False))
    return kept


def _execute(plan: Plan, path: Path, language: str, kept: Path) -> None:
    scratch = kept.with_name(f".{kept.name}-{os.getpid()}")
    shutil.rmtree(scratch, ignore_errors=True)
    (scratch / "figures").mkdir(parents=True)
    parameters = {
        "seeds": str(plan.tables.resolve()),
        "language": language,
        "as_of": plan.as_of,
        "figures": str((scratch / "figures").resolve()),
        **plan.extra,
    }
    shown = {**parameters, "seeds": f"../{plan.folder.resolve().name}", "figures": "../figures"}
    os.chdir(path.parent)
    try:
        notebook = run_notebook(Run(path, language, parameters, shown, scratch / "ipython"))
        shutil.rmtree(scratch / "ipython", ignore_errors=True)
        nbformat.write(notebook, scratch / "notebook.ipynb")
        shutil.rmtree(kept, ignore_errors=True)
        os.replace(scratch, kept)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def read_chapter(kept: Path) -> Chapter:
    """Return a kept chapter.

    Raises:
        ReportError: if its file is damaged.
    """
    try:
        parts: dict[str, Any] = json.loads((kept / f"{hash_library(True)}.json").read_text("utf-8"))
    except ValueError as error:
        raise ReportError(f"{kept} is damaged; remove it and build again") from error
    pairs = {name: tuple(tuple(pair) for pair in parts[name]) for name in ("contents", "uses")}
    return Chapter(**{**parts, **pairs, "findings": tuple(parts["findings"])})


def _write_whole(path: Path, text: str) -> None:
    scratch = path.with_suffix(f".{os.getpid()}")
    scratch.write_text(text, "utf-8")
    scratch.replace(path)
