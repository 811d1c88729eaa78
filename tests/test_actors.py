"""Who is told to act, and who has acted."""

import csv
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from analysis.actors import find_actors, read_group
from analysis.lexicon import read_rows

CASES = list(csv.DictReader((Path(__file__).parent / "cases/actors.csv").read_text("utf-8").splitlines()))
SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))


@dataclass(frozen=True)
class Line:
    number: int
    begin: int


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:20])
def test_find_actors(case):
    found = [f"{actor.actor}:{actor.role}" for actor in find_actors(case["text"])]
    assert found == [actor for actor in case["expected"].split("|") if actor]


def test_numbers_are_those_of_the_sentences():
    (actor,) = find_actors("先看。省民政厅印发方案。", [Line(7, 0), Line(8, 3)])
    assert actor.number == 8


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_spans_stand_and_never_overlap(path):
    text = path.read_text("utf-8")
    actors = find_actors(text)
    assert actors, "nothing found: this test would pass on anything"
    assert all(text[x.start : x.end] == x.actor and x.role in ("told", "did") for x in actors)
    assert all(a.end <= b.start for a, b in pairwise(actors))
    assert all(read_group(x.actor) for x in actors)


@pytest.mark.parametrize("name", ["actors.csv", "actor_cues.csv"])
def test_data_is_sorted_and_unique(name):
    rows = [tuple(row.values()) for row in read_rows(name)]
    assert rows == sorted(set(rows))


@pytest.mark.parametrize("text", ["社会组织" * 50_000, "引导" * 100_000, "(" * 200_000, "1" * 200_000 + "社会组织要"])
def test_time_grows_with_the_text_alone(text):
    start = time.process_time()
    find_actors(text)
    assert time.process_time() - start < 3
