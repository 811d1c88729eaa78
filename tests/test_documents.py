"""Documents: any encoding and format gives the same text, what is none is refused aloud, and the manifest's word holds."""

import csv
import os
import re
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis.documents.folder as folder_module
from analysis.__main__ import main
from analysis.articles import parse_page
from analysis.documents import (
    CorpusError,
    Document,
    Refusal,
    list_files,
    name_documents,
    printable,
    read_corpus,
    read_document,
    read_manifest,
)
from analysis.documents.decoding import DecodingError, decode, to_plain
from tests.made import BROKEN, PROSE, make_docx, make_pdf

CASES = Path(__file__).parent / "cases"
SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))


def rows(name: str) -> list[dict[str, str]]:
    found = list(csv.DictReader((CASES / name).read_text("utf-8").splitlines()))
    assert found, f"{name} is empty: its tests would pass on anything"
    return found


def read_one(path: Path, data: bytes) -> Document:
    path.write_bytes(data)
    return read_document(path, path.parent)


# what is refused


def make_broken(folder: Path, made: str, name: str) -> None:
    path = folder / name
    if made == "long_line":
        path.touch()
        os.truncate(path, 200_000_000)
    elif made == "gone":
        path.symlink_to(folder / "nowhere")
    elif made == "pipe":
        os.mkfifo(path)
    else:
        path.write_bytes(BROKEN[made]())


@pytest.mark.parametrize("case", rows("refusals.csv"), ids=lambda case: case["name"])
def test_a_file_that_cannot_be_read_is_named_with_the_reason_and_the_others_are_read(case, tmp_path):
    make_broken(tmp_path, case["made"], case["name"])
    (tmp_path / "whole.txt").write_text(PROSE, "utf-8")
    found = list(read_corpus(tmp_path))
    refused = [x for x in found if isinstance(x, Refusal)]
    assert [x.path for x in refused] == [case["name"]]
    assert case["reason"] in refused[0].reason
    assert "\n" not in refused[0].reason
    assert [x.doc for x in found if isinstance(x, Document)] == ["whole"]


def test_every_broken_file_of_the_table_is_used():
    assert {case["made"] for case in rows("refusals.csv")} == {*BROKEN, "long_line", "gone", "pipe"}


def test_the_command_counts_what_it_refused_and_says_so_by_its_status(tmp_path, capsys):
    texts = tmp_path / "texts"
    texts.mkdir()
    cases = rows("refusals.csv")
    for case in cases:
        make_broken(texts, case["made"], case["name"])
    (texts / "whole.txt").write_text(PROSE, "utf-8")
    assert main(["tables", str(texts), "--out", str(tmp_path / "out"), "--no-words", "--formats", "parquet"]) == 1
    error = capsys.readouterr().err
    for case in cases:
        assert re.search(rf"^refused: {re.escape(case['name'])}: .*{re.escape(case['reason'])}", error, re.MULTILINE)
    assert f"{len(cases)} files were refused" in error


@pytest.mark.parametrize("name", [None, "picture.png", "README.md", ".hidden.txt", "~$lock.docx", "manifest.csv"])
def test_a_folder_without_a_text_gives_one_line_and_status_two(name, tmp_path, capsys):
    texts = tmp_path / "texts"
    texts.mkdir()
    if name:
        (texts / name).write_text("doc\n", "utf-8")
    assert main(["tables", str(texts), "--out", str(tmp_path / "out")]) == 2
    error = capsys.readouterr().err
    assert "no text in this folder" in error
    assert error.count("\n") == 1


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CorpusError, match="no such folder"):
        list(read_corpus(tmp_path / "none"))


@pytest.mark.skipif(os.name == "nt", reason="Windows forbids such names")
@pytest.mark.parametrize(
    "name", ["通知\n二.txt", "a\u202etxt.gpj.txt", "a\tb.txt", "\udcffx.txt", "<img src=x>.txt"], ids=ascii
)
def test_a_hostile_name_stays_on_one_line_and_makes_a_safe_identifier(name, tmp_path):
    try:
        (tmp_path / name).write_bytes(b"")
    except (OSError, UnicodeEncodeError):
        pytest.skip("this file system forbids the name")
    (refused,) = read_corpus(tmp_path)
    assert refused.path == printable(name)
    assert refused.path.isprintable()
    (doc,) = name_documents([name])
    assert re.fullmatch(r"[\w.-]+", doc)


def test_the_limit_is_on_bytes_and_nothing_is_read_beyond_it(tmp_path, monkeypatch):
    monkeypatch.setattr(folder_module, "MAX_BYTES", 1000)
    (tmp_path / "a.txt").write_bytes(b"a" * 1000)
    (tmp_path / "b.txt").write_bytes(b"a" * 1001)
    read, refused = read_corpus(tmp_path)
    assert isinstance(read, Document)
    assert isinstance(refused, Refusal)


# which files are documents, and their names


@pytest.fixture
def ordinary_user():
    """Give root's rights away for a test: root opens every folder."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)


def test_a_folder_that_cannot_be_opened_is_refused_and_the_others_are_read(ordinary_user):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for inner in ("open", "closed"):
            (folder / inner).mkdir()
            (folder / inner / "a.txt").write_text("共有3个街道。", "utf-8")
        (folder / "closed").chmod(0)
        read = list(read_corpus(folder))
        (folder / "closed").chmod(0o700)
    assert read[0] == Refusal("closed", "a folder that cannot be opened, so that no text in it was read")
    assert [document.path for document in read[1:]] == ["open/a.txt"]


def test_files_come_in_a_stable_order_from_all_folders_without_hidden_ones_and_companions(tmp_path):
    names = ["b.txt", "a/c.txt", "a/b.md", "无后缀", "a-b.htm"]
    others = [".git/x.txt", ".a.txt", "README.txt", "readme.md", "a/LICENSE", "manifest.csv", "SHA256SUMS", "x.png"]
    for name in names + others:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PROSE, "utf-8")
    assert [x.relative_to(tmp_path).as_posix() for x in list_files(tmp_path)] == sorted(names)


NAMES = st.text("ab._- \n中=", min_size=1, max_size=6).filter(lambda x: x not in (".", ".."))


@given(st.lists(st.lists(NAMES, min_size=1, max_size=3).map("/".join), max_size=12, unique=True))
def test_identifiers_are_unique_and_safe_whatever_the_names(paths):
    docs = name_documents(paths)
    assert len(set(docs)) == len(paths)
    assert all(re.fullmatch(r"[\w.-]+", x) for x in docs)


# encodings

ENCODINGS = {
    "utf-8": lambda x: x.encode("utf-8"),
    "utf-8 with mark": lambda x: b"\xef\xbb\xbf" + x.encode("utf-8"),
    "gb18030": lambda x: x.encode("gb18030"),
    "utf-16-le with mark": lambda x: b"\xff\xfe" + x.encode("utf-16-le"),
    "utf-16-be with mark": lambda x: b"\xfe\xff" + x.encode("utf-16-be"),
    "utf-16-le": lambda x: x.encode("utf-16-le"),
    "utf-16-be": lambda x: x.encode("utf-16-be"),
}


def shape(document: Document) -> object:
    """All that is read of a page, but for what is said of its bytes."""
    page = parse_page(document)
    articles = [(x.title, x.published, x.place, x.start, x.end, x.reading) for x in page.articles]
    return document.raw, page.actions, page.issuer, page.doc_number, page.kind, articles


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_a_seed_reads_the_same_in_every_encoding(path, encoding, tmp_path):
    text = path.read_bytes().decode("utf-8")
    found = read_one(tmp_path / "a.txt", ENCODINGS[encoding](text))
    assert found.encoding == encoding.removesuffix(" with mark")
    assert shape(found) == shape(read_one(tmp_path / "a.txt", text.encode("utf-8")))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_line_of_the_seeds_by_itself_is_told_rightly(encoding):
    lines = [x for path in SEEDS for x in path.read_text("utf-8").split("\n") if len(x) >= 8]
    assert len(lines) > 100
    assert [x for x in lines if decode(ENCODINGS[encoding](x))[0] != x] == []


TRADITIONAL = """
長者照顧服務 社會福利署公布安老計劃 本會今年服務人次 各區議會應當加強社區建設 政府撥款三億元 鄉村振興工作報告 民政事務總署
家庭教育促進條例 養老機構補助辦法 兒童權益保護 全年新增床位五千張 內政部發布統計數字 志願服務組織登記管理
申請人須於十二月三十一日前提交文件 臺北市政府社會局公告 低收入戶生活補助 身心障礙者權益保障法
""".split()  # noqa: SIM905


@pytest.mark.parametrize("text", TRADITIONAL)
def test_short_traditional_lines_in_big5_are_told_from_gb18030(text):
    assert decode(text.encode("big5")) == (text, "big5hkscs")


@pytest.mark.parametrize(
    "text", ["民政", "同时", "目前", "巩固脱贫攻坚成果", "扩大惠民殡葬政策覆盖范围", "（一）指导思想"]
)
def test_shortest_lines_in_gb18030(text):
    assert decode(text.encode("gb18030")) == (text, "gb18030")


@pytest.mark.parametrize(
    "text", ["Social work", "café, naïve", "Привет", "Ελλάδα", "日本語のテキスト", "안녕하세요", "½ × 3"]
)
def test_utf_8_of_other_scripts_stays(text):
    assert decode(text.encode("utf-8")) == (text, "utf-8")


def test_a_long_big5_page_and_one_line_of_a_million_characters():
    page = "".join(f"{x}。\r\n" for x in TRADITIONAL) * 50
    assert decode(page.encode("big5")) == (page, "big5hkscs")
    line = PROSE.strip() * 20_000
    assert decode(line.encode("gb18030")) == (line, "gb18030")


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_text_or_refused(data):
    with suppress(DecodingError):
        text, encoding = decode(data)
        assert text.strip()
        assert encoding


# line ends and odd characters


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x85", "\x0b"])
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_every_kind_of_line_end_gives_the_same_sentences(path, end, tmp_path):
    text = path.read_bytes().decode("utf-8")
    plain = parse_page(read_one(tmp_path / "a.txt", text.encode()))
    other = parse_page(read_one(tmp_path / "a.txt", text.replace("\n", end).encode()))
    assert [x.reading.text for x in other.articles] == [x.reading.text for x in plain.articles]
    assert [x.title for x in other.articles] == [x.title for x in plain.articles]


@pytest.mark.parametrize(
    ("raw", "plain", "why"),
    [
        ("２０２３年", "2023年", "full-width digits"),
        ("ＰＰＰ项目６０％", "PPP项目60%", "full-width letters and percent sign"),
        ("爱心个⼈", "爱心个人", "a Kangxi radical"),
        ("⺠政", "民政", "a radical of the supplement"),
        ("豈", "豈", "a compatibility ideograph"),
        ("约\xa0300\u3000人", "约 300 人", "non-breaking and ideographic spaces"),
        ("民\u200b政\ufeff部\u200d", "民\u200b政\u200b部\u200b", "characters without width"),
        ("1\u20022\u20093\u202f4", "1 2 3 4", "spaces of the typographer"),
        ("第一页\f第二页", "第一页\n第二页", "a form feed is a line break"),
        ("a\r\nb\rc", "a \nb\nc", "CRLF keeps its length"),
        ("，。；：“”（）", "，。；：“”（）", "Chinese punctuation stays"),
        ("㎡10³…½", "㎡10³…½", "what would change its length or value stays"),
    ],
)
def test_odd_characters_are_read_one_for_one(raw, plain, why):
    assert to_plain(raw) == plain, why


@given(st.text(max_size=200))
def test_the_reading_text_has_the_length_of_the_raw_text_and_is_its_own_reading(raw):
    plain = to_plain(raw)
    assert len(plain) == len(raw)
    assert to_plain(plain) == plain


# formats


def test_a_web_page_gives_its_main_text_and_its_imprint(tmp_path):
    body = "".join(f"<p>第{i}段。{PROSE.strip()}</p>" for i in range(1, 6))
    page = (
        "<html><head><meta charset='gb2312'><title>通知</title><meta name='ArticleTitle' content='关于开展检查的通知'>"
        "<meta name='PubDate' content='2023-05-04 10:20'><meta name='ContentSource' content='民政部'></head><body>"
        f"<nav><a href='/'>首页</a><a href='/a'>政务公开</a></nav><article><h1>关于开展检查的通知</h1>{body}</article>"
        "<footer>版权所有 网站地图 联系我们</footer></body></html>"
    )
    found = read_one(tmp_path / "a.html", page.encode("gb18030"))
    assert found.encoding == "gb18030"
    assert "政务公开" not in found.raw
    (article,) = parse_page(found).articles
    assert article.title == "关于开展检查的通知"
    assert article.published == "2023-05-04"
    assert article.source == "民政部"
    assert [f"第{i}段。" in found.raw for i in range(1, 6)] == [True] * 5


def test_a_portals_table_of_facts_and_title_stand_where_the_page_has_them(tmp_path):
    page = (
        "<html><head><title>某县</title></head><body><div class='nav'><a>首页</a><a>公开</a></div>"
        "<table><tr><td>索 引 号：</td><td>0001/2023</td></tr><tr><td>发文机关：</td><td>某县民政局</td></tr></table>"
        f"<div class='title'>某县民政局关于做好救助的通知</div><div class='content'><p>各乡镇：</p><p>{PROSE * 3}</p>"
        f"<p>一、工作目标</p><p>{PROSE * 2}</p><p>某县民政局</p><p>2023年5月6日</p></div><div>版权所有：某县</div></body></html>"
    )
    read = parse_page(read_one(tmp_path / "a.html", page.encode()))
    (article,) = read.articles
    assert (article.title, article.published, read.issuer) == (
        "某县民政局关于做好救助的通知",
        "2023-05-06",
        "某县民政局",
    )


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>共有3个街道。</p>", "共有3个街道。"),
        ("<html><body><p>共有3个街道。</p></body></html>", "共有3个街道。"),
        ("<html><body><p>投入<span>300</span>万元，<b>全县</b>受益。</p></body></html>", "投入300万元，全县受益。"),
    ],
)
def test_small_pages_and_fragments(page, text, tmp_path):
    assert read_one(tmp_path / "a.htm", page.encode()).raw.strip() == text


def test_a_table_of_a_web_page_comes_with_tabs_and_the_heading_before_it(tmp_path):
    rows = "<table><tr><td>指标</td><td>数量</td></tr><tr><td>机构</td><td>120家</td></tr></table>"
    page = f"<html><body><h1>养老机构统计表</h1>{rows}<p>{PROSE * 5}</p></body></html>"
    lines = read_one(tmp_path / "a.html", page.encode()).raw.splitlines()
    assert lines[:3] == ["养老机构统计表", "指标\t数量", "机构\t120家"]


def test_a_word_file_gives_headings_paragraphs_and_tables_in_their_order(tmp_path):
    data = make_docx(
        "# 养老服务实施方案", "一、总体要求", PROSE.strip(), [["项目", "床位"], ["县级", "120张"]], "二、保障措施"
    )
    found = read_one(tmp_path / "a.docx", data)
    assert found.raw.split("\n") == [
        "# 养老服务实施方案",
        "一、总体要求",
        PROSE.strip(),
        "项目\t床位",
        "县级\t120张",
        "二、保障措施",
        "",
    ]
    (article,) = parse_page(found).articles
    assert article.title == "养老服务实施方案"
    assert article.subheads == ("一、总体要求", "二、保障措施")


def test_cells_of_one_value_stay_and_a_merged_cell_comes_once(tmp_path):
    import docx

    document = docx.Document()
    table = document.add_table(3, 3)
    for row, cells in zip(table.rows, (["县", "10", "10"], ["一栏\n两行", "a", "b"], ["", "", ""]), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(2, 0).merge(table.cell(2, 2)).text = "合计"
    inner = table.cell(2, 0).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内", "表"
    document.save(tmp_path / "a.docx")
    lines = read_document(tmp_path / "a.docx", tmp_path).raw.splitlines()
    assert [x.strip() for x in lines if x.strip()] == ["县\t10\t10", "一栏 两行\ta\tb", "合计", "内\t表"]


def test_a_pdf_gives_its_text_layer_page_by_page(tmp_path):
    found = read_one(tmp_path / "a.pdf", make_pdf("民政事业发展统计公报\n全省共有养老机构1200家。", "床位共计30万张。"))
    assert found.encoding == "pdf"
    assert re.sub(r"\s+", "|", found.raw) == "民政事业发展统计公报|全省共有养老机构1200家。|床位共计30万张。"
    assert "\f" in found.raw


@pytest.mark.parametrize(("library", "name"), [("trafilatura", "a.html"), ("docx", "a.docx"), ("pypdfium2", "a.pdf")])
def test_a_missing_extra_is_named_with_the_command_that_installs_it(library, name, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, library, None)
    (tmp_path / name).write_text(PROSE, "utf-8")
    (refused,) = read_corpus(tmp_path)
    assert isinstance(refused, Refusal)
    assert "pip install 'analysis[formats]'" in refused.reason


# the manifest

FACTS = "doc,title,published,issuer,place,url,region\n"


def read_with(tmp_path: Path, manifest: str, text: str = "标题\n\n2020年1月2日\n\n" + PROSE) -> Document:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "manifest.csv").write_text(manifest, "utf-8")
    (found,) = read_corpus(tmp_path)
    assert isinstance(found, Document)
    return found


def test_what_the_manifest_says_wins_over_the_page(tmp_path):
    row = "a,另一个标题,2023-10-08,广州市民政局,武冈市,example.org/a,south\n"
    page = parse_page(read_with(tmp_path, FACTS + row))
    assert (page.published, page.issuer) == ("2023-10-08", "广州市民政局")
    (article,) = page.articles
    assert (article.title, article.published) == ("另一个标题", "2023-10-08")
    assert (article.place, article.level) == ("湖南省/邵阳市/武冈市", "县")
    assert page.document.known["region"] == "south"


@pytest.mark.parametrize(
    ("place", "path", "level"),
    [("全国", None, "国家"), ("湖南省/邵阳市", "湖南省/邵阳市", "市"), ("长三角", "长三角", None)],
)
def test_places_of_the_manifest(place, path, level, tmp_path):
    (article,) = parse_page(read_with(tmp_path, f"doc,place\na,{place}\n")).articles
    assert (article.place, article.level) == (path, level)


def test_blank_cells_say_nothing(tmp_path):
    (article,) = parse_page(read_with(tmp_path, FACTS + "a,,,,,,\n")).articles
    assert (article.title, article.published) == ("标题", "2020-01-02")


@pytest.mark.parametrize("name", ["a", "a.txt"])
@pytest.mark.parametrize("part", [",", ";", "\t"])
def test_a_row_may_name_the_file_and_its_columns_may_be_parted_as_spreadsheets_do(name, part, tmp_path):
    found = read_with(tmp_path, f"\ufeffdoc{part}issuer\r\n{name}{part}民政部\r\n")
    assert found.known["issuer"] == "民政部"


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("2023-3-6", "2023-03-06"),
        ("2023/03/06", "2023-03-06"),
        ("2023年3月6日", "2023-03-06"),
        ("2023-03-06 10:00:00", "2023-03-06"),
        ("2023年3月", "2023-03"),
        ("2023", "2023"),
    ],
)
def test_dates_as_spreadsheets_write_them(written, published, tmp_path):
    (tmp_path / "manifest.csv").write_text(f"doc,published\na,{written}\n", "utf-8")
    assert read_manifest(tmp_path)["a"]["published"] == published


@pytest.mark.parametrize("case", rows("manifests_refused.csv"), ids=lambda case: case["why"])
def test_a_broken_manifest_is_told_in_one_line(case, tmp_path):
    for name in ("a.txt", "2021/b.txt", "2022/b.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PROSE, "utf-8")
    text = case["manifest"].replace("|", "\n").encode()
    (tmp_path / "manifest.csv").write_bytes(text)
    with pytest.raises(CorpusError) as caught:
        list(read_corpus(tmp_path))
    assert str(caught.value).startswith("manifest.csv")
    assert case["says"] in str(caught.value)
    assert "\n" not in str(caught.value)
