"""Write the pages that lead into the report: the index, the list of documents, the search."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import analysis
from analysis.display import page_name
from analysis.display.wording import write_sentence
from analysis.report.downloads import WORKBOOK, Download
from analysis.report.keys import read_versions
from analysis.report.readers import title_document
from analysis.report.render import Chapter
from analysis.report.site import Site
from analysis.report.texts import Text
from analysis.report.words import name_value, read_words

SHOWN_TEXTS = 12
SHOWN_SUMS = 200
ROWS_OF_A_PAGE = 2000
#: What shapes the pages, named on the index. Those whose version depends on the Python in use are left out.
NAMED = ("pandas", "pyarrow", "matplotlib", "jieba", "papermill", "nbconvert", "pylopdf-fonts-zh-cn")
_ID = re.compile(r' id="[^"]*"')
_LEAD = re.compile(r'^<p class="finding" data-lead="(\d+)"')


@dataclass
class Corpus:
    """What the front pages tell of the texts: gathered while the reader pages are written."""

    as_of: str = ""
    rows: list[dict[str, Any]] = field(default_factory=list)
    titles: list[dict[str, str]] = field(default_factory=list)
    sums: list[tuple[str, str]] = field(default_factory=list)
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("documents", "articles", "sentences", "quantities", "chars"), 0)
    )

    def add(self, text: Text) -> None:
        """Take note of one document."""
        for name in ("articles", "sentences", "quantities"):
            self.counts[name] += len(text.rows[name])
        self.counts["documents"] += 1
        self.counts["chars"] += text.document["chars"]
        page = page_name(text.doc)
        if len(self.titles) < SHOWN_TEXTS:
            self.titles.append(
                {
                    "page": page,
                    "title": title_document(text),
                    "doc": text.doc,
                    "more": str(len(text.rows["articles"]) - 1),
                }
            )
        if len(self.sums) < SHOWN_SUMS:
            self.sums.append((text.document["path"], text.document["sha256"]))
        for article in text.rows["articles"]:
            number = article["article"]
            self.rows.append(
                {
                    "page": page,
                    "anchor": f"{text.doc}-a{number}",
                    "title": text.call(article),
                    "place": (article["place"] or "–").replace("/", " / "),
                    "date": article["published"] or article["event_date"] or "–",
                    "kind": article["kind"] or "",
                    "path": text.document["path"],
                    "sentences": sum(x["article"] == number for x in text.rows["sentences"]),
                    "quantities": sum(x["article"] == number for x in text.rows["quantities"]),
                }
            )


def write_front(site: Site, language: str, corpus: Corpus, tables: Sequence[Download]) -> None:
    """Write index, list of documents and search in one language."""
    words = read_words(language)
    chapters = site.chapters[language]
    about = write_sentence(words["about"], corpus.counts, language).plain
    pictured = _choose_figure(chapters)
    left = corpus.counts["documents"] - len(corpus.titles)
    site.write(
        language,
        "index.html",
        "index",
        words["title"],
        about=about,
        findings=_choose_findings(chapters),
        figure=_adapt(pictured.figure) if pictured else "",
        figure_chapter=pictured,
        texts=[{**x, "note": _note(x, words)} for x in corpus.titles],
        more=words["more_texts"].format(count=f"{left:,}") if left else "",
        tables=[{"name": x.name, "rows": x.rows, "files": x.files, "what": words[f"table.{x.name}"]} for x in tables],
        workbook=(site.folder / "tables" / WORKBOOK).is_file(),
        as_of=corpus.as_of,
        versions=[("analysis", analysis.__version__), *((x, read_versions()[x]) for x in NAMED)],
        sums=corpus.sums,
        more_sums=words["more_sums"] if corpus.counts["documents"] > len(corpus.sums) else "",
        citation=_cite(corpus, language),
    )
    _write_documents(site, language, corpus, about, words)
    site.write(language, "search.html", "search", words["search"])


def _cite(corpus: Corpus, language: str) -> str:
    words = read_words(language)
    values = {
        "version": analysis.__version__,
        "as_of": corpus.as_of or words["no_date"],
        "documents": corpus.counts["documents"],
    }
    return write_sentence(words["citation"], values, language).plain


def _choose_findings(chapters: Sequence[Chapter]) -> list[tuple[Chapter, str]]:
    """The sentences that the chapters mark as leading, in the order of their marks; the first of each chapter where none is marked."""
    said = [(_LEAD.search(finding), x, finding) for x in chapters for finding in x.findings]
    marked = sorted(((int(mark[1]), x, finding) for mark, x, finding in said if mark), key=lambda row: row[0])
    chosen = [(x, finding) for _, x, finding in marked] or [(x, x.findings[0]) for x in chapters if x.findings]
    return [(x, _adapt(finding)) for x, finding in chosen]


def _choose_figure(chapters: Sequence[Chapter]) -> Chapter | None:
    """The chapter on numbers speaks first, then the first that has a figure."""
    drawn = [x for x in chapters if x.figure]
    return next((x for x in drawn if "quantitative" in x.slug), drawn[0] if drawn else None)


def _adapt(markup: str) -> str:
    """Return a piece of a chapter for another page: a place has its name on one page only. A drawing's inner names stay: it uses them."""
    start = markup.split("<svg", 1)[0]
    return _ID.sub("", start) + markup[len(start) :] if "<svg" in markup else _ID.sub("", markup)


def _note(title: Mapping[str, str], words: Mapping[str, str]) -> str:
    return words["more_articles"].format(count=title["more"]) if int(title["more"]) > 0 else ""


def _write_documents(site: Site, language: str, corpus: Corpus, about: str, words: Mapping[str, str]) -> None:
    starts = range(0, max(1, len(corpus.rows)), ROWS_OF_A_PAGE)
    names = ["documents.html" if number == 0 else f"documents-{number + 1}.html" for number in range(len(starts))]
    for here, start in zip(names, starts, strict=True):
        rows = [
            {**x, "kind": name_value("kind", x["kind"], language)} for x in corpus.rows[start : start + ROWS_OF_A_PAGE]
        ]
        pages = [{"href": name, "name": number, "here": name == here} for number, name in enumerate(names, 1)]
        site.write(
            language,
            here,
            "documents",
            words["documents"],
            lead=about,
            rows=rows,
            pages=pages if len(pages) > 1 else [],
        )


def write_assets(folder: Path, templates: Path, names: Sequence[str]) -> None:
    """Copy the style sheet and the scripts."""
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).write_bytes((templates / name).read_bytes())
