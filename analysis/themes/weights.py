"""Weigh the words of a sentence: what each theme's terms say for it, apart from fields that it only lists and documents that it cites."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from analysis.lexicon import read_blockers, read_concepts, read_shared

_POINTS = {"strong": 4, "weak": 1, "hint": 0, "near": -1, "under": -2}
SURE = 4  # points that make a theme without any context
_NEAR = 12  # characters within which a hint stands by a weak term
_LIST_END = re.compile(
    "等[^、，,。；;]{0,6}?(?:方面|领域|内容|主题|部门|单位|职责|职能|重点任务|类|方式|途径|形式|手段|渠道|活动|制度)|[二三四五六七八九十]大举措"
)
_LIST = 160  # characters that a list may be long
_ASIDES = 60  # a sentence that cites more than these is a list itself
_ITEM = 8  # characters of its first item that are taken for it
_CITED = re.compile("《[^《》]{4,60}》|[(（][^()（）]{4,60}[)）]|(?:“[^”]{1,12}”){1,6}等?字样")
_SPEAKER = re.compile("(?:党委|党总支|党支部|党工委)(?:副?书记)[^，。：；]{0,6}(?:说|表示|介绍|告诉)")


@dataclass(slots=True)
class Weighed:
    """What the words of one sentence say: points and terms of each theme, and the themes that it only hints at."""

    points: dict[str, int]
    terms: dict[str, list[str]]
    hints: set[str]


class Evidence:
    """The terms of all themes in one automaton; ``meaning`` says for each which theme it speaks for, with what points."""

    def __init__(self, path: Path | None = None) -> None:
        """Read the themes of a file, those of ``themes.csv`` where None."""
        self.themes = read_concepts(path)
        self.order = {theme: place for place, theme in enumerate(self.themes)}
        meaning: dict[str, dict[str, int]] = {}
        for concept in self.themes.values():
            for term, weight in concept.terms.items():
                meaning.setdefault(term, {})[concept.key] = _POINTS[weight]
        hidden = [term for concept in self.themes.values() for term in concept.excluded]
        for term in (*hidden, *read_blockers(path and path.with_name("theme_terms.csv"))):
            meaning.setdefault(term, {})
        self.shared = read_shared() if path is None else {}
        self.terms = sorted(meaning)
        self.meaning = [tuple(meaning[term].items()) for term in self.terms]
        # 1,000 terms: 27 million characters/s; a DFA does 16, for it does not fit the processor's cache; an alternation of `re` 2.4
        kind, size = MatchKind.LeftmostLongest, Implementation.ContiguousNFA
        self.automaton = AhoCorasick(self.terms, matchkind=kind, implementation=size)

    def find_terms(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """Return for each text its terms, as index and start, from one pass over all of them."""
        found: list[list[tuple[int, int]]] = [[] for _ in texts]
        number, begin, stop = -1, 0, -1
        for index, start, _ in self.automaton.find_matches_as_indexes("\n".join(texts)):
            while start >= stop:
                number, begin = number + 1, stop + 1
                stop = begin + len(texts[number])
            found[number].append((index, start - begin))
        return found


@cache
def read_evidence(path: Path | None = None) -> Evidence:
    """Return the terms of a file of themes, read once."""
    return Evidence(path)


SILENT = Weighed({}, {}, set())  # of a sentence without terms


def weigh(text: str, named: Sequence[tuple[int, int]], evidence: Evidence) -> Weighed:
    """Weigh the terms of a text, each given as index and start."""
    points: dict[str, int] = {}
    terms: dict[str, list[str]] = {}
    near: dict[str, list[int]] = {}
    hints: set[str] = set()
    weak: list[tuple[str, int]] = []
    mentioned: set[tuple[str, int]] = set()
    aside = _aside(text)
    meaning = evidence.meaning
    for index, start in named:
        passing = aside and meaning[index] and any(a <= start < b for a, b in aside)
        for theme, point in meaning[index]:
            if point <= 0:
                if point != _POINTS["near"]:
                    hints.add(theme)
                if point != _POINTS["under"]:
                    near.setdefault(theme, []).append(start)
                continue
            if point == 1 and not passing:
                weak.append((theme, start))
            seen = terms.setdefault(theme, [])
            first = evidence.terms[index] not in seen
            if first and passing:
                mentioned.add((theme, index))
            elif not first and not passing and (theme, index) in mentioned:
                mentioned.discard((theme, index))
                points[theme] += point  # 《…慈善…措施》, 慈善帮扶: it is more than cited
            if first:
                seen.append(evidence.terms[index])
                had = points.get(theme, 0)
                points[theme] = max(had, 1) if passing else had + point
    for theme, at in weak if near else ():
        if points[theme] < SURE and _stands_near(at, near.get(theme, ())):
            points[theme] = SURE
    return Weighed(points, terms, hints)


def _stands_near(at: int, places: Sequence[int]) -> bool:
    first = bisect_left(places, at - _NEAR)
    return first < len(places) and places[first] <= at + _NEAR


def _aside(text: str) -> list[tuple[int, int]]:
    """Where the sentence only lists fields (在产业振兴、社会治理等方面) or cites documents."""
    spans: list[tuple[int, int]] = []
    if "《" in text or "(" in text or "（" in text or "字样" in text:
        spans.extend(match.span() for match in _CITED.finditer(text))
    if "书记" in text:
        spans.extend(match.span() for match in _SPEAKER.finditer(text))
    if "、" in text:
        for match in _LIST_END.finditer(text):
            stop = match.start()
            window = max(0, stop - _LIST)
            clause = max(text.rfind(mark, window, stop) for mark in "，,。；;") + 1
            first = text.find("、", max(clause, window), stop)
            if first >= 0:
                spans.append((max(clause, first - _ITEM), stop))
    return spans[:_ASIDES]
