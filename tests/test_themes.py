"""Themes: cases, invariants, users' own rows, time on hostile text."""

import csv
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from analysis.lexicon import LexiconError, read_concepts
from analysis.themes import find_themes

CASES = list(csv.DictReader((Path(__file__).parent / "cases/themes.csv").read_text("utf-8").splitlines()))
SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))


@dataclass(frozen=True)
class Line:
    number: int
    kind: str
    begin: int
    text: str


def as_lines(texts, kinds=()):
    kinds = kinds or ["body"] * len(texts)
    return [Line(number, kind, 0, text) for number, (text, kind) in enumerate(zip(texts, kinds, strict=True), 1)]


@pytest.mark.parametrize(
    ("title", "expected"),
    [("关于做好孤儿基本生活保障工作的通知", {"child_protection"}), ("市民政局慰问孤儿，发放保障金", set())],
)
def test_the_headings_of_a_notice_are_of_its_subject(title, expected):
    texts = [
        "一、保障对象",
        "父母双亡的孤儿。",
        "二、保障标准",
        "按月发放。",
        "各地要做好孤儿认定。",
        "一次性告知申请人。",
        "按月公示。",
    ]
    kinds = ["heading", "body", "heading", "body", "body", "body", "body"]
    hits = find_themes(as_lines(texts, kinds), title)
    assert {hit.theme for hit in hits if hit.number == 3} == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["sentence"][:20] + "|" + case["why"])
def test_find_themes(case):
    texts = [text for text in (case["heading"], case["sentence"]) if text]
    hits = find_themes(as_lines(texts, ["heading"] * (len(texts) - 1) + ["body"]), case["title"] or None)
    found = {hit.theme for hit in hits if hit.number == len(texts)}
    assert found == {theme for theme in case["expected"].split("|") if theme}


def test_headings_in_two_lines_govern_together():
    texts = ["加强党的建设", "引领社会组织发展“新方向”", "有关方面谈体会。", "社会组织参检。"]
    hits = find_themes(as_lines(texts, ["heading", "heading", "body", "body"]))
    assert {hit.theme for hit in hits if hit.number == 3} == {"party_building"}
    assert {hit.theme for hit in hits if hit.number == 4} == {"social_organizations"}


def test_a_theme_that_fills_an_article_carries_over():
    texts = [
        "学习贯彻党的二十大精神",
        "坚决做到“两个维护”。",
        "深刻领会“两个确立”。",
        "大家围绕各自分管的工作谈了认识。",
        "张三说。",
    ]
    carried = {hit.number for hit in find_themes(as_lines(texts), texts[0])}
    assert carried == {1, 2, 3, 4}


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_terms_stand_in_their_sentence(path):
    sentences = as_lines([line for line in path.read_text("utf-8").splitlines() if line.strip()])
    texts = {sentence.number: sentence.text for sentence in sentences}
    hits = find_themes(sentences)
    assert any(hit.terms for hit in hits), "nothing found: this test would pass on anything"
    assert len({(hit.number, hit.theme) for hit in hits}) == len(hits)
    for hit in hits:
        assert hit.theme in read_concepts()
        assert all(term in texts[hit.number] for term in hit.terms)


def test_nothing_comes_of_nothing():
    assert find_themes([]) == []
    assert find_themes(as_lines(["", "。"]), "") == []


def test_a_user_adds_a_theme_by_a_row(tmp_path):
    path = tmp_path / "themes.csv"
    path.write_text(
        "key,zh,en,preferred,alternatives,excluded,parents\nfunerals,殡葬,Funerals,殡葬服务,公墓,公墓路,\n", "utf-8"
    )
    hits = find_themes(as_lines(["持续规范殡葬服务机构管理。", "公墓路通车。", "公墓建设。"]), concepts=path)
    assert [(hit.number, hit.theme, hit.terms) for hit in hits] == [
        (1, "funerals", ("殡葬服务",)),
        (3, "funerals", ("公墓",)),
    ]


def test_a_row_of_key_and_preferred_term_reaches_the_tables(tmp_path):
    """What a user does: add a row to themes.csv of the package, run again."""
    home = Path(__file__).parent.parent
    shutil.copytree(home / "analysis", tmp_path / "analysis", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "analysis/data/themes.csv").open("a", encoding="utf-8") as file:
        file.write("disasters,,,防灾减灾,,,\n")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/a.txt").write_text(
        "关于加强防灾减灾工作的通知\n\n各县要加强防灾减灾宣传。帮助慈善组织开展慈善活动。\n", "utf-8"
    )
    code = (
        "import analysis; from analysis.statistics import table_attention; c = analysis.load('texts');"
        "print(c.themes[['sentence', 'theme', 'terms']].to_csv(index=False, header=False));"
        "print(set(table_attention(c.themes, c.sentences)['theme']) >= {'disasters', 'charity'})"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert run.stdout.split() == [
        "a-s1,disasters,防灾减灾", "a-s2,disasters,防灾减灾", "a-s3,charity,慈善", "True"
    ]  # fmt: skip


def test_a_broken_file_is_refused(tmp_path):
    path = tmp_path / "themes.csv"
    path.write_text("key,preferred\na,慈善\na,捐赠\n", "utf-8")
    with pytest.raises(LexiconError, match="two rows have the key 'a'"):
        find_themes([], concepts=path)


HOSTILE = [
    "社会组织" * 50_000,
    "引导、" * 60_000 + "等方面",
    "《乡村振兴》" * 30_000,
    "“扶贫”" * 50_000 + "等字样",
    "（" * 200_000,
    "1" * 200_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_time_grows_with_the_text_alone(text):
    find_themes(as_lines(["慈善"]))
    start = time.process_time()
    find_themes(as_lines([text]))
    assert time.process_time() - start < 2
