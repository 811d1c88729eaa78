"""Programmes told from slogans, formulae and emphasis."""

import csv
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from analysis.lexicon import read_rows
from analysis.programmes import find_programmes

CASES = list(csv.DictReader((Path(__file__).parent / "cases/programmes.csv").read_text("utf-8").splitlines()))
SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))


@dataclass(frozen=True)
class Line:
    number: int
    begin: int


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:20])
def test_find_programmes(case):
    found = [programme.name for programme in find_programmes(case["text"])]
    assert found == [name for name in case["expected"].split("|") if name]


def test_a_name_stands_where_it_is_first_told():
    text = "“千社扶百村”来了。开展“千社扶百村”行动。再开展“千社扶百村”行动。"
    (programme,) = find_programmes(text)
    assert programme.start == text.index("开展") + 3


@pytest.mark.parametrize("marks", ["“”", '""', "「」"])
def test_all_marks_quote(marks):
    assert [x.name for x in find_programmes(f"开展{marks[0]}千社扶百村{marks[1]}行动")] == ["千社扶百村"]


def test_numbers_are_those_of_the_sentences():
    text = "先看。开展“千社扶百村”行动。"
    (programme,) = find_programmes(text, [Line(7, 0), Line(8, 3)])
    assert programme.number == 8
    assert text[programme.start : programme.end] == programme.name


def test_spans_of_the_seeds():
    texts = [path.read_text("utf-8") for path in SEEDS]
    found = [(text, programme) for text in texts for programme in find_programmes(text)]
    assert len(found) > 10
    assert all(text[x.start : x.end] == x.name for text, x in found)
    names = {programme.name for _, programme in found}
    assert names >= {"浙里康养", "千社扶百村", "浙有众扶", "百社百村"}
    assert not names & {"两个确立", "五社联动", "四个意识", "蛋糕", "以人民为中心"}


def test_cues_are_sorted_and_unique():
    rows = [(row["role"], row["word"]) for row in read_rows("programmes.csv")]
    assert rows == sorted(set(rows))


@pytest.mark.parametrize("text", ["“" * 200_000, "“甲乙丙丁”" * 40_000, '"' * 200_001, "“甲乙”、" * 50_000 + "行动"])
def test_time_grows_with_the_text_alone(text):
    start = time.process_time()
    find_programmes(text)
    assert time.process_time() - start < 2
