"""The report without a browser: built on small texts of our own, links walked, hostile text inert, published whole or not at all."""

import html
import json
import re
import threading
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.report import ReportError, build
from analysis.report.publish import MARKER, build_beside, check_place
from analysis.report.readers import _list_facts
from analysis.report.render import render_notebook
from analysis.report.texts import Text

PARAMETERS = 'seeds = "../seeds"\nlanguage = "en"\nas_of = ""\nfigures = "../figures"'
SHOW = """import analysis
from analysis.display import Page
corpus = analysis.load(seeds, as_of or None)
page = Page(corpus, language, figures)
quantities = corpus.quantities.assign(deadline=corpus.quantities["date"])
page.show_table("05_targets", quantities, ["place", "deadline", "evidence"], download="quantities")"""
TEXTS = {
    "沈阳.txt": "沈阳：将培育发展社区社会组织\n\n2022年3月1日，沈阳市民政局印发通知。"
    "到2023年底，全市60%以上街道建立社区社会组织联合会，至少建成3处孵化基地。\n\n养老服务机构新增200张床位。\n",
    "武冈.txt": "武冈：促进农村留守儿童教育\n\n2021年10月8日，武冈市民政局召开会议，坚持“两个确立”。全市共有315个村建立微信群。\n",
}


def make_notebook(path: Path, *code: str, parameters: str = PARAMETERS) -> None:
    cells = [
        nbformat.v4.new_markdown_cell("# What is promised?\n\nThe lead.", metadata={"tags": ["en"]}),
        nbformat.v4.new_markdown_cell("# 承诺了什么？\n\n导语。", metadata={"tags": ["zh"]}),
        nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}),
        nbformat.v4.new_markdown_cell("## Numbers", metadata={"tags": ["en"]}),
        nbformat.v4.new_markdown_cell("## 数字", metadata={"tags": ["zh"]}),
        *(nbformat.v4.new_code_cell(source) for source in code),
    ]
    for number, cell in enumerate(cells):
        cell["id"] = f"c{number}"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)


def make_home(home: Path, texts: dict[str, str], *code: str) -> tuple[Path, Path]:
    """A folder of texts and a folder with one notebook."""
    folder, notebooks = home / "texts", home / "notebooks"
    folder.mkdir(parents=True)
    notebooks.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    make_notebook(notebooks / "01_numbers.ipynb", *(code or (SHOW,)))
    return folder, notebooks


def read_tree(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("report")
    folder, notebooks = make_home(home, TEXTS)
    build(folder, home / "report", notebooks=notebooks)
    return home


@pytest.fixture(scope="session")
def out(home):
    return home / "report"


class Links(HTMLParser):
    """The ids of a page, its links with their words, and all that it would load."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        if "id" in known:
            self.ids.append(known["id"])
        if tag == "a" and known.get("href"):
            self.links.append(known["href"])
        for name in ("src", "action"):
            if known.get(name):
                self.loads.append(known[name])
        if tag == "link":
            self.loads.append(known["href"])


def walk(out: Path) -> dict[Path, Links]:
    return {path: Links(path) for path in sorted(out.rglob("*.html"))}


def check_links(out: Path) -> int:
    pages = walk(out)
    checked = 0
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), f"{path}: an id stands twice"
        for link in [*page.links, *page.loads]:
            if link.startswith("data:"):
                continue
            assert not re.match(r"[a-z]+:|//", link), f"{path} leads outside: {link}"
            file, _, anchor = link.partition("#")
            target = (path.parent / unquote(file.partition("?")[0])).resolve() if file else path
            assert target.is_file(), f"{path}: no file {link}"
            if anchor:
                assert unquote(anchor) in pages[target].ids, f"{path}: no place {link}"
            checked += 1
    return checked


def test_every_link_leads_somewhere_inside(out):
    assert check_links(out) > 100


EVIDENCE = re.compile(r'<a class="evidence" id="[^"]*" href="([^"#]*)#([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)


def check_evidence(out: Path) -> int:
    """The quoted characters of every evidence link stand in the sentence that it leads to, the marked ones at the mark.

    A link that quotes nothing is the name of an article: it leads to a sentence of that article, which check_links follows.
    """
    checked = 0
    for path in [*out.glob("*.html"), *(out / "zh").glob("*.html")]:
        for file, anchor, rest, inner in EVIDENCE.findall(path.read_text("utf-8")):
            marked = re.search(r"<mark>(.*?)</mark>", inner)
            if not marked and 'lang="zh"' not in rest:
                continue
            page = (path.parent / unquote(file)).read_text("utf-8")
            quoted = html.unescape(re.sub(r"<[^>]+>", "", inner)).strip("…")
            sentence = read_sentence(page, unquote(anchor))
            assert quoted in sentence, f"{path.name}: {quoted!r} is not at {anchor}: {sentence!r}"
            if marked and "-q" in anchor:
                mark = re.search(rf'id="{re.escape(html.escape(unquote(anchor)))}"[^>]*>(.*?)</a>', page)
                assert mark, anchor
                assert re.sub(r"<[^>]+>", "", mark[1]) == marked[1]
            checked += 1
    return checked


def read_sentence(page: str, anchor: str) -> str:
    """The words of the sentence that an anchor names or stands in."""
    for match in re.finditer(r'<span class="s" id="([^"]*)".*?(?=<span class="s" id|</p>|</h[1-3]>)', page, re.DOTALL):
        if f'id="{html.escape(anchor)}"' in match[0]:
            return html.unescape(re.sub(r"<[^>]+>", "", match[0]))
    raise AssertionError(f"no sentence {anchor}")


def test_every_number_shown_leads_to_its_sentence(out):
    assert check_evidence(out) >= 8


def test_both_languages_are_complete(out):
    pages = {path.relative_to(out).as_posix() for path in out.rglob("*.html")}
    english = {path for path in pages if not path.startswith("zh/")}
    assert {path.removeprefix("zh/") for path in pages if path.startswith("zh/")} == english
    assert {"index.html", "search.html", "documents.html", "01_numbers.html", "sources/沈阳.html"} <= english
    zh = (out / "zh/01_numbers.html").read_text("utf-8")
    assert "承诺了什么" in zh
    assert "What is promised" not in zh
    assert 'lang="zh"' in zh[:100]


def test_the_same_bytes_at_another_path_and_nothing_of_this_machine(home, out, tmp_path):
    folder, notebooks = make_home(tmp_path / "elsewhere" / "deep", TEXTS)
    again = build(folder, tmp_path / "other", notebooks=notebooks).page.parent
    first, second = read_tree(out), read_tree(again)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    for name, data in first.items():
        assert str(home).encode() not in data, name


def test_unchanged_is_not_built_again_and_a_change_is(tmp_path):
    folder, notebooks = make_home(tmp_path, TEXTS)
    index = build(folder, tmp_path / "report", notebooks=notebooks).page
    before = index.stat().st_mtime_ns
    assert build(folder, tmp_path / "report", notebooks=notebooks).page.stat().st_mtime_ns == before
    (folder / "武冈.txt").write_text(TEXTS["武冈.txt"].replace("315个", "316个"), "utf-8")
    build(folder, tmp_path / "report", notebooks=notebooks)
    assert "316个" in (tmp_path / "report/01_numbers.html").read_text("utf-8")
    (tmp_path / "report/index.html").write_text("broken", "utf-8")
    build(folder, tmp_path / "report", notebooks=notebooks)
    assert "broken" not in (tmp_path / "report/index.html").read_text("utf-8")


def test_refused_files_are_told_each_time(tmp_path):
    folder, notebooks = make_home(tmp_path, TEXTS | {"leer.txt": ""})
    built = build(folder, tmp_path / "report", notebooks=notebooks)
    assert [path for path, _ in built.refused] == ["leer.txt"]
    assert build(folder, tmp_path / "report", notebooks=notebooks) == built


@pytest.mark.parametrize(
    ("code", "parameters", "message"),
    [
        ("1 / 0", PARAMETERS, r"01_numbers\.ipynb \(..\), cell 4: ZeroDivisionError: division by zero"),
        ("1", PARAMETERS.replace("as_of", "asof"), r"01_numbers\.ipynb: its parameters cell does not name 'as_of'"),
        ("import os; os._exit(3)", PARAMETERS, r"01_numbers \(..\): its process ended without a result \(status 3\)"),
    ],
)
def test_a_failing_notebook_is_named_and_the_last_report_stays(tmp_path, out, code, parameters, message):
    folder, notebooks = make_home(tmp_path, TEXTS)
    place = tmp_path / "report"
    place.mkdir()
    (place / MARKER).write_text("")
    (place / "index.html").write_text("the last good report")
    make_notebook(notebooks / "01_numbers.ipynb", code, parameters=parameters)
    with pytest.raises(ReportError, match=message):
        build(folder, place, notebooks=notebooks)
    assert (place / "index.html").read_text() == "the last good report"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".cache", "notebooks", "report", "texts"]


def test_places_that_hold_something_else_are_refused(tmp_path):
    folder = tmp_path / "texts"
    (folder / "inside").mkdir(parents=True)
    (tmp_path / "file").write_text("x")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/dear.txt").write_text("x")
    for place in (tmp_path / "file", tmp_path / "letters", folder, folder / "inside", tmp_path):
        with pytest.raises(ReportError):
            check_place(place, folder)
    check_place(tmp_path / "new", folder)


def test_publishing_is_whole_or_not_at_all(tmp_path):
    place = tmp_path / "report"
    with build_beside(place) as new:
        (new / "index.html").write_text("first")

    def stop(new):
        (new / "index.html").write_text("second")
        raise ValueError("killed")

    with pytest.raises(ValueError, match="killed"), build_beside(place) as new:
        stop(new)
    assert (place / "index.html").read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_two_builds_at_once_are_safe(tmp_path):
    folder, notebooks = make_home(tmp_path, TEXTS)
    failed = []

    def run():
        try:
            build(folder, tmp_path / "report", notebooks=notebooks)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert check_links(tmp_path / "report") > 100


def test_search_index_holds_every_sentence(out):
    text = (out / "search/0.js").read_text("utf-8")
    articles, sentences = json.loads(re.fullmatch(r"window\.searchPart\(0,(.*)\);\n", text, re.DOTALL)[1])
    assert len(articles) == 2
    assert any("60%以上街道" in row[2] for row in sentences)


@pytest.mark.parametrize(
    ("article", "issuer", "name"),
    [
        ({"title": "关于养老的通知"}, "民政部", "关于养老的通知"),
        ({"published": "2023-10-08"}, "民政部", "民政部 2023-10-08"),
        ({"place": "湖南省/邵阳市/武冈市", "event_date": "2022-03-01"}, None, "武冈市 2022-03-01"),
        ({"place": "沈阳市", "event_date": "--03-01"}, None, "沈阳市"),
        ({}, None, "008_ab"),
    ],
)
def test_articles_without_a_title_are_named_as_in_the_notebooks(article, issuer, name):
    empty = dict.fromkeys(("title", "place", "published", "event_date"))
    assert Text({"doc": "008_ab", "issuer": issuer}).call({**empty, **article}) == name


@pytest.mark.parametrize(
    ("byline", "names"),
    [("作者:冯雨、赵斐", "冯雨、赵斐"), ("本报记者 李庆", "李庆"), ("文静", "文静"), ("记者", "记者")],
)
def test_bylines_show_the_names_only(byline, names):
    article = dict.fromkeys(("source", "published", "event_date", "place", "kind")) | {"byline": byline}
    assert [fact["value"] for fact in _list_facts(article, "en")] == [names]


def test_cells_that_show_nothing_share_a_disclosure_with_the_next():
    notebook = new_notebook(
        cells=[
            new_markdown_cell("# A question?"),
            new_code_cell("first = 1"),
            new_code_cell("second = 2", outputs=[new_output("stream", text="shown\n")]),
            new_code_cell("third = 3"),
        ]
    )
    body = render_notebook(notebook, "x", dict.fromkeys(("permalink", "code", "twin"), "-")).body
    assert body.count("<summary") == 2
    shown = body.index("shown")
    assert body.index("first") < body.index("second") < shown < body.index("third")
