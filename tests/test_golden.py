"""The tables of the seeds, row by row, and their scores in the README, as they were last read and approved.

``make golden`` rewrites them; a person reads the diff.
"""

import difflib
import re
from functools import cache
from pathlib import Path

import pytest

import analysis
from analysis.score import table_accuracy
from analysis.tables.schema import SCHEMA

HOME = Path(__file__).parent.parent
GOLDEN, README = HOME / "tests/golden", HOME / "README.md"
#: ``words`` is left out: its three thousand counts follow from the sentences and the dictionary, and nobody would read them.
TABLES = [name for name in SCHEMA if name != "words"]
#: A line of the README's table of accuracy: name, `measure`, seeds, other texts.
LINE = re.compile(r"^(\| [^|]+ \| `([^`|]+)` \| )([^|]*)( \| [^|]* \|)$", re.M)


@cache
def corpus():
    return analysis.load(HOME / "seeds")


def write(name: str) -> str:
    """One line a row; the line breaks inside a cell shown as ⏎, so that a diff stays a diff of rows."""
    table = corpus().table(name)
    text = table.select_dtypes(include=["object", "string"]).columns
    table = table.assign(**{column: table[column].str.replace("\n", "⏎") for column in text})
    return table.to_csv(index=False, lineterminator="\n")


def write_scores(readme: str) -> str:
    """The README with the seeds' scores as they are now."""
    tables = {name: corpus().table(name) for name in ("quantities", "articles", "sentences", "formulae", "themes")}
    scores = table_accuracy(HOME / "tests/gold", tables).set_index("measure")["score"]
    return LINE.sub(lambda line: f"{line[1]}{scores[line[2]]:.2f}{line[4]}", readme)


@pytest.mark.parametrize("name", TABLES)
def test_the_seeds_are_read_as_approved(name):
    expected = (GOLDEN / f"{name}.csv").read_text("utf-8").splitlines()
    assert len(expected) > 1, "nothing expected: this test would pass on an empty table"
    diff = list(difflib.unified_diff(expected, write(name).splitlines(), "approved", "read now", n=0, lineterm=""))
    if diff:
        pytest.fail(
            "\n".join([f"{name}: {len(diff)} lines differ; if all are right, make golden", *diff[:40]]), pytrace=False
        )


def test_no_table_is_left_over():
    assert sorted(path.stem for path in GOLDEN.glob("*.csv")) == sorted(TABLES)


def test_the_readme_states_the_scores_of_make_score():
    readme = README.read_text("utf-8")
    assert len(LINE.findall(readme)) > 10, "no table of accuracy: this test would pass on anything"
    stated, now = LINE.findall(readme), LINE.findall(write_scores(readme))
    assert [(row[1], row[2]) for row in stated] == [(row[1], row[2]) for row in now], (
        "make golden brings the README up to date"
    )


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name in TABLES:
        (GOLDEN / f"{name}.csv").write_text(write(name), "utf-8")
    README.write_text(write_scores(README.read_text("utf-8")), "utf-8")
    print(
        f"{len(TABLES)} tables of the seeds in tests/golden, their scores in README.md: read git diff before you commit them"
    )
