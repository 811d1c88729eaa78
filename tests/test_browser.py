"""The report on the seeds as its readers meet it: opened from disk in Chromium, in two languages, light and dark, wide and narrow."""

import shutil
from pathlib import Path
from urllib.parse import quote

import pytest

from analysis.report import build
from tests.test_report import check_evidence, check_links, make_home

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser tests")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed: no browser tests")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
HOME = Path(__file__).parent.parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
]
READER = "sources/000_e9b91a70d960ba91.html"
KINDS = ("index.html", "05_quantitative_targets.html", "documents.html", "search.html", READER)

#: The Chinese characters of a page that no range of the embedded text font holds.
FIND_UNCOVERED = r"""() => {
  const ranges = [...document.fonts].filter((font) => font.family.includes("Report Sans")).flatMap((font) =>
    font.unicodeRange.split(",").map((range) => range.trim().slice(2).split("-").map((code) => parseInt(code, 16))));
  const holds = (code) => ranges.some(([first, last]) => code >= first && code <= (last || first));
  return [...new Set(document.body.innerText)].filter((char) => /\p{Script=Han}/u.test(char) && !holds(char.codePointAt(0)));
}"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def seeds_report(tmp_path_factory):
    return build(HOME / "seeds", tmp_path_factory.mktemp("seeds") / "report").page.parent


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: install it (apt-get install chromium) to run the browser tests")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


class Visit:
    """A page that was opened, with all that went wrong and all that was asked for."""

    def __init__(self, browser, path: Path, tail: str = "", scheme: str = "light", width: int = 1280) -> None:
        self.context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(message.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("requestfailed", lambda request: self.wrong.append(f"failed: {request.url}"))
        self.page.on("request", lambda request: self.wrong.append(request.url) if is_foreign(request.url) else None)
        self.page.goto(path.as_uri() + tail)
        self.page.wait_for_load_state("load")

    def __enter__(self):
        return self.page

    def __exit__(self, kind, error, trace):
        self.context.close()
        if kind is None:
            assert self.wrong == []


def is_foreign(url: str) -> bool:
    return not url.startswith(("file:", "data:", "blob:"))


@pytest.mark.parametrize(("language", "scheme"), [("", "light"), ("zh/", "dark")])
@pytest.mark.parametrize("name", KINDS)
def test_pages_are_accessible_quiet_and_ask_nobody(browser, seeds_report, name, language, scheme):
    tail = "?q=60%25" if name == "search.html" else ""
    with Visit(browser, seeds_report / language / name, tail, scheme) as page:
        if name == READER:
            page.locator("a.mark").first.click()
            page.locator("[data-theme-switch]").first.check()
        if name == "search.html":
            page.locator("#results li").first.wait_for()
        page.locator(".menu summary").click()
        found = axe.Axe().run(
            page, {"exclude": [["svg *"]]}, {"preload": False}
        )  # it would ask for style sheets by itself
        wrong = [(x["id"], [node["html"][:200] for node in x["nodes"]]) for x in found.response["violations"]]
        assert wrong == []
        assert found.response["passes"], "axe checked nothing"


@pytest.mark.parametrize("language", ["", "zh/"])
@pytest.mark.parametrize("name", KINDS)
def test_nothing_is_wider_than_the_screen(browser, seeds_report, name, language):
    with Visit(browser, seeds_report / language / name) as page:
        for width in (390, 768, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_link_and_every_piece_of_evidence(seeds_report):
    assert check_links(seeds_report) > 1000
    assert check_evidence(seeds_report) > 100


def test_it_is_small(seeds_report):
    files = [
        path for path in seeds_report.rglob("*") if path.is_file() and path.parent.name not in ("tables", "figures")
    ]
    assert sum(path.stat().st_size for path in files) < 5_000_000
    for language in ("", "zh/"):
        first = [
            seeds_report / language / "index.html",
            *(seeds_report / "assets").glob("report.*"),
            seeds_report / "assets/font.css",
        ]
        assert sum(path.stat().st_size for path in first) < 300_000


@pytest.mark.parametrize("query", ["社会组织联合会", "60%", "６０％", "60% 街道", "2.0版"])
def test_search_finds_what_the_sentences_say(browser, seeds_report, query):
    with Visit(browser, seeds_report / "search.html", f"?q={quote(query)}") as page:
        page.locator("#results li").first.wait_for()
        for text in page.locator("#results .quote").all_text_contents():
            assert all(term in text for term in query.replace("６０％", "60%").split())
        assert page.locator("#results mark").count() >= page.locator("#results li").count()
        page.locator("#results a").first.click()
        page.wait_for_url("**/sources/**")
        assert page.locator(".s:target").count() == 1
        assert query.split()[-1].replace("６０％", "60%") in page.locator(".s:target").text_content()


def test_search_filters_and_says_when_there_is_nothing(browser, seeds_report):
    with Visit(browser, seeds_report / "zh/search.html") as page:
        page.fill("#q", "社会组织")
        page.locator("#results li").first.wait_for()
        everything = page.locator("#count").text_content()
        page.select_option("#f-year", "2023")
        page.wait_for_function(
            "before => document.getElementById('count').textContent !== before && !/…/.test(document.getElementById('count').textContent)",
            arg=everything,
        )
        assert page.locator("#results li").count() > 0
        page.fill("#q", "没有这样的词")
        page.get_by_text("没有句子同时包含这些词").wait_for()
        assert page.locator("#results li").count() == 0


def test_a_number_in_a_table_opens_its_card_in_one_click(browser, seeds_report):
    with Visit(browser, seeds_report / "05_quantitative_targets.html") as page:
        link = page.locator("a.evidence", has=page.locator("mark", has_text="60%")).first
        link.click()
        page.wait_for_url("**/sources/**")
        drawer = page.locator("#drawer")
        drawer.wait_for()
        assert "60%" in drawer.locator("mark").text_content()
        assert "以上" in drawer.text_content()
        back = drawer.locator(".uses a", has_text="promised").first
        back.click()
        page.wait_for_url("**/05_quantitative_targets.html#e*")
        assert page.locator("a.evidence:target").count() == 1


def test_switches_hide_marks_and_keys_work(browser, seeds_report):
    with Visit(browser, seeds_report / READER) as page:
        mark = page.locator("a.mark-target").first
        assert mark.evaluate("node => getComputedStyle(node).textDecorationLine") == "underline"
        page.locator("[data-switch=target]").uncheck()
        assert mark.evaluate("node => getComputedStyle(node).textDecorationLine") == "none"
        mark.focus()
        page.keyboard.press("Enter")
        assert page.locator("#drawer").is_visible()
        page.keyboard.press("Escape")
        assert not page.locator("#drawer").is_visible()
        assert mark.evaluate("node => node === document.activeElement")


def test_quotes_are_copied_with_their_citation(browser, seeds_report):
    with Visit(browser, seeds_report / READER) as page:
        page.evaluate("navigator.clipboard.writeText = async (text) => { window.taken = text }")
        page.locator("a.mark", has_text="60%").first.click()
        page.locator("#drawer .actions button").first.click()
        taken = page.evaluate("window.taken")
        assert taken.startswith("“到2022年底,全市60%以上街道")
        assert "《沈阳" in taken
        assert "000_e9b91a70d960ba91.txt" in taken


def test_tables_sort_filter_and_download(browser, seeds_report):
    with Visit(browser, seeds_report / "05_quantitative_targets.html") as page:
        table = page.locator("#t-05_money")
        column = table.locator("thead th").nth(2)
        column.locator("button").click()
        values = [int(x.replace(",", "")) for x in table.locator("tbody td:nth-child(3)").all_text_contents()]
        assert values == sorted(values)
        assert column.get_attribute("aria-sort") == "ascending"
        tools = page.locator(".table-tools").filter(has=page.locator("input")).first
        tools.locator("input").fill("60%")
        targets = page.locator("#t-05_targets tbody tr")
        shown = [row for row in targets.all() if row.is_visible()]
        assert 0 < len(shown) < targets.count()
        with page.expect_download() as download:
            tools.locator("button").first.click()
        text = Path(download.value.path()).read_text("utf-8-sig")
        assert len(text.strip().splitlines()) == len(shown) + 1


def test_the_language_is_switched_in_place(browser, seeds_report):
    with Visit(browser, seeds_report / "05_quantitative_targets.html", "#s2") as page:
        page.locator("a.switch").click()
        page.wait_for_url("**/zh/05_quantitative_targets.html#s2")
        assert page.evaluate("document.documentElement.lang") == "zh"


def test_the_scheme_is_the_systems_until_chosen(browser, seeds_report):
    with Visit(browser, seeds_report / "index.html", scheme="dark") as page:
        paper = "getComputedStyle(document.documentElement).backgroundColor"
        dark = page.evaluate(paper)
        page.locator("button.theme").click()
        assert page.evaluate(paper) != dark
        assert page.evaluate("localStorage.getItem('theme')") == "light"


def test_without_scripts_everything_is_there(browser, seeds_report):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((seeds_report / READER).as_uri() + "#card-000_e9b91a70d960ba91-q10")
    assert page.locator(".text").count() == 4
    if not page.locator("details.evidence-list").get_attribute(
        "open"
    ):  # some browsers open it at once: the address names a card
        page.locator("details.evidence-list").evaluate("node => node.open || node.querySelector('summary').click()")
    assert page.locator("[id='card-000_e9b91a70d960ba91-q10']").is_visible()
    context.close()


def test_chinese_is_drawn_with_the_font_that_comes_along(browser, seeds_report):
    """No character of a page falls outside the embedded font: what it lacks would be drawn in whatever the machine has, or as a box."""
    for name in ("zh/index.html", "zh/05_quantitative_targets.html", f"zh/{READER}"):
        with Visit(browser, seeds_report / name) as page:
            page.evaluate("document.fonts.ready")
            missing = page.evaluate(FIND_UNCOVERED)
            assert missing == []


HOSTILE = {
    "<img src=x onerror=alert(1)>.txt": "<script>document.title='owned'</script>社会组织的通知\n\n"
    '2022年3月1日,民政局印发"><img src=x onerror="document.title=\'owned\'">通知,到2023年底建成3处<b>养老</b>基地。\n\n'
    "[点击](javascript:document.title='owned') $x^2$ **粗体** `代码` {{ 7*7 }} {% raw %} </title></style></textarea> 共315个村。\n",
    "bidi.txt": "养老\u202e服务\u2066通知\n\n到2025年,全市\u200f60%以上社区建立养老服务中心,‮完成‬20个。</script><!--\n",
    "__proto__.txt": "constructor 社会组织\n\n到2023年,toString 建成8个社区社会组织,&lt;script&gt; &amp; ' \" `。\n",
}


@pytest.fixture(scope="session")
def hostile_report(tmp_path_factory):
    home = tmp_path_factory.mktemp("hostile")
    folder, notebooks = make_home(home, HOSTILE)
    return build(folder, home / "report", notebooks=notebooks).page.parent


def test_hostile_texts_are_shown_as_texts(browser, hostile_report):
    assert check_links(hostile_report) > 50
    assert check_evidence(hostile_report) >= 4
    pages = sorted(hostile_report.rglob("*.html"))
    assert len([path for path in pages if path.parent.name == "sources"]) == 6
    for path in pages:
        with Visit(browser, path, "?q=7*7" if path.name == "search.html" else "") as page:
            for mark in page.locator("a.mark").all()[:3]:
                mark.click()
            assert page.title() != "owned"
            assert page.locator("main script, main img, main b:not(.byline b), main style, main iframe").count() == 0
            assert page.locator("[href^='javascript:' i], [onerror]").count() == 0


def test_hostile_texts_are_found_by_the_search(browser, hostile_report):
    for query in ("<script>", "{{ 7*7 }}", "onerror=", "tostring"):
        with Visit(browser, hostile_report / "search.html", f"?q={quote(query)}") as page:
            page.locator("#results li").first.wait_for()
            assert page.title() != "owned"


def test_the_page_prints(browser, seeds_report, tmp_path):
    with Visit(browser, seeds_report / "05_quantitative_targets.html") as page:
        page.emulate_media(media="print")
        assert not page.locator(".top nav").is_visible()
        assert page.locator("#t-05_targets tbody tr").last.is_visible()
        page.pdf(path=tmp_path / "page.pdf")
        assert (tmp_path / "page.pdf").stat().st_size > 20_000
