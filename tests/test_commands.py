"""The command line: what it prints, what status it ends with, and one clear line for every mistake."""

import subprocess
import sys

import pytest

import analysis
from analysis.__main__ import main
from tests.grow import SEEDS


def run(capsys, *arguments):
    """Exit status, standard output, standard error."""
    try:
        status = main([str(x) for x in arguments])
    except SystemExit as stop:
        status = stop.code
    out, err = capsys.readouterr()
    return status, out, err


@pytest.fixture
def text(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/a.txt").write_text("2023年10月8日，全市共有3个街道。到2025年，覆盖率达到60%。", "utf-8")
    return tmp_path / "texts"


def test_tables_are_written_and_said_to_be(text, tmp_path, capsys):
    status, out, err = run(capsys, "tables", text, "--out", tmp_path / "out", "--no-words")
    assert (status, err) == (0, "")
    assert out.startswith("1 documents, ")
    assert str(tmp_path / "out") in out
    assert len(analysis.load(tmp_path / "out").documents) == 1


def test_refused_files_are_listed_and_end_with_status_1(text, tmp_path, capsys):
    (text / "b.doc").write_bytes(b"x")
    status, _, err = run(capsys, "tables", text, "--out", tmp_path / "out", "--no-words", "--formats", "csv")
    assert status == 1
    assert err == (
        "refused: b.doc: .doc files are not read; save it as .docx, .pdf or .txt\n"
        "1 file was refused; all others were read\n"
    )


def test_the_day_that_deadlines_are_held_to(text, tmp_path, capsys):
    status, out, _ = run(capsys, "tables", text, "--out", tmp_path / "out", "--no-words", "--as-of", "2030-01-01")
    assert status == 0
    assert "as of 2030-01-01" in out
    assert analysis.load(tmp_path / "out").as_of == "2030-01-01"


WRONG = [
    (["tables", "{texts}", "--as-of", "2023-13-01"], "'2023-13-01' is no date; write it as 2023-12-31"),
    (["tables", "{texts}", "--as-of", "gestern"], "'gestern' is no date"),
    (["tables", "{texts}", "--workers", "0"], "'0' is no number of processes; write 1 or more"),
    (["tables", "{texts}", "--workers", "-1"], "--workers"),
    (["tables", "{texts}", "--workers", "two"], "'two' is no number of processes"),
    (["tables", "{texts}", "--formats", "ods"], "no format 'ods'; there are parquet, csv, xlsx"),
    (["tables", "{texts}", "--engine", "thulac"], "thulac"),
    (["tables", "{texts}", "--scheduler", "tcp://127.0.0.1:9"], "no Dask scheduler answers at tcp://127.0.0.1:9"),
    (["tables", "{texts}", "--scheduler", "nonsense"], "no Dask scheduler answers at nonsense"),
    (["tables", "{texts}", "--out", "{file}"], "is a file"),
    (["tables", "{texts}", "--out", "{file}/deeper"], "name a folder to write to"),
    (["tables", "{texts}", "--out", "{texts}"], "lies among the texts"),
    (["tables", "{texts}", "--out", "{texts}/tables"], "lies among the texts"),
    (["tables", "{missing}"], "there is no such folder"),
    (["tables", "{file}"], "there is no such folder"),
    (["tables", "{empty}"], "no text in this folder"),
    (["tables"], "FOLDER"),
    (["tables", "{texts}", "--wrokers", "2"], "--wrokers"),
    (["tabels", "{texts}"], "tabels"),
    ([], "COMMAND"),
]


@pytest.mark.parametrize(("arguments", "why"), WRONG, ids=[" ".join(x) for x, _ in WRONG])
def test_a_mistake_ends_with_status_2_and_one_clear_line(text, tmp_path, capsys, monkeypatch, arguments, why):
    monkeypatch.setattr("analysis.tables.cluster.PATIENCE", "1s")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("mine", "utf-8")
    where = {"texts": text, "file": tmp_path / "file", "missing": tmp_path / "missing", "empty": tmp_path / "empty"}
    status, out, err = run(capsys, *(x.format(**where) for x in arguments))
    assert (status, out) == (2, "")
    assert why in err
    assert err.count("\n") == 1, err
    assert err.startswith("analysis: ")
    assert (tmp_path / "file").read_text("utf-8") == "mine"
    assert not [path for path in text.iterdir() if path.name != "a.txt"]


def test_a_bug_of_ours_is_not_hidden(text, tmp_path, monkeypatch):
    def broken(*_, **__):
        raise ValueError("a bug")

    monkeypatch.setattr("analysis.tables.store.write_tables", broken)
    with pytest.raises(ValueError, match="a bug"):
        main(["tables", str(text), "--out", str(tmp_path / "out")])


def test_progress_is_plain_lines_where_there_is_no_terminal(tmp_path, capsys):
    status, _, err = run(capsys, "tables", SEEDS, "--out", tmp_path / "out", "--no-words", "--formats", "parquet")
    assert status == 0
    assert "\r" not in err
    assert "\x1b" not in err


def test_the_command_starts_from_any_folder(text, tmp_path):
    command = [sys.executable, "-m", "analysis", "tables", "texts", "--no-words", "--formats", "parquet"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "tables/tables.json").is_file()


def test_a_report_on_tables_without_words_is_refused_before_a_chapter_is_run(text, tmp_path):
    command = [sys.executable, "-m", "analysis"]
    subprocess.run([*command, "tables", "texts", "--no-words"], cwd=tmp_path, capture_output=True, check=True)
    done = subprocess.run([*command, "report", "tables"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("analysis: the tables in ")
    assert done.stderr.endswith("make them again without --no-words\n")
    assert not (tmp_path / "report").exists()
