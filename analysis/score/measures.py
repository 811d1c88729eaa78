"""What a measure is: precision, recall and F1 as in information extraction, or the share right of what was found."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

Row = Mapping[str, object]
Rows = Sequence[Row]

_BLANK = re.compile(r"\s+")
_UPPER_PLACES = re.compile(r"^.*(?:省|自治区|市)(?=.+[市县区]$)")
_PLACE_TYPE = re.compile(r"(?:特别行政区|自治区|省|市|县|区)$")


class Measure(NamedTuple):
    """One line of the table of accuracy; ``precision`` and ``recall`` are missing where ``score`` is a share."""

    measure: str
    score: float
    precision: float | None
    recall: float | None
    right: int
    of: int


class Miss(NamedTuple):
    """One disagreement: ``missed``, ``spurious``, or the field that differs."""

    doc: str
    start: int | None
    end: int | None
    text: str
    problem: str
    gold: str
    found: str


@dataclass(frozen=True, slots=True)
class Scored:
    """What one comparison gives: its measures, and every disagreement."""

    measures: list[Measure] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)

    def __add__(self, other: Scored) -> Scored:
        """Join two comparisons: the measures of one after those of the other."""
        return Scored(self.measures + other.measures, self.misses + other.misses)


def measure_f1(name: str, right: int, found: int, wanted: int) -> Measure:
    """Return F1 with its precision and recall; each is 0 where its denominator is.

    >>> measure_f1("span", 3, 4, 6)
    Measure(measure='span', score=0.6, precision=0.75, recall=0.5, right=3, of=6)
    """
    precision = right / found if found else 0.0
    recall = right / wanted if wanted else 0.0
    both = precision + recall
    return Measure(name, 2 * precision * recall / both if both else 0.0, precision, recall, right, wanted)


def measure_share(name: str, right: int, of: int) -> Measure:
    """Return the share that is right; 0 where there is nothing to be right about.

    >>> measure_share("status", 3, 4).score
    0.75
    """
    return Measure(name, right / of if of else 0.0, None, None, right, of)


def read_cell(row: Row, column: str) -> str:
    """Return a cell in one form for both sides: nothing for what is missing, numbers to six decimals, a place by its own name.

    >>> read_cell({"low": "44392500"}, "low") == read_cell({"low": 44392500.0}, "low")
    True
    >>> read_cell({"place": "四川省/内江市/威远县"}, "place")
    '威远'
    """
    value = row.get(column)
    if value is None or value is pd.NA or value != value or str(value).strip() in ("", "null"):
        return ""
    if column in ("low", "high"):
        return repr(round(float(str(value)), 6))
    return name_place(str(value)) if column == "place" else str(value).strip()


def name_place(text: str) -> str:
    """Return a place without the places above it and without what kind of place it is, so that 沈阳 and 辽宁省/沈阳市 agree.

    >>> name_place("辽宁省/沈阳市"), name_place("沈阳市"), name_place("忠县")
    ('沈阳', '沈阳', '忠县')
    """
    last = _UPPER_PLACES.sub("", re.split(r"[/ ]", text.strip())[-1])
    return _PLACE_TYPE.sub("", last) if len(last) > 2 else last


def squeeze(text: object) -> str:
    """Return a text without blanks and line breaks: a page's blanks are nobody's claim."""
    return "" if text is None or text != text else _BLANK.sub("", str(text))
