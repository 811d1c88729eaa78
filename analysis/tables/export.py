"""Write tables for other programs: CSV that spreadsheets open rightly, and one workbook.

A text that a spreadsheet would take for a formula (``=cmd|…``) gets one apostrophe before it in CSV; so does one that would read the
same after it. Taking one apostrophe away again, where it stands before such a sign, gives the text back: :func:`read_csv` does so.
In the workbook every text is stored as text and needs none. Numbers stay numbers, Parquet holds the texts as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.dataset as ds
import xlsxwriter

BOM = b"\xef\xbb\xbf"
SIGNS = r"[=+\-@＝＋－＠\t\r\n]"
FORMULA = rf"^('*{SIGNS})"
ROWS_OF_A_SHEET = 1_048_575
CELLS_OF_A_BOOK = 2_000_000
CHARS_OF_A_CELL = 32_767


class ExportError(ValueError):
    """Tables that a format cannot hold; the message says which and why."""


def write_csv(table: ds.Dataset, path: Path) -> None:
    """Write a table as UTF-8 with a byte-order mark, batch by batch, the header first."""
    with path.open("wb") as file:
        file.write(BOM)
        head = [re.sub(FORMULA, r"'\1", name) for name in table.schema.names]
        schema = pa.schema([field.with_name(name) for field, name in zip(table.schema, head, strict=True)])
        with pyarrow.csv.CSVWriter(file, schema) as writer:
            for batch in read_batches(table):
                writer.write_batch(_guard(batch, schema))


def _guard(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    columns = [
        pc.replace_substring_regex(column, FORMULA, r"'\1") if pa.types.is_string(column.type) else column
        for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def read_csv(path: Path) -> pd.DataFrame:
    """Return a table that :func:`write_csv` wrote, its texts and column names as they were.

    An empty text comes back as missing, which is how CSV holds both.
    """
    frame = pd.read_csv(
        path, encoding="utf-8-sig", dtype_backend="numpy_nullable", keep_default_na=False, na_values=[""]
    )
    for column in frame.columns[frame.dtypes == "string"]:
        frame[column] = frame[column].str.replace(rf"^'('*{SIGNS})", r"\1", regex=True)
    return frame.rename(columns=lambda name: re.sub(rf"^'('*{SIGNS})", r"\1", name))


def read_batches(table: ds.Dataset) -> Iterator[pa.RecordBatch]:
    """Yield a table file by file: a reader that runs ahead would fill the memory."""
    for fragment in table.get_fragments():
        yield from fragment.to_batches(schema=table.schema, batch_readahead=0, fragment_readahead=0)


def write_workbook(tables: Mapping[str, ds.Dataset], path: Path) -> list[str]:
    """Write all tables as sheets of one .xlsx, the header row frozen and filterable; return what had to be cut, in a line a table.

    Raises:
        ExportError: if a table has more rows than a sheet can hold, or all together more cells than a program opens gladly.
    """
    rows = {name: table.count_rows() for name, table in tables.items()}
    cells = sum(count * len(tables[name].schema) for name, count in rows.items())
    longest = max(rows, key=lambda name: rows[name])
    if rows[longest] > ROWS_OF_A_SHEET or cells > CELLS_OF_A_BOOK:
        raise ExportError(
            f"no workbook: {longest} has {rows[longest]:,} rows, all tables {cells:,} cells; use the CSV or Parquet files"
        )
    options = {
        "constant_memory": True,
        "tmpdir": str(path.parent),
        "nan_inf_to_errors": True,
    }
    notes = []
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # no clock: the same tables, the same bytes
        head = book.add_format({"bold": True, "bottom": 1})
        for name, table in tables.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, rows[name], len(table.schema) - 1)
            for column, title in enumerate(table.schema.names):
                sheet.set_column(column, column, 60 if title == "text" else 14)
                sheet.write_string(0, column, title[:CHARS_OF_A_CELL], head)
            if cut := _write_sheet(sheet, table):
                notes.append(
                    f"{path.name}: {cut:,} texts of {name} are cut at {CHARS_OF_A_CELL:,} characters; CSV and Parquet hold them whole"
                )
    return notes


def _write_sheet(sheet: xlsxwriter.worksheet.Worksheet, table: ds.Dataset) -> int:
    """Write all rows; return how many texts were longer than a cell."""
    number = cut = 0
    for batch in read_batches(table):
        for row in batch.to_pylist():
            number += 1
            for column, value in enumerate(row.values()):
                if isinstance(value, str):
                    sheet.write_string(number, column, value[:CHARS_OF_A_CELL])
                    cut += len(value) > CHARS_OF_A_CELL
                elif value is not None:
                    sheet.write(number, column, value)
    return cut
