"""Find what a codebook names: policy instruments, the means of helping the countryside, the groups that policy serves.

A codebook is a data file with a row a code and its cues. The policy instruments are those of Rothwell and Zegveld (1981): supply,
environment and demand. A sentence carries a code where it holds a cue of it; the longest cue that begins first wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from analysis.lexicon import DATA, LexiconError, expand_term, read_rows


class _Sentence(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def begin(self) -> int: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Code:
    """One row of a codebook."""

    key: str
    zh: str
    en: str
    family: str
    definition: str
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeHit:
    """A cue of a code in a sentence: ``sentence.text[start - begin : end - begin] == cue``."""

    number: int
    code: str
    family: str
    cue: str
    start: int
    end: int


def read_codebook(name: str, folder: Path = DATA) -> dict[str, Code]:
    """Return the codes of a codebook by key, in the file's order.

    Raises:
        LexiconError: if a row repeats a key or a cue, or has no cue; the message names file and row.

    >>> read_codebook("instruments.csv")["taxation"].family
    'environment'
    """
    codes: dict[str, Code] = {}
    owner: dict[str, str] = {}
    for row in read_rows(name, folder):
        key = row["key"]
        if key in codes:
            raise LexiconError(f"{name}: two rows have the key {key!r}")
        cues = tuple(cue for cell in row["cues"].split("|") if cell for cue in expand_term(cell))
        if not cues:
            raise LexiconError(f"{name}: row {key!r} has no cue")
        for cue in cues:
            if cue in owner:
                raise LexiconError(f"{name}: row {key!r}: the cue {cue!r} stands in row {owner[cue]!r} already")
            owner[cue] = key
        codes[key] = Code(key, row["zh"], row["en"], row.get("family", ""), row.get("definition", ""), cues)
    return codes


def find_codes(sentences: Sequence[_Sentence], codebook: str) -> list[CodeHit]:
    """Return what the sentences name of a codebook: one hit a sentence and code, at its first cue, in the order of the text.

    Args:
        sentences: sentences and headings, in order.
        codebook: the name of a data file: ``instruments.csv``, ``means.csv``, ``groups.csv``.

    Raises:
        LexiconError: if the codebook breaks its own rules.
    """
    automaton, meaning = _read_automaton(codebook)
    hits = []
    for sentence in sentences:
        seen = set()
        for index, start, end in automaton.find_matches_as_indexes(sentence.text):
            cue, code = meaning[index]
            if code.key not in seen:
                seen.add(code.key)
                begin = sentence.begin
                hits.append(CodeHit(sentence.number, code.key, code.family, cue, begin + start, begin + end))
    return hits


def find_instruments(sentences: Sequence[_Sentence]) -> list[CodeHit]:
    """Return the policy instruments that the sentences name, with their family: supply, environment, demand."""
    return find_codes(sentences, "instruments.csv")


def find_means(sentences: Sequence[_Sentence]) -> list[CodeHit]:
    """Return the means of helping the countryside that the sentences name: funds, jobs, consumption, volunteers …"""
    return find_codes(sentences, "means.csv")


def find_groups(sentences: Sequence[_Sentence]) -> list[CodeHit]:
    """Return the groups that the sentences say are served: older people, people who need care, children …"""
    return find_codes(sentences, "groups.csv")


@cache
def _read_automaton(codebook: str) -> tuple[AhoCorasick, list[tuple[str, Code]]]:
    meaning = [(cue, code) for code in read_codebook(codebook).values() for cue in code.cues]
    cues = [cue for cue, _ in meaning]
    return AhoCorasick(cues, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA), meaning
