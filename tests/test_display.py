"""What readers see: quotes that stand in the text, addresses that lead there, words escaped and counted rightly."""

import html
import json
import re
from pathlib import Path
from urllib.parse import unquote

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis
from analysis.display import Page, link_sentence, page_name
from analysis.display.evidence import LENGTH, quote_sentence
from analysis.display.wording import label, mark_chinese, write_number, write_sentence
from analysis.findings import headlines
from analysis.findings.promises import name_lines

HOME = Path(__file__).parent.parent
EVIDENCE = re.compile(r'<a class="evidence" href="\.\./report/sources/([^"#]+)#([^"]+)"[^>]*>(.*?)</a>')


@pytest.mark.parametrize(
    ("doc", "why"),
    [
        ("../../etc/passwd", "no way out of the folder"),
        ("a/b", "a name, not a path"),
        ('x" onmouseover="y', "no way out of an attribute"),
        ("", "a name all the same"),
        ("长" * 200, "names have 255 bytes at the most"),
        ("a.b", "the ending is the page's own"),
        ("\udc80", "bytes that are no text"),
    ],
    ids=range(7),
)
def test_page_names_are_safe(doc, why):
    assert re.fullmatch(r"[\w-]{1,60}\.html", page_name(doc)), why
    assert len(page_name(doc).encode("utf-8")) < 200, why
    assert page_name(doc) != page_name(doc + "x"), "no two documents share a page"


def test_links_are_escaped():
    assert link_sentence("a b", 'a b-s1"><b>').endswith("#a%20b-s1%22%3E%3Cb%3E")


@given(st.text("甲乙,。", min_size=1, max_size=120), st.integers(0, 119), st.integers(0, 60))
def test_a_quote_is_short_and_holds_what_it_marks(text, start, size):
    start = min(start, len(text))
    end = min(start + size, len(text))
    before, middle, after = quote_sentence(text, start, end)
    assert len(before + middle + after) <= LENGTH
    assert middle == text[start : start + len(middle)]
    assert middle == text[start:end] or size > LENGTH - 3
    assert before.removeprefix("…") + middle + after.removesuffix("…") in text


def test_all_saved_evidence_leads_to_its_words():
    corpus = analysis.load(HOME / "seeds")
    texts = dict(zip(corpus.sentences["sentence"], corpus.sentences["text"], strict=True))
    at = dict(zip(corpus.quantities["quantity"], corpus.quantities["sentence"], strict=True))
    seen = 0
    for path in (HOME / "notebooks").glob("*.ipynb"):
        shown = "".join(
            "".join(output["data"]["text/html"])
            for cell in json.loads(path.read_text("utf-8"))["cells"]
            for output in cell.get("outputs", [])
        )
        for name, anchor, inner in EVIDENCE.findall(shown):
            anchor = unquote(anchor)
            sentence = at.get(anchor, anchor)
            assert sentence in texts, f"{path.name}: {anchor} leads nowhere"
            assert unquote(name) == page_name(sentence.rpartition("-s")[0])
            quote = html.unescape(re.sub(r"<[^>]*>", "", inner))
            if "<mark>" in inner:
                assert len(quote) <= LENGTH
                assert quote.strip("…") in texts[sentence].replace("\n", " "), f"{path.name}: {quote}"
            seen += 1
    assert seen > 300, "hardly any evidence: this test would pass on anything"


@pytest.mark.parametrize(
    ("number", "said"), [(0, "No rows are shown."), (1, "1 row is shown."), (2000, "2,000 rows are shown.")]
)
def test_english_counts(number, said):
    assert write_sentence("{n:row|rows} {n:~is|are} shown.", {"n": number}, "en").plain == said


def test_words_are_escaped_and_chinese_is_marked():
    said = write_sentence("most in “{place}”, & {share:.0%}", {"place": "<b>沈阳", "share": 0.5}, "en")
    assert said.plain == "Most in “<b>沈阳”, & 50%"
    assert said.html == 'Most in “&lt;b&gt;<span lang="zh">沈阳</span>”, &amp; 50%'
    assert mark_chinese("<沈阳>", "zh") == "&lt;沈阳&gt;"
    assert write_sentence("{x}", {"x": ["甲", "乙", "丙"]}, "zh").plain == "甲、乙和丙"


@pytest.mark.parametrize(
    ("value", "said"), [(None, "–"), (pd.NA, "–"), (0, "0"), (4.0, "4"), (0.25, "0.25"), (1234567.891, "1,234,567.89")]
)
def test_numbers(value, said):
    assert write_number(value) == said


def test_unknown_words_are_refused_by_name():
    with pytest.raises(KeyError, match="no key 'nothing'"):
        label("nothing", "en")
    with pytest.raises(ValueError, match="'fr': it must be one of en, zh"):
        Page(analysis.load(HOME / "seeds"), "fr")


def test_lines_of_a_ladder_are_kept_apart():
    row = {"place": "沈阳市", "what": "街道", "unit": "%", "line": "a"}
    names = name_lines(pd.DataFrame([row, row, row | {"unit": "个"}, row | {"line": "b"}, row | {"what": "乡镇"}]))
    assert names[0] == names[1], "two steps to one aim"
    assert len(set(names)) == 4, "another unit, document or thing is another line"
    assert names[4] == "沈阳市·乡镇"


def test_what_leads_is_marked_and_quoted(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(
        "沈阳市民政局通知\n2021年3月1日\n到2022年底,全市60%以上街道建立联合会;到2023年底,全市100%街道建立联合会。\n",
        "utf-8",
    )
    corpus = analysis.load(tmp_path)
    page = Page(corpus, "en", tmp_path / "figures")
    page.say("steps", headlines.find_steps(corpus), lead=3)
    page.say("money", headlines.find_money(corpus), lead=5)
    said = capsys.readouterr().out
    assert "1 thing is promised in steps" in said
    assert "[60%]" in said
    assert "联合会”." in said, "the clause's own stop is left out"
    assert "sum" not in said, "no money is stated, so that nothing is said of it"
