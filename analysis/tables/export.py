"""Write tables for other programs: CSV that spreadsheets open rightly, Parquet, one workbook.

A text that a spreadsheet would take for a formula (``=cmd|…``) gets an apostrophe before it in CSV, as spreadsheets themselves do;
in the workbook every text is stored as text. Parquet holds the texts as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.dataset as ds
import xlsxwriter

BOM = b"\xef\xbb\xbf"
FORMULA = r"^([=+\-@\t\r])"
ROWS_OF_A_SHEET = 1_048_575
CELLS_OF_A_BOOK = 5_000_000
CHARS_OF_A_CELL = 32_767


class ExportError(ValueError):
    """Tables that a format cannot hold; the message says which and why."""


def write_csv(table: ds.Dataset, path: Path) -> None:
    """Write a table as UTF-8 with a byte-order mark, batch by batch, the header first."""
    with path.open("wb") as file:
        file.write(BOM)
        with pyarrow.csv.CSVWriter(file, table.schema) as writer:
            for batch in table.to_batches():
                writer.write_batch(_guard(batch))


def _guard(batch: pa.RecordBatch) -> pa.RecordBatch:
    columns = [
        pc.replace_substring_regex(column, FORMULA, r"'\1") if pa.types.is_string(column.type) else column
        for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)


def write_workbook(tables: Mapping[str, ds.Dataset], path: Path) -> None:
    """Write all tables as sheets of one .xlsx, the header row frozen and filterable.

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
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": True,
    }
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # no clock: the same tables, the same bytes
        head = book.add_format({"bold": True, "bottom": 1})
        for name, table in tables.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, rows[name], len(table.schema) - 1)
            for column, title in enumerate(table.schema.names):
                sheet.set_column(column, column, 60 if title == "text" else 14)
                sheet.write_string(0, column, title, head)
            _write_sheet(sheet, table)


def _write_sheet(sheet: xlsxwriter.worksheet.Worksheet, table: ds.Dataset) -> None:
    number = 0
    for batch in table.to_batches():
        for row in batch.to_pylist():
            number += 1
            for column, value in enumerate(row.values()):
                if isinstance(value, str):
                    sheet.write_string(number, column, value[:CHARS_OF_A_CELL])
                elif value is not None:
                    sheet.write(number, column, value)
