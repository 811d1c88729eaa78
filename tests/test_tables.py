"""The promised tables: their names, columns, types, and that every span is the text it says it is."""

import json

import pandas as pd
import pytest

import analysis
from analysis.documents import CorpusError, Document, read_corpus
from analysis.documents.decoding import to_plain
from analysis.tables.rows import read_many, read_rows
from analysis.tables.schema import SCHEMA
from tests.grow import SEEDS

#: DESIGN's promise, written out here a second time on purpose: a column that goes missing from the code is missed.
PROMISED = {
    "documents": "doc path sha256 encoding chars published issuer doc_number kind",
    "articles": "doc article title section byline source published event_date year_basis place level kind start end",
    "sentences": "doc article sentence kind start end text",
    "layout": "doc type start end text",
    "quantities": "quantity doc article sentence start end text low high unit kind modifier change entity per date_text date status place "
    "universal",
    "targets": "quantity doc article sentence start end text low high unit kind modifier change entity per date_text date status place "
    "universal series step force commitment cue responsible due",
    "formulae": "doc sentence start end text count named members listed agrees",
    "themes": "doc article sentence theme terms",
    "words": "doc article word count",
    "programmes": "doc article sentence name place theme",
    "actors": "doc article sentence actor role theme",
}


@pytest.fixture(scope="module")
def corpus():
    return analysis.load(SEEDS)


def write(folder, texts, manifest=None):
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    if manifest:
        (folder / "manifest.csv").write_text(manifest, "utf-8")
    return folder


@pytest.mark.parametrize("name", PROMISED)
def test_every_promised_column_is_there(corpus, name):
    assert set(PROMISED[name].split()) <= set(getattr(corpus, name).columns)
    assert list(SCHEMA[name]) == list(corpus.table(name).columns)


def test_no_table_is_made_that_is_not_promised():
    assert set(SCHEMA) == set(PROMISED)


@pytest.mark.parametrize("name", PROMISED)
def test_a_text_without_any_finding_gives_tables_with_all_columns(tmp_path, name):
    corpus = analysis.load(write(tmp_path / "texts", {"a.txt": "天气很好"}))
    assert list(corpus.table(name).columns) == list(SCHEMA[name])
    assert len(corpus.quantities) == len(corpus.targets) == 0
    assert len(corpus.documents) == 1


def test_whole_numbers_stay_whole_numbers(corpus):
    assert str(corpus.sentences["start"].dtype) in ("int64", "Int64")
    assert str(corpus.formulae["count"].dtype) == "Int64"
    assert str(corpus.words["count"].dtype) == "Int64"


def test_spans_are_the_raw_text(corpus):
    raw = {doc: to_plain((SEEDS / f"{doc}.txt").read_text("utf-8")) for doc in corpus.documents["doc"]}
    assert len(corpus.quantities) > 50
    for name in ("quantities", "targets", "formulae", "layout"):
        for row in corpus.table(name).itertuples():
            assert "".join(raw[row.doc][row.start : row.end].split()) == "".join(row.text.split()), (name, row)


def test_offset_is_where_the_text_begins_in_its_sentence(corpus):
    texts = corpus.sentences.set_index("sentence")["text"]
    assert len(corpus.quantities) > 50
    for row in corpus.quantities.itertuples():
        assert texts[row.sentence][row.offset : row.offset + len(row.text)] == row.text


def test_ids_are_unique_and_lead_somewhere(corpus):
    assert corpus.sentences["sentence"].is_unique
    assert corpus.quantities["quantity"].is_unique
    assert set(corpus.targets["quantity"]) <= set(corpus.quantities["quantity"])
    for name in ("quantities", "formulae", "themes", "programmes", "actors"):
        assert set(corpus.table(name)["sentence"]) <= set(corpus.sentences["sentence"]), name


def test_json_columns_hold_json(corpus):
    assert all(isinstance(json.loads(x), dict) for x in corpus.quantities["cues"])
    assert all(isinstance(json.loads(x), list) for x in corpus.formulae["members"])


def test_further_columns_of_the_manifest_are_carried_along(tmp_path):
    manifest = "doc,issuer,region,chars\na,市民政局,north,many\n"
    corpus = analysis.load(write(tmp_path / "texts", {"a.txt": "共有3个街道。", "b.txt": "没有。"}, manifest))
    documents = corpus.documents.set_index("doc")
    assert documents.loc["a", "region"] == "north"
    assert pd.isna(documents.loc["b", "region"])
    assert documents.loc["a", "issuer"] == "市民政局"
    assert documents.loc["a", "chars"] == 7, "a column of the project's own is not overwritten"


def test_columns_and_rows_can_be_asked_for(corpus):
    frame = corpus.table("quantities", columns=["text", "unit"], filters=[("unit", "==", "%")])
    assert list(frame.columns) == ["text", "unit"]
    assert len(frame) > 5
    assert set(frame["unit"]) == {"%"}


def test_an_unknown_table_is_named_with_those_that_exist(corpus):
    with pytest.raises(KeyError, match=r"no table 'numbers'.*documents, articles"):
        corpus.table("numbers")


def test_words_of_a_folder_are_counted_when_asked_for(corpus):
    assert corpus.words.groupby("word")["count"].sum()["社会组织"] > 10


@pytest.mark.parametrize("day", ["2023-13-01", "yesterday", "2023"])
def test_a_day_that_is_none_is_refused(day):
    with pytest.raises(CorpusError, match="write it as"):
        analysis.load(SEEDS, as_of=day)


def test_due_follows_the_day_asked_for():
    early, late = analysis.load(SEEDS, as_of="2000-01-01"), analysis.load(SEEDS, as_of="2999-12-31")
    assert set(early.targets["due"].dropna()) == {"open"}
    assert set(late.targets["due"].dropna()) == {"past"}


def test_files_that_cannot_be_read_are_listed(tmp_path):
    corpus = analysis.load(
        write(tmp_path / "texts", {"a.txt": "共有3个街道。", "b.pdf": b"%PDF-broken", "c.doc": b"x"})
    )
    assert [refusal.path for refusal in corpus.refused] == ["b.pdf", "c.doc"]
    assert all(refusal.reason for refusal in corpus.refused)


def test_a_folder_where_all_is_refused_is_an_error(tmp_path):
    with pytest.raises(CorpusError, match=r"none of its 1 files could be read; the first: a\.doc"):
        analysis.load(write(tmp_path / "texts", {"a.doc": b"x"}))


def test_documents_read_abreast_give_the_rows_that_each_gives_alone():
    documents = [x for x in read_corpus(SEEDS) if isinstance(x, Document)] * 4  # more than are read abreast
    assert list(read_many(documents)) == [read_rows(x) for x in documents]
