"""Measure words, units and nouns that serve as units, read once from ``units.csv`` and ``noun_units.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.lexicon import LexiconError, read_rows

AGES = frozenset(("岁", "周岁"))
HEADS = frozenset(("户", "人", "名", "人次"))  # people and households, counted
KINDS = ("count", "money", "percent", "duration", "other")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit as printed after a number: what it is called in the tables, and what it measures."""

    surface: str
    name: str
    kind: str
    spelled: bool  # a Chinese numeral of one character counts with it (三家), not only digits (3面)
    noun: bool  # a noun that stands where a measure word would (8部门)


def join_words(words: Iterable[str], refused: Mapping[str, Sequence[str]] | None = None) -> str:
    """Return a pattern that finds the longest of ``words`` at a place, as a tree of characters.

    ``refused`` gives for a word what may not follow it; a shorter word is tried then. The text is compared character by
    character, so that 400 words cost no more than the few characters that they share with it. No word: matches nothing.

    >>> join_words(["人", "人次"])
    '(?:人(?:次(?:)|))'
    """
    below: dict[str, list[str]] = {}
    for word in words:
        below.setdefault(word[0], []).append(word)
    return _branch(below, 1, refused or {}) if below else "(?!)"


def _branch(below: Mapping[str, list[str]], depth: int, refused: Mapping[str, Sequence[str]]) -> str:
    branches = []
    for character, words in sorted(below.items()):
        longer: dict[str, list[str]] = {}
        ends = ""
        for word in words:
            if len(word) > depth:
                longer.setdefault(word[depth], []).append(word)
            else:
                ends = "|" + (f"(?!{join_words(refused[word])})" if refused.get(word) else "")
        inner = _branch(longer, depth + 1, refused)[3:-1] if longer else ""
        branches.append(f"{re.escape(character)}(?:{(inner + ends).removeprefix('|') if inner or ends != '|' else ''})")
    return f"(?:{'|'.join(branches)})"


def _read_units() -> tuple[dict[str, Unit], dict[str, Sequence[str]]]:
    units: dict[str, Unit] = {}
    refused: dict[str, Sequence[str]] = {}
    rows = [(row["surface"], row["unit"], row["kind"], row) for row in read_rows("units.csv")]
    rows += [(row["noun"], row["noun"], "count", row) for row in read_rows("noun_units.csv")]
    for surface, name, kind, row in rows:
        if kind not in KINDS or surface in units:
            raise LexiconError(f"units.csv, noun_units.csv: the row {surface!r} stands twice or has no kind")
        units[surface] = Unit(surface, name, kind, row["numerals"] == "any", noun="noun" in row)
        refused[surface] = row["except"].split("|") if row["except"] else ()
    return units, refused


UNITS, _REFUSED = _read_units()
UNIT_PATTERN = join_words(UNITS, _REFUSED)
