"""A text held to its own arithmetic: parts, sums, rates, steps, lists, and figures that follow from it."""

import csv
import re
from itertools import count
from pathlib import Path

import pytest

import analysis
from analysis.arithmetic import derive_figures, find_checks
from analysis.quantities import Context, find_quantities
from analysis.tables.checks import table_checks, table_derived

CASES = list(csv.DictReader((Path(__file__).parent / "cases/arithmetic.csv").read_text("utf-8").splitlines()))
SEEDS = Path(__file__).parent.parent / "seeds"


def read_rows(text):
    """Return the quantities of one sentence as rows of the table, and the sentence."""
    numbers = count(1)
    rows = [
        {"quantity": f"t-q{next(numbers)}", "doc": "t", "sentence": "t-s1", "offset": x.start}
        | {name: getattr(x, name) for name in x.__slots__ if name not in ("start", "end", "cues")}
        for x in find_quantities(text, Context("2023", None, None, "report"))
    ]
    return rows, {"t-s1": text}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_checks(case):
    found = list(find_checks(*read_rows(case["text"])))
    assert ";".join(f"{x.kind} {x.verdict} {x.expression}" for x in found) == case["expected"], case["why"]
    assert all(x.quantities and x.sentence == "t-s1" for x in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("合力团完成项目105个，累计投入资金4439.25万元。", "4439.25万元 ÷ 105个 = 42.28万元/个"),
        ("安排276万元资金支持23个平台。", "276万元 ÷ 23个 = 12万元/个"),
        ("投入资金约300万元，完成项目100个。", ""),
        ("每村投入资金5万元，支持村庄100个。", ""),
        ("完成项目105个，其中投入资金3万元的5个。", ""),
    ],
)
def test_derived(text, expected):
    found = list(derive_figures(*read_rows(text)))
    assert ";".join(x.expression for x in found) == expected
    assert all(x.verdict == "derived" and len(x.quantities) == 2 for x in found)


def test_tables_of_the_seeds():
    corpus = analysis.load(SEEDS)
    checks = table_checks(corpus.quantities, corpus.sentences, corpus.formulae)
    derived = table_derived(corpus.quantities, corpus.sentences)
    assert "5007家 ≤ 8306家" in set(checks["expression"])
    assert (checks["kind"] == "list").any()
    assert len(derived)
    known = set(corpus.quantities["quantity"])
    for row in [*checks.itertuples(), *derived.itertuples()]:
        assert set(str(row.quantities).split()) <= known
        assert row.verdict in ("holds", "within", "broken", "derived")
        if row.kind == "per":
            assert re.search(r" ÷ .+ = ", row.expression)
    empty = table_checks(corpus.quantities.head(0), corpus.sentences, corpus.formulae.head(0))
    assert list(empty.columns) == list(checks.columns)
    assert len(empty) == 0
