"""Put a document together again from the rows of the tables: articles, paragraphs, captions where they stood, marks in their sentences.

Read part by part, so that an archive of any size passes through; a part holds whole documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from analysis.findings.overview import call_untitled
from analysis.report.marks import Mark
from analysis.targets import read_due

Row = dict[str, Any]
TABLES = ("documents", "articles", "sentences", "layout", "quantities", "targets", "formulae", "themes")


@dataclass
class Text:
    """The rows of one document, each table's in the order of the text."""

    document: Row
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    @property
    def doc(self) -> str:
        """The document's name."""
        return str(self.document["doc"])

    def call(self, article: Row) -> str:
        """Return what an article is called: its title, else its issuer or place with its day as in the notebooks, else the document's name."""
        dated = article["published"] or article["event_date"] or ""
        day = dated if dated[:4].isdigit() else ""
        return article["title"] or call_untitled({**article, "issuer": self.document["issuer"], "day": day}) or self.doc


def read_texts(folder: Path, as_of: str) -> Iterator[Text]:
    """Yield every document of a folder of tables with its rows, in the order of the tables; targets are due against ``as_of``."""
    for part in sorted((folder / "documents.parquet").glob("*.parquet")):
        texts: dict[str, Text] = {}
        for name in TABLES:
            for row in pq.read_table(folder / f"{name}.parquet" / part.name).to_pylist():
                if name == "documents":
                    texts[row["doc"]] = Text(row)
                else:
                    if name == "targets":
                        row["due"] = read_due(row["date"], as_of)
                    texts[row["doc"]].rows[name].append(row)
        yield from texts.values()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or caption, with its sentences (a caption has none, but a text)."""

    kind: str
    sentences: tuple[Row, ...] = ()
    text: str = ""


def split_blocks(sentences: Sequence[Row], layout: Sequence[Row]) -> list[Block]:
    """Return an article as blocks: a gap between sentences is a new paragraph unless the page's break was mended there.

    A caption stands after the paragraph that it interrupted.
    """
    joins = [(x["start"], x["end"]) for x in layout if x["type"] == "join"]
    captions = [x for x in layout if x["type"] == "caption"]
    blocks: list[Block] = []
    run: list[Row] = []

    def close() -> None:
        if run:
            blocks.append(Block("paragraph" if run[0]["kind"] == "body" else "heading", tuple(run)))
            end = run[-1]["end"]
            while captions and captions[0]["start"] < end:
                blocks.append(Block("caption", text=captions.pop(0)["text"]))
            run.clear()

    for sentence in sentences:
        last = run[-1] if run else None
        if last is not None and (
            last["kind"] != sentence["kind"] or sentence["kind"] != "body" or _is_apart(last, sentence, joins)
        ):
            close()
        while captions and not run and captions[0]["end"] <= sentence["start"]:
            blocks.append(Block("caption", text=captions.pop(0)["text"]))
        run.append(sentence)
    close()
    return blocks + [Block("caption", text=x["text"]) for x in captions]


def _is_apart(last: Row, sentence: Row, joins: Sequence[tuple[int, int]]) -> bool:
    gap = (last["end"], sentence["start"])
    return gap[0] < gap[1] and not any(start < gap[1] and gap[0] < end for start, end in joins)


def place_joins(sentence: Row, layout: Sequence[Row]) -> list[int]:
    """Return where in a sentence's reading text breaks were mended; [] where that cannot be told from the tables."""
    inside = [
        (x["start"], x["end"])
        for x in layout
        if x["type"] == "join" and sentence["start"] < x["start"] and x["end"] < sentence["end"]
    ]
    removed = sum(end - start for start, end in inside)
    if sentence["end"] - sentence["start"] - removed != len(sentence["text"]):
        return []
    places, before = [], 0
    for start, end in sorted(inside):
        places.append(start - sentence["start"] - before)
        before += end - start
    return places


def mark_sentences(text: Text, label: Mapping[str, str]) -> dict[str, list[Mark]]:
    """Return the marks of every sentence, by its id. A formula is marked wherever it stands; its first place carries its card."""
    marks: dict[str, list[Mark]] = defaultdict(list)
    for row in text.rows["quantities"]:
        style = row["status"] if row["status"] in STATUSES else "other"
        end = row["offset"] + len(row["text"])
        marks[row["sentence"]].append(Mark(row["offset"], end, style, row["quantity"], label.get(style, style)))
    for row in text.rows["formulae"]:
        anchor = f"{text.doc}-f{row['start']}"
        for sentence in text.rows["sentences"]:
            at = sentence["text"].find(row["text"])
            while at >= 0:
                here = sentence["sentence"] == row["sentence"] and at == row["offset"]
                mark = Mark(at, at + len(row["text"]), "formula", anchor if here else "", label["formula"])
                marks[sentence["sentence"]].append(mark)
                at = sentence["text"].find(row["text"], at + len(row["text"]))
    return marks


STATUSES = ("target", "result", "rule", "scope")
