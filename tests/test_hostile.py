"""The hostile corpus, read into tables: inert in every cell, name and line of output, or refused aloud."""

import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import pandas as pd
import pytest

import analysis
from analysis.documents import list_files
from analysis.report.keys import hash_corpus
from analysis.tables.export import read_csv
from analysis.tables.pipeline import Options
from analysis.tables.schema import SCHEMA
from analysis.tables.store import write_tables
from tests.hostile import BYTE_NAMES, FILES, MARK, NAMES, SNIPPETS, write_hostile

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile") / "texts"
    write_hostile(folder)
    return folder


@pytest.fixture(scope="module")
def out(texts):
    write_tables(texts, texts.parent / "out", Options(engine="rjieba"))
    return texts.parent / "out"


@pytest.fixture(scope="module")
def corpus(out):
    return analysis.load(out)


def test_there_are_enough_cases():
    assert len(SNIPPETS) + len(FILES) + len(NAMES) + len(BYTE_NAMES) > 100


def test_every_file_is_read_or_refused(texts, corpus):
    assert len(corpus.documents) + len(corpus.refused) == len(list_files(texts)) > 100
    assert len(corpus.documents) > 80


def test_refusals_are_one_printable_line(corpus):
    assert len(corpus.refused) > 15
    for refusal in corpus.refused:
        for text in (refusal.path, refusal.reason):
            assert not [x for x in text if unicodedata.category(x)[0] == "C"], refusal


def test_identifiers_are_safe_and_unique(corpus):
    docs = corpus.documents["doc"]
    assert docs.is_unique
    for doc in docs:
        assert not re.search(r"""[\s/\\<>"'&|:*?#%]|^\.|^-""", doc) or doc == "-rf", doc
        assert not [x for x in doc if unicodedata.category(x)[0] == "C"], doc


def test_paths_are_inside_the_folder_and_printable(corpus):
    for path in corpus.documents["path"]:
        assert not path.startswith(("/", "../"))
        assert not [x for x in path if unicodedata.category(x)[0] == "C"], path


def test_texts_are_kept_as_they_are(corpus):
    assert corpus.sentences["text"].str.contains(f"<script>window.{MARK}", regex=False).any()


def test_csv_cells_are_inert(out):
    guarded = 0
    for name, columns in SCHEMA.items():
        texts = [x for x, kind in columns.items() if str(kind) == "string"]
        frame = pd.read_csv(out / f"{name}.csv", encoding="utf-8-sig", dtype=str, keep_default_na=False)
        for column in {*texts, *frame.columns} - (set(columns) - set(texts)):
            assert not frame[column].str.match(r"[=+\-@\t\r\n＝＋－＠]").any(), (name, column)
            guarded += frame[column].str.match(r"'+[=+\-@\t\r\n＝＋－＠]").sum()
        assert not [x for x in frame.columns if re.match(r"[=+\-@]", x)]
    assert guarded > 5, "nothing was guarded: this test would pass on anything"


def test_csv_loads_back_as_it_was(out, corpus):
    for name in set(SCHEMA) - {"words"}:
        frame, back = corpus.table(name), read_csv(out / f"{name}.csv")
        assert list(frame.columns) == list(back.columns), name
        assert len(frame) == len(back), name
        for column in frame:
            one = frame[column].astype("string").fillna("").tolist()
            other = back[column].astype(frame[column].dtype).astype("string").fillna("").tolist()
            assert one == other, (name, column)


def test_workbook_holds_texts_and_numbers_only(out, corpus):
    strings = numbers = 0
    with zipfile.ZipFile(out / "tables.xlsx") as book:
        assert not [name for name in book.namelist() if re.search("external|vba|query|connections", name)]
        for name in book.namelist():
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in book.read(name), name
            if not name.startswith("xl/worksheets/sheet"):
                continue
            root = ElementTree.fromstring(book.read(name))
            assert not list(root.iter(f"{SHEET}f"))
            assert not list(root.iter(f"{SHEET}hyperlink"))
            kinds = [cell.get("t", "n") for cell in root.iter(f"{SHEET}c")]
            assert set(kinds) <= {"inlineStr", "s", "n", "b", "e"}
            strings += sum(kind in ("s", "inlineStr") for kind in kinds)
            numbers += kinds.count("n")
    assert strings > 2000
    assert numbers > 2000


def test_large_hostile_names_of_columns_are_inert(corpus):
    assert "=cmd|'calc'!A0" in corpus.documents.columns
    assert "<b>column</b>" in corpus.documents.columns


def test_a_report_tells_a_corpus_by_its_bytes_whatever_the_names(tmp_path):
    write_hostile(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    before = hash_corpus(tmp_path)
    (tmp_path / "script.txt").write_text("changed", "utf-8")
    assert hash_corpus(tmp_path) != before


def test_a_named_pipe_among_the_texts_holds_nothing_up(tmp_path):
    (tmp_path / "a.txt").write_text("共有3个街道。", "utf-8")
    before = hash_corpus(tmp_path)
    os.mkfifo(tmp_path / "b.txt")
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(hash_corpus, tmp_path)
        try:
            assert found.result(timeout=20) != before
        finally:
            os.close(os.open(tmp_path / "b.txt", os.O_RDWR))  # lets a reader that waits go


def test_the_command_prints_nothing_that_drives_a_terminal(texts, tmp_path):
    command = [sys.executable, "-m", "analysis", "tables", str(texts), "--out", str(tmp_path), "--no-words"]
    done = subprocess.run([*command, "--formats", "parquet"], capture_output=True, text=True, check=False)
    assert done.returncode == 1, "some were refused"
    printed = done.stdout + done.stderr
    assert not [x for x in printed if unicodedata.category(x)[0] == "C" and x != "\n"]
    assert "Traceback" not in printed
    assert "files were refused; all others were read" in done.stderr
