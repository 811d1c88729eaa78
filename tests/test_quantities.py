"""What is bound to a quantity: case tables, invariants over the seeds, hostile text."""

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.lexicon import read_rows
from analysis.quantities import Context, Quantity, find_quantities
from analysis.sentences import Sentence, split_sentences

CASES = Path(__file__).parent / "cases"
SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
STATUSES = {"target", "result", "rule", "scope"}


def rows(name: str) -> list[dict[str, str]]:
    found = list(csv.DictReader((CASES / name).read_text("utf-8").splitlines()))
    assert found, f"{name} is empty: its tests would pass on anything"
    return found


def read(text: str, published: str = "", place: str = "", kind: str = "") -> list[Quantity]:
    sentences = [Sentence(n, "body", b, e, b, e, text[b:e]) for n, (b, e) in enumerate(split_sentences(text))]
    return find_quantities(text, Context(published or None, None, place or None, kind or None, sentences))


@pytest.mark.parametrize("case", rows("bindings.csv"), ids=lambda x: f"{x['field']} {x['text']} {x['quantity']}")
def test_a_field_is_bound(case):
    found = read(case["text"].replace("|", "\n"), case["published"], case["place"], case["kind"])
    chosen = [x for x in found if x.text == case["quantity"]]
    assert chosen, [x.text for x in found]
    assert (getattr(chosen[0], case["field"]) or "") == case["expected"], case["why"]


def read_sections(text: str, published: str, kind: str) -> list[Quantity]:
    """Read a text in which each line parted by ``|`` is a paragraph, or a heading if it begins with ``#``."""
    sentences, begin = [], 0
    for n, line in enumerate(text.split("|")):
        plain = line.removeprefix("#")
        end = begin + len(plain)
        sentences.append(Sentence(n, "body" if plain == line else "heading", begin, end, begin, end, plain))
        begin = end + 1
    plain = text.replace("#", "").replace("|", "\n")
    return find_quantities(plain, Context(published, None, None, kind, sentences))


@pytest.mark.parametrize("case", rows("sections.csv"), ids=lambda x: f"{x['text']} {x['quantity']}")
def test_a_date_reaches_over_its_section(case):
    found = read_sections(case["text"], case["published"], case["kind"])
    chosen = [x for x in found if x.text == case["quantity"]]
    assert chosen, [x.text for x in found]
    assert (chosen[0].date or "") == case["expected"], case["why"]


def check(text: str, found: list[Quantity]) -> None:
    last = 0
    for quantity in found:
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.start >= last
        last = quantity.end
        assert quantity.status in STATUSES
        for value in (quantity.entity, quantity.per, quantity.date_text):
            assert value is None or value in text
        for name, start, end in quantity.cues:
            assert 0 <= start < end <= len(text), (name, start, end)
        words = {name: text[start:end] for name, start, end in quantity.cues}
        assert quantity.entity is None or words["entity"] == quantity.entity
        assert quantity.per is None or words["per"] == quantity.per


@pytest.mark.parametrize("path", SEEDS, ids=lambda x: x.stem[:3])
def test_every_field_is_read_from_the_text(path):
    text = path.read_text("utf-8")
    found = read(text, "2023-01-01", "浙江省", "news")
    assert found or path.stem.startswith("001"), "nothing found: this test would pass on anything"
    check(text, found)


def test_a_title_shares_the_date_of_its_body():
    text = "全国社会组织达89.8万个\n截至6月底，全国社会组织共有89.8万个。"
    sentences = [
        Sentence(0, "heading", 0, 15, 0, 15, text[:15]),
        Sentence(1, "body", 16, len(text), 16, len(text), text[16:]),
    ]
    found = find_quantities(text, Context("2022-08-25", None, None, "news", sentences))
    assert [x.date for x in found] == ["2022-06", "2022-06"]


def test_no_text_no_quantities():
    assert read("") == []
    assert read("会议传达学习了有关精神。") == []


PIECES = [row["word"] for row in read_rows("phrase_edges.csv")][::9] + [
    row["cue"] for row in read_rows("status_cues.csv")
][::4]
PIECES += [
    "8个",
    "60%",
    "3亿元",
    "30余家",
    "每个",
    "每年",
    "到2023年",
    "今年",
    "年底前",
    "分别",
    "以上",
    "的",
    "，",
    "。",
    "；",
    "、",
    "（",
    "）",
    "“",
    "”",
    "\n",
    "沈阳市",
    "全省",
]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
    st.sampled_from(["", "2021", "2021-03"]),
    st.sampled_from(["", "law", "plan", "notice", "news"]),
)
def test_nothing_raises_and_invariants_hold(text, published, kind):
    check(text, read(text, published, "辽宁省/沈阳市", kind))


@pytest.mark.parametrize(
    "text",
    [
        "8个" * 20_000,
        "每个8个，" * 20_000,
        "8个（" * 20_000,
        "到2023年8个" * 10_000,
        "全省沈阳市8个" * 10_000,
        "8个" + "的" * 200_000,
        "新增、" * 50_000 + "8个",
    ],
)
def test_time_grows_with_length_only(text):
    begin = time.process_time()
    find_quantities(text, Context("2021", None, "辽宁省", "news", ()))
    assert time.process_time() - begin < 15


@pytest.mark.parametrize("name", ["phrase_edges.csv", "status_cues.csv", "mood_cues.csv"])
def test_lists_are_sorted_and_unique(name):
    lines = [
        x
        for x in (Path(__file__).parent.parent / "analysis/data" / name).read_text("utf-8").splitlines()
        if not x.startswith("#")
    ]
    assert len(lines) > 20
    assert len(set(lines)) == len(lines)
    assert lines[1:] == sorted(lines[1:])
    keys = [tuple(x.split(",")[:2]) for x in lines]
    assert len(set(keys)) == len(keys)  # a word with two guards would go by the looser one
