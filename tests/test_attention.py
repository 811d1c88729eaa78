"""Attention: the interval against SciPy, the tables against counting by hand."""

import pandas as pd
import pytest
from scipy.stats import binomtest

from analysis.lexicon import read_concepts
from analysis.statistics.attention import (
    check_themes,
    table_attention,
    table_cooccurrence,
    table_watch,
    wilson_interval,
)

SENTENCES = pd.DataFrame(
    [
        ("d", 1, "d-s1", "推动共同富裕,落实“扩中”“提低”。"),
        ("d", 1, "d-s2", "共同富裕与共同富裕。"),
        ("d", 2, "d-s3", "坚持高质量发展。"),
        ("e", 1, "e-s1", "无。"),
    ],
    columns=["doc", "article", "sentence", "text"],
)
THEMES = pd.DataFrame(
    [
        ("d", 1, "d-s1", "common_prosperity"),
        ("d", 1, "d-s2", "common_prosperity"),
        ("d", 1, "d-s2", "charity"),
        ("d", 2, "d-s3", "charity"),
    ],
    columns=["doc", "article", "sentence", "theme"],
)
ARTICLES = pd.DataFrame({"doc": ["d", "d", "e"], "article": [1, 2, 1], "published": ["2021-10-21", None, "2023"]})


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.99])
@pytest.mark.parametrize("total", [1, 2, 7, 30, 1000, 1_000_000])
def test_wilson_equals_scipy(total, level):
    for count in sorted({0, 1, total // 3, total // 2, total - 1, total}):
        expected = binomtest(count, total).proportion_ci(confidence_level=level, method="wilson")
        assert wilson_interval(count, total, level) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_wilson_by_hand():
    """Newcombe 1998, Statistics in Medicine 17:857-872, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    for count, total, low, high in [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ]:
        assert wilson_interval(count, total) == pytest.approx((low, high), abs=5e-5)


def test_of_no_trials_nothing_is_known():
    assert wilson_interval(0, 0) == (0.0, 1.0)


def test_ends_are_exact():
    assert wilson_interval(0, 12)[0] == 0.0
    assert wilson_interval(12, 12)[1] == 1.0


@pytest.mark.parametrize(
    ("count", "total", "level", "message"),
    [
        (-1, 5, 0.95, "count is -1"),
        (6, 5, 0.95, "count is 6"),
        (1, 5, 0, "level is 0"),
        (1, 5, 1.0, "level is 1.0"),
        (1, 5, 95, "level is 95"),
    ],
)
def test_wilson_refuses(count, total, level, message):
    with pytest.raises(ValueError, match=message):
        wilson_interval(count, total, level)


def test_attention_counts_sentences():
    table = table_attention(THEMES, SENTENCES, ["common_prosperity", "charity"])
    assert list(zip(table["doc"], table["article"], table["theme"], table["sentences"], table["of"], strict=True)) == [
        ("d", 1, "charity", 1, 2), ("d", 1, "common_prosperity", 2, 2), ("d", 2, "charity", 1, 1),
        ("d", 2, "common_prosperity", 0, 1), ("e", 1, "charity", 0, 1), ("e", 1, "common_prosperity", 0, 1),
    ]  # fmt: skip
    assert (table["low"] <= table["share"]).all()
    assert (table["share"] <= table["high"]).all()
    doubled = pd.concat([THEMES, THEMES])
    pd.testing.assert_frame_equal(table_attention(doubled, SENTENCES, ["common_prosperity", "charity"]), table)


def test_attention_of_all_themes_and_of_nothing():
    assert len(table_attention(THEMES, SENTENCES)) == 3 * len(read_concepts())
    empty = table_attention(THEMES[:0], SENTENCES[:0])
    assert len(empty) == 0
    assert list(empty) == list(table_attention(THEMES, SENTENCES))


def test_cooccurrence():
    table = table_cooccurrence(THEMES, ["charity", "common_prosperity", "elderly_care"]).set_index(["theme", "other"])
    assert len(table) == 3
    pair = table.loc[("charity", "common_prosperity")]
    assert (pair["both"], pair["first"], pair["second"]) == (1, 2, 2)
    assert pair["ochiai"] == pytest.approx(1 / 2)
    assert table.loc[("charity", "elderly_care"), "ochiai"] == 0
    assert len(table_cooccurrence(THEMES[:0])) == len(read_concepts()) * (len(read_concepts()) - 1) // 2


@pytest.mark.parametrize(
    "table", [lambda only: table_attention(THEMES, SENTENCES, only), lambda only: table_cooccurrence(THEMES, only)]
)
def test_an_unknown_theme_is_named(table):
    with pytest.raises(ValueError, match="unknown theme 'farming'; known are charity, "):
        table(["charity", "farming"])


def test_one_theme_may_be_a_word():
    assert check_themes("charity") == ["charity"]


def test_watch_counts_by_article_and_date():
    table = table_watch(SENTENCES, ARTICLES).set_index(["phrase", "doc", "article"])
    assert table.loc[("共同富裕", "d", 1), "count"] == 3
    assert table.loc[("共同富裕", "d", 1), "sentence"] == "d-s1"
    assert table.loc[("共同富裕", "d", 1), "published"] == "2021-10-21"
    assert table.loc[("扩中提低", "d", 1), "year"] == 2021
    assert table.loc[("高质量发展", "d", 2), "count"] == 1
    assert pd.isna(table.loc[("高质量发展", "d", 2), "published"])


def test_watch_of_nothing_has_its_columns():
    empty = table_watch(SENTENCES[:0], ARTICLES[:0])
    assert list(empty) == list(table_watch(SENTENCES, ARTICLES))
    assert len(empty) == 0
