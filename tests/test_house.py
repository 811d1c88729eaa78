"""The order of the house: who imports whom, what stays out of notebooks and out of git."""

import ast
import csv
import hashlib
import json
import re
import subprocess
from pathlib import Path

import pytest

from analysis.lexicon import read_concepts
from analysis.tables.schema import SCHEMA

HOME = Path(__file__).parent.parent
ANALYSIS = HOME / "analysis"
MODULES = sorted(path for path in ANALYSIS.rglob("*.py"))
NOTEBOOKS = sorted((HOME / "notebooks").glob("*.ipynb"))

#: Rooms from left to right; a module imports from rooms to its left, or from its own.
ROOMS = [
    {"lexicon", "numerals", "dates", "places"},
    {"documents"},
    {"layout"},
    {"sentences"},
    {"articles"},
    {"amounts"},
    {"quantities"},
    {"formulae", "themes", "words", "programmes", "actors", "instruments"},
    {"targets", "arithmetic"},
    {"tables"},
    {"score", "statistics"},
    {"findings"},
    {"display"},
    {"figures"},
    {"report"},
    {"__init__", "__main__"},
]
LONGEST_MODULE = 300
ONLY_IN = {
    "jieba": {"words"},
    "rjieba": {"words"},
    "matplotlib": {"figures"},
    "wordcloud": {"figures"},
    "papermill": {"report"},
    "nbconvert": {"report"},
}


def room(path: Path) -> str:
    return path.relative_to(ANALYSIS).with_suffix("").parts[0]


def imports(path: Path) -> set[str]:
    """Every module that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= (
                {f"{node.module}.{alias.name}" for alias in node.names} if node.module == "analysis" else {node.module}
            )
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ANALYSIS)))
def test_imports_run_one_way(path):
    rank = {name: number for number, names in enumerate(ROOMS) for name in names}
    assert room(path) in rank, f"{path.name} has no room in this house yet"
    for name in imports(path):
        if name.startswith("analysis."):
            other = name.split(".")[1]
            if other in rank:
                assert rank[other] <= rank[room(path)], f"{room(path)} may not import {other}"


@pytest.mark.parametrize("library", ONLY_IN)
def test_each_heavy_library_has_one_room(library):
    users = {room(path) for path in MODULES if any(name.split(".")[0] == library for name in imports(path))}
    assert users, f"nobody imports {library}: drop it"
    assert users <= ONLY_IN[library]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ANALYSIS)))
def test_modules_fit_in_one_reading(path):
    assert path.read_text("utf-8").count("\n") <= LONGEST_MODULE, "more than one thing lives here"


def test_the_map_shows_every_room():
    text = (HOME / "CONTRIBUTING.md").read_text("utf-8")
    order = text[text.index("```\n") : text.index("```\n\n|")]
    shown = [set(re.findall(r"\w+", names)) for names in order.strip("`\n").split("→")]
    assert shown == [room - {"__init__"} for room in ROOMS], "CONTRIBUTING.md draws the rooms otherwise than ROOMS"


def test_the_readme_explains_every_column():
    text = (HOME / "README.md").read_text("utf-8")
    for name, columns in SCHEMA.items():
        row = re.search(rf"^\| {name} \|.*$", text, re.M)
        assert row, f"README.md says nothing of the table {name}"
        carried = SCHEMA["quantities"] if name == "targets" else {}
        missing = [column for column in columns if column not in carried and f"`{column}`" not in row[0]]
        assert not missing, f"README.md, table {name}: {missing}"


def test_the_readme_adds_a_theme_that_can_be_added(tmp_path):
    rows = re.findall(r"^  `([a-z_]+,.*)`$", (HOME / "README.md").read_text("utf-8"), re.M)
    assert len(rows) == 1
    themes = tmp_path / "themes.csv"
    themes.write_text((ANALYSIS / "data/themes.csv").read_text("utf-8") + rows[0] + "\n", "utf-8")
    added = read_concepts(themes)[rows[0].partition(",")[0]]
    assert added.alternatives
    assert added.excluded


def test_every_command_of_the_makefile_is_explained():
    text = (HOME / "Makefile").read_text("utf-8")
    phony = set(re.search(r"^\.PHONY: (.*)$", text, re.M)[1].split())
    assert phony == set(re.findall(r"^([a-z]+):.* ## \S", text, re.M))


def test_every_tracked_notebook_is_executed_and_thin():
    assert NOTEBOOKS, "no notebooks: this test would pass on anything"
    for path in NOTEBOOKS:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        assert code, path.name
        for cell in code:
            source = "".join(cell["source"])
            assert cell["execution_count"], f"{path.name}: a cell was never run"
            assert len([line for line in source.splitlines() if line.strip()]) <= 12, (
                f"{path.name}: a cell is too long:\n{source}"
            )
            tree = ast.parse(source)
            for node in ast.walk(tree):
                banned = (
                    ast.FunctionDef,
                    ast.Lambda,
                    ast.For,
                    ast.While,
                    ast.ListComp,
                    ast.SetComp,
                    ast.DictComp,
                    ast.GeneratorExp,
                )
                assert not isinstance(node, banned), f"{path.name}: logic in a cell:\n{source}"
            assert not re.search(r"\bre\.|import re\b|regex=True", source), (
                f"{path.name}: a regular expression in a cell"
            )


def test_no_cell_is_copied_between_notebooks():
    seen: dict[str, str] = {}
    for path in NOTEBOOKS:
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            source = "".join(cell["source"]).strip()
            if (
                cell["cell_type"] != "code"
                or source.count("\n") < 3
                or "parameters" in cell["metadata"].get("tags", [])
            ):
                continue
            assert source not in seen, f"{path.name} copies a cell of {seen[source]}:\n{source}"
            seen[source] = path.name


@pytest.mark.parametrize("path", sorted((ANALYSIS / "data").glob("*.csv")), ids=lambda path: path.name)
def test_data_files_explain_themselves_and_are_whole(path):
    text = path.read_text("utf-8")
    assert text.startswith("#"), "the first line explains the file"
    assert text.endswith("\n")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    rows = list(csv.reader(lines))
    assert len(rows) > 1, "an empty list"
    assert all(len(row) == len(rows[0]) for row in rows), "a row of another length than the header"
    assert len({tuple(row) for row in rows}) == len(rows), "a row stands twice"


def test_seeds_are_unaltered():
    sums = dict(line.split()[::-1] for line in (HOME / "seeds/SHA256SUMS").read_text("utf-8").splitlines())
    assert len(sums) == 5
    for name, digest in sums.items():
        assert hashlib.sha256((HOME / "seeds" / name).read_bytes()).hexdigest() == digest, name


def test_nothing_of_this_machine_is_in_git():
    tracked = subprocess.run(["git", "ls-files"], cwd=HOME, capture_output=True, text=True, check=False).stdout.split()
    if not tracked:
        pytest.skip("not a git checkout")
    for name in tracked:
        path = HOME / name
        if path.suffix in (".py", ".md", ".toml", ".csv", ".ipynb", ".txt", ".html", ".css", ".js") and path.exists():
            assert not re.search(r"/(?:root|home/[a-z]+|Users/\w+)/", path.read_text("utf-8", "replace")), name
