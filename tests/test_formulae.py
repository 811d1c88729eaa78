"""Numbered formulae: what is one, the members that a text lists, whether the count is kept."""

import csv
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.formulae import find_formulae, read_names
from analysis.formulae.words import read_count
from analysis.lexicon import read_rows

CASES = list(csv.DictReader((Path(__file__).parent / "cases/formulae.csv").read_text("utf-8").splitlines()))
SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
AGREES = {True: "yes", False: "no", None: "-"}


def write(formula):
    return f"{formula.text}|{'、'.join(formula.members)}|{AGREES[formula.agrees]}"


def check(text, formulae):
    """Assert what holds for every answer to any text."""
    assert all(0 <= x.start < x.end <= len(text) and text[x.start : x.end] == x.text for x in formulae)
    assert all(a.end <= b.start for a, b in pairwise(formulae))
    assert all(x.listed == len(x.members) and all(member in text for member in x.members) for x in formulae)
    assert all(x.agrees is None or x.listed for x in formulae)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_find_formulae(case):
    assert ";".join(write(x) for x in find_formulae(case["text"])) == case["expected"], case["why"]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_invariants_on_the_seeds(path):
    text = path.read_text("utf-8")
    formulae = find_formulae(text)
    assert formulae, "nothing found: this test would pass on anything"
    check(text, formulae)


@pytest.mark.parametrize("name", sorted(read_names()))
def test_every_name_is_found_with_and_without_quotation_marks(name):
    for text in (f"要落实“{name}”要求。", f"要落实{name}要求。"):
        assert [x.text for x in find_formulae(text)][:1] == [name] or "、" in name
        assert all(x.named for x in find_formulae(text))


@pytest.mark.parametrize("name", ["formulae.csv", "formula_words.csv"])
def test_data_is_sorted_and_unique(name):
    keys = [(row.get("role", ""), row.get("word") or row.get("name")) for row in read_rows(name)]
    assert keys == sorted(set(keys))


def test_a_year_stands_with_its_source_or_is_known_by_itself():
    rows = read_rows("formulae.csv")
    assert len(rows) >= 80
    assert all(row["year"].isdigit() and 1900 < int(row["year"]) < 2030 for row in rows if row["year"])
    assert all(row["year"] for row in rows if row["source"]), "a source says where a year is from"


@pytest.mark.parametrize("numeral", ["一百", "千", "", "十十", "123"])
def test_no_count(numeral):
    assert read_count(numeral) is None


WORDS = """
“ ” （ ） 、 ， 。 ： — 一 二 两 三 五 十 百 千 万 双 1 3 + N 个 大 项 类 级 条 方面 市 县 省 乡 村
和 与 等 以 为 一是 二是 三是 坚持 健全 体系 阶段 社区 两个确立 第 村“两委” 平台 推进 的 新 老 「 」 ( ) 其一
首先 1. 2. ① ②
"""


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=24).map("".join))
def test_no_text_breaks_the_invariants(text):
    check(text, find_formulae(text))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_no_characters_break_the_invariants(text):
    check(text, find_formulae(text))


@pytest.mark.parametrize(
    "piece",
    [
        "“三",
        "三个",
        "（",
        "三大（",
        "一是",
        "“1+",
        "、",
        "省市县三级",
        "三个阶段：",
        "四个坚持，",
        "以社为台，",
        "五社联动",
    ],
)
def test_time_grows_with_the_text_alone(piece):
    def clock(size):
        text = (piece * size)[:size]
        begin = time.process_time()
        find_formulae(text)
        return time.process_time() - begin

    clock(2000)
    short, long = clock(20_000), clock(80_000)
    assert long < 10 * max(short, 0.02), "four times the text takes about four times the time"
