"""Sentences: where they end, and the way back from the reading text to the raw file."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.articles import parse_page
from analysis.documents import Document
from analysis.documents.decoding import to_plain
from analysis.sentences import Reading, read_article, split_sentences

CASES = list(csv.DictReader((Path(__file__).parent / "cases/sentences.csv").read_text("utf-8").splitlines()))


def read(raw: str) -> tuple[Document, list[Reading]]:
    document = Document("a", "a.txt", "", "utf-8", raw, to_plain(raw))
    return document, [read_article(document, x) for x in parse_page(document).articles]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_where_sentences_end(case):
    text = case["text"]
    assert [text[a:b] for a, b in split_sentences(text)] == case["sentences"].split("|"), case["why"]


@given(st.text("民政a1 。；！？“”（）()《》、，\n", max_size=120))
def test_the_sentences_hold_all_but_blanks_in_order(text):
    spans = list(split_sentences(text))
    end = 0
    for start, stop in spans:
        assert text[end:start].strip() == ""
        assert start < stop
        assert text[start:stop] == text[start:stop].strip()
        end = stop
    assert text[end:].strip() == ""


def test_offsets_of_a_mended_sentence_span_the_caption_that_stood_in_it():
    raw = "某县举办公益大赛\n\n近日，某县民政局投入资金三百万元，建成养老服务设施，惠及\n\n图为会场\n\n老人８００名。\n"
    document, (reading,) = read(raw)
    sentence = reading.sentences[-1]
    assert sentence.text == "近日，某县民政局投入资金三百万元，建成养老服务设施，惠及老人800名。"
    assert "图为会场" in document.raw[sentence.start : sentence.end]
    at = reading.text.index("800")
    start, end = reading.raw_span(at, at + 3)
    assert document.raw[start:end] == "８００"


def test_a_span_over_a_break_between_blocks_begins_with_what_follows():
    document, (reading,) = read("某县举办公益大赛\n\n近日，大赛举办。\n\n共有3人参加。\n")
    at = reading.text.index("\n共有")
    start, end = reading.raw_span(at, at + 3)
    assert document.raw[start:end] == "共有"


def test_headings_are_told_from_the_body_and_numbered_through_the_document():
    _, (reading,) = read(
        "养老服务实施方案\n\n一、总体要求\n\n坚持政府主导。鼓励社会参与。\n\n（一）加强领导。各地要抓好落实。\n"
    )
    found = [(x.number, x.kind, x.text) for x in reading.sentences]
    assert found == [
        (1, "heading", "养老服务实施方案"),
        (2, "heading", "一、总体要求"),
        (3, "body", "坚持政府主导。"),
        (4, "body", "鼓励社会参与。"),
        (5, "heading", "（一）加强领导。"),
        (6, "body", "各地要抓好落实。"),
    ]


def test_the_sentence_at_an_offset():
    _, (reading,) = read("某县举办公益大赛\n\n近日，大赛举办。共有3人参加。\n")
    assert reading.sentence_at(reading.text.index("3")).text == "共有3人参加。"
    assert reading.sentence_at(0).number == 1


def test_nothing_is_asked_of_nothing():
    empty = Reading("", (), (), ())
    with pytest.raises(ValueError, match="no text"):
        empty.raw_span(0, 1)
    with pytest.raises(ValueError, match="no text"):
        read("某县举办公益大赛\n近日，大赛举办。")[1][0].raw_span(3, 3)
    with pytest.raises(ValueError, match="without sentences"):
        empty.sentence_at(0)
