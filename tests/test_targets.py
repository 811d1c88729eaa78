"""Targets: force, commitment, the body told, series with steps, what is due, candidate results."""

import csv
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis.lexicon import read_rows
from analysis.quantities import Context, find_quantities
from analysis.sentences import Sentence, split_sentences
from analysis.tables.candidates import match_results
from analysis.targets import find_candidates, find_targets, read_due
from analysis.targets.force import read_force

CASES = list(csv.DictReader((Path(__file__).parent / "cases/targets.csv").read_text("utf-8").splitlines()))
SEEDS = Path(__file__).parent.parent / "seeds"


@dataclass(frozen=True)
class Reading:
    text: str
    sentences: tuple[Sentence, ...]

    def sentence_at(self, offset):
        return [x for x in self.sentences if x.begin <= offset][-1]


def make_reading(text):
    spans = enumerate(split_sentences(text), 1)
    return Reading(text, tuple(Sentence(n, "body", a, b, a, b, text[a:b]) for n, (a, b) in spans))


def read_targets(text, published="2023-05", kind="plan"):
    reading = make_reading(text)
    quantities = find_quantities(text, Context(published, None, None, kind, reading.sentences))
    return list(find_targets([(None, reading, [replace(x, status="target") for x in quantities])]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_force_and_body(case):
    (target,) = [x for x in read_targets(case["text"]) if x.quantity.text == case["number"]]
    found = [getattr(target, name) or "" for name in ("force", "commitment", "cue", "responsible")]
    assert found == [case[name] for name in ("force", "commitment", "cue", "responsible")], case["why"]


@pytest.mark.parametrize("row", read_rows("commitment_cues.csv"), ids=lambda row: row["cue"])
def test_every_cue_commits_in_its_example(row):
    number = row["example"].index("20个")
    force = read_force(row["example"], 0, number, len(row["example"]))
    assert (force.commitment, force.cue) == (row["commitment"], row["cue"])


def test_cues_are_sorted_and_unique():
    cues = [row["cue"] for row in read_rows("commitment_cues.csv")]
    assert cues == sorted(set(cues))


def test_steps_rise_with_the_deadline():
    text = "到2023年底，全市100%街道建立联合会；到2022年底，全市60%以上街道建立联合会。到2022年底，全市60%以上街道建立联合会。"
    targets = read_targets(text)
    assert len({x.series for x in targets}) == 1
    assert [(x.quantity.text, x.step) for x in targets] == [("100%", 2), ("60%", 1), ("60%", 1)]


def test_growth_and_level_are_two_series():
    first, second = read_targets("到2025年，全省养老床位新增300张；到2025年，全省养老床位达到900张。")
    assert first.series != second.series


@pytest.mark.parametrize(
    ("date", "as_of", "due"),
    [
        ("2023-12", "2023-12-12", "this_year"),
        ("2023-12", "2023-12-31", "past"),
        ("2023", "2024-01-01", "past"),
        ("2021/2025", "2023-06-30", "open"),
        ("../2020", "2023-06-30", "past"),
        ("2022/..", "2023-06-30", None),
        (None, "2023-06-30", None),
        ("2023", "", None),
        ("soon", "2023-06-30", None),
    ],
)
def test_due(date, as_of, due):
    assert read_due(date, as_of) == due


GOAL = {
    "quantity": "a-q1",
    "place": "沈阳市",
    "entity": "街道",
    "unit": "%",
    "per": None,
    "change": None,
    "date": "2022-12",
}
DONE = GOAL | {"quantity": "b-q1", "status": "result", "date": "2022-11"}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, [("same", "by")]),
        ({"date": "2023-01"}, [("same", "after")]),
        ({"date": None}, [("same", None)]),
        ({"entity": "“街道”"}, [("same", "by")]),
        ({"entity": "乡镇"}, []),
        ({"place": "大连市"}, []),
        ({"unit": "个"}, []),
        ({"change": "up"}, []),
        ({"per": "每年"}, []),
        ({"status": "scope"}, []),
        ({"entity": None}, []),
    ],
)
def test_candidates(changed, expected):
    found = list(find_candidates([GOAL], [DONE | changed]))
    assert [(x.entity, x.timing) for x in found] == expected
    assert all(x.status == "not assessed" for x in found)


def test_results_are_matched_as_a_table():
    corpus = analysis.load(SEEDS)
    targets = corpus.targets
    done = targets.assign(status="result", quantity=targets["quantity"] + "x")
    table = match_results(targets, done)
    assert len(table) >= len(targets) > 10
    assert set(table["status"]) == {"not assessed"}
    assert len(match_results(targets.head(0), done)) == 0
    assert list(match_results(targets.head(0), done).columns) == list(table.columns)


def test_the_seeds_own_ladder():
    targets = analysis.load(SEEDS).targets
    street = targets[targets["series"] == "沈阳市·街道·%"]
    assert list(zip(street["text"], street["step"], street["date"], strict=True)) == [
        ("60%", 1, "2022-12"),
        ("100%", 2, "2023-12"),
    ]


PIECES = "力争 到2025年 ， 。 ； （ ） 责任单位： 由 牵头 要 将 各县 20个 5% 民政局 预期性 社区 每年"


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*PIECES.split(), "\n"]), max_size=16).map("".join))
def test_no_text_breaks_it(text):
    for target in read_targets(text):
        assert target.step >= 1
        assert target.cue is None or target.cue in text
        assert target.responsible is None or target.responsible in text
