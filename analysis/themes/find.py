"""Decide for every sentence what it is about.

The longest term that begins first wins (社会组织党组织 is not 社会组织). A strong term makes its theme; a weak one needs company: a second
term, a heading that governs the sentence, or an article that is about the theme. Fields that a sentence only lists (…等方面) and
documents that it cites (《…》) are passing mentions and count one step less.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from analysis.themes.weights import SILENT, SURE, Weighed, read_evidence, weigh

_HEAD = 32  # a longer sentence is no head, whatever number it bears
_DOMINANT = 0.3  # share of an article's sentences that makes a theme its own
_CARRIES = 14  # characters: a shorter sentence carries nothing over
_FILLS = 0.5  # share of them that makes it carry over to sentences that name nothing
_MARK = re.compile(
    r"[#\s]*(?:(?P<a>[一二三四五六七八九十]+、)|(?P<b>[(（][一二三四五六七八九十]+[)）])|(?P<c>\d{1,2}[.．、])|(?P<d>[(（]\d{1,2}[)）])"
    r"|(?P<e>第?[一二三四五六七八九十]+是|首先|其次|此外))?"
)
_NOTICE = re.compile("^关于.{4,40}的(?:温馨)?(?:通知|公告|通告|提示|公示)(?:[(（].{1,20}[)）])?$")
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
    evidence = read_evidence(concepts)
    texts = [sentence.text for sentence in sentences]
    *named, titled = evidence.find_terms([*texts, title or ""])
    weighed = [weigh(text, terms, evidence) if terms else SILENT for text, terms in zip(texts, named, strict=True)]
    notice = title is not None and _NOTICE.search(title) is not None  # its headings are of its subject: 一、评估对象
    article, filling = _article_themes(weighed, weigh(title, titled, evidence) if title else None, notice)
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


def _article_themes(weighed: Sequence[Weighed], title: Weighed | None, notice: bool) -> tuple[set[str], set[str]]:
    """Return the themes that the article is about, and those of them that fill it: named in its title and in half its sentences.

    A notice is about what its title names from end to end, where a few of its sentences name it again.
    """
    sure = Counter(theme for own in weighed for theme, points in own.points.items() if points >= SURE)
    share = {theme: count / len(weighed) for theme, count in sure.items() if count >= 2}
    titled = {theme for theme, points in title.points.items() if points >= SURE} if title else set()
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
    own: Weighed, context: set[str], shared: Mapping[str, Mapping[str, frozenset[str]]], is_head: bool
) -> set[str]:
    """Return the themes of a sentence by its own words and its context: the head that governs it, else the article."""
    if not own.points:
        return own.hints & context
    firm = max(own.points.values()) >= SURE
    found = {theme for theme in own.points if theme in context}
    for theme, points in own.points.items():
        enough = points >= SURE or (points >= 2 and not firm)
        if enough and theme not in context and not _is_rival(theme, own, context):
            found.add(theme)
    if len(own.points) > 1:
        found -= {theme for theme in found if _is_shared(theme, own, shared)}
    return found | (own.hints & context) if is_head or not found else found


def _is_shared(theme: str, own: Weighed, shared: Mapping[str, Mapping[str, frozenset[str]]]) -> bool:
    """Tell whether all terms of the theme are words of another as well that the sentence is surely about (慈善总会救助困难群众)."""
    known, terms = shared.get(theme), own.terms.get(theme, ())
    if not known or not terms:
        return False
    sure = {other for other, points in own.points.items() if points >= SURE and other != theme}
    return all(known.get(term, _NONE) & sure for term in terms)


def _is_rival(theme: str, own: Weighed, context: set[str]) -> bool:
    """Tell whether every term of the theme speaks for a theme of the context as well (对口帮扶 under 脱贫攻坚)."""
    terms = set(own.terms[theme])
    return any(other != theme and other in context and terms <= set(own.terms[other]) for other in own.terms)


def _carries_on(sentence: _Sentence) -> bool:
    """Tell whether a sentence without words of its own may go on with its article's theme; 王群英说。 does not."""
    return sentence.kind == "body" and len(sentence.text) >= _CARRIES and not _REPORTING.match(sentence.text)
