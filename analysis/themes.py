"""Decide for every sentence what it is about.

The longest term that begins first wins (社会组织党组织 is not 社会组织). A strong term makes its theme; a weak one needs company: a second
term, a heading that governs the sentence, or an article that is about the theme. Fields that a sentence only lists (…等方面) and
documents that it cites (《…》) are passing mentions and count one step less.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from analysis.lexicon import read_blockers, read_concepts, read_shared

_POINTS = {"strong": 4, "weak": 1, "hint": 0, "near": -1, "under": -2}
_SURE = 4  # points that make a theme without any context
_NEAR = 12  # characters within which a hint stands by a weak term
_HEAD = 32  # a longer sentence is no head, whatever number it bears
_DOMINANT = 0.3  # share of an article's sentences that makes a theme its own
_CARRIES = 14  # characters: a shorter sentence carries nothing over
_FILLS = 0.5  # share of them that makes it carry over to sentences that name nothing
_MARK = re.compile(
    r"[#\s]*(?:(?P<a>[一二三四五六七八九十]+、)|(?P<b>[(（][一二三四五六七八九十]+[)）])|(?P<c>\d{1,2}[.．、])|(?P<d>[(（]\d{1,2}[)）])"
    r"|(?P<e>第?[一二三四五六七八九十]+是|首先|其次|此外))?"
)
_LIST_END = re.compile(
    "等[^、，,。；;]{0,6}?(?:方面|领域|内容|主题|部门|单位|职责|职能|重点任务|类|方式|途径|形式|手段|渠道|活动|制度)|[二三四五六七八九十]大举措"
)
_LIST = 160  # characters that a list may be long
_ASIDES = 60  # a sentence that cites more than these is a list itself
_ITEM = 8  # characters of its first item that are taken for it
_CITED = re.compile("《[^《》]{4,60}》|[(（][^()（）]{4,60}[)）]|(?:“[^”]{1,12}”){1,6}等?字样")
_SPEAKER = re.compile("(?:党委|党总支|党支部|党工委)(?:副?书记)[^，。：；]{0,6}(?:说|表示|介绍|告诉)")
_NOTICE = re.compile("^关于.{4,40}的(?:通知|公告|通告|提示|公示)(?:[(（].{1,20}[)）])?$")
_NONE: frozenset[str] = frozenset()
_REPORTING = re.compile("^[^，,：:]{2,30}(?:说|表示|介绍道|介绍说|主持会议|出席会议)。?$")


class _Sentence(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def begin(self) -> int: ...
    @property
    def text(self) -> str: ...


class ThemeHit(NamedTuple):
    """A sentence carries a theme; ``terms`` are the words that speak for it, empty where only its context does."""

    number: int
    theme: str
    terms: tuple[str, ...]


@dataclass(slots=True)
class _Weighed:
    """What the words of one sentence say: points and terms of each theme, and the themes that it only hints at."""

    points: dict[str, int]
    terms: dict[str, list[str]]
    hints: set[str]


class _Evidence:
    """The terms of all themes in one automaton; ``meaning`` says for each which theme it speaks for, with what points."""

    def __init__(self, path: Path | None = None) -> None:
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
def _read_evidence(path: Path | None = None) -> _Evidence:
    return _Evidence(path)


def find_themes(
    sentences: Sequence[_Sentence], title: str | None = None, concepts: Path | None = None
) -> list[ThemeHit]:
    """Return the themes of the sentences of one article, in the order of the sentences, then of ``themes.csv``.

    Args:
        sentences: sentences and headings of one article, in order.
        title: the article's title, where it has one: context for all its sentences.
        concepts: another file of themes, read as :func:`analysis.lexicon.read_concepts` reads it.

    Returns:
        One hit a sentence and theme; none where nothing is found.

    Raises:
        LexiconError: if the file of themes breaks its own rules.
    """
    evidence = _read_evidence(concepts)
    texts = [sentence.text for sentence in sentences]
    *named, titled = evidence.find_terms([*texts, title or ""])
    weighed = [_weigh(text, terms, evidence) if terms else _SILENT for text, terms in zip(texts, named, strict=True)]
    notice = title is not None and _NOTICE.search(title) is not None  # its headings are of its subject: 一、评估对象
    article, filling = _article_themes(weighed, _weigh(title, titled, evidence) if title else None, notice)
    heads = _Heads()
    hits: list[ThemeHit] = []
    before: set[str] = set()
    for sentence, own in zip(sentences, weighed, strict=True):
        rank = _rank(sentence)
        governing = heads.govern(rank)
        found = _decide(own, article if governing is None else governing, evidence.shared, is_head=rank is not None)
        if filling and not found and not own.points:
            found = before & filling if _carries_on(sentence) else filling if notice and rank is not None else found
        if rank is not None:
            heads.add(rank, found)
        before = found
        if found:
            order = sorted(found, key=evidence.order.__getitem__)
            hits.extend(ThemeHit(sentence.number, theme, tuple(own.terms.get(theme, ()))) for theme in order)
    return hits


class _Heads:
    """The heads that govern a sentence: 一、 over （一） over 一是."""

    def __init__(self) -> None:
        self._stack: list[tuple[int, set[str]]] = []
        self._fresh = False
        self._kept: set[str] = set()
        self._governing: set[str] | None = None

    def govern(self, rank: int | None) -> set[str] | None:
        """Return the themes of the nearest head that has any; a head ends those of its own rank and below."""
        if rank is None:
            self._fresh = False
            return self._governing
        self._kept = set()
        while self._stack and self._stack[-1][0] >= rank:
            last = self._stack.pop()
            if self._fresh and last[0] == rank:  # a head in two lines: 聚焦脱贫攻坚 / 发挥社会组织扶贫“正能量”
                self._kept = last[1]
        self._fresh = True
        return self._find_governing()

    def add(self, rank: int, themes: set[str]) -> None:
        """Put a head over what follows."""
        self._stack.append((rank, themes | self._kept))
        self._governing = self._find_governing()

    def _find_governing(self) -> set[str] | None:
        return next((themes for _, themes in reversed(self._stack) if themes), None)


_SILENT = _Weighed({}, {}, set())  # of a sentence without terms


def _weigh(text: str, named: Sequence[tuple[int, int]], evidence: _Evidence) -> _Weighed:
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
        if points[theme] < _SURE and _stands_near(at, near.get(theme, ())):
            points[theme] = _SURE
    return _Weighed(points, terms, hints)


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


def _article_themes(weighed: Sequence[_Weighed], title: _Weighed | None, notice: bool) -> tuple[set[str], set[str]]:
    """Return the themes that the article is about, and those of them that fill it: named in its title and in half its sentences.

    A notice is about what its title names from end to end, where a few of its sentences name it again.
    """
    sure = Counter(theme for own in weighed for theme, points in own.points.items() if points >= _SURE)
    share = {theme: count / len(weighed) for theme, count in sure.items() if count >= 2}
    titled = {theme for theme, points in title.points.items() if points >= _SURE} if title else set()
    return titled | {theme for theme, part in share.items() if part >= _DOMINANT}, {
        x for x in titled if share.get(x, 0) >= _FILLS or (notice and x in share)
    }


def _rank(sentence: _Sentence) -> int | None:
    """How high a sentence stands as a head of what follows; None where it is no head."""
    if sentence.kind != "heading" and len(sentence.text) > _HEAD:
        return None
    mark = _MARK.match(sentence.text)
    group = mark.lastgroup if mark else None
    if sentence.kind == "heading":
        return {"a": 1, "b": 2, "c": 3, "d": 4}.get(group or "", 0)
    if group is None:
        return None
    return {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}[group]


def _decide(
    own: _Weighed, context: set[str], shared: Mapping[str, Mapping[str, frozenset[str]]], is_head: bool
) -> set[str]:
    """Return the themes of a sentence by its own words and its context: the head that governs it, else the article."""
    if not own.points:
        return own.hints & context
    firm = max(own.points.values()) >= _SURE
    found = {theme for theme in own.points if theme in context}
    for theme, points in own.points.items():
        enough = points >= _SURE or (points >= 2 and not firm)
        if enough and theme not in context and not _is_rival(theme, own, context):
            found.add(theme)
    if len(own.points) > 1:
        found -= {theme for theme in found if _is_shared(theme, own, shared)}
    return found | (own.hints & context) if is_head or not found else found


def _is_shared(theme: str, own: _Weighed, shared: Mapping[str, Mapping[str, frozenset[str]]]) -> bool:
    """Tell whether all terms of the theme are words of another as well that the sentence is surely about (慈善总会救助困难群众)."""
    known, terms = shared.get(theme), own.terms.get(theme, ())
    if not known or not terms:
        return False
    sure = {other for other, points in own.points.items() if points >= _SURE and other != theme}
    return all(known.get(term, _NONE) & sure for term in terms)


def _is_rival(theme: str, own: _Weighed, context: set[str]) -> bool:
    """Tell whether every term of the theme speaks for a theme of the context as well (对口帮扶 under 脱贫攻坚)."""
    terms = set(own.terms[theme])
    return any(other != theme and other in context and terms <= set(own.terms[other]) for other in own.terms)


def _carries_on(sentence: _Sentence) -> bool:
    """Tell whether a sentence without words of its own may go on with its article's theme; 王群英说。 does not."""
    return sentence.kind == "body" and len(sentence.text) >= _CARRIES and not _REPORTING.match(sentence.text)
