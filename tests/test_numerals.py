"""Numerals: the case table, its refusals, and every number written in any notation and read back."""

from __future__ import annotations

import contextlib
import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.amounts.approximations import read_scaled
from analysis.numerals import LONGEST, NumeralError, read_numeral

CASES = Path(__file__).parent / "cases"


def rows(name: str) -> list[dict[str, str]]:
    found = list(csv.DictReader((CASES / name).read_text("utf-8").splitlines()))
    assert found, f"{name} is empty: its tests would pass on anything"
    return found


@pytest.mark.parametrize("row", rows("numerals.csv"), ids=lambda row: row["surface"])
def test_reads(row):
    assert read_numeral(row["surface"]) == Decimal(row["value"]), row["why"]


@pytest.mark.parametrize("row", rows("numerals_refused.csv"), ids=lambda row: row["surface"])
def test_refuses(row):
    with pytest.raises(NumeralError):
        read_numeral(row["surface"])


def spell_section(number: int) -> str:
    """Write 0 to 9999 in Chinese."""
    written, zero = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            written += ("零" if zero and written else "") + "零一二三四五六七八九"[digit] + name
        zero = not digit
    return written


def spell(number: int) -> str:
    """Write a whole number below 10**12 in Chinese, the textbook way."""
    written, rest = "", number
    for factor, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, rest = divmod(rest, factor)
        if part:
            written += ("零" if written and part < 1000 else "") + spell_section(part) + name
    return written or "零"


def write_all(number: int) -> list[str]:
    """Write a number in every notation that the texts use."""
    ways = [str(number), f"{number:,}", f"{number:,}".replace(",", "，"), spell(number)]
    ways.append(str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")))
    ways += [f"{Decimal(number).scaleb(-power):f}{scale}" for scale, power in (("万", 4), ("亿", 8), ("万亿", 12))]
    if spell(number).startswith("一十"):
        ways.append(spell(number)[1:])
    return ways


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**12 - 1))
def test_every_notation_is_read_back(number):
    for surface in write_all(number):
        assert read_numeral(surface) == number, surface


@settings(max_examples=300, deadline=None)
@given(st.text("0123456789０,，.点零一二三十百千万亿两几数半负个", max_size=12))
def test_reads_or_refuses_anything(surface):
    with contextlib.suppress(NumeralError):
        assert isinstance(read_numeral(surface), Decimal)


def test_a_long_run_is_refused_at_once():
    with pytest.raises(NumeralError):
        read_numeral("1" * (LONGEST + 1))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("50", None, "多", "万", None), (500000, None, "more_than")),
        ((None, "十", "几", "", None), (11, 19, "about")),
        ((None, "数百", None, "", None), (100, None, "about")),
        ((None, "七八十", None, "", None), (70, 80, "about")),
        ((None, "十七八", None, "", None), (17, 18, "about")),
        ((None, "三百", "来", "", None), (300, 300, "about")),
        ((None, "七九", None, "", None), None),
        (("5", None, "几", "", None), None),
    ],
)
def test_approximators_open_or_widen(arguments, expected):
    assert read_scaled(*arguments) == expected
