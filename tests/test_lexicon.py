"""Data files: what is read, and what is refused by name."""

import csv
from pathlib import Path

import pytest

from analysis.lexicon import DATA, WEIGHTS, LexiconError, expand_term, read_blockers, read_concepts, read_rows

CASES = Path(__file__).parent / "cases"
REFUSED = list(csv.DictReader((CASES / "lexicon_refused.csv").read_text("utf-8").splitlines()))


def write_lexicon(folder: Path, themes: str, terms: str) -> Path:
    lines = ["key,zh,en,preferred,alternatives,excluded,parents"]
    lines += [",".join(row.split(";")) for row in themes.split("/") if row]
    (folder / "themes.csv").write_text("\n".join(lines) + "\n", "utf-8")
    if terms:
        rows = [terms] if "{" in terms else terms.split("/")
        lines = ["term,theme,weight", *(",".join(row.split(";")) for row in rows)]
        (folder / "theme_terms.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return folder / "themes.csv"


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["why"])
def test_refuses_a_row_and_names_it(case, tmp_path):
    with pytest.raises(LexiconError) as error:
        read_concepts(write_lexicon(tmp_path, case["themes"], case["terms"]))
    assert case["message"] in str(error.value)
    assert ".csv" in str(error.value)


def test_a_row_is_a_theme(tmp_path):
    concepts = read_concepts(write_lexicon(tmp_path, "funerals;;;殡葬服务;公墓;公墓管理站;", ""))
    assert concepts["funerals"].terms == {"殡葬服务": "strong", "公墓": "strong"}
    assert (concepts["funerals"].zh, concepts["funerals"].en) == ("殡葬服务", "funerals")


def test_the_ten_themes_are_there():
    assert set(read_concepts()) >= {
        "rural_revitalization", "poverty_alleviation", "party_building", "elderly_care", "social_organizations",
        "community_governance", "child_protection", "social_assistance", "charity", "common_prosperity",
    }  # fmt: skip


def test_terms_are_sorted_and_used():
    rows = read_rows("theme_terms.csv")
    keys = [(row["term"], row["theme"]) for row in rows]
    assert len(keys) > 500
    assert keys == sorted(set(keys))
    assert {row["weight"] for row in rows} == set(WEIGHTS)


def test_a_blocker_hides_a_term():
    terms = {term for concept in read_concepts().values() for term in concept.terms}
    blockers = read_blockers()
    assert blockers
    idle = [blocker for blocker in blockers if not any(term in blocker for term in terms)]
    assert not idle, f"these hide nothing: {idle}"
    assert not set(blockers) & terms


def test_expand_term_crosses_choices():
    assert list(expand_term("{a/b}c{d/}")) == ["acd", "ac", "bcd", "bc"]


def test_too_many_cells_are_refused(tmp_path):
    (tmp_path / "x.csv").write_text("# a comment\na,b\n1,2,3\n", "utf-8")
    with pytest.raises(LexiconError, match=r"x\.csv: the row '1' has more cells"):
        read_rows("x.csv", tmp_path)


def test_comments_and_missing_cells(tmp_path):
    (tmp_path / "x.csv").write_text("# a comment\na,b\n1\n", "utf-8")
    assert read_rows("x.csv", tmp_path) == [{"a": "1", "b": ""}]


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv")), ids=lambda path: path.name)
def test_every_data_file_reads(path):
    assert read_rows(path.name)
