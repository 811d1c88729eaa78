"""Keyness: every column against SciPy and plain counting; parts by document, place, theme; guards; what is refused."""

import math
import random

import pandas as pd
import pytest
from scipy.stats import chi2, false_discovery_control, power_divergence

import analysis
from analysis.statistics import count_tokens, cut_sentences, table_keyness
from analysis.statistics.keyness import COLUMNS

TERMS = ["民政", "帮扶", "乡村", "慈善", "党建", "社区"]


def make_words(documents=4, articles=6):
    chance = random.Random(11)
    rows = []
    for doc in range(documents):
        weights = [1 + (doc + at) % 4 * 3 for at in range(len(TERMS))]
        for article in range(1, articles + 1):
            drawn = chance.choices(TERMS, weights=weights, k=chance.randrange(5, 60))
            rows += [(f"d{doc}", article, word, drawn.count(word)) for word in sorted(set(drawn))]
            rows.append((f"d{doc}", article, "的", 10))
    return pd.DataFrame(rows, columns=["doc", "article", "word", "count"]).astype({"count": "Int64"})


WORDS = make_words()
DOCUMENTS = pd.DataFrame({"doc": ["d0", "d1", "d2", "d3"], "kind": ["news", "news", "plan", None]})


def test_every_column_against_scipy_and_counting():
    table = table_keyness(WORDS, DOCUMENTS, "kind")
    assert list(table["part"].unique()) == ["news", "plan"], "an empty cell is no part"
    for part, rows in table.groupby("part"):
        inside = WORDS["doc"].isin(DOCUMENTS.loc[DOCUMENTS["kind"] == part, "doc"])
        size, rest_size = int(WORDS.loc[inside, "count"].sum()), int(WORDS.loc[~inside, "count"].sum())
        for row in rows.itertuples():
            mine = WORDS["word"] == row.word
            a, b = int(WORDS.loc[mine & inside, "count"].sum()), int(WORDS.loc[mine & ~inside, "count"].sum())
            assert (row.count, row.rest) == (a, b)
            assert row.documents == WORDS.loc[mine & inside, "doc"].nunique()
            assert row.articles == (mine & inside).sum()
            assert (row.all_documents, row.all_articles) == (WORDS.loc[mine, "doc"].nunique(), mine.sum())
            assert row.per_10000 == pytest.approx(a / size * 10_000)
            assert row.rest_per_10000 == pytest.approx(b / rest_size * 10_000)
            expected = [size * (a + b) / (size + rest_size), rest_size * (a + b) / (size + rest_size)]
            g2 = power_divergence([a, b], expected, lambda_="log-likelihood").statistic
            assert row.g2 == pytest.approx(math.copysign(g2, a - expected[0]), abs=1e-6)
            assert row.p == pytest.approx(chi2.sf(g2, 1), abs=1e-6)
            assert row.log_ratio == pytest.approx(math.log2((a or 0.5) / size / ((b or 0.5) / rest_size)), abs=1e-6)
            alpha = 1000 * (a + b) / (size + rest_size)
            odds = [(n + alpha) / (m + 1000 - n - alpha) for n, m in ((a, size), (b, rest_size))]
            delta = math.log(odds[0] / odds[1])
            assert row.log_odds == pytest.approx(delta, abs=1e-6)
            assert row.z == pytest.approx(delta / math.sqrt(1 / (a + alpha) + 1 / (b + alpha)), abs=1e-6)
        assert rows["q"].to_numpy() == pytest.approx(false_discovery_control(rows["p"].to_numpy()), abs=1e-6)
        assert rows["g2"].is_monotonic_decreasing


def test_a_part_and_its_rest_are_each_others_mirror():
    two = pd.DataFrame({"doc": ["d0", "d1", "d2", "d3"], "side": ["left", "left", "right", "right"]})
    left, right = (table_keyness(WORDS, two, "side", side).set_index("word").sort_index() for side in ("left", "right"))
    assert len(left) == len(TERMS)
    pd.testing.assert_series_equal(left["g2"], -right["g2"])
    pd.testing.assert_series_equal(left["log_ratio"], -right["log_ratio"])
    pd.testing.assert_series_equal(left["z"], -right["z"])
    pd.testing.assert_series_equal(left["count"], right["rest"], check_names=False)


def test_small_samples_are_marked():
    few = table_keyness(WORDS, DOCUMENTS, "kind")
    assert few["exploratory"].all(), "under 10,000 words"
    many = make_words(documents=4, articles=12)
    many["count"] *= 50
    two = pd.DataFrame({"doc": ["d0", "d1", "d2", "d3"], "side": ["left", "left", "right", "right"]})
    assert not table_keyness(many, two, "side")["exploratory"].any()
    one = pd.concat([many, pd.DataFrame({"doc": ["d0", "d1"], "article": [1, 1], "word": "罕见", "count": [3, 3]})])
    rare = table_keyness(one.astype({"count": "Int64"}), two, "side").set_index("word")
    assert rare.loc["罕见", "exploratory"].all(), "under 5 expected on a side"


def test_the_guard_keeps_rare_words_out():
    extra = [
        ("d0", 1, "一篇", 50),
        ("d0", 1, "四次", 2),
        ("d1", 1, "四次", 2),
        ("d0", 1, "五次", 3),
        ("d1", 1, "五次", 2),
    ]
    words = pd.concat([WORDS, pd.DataFrame(extra, columns=list(WORDS))]).astype({"count": "Int64"})
    assert {"一篇", "四次", "五次"} & set(table_keyness(words, DOCUMENTS, "doc")["word"]) == {"五次"}
    assert "一篇" in set(table_keyness(words, DOCUMENTS, "doc", articles=1)["word"])
    assert "四次" in set(table_keyness(words, DOCUMENTS, "doc", tokens=4)["word"])


def test_a_word_in_every_document_and_one_in_none_of_the_part():
    extra = [(f"d{at}", 1, "处处", 10) for at in range(4)] + [("d1", 1, "别处", 9), ("d2", 1, "别处", 9)]
    words = pd.concat([WORDS, pd.DataFrame(extra, columns=list(WORDS))]).astype({"count": "Int64"})
    table = table_keyness(words, DOCUMENTS, "doc", "d0").set_index("word")
    assert (table.loc["处处", "documents"], table.loc["处处", "all_documents"]) == (1, 4)
    assert (table.loc["别处", "count"], table.loc["别处", "documents"], table.loc["别处", "rest"]) == (0, 0, 18)
    assert table.loc["别处", "g2"] < 0
    assert math.isfinite(table.loc["别处", "log_ratio"])


@pytest.mark.parametrize(
    "words", [WORDS[:0], WORDS[WORDS["doc"] == "d0"]], ids=["empty corpus", "one document, no rest"]
)
def test_without_a_rest_there_is_no_key_word(words):
    table = table_keyness(words, DOCUMENTS, "doc")
    assert list(table) == COLUMNS
    assert len(table) == 0


def test_number_is_of_each_part():
    table = table_keyness(WORDS, DOCUMENTS, "doc", number=2)
    assert table.groupby("part").size().tolist() == [2, 2, 2, 2]


def test_longer_words_count_when_asked():
    extra = [("d0", 1, "社区工作", 7), ("d1", 1, "社区工作", 3)]
    words = pd.concat([WORDS, pd.DataFrame(extra, columns=list(WORDS))]).astype({"count": "Int64"})
    plain, nested = (
        table_keyness(words, DOCUMENTS, "doc", "d0", nested=x).set_index("word").loc["社区"] for x in (False, True)
    )
    assert (nested["count"] - plain["count"], nested["rest"] - plain["rest"]) == (7, 3)


def test_themes_of_the_seeds():
    corpus = analysis.load("seeds")
    words = count_tokens(cut_sentences(corpus.sentences))
    table = table_keyness(words, corpus.themes, "theme", ["social_organizations", "party_building"], number=5)
    assert {"社会组织", "社区社会组织"} <= set(table.loc[table["part"] == "social_organizations", "word"])
    assert "党建" in set(table.loc[table["part"] == "party_building", "word"])
    inside = words["sentence"].isin(corpus.themes.loc[corpus.themes["theme"] == "social_organizations", "sentence"])
    row = table[table["part"] == "social_organizations"].iloc[0]
    assert row["count"] == words.loc[inside & (words["word"] == row["word"]), "count"].sum()
    assert row["count"] + row["rest"] == words.loc[words["word"] == row["word"], "count"].sum()


def test_a_known_theme_without_sentences_is_no_mistake():
    corpus = analysis.load("seeds")
    words = count_tokens(cut_sentences(corpus.sentences))
    themes = corpus.themes[corpus.themes["theme"] != "charity"]
    assert table_keyness(words, themes, "theme", "charity").empty


@pytest.mark.parametrize(
    ("parts", "part", "options", "message"),
    [
        (DOCUMENTS, "place", {}, "part is 'place': it must be a column of parts: doc, kind"),
        (DOCUMENTS, "kind", {"only": ["plan", "law"]}, "only: unknown kind 'law'; known are news, plan"),
        (
            DOCUMENTS.assign(theme="charity"),
            "theme",
            {"only": "farming"},
            "only: unknown theme 'farming'; known are charity",
        ),
        (DOCUMENTS.assign(sentence="s1"), "kind", {}, "parts are by sentence, words are not"),
        (DOCUMENTS[["kind"]], "kind", {}, "parts must have one of the columns doc, article, sentence"),
        (DOCUMENTS, "kind", {"strength": 0}, "strength is 0: it must be above 0"),
        (DOCUMENTS, "kind", {"tokens": 0}, "tokens is 0: it must be 1 or more"),
        (DOCUMENTS, "kind", {"articles": 0}, "articles is 0: it must be 1 or more"),
        (DOCUMENTS, "kind", {"number": 0}, "number is 0: it must be 1 or more"),
    ],
)
def test_refuses(parts, part, options, message):
    with pytest.raises(ValueError, match=message):
        table_keyness(WORDS, parts, part, **options)
