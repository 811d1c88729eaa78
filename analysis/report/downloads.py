"""Put the tables beside the report, for spreadsheets (CSV, one workbook) and programs (Parquet), and say what each is."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow.dataset as ds
import pyarrow.parquet as pq

from analysis.tables.export import ExportError, write_csv, write_workbook
from analysis.tables.schema import SCHEMA
from analysis.tables.store import open_table

WORKBOOK = "tables.xlsx"


@dataclass(frozen=True, slots=True)
class Download:
    """A table that can be taken along."""

    name: str
    rows: int
    files: tuple[str, ...]


def write_downloads(tables: Path, folder: Path) -> list[Download]:
    """Copy every table of ``tables`` to ``folder`` as CSV and Parquet, and the workbook where one can hold them; return what is there."""
    folder.mkdir(parents=True)
    opened = {name: open_table(tables, name) for name in SCHEMA}
    _place_workbook(tables, folder, opened)
    found = []
    for name, table in opened.items():
        files = f"{name}.csv", f"{name}.parquet"
        if (tables / files[0]).is_file():
            shutil.copyfile(tables / files[0], folder / files[0])
        else:
            write_csv(table, folder / files[0])
        with pq.ParquetWriter(folder / files[1], table.schema, compression="zstd") as writer:
            for batch in table.to_batches():
                writer.write_batch(batch)
        found.append(Download(name, table.count_rows(), files))
    return found


def _place_workbook(tables: Path, folder: Path, opened: Mapping[str, ds.Dataset]) -> None:
    if (tables / WORKBOOK).is_file():
        shutil.copyfile(tables / WORKBOOK, folder / WORKBOOK)
        return
    try:
        write_workbook(opened, folder / WORKBOOK)
    except ExportError:  # more rows than a sheet holds: CSV and Parquet hold them
        (folder / WORKBOOK).unlink(missing_ok=True)
