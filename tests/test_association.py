"""Measures of association against SciPy, NLTK and printed examples, zero counts and empty corpora included."""

import itertools
import math

import numpy as np
import pytest
from nltk.metrics.association import BigramAssocMeasures
from scipy.stats import chi2, false_discovery_control, power_divergence
from scipy.stats.contingency import expected_freq

from analysis.statistics.association import (
    adjust_p,
    log_dice,
    log_likelihood,
    log_likelihood_cells,
    log_odds,
    log_ratio,
    mutual_information,
    ochiai,
    read_p,
)

PAIRS = list(itertools.product([0, 1, 5, 40, 3000], [0, 1, 7, 41, 2500]))
TABLES = [
    (both, both + first, both + second, both + first + second + neither)
    for both in (0, 1, 12, 300)
    for first in (0, 5, 80)
    for second in (0, 9)
    for neither in (0, 1000)
    if both + first and both + second
]


@pytest.mark.parametrize(("size", "rest_size"), [(5_000, 5_000), (4_000, 250_000), (3_001, 2_501)])
def test_log_likelihood_equals_scipy(size, rest_size):
    for a, b in PAIRS:
        value = float(log_likelihood([a], [b], size, rest_size)[0])
        if a + b == 0:
            assert value == 0
            continue
        expected = [size * (a + b) / (size + rest_size), rest_size * (a + b) / (size + rest_size)]
        g2 = power_divergence([a, b], expected, lambda_="log-likelihood").statistic
        assert abs(value) == pytest.approx(g2, abs=1e-6)
        assert value == 0 or (value > 0) == (a / size >= b / rest_size)


def test_p_equals_scipy():
    values = [0.0, 0.5, 3.8414588, 6.6348966, 10.83, 15.13, 250.0]
    assert read_p(values) == pytest.approx(chi2.sf(values, 1), abs=1e-9)
    assert read_p([-6.6348966]) == pytest.approx([0.01], abs=1e-6)


@pytest.mark.parametrize("p", [[], [0.2], [0.01, 0.04, 0.03, 0.5], [1.0, 1.0], [0.001] * 5, [0.9, 1e-12, 0.3, 0.04]])
def test_adjusted_p_equals_scipy(p):
    assert adjust_p(p) == pytest.approx(false_discovery_control(p) if p else [], abs=1e-9)


def test_log_ratio_by_hand():
    assert log_ratio([40, 5, 0, 3], [10, 20, 8, 0], 1000, 2000).tolist() == pytest.approx(
        [math.log2(8), math.log2(0.5), math.log2(0.0005 / 0.004), math.log2(0.003 / 0.00025)], abs=1e-9
    )


def test_log_odds_by_hand():
    """Monroe, Colaresi and Quinn's equations 15, 16 and 22, one word at a time."""
    counts, rests = [10, 0, 300], [5, 40, 0]
    size, rest_size, prior, strength = 1000.0, 3000.0, [3.75, 10.0, 75.0], 1000.0
    deltas, scores = log_odds(counts, rests, size, rest_size, prior, strength)
    for a, b, alpha, delta, z in zip(counts, rests, prior, deltas, scores, strict=True):
        omega = (a + alpha) / (size + strength - (a + alpha)), (b + alpha) / (rest_size + strength - (b + alpha))
        expected = math.log(omega[0]) - math.log(omega[1])
        assert delta == pytest.approx(expected, abs=1e-9)
        assert z == pytest.approx(expected / math.sqrt(1 / (a + alpha) + 1 / (b + alpha)), abs=1e-9)


def test_one_word_that_is_the_whole_vocabulary_has_no_odds():
    delta, z = log_odds([10], [20], 10, 20, [5.0], 5.0)
    assert (delta.tolist(), z.tolist()) == ([0.0], [0.0])


@pytest.mark.parametrize("size", [0, 1000])
def test_an_empty_corpus_compares_to_nothing(size):
    assert log_likelihood([0, 3], [2, 0], size, 0).tolist() == [0, 0]
    assert np.isnan(log_ratio([0, 3], [2, 0], size, 0)).all()


def test_cells_equal_nltk_and_scipy():
    assert len(TABLES) > 20
    for both, first, second, total in TABLES:
        cells = (both, (first, second), total)
        value = float(log_likelihood_cells([both], [first], [second], total)[0])
        if 0 < first < total and 0 < second < total:
            seen = np.array([[both, first - both], [second - both, total - first - second + both]])
            g2 = power_divergence(seen, expected_freq(seen), axis=None, lambda_="log-likelihood").statistic
            assert abs(value) == pytest.approx(g2, abs=1e-6)
            assert abs(value) == pytest.approx(BigramAssocMeasures.likelihood_ratio(*cells), abs=1e-6)
        else:  # a word that is everywhere meets the other exactly as often as chance has it
            assert value == pytest.approx(0, abs=1e-9)
        dice = float(log_dice([both], [first], [second])[0])
        if both:
            assert mutual_information([both], [first], [second], total)[0] == pytest.approx(
                BigramAssocMeasures.pmi(*cells), abs=1e-6
            )
            assert dice == pytest.approx(14 + math.log2(BigramAssocMeasures.dice(*cells)), abs=1e-6)
            phi = BigramAssocMeasures.phi_sq(both, (first, second), 10**15)  # of a huge corpus: the square of Ochiai's
            assert ochiai([both], [first], [second])[0] == pytest.approx(math.sqrt(phi), abs=1e-6)
        else:
            assert dice == -math.inf
            assert mutual_information([both], [first], [second], total)[0] == -math.inf
            assert ochiai([both], [first], [second])[0] == 0


def test_dunnings_own_example():
    """Dunning 1993, table 2: "the swiss" 110 times, "the" without it 2442, "swiss" without it 111, neither 29114: 270.72."""
    value = log_likelihood_cells([110], [110 + 2442], [110 + 111], 110 + 2442 + 111 + 29114)
    assert value.tolist() == pytest.approx([270.72], abs=0.005)


def test_words_that_never_occur():
    assert log_likelihood_cells([0], [0], [5], 100).tolist() == [0]
    assert log_likelihood_cells([0], [0], [0], 0).tolist() == [0]
    assert math.isnan(mutual_information([0], [0], [5], 100)[0])
    assert math.isnan(log_dice([0], [0], [0])[0])
    assert ochiai([0], [0], [5]).tolist() == [0]
