"""The network: edges against a slow count, limits, the same places in every process."""

import itertools
import math
import random
import subprocess
import sys

import pandas as pd
import pytest

from analysis.statistics import build_network
from analysis.statistics.network import EDGE_COLUMNS, MOST_NODES, NODE_COLUMNS
from tests.test_collocation import make_tokens

WORDS = ["甲甲", "乙乙", "丙丙", "丁丁", "戊戊", "己己", "庚庚"]


def make_lines(number=60):
    chance = random.Random(3)
    return [chance.choices(WORDS, weights=range(7, 0, -1), k=chance.randrange(1, 6)) for _ in range(number)]


def test_edges_against_a_slow_count():
    lines = make_lines()
    edges = build_network(make_tokens(lines), times=1, weight=0).edges
    held = {word: {f"s{at}" for at, line in enumerate(lines) if word in line} for word in WORDS}
    expected = {frozenset(pair): held[pair[0]] & held[pair[1]] for pair in itertools.combinations(WORDS, 2)}
    assert {frozenset((row.source, row.target)) for row in edges.itertuples()} == {p for p, x in expected.items() if x}
    for row in edges.itertuples():
        assert set(row.sentences) == expected[frozenset((row.source, row.target))]
        assert row.sentences == sorted(row.sentences, key=lambda x: int(x[1:]))
        assert (row.both, row.first, row.second) == (len(row.sentences), len(held[row.source]), len(held[row.target]))
        assert row.weight == pytest.approx(row.both / math.sqrt(row.first * row.second), abs=1e-6)


def test_nodes_are_counted_and_placed():
    lines = make_lines()
    nodes, edges = build_network(make_tokens(lines), times=2, weight=0.3)
    assert len(nodes) > 3
    for row in nodes.itertuples():
        assert row.sentences == sum(row.word in line for line in lines)
        assert row.tokens == sum(line.count(row.word) for line in lines)
        assert row.degree == sum(row.word in (edge.source, edge.target) for edge in edges.itertuples()) > 0
    assert nodes[["x", "y"]].min().tolist() == [0, 0]
    assert nodes[["x", "y"]].max().tolist() == [1, 1]
    assert (edges["both"] >= 2).all()
    assert (edges["weight"] >= 0.3).all()


def test_groups_are_what_hangs_together():
    lines = [["甲甲", "乙乙", "丙丙"]] * 4 + [["丁丁", "戊戊"]] * 5
    nodes = build_network(make_tokens(lines)).nodes
    assert dict(zip(nodes["word"], nodes["group"], strict=True)) == {
        "甲甲": 0,
        "乙乙": 0,
        "丙丙": 0,
        "丁丁": 1,
        "戊戊": 1,
    }


def test_words_without_a_tie_are_left_out():
    nodes = build_network(make_tokens([["甲甲", "乙乙"]] * 3 + [["丙丙"]] * 9)).nodes
    assert list(nodes["word"]) == ["乙乙", "甲甲"]


def test_only_the_most_frequent_or_those_asked_for():
    tokens = make_tokens(make_lines())
    assert set(build_network(tokens, nodes=3, times=1, weight=0).nodes["word"]) == {"甲甲", "乙乙", "丙丙"}
    assert set(build_network(tokens, ["甲甲", "庚庚", "不在"], times=1, weight=0).nodes["word"]) == {"甲甲", "庚庚"}
    many = make_tokens([[f"词{at:03}", "总是"] for at in range(200)] * 3)
    assert len(build_network(many, nodes=MOST_NODES, weight=0).nodes) == MOST_NODES


@pytest.mark.parametrize("lines", [[], [["甲甲"]], [["甲甲", "乙乙"]], [["甲甲"], ["乙乙"]] * 5])
def test_nothing_tied_is_an_empty_network(lines):
    nodes, edges = build_network(make_tokens(lines))
    assert (list(nodes), list(edges)) == (NODE_COLUMNS, EDGE_COLUMNS)
    assert (len(nodes), len(edges)) == (0, 0)


def test_the_same_in_every_process():
    code = (
        "from tests.test_network import *; n = build_network(make_tokens(make_lines()), times=1, weight=0.1);"
        "print(n.nodes.to_csv(), n.edges.to_csv())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert len(runs.pop()) > 500


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"nodes": 0}, "nodes is 0: it must be 1 to 60"),
        ({"nodes": 61}, "nodes is 61: it must be 1 to 60"),
        ({"weight": 1.5}, "weight is 1.5: it must be 0 to 1"),
        ({"times": 0}, "times is 0: it must be 1 or more"),
        ({"only": [str(x) for x in range(61)]}, "only has 61 words: it may have 60 at the most"),
    ],
)
def test_refuses(options, message):
    with pytest.raises(ValueError, match=message):
        build_network(pd.DataFrame(make_tokens([["甲甲"]])), **options)
