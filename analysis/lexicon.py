"""Read the word lists, units, cues and labels that live in ``analysis/data``, and the concepts that themes are made of."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

DATA = Path(__file__).parent / "data"
WEIGHTS = ("strong", "weak", "hint", "near", "under", "none")

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_CHOICE = re.compile(r"\{([^{}]*)\}")


class LexiconError(ValueError):
    """A row of a data file breaks that file's own rules; the message names file and row."""


@dataclass(frozen=True, slots=True)
class Concept:
    """What a theme is called, and the words that speak for it.

    ``preferred`` and ``alternatives`` each make the theme by themselves; in an ``excluded`` context they do not.
    ``terms`` holds further evidence with its weight: strong, weak, hint.
    """

    key: str
    zh: str
    en: str
    preferred: str
    alternatives: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    terms: Mapping[str, str] = field(default_factory=dict)


def read_rows(name: str, folder: Path = DATA) -> list[dict[str, str]]:
    """Return the rows of a commented CSV file, in its order.

    Lines that begin with ``#`` explain the columns and are passed over; the first other line is the header.
    Missing cells are empty strings.

    Raises:
        LexiconError: if a row has more cells than the header.
    """
    lines = [line for line in (folder / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]
    rows = list(csv.DictReader(lines, restval=""))
    for row in rows:
        if None in row:
            raise LexiconError(f"{name}: the row {next(iter(row.values()))!r} has more cells than the header")
    return rows


def read_concepts(path: Path | None = None) -> dict[str, Concept]:
    """Return the themes of ``themes.csv`` by key, each with its evidence from ``theme_terms.csv``.

    Args:
        path: another file of themes; its evidence is the ``theme_terms.csv`` beside it, none where there is no such file.

    Returns:
        key -> concept, in the file's order. A row with no more than key and preferred term is a whole theme.

    Raises:
        LexiconError: if a row repeats a key or a term, excludes one of its own terms, excludes what holds none of them, or names an
            unknown parent, theme or weight. The message names file and row and says what is allowed.

    >>> read_concepts()["elderly_care"].zh
    '养老服务'
    """
    path = path or DATA / "themes.csv"
    concepts: dict[str, Concept] = {}
    for row in read_rows(path.name, path.parent):
        concept = _read_concept(row, path.name)
        if concept.key in concepts:
            raise LexiconError(f"{path.name}: two rows have the key {concept.key!r}")
        concepts[concept.key] = concept
    for concept in concepts.values():
        for parent in concept.parents:
            if parent == concept.key or parent not in concepts:
                raise LexiconError(f"{path.name}: row {concept.key!r}: no other theme has the key {parent!r} (parents)")
    beside = path.with_name("theme_terms.csv")
    evidence = _read_terms(beside, concepts) if beside.exists() else {}
    return {key: _add_terms(concept, evidence.get(key, {}), beside.name) for key, concept in concepts.items()}


def read_blockers(path: Path | None = None) -> tuple[str, ...]:
    """Return the terms of ``theme_terms.csv`` that make no theme and only hide shorter ones, sorted."""
    path = path or DATA / "theme_terms.csv"
    rows = read_rows(path.name, path.parent) if path.exists() else []
    return tuple(sorted({term for row in rows if row["weight"] == "none" for term in expand_term(row["term"])}))


def read_shared() -> dict[str, dict[str, frozenset[str]]]:
    """Return theme -> term -> the themes beside which the term alone does not make it, from ``shared_terms.csv``.

    >>> sorted(read_shared()["social_assistance"]["受灾"])
    ['charity']
    """
    shared: dict[str, dict[str, frozenset[str]]] = {}
    for row in read_rows("shared_terms.csv"):
        for term in expand_term(row["term"]):
            shared.setdefault(row["theme"], {})[term] = frozenset(row["beside"].split("|"))
    return shared


def expand_term(term: str) -> Iterator[str]:
    """Yield every term that a pattern with choices stands for.

    >>> list(expand_term("{引导/支持}社会组织"))
    ['引导社会组织', '支持社会组织']
    """
    parts = _CHOICE.split(term)
    choices = [part.split("/") if number % 2 else [part] for number, part in enumerate(parts)]
    return ("".join(choice) for choice in itertools.product(*choices))


def _read_concept(row: Mapping[str, str], name: str) -> Concept:
    key = row.get("key", "").strip()
    where = f"{name}: row {key!r}"
    if not _KEY.fullmatch(key):
        raise LexiconError(f"{where}: a key is lower-case letters, digits and underscores")
    preferred = row.get("preferred", "").strip()
    if not preferred:
        raise LexiconError(f"{where}: the preferred term is missing")
    alternatives, excluded, parents = (_split_cell(row.get(x, "")) for x in ("alternatives", "excluded", "parents"))
    own = (preferred, *alternatives)
    _refuse_repeats(own, where, "preferred and alternatives")
    _refuse_repeats(excluded, where, "excluded")
    return Concept(key, row.get("zh") or preferred, row.get("en") or key, preferred, alternatives, excluded, parents)


def _split_cell(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _refuse_repeats(terms: Iterable[str], where: str, column: str) -> None:
    seen: set[str] = set()
    for term in terms:
        if term in seen:
            raise LexiconError(f"{where}: {term!r} stands there twice ({column})")
        seen.add(term)


def _read_terms(path: Path, concepts: Mapping[str, Concept]) -> dict[str, dict[str, str]]:
    evidence: dict[str, dict[str, str]] = {}
    for row in read_rows(path.name, path.parent):
        where = f"{path.name}: row {row['term']!r}, {row['theme']!r}"
        if row["weight"] not in WEIGHTS:
            raise LexiconError(f"{where}: unknown weight {row['weight']!r}; allowed are {', '.join(WEIGHTS)}")
        if (row["weight"] == "none") != (not row["theme"]):
            raise LexiconError(f"{where}: a term of weight none has no theme, any other has one")
        if row["theme"] and row["theme"] not in concepts:
            raise LexiconError(f"{where}: unknown theme; known are {', '.join(concepts)}")
        for term in expand_term(row["term"]):
            terms = evidence.setdefault(row["theme"], {})
            if not term or term in terms:
                raise LexiconError(f"{where}: {term!r} stands there twice" if term else f"{where}: an empty term")
            terms[term] = row["weight"]
    return evidence


def _add_terms(concept: Concept, terms: Mapping[str, str], name: str) -> Concept:
    own = (concept.preferred, *concept.alternatives)
    for term in own:
        if terms.get(term, "strong") != "strong":
            raise LexiconError(
                f"{name}: row {term!r}, {concept.key!r}: themes.csv holds it strong, here it is {terms[term]}"
            )
    whole = {**dict.fromkeys(own, "strong"), **terms}
    for context in concept.excluded:
        if context in whole:
            raise LexiconError(f"themes.csv: row {concept.key!r}: it excludes its own term {context!r}")
        if not any(term in context for term in whole):
            raise LexiconError(
                f"themes.csv: row {concept.key!r}: {context!r} holds no term of the theme, so it excludes nothing"
            )
    return Concept(
        concept.key,
        concept.zh,
        concept.en,
        concept.preferred,
        concept.alternatives,
        concept.excluded,
        concept.parents,
        whole,
    )
