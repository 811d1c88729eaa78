"""Articles: when and where they play, by whom and of what kind they are; what is not said stays open."""

import csv
from pathlib import Path

import pytest

from analysis.articles import Page, parse_page
from analysis.articles.imprint import find_doc_number, find_issuer, find_source, read_day
from analysis.articles.setting import find_main_place
from analysis.documents import Document
from analysis.documents.decoding import to_plain

CASES = Path(__file__).parent / "cases"


def rows(name: str) -> list[dict[str, str]]:
    found = list(csv.DictReader((CASES / name).read_text("utf-8").splitlines()))
    assert found, f"{name} is empty: its tests would pass on anything"
    return found


def read(raw: str, **known: str) -> Page:
    return parse_page(Document("a", "a.txt", "", "utf-8", raw, to_plain(raw), known))


@pytest.mark.parametrize("case", rows("years.csv"), ids=lambda case: case["why"])
def test_the_year_of_an_event_is_fixed_by_the_file_or_left_open(case):
    (article,) = read(case["page"].replace("⏎", "\n\n")).articles
    found = (article.published or "", article.event_date or "", article.year_basis)
    assert found == (case["published"], case["event"], case["basis"])


def test_a_neighbour_on_the_page_fixes_a_year():
    story = (
        "浙江召开会议\n\n2月10日，浙江召开民政工作会议。会议指出，2022年，全省成效明显。\n\n本报记者 甲乙\n\n"
        "湖北召开会议\n\n2月8日，湖北召开会议。\n"
    )
    first, second = read(story).articles
    assert (first.event_date, first.year_basis) == ("2023-02-10", "review")
    assert (second.event_date, second.year_basis) == ("2023-02-08", "page")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("发布时间：2023年3月6日", "2023-03-06"),
        ("2023-3-6 10:00", "2023-03-06"),
        ("2023/03/06", "2023-03-06"),
        ("2023.03.06", "2023-03-06"),
        ("二〇二三年十月二十六日", "2023-10-26"),
        ("（2018年3月1日通过 2021年5月2日修正 自2021年7月1日起施行）", "2021-05-02"),
        ("2023年13月6日", None),
        ("去年三月", None),
    ],
)
def test_the_day_of_an_imprint(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("metas", "title", "issuer"),
    [
        (["发文机关：清河县人民政府办公室"], "", "清河县人民政府办公室"),
        (["发布机构: 民政部", "某县民政局"], "", "民政部"),
        (["某县民政局", "2023年5月6日"], "", "某县民政局"),
        (["市民政局 2023年4月20日"], "", "市民政局"),
        (["民  政  部"], "", "民政部"),
        (["广东省民政厅　　广东省财政厅".replace("\u3000", " ")], "", "广东省民政厅 广东省财政厅"),
        ([], "国务院关于加快发展养老服务业的若干意见", "国务院"),
        ([], "民政部、财政部关于加强救助工作的通知", "民政部"),
        ([], "关于加强救助工作的通知", None),
        (["责任编辑：张三"], "某县举办大赛", None),
    ],
)
def test_the_issuer_as_labelled_signed_or_named_by_the_title(metas, title, issuer):
    assert find_issuer(metas, title) == issuer


@pytest.mark.parametrize(
    ("metas", "known", "number"),
    [
        (["宁政发〔2006〕275号"], {}, "宁政发〔2006〕275号"),
        (["文号：民发[2020]73号"], {}, "民发[2020]73号"),
        (["国令第649号"], {}, None),
        ([], {"doc_number": "民发〔2020〕73号"}, "民发〔2020〕73号"),
    ],
)
def test_the_document_number_is_the_documents_own(metas, known, number):
    assert find_doc_number(metas, known) == number


def test_a_number_that_the_body_cites_is_not_the_documents_own():
    page = read(
        "某县养老服务方案\n\n根据《通知》（民发〔2020〕73号）要求，制定本方案。\n\n一、总体要求\n\n坚持政府主导。\n"
    )
    assert page.doc_number is None
    assert page.kind == "plan"


@pytest.mark.parametrize(
    ("sources", "metas", "source"),
    [
        (["（据《浙江日报》）"], [], "《浙江日报》"),
        (["来源：中国社会报 2023-03-06"], [], "中国社会报"),
        (["来源：中国社会报 作者：王晓明 时间：2022-04-18 08:52"], [], "中国社会报"),
        (["央视网消息（新闻联播）："], [], "央视网"),
        ([], ["发布时间：2021-07-09 来源：贵州省民政厅 浏览次数：356次"], "贵州省民政厅"),
        ([], [], None),
    ],
)
def test_the_source_without_its_bracket_label_and_date(sources, metas, source):
    assert find_source(sources, metas) == source


@pytest.mark.parametrize(
    ("title", "body", "kind"),
    [
        ("某市养老服务补贴政策清单", "对符合条件的老年人给予补贴。", "notice"),
        ("社区助餐服务规范", "服务人员应当持证上岗。", "notice"),
        ("某市出台养老服务补贴政策", "对符合条件的老年人给予补贴。", "other"),
        ("关于推进社区建设的实施意见", "建设一批社区。", "plan"),
        ("", "一、选拔条件\n身体健康。", "notice"),
        ("", "建设一批社区。（牵头单位：市民政局）", "plan"),
        ("某市举办大赛", "近日，大赛举办。", "news"),
        ("关于做好救助工作的通知", "各乡镇：现就有关事项通知如下。", "notice"),
        ("某市养老服务“十四五”规划", "为发展养老服务，制定本规划。", "plan"),
        ("某市养老服务条例", "第一条 为了发展养老服务。\n第二条 本条例适用于本市。\n第三条 市政府负责。", "law"),
        ("某省养老服务条例", "1992年7月25日省人民代表大会常务委员会第二次会议通过\n\n本条例施行。", "law"),
        ("某县出台实施方案", "本报银川8月12日电 （记者某某）某县印发方案。", "news"),
        ("某县民政局2023年工作总结和2024年工作计划", "今年以来，各项工作有序推进。", "report"),
        ("政府工作报告", "各位代表：现在报告工作。", "report"),
        ("", "关于调整我市保障标准的通知 某政办发〔2010〕112号 各区人民政府：现调整标准。", "notice"),
        ("《意见》政策解读", "近日，省民政厅印发《意见》。", "other"),
        ("市政府印发《养老服务实施方案》", "近日，市政府印发方案。", "news"),
    ],
)
def test_the_kind_of_an_article(title, body, kind):
    (article,) = read(f"{title}\n\n{body}\n").articles
    assert article.kind == kind


@pytest.mark.parametrize(
    ("title", "body", "issuer", "place"),
    [
        ("沈阳:将培育社区社会组织", "今年起，全市推广。", "", "辽宁省/沈阳市"),
        ("四川:首个支持中心建立", "威远县启动。威远县投入资金。威远县建成中心。", "", "四川省/内江市/威远县"),
        ("陕西推动社会组织发展", "西安市、宝鸡市各有举措，全省共有3万家。", "", "陕西省"),
        ("关于做好救助工作的通知", "各乡镇要抓好落实。", "清河县人民政府", "河北省/邢台市/清河县"),
        ("民政部部署救助工作", "浙江省、江苏省走在前列。", "", None),
        ("关于和平与发展", "世界需要和平。", "", None),
    ],
)
def test_the_main_place(title, body, issuer, place):
    assert find_main_place(title, body, issuer)[0] == place


def test_an_annex_with_a_title_is_an_article_of_the_same_day():
    notice = "关于印发《补助办法》的通知\n\n各县：\n\n现将办法印发给你们。\n\n某省民政厅\n\n2022年6月1日\n\n附件\n\n补助办法\n\n"
    page = read(notice + "第一条 为规范管理，制定本办法。\n\n第二条 每张床位一万元。\n\n第三条 本办法施行。\n")
    assert [(x.title, x.published, x.kind) for x in page.articles] == [
        ("关于印发《补助办法》的通知", "2022-06-01", "notice"),
        ("补助办法", "2022-06-01", "law"),
    ]


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        ("■本报记者 于俊如\n", "本报记者 于俊如"),
        ("来源：中国社会报 作者：王晓明\n", "王晓明"),
        ("", None),
    ],
)
def test_the_byline_by_itself_or_beside_the_source(lines, byline):
    (article,) = read(f"某市举办大赛\n{lines}近日，大赛举办。\n").articles
    assert article.byline == byline


def test_markdown_marks_are_lifted_and_items_are_no_headings():
    page = read(
        "---\ntitle: x\n---\n# 工作要点\n\n- 建成社工站20个\n- 培训社工300名\n\n1. 完善制度\n2. 加大投入\n\n|指标|目标|\n|床位|5000张|\n"
    )
    (article,) = page.articles
    assert (article.title, article.subheads) == ("工作要点", ())
    assert [x.text for x in article.reading.sentences[1:3]] == ["建成社工站20个", "培训社工300名"]


def test_a_page_of_furniture_has_no_article():
    page = read("首页 > 新闻\n\n【打印】【关闭】\n")
    assert page.articles == ()
    assert page.kind == "other"
    assert len(page.actions) == 2
