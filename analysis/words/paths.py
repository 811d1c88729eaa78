"""The best path through the words of a text: jieba's own, to the bit, with the work done once."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from math import inf, log
from typing import Protocol

_RUN = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+")  # what jieba looks words up in; all else stands by itself
_MARKS = re.compile(r"\r\n|[\s\S]")
_PLAIN = frozenset(string.ascii_letters + string.digits)


class _Tokenizer(Protocol):
    FREQ: Mapping[str, int]
    total: int


class Weights(dict[str, float]):
    """The logarithm of each word's share in the dictionary, taken when it is first asked for.

    A character that no word begins with weighs as if it stood there once; the beginning of a longer word is no word: −∞.
    """

    def __init__(self, tokenizer: _Tokenizer) -> None:
        """Keep the tokenizer: its dictionary is filled later."""
        super().__init__()
        self._tokenizer = tokenizer

    def __missing__(self, word: str) -> float:
        """Weigh a word for the first time."""
        count = self._tokenizer.FREQ.get(word) or (1 if len(word) == 1 else 0)
        weight = log(count) - log(self._tokenizer.total) if count else -inf
        self[word] = weight
        return weight


def cut(text: str, words: Mapping[str, int], weights: Mapping[str, float]) -> list[str]:
    """Return the pieces of a text as jieba cuts them without its hidden Markov model; joined they are the text again.

    Args:
        text: any text.
        words: every word, and every beginning of one.
        weights: the logarithm of each word's probability.

    >>> cut("社会App。", {"社": 1, "社会": 9, "会": 1}, {"社": -2.0, "社会": -1.0, "会": -2.0, "A": -9.0, "p": -9.0})
    ['社会', 'App', '。']
    """
    tokens: list[str] = []
    done = 0
    for run in _RUN.finditer(text):
        start, stop = run.span()
        if start > done:
            tokens += _MARKS.findall(text, done, start)
        _cut_run(text[start:stop], words, weights, tokens)
        done = stop
    return tokens + _MARKS.findall(text, done)


def _cut_run(run: str, words: Mapping[str, int], weights: Mapping[str, float], tokens: list[str]) -> None:
    """Add the words of a run of characters without a mark; letters and digits that begin no word stay together."""
    stops = find_path(run, words, weights)
    size = len(run)
    first = done = 0
    while first < size:
        stop = stops[first]
        if stop > first + 1 or run[first] not in _PLAIN:
            if done < first:
                tokens.append(run[done:first])
            tokens.append(run[first:stop])
            done = stop
        first = stop
    if done < size:
        tokens.append(run[done:])


def find_path(text: str, words: Mapping[str, int], weights: Mapping[str, float]) -> list[int]:
    """Return, for each place in a text, where the first word of the best cut from there on ends.

    Of equally good cuts the one with the longer first word is taken.

    Args:
        text: a run of characters without a mark.
        words: every word, and every beginning of one.
        weights: the logarithm of each word's probability.

    >>> find_path("社会", {"社": 1, "社会": 9, "会": 1}, {"社": -2.0, "社会": -1.0, "会": -2.0})
    [2, 2]
    """
    size = len(text)
    totals, stops = [0.0] * (size + 1), [0] * size
    for first in range(size - 1, -1, -1):
        last, best = first + 1, weights[text[first]] + totals[first + 1]
        stop = first + 2
        while stop <= size and (word := text[first:stop]) in words:
            weight = weights[word] + totals[stop]
            if weight >= best:
                last, best = stop, weight
            stop += 1
        totals[first], stops[first] = best, last
    return stops
