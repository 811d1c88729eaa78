"""The notebooks on corpora that nobody foresaw: each runs to its end in both languages, says what is missing, and states nothing twice."""

import json
import re
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from analysis.lexicon import read_rows

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))
CORPORA = {
    "one line": "社会组织助力乡村振兴。\n",
    "no target": "某市召开养老服务工作座谈会\n\n3月2日,某市民政局召开养老服务工作座谈会。会议学习贯彻党的二十大精神。\n\n"
    "参会人员认为,要坚持党建引领,不断提升养老服务水平。<script>alert(1)</script>\n",
}
MISSING = {"en": "No target in this corpus.", "zh": "本语料中没有目标。"}


@pytest.fixture(scope="module", autouse=True)
def shell():
    """One shell for all; afterwards ``__main__`` is pytest's again, or processes that other tests start would not find it."""
    shell = InteractiveShell.instance(colors="nocolor")
    yield shell
    shell.restore_sys_module_state()
    InteractiveShell.clear_instance()


def run(path: Path, parameters: dict[str, str]) -> list[dict[str, str]]:
    """What a notebook shows, cell by cell, run in this process; a cell that fails, fails the test with its own words."""
    shell = InteractiveShell.instance(colors="nocolor")
    shell.reset(new_session=False)
    shown = []
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        source = "".join(cell["source"])
        if "parameters" in cell["metadata"].get("tags", []):
            source += "\n" + "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
        with capture_output() as captured:
            result = shell.run_cell(source)
        assert result.success, f"{path.name}: {result.error_in_exec or result.error_before_exec!r} in\n{source}"
        assert not captured.stdout, captured.stdout
        assert not captured.stderr, captured.stderr
        shown += [output.data for output in captured.outputs]
    return shown


@pytest.fixture(params=CORPORA)
def corpus(request, tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(CORPORA[request.param], "utf-8")
    return folder


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_small_corpus_is_told_truly(path, language, corpus, tmp_path):
    shown = run(path, {"seeds": str(corpus), "language": language, "figures": str(tmp_path / "figures")})
    plain = [output["text/plain"] for output in shown]
    markup = "\n".join(output["text/html"] for output in shown)
    assert len(shown) >= 8
    assert not re.search(r"\bnan\b|<NA>|\bNone\b|\{\w*\}|say\.|none\.", "\n".join(plain)), (
        "a value that was not written out"
    )
    assert "<script" not in markup
    if path.stem.startswith("05"):
        assert any(text.startswith(MISSING[language]) for text in plain)
        assert "05_ladder" not in markup
    missing = [output["text/plain"] for output in shown if 'class="missing"' in output["text/html"]]
    assert len(missing) == len(set(missing)), "the same thing is said to be missing twice"
    if language == "en":
        bare = re.sub(r"<[^>]*lang=\"zh\"[^>]*>.*?</(?:span|td|a)>|<svg.*?</svg>", "", markup, flags=re.S)
        assert not re.search(r"[\u4e00-\u9fff]", bare), "Chinese that is not marked as Chinese"


def test_every_notebook_is_said_in_both_languages():
    assert len(NOTEBOOKS) == 7
    for path in NOTEBOOKS:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        tags = [cell["metadata"]["tags"] for cell in cells if cell["cell_type"] == "markdown"]
        assert tags == [["en"], ["zh"]] * (len(tags) // 2), f"{path.name}: each prose cell stands twice, en then zh"
        assert 8 <= sum(cell["cell_type"] == "code" for cell in cells) <= 20, path.name
        assert "".join(cells[0]["source"]).splitlines()[0].endswith("?"), f"{path.name}: the title asks"


def test_labels_ask_for_the_same_values_in_both_languages():
    rows = read_rows("labels.csv")
    assert [row["key"] for row in rows] == sorted(row["key"] for row in rows)
    for row in rows:
        fields = [set(re.findall(r"\{(\w+)", row[language])) for language in ("en", "zh")]
        extra = fields[0] ^ fields[1]
        assert not extra or row["key"] == "say.layout", f"{row['key']}: {extra} in one language only"
        assert not re.search(r"[,;:!] |[A-Za-z]\.$", row["zh"]) or row["key"].startswith("axis.powers"), row["key"]


def test_every_label_is_used_and_every_figure_has_its_words():
    keys = {row["key"] for row in read_rows("labels.csv")}
    source = "".join(path.read_text("utf-8") for path in NOTEBOOKS)
    tables = set(re.findall(r'show_table\(\\?n?[^"]*\\"(\w+)\\"', source))
    figures = {name for path in NOTEBOOKS for name in re.findall(r"\[(\w+)\.svg\]", path.read_text("utf-8"))}
    assert tables
    assert figures
    assert {f"table.{name}" for name in tables} <= keys
    assert {f"{part}.{name}" for name in figures for part in ("figure", "alt")} <= keys
    for key in keys:
        kind, _, name = key.partition(".")
        if kind in ("table", "none", "figure", "alt") and not name.endswith(("table", "figure", "cut")):
            assert f'\\"{name}\\"' in source, f"{key} is used in no notebook"
