"""Tables on disk: whole or not at all, resumed, never read twice, never over a stranger's file."""

import json
import shutil

import pytest

import analysis
from analysis.documents import CorpusError
from analysis.tables import publish, store
from analysis.tables.pipeline import FILES_OF_A_CHUNK, Options
from analysis.tables.schema import SCHEMA
from analysis.tables.store import StoreError, read_formats, write_tables
from tests.grow import SEEDS, grow_texts

FAST = Options(words=False)


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for number, text in enumerate(grow_texts(6)):
        (folder / f"{number}.txt").write_text(text[:600], "utf-8")
    return folder


def names(out):
    return sorted(path.name for path in out.iterdir() if not path.name.startswith("."))


def tree(out):
    """Every visible file with its bytes."""
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and not path.relative_to(out).parts[0].startswith(".")
    }


def test_every_table_is_written_in_every_format(texts, tmp_path):
    write_tables(texts, tmp_path / "out", FAST)
    expected = {f"{name}.{ending}" for name in SCHEMA for ending in ("csv", "parquet")}
    assert set(names(tmp_path / "out")) == expected | {"tables.xlsx", "tables.json"}


def test_loaded_tables_are_those_of_the_texts(tmp_path):
    write_tables(SEEDS, tmp_path / "out", formats=())
    texts, tables = analysis.load(SEEDS), analysis.load(tmp_path / "out")
    assert texts.as_of == tables.as_of == "2023-10-08"
    for name in SCHEMA:
        one, other = texts.table(name), tables.table(name)
        assert one.equals(other), name
    assert len(tables.words) > 1000


def test_the_day_of_loaded_tables_can_be_another(tmp_path):
    write_tables(SEEDS, tmp_path / "out", FAST, formats=())
    assert set(analysis.load(tmp_path / "out", as_of="2999-12-31").targets["due"].dropna()) == {"past"}


def test_rows_that_are_due_on_another_day_can_be_asked_for(tmp_path):
    write_tables(SEEDS, tmp_path / "out", FAST, formats=())
    for day, due in (("2999-12-31", "past"), ("2000-01-01", "open")):
        frame = analysis.load(tmp_path / "out", as_of=day).table("targets", ["text", "due"], [("due", "==", due)])
        assert list(frame.columns) == ["text", "due"]
        assert len(frame) > 5, day


def test_columns_and_rows_of_loaded_tables_can_be_asked_for(tmp_path):
    write_tables(SEEDS, tmp_path / "out", FAST, formats=())
    corpus = analysis.load(tmp_path / "out")
    frame = corpus.table("quantities", columns=["text", "unit"], filters=[("unit", "==", "%")])
    assert list(frame.columns) == ["text", "unit"]
    assert len(frame) == len(analysis.load(SEEDS).quantities.query("unit == '%'"))


def test_tables_made_without_words_say_so(texts, tmp_path):
    write_tables(texts, tmp_path / "out", FAST, formats=())
    corpus = analysis.load(tmp_path / "out")
    assert len(corpus.documents) == 6
    with pytest.raises(StoreError, match="made without words"):
        _ = corpus.words


def test_tables_written_anew_since_they_were_opened_are_not_mixed(texts, tmp_path):
    write_tables(texts, tmp_path / "out", FAST, formats=())
    corpus = analysis.load(tmp_path / "out")
    _ = corpus.documents
    (texts / "new.txt").write_text("共有3个街道。", "utf-8")
    write_tables(texts, tmp_path / "out", FAST, formats=())
    with pytest.raises(StoreError, match="load it again"):
        _ = corpus.quantities


def test_an_unchanged_run_reads_and_writes_nothing(texts, tmp_path):
    out = tmp_path / "out"
    assert write_tables(texts, out, FAST).read == 6
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    times.pop(out / ".lock")
    written = write_tables(texts, out, FAST)
    assert (written.read, written.documents) == (0, 6)
    assert times == {path: path.stat().st_mtime_ns for path in times}


def test_a_changed_file_rereads_its_chunk_only(tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(5 * FILES_OF_A_CHUNK):
        (texts / f"{number:03}.txt").write_text(f"第{number}号，共有{number}个街道。", "utf-8")
    written = write_tables(texts, tmp_path / "out", FAST, formats=())
    assert written.read == written.documents == 5 * FILES_OF_A_CHUNK
    (texts / "007.txt").write_text("共有3000个街道。", "utf-8")
    written = write_tables(texts, tmp_path / "out", FAST, formats=())
    assert 0 < written.read < 4 * FILES_OF_A_CHUNK
    assert written.documents == 5 * FILES_OF_A_CHUNK
    assert 3000 in set(analysis.load(tmp_path / "out").quantities["low"])
    write_tables(texts, tmp_path / "whole", FAST, formats=())
    assert tree(tmp_path / "out") == tree(tmp_path / "whole"), "as if it had never been otherwise"
    assert len(list((tmp_path / "out/.parts").iterdir())) == len(list((tmp_path / "whole/.parts").iterdir()))


def test_a_file_that_moves_is_read_anew(texts, tmp_path):
    for number in range(5):
        (texts / f"{number}.txt").unlink()
    write_tables(texts, tmp_path / "out", FAST, formats=())
    (texts / "2021").mkdir()
    (texts / "5.txt").rename(texts / "2021/5.txt")
    write_tables(texts, tmp_path / "out", FAST, formats=())
    assert "2021/5.txt" in set(analysis.load(tmp_path / "out").documents["path"])


def test_what_the_manifest_says_anew_is_read_anew(texts, tmp_path):
    write_tables(texts, tmp_path / "out", FAST, formats=())
    (texts / "manifest.csv").write_text("doc,issuer\n1,市民政局\n", "utf-8")
    write_tables(texts, tmp_path / "out", FAST, formats=())
    documents = analysis.load(tmp_path / "out").documents.set_index("doc")
    assert documents.loc["1", "issuer"] == "市民政局"


def test_formats_no_longer_asked_for_go_away(texts, tmp_path):
    out = tmp_path / "out"
    write_tables(texts, out, FAST)
    (texts / "new.txt").write_text("共有3个街道。", "utf-8")
    write_tables(texts, out, FAST, formats=("parquet",))
    assert set(names(out)) == {f"{name}.parquet" for name in SCHEMA} | {"tables.json"}


def test_a_table_that_was_edited_is_written_anew(texts, tmp_path):
    out = tmp_path / "out"
    write_tables(texts, out, FAST)
    before = tree(out)
    (out / "quantities.csv").write_text("edited", "utf-8")
    (out / "words.csv").unlink()
    assert write_tables(texts, out, FAST).read == 0
    assert tree(out) == before


def test_strangers_files_stay(texts, tmp_path):
    out = tmp_path / "out"
    (out / "notes").mkdir(parents=True)
    (out / "notes/mine.txt").write_text("mine", "utf-8")
    (out / "thesis.csv").write_text("mine", "utf-8")
    write_tables(texts, out, FAST)
    write_tables(texts, out, FAST, formats=())
    assert (out / "notes/mine.txt").read_text("utf-8") == (out / "thesis.csv").read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["words.csv", "tables.xlsx", "documents.parquet"])
def test_a_strangers_file_with_a_tables_name_is_not_overwritten(texts, tmp_path, name):
    out = tmp_path / "out"
    out.mkdir()
    (out / name).write_text("mine", "utf-8")
    with pytest.raises(StoreError, match=rf"{name} was not written by this command"):
        write_tables(texts, out, FAST)
    assert (out / name).read_text("utf-8") == "mine"


@pytest.mark.parametrize("inner", [".", "tables", "a/b", "../texts/tables"])
def test_tables_do_not_go_among_the_texts(texts, inner):
    with pytest.raises(StoreError, match="among the texts"):
        write_tables(texts, texts / inner, FAST)
    assert names(texts) == [f"{number}.txt" for number in range(6)]


def test_tables_may_stand_beside_the_texts(texts):
    write_tables(texts, texts.parent, FAST, formats=())
    assert len(analysis.load(texts.parent).documents) == 6


@pytest.mark.parametrize("inner", ["file", "file/deeper"])
def test_a_file_is_no_folder_to_write_to(texts, tmp_path, inner):
    (tmp_path / "file").write_text("mine", "utf-8")
    with pytest.raises(StoreError, match="name a folder"):
        write_tables(texts, tmp_path / inner, FAST)


def test_refused_files_are_told_and_the_rest_is_read(texts, tmp_path):
    (texts / "bad.pdf").write_bytes(b"%PDF-broken")
    (texts / "gone.txt").symlink_to(texts / "nowhere.txt")
    written = write_tables(texts, tmp_path / "out", FAST, formats=())
    assert [refusal.path for refusal in written.refused] == ["bad.pdf", "gone.txt"]
    assert written.documents == 6
    assert analysis.load(tmp_path / "out").refused == written.refused
    assert write_tables(texts, tmp_path / "out", FAST, formats=()).refused == written.refused, "a kept part still tells"


def test_nothing_is_written_where_all_is_refused(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/a.doc").write_bytes(b"x")
    with pytest.raises(CorpusError, match=r"none of the 1 files could be read; the first: a\.doc"):
        write_tables(tmp_path / "texts", tmp_path / "out", FAST)
    assert names(tmp_path / "out") == []


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir()])
def test_a_folder_without_texts_is_refused(tmp_path, make):
    make(tmp_path / "texts")
    with pytest.raises(CorpusError):
        write_tables(tmp_path / "texts", tmp_path / "out", FAST)
    assert not (tmp_path / "out").exists()


def test_unknown_formats_are_refused():
    assert read_formats(" csv,xlsx ") == ("csv", "xlsx")
    with pytest.raises(StoreError, match="no format 'ods'"):
        read_formats("csv,ods")


class Killed(BaseException):
    """Stands for SIGKILL: nothing catches it."""


@pytest.mark.parametrize("moves", range(0, 27, 2))
def test_a_kill_among_the_moves_is_finished_by_whoever_comes_next(texts, tmp_path, monkeypatch, moves):
    out = tmp_path / "out"
    write_tables(texts, out, FAST)
    (texts / "new.txt").write_text("到2025年，建成3个街道。", "utf-8")
    write_tables(texts, tmp_path / "expected", FAST, formats=("csv",))
    replace, done = publish.os.replace, []

    def stop(source, target):
        if publish.READY in str(source) and len(done) >= moves:
            raise Killed
        if publish.READY in str(source):
            done.append(source)
        replace(source, target)

    monkeypatch.setattr(publish.os, "replace", stop)
    if moves > 23:  # all moves were made: eleven tables twice, and the summary
        write_tables(texts, out, FAST, formats=("csv",))
    else:
        with pytest.raises(Killed):
            write_tables(texts, out, FAST, formats=("csv",))
    monkeypatch.undo()
    assert len(analysis.load(out).documents) == 7, "a reader finishes the moves"
    assert tree(out) == tree(tmp_path / "expected")
    assert not (out / publish.READY).exists()


def test_a_kill_before_the_moves_leaves_the_last_tables_whole(texts, tmp_path, monkeypatch):
    out = tmp_path / "out"
    write_tables(texts, out, FAST)
    before = tree(out)
    (texts / "new.txt").write_text("共有3个街道。", "utf-8")

    def stop(*_):
        raise Killed

    monkeypatch.setattr(store, "write_workbook", stop)
    with pytest.raises(Killed):
        write_tables(texts, out, FAST)
    monkeypatch.undo()
    assert tree(out) == before
    assert len(analysis.load(out).documents) == 6
    assert write_tables(texts, out, FAST).documents == 7


def test_a_folder_that_holds_no_finished_tables_is_said_to(tmp_path):
    (tmp_path / "tables.json").write_text("[]", "utf-8")
    with pytest.raises(StoreError, match="holds no finished tables; make them with"):
        analysis.load(tmp_path)


def test_parts_are_not_shared_with_the_published_files(texts, tmp_path):
    out = tmp_path / "out"
    write_tables(texts, out, FAST, formats=())
    before = tree(out)
    for path in out.glob("*.parquet/*"):
        path.write_bytes(b"ruined in place")
    write_tables(texts, out, FAST, formats=())
    assert tree(out) == before


def test_the_summary_says_what_was_read(texts, tmp_path):
    write_tables(texts, tmp_path / "out", FAST, as_of="2024-01-01", formats=())
    summary = json.loads((tmp_path / "out/tables.json").read_text("utf-8"))
    assert (summary["documents"], summary["as_of"], summary["words"]) == (6, "2024-01-01", False)
    shutil.rmtree(tmp_path / "out/.parts")
    assert len(analysis.load(tmp_path / "out").documents) == 6, "the published tables stand alone"
