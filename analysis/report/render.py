"""Render an executed notebook once, as the parts of a chapter: body, contents, findings, and which evidence it stands on.

The HTML in a notebook's outputs is made, and escaped, by :mod:`analysis.display`; here only what that module writes is recognised.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from nbconvert import HTMLExporter, TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbformat import NotebookNode

from analysis.report.errors import ReportError

TEMPLATES = Path(__file__).parent / "template"
_HEADING = re.compile(r'<h([1-6])[^>]*>(.*?)(?:<a class="anchor-link"[^>]*>.*?</a>)?</h\1>', re.DOTALL)
_EVIDENCE = re.compile(r'<a class="evidence" href="\.\./report/sources/([^"#]*)#([^"]*)"')
_TABLE = re.compile(
    r'<div class="table-wrap"><table class="data" id="([^"]+)"([^>]*)><caption>(.*?)</caption>', re.DOTALL
)
_FIGURE = re.compile(r'<figure class="chart" id="f-([^"]+)">(.*?)</figure>', re.DOTALL)
_DRAWING = re.compile(r'<svg role="img" aria-label="([^"]*)".*?</svg>', re.DOTALL)
_FINDING = re.compile(r'<p class="finding"[^>]*>.*?</p>', re.DOTALL)
_DAY = re.compile(r"<td(?: style=\"text-align:left\")?>((?:19|20)\d\d-\d\d(?:-\d\d)?)</td>")
_TAG = re.compile(r"<[^>]+>")
_SAID = re.compile(r'<p class="finding"[^>]*>.*?</p>|<figcaption>.*?</figcaption>', re.DOTALL)
_SAID_DAY = re.compile(r"(?<=[ (（，。>\u4e00-\u9fff])((?:19|20)\d\d-\d\d-\d\d)(?![^<]*>)")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A rendered notebook in one language. ``uses`` pairs an anchor of a reader page with the anchor here that leads to it."""

    slug: str
    title: str
    lead: str
    body: str
    contents: tuple[tuple[str, str], ...]
    findings: tuple[str, ...]
    figure: str
    uses: tuple[tuple[str, str], ...]


class _Exporter(HTMLExporter):  # type: ignore[misc]
    """Writes the template's HTML as it is: nbconvert reads it all again only to add alternative texts, which display gives already."""

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **more: Any
    ) -> tuple[str, dict[str, Any]]:
        found: tuple[str, dict[str, Any]] = TemplateExporter.from_notebook_node(self, nb, resources, **more)
        return found


@cache
def open_exporter() -> _Exporter:
    """Return the exporter with our template, set up once a process."""
    exporter = _Exporter(template_name="notebook", extra_template_basedirs=[str(TEMPLATES)])
    exporter.register_filter("highlight_code", Highlight2HTML(pygments_lexer="python3", parent=exporter))
    exporter.template  # noqa: B018  read and compiled now, so that forked processes have it
    return exporter


def render_notebook(notebook: NotebookNode, slug: str, words: Mapping[str, str]) -> Chapter:
    """Return the parts of a chapter.

    Args:
        notebook: executed, in one language.
        slug: its name, which is that of its page.
        words: the page's own words in that language, by key.

    Raises:
        ReportError: if the notebook has no title (``# A question?``).
    """
    body, _ = open_exporter().from_notebook_node(_join_silent(notebook), resources={"words": dict(words)})
    title, body = _take_title(body, slug)
    body, uses = _link_evidence(body)
    body = _SAID.sub(lambda match: _SAID_DAY.sub(r'<span class="day">\1</span>', match[0]), body)
    findings = tuple(_FINDING.findall(body))
    body, contents = _number_headings(body, words)
    body = _DAY.sub(r'<td class="day">\1</td>', _TABLE.sub(_label_table, body))  # a day is not broken between lines
    body = _DRAWING.sub(_frame_drawing, body)
    figures = _FIGURE.finditer(body)
    figure = next((match[0] for match in figures), "")
    body = _add_tools(body, words)
    return Chapter(slug, title, first_sentence(_first_paragraph(body)), body, contents, findings, figure, uses)


def _join_silent(notebook: NotebookNode) -> NotebookNode:
    """Return a notebook in which a code cell that shows nothing is one with the next: one disclosure on the page, not two in a row."""
    cells: list[NotebookNode] = []
    for cell in notebook.cells:
        if cells and cell.cell_type == cells[-1].cell_type == "code" and not cells[-1].outputs:
            cell = NotebookNode({**cell, "source": f"{cells.pop().source}\n\n{cell.source}"})
        cells.append(cell)
    return NotebookNode({**notebook, "cells": cells})


def to_plain(markup: str) -> str:
    """Return the words of a piece of HTML.

    >>> to_plain('<p>More than <a href="#x">60%</a> &amp; less</p>')
    'More than 60% & less'
    """
    return html.unescape(_TAG.sub("", markup)).strip()


def _take_title(body: str, slug: str) -> tuple[str, str]:
    match = _HEADING.search(body)
    if match is None or match[1] != "1":
        raise ReportError(f"{slug}.ipynb: its first cell is no title; begin it with a line '# A question?'")
    return to_plain(match[2]), body[: match.start()] + body[match.end() :]


def _first_paragraph(body: str) -> str:
    match = re.search(r'<div class="prose">\s*<p>(.*?)</p>', body, re.DOTALL)
    return to_plain(match[1]) if match else ""


def first_sentence(text: str) -> str:
    """Return the first sentence of a paragraph.

    >>> first_sentence("Each with its sentence. No more."), first_sentence("先看清楚。再说。")
    ('Each with its sentence.', '先看清楚。')
    """
    return re.split(r"(?<=[.?!])\s|(?<=[。？！])", text, maxsplit=1)[0]


def _link_evidence(body: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Point evidence at this language's reader pages and give each link a name that the reader pages lead back to."""
    uses: list[tuple[str, str]] = []

    def point(match: re.Match[str]) -> str:
        name = f"e{len(uses) + 1}"
        uses.append((unquote(html.unescape(match[2])), name))
        return f'<a class="evidence" id="{name}" href="sources/{match[1]}#{match[2]}"'

    return _EVIDENCE.sub(point, body), tuple(uses)


def _number_headings(body: str, words: Mapping[str, str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Name headings by their order, the same in both languages, so that a place keeps its address when the language is switched."""
    contents: list[tuple[str, str]] = []

    def name(match: re.Match[str]) -> str:
        level = max(2, int(match[1]))
        anchor = f"s{len(contents) + 1}"
        contents.append((anchor, to_plain(match[2])))
        label = html.escape(words["permalink"])
        return f'<h{level} id="{anchor}">{match[2]} <a class="permalink" href="#{anchor}" aria-label="{label}">#</a></h{level}>'

    return _HEADING.sub(name, body), tuple(contents)


def _label_table(match: re.Match[str]) -> str:
    name, rest, caption = match.groups()
    return (
        f'<div class="table-wrap" role="region" tabindex="0" aria-labelledby="{name}-caption">'
        f'<table class="data" id="{name}"{rest}><caption id="{name}-caption">{caption}</caption>'
    )


def _frame_drawing(match: re.Match[str]) -> str:
    """A drawing that is wider than a phone scrolls in a frame of its own, by keyboard too."""
    return f'<div class="drawing" role="group" tabindex="0" aria-label="{match[1]}">{match[0]}</div>'


def _add_tools(body: str, words: Mapping[str, str]) -> str:
    """Under each figure: its table twin, which stands before it, and its file."""

    def add(match: re.Match[str]) -> str:
        tables: list[Any] = re.findall(r'<table class="data" id="([^"]+)"', body[: match.start()])
        twin = f'<a href="#{tables[-1]}">{html.escape(words["twin"])}</a>' if tables else ""
        file = f'<a href="figures/{match[1]}.svg" download>SVG</a>'
        link = f'<a class="permalink" href="#f-{match[1]}" aria-label="{html.escape(words["permalink"])}">#</a>'
        return f'{match[0]}<p class="tools">{" ".join(x for x in (twin, file, link) if x)}</p>'

    return _FIGURE.sub(add, body)
