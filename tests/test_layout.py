"""Pages: nothing of them is lost, broken sentences are mended, and what a page says of itself is read, whatever kind of page it is."""

import csv
import os
import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.articles import Page, parse_page
from analysis.documents import Document, read_corpus
from analysis.documents.decoding import to_plain
from analysis.layout import parse_blocks
from tests.made import SHAPES, time_shape

HOME = Path(__file__).parent.parent
CASES = HOME / "tests/cases"
FURTHER = os.environ.get("ANALYSIS_TEXTS", "")
"""A folder of any texts of one's own, which the invariants are tested on too."""
CORPUS = [
    document
    for folder in (HOME / "seeds", CASES / "pages", *([Path(FURTHER)] if FURTHER else []))
    for document in read_corpus(folder)
    if isinstance(document, Document)
]


def rows(name: str) -> list[dict[str, str]]:
    found = list(csv.DictReader((CASES / name).read_text("utf-8").splitlines()))
    assert found, f"{name} is empty: its tests would pass on anything"
    return found


def make(raw: str, **known: str) -> Document:
    return Document("a", "a.txt", "", "utf-8", raw, to_plain(raw), known)


# what holds of every page


def check_invariants(document: Document) -> Page:
    """Assert what holds of any page at all, and return it."""
    raw, text = document.raw, document.text
    blocks, actions = parse_blocks(document)
    held = sorted(span for block in blocks for span in block.pieces)
    assert all(start < end for start, end in held)
    assert all(one[1] <= other[0] for one, other in pairwise(held)), "blocks overlap"
    covered = bytearray(len(raw))
    for start, end in held + [(x.start, x.end) for x in actions if x.type != "join"]:
        covered[start:end] = b"\1" * (end - start)
    lost = [x for x, seen, plain in zip(raw, covered, text, strict=True) if not seen and plain.strip(" \n\u200b")]
    assert lost == [], "characters that neither a block nor the log holds"
    for action in actions:
        assert 0 <= action.start < action.end <= len(raw)
        if action.type == "join":
            between = [x for x in held if action.start <= x[0] and x[1] <= action.end]
            assert text[action.start : action.end].strip(" \n\u200b") == "" or between, "a join that swallows words"
    page = parse_page(document)
    numbers = [sentence.number for article in page.articles for sentence in article.reading.sentences]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(one.start < other.start for one, other in pairwise(page.articles)), "articles out of order"
    for article in page.articles:
        check_reading(document, article.reading)
        assert 0 <= article.start < article.end <= len(raw)
        for sentence in article.reading.sentences:
            assert article.start <= sentence.start < sentence.end <= article.end
    return page


def check_reading(document, reading):
    for here, raw, length in reading.map:
        assert reading.text[here : here + length] == document.text[raw : raw + length].replace("\n", " ")
    for sentence in reading.sentences:
        assert reading.text[sentence.begin : sentence.stop] == sentence.text
        assert sentence.text.strip() == sentence.text != ""
        assert "\n" not in sentence.text
        assert reading.raw_span(sentence.begin, sentence.stop) == (sentence.start, sentence.end)
        assert document.text[sentence.start] == sentence.text[0]
        assert document.text[sentence.end - 1] == sentence.text[-1]
    for one, other in pairwise(reading.sentences):
        assert one.stop <= other.begin
    between = list(reading.text)
    for sentence in reading.sentences:
        between[sentence.begin : sentence.stop] = " " * (sentence.stop - sentence.begin)
    assert "".join(between).strip(" \n\u200b") == "", "words of the reading text that no sentence holds"


@pytest.mark.parametrize("document", CORPUS, ids=lambda document: document.doc[:20])
def test_nothing_is_lost_and_every_offset_holds(document):
    page = check_invariants(document)
    assert page.articles or document.doc == "list"
    assert page.actions or FURTHER


@given(
    st.text("民政部 　\t\n\r\f。，；：“”（）()《》、一二1２.|>-—#*图摄\u200b\u2028年月日2023记者来源", max_size=300),
)
@settings(max_examples=400, deadline=None)
@example("“\n\n\n（")
@example("图为\n\n\n民\n政")
@example("目录\n一、民政\n一、民政")
def test_any_page_keeps_the_invariants(raw):
    check_invariants(make(raw))


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_keeps_the_invariants(raw):
    check_invariants(make(raw))


# pages of our own making, with all that is to be read of them


@pytest.fixture(scope="module")
def pages():
    return {x.document.doc: x for x in map(parse_page, CORPUS)}


@pytest.mark.parametrize("case", rows("pages.csv"), ids=lambda case: f"{case['page']}-{case['article']}")
def test_what_a_page_says_of_itself(case, pages):
    page = pages[case["page"]]
    number = int(case["article"])
    if not number:
        assert page.articles == (), case["why"]
        return
    article = page.articles[number - 1]
    found = {
        name: getattr(article, name) or ""
        for name in ("title", "section", "byline", "source", "published", "event_date", "place", "level", "kind")
    }
    found |= {"issuer": page.issuer or "", "doc_number": page.doc_number or "", "subheads": "|".join(article.subheads)}
    assert found == {name: case[name] for name in found}, case["why"]


@pytest.mark.parametrize("name", sorted({case["page"] for case in rows("pages.csv")}))
def test_articles_joins_captions_and_furniture_of_a_page(name, pages):
    page = pages[name]
    assert len(page.articles) == max(int(x["article"]) for x in rows("pages.csv") if x["page"] == name)
    raw = page.document.raw
    found = [(x.type, "" if x.type == "join" else raw[x.start : x.end]) for x in page.actions]
    assert sorted(found) == sorted((x["type"], x["text"]) for x in rows("pages_lifted.csv") if x["page"] == name)


def test_every_page_has_its_rows():
    assert {x["page"] for x in rows("pages.csv")} == {path.stem for path in (CASES / "pages").iterdir()}


def test_captions_and_furniture_stand_in_no_sentence(pages):
    seen = 0
    for page in pages.values():
        words = "\n".join(article.reading.text for article in page.articles)
        for action in page.actions:
            text = page.document.text[action.start : action.end]
            if action.type in ("caption", "furniture") and len(text) > 6 and page.document.text.count(text) == 1:
                seen += 1
                assert text not in words
    assert seen > 15


# cases


@pytest.mark.parametrize("case", rows("joins.csv"), ids=lambda case: case["why"])
def test_lines_that_go_on_and_lines_that_do_not(case):
    page = parse_page(make(case["page"].replace("⏎", "\n")))
    found = [x.text for article in page.articles for x in article.reading.sentences]
    assert found == case["sentences"].split("|")


@pytest.mark.parametrize("case", rows("lines.csv"), ids=lambda case: case["line"][:30])
def test_what_a_line_is_by_itself(case):
    story = "近日，某县民政局走访了二十个村，了解群众的困难和需要，听取大家的意见建议。"
    raw = f"某县走访二十个村\n\n{story}\n\n{case['line']}\n\n{story}"
    blocks, _ = parse_blocks(make(raw))
    at = raw.index(case["line"], len(story)) + len(case["line"]) - 1
    assert [x.kind for x in blocks if x.start <= at < x.end] == [case["kind"]], case["why"]


def test_running_titles_and_page_numbers_of_a_pdf_are_lifted_out():
    pages = [
        f"某县养老服务规划\n第{x}部分的内容讲的是养老服务体系建设，要求各乡镇在年底以前把各项任务\n{x}" for x in "1234"
    ]
    page = parse_page(make("\f".join(pages)))
    (article,) = page.articles
    assert article.title == "某县养老服务规划" or article.title is None
    assert sum(x.type == "furniture" for x in page.actions) >= 7


# generated pages: what was put in comes out again

CLAUSES = st.sampled_from(
    """
各乡镇要加强组织领导 投入资金300万元 走访困难群众1200户 完善社会救助制度 发展社区养老服务 培育社区社会组织25家
动员志愿者参与 惠及老人8600名 建立工作台账 推进乡村振兴
""".split()  # noqa: SIM905
)
SENTENCE = st.lists(CLAUSES, min_size=2, max_size=6).map(lambda x: "，".join(x) + "。")
PARAGRAPH = st.lists(SENTENCE, min_size=2, max_size=4).map("".join)
LEAD = st.sampled_from(["近日，", "10月21日，", "记者从民政局获悉，", "日前，"])
PLACE = st.sampled_from(["沈阳", "武汉", "成都", "合肥", "西安", "长沙"])
MATTER = st.sampled_from(["举办公益创投大赛", "推进养老服务", "培育社区社会组织", "慰问困难群众", "开展志愿服务"])


@dataclass
class Story:
    title: str
    paragraphs: list[str]
    source: str


STORY = st.builds(
    lambda place, matter, lead, paragraphs: Story(
        f"{place}:{matter}", [lead + paragraphs[0], *paragraphs[1:]], f"(据《{place}日报》)"
    ),
    PLACE,
    MATTER,
    LEAD,
    st.lists(PARAGRAPH, min_size=1, max_size=4),
)
FURNITURE = st.lists(
    st.sampled_from(["【打印】【关闭】", "分享到：微信 微博", "上一篇：通知", "联系电话：0571-88889999", "返回顶部"]),
    max_size=3,
)


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def check_stories(raw: str, stories: list[Story]) -> Page:
    page = check_invariants(make(raw))
    assert [x.title for x in page.articles] == [x.title for x in stories]
    for article, story in zip(page.articles, stories, strict=True):
        body = [squeeze(x.text) for x in article.reading.sentences if x.kind == "body"]
        assert body == [squeeze(x) + "。" for p in story.paragraphs for x in p.split("。") if x]
        assert article.source == story.source[2:-1]
    return page


@given(st.lists(STORY, min_size=1, max_size=4), FURNITURE, st.sampled_from(["\n", "\n\n", "\r\n", "\n\n\n"]))
@settings(max_examples=150, deadline=None)
def test_a_page_of_one_paragraph_a_line_comes_back(stories, furniture, end):
    raw = end.join([*(line for x in stories for line in (x.title, *x.paragraphs, x.source)), *furniture])
    page = check_stories(raw, stories)
    assert not [x for x in page.actions if x.type == "join"]
    assert sum(x.type == "furniture" for x in page.actions) == len(furniture)


@given(
    st.lists(STORY, min_size=1, max_size=3), st.integers(20, 40), st.booleans(), st.sampled_from(["", "    ", "　　"])
)
@settings(max_examples=150, deadline=None)
def test_a_page_wrapped_at_one_width_comes_back(stories, width, indented, margin):
    lines = []
    for story in stories:
        lines.append(story.title)
        for paragraph in story.paragraphs:
            text = ("　　" if indented else "") + paragraph
            lines += [text[i : i + width] for i in range(0, len(text), width)]
            lines += [] if indented else [""]
        lines += [story.source, ""]
    check_stories("\n".join(margin + x if x else x for x in lines), stories)


@given(st.lists(STORY, min_size=1, max_size=3), st.data())
@settings(max_examples=150, deadline=None)
def test_a_break_or_a_caption_inside_a_sentence_is_mended(stories, data):
    """The column breaks one paragraph behind a comma, as often as not around a photo's caption."""
    caption = data.draw(st.sampled_from(["", "图为志愿者在社区服务", "公益大赛现场(张伟 摄)"]))
    lines: list[str] = []
    for story in stories:
        first = story.paragraphs[0]
        at = first.index("，", 8) + 1
        lines += [story.title, first[:at], *(["", "", caption, ""] if caption else []), first[at:]]
        lines += [*story.paragraphs[1:], story.source]
    page = check_stories("\n\n".join(lines), stories)
    assert sum(x.type == "join" for x in page.actions) == len(stories)
    assert sum(x.type == "caption" for x in page.actions) == (len(stories) if caption else 0)


def test_the_seeds_joins_captions_and_furniture_come_out_as_annotated(pages):
    gold = list(csv.DictReader(x for x in (HOME / "tests/gold/layout.csv").open(encoding="utf-8") if x[0] != "#"))
    assert len(gold) > 30
    for row in gold:
        page = pages[row["doc"]]
        words = "".join(squeeze(x.text) for article in page.articles for x in article.reading.sentences)
        if row["type"] == "join":
            at = words.index(squeeze(row["tail"] + row["head"])) + len(squeeze(row["tail"]))
            starts = [0]
            for article in page.articles:
                starts += [starts[-1] + len(squeeze(x.text)) for x in article.reading.sentences]
            assert starts[bisect_right(starts, at) - 1] < at, "the sentence is still broken"
        else:
            assert row["text"] in {page.document.raw[x.start : x.end] for x in page.actions if x.type == row["type"]}


# cost


@pytest.mark.parametrize("shape", SHAPES)
def test_ten_times_the_page_takes_about_ten_times_as_long(shape):
    """Processor time, so that other work on the machine does not count; quadratic cost would make it a hundred times."""
    size = 3_000
    while (small := time_shape(shape, size, lambda page: parse_page(make(page)))) < 0.01 and size < 100_000:
        size *= 3
    large = time_shape(shape, 10 * size, lambda page: parse_page(make(page)), runs=1)
    assert large < 30 * small + 0.05


@pytest.mark.parametrize("shape", ["digits", "opening brackets", "opening quotes", "opening titles", "full stops"])
def test_a_million_characters_are_read_in_seconds(shape):
    assert time_shape(shape, 1_000_000, lambda page: parse_page(make(page)), runs=1) < 5
