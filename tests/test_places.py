"""Places: what a text names, what it does not, and a gazetteer that is whole."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.lexicon import read_rows
from analysis.places import PLACES, find_places, resolve_place

CASES = list(csv.DictReader((Path(__file__).parent / "cases/places.csv").read_text("utf-8").splitlines()))
DATA = Path(__file__).parent.parent / "analysis/data/places.csv"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
@pytest.mark.parametrize("before", ["", "近日，"])
def test_places_of_a_text(case, before):
    assert len(CASES) > 50
    text = before + case["text"]
    found = find_places(text)
    assert [x.place.path for x in found] == [x for x in case["paths"].split("|") if x], case["why"]
    for mention in found:
        assert text[mention.start : mention.end] == mention.text != ""


@given(
    st.lists(
        st.sampled_from([x.name for x in PLACES] + ["中山", "朝阳", "市", "县", "在", "，", "10", "大学"]), max_size=8
    )
)
def test_mentions_never_overlap_and_hold_their_surface(parts):
    text = "".join(parts)
    end = 0
    for mention in find_places(text):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


def test_every_path_leads_to_its_place():
    assert [x.path for x in PLACES if resolve_place(x.path) != x] == []


def test_the_gazetteer_is_whole_and_names_its_source():
    """34 of the first level; 333 prefectures; 2,800 to 2,900 counties (GB/T 2260), former names among them."""
    times = Counter(x.level for x in PLACES)
    assert times["省"] == 34
    assert 330 <= times["市"] <= 340
    assert 2800 <= times["县"] <= 2950
    assert len({x.path for x in PLACES}) == len(PLACES)
    assert "Source: National Bureau of Statistics" in DATA.read_text("utf-8")[:400]


def test_codes_are_six_digits_sorted_and_lie_in_one_another():
    codes = [row["code"] for row in read_rows("places.csv")]
    assert codes == sorted(codes)
    assert all(len(x) == 6 and x.isdigit() for x in codes)
    assert {x[:2] for x in codes} == {x[:2] for x in codes if x.endswith("0000")}


@pytest.mark.parametrize(
    ("name", "within", "path"),
    [
        ("武冈", None, "湖南省/邵阳市/武冈市"),
        ("武冈市", None, "湖南省/邵阳市/武冈市"),
        ("湖南省武冈市", None, "湖南省/邵阳市/武冈市"),
        ("湖南省/邵阳市/武冈市", None, "湖南省/邵阳市/武冈市"),
        ("湖南/邵阳/武冈", None, "湖南省/邵阳市/武冈市"),
        ("朝阳区", "北京市", "北京市/朝阳区"),
        ("吉林", None, "吉林省"),
        ("朝阳区", None, None),
        ("长三角", None, None),
        ("", None, None),
    ],
)
def test_a_name_is_resolved_or_left_open(name, within, path):
    place = resolve_place(name, within)
    assert (place.path if place else None) == path
