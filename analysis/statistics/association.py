"""Measures of association: how far two counts, or two words, stand from what chance would give. Arrays in, arrays out."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def log_likelihood(count: npt.ArrayLike, rest: npt.ArrayLike, size: float, rest_size: float) -> Floats:
    """Return the signed log-likelihood G2 of counts in two corpora: above 0 where the first uses the word more.

    G2 = 2·(a·ln(a/E1) + b·ln(b/E2)), E1 = c·(a+b)/(c+d), E2 = d·(a+b)/(c+d), with a, b the counts, c, d the sizes, and 0·ln 0 = 0
    (Rayson and Garside 2000, "Comparing corpora using frequency profiling"; the sign is that of the LL wizard).

    Args:
        count, rest: counts of words in the one corpus and in the other.
        size, rest_size: all words of the one and of the other.

    Returns:
        One value a word; 0 where a word occurs in neither, or where one of the corpora is empty.

    >>> log_likelihood([10, 5, 0], [5, 10, 0], 1000, 1000).round(4).tolist()
    [1.699, -1.699, 0.0]
    """
    a, b = np.asarray(count, float), np.asarray(rest, float)
    if size <= 0 or rest_size <= 0:
        return np.zeros(np.broadcast(a, b).shape)
    first, second = expect_counts(a, b, size, rest_size)
    g2 = 2 * (_entropy(a, first) + _entropy(b, second))
    return np.where(a < first, -1.0, 1.0) * np.maximum(g2, 0.0)


def log_ratio(count: npt.ArrayLike, rest: npt.ArrayLike, size: float, rest_size: float) -> Floats:
    """Return the binary logarithm of the ratio of two relative frequencies: 1 is twice as often, −1 half as often (Hardie 2014).

    log2((a/c) / (b/d)); a count of 0 is taken as 0.5. NaN where a word occurs in neither, or where one of the corpora is empty.

    >>> log_ratio([8, 2, 4, 0], [4, 4, 0, 0], 1000, 1000).tolist()
    [1.0, -1.0, 3.0, nan]
    """
    a, b = np.asarray(count, float), np.asarray(rest, float)
    if size <= 0 or rest_size <= 0:
        return np.full(np.broadcast(a, b).shape, np.nan)
    ratio = np.log2(np.where(a > 0, a, 0.5) / size) - np.log2(np.where(b > 0, b, 0.5) / rest_size)
    return np.where(a + b > 0, ratio, np.nan)


def log_odds(
    count: npt.ArrayLike, rest: npt.ArrayLike, size: float, rest_size: float, prior: npt.ArrayLike, strength: float
) -> tuple[Floats, Floats]:
    """Return the log-odds ratio with an informative Dirichlet prior, and its z score.

    δ = ln((a+α)/(c+α0−a−α)) − ln((b+α)/(d+α0−b−α)); σ² ≈ 1/(a+α) + 1/(b+α); z = δ/σ
    (Monroe, Colaresi and Quinn 2008, "Fightin' Words", Political Analysis 16:372-403, equations 15, 16, 22).

    Args:
        count, rest, size, rest_size: as in :func:`log_likelihood`.
        prior: α of each word, above 0.
        strength: α0, the sum of α over all words of the vocabulary.

    Returns:
        δ and z, one value a word each.

    >>> delta, z = log_odds([10], [5], 1000, 1000, prior=[1.5], strength=200)
    >>> round(float(delta[0]), 4), round(float(z[0]), 4)
    (0.5747, 1.1712)
    """
    a, b, alpha = np.asarray(count, float), np.asarray(rest, float), np.asarray(prior, float)
    with np.errstate(divide="ignore"):  # one word that is the whole vocabulary has infinite odds
        first = np.log(a + alpha) - np.log(np.maximum(size + strength - a - alpha, 0))
        second = np.log(b + alpha) - np.log(np.maximum(rest_size + strength - b - alpha, 0))
    both = np.isposinf(first) & np.isposinf(second)
    delta = np.where(both, 0.0, np.where(both, 0.0, first) - np.where(both, 0.0, second))
    return delta, delta / np.sqrt(1 / (a + alpha) + 1 / (b + alpha))


def read_p(g2: npt.ArrayLike) -> Floats:
    """Return the probability of a G2 as large or larger by chance: chi-squared, one degree of freedom, sign passed over.

    >>> read_p([3.8414588, -6.6348966, 0.0]).round(4).tolist()
    [0.05, 0.01, 1.0]
    """
    values = np.abs(np.asarray(g2, float))
    return np.array([math.erfc(math.sqrt(value / 2)) for value in values.ravel()]).reshape(values.shape)


def adjust_p(p: npt.ArrayLike) -> Floats:
    """Return p values adjusted for their number: the false discovery rate at which each would count (Benjamini and Hochberg 1995).

    q(i) = min over j ≥ i of p(j)·m/j, in the order of p, at most 1.

    >>> adjust_p([0.01, 0.04, 0.03, 0.5]).round(4).tolist()
    [0.04, 0.0533, 0.0533, 0.5]
    """
    values = np.asarray(p, float)
    order = np.argsort(values, kind="stable")
    scaled = values[order] * len(values) / np.arange(1, len(values) + 1)
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return adjusted


def log_likelihood_cells(both: npt.ArrayLike, first: npt.ArrayLike, second: npt.ArrayLike, total: float) -> Floats:
    """Return the signed log-likelihood G2 of a 2×2 table: above 0 where the two meet more often than by chance.

    G2 = 2·Σ O·ln(O/E) over the four cells, with E from the margins and 0·ln 0 = 0 (Dunning 1993, Computational Linguistics 19:61-74).

    Args:
        both: how often the two meet. first, second: how often each occurs. total: of how many.

    Returns:
        One value a pair; 0 where ``total`` is 0.

    >>> log_likelihood_cells([10], [20], [30], 1000).round(4).tolist()
    [46.4966]
    """
    o11, r1, c1 = (np.asarray(values, float) for values in (both, first, second))
    if total <= 0:
        return np.zeros(np.broadcast(o11, r1, c1).shape)
    seen = (o11, r1 - o11, c1 - o11, total - r1 - c1 + o11)
    expected = (
        r1 * c1 / total,
        r1 * (total - c1) / total,
        (total - r1) * c1 / total,
        (total - r1) * (total - c1) / total,
    )
    g2 = 2 * sum(_entropy(o, e) for o, e in zip(seen, expected, strict=True))
    return np.where(o11 < expected[0], -1.0, 1.0) * np.maximum(g2, 0.0)


def mutual_information(both: npt.ArrayLike, first: npt.ArrayLike, second: npt.ArrayLike, total: float) -> Floats:
    """Return MI = log2(O/E), E = first·second/total (Church and Hanks 1990); −inf where the two never meet, NaN where one never occurs.

    >>> mutual_information([10], [20], [30], 1000).round(4).tolist()
    [4.0589]
    """
    o11, r1, c1 = (np.asarray(values, float) for values in (both, first, second))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(r1 * c1 > 0, np.log2(o11 * total / (r1 * c1)), np.nan)


def log_dice(both: npt.ArrayLike, first: npt.ArrayLike, second: npt.ArrayLike) -> Floats:
    """Return logDice = 14 + log2(2·f(xy) / (f(x) + f(y))) (Rychlý 2008, "A Lexicographer-Friendly Association Score").

    14 at the most, where the two always meet; one point less is half as often; it does not depend on the size of the corpus. −inf where
    they never meet, NaN where neither occurs.

    >>> log_dice([10, 10, 1], [10, 20, 16000], [10, 60, 16000]).round(4).tolist()
    [14.0, 12.0, 0.0342]
    """
    o11, r1, c1 = (np.asarray(values, float) for values in (both, first, second))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(r1 + c1 > 0, 14 + np.log2(2 * o11 / (r1 + c1)), np.nan)


def ochiai(both: npt.ArrayLike, first: npt.ArrayLike, second: npt.ArrayLike) -> Floats:
    """Return both/√(first·second), the cosine of two sets (Ochiai 1957): 1 where they always meet; 0 where one never occurs.

    >>> ochiai([2, 0], [4, 0], [9, 3]).round(4).tolist()
    [0.3333, 0.0]
    """
    o11, r1, c1 = (np.asarray(values, float) for values in (both, first, second))
    return np.where(r1 * c1 > 0, o11 / np.sqrt(np.where(r1 * c1 > 0, r1 * c1, 1.0)), 0.0)


def expect_counts(a: npt.ArrayLike, b: npt.ArrayLike, size: float, rest_size: float) -> tuple[Floats, Floats]:
    """Return what chance would give each of two corpora of the occurrences that they have together.

    >>> [x.tolist() for x in expect_counts([4], [2], 1000, 2000)]
    [[2.0], [4.0]]
    """
    together = np.asarray(a, float) + np.asarray(b, float)
    return size * together / (size + rest_size), rest_size * together / (size + rest_size)


def _entropy(seen: Floats, expected: Floats) -> Floats:
    return seen * np.log(np.where(seen > 0, seen, 1.0) / np.where(seen > 0, expected, 1.0))
