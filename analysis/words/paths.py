"""The best path through the words of a text: jieba's own, to the bit, with the work done once."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, log
from typing import Protocol


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


def find_path(text: str, words: Mapping[str, int], weights: Mapping[str, float]) -> list[tuple[float, int]]:
    """Return, for each place in a text and its end, the weight of the best cut from there on and the last character of its first word.

    Of equally good cuts the one with the longer first word is taken.

    Args:
        text: a run of characters without a mark.
        words: every word, and every beginning of one.
        weights: the logarithm of each word's probability.

    >>> find_path("社会", {"社": 1, "社会": 9, "会": 1}, {"社": -2.0, "社会": -1.0, "会": -2.0})
    [(-1.0, 1), (-2.0, 1), (0.0, 0)]
    """
    size = len(text)
    totals, lasts = [0.0] * (size + 1), [0] * (size + 1)
    for first in range(size - 1, -1, -1):
        last, best = first, weights[text[first]] + totals[first + 1]
        stop = first + 2
        while stop <= size and (word := text[first:stop]) in words:
            weight = weights[word] + totals[stop]
            if weight >= best:
                last, best = stop - 1, weight
            stop += 1
        totals[first], lasts[first] = best, last
    return list(zip(totals, lasts, strict=True))
