"""Dates: what a phrase says, where it stands, what is none; nothing raises, and time grows with length only."""

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.dates import find_dates, read_date, resolve_date
from analysis.dates.phrases import EVENTS, fill_template, read_phrase
from analysis.lexicon import read_rows

CASES = Path(__file__).parent / "cases"


def rows(name: str) -> list[dict[str, str]]:
    found = list(csv.DictReader((CASES / name).read_text("utf-8").splitlines()))
    assert found, f"{name} is empty: its tests would pass on anything"
    return found


@pytest.mark.parametrize("case", rows("dates.csv"), ids=lambda x: f"{x['found']} {x['published']}")
def test_a_phrase_is_found_and_resolved(case):
    mentions = [x for x in find_dates(case["text"]) if x.text == case["found"]]
    assert mentions, [x.text for x in find_dates(case["text"])]
    assert (resolve_date(mentions[0], case["published"] or None) or "") == case["expected"], case["why"]


@pytest.mark.parametrize("case", rows("dates_refused.csv"), ids=lambda x: x["text"])
def test_what_is_no_date(case):
    assert [x.text for x in find_dates(case["text"]) if x.kind != "recent"] == [], case["why"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021年3月26日", "2021-03-26"),
        ("２０２１年３月", "2021-03"),
        ("二○二五年", "2025"),
        ("2021/3/6", "2021-03-06"),
        ("8个", None),
        ("", None),
    ],
)
def test_read_date(text, date):
    assert read_date(text) == date


def test_named_periods_have_years():
    assert len(EVENTS) > 10
    for row in read_rows("periods.csv"):
        assert row["start"].isdigit(), row
        assert not row["end"] or int(row["start"]) <= int(row["end"]), row
        assert [x.text for x in find_dates(f"在{row['name']}以来，")], row


ALPHABET = "0123456789〇一二两三四五六七八九十百几年月日号底末初前后起来以至到从自截今去明当上下半季度第—-./“”·十五期间时内全党的大目如现，。\n "


@settings(max_examples=300, deadline=None)
@given(st.text(ALPHABET, max_size=40), st.sampled_from([None, "2021", "2021-03", "2021-03-26", "--10-21", "x"]))
def test_nothing_raises_and_spans_hold(text, published):
    last = 0
    for mention in find_dates(text):
        assert mention.text == text[mention.start : mention.end]
        assert mention.start >= last
        last = mention.end
        resolve_date(mention, published)


@settings(max_examples=300, deadline=None)
@given(st.text(ALPHABET, max_size=12))
def test_any_phrase_can_be_read(text):
    kind, role, template = read_phrase(text)
    assert kind
    assert role
    fill_template(template, "2021-03-26")


@pytest.mark.parametrize(
    "text", ["1" * 1_000_000, "十" * 100_000, "2021年" * 100_000, "年底" * 100_000, "“" * 200_000, "1月" * 200_000]
)
def test_time_grows_with_length_only(text):
    begin = time.process_time()
    find_dates(text)
    assert time.process_time() - begin < 6
