"""Codebooks: what they find, and that every cue of theirs can be found."""

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from analysis.instruments import find_codes, find_groups, find_instruments, find_means, read_codebook
from analysis.lexicon import LexiconError, read_rows

CASES = list(csv.DictReader((Path(__file__).parent / "cases/codebooks.csv").read_text("utf-8").splitlines()))
BOOKS = ["care_layers.csv", "groups.csv", "instruments.csv", "levels.csv", "means.csv", "undertakings.csv"]


@dataclass(frozen=True)
class Line:
    number: int
    begin: int
    text: str


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:20])
def test_find_codes(case):
    found = [hit.code for hit in find_codes([Line(1, 0, case["text"])], case["codebook"])]
    assert found == [code for code in case["expected"].split("|") if code]


@pytest.mark.parametrize("book", BOOKS)
def test_every_cue_is_found_for_its_code(book):
    codes = read_codebook(book)
    assert len(codes) >= 4
    for code in codes.values():
        for cue in code.cues:
            assert [hit.code for hit in find_codes([Line(1, 0, cue)], book)] == [code.key]


@pytest.mark.parametrize("book", BOOKS)
def test_rows_are_sorted_and_defined(book):
    rows = read_rows(book)
    assert [row["key"] for row in rows] == sorted(row["key"] for row in rows)
    assert all(row["zh"] and row["en"] and row["definition"] for row in rows)


def test_the_families_are_the_three():
    assert {code.family for code in read_codebook("instruments.csv").values()} == {"supply", "environment", "demand"}


@pytest.mark.parametrize("find", [find_instruments, find_means, find_groups])
def test_spans_are_those_of_the_reading(find):
    text = "开头。为老年人提供补贴和产业帮扶。"
    hits = find([Line(2, 3, text[3:])])
    assert hits
    assert all(text[hit.start : hit.end] == hit.cue and hit.number == 2 for hit in hits)
    assert find([]) == []


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("a,,,补贴\na,,,税收", "two rows have the key 'a'"),
        ("a,,,", "row 'a' has no cue"),
        ("a,,,补贴|补贴", "the cue '补贴' stands in row 'a' already"),
        ("a,,,补贴\nb,,,补贴", "row 'b': the cue '补贴' stands in row 'a' already"),
    ],
)
def test_refuses_a_row_and_names_it(rows, message, tmp_path):
    (tmp_path / "x.csv").write_text(f"key,zh,en,cues\n{rows}\n", "utf-8")
    with pytest.raises(LexiconError, match=message):
        read_codebook("x.csv", tmp_path)
