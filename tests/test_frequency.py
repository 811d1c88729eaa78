"""Frequency: counts by hand, longer words that hold a term, the same words as the table ``words``."""

from collections import Counter

import pandas as pd
import pytest

import analysis
from analysis.statistics import count_tokens, cut_sentences, table_frequency
from analysis.statistics.frequency import FREQUENCY_COLUMNS, TOKEN_COLUMNS, find_nested

WORDS = pd.DataFrame(
    [
        ("a", 1, "社会组织", 3),
        ("a", 1, "社区社会组织", 2),
        ("a", 2, "社会组织", 1),
        ("a", 2, "的", 9),
        ("b", 1, "社区社会组织", 4),
        ("b", 1, "村", 1),
    ],
    columns=["doc", "article", "word", "count"],
).astype({"count": "Int64"})


def read(table):
    return table.set_index("word").to_dict("index")


def test_counts_by_hand():
    table = table_frequency(WORDS)
    assert list(table["word"]) == ["社区社会组织", "社会组织"], (
        "the most frequent first; stop words and single characters out"
    )
    row = read(table)["社会组织"]
    assert (row["tokens"], row["documents"], row["articles"]) == (4, 1, 2)
    assert row["per_10000"] == pytest.approx(4 / 20 * 10_000)


def test_longer_words_count_only_when_asked():
    plain, nested = (read(table_frequency(WORDS, ["社会组织"], nested=x))["社会组织"] for x in (False, True))
    assert (plain["tokens"], plain["documents"], plain["articles"]) == (4, 1, 2)
    assert (nested["tokens"], nested["documents"], nested["articles"]) == (10, 2, 3)
    assert read(table_frequency(WORDS, nested=True))["社区社会组织"]["tokens"] == 6, "no shorter word adds to it"


def test_nested_counts_what_a_reader_sees():
    """On the seeds: every 社会组织 that is printed in what was cut."""
    corpus = analysis.load("seeds")
    printed = sum(text.count("社会组织") for text in corpus.sentences["text"])
    row = table_frequency(corpus.words, ["社会组织"], nested=True).iloc[0]
    assert row["tokens"] == printed > table_frequency(corpus.words, ["社会组织"]).iloc[0]["tokens"]


def test_a_word_twice_in_a_word_counts_twice():
    assert find_nested(["村村通", "村"], ["村"]) == {"村村通": ["村", "村"], "村": ["村"]}
    assert find_nested(["村村通"], [""]) == {}


def test_words_asked_for_are_all_there_in_their_order():
    table = table_frequency(WORDS, ["村", "从不", "的", "村"])
    assert list(zip(table["word"], table["tokens"], strict=True)) == [("村", 1), ("从不", 0), ("的", 9)]
    assert len(table_frequency(WORDS, "的")) == 1


def test_number_and_stop_words():
    assert list(table_frequency(WORDS, stop=(), least=1)["word"]) == ["的", "社区社会组织", "社会组织", "村"]
    assert list(table_frequency(WORDS, stop={"社会组织"}, number=1)["word"]) == ["社区社会组织"]


@pytest.mark.parametrize("nested", [False, True])
@pytest.mark.parametrize("only", [None, ["社会组织"]])
def test_of_nothing(only, nested):
    table = table_frequency(WORDS[:0], only, nested=nested)
    assert list(table) == FREQUENCY_COLUMNS
    assert table["per_10000"].tolist() == [0.0] * len(only or [])
    assert dict(table.dtypes) == dict(table_frequency(WORDS).dtypes)


@pytest.mark.parametrize(("name", "value"), [("least", 0), ("number", 0), ("number", -3)])
def test_refuses(name, value):
    with pytest.raises(ValueError, match=f"{name} is {value}: it must be 1 or more"):
        table_frequency(WORDS, **{name: value})


def test_sentences_are_cut_as_articles_are():
    corpus = analysis.load("seeds")
    tokens = cut_sentences(corpus.sentences)
    assert len(tokens) > 5_000
    one = Counter(zip(tokens["doc"], tokens["article"], tokens["word"], strict=True))
    assert one == {(row.doc, row.article, row.word): row.count for row in corpus.words.itertuples()}
    assert count_tokens(tokens)["count"].sum() == len(tokens)
    for sentence, group in tokens.groupby("sentence"):
        assert group["position"].tolist() == list(range(len(group))), sentence


def test_no_sentence_no_word():
    corpus = analysis.load("seeds")
    assert list(cut_sentences(corpus.sentences[:0])) == TOKEN_COLUMNS
    odd = corpus.sentences.head(2).assign(text=["", "12、3。"])
    assert cut_sentences(odd).empty
    assert count_tokens(cut_sentences(odd)).empty
