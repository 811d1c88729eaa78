"""Run a notebook's cells on a fresh IPython shell in this process: papermill's engine for a process that was forked for one notebook.

A kernel of its own costs every notebook a start, a set of imports and a shutdown; a process forked from one that has imported everything
costs none of them. What a cell shows is collected in the order in which it was shown, as a kernel would send it.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from io import TextIOBase
from pathlib import Path
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from nbformat.v4 import new_output
from papermill.engines import Engine, NotebookExecutionManager
from traitlets.config import Config

Outputs = list[NotebookNode]


class _Stream(TextIOBase):
    """Adds what is printed to the outputs; pieces printed one after another are one output."""

    def __init__(self, name: str, outputs: Outputs) -> None:
        self.name, self.outputs = name, outputs

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        last = self.outputs[-1] if self.outputs else None
        if last is not None and last.output_type == "stream" and last.name == self.name:
            last.text += text
        elif text:
            self.outputs.append(new_output("stream", name=self.name, text=text))
        return len(text)


class _Publisher(DisplayPublisher):
    outputs: Outputs

    def publish(self, data: Any, metadata: Any = None, source: Any = None, **_: Any) -> None:
        self.outputs.append(new_output("display_data", data=_to_text(data), metadata=metadata or {}))

    def clear_output(self, wait: bool = False) -> None:
        self.outputs.clear()


class _Hook(DisplayHook):
    outputs: Outputs

    def write_output_prompt(self) -> None:
        """Say nothing: the number stands in the output."""

    def write_format_data(self, format_dict: Mapping[str, Any], md_dict: Mapping[str, Any] | None = None) -> None:
        data, metadata = _to_text(format_dict), md_dict or {}
        count = self.shell.execution_count if self.shell else None
        self.outputs.append(new_output("execute_result", data=data, metadata=metadata, execution_count=count))

    def finish_displayhook(self) -> None:
        self._is_active = False


class _Shell(InteractiveShell):
    outputs: Outputs

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.outputs.append(new_output("error", ename=etype.__name__, evalue=str(evalue), traceback=stb))


def _to_text(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a bundle as a notebook keeps it: bytes as base64."""
    return {key: base64.b64encode(value).decode() if isinstance(value, bytes) else value for key, value in data.items()}


def _open_shell(outputs: Outputs, folder: Path) -> _Shell:
    settings = Config()
    settings.HistoryManager.enabled = False
    settings.InteractiveShell.colors = "nocolor"
    if InteractiveShell.initialized():  # the report is built from within a notebook, say
        type(InteractiveShell.instance()).clear_instance()
    shell = _Shell.instance(
        config=settings, displayhook_class=_Hook, display_pub_class=_Publisher, ipython_dir=str(folder)
    )
    parts: tuple[Any, ...] = (shell, shell.displayhook, shell.display_pub)
    for part in parts:
        part.outputs = outputs
    return shell


class ForkedEngine(Engine):  # type: ignore[misc]
    """Runs every cell here, in order, and stops at the first that fails."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, *, scratch: str, **_: Any
    ) -> None:
        """Run the cells of a notebook; outputs, counts and the first error are left in it."""
        outputs: Outputs = []
        shell = _open_shell(outputs, Path(scratch))
        hook, show = sys.displayhook, shell.displayhook
        for index, cell in enumerate(nb_man.nb.cells):
            if cell.cell_type != "code" or not cell.source.strip():
                continue
            outputs.clear()
            nb_man.cell_start(cell, index)
            cell.execution_count = shell.execution_count
            sys.displayhook = show
            try:
                with redirect_stdout(_Stream("stdout", outputs)), redirect_stderr(_Stream("stderr", outputs)):
                    result = shell.run_cell(cell.source, store_history=True)  # type: ignore[no-untyped-call]
            finally:
                sys.displayhook = hook
            cell.outputs = list(outputs)
            if not result.success:
                nb_man.cell_exception(cell, index)
                return
            nb_man.cell_complete(cell, index)
