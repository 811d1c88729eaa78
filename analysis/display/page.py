"""The page that a notebook writes on: one corpus, one language, one folder of figures."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
from IPython.display import display

from analysis.display.cells import is_number, link_words, trim_quote, write_cell, write_evidence
from analysis.display.wording import (
    LANGUAGES,
    Words,
    label,
    mark_chinese,
    misses_value,
    name_value,
    read_labels,
    write_sentence,
)
from analysis.tables.corpus import Corpus

ROWS = 40
LEFT = ' style="text-align:left"'  # JupyterLab sets every cell to the right
LINKED = ("name", "passage", "match")  # columns that lead to their row's sentence
_HEAD = re.compile(r"\A.*?(?=<svg)", re.S)
_SIZE = re.compile(r'<svg (.*?)width="[\d.]+pt" height="[\d.]+pt"', re.S)
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.S)
_OWN = re.compile(r'(\bid="|href="#|url\(#)')


@dataclass(frozen=True)
class Page:
    """Shows what a notebook found. Every method displays something, once as HTML and once as plain text that says the same.

    Args:
        corpus: where the sentences of the evidence come from.
        language: ``en`` or ``zh``.
        figures: the folder that figures are saved to.
        missing: what was said to be missing so far.

    Raises:
        ValueError: for another language.
    """

    corpus: Corpus
    language: str = "en"
    figures: str | Path = "figures"
    missing: set[str] = field(default_factory=set, repr=False)

    def __post_init__(self) -> None:
        """Refuse a language that nothing is said in."""
        if self.language not in LANGUAGES:
            raise ValueError(f"language is {self.language!r}: it must be one of {', '.join(LANGUAGES)}")

    @cached_property
    def sentences(self) -> dict[str, str]:
        """The reading text of every sentence by its id."""
        table = self.corpus.table("sentences", ["sentence", "text"])
        return dict(zip(table["sentence"], table["text"], strict=True))

    def write(self, key: str, **values: object) -> Words:
        """Return a label or a sentence of ``labels.csv`` with its values in place; ``KEY.none`` where one that it needs is missing."""
        template = label(key, self.language)
        if f"{key}.none" in read_labels() and misses_value(template, values):
            template = label(f"{key}.none", self.language)
        return write_sentence(template, values, self.language)

    def say(
        self, key: str, values: Mapping[str, object] | None = None, *, lead: int | None = None, **more: object
    ) -> None:
        """Say a computed sentence: the template ``say.KEY`` of ``labels.csv``, or ``say.KEY.none`` where a value is missing; nothing
        where that is not there, or lacks a value too.

        Args:
            key: of the template.
            values: of its fields; one that is a row of quantities is quoted from its sentence, the number marked.
            lead: its place among the main findings on the report's first page; None for a sentence of this chapter only.
        """
        given = {name: self._quote(value) for name, value in {**(values or {}), **more}.items()}
        chosen = f"say.{key}"
        if misses_value(label(chosen, self.language), given):
            chosen += ".none"
            if chosen not in read_labels() or misses_value(label(chosen, self.language), given):
                return
        words = write_sentence(label(chosen, self.language), given, self.language)
        rank = "" if lead is None else f' data-lead="{lead}"'
        _show(f'<p class="finding"{rank}>{words.html}</p>', words.plain)

    def _quote(self, value: object) -> object:
        if not isinstance(value, Mapping):
            return value
        return trim_quote(write_evidence(value, self.sentences[value["sentence"]], None, self.language))

    def warn(self, keys: Mapping[str, Mapping[str, object]]) -> None:
        """Say what a reader must bear in mind, one line each; nothing where there is nothing to warn of.

        Args:
            keys: the templates ``warn.KEY`` wanted, each with its values.
        """
        lines = [self.write(f"warn.{key}", **values) for key, values in keys.items()]
        if lines:
            items = "".join(f"<li>{line.html}</li>" for line in lines)
            _show(f'<ul class="warning">{items}</ul>', "\n".join(line.plain for line in lines))

    def rename(self, table: pd.DataFrame, *columns: str) -> pd.DataFrame:
        """Return a table whose values in ``columns`` are names in the reader's language, for a figure that is drawn from it."""
        named = {x: [name_value(x, value, self.language) for value in table[x]] for x in columns}
        return table.assign(**named)

    def names(self, family: str) -> dict[str, str]:
        """Return the names of a family of values in the reader's language: ``names("theme")`` names columns that are themes."""
        start = f"value.{family}."
        return {
            key.removeprefix(start): said[self.language] for key, said in read_labels().items() if key.startswith(start)
        }

    def _head(self, table: str, column: str) -> Words:
        keys = (f"column.{table}.{column}", f"column.{column}", f"value.theme.{column}")
        known = next((key for key in keys if key in read_labels()), None)
        return self.write(known) if known else Words(column, mark_chinese(column, self.language))

    def _miss(self, name: str, other: str, values: Mapping[str, object]) -> None:
        """Say that there is nothing to show, once: a figure need not repeat what the table above it said."""
        words = self.write(f"none.{name}" if f"none.{name}" in read_labels() else other, **values)
        if words.plain not in self.missing:
            self.missing.add(words.plain)
            _show(f'<p class="missing">{words.html}</p>', words.plain)

    def show_table(
        self,
        name: str,
        table: pd.DataFrame,
        columns: Sequence[str],
        *,
        rows: int = ROWS,
        mark: str | None = None,
        download: str | None = None,
        **values: object,
    ) -> None:
        """Show a table: caption ``table.NAME``, headers ``column.NAME.COLUMN`` or ``column.COLUMN``; ``none.NAME`` where it is empty.

        Args:
            name: the table's name on this page.
            table: its rows, sorted as they are to be read.
            columns: which columns, in order; ``evidence`` quotes the row's sentence and leads to it.
            rows: how many are shown; what is left out is said below.
            mark: the column whose words are marked in the quote, where the row has no offset.
            download: the table of the report's downloads that holds all rows.
            values: of the caption's fields.
        """
        if table.empty:
            self._miss(name, "none.table", values)
            return
        shown = table.head(rows)
        numeric = {x: x in table and is_number(table[x]) for x in columns}
        head = [self._head(name, x) for x in columns]
        body = [[self._cell(x, row, numeric[x], mark) for x in columns] for row in shown.to_dict("records")]
        caption = self.write(f"table.{name}", **values)
        cut = self.write("table.cut", shown=len(shown), of=len(table)) if len(table) > len(shown) else Words("", "")
        markup = _table_html(name, caption, head, body, [numeric[x] or x == "left" for x in columns], download)
        note = f'<p class="cut">{cut.html}</p>' if cut.html else ""
        lines = [caption.plain, " | ".join(x.plain for x in head)]
        lines += [" | ".join(x.plain for x in cells) for cells in body] + ([cut.plain] if cut.plain else [])
        _show(f'<div class="table-wrap">{markup}</div>{note}', "\n".join(lines))

    def _cell(self, column: str, row: Mapping[Any, Any], numeric: bool, mark: str | None) -> Words:
        if column == "evidence":
            sentence = self.sentences.get(row["sentence"])
            return (
                write_evidence(row, sentence, mark, self.language)
                if sentence
                else write_cell(column, None, self.language, False)
            )
        words = write_cell(column, row[column], self.language, numeric)
        return link_words(words, str(row["sentence"])) if column in LINKED and row.get("sentence") else words

    def show_figure(
        self,
        name: str,
        plot: Callable[..., Any],
        table: Any,
        *further: Any,
        finding: Mapping[str, object] | None = None,
        words: Mapping[str, str] | None = None,
        **options: Any,
    ) -> None:
        """Draw a table that was shown above, save it as ``NAME.svg``, and show it with its finding as title and alternative text.

        Args:
            name: of the file; title and alternative text are ``figure.NAME`` and ``alt.NAME`` of ``labels.csv``.
            plot: a function of :mod:`analysis.figures`.
            table, further: what it draws; where the table is empty, the sentence ``none.NAME`` is said instead.
            finding: the values of title and alternative text.
            words: options of ``plot`` that are keys of ``labels.csv``: ``xlabel="axis.deadline"``.
            options: its other options.
        """
        if not len(table):
            self._miss(name, "none.figure", finding or {})
            return
        named = {option: self.write(key).plain for option, key in (words or {}).items()}
        axes = plot(table, *further, **named, **options)
        svg = _draw(axes, name)
        folder = Path(self.figures)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
        title, alt = (self.write(f"{part}.{name}", **(finding or {})) for part in ("figure", "alt"))
        inline = svg.replace("<svg ", f'<svg role="img" aria-label="{html.escape(alt.plain)}" ', 1)
        caption = f"<figcaption>{title.html}</figcaption>"
        _show(
            f'<figure class="chart" id="f-{name}">{inline}{caption}</figure>',
            f"{title.plain}\n{alt.plain}\n[{name}.svg]",
        )


def _show(markup: str, plain: str) -> None:
    display({"text/html": markup, "text/plain": plain}, raw=True)  # type: ignore[no-untyped-call]


def _table_html(
    name: str, caption: Words, head: list[Words], body: list[list[Words]], numeric: list[bool], download: str | None
) -> str:
    file = f' data-download="{html.escape(download)}"' if download else ""
    side = [' class="n"' if right else LEFT for right in numeric]
    top = "".join(f'<th scope="col"{s}>{words.html}</th>' for words, s in zip(head, side, strict=True))
    lines = [
        "<tr>" + "".join(f"<td{s}>{cell.html}</td>" for cell, s in zip(cells, side, strict=True)) + "</tr>"
        for cells in body
    ]
    rows = "\n".join(lines)
    return (
        f'<table class="data" id="t-{html.escape(name)}"{file}><caption>{caption.html}</caption>\n'
        f"<thead><tr>{top}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>"
    )


def _draw(axes: Any, name: str) -> str:
    """Return a figure as SVG without clock or size in points, its ids made its own so that figures can share a page."""
    file = io.StringIO()
    axes.figure.savefig(file, format="svg", metadata={"Date": None})
    svg = _METADATA.sub("", _HEAD.sub("", file.getvalue()))
    svg = _SIZE.sub(r"<svg \1", svg, count=1)
    lines = _OWN.sub(rf"\g<1>{name}-", svg).splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n"
