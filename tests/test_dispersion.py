"""Dispersion: printed examples, the measures written out in plain Python, tables with parts that lack the word."""

import math
import random
import statistics

import pandas as pd
import pytest

from analysis.statistics import table_dispersion
from analysis.statistics.dispersion import COLUMNS, gries_dp, juilland_d, norm_dp

WORDS = pd.DataFrame(
    [
        *(("a", at, "帮扶", at) for at in range(1, 6)),
        *(("a", at, "民政", size) for at, size in enumerate([8, 8, 7, 6, 6], 1)),
        ("b", 1, "村村通", 1),
        ("b", 1, "民政", 9),
    ],
    columns=["doc", "article", "word", "count"],
).astype({"count": "Int64"})


def measure_slowly(counts, sizes):
    total, whole = sum(counts), sum(sizes)
    dp = sum(abs(count / total - size / whole) for count, size in zip(counts, sizes, strict=True)) / 2
    rates = [count / size for count, size in zip(counts, sizes, strict=True)]
    d = 1 - statistics.pstdev(rates) / statistics.fmean(rates) / math.sqrt(len(rates) - 1)
    return dp, dp / (1 - min(sizes) / whole), d


def test_gries_own_example():
    """Gries 2008: a word 1, 2, 3, 4, 5 times in parts of 9, 10, 10, 10, 11 words: DP 0.18; with DPnorm 0.18/0.82."""
    counts, sizes = [1, 2, 3, 4, 5], [9, 10, 10, 10, 11]
    assert gries_dp(counts, sizes) == pytest.approx(0.18, abs=1e-9)
    assert norm_dp(counts, sizes) == pytest.approx(0.18 / 0.82, abs=1e-9)
    assert juilland_d(counts, sizes) == pytest.approx(0.785, abs=5e-4)


def test_measures_against_plain_python():
    chance = random.Random(1)
    for _ in range(200):
        sizes = [chance.randrange(1, 500) for _ in range(chance.randrange(2, 12))]
        counts = [chance.randrange(0, size + 1) for size in sizes]
        if sum(counts):
            found = gries_dp(counts, sizes), norm_dp(counts, sizes), juilland_d(counts, sizes)
            assert found == pytest.approx(measure_slowly(counts, sizes), abs=1e-9)


def test_ends_of_the_scale():
    assert gries_dp([10, 20, 70], [100, 200, 700]) == pytest.approx(0)
    assert juilland_d([10, 20, 70], [100, 200, 700]) == pytest.approx(1)
    assert norm_dp([1, 0, 0], [1, 500, 500]) == pytest.approx(1)
    assert juilland_d([1, 0, 0], [10, 10, 10]) == pytest.approx(0)


@pytest.mark.parametrize(
    ("counts", "sizes", "nan"),
    [([], [], "pnd"), ([0, 0], [5, 5], "pnd"), ([3], [10], "nd"), ([0], [10], "pnd")],
)
def test_what_is_not_defined_is_nan(counts, sizes, nan):
    found = {"p": gries_dp(counts, sizes), "n": norm_dp(counts, sizes), "d": juilland_d(counts, sizes)}
    assert {name for name, value in found.items() if math.isnan(value)} == set(nan)


@pytest.mark.parametrize("measure", [gries_dp, norm_dp, juilland_d])
@pytest.mark.parametrize(
    ("counts", "sizes", "message"),
    [
        ([1, 2], [5], "counts are 2, sizes are 1"),
        ([1], [0], "sizes must be above 0"),
        ([-1, 3], [5, 5], "counts must be 0 or more"),
    ],
)
def test_refuses_counts(measure, counts, sizes, message):
    with pytest.raises(ValueError, match=message):
        measure(counts, sizes)


@pytest.mark.parametrize("by", ["article", "doc"])
def test_the_table_equals_the_functions(by):
    chance = random.Random(2)
    rows = [
        (f"d{at % 9}", at, word, chance.randrange(1, 30))
        for at in range(25)
        for word in ["民政", "帮扶", "乡村", "慈善"]
        if chance.random() < 0.6
    ]
    words = pd.DataFrame(rows, columns=["doc", "article", "word", "count"]).astype({"count": "Int64"})
    keys = ["doc"] if by == "doc" else ["doc", "article"]
    table = table_dispersion(words, by=by)
    assert len(table) == 4
    sizes = words.groupby(keys)["count"].sum()
    for row in table.itertuples():
        counts = words[words["word"] == row.word].groupby(keys)["count"].sum().reindex(sizes.index, fill_value=0)
        expected = measure_slowly([int(x) for x in counts], [int(x) for x in sizes])
        assert (row.dp, row.dp_norm, row.juilland_d) == pytest.approx(expected, abs=1e-6)
        assert (row.tokens, row.parts, row.of) == (counts.sum(), (counts > 0).sum(), len(sizes))


def test_table_by_hand():
    table = table_dispersion(WORDS[WORDS["doc"] == "a"], ["帮扶"])
    row = table.iloc[0]
    assert (row["tokens"], row["parts"], row["of"], bool(row["exploratory"])) == (15, 5, 5, True)
    assert (row["dp"], row["dp_norm"], row["juilland_d"]) == pytest.approx((0.18, 0.18 / 0.82, 0.78515045), abs=1e-6)


def test_a_word_in_every_part_and_one_in_none():
    table = table_dispersion(WORDS, ["民政", "从不"]).set_index("word")
    assert (table.loc["民政", "parts"], table.loc["民政", "of"]) == (6, 6)
    assert (table.loc["从不", "tokens"], table.loc["从不", "parts"]) == (0, 0)
    assert table.loc["从不", ["dp", "dp_norm", "juilland_d"]].isna().all()


def test_one_document_has_no_spread():
    row = table_dispersion(WORDS[WORDS["doc"] == "a"], ["民政"], by="doc").iloc[0]
    assert (row["dp"], row["of"]) == (0, 1)
    assert math.isnan(row["dp_norm"])
    assert math.isnan(row["juilland_d"])


def test_a_part_may_hold_more_nested_words_than_words():
    words = pd.DataFrame([("a", 1, "村村通", 1), ("b", 1, "民政", 1)], columns=["doc", "article", "word", "count"])
    row = table_dispersion(words, ["村"], nested=True).iloc[0]
    assert (row["tokens"], row["parts"], row["dp"]) == (2, 1, 0.5)


def test_of_nothing():
    for table in (table_dispersion(WORDS[:0]), table_dispersion(WORDS, tokens=1000)):
        assert list(table) == COLUMNS
        assert len(table) == 0
    assert table_dispersion(WORDS[:0], ["民政"])["dp"].isna().all()


def test_enough_tokens_and_number():
    assert list(table_dispersion(WORDS)["word"]) == ["民政", "帮扶"]
    assert list(table_dispersion(WORDS, tokens=1)["word"]) == ["民政", "帮扶", "村村通"]
    assert list(table_dispersion(WORDS, number=1)["word"]) == ["民政"]
    assert list(table_dispersion(WORDS, ["帮扶", "民政"], number=1)["word"]) == ["帮扶"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "page"}, "by is 'page': it must be one of doc, article"),
        ({"tokens": 0}, "tokens is 0: it must be 1 or more"),
        ({"number": 0}, "number is 0: it must be 1 or more"),
    ],
)
def test_refuses(options, message):
    with pytest.raises(ValueError, match=message):
        table_dispersion(WORDS, **options)
