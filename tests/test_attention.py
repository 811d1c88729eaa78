"""Attention: the interval against SciPy, the tables against counting by hand."""

import pandas as pd
import pytest
from scipy.stats import binomtest

from analysis.lexicon import LexiconError, read_concepts
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


def test_watch_knows_the_formulae_with_their_year():
    texts = ["深刻领会“两个确立”，做到“两个维护”，增强“四个意识”、坚定“四个自信”。", "“五社联动”与共同富裕，两个维护。"]
    sentences = pd.DataFrame({"doc": "d", "article": [1, 2], "sentence": ["d-s1", "d-s2"], "text": texts})
    table = table_watch(sentences, ARTICLES).set_index(["phrase", "article"])
    years = {"两个确立": 2021, "两个维护": 2018, "四个意识": 2016, "四个自信": 2016, "共同富裕": 1953}
    assert {phrase: table.loc[phrase, "year"].iloc[0] for phrase in years} == years
    assert table.loc["两个维护", "count"].tolist() == [1, 1]
    assert table.loc[("五社联动", 2), "count"] == 1


def test_watch_passes_over_what_is_another_word(monkeypatch):
    rows = {
        "formulae.csv": [("三无", "", "", "线|人机")],
        "watch.csv": [("三无", "1990", "某文件", ""), ("扩中", "", "", "")],
    }
    monkeypatch.setattr(
        "analysis.statistics.attention.read_rows",
        lambda name: [dict(zip(("name", "year", "source", "except"), row, strict=True)) for row in rows[name]],
    )
    sentences = pd.DataFrame({"doc": "d", "article": 1, "sentence": ["d-s1", "d-s2"], "text": ["第三无线局", "扩中"]})
    assert table_watch(sentences, ARTICLES)["phrase"].tolist() == ["扩中"], (
        "the first file that knows a year speaks: 1990"
    )


def test_a_year_that_is_no_number_is_refused(monkeypatch):
    row = {"name": "两个确立", "year": "二〇二一", "source": ""}
    monkeypatch.setattr("analysis.statistics.attention.read_rows", lambda name: [row])
    with pytest.raises(LexiconError, match=r"formulae\.csv: row '两个确立': the year '二〇二一' is no number"):
        table_watch(SENTENCES, ARTICLES)
