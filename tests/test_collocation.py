"""Collocation: counts against a slow count by hand, measures against NLTK."""

import math
import random

import pandas as pd
import pytest
from nltk.metrics.association import BigramAssocMeasures

from analysis.statistics import cut_sentences, table_collocation
from analysis.statistics.collocation import COLUMNS

TEXTS = ["引导社会组织参与帮扶。", "社会组织参与、参与再参与！", "社区社会组织。", "参与帮扶;引导社会组织。"]
SENTENCES = pd.DataFrame(
    {"doc": list("aabb"), "article": [1, 1, 1, 2], "sentence": ["s1", "s2", "s3", "s4"], "text": TEXTS}
)
TOKENS = cut_sentences(SENTENCES)


def make_tokens(lines):
    rows = [
        (f"d{number % 3}", 1, f"s{number}", place, word)
        for number, line in enumerate(lines)
        for place, word in enumerate(line)
    ]
    return pd.DataFrame(rows, columns=["doc", "article", "sentence", "position", "word"])


def count_slowly(lines, node, left, right):
    """What the docstring says, word by word."""
    inside, before, after, met, tokens = {}, {}, {}, {}, {}
    for line in lines:
        nodes = [place for place, word in enumerate(line) if word == node]
        for place, word in enumerate(line):
            if word == node:
                continue
            tokens[word] = tokens.get(word, 0) + 1
            has_after = any(0 < at - place <= left for at in nodes)
            has_before = any(0 < place - at <= right for at in nodes)
            inside[word] = inside.get(word, 0) + (has_after or has_before)
            before[word] = before.get(word, 0) + has_after
            after[word] = after.get(word, 0) + has_before
        for at in nodes:
            for word in {w for w in line[max(0, at - left) : at] + line[at + 1 : at + 1 + right] if w != node}:
                met[word] = met.get(word, 0) + 1
    return inside, before, after, met, tokens


@pytest.mark.parametrize("window", [1, 2, 5, (0, 2), (3, 0), (1, 4)])
def test_counts_and_measures_against_a_slow_count_and_nltk(window):
    chance = random.Random(5)
    words = ["甲甲", "乙乙", "丙丙", "丁丁", "戊戊", "己己"]
    lines = [chance.choices(words, weights=[4, 3, 3, 2, 1, 1], k=chance.randrange(1, 9)) for _ in range(80)]
    left, right = window if isinstance(window, tuple) else (window, window)
    inside, before, after, met, tokens = count_slowly(lines, "甲甲", left, right)
    table = table_collocation(make_tokens(lines), "甲甲", window=window, times=1)
    assert len(table) == 5
    near, total = sum(inside.values()), sum(tokens.values())
    nodes = sum(line.count("甲甲") for line in lines)
    for row in table.itertuples():
        word = row.word
        assert (row.count, row.left, row.right) == (inside[word], before[word], after[word])
        assert (row.tokens, row.node_tokens) == (tokens[word], nodes)
        assert row.expected == pytest.approx(near * tokens[word] / total)
        cells = (row.count, (near, row.tokens), total)
        assert abs(row.g2) == pytest.approx(BigramAssocMeasures.likelihood_ratio(*cells), abs=1e-6)
        assert (row.g2 > 0) == (row.count > row.expected)
        assert row.mi == pytest.approx(BigramAssocMeasures.pmi(*cells), abs=1e-6)
        dice = BigramAssocMeasures.dice(min(row.count, met[word]), (nodes, row.tokens), total)
        assert row.log_dice == pytest.approx(14 + math.log2(dice), abs=1e-6)


def test_by_hand():
    """参与 stands after 社会组织 in s1 and s2 (three times, of which one node), before it in no window; s4 is another clause."""
    row = table_collocation(TOKENS, "社会组织", window=4, times=1).set_index("word").loc["参与"]
    assert (row["count"], row["left"], row["right"], row["node_tokens"], row["tokens"]) == (5, 1, 4, 3, 5)
    assert row["log_dice"] == pytest.approx(14 + math.log2(2 * 3 / (3 + 5)))
    assert (row["documents"], row["articles"], row["sentence"]) == (2, 2, "s1")


def test_a_window_ends_with_its_sentence():
    words = set(table_collocation(TOKENS, "社会组织", window=50, times=1)["word"])
    assert words == {"引导", "参与", "帮扶"}, "社区社会组织 stands in a sentence of its own"


def test_longer_words_count_when_asked():
    assert table_collocation(TOKENS, "组织", times=1).empty
    nested = table_collocation(TOKENS, "组织", times=1, nested=True)
    assert set(nested["node_tokens"]) == {4}
    assert set(table_collocation(TOKENS, "社会组织", times=1)["node_tokens"]) == {3}


def test_rows_filtered_out_are_no_neighbours():
    """Without the stop words two words may be neighbours in the table and far apart in the sentence."""
    kept = TOKENS[TOKENS["word"].isin(["引导", "帮扶"]) & (TOKENS["sentence"] == "s1")]
    assert table_collocation(kept, "引导", window=2, times=1).empty
    assert set(table_collocation(kept, "引导", window=3, times=1)["word"]) == {"帮扶"}


def test_the_highest_come_first_and_ties_by_word():
    table = table_collocation(TOKENS, "社会组织", times=1, sort="count")
    assert list(table["count"]) == sorted(table["count"], reverse=True)
    pd.testing.assert_frame_equal(table_collocation(TOKENS, "社会组织", times=1, sort="count", number=2), table.head(2))


@pytest.mark.parametrize(
    ("tokens", "node"), [(TOKENS[:0], "参与"), (TOKENS, "从不出现"), (make_tokens([["甲甲"], ["乙乙"]]), "甲甲")]
)
def test_of_nothing_comes_an_empty_table(tokens, node):
    table = table_collocation(tokens, node, times=1)
    assert list(table) == COLUMNS
    assert len(table) == 0


def test_a_word_that_is_always_there():
    table = table_collocation(make_tokens([["甲甲", "乙乙"]] * 6), "甲甲", times=1)
    assert table[["word", "log_dice", "g2", "mi"]].to_numpy().tolist() == [["乙乙", 14.0, 0.0, 0.0]]


def test_few_meetings_are_marked():
    table = table_collocation(make_tokens([["甲甲", "乙乙"]] * 6 + [["甲甲", "丙丙"]]), "甲甲", times=1)
    assert dict(zip(table["word"], table["exploratory"], strict=True)) == {"乙乙": False, "丙丙": True}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"window": 0}, "window is 0: it must reach 1 word or more"),
        ({"window": (0, 0)}, r"window is \(0, 0\)"),
        ({"window": (-1, 3)}, r"window is \(-1, 3\)"),
        ({"window": -2}, "window is -2"),
        ({"node": " "}, "node is empty: it must be a word"),
        ({"sort": "pmi"}, "sort is 'pmi': it must be one of log_dice, g2, mi, count"),
        ({"times": 0}, "times is 0: it must be 1 or more"),
        ({"number": 0}, "number is 0: it must be 1 or more"),
    ],
)
def test_refuses(options, message):
    with pytest.raises(ValueError, match=message):
        table_collocation(TOKENS, **{"node": "参与", **options})
