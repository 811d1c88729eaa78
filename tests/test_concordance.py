"""Concordance: every place, in every order, each with its sentence; what is refused by name."""

import threading
import time

import pandas as pd
import pytest

import analysis
from analysis.statistics import find_concordance
from analysis.statistics.concordance import COLUMNS

SENTENCES = pd.DataFrame(
    [
        ("a", 1, "a-s1", "社区社会组织与社会组织"),
        ("a", 2, "a-s2", "支持社会工作(社工)。"),
        ("b", 1, "b-s1", "引导社会组织参与"),
    ],
    columns=["doc", "article", "sentence", "text"],
)
ARTICLES = pd.DataFrame(
    {
        "doc": ["a", "a", "b"],
        "article": [1, 2, 1],
        "published": [None, None, "2022-10-27"],
        "event_date": ["2021-10-21", None, "2020-01-01"],
        "place": ["陕西省", None, "广东省/广州市"],
    }
)


def shown(table):
    return list(zip(table["left"], table["match"], table["right"], table["sentence"], table["offset"], strict=True))


def test_every_place_by_characters():
    assert shown(find_concordance(SENTENCES, "社会组织", context=3)) == [
        ("社区", "社会组织", "与社会", "a-s1", 2),
        ("组织与", "社会组织", "", "a-s1", 7),
        ("引导", "社会组织", "参与", "b-s1", 2),
    ]


def test_a_term_is_no_pattern():
    assert len(find_concordance(SENTENCES, "(社工)")) == 1
    assert find_concordance(SENTENCES, "社会.").empty
    assert find_concordance(SENTENCES, "社会(组织|工作)").empty
    assert len(find_concordance(SENTENCES, "社会(组织|工作)", regex=True)) == 4


def test_empty_matches_are_none():
    assert shown(find_concordance(SENTENCES, "(社区)*", regex=True, context=0)) == [("", "社区", "", "a-s1", 0)]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("document", ["a-s1 2", "a-s1 7", "a-s2 2", "b-s1 2"]),
        ("left", ["a-s1 7", "a-s1 2", "b-s1 2", "a-s2 2"]),  # 与 < 区 < 导 < 持
        ("right", ["a-s1 7", "a-s2 2", "a-s1 2", "b-s1 2"]),  # nothing < ( < 与 < 参
        ("date", ["a-s1 2", "a-s1 7", "b-s1 2", "a-s2 2"]),  # a's article 2 has no date
        ("place", ["b-s1 2", "a-s1 2", "a-s1 7", "a-s2 2"]),
    ],
)
def test_sorts(sort, expected):
    table = find_concordance(SENTENCES, "社会(?:组织|工作)", regex=True, sort=sort, articles=ARTICLES)
    assert [f"{row.sentence} {row.offset}" for row in table.itertuples()] == expected


def test_date_and_place_are_the_articles():
    table = find_concordance(SENTENCES, "社会组织", articles=ARTICLES)
    assert table[["date", "place"]].to_numpy().tolist()[1:] == [
        ["2021-10-21", "陕西省"],
        ["2022-10-27", "广东省/广州市"],
    ]
    assert find_concordance(SENTENCES, "社会组织")[["date", "place"]].isna().all(axis=None)


def test_rows_lead_to_their_sentence():
    corpus = analysis.load("seeds")
    texts = dict(zip(corpus.sentences["sentence"], corpus.sentences["text"], strict=True))
    table = find_concordance(corpus.sentences, "社会组织", context=7, articles=corpus.articles)
    assert len(table) == sum(text.count("社会组织") for text in texts.values()) > 100
    for row in table.itertuples():
        text = texts[row.sentence]
        assert text[row.offset :].startswith(row.match)
        assert text[max(0, row.offset - 7) : row.offset] == row.left
        assert text[row.offset + len(row.match) :][:7] == row.right


def test_number_is_taken_after_sorting():
    table = find_concordance(SENTENCES, "社会组织", sort="left", number=1)
    assert shown(table)[0][-1] == 7


@pytest.mark.parametrize("sort", ["document", "left", "right", "date", "place"])
def test_of_nothing_comes_an_empty_table(sort):
    for rows, query in [(SENTENCES[:0], "社会组织"), (SENTENCES, "无此词")]:
        table = find_concordance(rows, query, sort=sort, articles=ARTICLES)
        assert list(table) == COLUMNS
        assert len(table) == 0
        assert dict(table.dtypes) == dict(find_concordance(SENTENCES, "社会组织", articles=ARTICLES).dtypes)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"query": ""}, "query is empty: it must be a term"),
        ({"query": "社会(", "regex": True}, r"query '社会\(' is no regular expression: missing \)"),
        ({"query": "*", "regex": True}, "leave regex=True out"),
        ({"context": -1}, "context is -1: it must be 0 or more characters"),
        ({"number": 0}, "number is 0: it must be 1 or more"),
        ({"seconds": 0}, "seconds is 0: it must be above 0"),
        ({"sort": "size"}, "sort is 'size': it must be one of document, left, right, date, place"),
        ({"sort": "date"}, "sort is 'date': give the table of articles too"),
    ],
)
def test_refuses(options, message):
    with pytest.raises(ValueError, match=message):
        find_concordance(SENTENCES, **{"query": "社会", **options})


ENDLESS = pd.DataFrame([("a", 1, "a-s1", "社" * 60)], columns=["doc", "article", "sentence", "text"])


def test_an_endless_search_is_given_up():
    start = time.monotonic()
    with pytest.raises(TimeoutError, match=r"\(社\+\)\+会.*not done after 0.2 s"):
        find_concordance(ENDLESS, "(社+)+会", regex=True, seconds=0.2)
    assert time.monotonic() - start < 5


def test_in_other_threads_there_is_no_limit_and_no_error():
    found = []
    thread = threading.Thread(target=lambda: found.append(find_concordance(SENTENCES, "社会组织")))
    thread.start()
    thread.join()
    assert len(found[0]) == 3
