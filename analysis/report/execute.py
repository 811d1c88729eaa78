"""Execute a notebook for one language, and strip its outputs of all that is not a result: times, paths, addresses, random ids."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from papermill.engines import papermill_engines
from papermill.parameterize import parameterize_notebook

from analysis.report.drawings import shrink_drawings
from analysis.report.engine import ForkedEngine
from analysis.report.errors import ReportError

_ADDRESS = re.compile(r"\b0x[0-9a-f]{6,16}\b")
_STYLE = re.compile(r"<style\b[^>]*>.*?</style>\s*", re.DOTALL | re.IGNORECASE)
_TAGS = ("en", "zh", "parameters")

papermill_engines.register("forked", ForkedEngine)


@dataclass(frozen=True, slots=True)
class Run:
    """One notebook, one language.

    ``parameters`` are the values that the notebook is run with; ``shown`` those that a reader is shown for them, without paths of
    this machine.
    """

    path: Path
    language: str
    parameters: Mapping[str, str]
    shown: Mapping[str, str]
    scratch: Path


def run_notebook(run: Run) -> NotebookNode:
    """Return the executed notebook, in one language, outputs normalised.

    Raises:
        ReportError: if the notebook does not know a parameter, or a cell fails: notebook, cell, error.
    """
    notebook = _read_notebook(run.path)
    _check_parameters(notebook, run)
    notebook.cells = [cell for cell in notebook.cells if _speaks(cell, run.language)]
    numbers = {cell.id: number for number, cell in enumerate(notebook.cells, 1)}
    notebook.metadata.setdefault("papermill", {})
    for cell in notebook.cells:  # papermill's bookkeeping asks for these
        cell.metadata.setdefault("tags", [])
        cell.metadata.setdefault("papermill", {})
    notebook = parameterize_notebook(notebook, dict(run.parameters), kernel_name="python3", language="python")
    for cell in notebook.cells:
        cell.metadata.setdefault("papermill", {})
    papermill_engines.execute_notebook_with_engine(
        "forked",
        notebook,
        kernel_name="python3",
        input_path=None,
        output_path=None,
        progress_bar=False,
        scratch=str(run.scratch),
    )
    _raise_error(notebook, run, numbers)
    return _normalise(notebook, run)


def read_parameters(notebook: NotebookNode) -> list[str]:
    """Return the names that a notebook's parameters cell sets; [] without such a cell."""
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", ()):
            return [
                target.id
                for node in ast.parse(cell.source).body
                if isinstance(node, ast.Assign)
                for target in node.targets
                if isinstance(target, ast.Name)
            ]
    return []


def _read_notebook(path: Path) -> NotebookNode:
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError) as error:
        raise ReportError(f"{path.name} is no notebook that can be read: {error}") from error


def _check_parameters(notebook: NotebookNode, run: Run) -> None:
    known = read_parameters(notebook)
    for name in run.parameters:
        if name not in known:
            names = ", ".join(known) or "none"
            raise ReportError(
                f'{run.path.name}: its parameters cell does not name {name!r} (it names: {names}); add a line {name} = "..."'
            )


def _speaks(cell: NotebookNode, language: str) -> bool:
    tags = set(cell.metadata.get("tags", ()))
    return language in tags or not tags & {"en", "zh"}


def _raise_error(notebook: NotebookNode, run: Run, numbers: Mapping[str, int]) -> None:
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                number = numbers.get(cell.id, "parameters")
                line = cell.source.strip().splitlines()[0]
                raise ReportError(
                    f"{run.path.name} ({run.language}), cell {number}: {output.ename}: {output.evalue} [the cell begins: {line}]"
                )


def _normalise(notebook: NotebookNode, run: Run) -> NotebookNode:
    """Return a notebook whose bytes depend on nothing but what was computed."""
    clean = nbformat.v4.new_notebook()
    for cell in notebook.cells:
        tags = [tag for tag in cell.metadata.get("tags", ()) if tag in _TAGS]
        if "injected-parameters" in cell.metadata.get("tags", ()):
            continue
        metadata = {"tags": tags} if tags else {}
        if cell.cell_type == "code":
            source = _show_parameters(cell.source, run) if "parameters" in tags else cell.source
            outputs = [_clean_output(output, run) for output in cell.outputs if _is_result(output)]
            new = nbformat.v4.new_code_cell(
                source, outputs=outputs, execution_count=cell.execution_count, metadata=metadata
            )
        elif cell.cell_type == "markdown":
            new = nbformat.v4.new_markdown_cell(cell.source, metadata=metadata)
        else:
            continue
        new["id"] = cell.id
        clean.cells.append(new)
    return clean


def _is_result(output: NotebookNode) -> bool:
    return not (
        output.output_type == "stream" and output.name == "stderr"
    )  # warnings are the builder's, not the reader's


def _show_parameters(source: str, run: Run) -> str:
    """Return the parameters cell with the values of this run."""
    lines = []
    for line in source.splitlines():
        name = line.partition("=")[0].strip()
        lines.append(f"{name} = {_quote(run.shown[name])}" if name in run.shown else line)
    return "\n".join(lines)


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _clean_output(output: NotebookNode, run: Run) -> NotebookNode:
    if output.output_type == "stream":
        output.text = _clean_text(output.text, run)
        return output
    output.data = {kind: _clean_data(kind, value, run) for kind, value in sorted(output.data.items())}
    return output


def _clean_data(kind: str, value: Any, run: Run) -> Any:
    if not isinstance(value, str) or (kind.startswith("image/") and kind != "image/svg+xml"):
        return value
    value = _clean_text(value, run)
    value = value.replace("'Noto Sans SC'", "'Report Sans'")  # the family that the pages bring along
    return shrink_drawings(_STYLE.sub("", value)) if kind in ("text/html", "image/svg+xml") else value


def _clean_text(text: str, run: Run) -> str:
    for name, value in run.parameters.items():
        if value.startswith("/"):
            text = text.replace(value, run.shown[name])
    return _ADDRESS.sub("0x…", text)
