"""Run the notebooks in place, each on a kernel of its own as JupyterLab would run it, and save outputs, counts and figures."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from analysis.report.errors import ReportError
from analysis.report.workers import run_jobs


def save(folder: Path) -> None:
    """Run every notebook of a folder; a notebook is written only if all its cells ran.

    Raises:
        ReportError: if a cell fails: notebook and error.
    """
    paths = sorted(path for path in folder.glob("*.ipynb") if not path.name.startswith("."))
    for number, (name, _) in enumerate(run_jobs({path.name: partial(_save, path) for path in paths}), 1):
        print(f"[{number}/{len(paths)}] {name}", file=sys.stderr)


def _save(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise ReportError(f"{path.name}: {error.ename}: {error.evalue}") from error
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    scratch = path.with_name(f".{path.name}.new")
    nbformat.write(notebook, scratch)
    scratch.replace(path)
