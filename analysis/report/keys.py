"""What a report depends on, as hashes: the library, the notebooks, the texts, the versions. Computed without importing any of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version

HOME = Path(__file__).parent.parent
PINS = (
    "ahocorasick-rs",
    "charset-normalizer",
    "fonttools",
    "ipython",
    "jieba",
    "jinja2",
    "matplotlib",
    "mistune",
    "nbconvert",
    "networkx",
    "numpy",
    "pandas",
    "papermill",
    "pyarrow",
    "pygments",
    "pylopdf-fonts-zh-cn",
    "wordcloud",
    "xlsxwriter",
)


def hash_parts(*parts: object) -> str:
    """Return a short hash of anything that JSON can hold.

    >>> hash_parts("a", 1) == hash_parts("a", 1), hash_parts("a", 1) == hash_parts("a1")
    (True, False)
    """
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True, sort_keys=True).encode()).hexdigest()[:32]


def hash_files(files: Iterable[tuple[str, Path]]) -> str:
    """Return a hash of named files' bytes."""
    from analysis.documents import hash_file

    digest = hashlib.sha256()
    for name, path in files:
        digest.update(f"{name}\n{hash_file(path)}\n".encode("utf-8", "surrogateescape"))  # a name may be no text
    return digest.hexdigest()[:32]


@cache
def hash_library(page: bool) -> str:
    """Return a hash of the package's code and data, without the report's own where ``page`` is false."""
    files = [path for path in sorted(HOME.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
    named = [(path.relative_to(HOME).as_posix(), path) for path in files]
    return hash_files((name, path) for name, path in named if page or not name.startswith("report/"))


@cache
def read_versions() -> Mapping[str, str]:
    """Return the versions of what the report is made with."""
    found = {"python": python_version()}
    for name in PINS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # an extra that is not installed
            found[name] = ""
    return found


def hash_corpus(folder: Path) -> str:
    """Return a hash of the documents of a folder and of its manifest, or of the tables in it."""
    from analysis.documents import list_files

    if (folder / "tables.json").is_file():
        files = sorted(
            path for path in folder.rglob("*") if path.suffix in (".json", ".parquet") and ".parts" not in path.parts
        )
    else:
        files = list_files(folder)
        files += [path for path in (folder / "manifest.csv",) if path.is_file()]
    return hash_files((path.relative_to(folder).as_posix(), path) for path in files)
