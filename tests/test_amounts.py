"""Quantities: case tables, the lists' own examples, values written and read back, invariants, linear time."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.amounts import Amount, find_amounts
from analysis.lexicon import read_rows
from tests.test_numerals import write_all

CASES = Path(__file__).parent / "cases"
SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))


def rows(name: str) -> list[dict[str, str]]:
    found = list(csv.DictReader((CASES / name).read_text("utf-8").splitlines(keepends=True)))
    assert found, f"{name} is empty: its tests would pass on anything"
    return found


def show(value: object) -> str:
    """Write a field as the case table does: whole numbers without a point, None as -."""
    if value is None:
        return "-"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:g}"
    return str(value)


def write_amount(amount: Amount) -> str:
    """Write a quantity as the case table does: text|low|high|unit|kind|modifier|change."""
    fields = (amount.text, amount.low, amount.high, amount.unit, amount.kind, amount.modifier, amount.change)
    return "|".join(show(field) for field in fields)


def check(text: str, amounts: list[Amount]) -> None:
    """Assert what holds for every answer to any text."""
    last = 0
    for amount in amounts:
        assert last <= amount.start < amount.end
        assert text[amount.start : amount.end] == amount.text
        assert amount.low is not None or amount.high is not None
        assert amount.low is None or amount.high is None or amount.low <= amount.high
        assert all(0 <= start < end <= len(text) for _, start, end in amount.cues)
        last = amount.end


@pytest.mark.parametrize("row", rows("amounts.csv"), ids=lambda row: row["input"])
def test_reads(row):
    assert " ; ".join(write_amount(amount) for amount in find_amounts(row["input"])) == row["expected"], row["why"]


@pytest.mark.parametrize("row", rows("amounts_refused.csv"), ids=lambda row: row["input"])
def test_refuses(row):
    assert find_amounts(row["input"]) == [], row["why"]


def test_the_tables_are_large_enough():
    assert len(rows("amounts.csv")) >= 200
    assert len(rows("amounts_refused.csv")) >= 100


@pytest.mark.parametrize("row", read_rows("units.csv"), ids=lambda row: row["surface"])
def test_every_unit_is_found_in_its_example(row):
    found = [amount for amount in find_amounts(row["example"]) if amount.unit == row["unit"]]
    assert [amount.kind for amount in found] == [row["kind"]], row["example"]


@pytest.mark.parametrize("row", read_rows("noun_units.csv"), ids=lambda row: row["noun"])
def test_every_noun_serves_as_a_unit(row):
    text = f"共有3万余{row['noun']}。"
    expected = row["noun"] if len(row["noun"]) < 3 else None
    assert [(amount.unit, amount.low) for amount in find_amounts(text)] == [(expected, 30000)]


@pytest.mark.parametrize("row", read_rows("comparators.csv"), ids=lambda row: row["phrase"])
def test_every_comparator_bounds_its_example(row):
    (amount,) = find_amounts(row["example"])
    assert amount.modifier == row["modifier"]
    name, start, end = amount.cues[0]
    assert (name, row["example"][start:end]) == ("modifier", row["phrase"])


@pytest.mark.parametrize("row", read_rows("changes.csv"), ids=lambda row: row["phrase"])
def test_every_change_is_seen_in_its_example(row):
    (amount,) = find_amounts(row["example"])
    assert amount.change == row["direction"]
    assert row["example"][slice(*amount.cues[-1][1:])] == row["phrase"]


@pytest.mark.parametrize("row", read_rows("number_phrases.csv"), ids=lambda row: row["phrase"])
def test_no_set_phrase_counts(row):
    assert find_amounts(f"要{row['phrase']}，") == []


@pytest.mark.parametrize(
    "name", ["units.csv", "noun_units.csv", "comparators.csv", "changes.csv", "number_phrases.csv"]
)
def test_lists_are_sorted(name):
    keys = [next(iter(row.values())) for row in read_rows(name)]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_invariants_on_the_seeds(path):
    text = path.read_text("utf-8")
    amounts = find_amounts(text)
    assert amounts or path.stem.startswith("001"), "nothing found: this test would pass on anything"
    check(text, amounts)


def test_document_001_holds_no_quantity():
    (path,) = [path for path in SEEDS if path.stem.startswith("001")]
    assert find_amounts(path.read_text("utf-8")) == []


def test_taken_and_dated_spans_are_left_out():
    text = "聚焦五个社区和30个村，2023年完成"
    assert [amount.text for amount in find_amounts(text)] == ["五个", "30个"]
    assert [amount.text for amount in find_amounts(text, taken=[(2, 6)])] == ["30个"]
    assert [amount.text for amount in find_amounts(text, dates=[(7, 10)])] == ["五个"]


@settings(max_examples=200, deadline=None)
@given(st.integers(3, 10**12 - 1), st.sampled_from(["个", "户", "人次", "元", "亩", "%"]))
def test_a_count_in_any_notation_is_read_back(number, unit):
    for surface in write_all(number):
        amounts = find_amounts(f"共有{surface}{unit}。")
        assert [(amount.low, amount.high, amount.unit) for amount in amounts] == [(number, number, unit)], surface


WORDS = """
0 1 23 456 2023 1,234 3.5 一 二 两 三 十 百 千 万 亿 半 几 数 余 多 近 约 逾 左右 以上 以下 不少于 超过 至少 至 到
- — ～ 、 ， 。 % ‰ 成 分之 个 名 家 人 户 次 年 月 日 天 小时 元 亩 平方米 倍 个月 个百分点 部门 县 第 每
（ ） “ ” : / + . 所有 全部 全覆盖 每个 新增 增长 下降 年底 A G 级 届 社会组织
"""
HOSTILE = """
1 十 一 半 万 3 1, 1. 1- 3个 一个 几十 百分之 （ 至少 增 近 全部 1: 三分之 第三十 元/ 3% 新增3个、 1亿 所有 每个 全体 ((
"""
PIECES = st.sampled_from([*WORDS.split(), " ", "\n"])


@settings(max_examples=1500, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_no_text_breaks_the_invariants(text):
    check(text, find_amounts(text))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_no_characters_break_the_invariants(text):
    check(text, find_amounts(text))


@pytest.mark.parametrize("piece", HOSTILE.split())
def test_time_grows_with_length_only(piece):
    def clock(size: int) -> float:
        text = (piece * size)[:size]
        begin = time.process_time()
        find_amounts(text, (), ())
        return time.process_time() - begin

    clock(2000)
    short, long = min(clock(25_000), clock(25_000)), min(clock(200_000), clock(200_000))
    assert long < 24 * max(short, 0.02), "eight times the text takes about eight times the time, not sixty-four"


@pytest.mark.parametrize(
    "text", ["1" * 1_000_000, "十" * 100_000, "（" * 100_000 + "）" * 100_000, "(含3家" * 50_000 + ")" * 50_000]
)
def test_long_and_nested_text_is_read_in_time(text):
    def clock(part: str) -> float:
        begin = time.process_time()
        check(part, find_amounts(part))
        return time.process_time() - begin

    clock(text[:2000])
    short = min(clock(text[: len(text) // 8]), clock(text[: len(text) // 8]))
    assert clock(text) < 24 * max(short, 0.02)


def write_notations(number: int) -> list[tuple[str, float, float | None, str]]:
    """Return ways to write a number with what they bound: surface, low, high, modifier."""
    plain = f"{number}"
    wide = plain.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    ways: list[tuple[str, float, float | None, str]] = [
        (x, number, number, "exact") for x in (plain, wide, f"{number:,}")
    ]
    ways += [
        (f"{number}万", number * 1e4, number * 1e4, "exact"),
        (f"{number}.5亿", number * 1e8 + 5e7, number * 1e8 + 5e7, "exact"),
    ]
    ways += [(f"{number}余", number, None, "more_than"), (f"约{number}", number, number, "about")]
    ways += [(f"{number}{joint}{number + 3}", number, number + 3, "exact") for joint in ("-", "—", "～", "至", "到")]
    return ways


@settings(max_examples=150, deadline=None)
@given(st.integers(10, 999), st.sampled_from(["个", "家", "户", "人次", "元", "亩"]))
def test_every_notation_is_read_back(number, unit):
    for surface, low, high, modifier in write_notations(number):
        found = [(x.low, x.high, x.unit, x.modifier) for x in find_amounts(f"共有{surface}{unit}。")]
        assert found == [(low, high, unit, modifier)], surface


@settings(max_examples=150, deadline=None)
@given(
    st.integers(1, 99),
    st.integers(0, 9),
    st.sampled_from(
        [
            ("不少于", "", "at_least"),
            ("超过", "", "more_than"),
            ("", "以上", "at_least"),
            ("不足", "", "less_than"),
            ("", "以内", "at_most"),
        ]
    ),
)
def test_every_percent_and_comparator_is_read_back(whole, tenth, bound):
    before, after, modifier = bound
    value = float(f"{whole}.{tenth}")
    for surface, unit in (
        (f"{value}%", "%"),
        (f"{value}％", "%"),
        (f"百分之{spell(whole)}点{'零一二三四五六七八九'[tenth]}", "%"),
        (f"{value}个百分点", "个百分点"),
        (f"{value}‰", "‰"),
    ):
        found = [(x.low, x.high, x.unit, x.modifier) for x in find_amounts(f"占比{before}{surface}{after}。")]
        assert found == [(value, value, unit, modifier)], surface


def spell(number: int) -> str:
    """Write 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    return (f"{digits[tens] if tens > 1 else ''}十" if tens else "") + (digits[ones] if ones else "")
