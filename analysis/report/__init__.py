"""Build the report: notebooks executed, rendered as pages in two languages, published whole or not at all."""

from __future__ import annotations

from pathlib import Path


def build(folder: Path, out: Path, as_of: str | None = None) -> Path:
    """Build the report on a folder of texts or tables; return its index page."""
    raise NotImplementedError


def build_theme(theme: str, folder: Path, out: Path, as_of: str | None = None) -> Path:
    """Build the chapter on one theme; return its page."""
    raise NotImplementedError


def save_notebooks() -> None:
    """Run the notebooks in place on ``seeds/``, and save their outputs and figures."""
    raise NotImplementedError
