"""The edges of a noun phrase beside a number: verbs, particles, marks, compiled from ``data/phrase_edges.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.amounts.units import join_words
from analysis.lexicon import read_rows

_EDGES = read_rows("phrase_edges.csv")
_MARKS = '，,。；;：:！？!?、\n()（）《<+＋“"…丨｜|'
_OFTEN = frozenset(_MARKS + "的")  # tried first: a search ends at one of them as a rule


def _words(role: str) -> list[dict[str, str]]:
    return sorted((row for row in _EDGES if row["role"] == role), key=lambda row: -len(row["word"]))


def _guarded(row: dict[str, str]) -> str:
    """Return the pattern of an edge word that is not part of another word."""
    before = f"(?<![{row['before']}]{re.escape(row['word'])})" if row["before"] else ""
    after = f"(?!{join_words(row['after'].split('|'))})" if row["after"] else ""
    return f"{re.escape(row['word'])}{before}{after}"


def _alternate(words: Iterable[str]) -> str:
    """Return the alternation of patterns, gathered by their first character.

    Every branch begins with one literal, so that a search runs to these at full speed and most branches are never tried.
    """
    heads: dict[str, list[str]] = {}
    for word in words:
        heads.setdefault(word[0], []).append(word[1:])
    often = sorted(heads.items(), key=lambda x: (x[0] not in _OFTEN, x[0]))
    return "|".join(f"{re.escape(head)}(?:{'|'.join(rest)})" for head, rest in often)


_COMPOUND = f"(?!{'|'.join(map(_guarded, _words('compound')))})"
WEAK_COMPOUND = f"{_COMPOUND}(?!{'|'.join(map(_guarded, _words('weak_compound')))})"
_VERBS = [_guarded(row) for row in _words("verb")]
DOING = re.compile(f"(?:{_alternate(_VERBS)}){_COMPOUND}")
DOING_FIRST = frozenset(verb[0] for verb in _VERBS)  # one of these begins every verb
_MARKER = (  # list markers, lengths of time and marks before a phrase: （三）争取, 第五条 民政部门, 五年累计
    "[(（][0-9一二三四五六七八九十]{1,3}[)）]|[(（][^()（）]{2,20}[)）]、|[0-9]{1,2}(?:[.．][0-9]{1,2})+[ 　]|[0-9]{1,2}[.、．]"
    "|[一二三四五六七八九十]{1,2}、(?![一二三四五六七八九])|【[^】]{1,12}】|[一二三四五六七八九]是|第[一二三四五六七八九十百]+条[ 　]*"
    '|[0-9一二三四五六七八九十两]{1,3}年(?:累计|来|间)|一[栋座处所幢]|[*×]{1,4}年|第[一二三四五六七八九十0-9]{1,3}[批届期]|[①-⑳、，,:：”"\\s—)）的-]'
)
_STARTS, _WEAK = ([_guarded(row) for row in _words(role)] for role in ("start", "weak"))
VERB = re.compile(
    f"(?:{_alternate([*_VERBS, *(f'共{x}' for x in _WEAK if x[1:2].isalpha()), '的'])})(?:(?<=的)|{_COMPOUND})"
)  # 管理局共办理
_FIRST = "".join(sorted({word[0] for word in (*_STARTS, *_VERBS, *_WEAK)}))  # asked before the three lists are
START = re.compile(
    f"(?:(?=[{_FIRST}])(?:{_alternate(_STARTS)}|(?:{_alternate(_VERBS)}){_COMPOUND}|(?:{_alternate(_WEAK)}){WEAK_COMPOUND})|{_MARKER})+"
)
_ENDS = {row["word"][::-1]: [*row["before"]] for row in _words("end")}
END = re.compile(
    f'(?:{join_words(_ENDS, _ENDS)}|[“"\\s—≥≤＞＜>-])+'
)  # reversed: it is matched on the reversed text before the number


class _Stop:
    """The search for what ends a noun phrase: a mark, a word that stands in none, or a verb that is part of no compound.

    The guard against compounds is asked apart: behind each of 300 verbs it makes a pattern of a megabyte, too large for any cache.
    """

    def __init__(self) -> None:
        stops, verbs = ({row["word"] for row in _words(role)} for role in ("stop", "verb"))
        words = [*_MARKS, " (?=and)", *map(_guarded, _words("stop"))]
        self._sure = frozenset(_MARKS) | {" "} | (stops - verbs)
        self._stop = re.compile(_alternate(words))
        self._edge = re.compile(_alternate([*words, *_VERBS]))
        self._no_compound = re.compile(_COMPOUND)

    def search(self, text: str, begin: int, end: int) -> re.Match[str] | None:
        """Return a match that begins where the first stop does, None where there is none."""
        found = self._edge.search(text, begin, end)
        while found and not self._holds(text, found, end):
            found = self._edge.search(text, found.start() + 1, end)
        return found

    def match(self, text: str, begin: int, end: int) -> re.Match[str] | None:
        """Return a match of the stop that begins there, None where none does."""
        found = self._edge.match(text, begin, end)
        return found if found and self._holds(text, found, end) else None

    def _holds(self, text: str, found: re.Match[str], end: int) -> bool:
        """Tell whether a stop begins where a mark, a word or a verb was found; a shorter verb may hold where a longer one does not."""
        if found[0] in self._sure or self._no_compound.match(text, found.end(), end):
            return True
        return any(x.match(text, found.start(), end) for x in (DOING, self._stop))


STOP = _Stop()
