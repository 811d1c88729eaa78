"""Tables for spreadsheets: texts that are no formulas, numbers that stay numbers, and the way back."""

import csv
import re
import zipfile
from xml.etree import ElementTree

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from analysis.tables import export
from analysis.tables.export import BOM, ExportError, read_csv, write_csv, write_workbook

#: What is written, and how CSV shows it.
CELLS = {
    "普通": "普通",
    "=cmd|' /C calc'!A0": "'=cmd|' /C calc'!A0",
    "+1": "'+1",
    "-5%": "'-5%",
    "--10-21": "'--10-21",
    "@SUM(1)": "'@SUM(1)",
    "\t=1": "'\t=1",
    "\r=1": "'\r=1",
    "\n=1": "'\n=1",
    "＝1": "'＝1",
    "'=1": "''=1",
    "''+1": "'''+1",
    "'quoted'": "'quoted'",
    "a=1": "a=1",
    "第一行\n=2": "第一行\n=2",
    '引"号",;\t': '引"号",;\t',
    "\x00\x1b": "\x00\x1b",
    "_x000D_": "_x000D_",
    "𠮷": "𠮷",
}


def dataset(folder, **columns):
    folder.mkdir(exist_ok=True)
    pq.write_table(pa.table(columns), folder / "part.parquet")
    return ds.dataset(folder)


@pytest.fixture
def table(tmp_path):
    count = len(CELLS)
    return dataset(
        tmp_path / "t",
        text=pa.array(list(CELLS)),
        low=pa.array([-1.5] * count),
        whole=pa.array([-2, None] + [3] * (count - 2), pa.int64()),
        flag=pa.array([True, None] + [False] * (count - 2)),
    )


def cells(path):
    """Each sheet's cells as (kind, text), read from the file's own XML."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as book:
        names = sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet"))
        for name in names:
            root = ElementTree.fromstring(book.read(name))
            yield [[(cell.get("t", "n"), "".join(cell.itertext())) for cell in row] for row in root.iter(f"{space}row")]


def test_csv_opens_rightly_in_a_spreadsheet(table, tmp_path):
    write_csv(table, tmp_path / "t.csv")
    data = (tmp_path / "t.csv").read_bytes()
    assert data.startswith(BOM)
    rows = list(csv.reader(data.decode("utf-8-sig").splitlines(keepends=True)))
    assert rows[0] == ["text", "low", "whole", "flag"]
    assert [row[0] for row in rows[1:]] == [*CELLS.values()]
    assert rows[1][1:] == ["-1.5", "-2", "true"], "negative numbers stay numbers"
    assert rows[2][2:] == ["", ""]


def test_csv_loads_back(table, tmp_path):
    write_csv(table, tmp_path / "t.csv")
    frame = read_csv(tmp_path / "t.csv")
    assert frame["text"].tolist() == list(CELLS)
    assert frame["low"].tolist() == [-1.5] * len(CELLS)
    assert frame["whole"].isna().sum() == 1


def test_a_column_that_is_named_like_a_formula_is_guarded(tmp_path):
    write_csv(dataset(tmp_path / "t", **{"=1+1": pa.array(["x"])}), tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text("utf-8-sig").startswith('"\'=1+1"')
    assert list(read_csv(tmp_path / "t.csv").columns) == ["=1+1"]


def test_workbook_keeps_texts_as_texts_and_numbers_as_numbers(table, tmp_path):
    assert write_workbook({"quantities": table}, tmp_path / "t.xlsx") == []
    (rows,) = cells(tmp_path / "t.xlsx")
    assert [text for _, text in rows[0]] == ["text", "low", "whole", "flag"]
    assert {kind for row in rows for kind, _ in row[:1]} <= {"inlineStr", "s"}
    assert rows[1][1:] == [("n", "-1.5"), ("n", "-2"), ("b", "1")]
    shown = [re.sub("_x([0-9A-F]{4})_", lambda match: chr(int(match[1], 16)), row[0][1]) for row in rows[1:]]
    assert shown == list(CELLS), "readable, without an apostrophe"


def test_the_same_tables_give_the_same_workbook(table, tmp_path):
    write_workbook({"a": table, "b": table}, tmp_path / "one.xlsx")
    write_workbook({"a": table, "b": table}, tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.xlsx") as book:
        assert b">2000-01-01T00:00:00Z<" in book.read("docProps/core.xml"), "no clock"


def test_texts_that_no_cell_can_hold_are_cut_and_told(tmp_path):
    table = dataset(tmp_path / "t", text=pa.array(["长" * 40_000, "短"]))
    notes = write_workbook({"sentences": table}, tmp_path / "t.xlsx")
    assert notes == ["t.xlsx: 1 texts of sentences are cut at 32,767 characters; CSV and Parquet hold them whole"]
    (rows,) = cells(tmp_path / "t.xlsx")
    assert len(rows[1][0][1]) == 32_767
    write_csv(table, tmp_path / "t.csv")
    assert len(read_csv(tmp_path / "t.csv")["text"][0]) == 40_000


@pytest.mark.parametrize("limit", ["ROWS_OF_A_SHEET", "CELLS_OF_A_BOOK"])
def test_tables_that_no_workbook_can_hold_are_refused(table, tmp_path, monkeypatch, limit):
    monkeypatch.setattr(export, limit, 3)
    with pytest.raises(ExportError, match=rf"no workbook: quantities has {len(CELLS)} rows"):
        write_workbook({"quantities": table}, tmp_path / "t.xlsx")


def test_empty_tables_keep_their_header(tmp_path):
    table = dataset(tmp_path / "t", text=pa.array([], pa.string()), low=pa.array([], pa.float64()))
    write_csv(table, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text("utf-8-sig").strip() == '"text","low"'
    write_workbook({"words": table}, tmp_path / "t.xlsx")
    (rows,) = cells(tmp_path / "t.xlsx")
    assert [[text for _, text in row] for row in rows] == [["text", "low"]]


def test_no_shared_temporary_folder_is_used(table, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "there is none"))
    write_workbook({"words": table}, tmp_path / "t.xlsx")
    assert (tmp_path / "t.xlsx").stat().st_size > 0
