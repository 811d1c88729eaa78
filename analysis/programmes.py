"""Find named programmes: quoted names such as “浙里康养”, told apart from slogans, formulae and plain emphasis.

A quoted name is a programme where a word such as 行动 or 工程 follows or ends it, where a verb such as 推进 leads up to it and the
name is as long as names are, or where it stands in a row of names of which one is told so. A name with a comma in it is a slogan
(“热爱学习,热爱劳动”), a short one that begins with a number is a formula (“五社联动”), two or three characters are emphasis (“接单”).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from analysis.lexicon import read_rows

_ROWS = read_rows("programmes.csv")
_HEAD = "|".join(sorted((row["word"] for row in _ROWS if row["role"] == "head"), key=len, reverse=True))
_END = "|".join(row["word"] for row in _ROWS if row["role"] == "end")
_WAYS = tuple(row["word"] for row in _ROWS if row["role"] == "way")
_VERBS = tuple(row["word"] for row in _ROWS if row["role"] == "verb")
_NOT = frozenset(row["word"] for row in _ROWS if row["role"] == "not")

_QUOTE = re.compile('“([^“”\n]{2,24})”|"([^"\n]{2,24})"|「([^「」\n]{2,24})」')
_BEHIND = re.compile(f"(?:等|系列|首届|社区|村|省级|全国){{0,2}}[^，,。；;“”\n、的和与]{{0,8}}?(?:{_HEAD})")
_ENDS = re.compile(f"(?:{_HEAD}|{_END})$")
_AT_ONCE = re.compile(f"(?:专项)?(?:{_HEAD})(?!方案)")
_SLOGAN = re.compile("[，,。；;！!？?：:…]")
_NUMBERED = re.compile("[一二三四五六七八九十百两双几0-9０-９]")
_CHAIN = frozenset({"", "、", "和", "及", "与", "以及", "，", ","})
_EMPHASIS = 3  # characters: shorter quoted words are emphasis unless a head follows at once (“6·30”活动)
_LONG_NAME = 10


class _Sentence(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def begin(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Programme:
    """A named programme: ``text[start:end] == name``, quotation marks outside; ``number`` is its sentence's."""

    number: int
    name: str
    start: int
    end: int


def find_programmes(text: str, sentences: Sequence[_Sentence] = ()) -> list[Programme]:
    """Return the named programmes of an article, each once, where it is first told to be one.

    Args:
        text: the reading text of one article.
        sentences: its sentences, in order; without them every number is 0.

    Returns:
        Programmes in the order of the text; none where nothing is quoted.

    >>> [x.name for x in find_programmes("持续开展“千社扶百村”行动,切“蛋糕”,做到“两个维护”。")]
    ['千社扶百村']
    """
    begins = [sentence.begin for sentence in sentences]
    found: dict[str, Programme] = {}
    for chain in _chains(text):
        for start, end in _name_programmes(text, chain):
            name = text[start:end]
            if name not in found:
                at = bisect_right(begins, start) - 1
                found[name] = Programme(sentences[at].number if at >= 0 else 0, name, start, end)
    return list(found.values())


def _chains(text: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the spans between quotation marks, those that stand in a row together (“浙里康养”“现代社区”)."""
    chain: list[tuple[int, int]] = []
    for match in _QUOTE.finditer(text):
        if chain and text[chain[-1][1] + 1 : match.start()] not in _CHAIN:
            yield chain
            chain = []
        chain.append(match.span(match.lastindex or 0))
    if chain:
        yield chain


def _name_programmes(text: str, chain: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the names of a chain that are programmes: what tells it of one tells it of those beside it that may be names."""
    first, last = chain[0][0] - 1, chain[-1][1] + 1
    behind = _BEHIND.match(text, last, last + 24)
    led = text[:first].endswith(_VERBS) if first < 8 else text[first - 8 : first].endswith(_VERBS)
    found = []
    for start, end in chain:
        name = text[start:end]
        if name in _NOT or _SLOGAN.search(name) or name.endswith(("+", "＋")):
            continue
        named = _ENDS.search(name) and len(name) > _EMPHASIS
        long = len(name) > _EMPHASIS or bool(_AT_ONCE.match(text, end + 1, end + 8))
        headed = behind and long and not _is_formula(name, behind[0])
        leads = led and _EMPHASIS < len(name) <= _LONG_NAME and not _NUMBERED.match(name) and not name.endswith(_WAYS)
        if named or headed or (leads and not text.startswith("的", last)):
            found.append((start, end))
    return found


def _is_formula(name: str, behind: str) -> bool:
    """Tell “三区”计划 and “五社联动”机制创新试点 from “千社扶百村”行动: a formula is short, and its number counts what follows."""
    return (
        len(name) <= 4
        and _NUMBERED.match(name) is not None
        and not _is_date(name)
        and not behind.startswith(("行动", "工程"))
    )


def _is_date(name: str) -> bool:
    return re.fullmatch(r"\d{1,2}·\d{1,2}", name) is not None
