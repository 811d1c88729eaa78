"""The measures on tables made by hand, whose answers can be counted on paper; and that the gold of the seeds is whole."""

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.__main__ import main
from analysis.score import ScoreError, read_gold, table_accuracy, table_misses
from analysis.score.labels import score_formulae, score_themes
from analysis.score.measures import name_place, read_cell
from analysis.score.pages import score_articles, score_layout
from analysis.score.quantities import score_quantities

GOLD = Path(__file__).parent / "gold"
SEEDS = GOLD.parent.parent / "seeds"


def quantity(start, end, **fields):
    said = {"doc": "a", "start": start, "end": end, "text": "8个", "low": 8, "high": 8, "unit": "个", "kind": "count"}
    return {**said, "modifier": "exact", "entity": "社区", "status": "target", "universal": "false", **fields}


def scores(scored):
    return {measure.measure: measure for measure in scored.measures}


def problems(scored):
    return [(miss.problem, miss.text) for miss in scored.misses]


def test_spans_found_missed_and_made_up():
    gold = [quantity(0, 2), quantity(10, 12), quantity(20, 22), quantity(30, 32)]
    found = [quantity(0, 2), quantity(10, 12), quantity(20, 23), quantity(0, 2, doc="not annotated")]
    scored = score_quantities(gold, found)
    span = scores(scored)["span"]
    assert (span.precision, span.recall, span.right, span.of) == (2 / 3, 0.5, 2, 4)
    assert span.score == pytest.approx(4 / 7)
    assert scores(scored)["overlap"].right == 3
    assert scores(score_quantities([quantity(0, 2), quantity(2, 4)], [quantity(0, 4)]))["overlap"].right == 1
    assert sorted(problem for problem, _ in problems(scored)) == ["missed", "missed", "spurious"]


@pytest.mark.parametrize(
    ("wrong", "measures"),
    [
        ({"high": None}, {"value": 0, "value+unit": 0, "row": 0}),
        ({"unit": "家"}, {"value": 1, "value+unit": 0, "row": 0}),
        ({"modifier": "at_least"}, {"value+unit": 1, "modifier": 0, "row": 0}),
        ({"per": "每个街道"}, {"per": 0, "row": 0}),
        ({"date": "2023"}, {"date": 0, "row": 0}),
        ({"status": "result"}, {"status": 0, "row": 0}),
        ({"place": "沈阳市"}, {"place": 0, "row": 1}),
        ({"entity": "城市社区"}, {"entity": 0, "entity~": 1, "row": 1}),
        ({"entity": "街道"}, {"entity": 0, "entity~": 0, "row": 1}),
        ({"entity": None}, {"entity": 0, "entity~": 0}),
    ],
    ids=str,
)
def test_each_field_counts_where_it_should(wrong, measures):
    scored = score_quantities([quantity(0, 2)], [quantity(0, 2, **wrong)])
    assert {name: scores(scored)[name].right for name in measures} == measures
    assert problems(scored) == [(next(iter(wrong)), "8个")]


@pytest.mark.parametrize(
    ("a", "b", "column", "same"),
    [
        ("44392500", 44392500.0, "low", True),
        ("44392510", 44392511.0, "low", False),
        ("33.333", 33.333, "high", True),
        ("", float("nan"), "high", True),
        ("", None, "date", True),
        ("", pd.NA, "count", True),
        ("0", None, "low", False),
        ("沈阳市", "辽宁省/沈阳市", "place", True),
        ("沈阳", "沈阳市", "place", True),
        ("忠县", "忠州", "place", False),
    ],
)
def test_cells_agree_in_what_they_say(a, b, column, same):
    assert (read_cell({column: a}, column) == read_cell({column: b}, column)) is same


def test_full_coverage_without_a_digit_is_measured_apart():
    gold = [quantity(0, 2), quantity(5, 8, universal="true", modifier="all")]
    assert scores(score_quantities(gold, [quantity(0, 2)]))["span"].score == 1
    assert scores(score_quantities(gold, [quantity(0, 2)]))["universal"].score == 0
    assert scores(score_quantities(gold, [quantity(5, 8, universal=True, modifier="all")]))["universal"].score == 1


def article(title, first, **fields):
    empty = dict.fromkeys(("section", "byline", "source", "published", "event_date", "place", "kind", "subheads"), "")
    return {**empty, "doc": "a", "title": title, "first": first, **fields}


def read_article(number, title, **fields):
    return {**article(title, "", **fields), "article": number, "start": 0, "end": 9}


def sentence(number, text, kind="body", article=0, start=0, end=10):
    return {
        "doc": "a",
        "article": article,
        "sentence": f"a-s{number}",
        "kind": kind,
        "text": text,
        "start": start,
        "end": end,
    }


def test_articles_pair_by_the_first_words_of_their_body():
    gold = [
        article("甲", "今年以来,全市社会组织", subheads='["一、目标", "二、任务"]', event_date="--10-25"),
        article("乙", "近日,某市民政局印发"),
    ]
    found = [read_article(0, "甲!", event_date="2022-10-25"), read_article(1, "丙")]
    sentences = [
        sentence(0, "甲!", "heading"),
        sentence(1, "今年以来,全市社会组织 增加。"),
        sentence(2, "一、目标。", "heading"),
        sentence(3, "二、任务"),
    ]
    scored = score_articles(gold, found, sentences)
    assert scores(scored)["articles"][2:] == (0.5, 0.5, 1, 2)
    assert scores(scored)["article title"].right == 0
    assert scores(scored)["article event_date"].right == 1
    assert scores(scored)["article subheads"].score == 0.5
    assert problems(scored) == [("article missed", "乙"), ("article title", "甲"), ("subhead missed", "二、任务")]


def test_layout_is_right_where_joins_are_mended_and_furniture_is_gone():
    gold = [
        {"doc": "a", "type": "join", "text": "", "tail": "深刻领会“两个", "head": "确立”的意义"},
        {"doc": "a", "type": "join", "text": "", "tail": "高质量", "head": "发展指明了"},
        {"doc": "a", "type": "join", "text": "", "tail": "坚", "head": "决维护。坚持在"},
        {"doc": "a", "type": "caption", "text": "揭牌 仪式", "tail": "", "head": ""},
        {"doc": "a", "type": "furniture", "text": "关闭", "tail": "", "head": ""},
        {"doc": "a", "type": "furniture", "text": "立即咨询", "tail": "", "head": ""},
    ]
    read = [
        sentence(0, "深刻领会“两个 确立”的意义。"),
        sentence(1, "高质量"),
        sentence(2, "发展指明了,关闭立即咨询"),
        sentence(3, "坚决维护。"),
        sentence(4, "坚持在思想上一致。"),
    ]
    scored = score_layout(gold, read)
    assert [(m.measure, m.right, m.of) for m in scored.measures] == [
        ("join", 2, 3),
        ("caption", 1, 1),
        ("furniture", 1, 2),
    ]
    assert [m.right for m in score_layout(gold, []).measures] == [0, 0, 0], "nothing read is nothing right"


def formula(text, members=(), optional="false"):
    return {"doc": "a", "text": text, "members": json.dumps(members, ensure_ascii=False), "optional": optional}


def test_formulae_and_their_members():
    gold = [
        formula("七大体系", ["甲", "乙"]),
        formula("两个确立"),
        formula("三级", optional="true"),
        formula("六类", ["丙"]),
    ]
    found = [formula("七大体系", ["乙", "甲"]), formula("三级"), formula("四方"), formula("六类", ["丙"])]
    scored = score_formulae(gold, found)
    assert scores(scored)["formulae"][2:] == (2 / 3, 2 / 3, 2, 3)
    assert scores(scored)["members"][4:] == (1, 2)
    assert problems(scored) == [("formula missed", "两个确立"), ("formula spurious", "四方"), ("members", "七大体系")]


def test_themes_pair_sentences_by_their_place():
    def want(start, end, themes, optional=()):
        return {"doc": "a", "start": start, "end": end, "themes": json.dumps(themes), "optional": json.dumps(optional)}

    gold = [want(0, 10, ["charity"]), want(10, 20, ["elderly_care"], ["charity"]), want(20, 30, ["charity"])]
    read = [sentence(number, "文", start=10 * number, end=10 * number + 10) for number in range(4)]
    made = {0: "charity", 1: "charity", 2: "elderly_care", 3: "charity"}
    labels = [{"sentence": f"a-s{number}", "theme": theme} for number, theme in made.items()]
    labels.append({"sentence": "a-s3", "theme": "never annotated"})
    scored = score_themes(gold, read, labels)
    assert scores(scored)["themes"][2:] == (1 / 3, 1 / 3, 1, 3)
    assert scores(scored)["theme charity"][2:] == (0.5, 0.5, 1, 2)
    assert scores(scored)["theme elderly_care"][2:] == (0, 0, 0, 1)
    assert len(scored.misses) == 4


def test_places_go_by_their_own_names():
    assert [name_place(place) for place in ("香港特别行政区", "广西壮族自治区", "四川省/内江市/威远县", "")] == [
        "香港",
        "广西壮族",
        "威远",
        "",
    ]


def test_gold_against_itself_is_all_right():
    """Each table that the annotation can stand in for scores 1 against itself, so no row of it is lost on the way."""
    quantities, formulae = read_gold(GOLD, "quantities"), read_gold(GOLD, "formulae")
    assert len(quantities) == 80
    assert len(formulae) == 51
    rows = quantities.to_dict("records")
    assert {measure.score for measure in score_quantities(rows, rows).measures} == {1.0}
    sets = formulae.to_dict("records")
    assert {measure.score for measure in score_formulae(sets, sets).measures} == {1.0}


def test_annotated_spans_say_what_they_quote():
    for row in read_gold(GOLD, "quantities").to_dict("records"):
        raw = (SEEDS / f"{row['doc']}.txt").read_text("utf-8")
        assert raw[row["start"] : row["end"]].replace("\n", "") == row["text"].replace("\n", "")
    articles = read_gold(GOLD, "articles").to_dict("records")
    assert len(articles) == 10
    for row in articles:
        raw = (SEEDS / f"{row['doc']}.txt").read_text("utf-8")
        assert row["first"] in raw
        assert row["last"] in raw


def test_nothing_to_measure_is_said(tmp_path):
    with pytest.raises(ScoreError, match="no annotated table"):
        table_accuracy(tmp_path, {})
    with pytest.raises(ScoreError, match=r"no quantities\.csv"):
        read_gold(tmp_path, "quantities")


def test_command_names_texts_that_are_not_annotated(tmp_path, capsys):
    (tmp_path / "other.txt").write_text("到2025年,建成8个社区养老服务中心。", "utf-8")
    assert main(["score", str(tmp_path), "--gold", str(GOLD)]) == 2
    assert "none of the 5 documents annotated" in capsys.readouterr().err


def test_accuracy_of_the_seeds_and_its_misses_belong_together():
    from analysis.tables.corpus import load

    corpus = load(SEEDS)
    tables = {name: corpus.table(name) for name in ("quantities", "articles", "sentences", "formulae", "themes")}
    accuracy = table_accuracy(GOLD, tables).set_index("measure")
    misses = table_misses(GOLD, tables)
    assert list(accuracy.columns) == ["score", "precision", "recall", "right", "of"]
    assert accuracy["score"].between(0, 1).all()
    assert accuracy.loc["span", "of"] == 75
    for field in ("modifier", "status", "date"):
        wrong = (misses["problem"] == field).sum()
        assert accuracy.loc[field, "of"] - accuracy.loc[field, "right"] <= wrong
    assert accuracy.loc["span", "score"] > 0.9
