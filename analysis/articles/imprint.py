"""What a page says of its own making: when and by whom it was published, under which number, and what kind of text it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from analysis.layout import Block, opens_story
from analysis.layout.kinds import DATE

_NUMBER = re.compile(r"([^\s，。,；;:：、(（]{1,12}[〔\[【(（](?:19|20)\d\d[〕\]】)）]\s*第?\d{1,4}号)")
_LABELLED_NUMBER = re.compile(r"(?:发文字号|文号|文\s*号)\s*[:：]\s*(\S{4,30})")
_LABELLED_ISSUER = re.compile(r"(?:发文机关|发文单位|发布机构|发布单位|制发机关)\s*[:：]\s*([^\s:：]{2,40})")
_LABELLED_SOURCE = re.compile(r"(?:文章来源|信息来源|稿件来源|来源|稿源)\s*[:：]\s*([^\s|丨]{2,40})")
_ORGANISATION = re.compile("(?:局|厅|部|委|委员会|会|院|办|办公室|政府|中心|党组|处|司|组|联合会|协会|基金会)$")
_TITLE_ISSUER = re.compile(r"^(.{2,40}?(?:国务院|政府|办公厅|办公室|委员会|局|厅|部|院|会))(?:、\S{2,20})?关于")
_BYLINE_MARKS = " ■●◆▲□◎☆★○"
_NEXT_LABEL = re.compile(r"(?<=\S) +(?=[^\s:：]{2,5}[:：])")  # 来源：… 作者：… 时间：…
_LABELLED_AUTHOR = re.compile(r"(?:^|\s)(?:作者|撰文|撰稿|文)[:：]\s*([^\s:：|丨]{2,20})")
_SOURCE_LEAD = re.compile(r"^[(（【\[]?\s*(?:据|(?:文章|信息|稿件)?来源|摘自|转自|选自|原载|稿源)?\s*[:：]?\s*")
_WIRE = re.compile(r"(?:消息|讯|电)(?:[(（][^()（）]*[)）])?$")
_KINDS = (
    ("law", re.compile("(?:条例|办法|规定|细则|章程|[^办书方]法)(?:[(（][^()（）]{1,20}[)）])?$")),
    ("report", re.compile("(?:总结|情况|回顾)(?:报告)?(?:及|和|与|暨|、)[^，。]{0,12}(?:计划|安排|打算|思路|要点)$")),
    (
        "plan",
        re.compile(
            "(?:方案|规划|计划|纲要|行动|工作要点|安排|打算|工作思路|目标任务|实施意见)(?:[(（][^()（）]{1,20}[)）]|(?:19|20)[0-9]{2}年?)?$"
        ),
    ),
    ("report", re.compile("(?:报告|总结|综述|纪实|公报|年报|回顾|调查|调研|情况|汇报)(?:[(（][^()（）]{1,20}[)）])?$")),
    ("notice", re.compile("(?:通知|意见|决定|公告|通告|通报|函|批复|倡议书|命令)(?:[(（][^()（）]{1,20}[)）])?$")),
    (  # 惠企惠民政策清单, 养老机构服务规范; but 多地出台养老政策
        "notice",
        re.compile(
            "^(?!.*(?:出台|发布|公布|提高|上调|落实|解读|宣传|宣讲|[了：:！!？?]))"
            ".*(?:政策(?:清单|措施|汇编|指南)?|服务清单|标准|规范|规程|指南|指引|须知|简章|若干措施)(?:[(（][^()（）]{1,20}[)）])?$"
        ),
    ),
)
_ISSUED = re.compile(
    "印发[^，。]{0,60}(?:方案|规划|计划|纲要|要点)[》”]?(?:[(（][^()（）]{1,20}[)）][》”]?)?的通知$"
)  # the plan follows
_REPORTED = re.compile(
    "工作(?:(?:总结|小结|报告|汇报|情况(?:报告|汇报|总结))|(?:总结|情况|回顾)[及和与暨、][^，。]{0,12}(?:计划|安排|打算|思路|要点))(?:[(（][^()（）]{1,20}[)）])?$"
)  # it may open with 今年以来
_EXPLAINED = re.compile("(?:解读|问答|答记者问)(?:[(（][^()（）]{1,20}[)）])?$")
_CHAPTER = re.compile(r"^第[一二三四五六七八九十百]+条")
_TERMS = re.compile(  # the headings of a notice: 二、补助标准, 三、招聘条件, 一、服务对象
    "(?:[(（]?[一二三四五六七八九十]+[)）、]|[0-9]{1,2}[.、．])(?:招聘|招录|选拔|报考|报名|应聘|申报|申请|服务|参评|评选|表彰|奖补|补助|补贴|资助|奖励|救助|保障|扶持|支持|发放)"
    "(?:的)?(?:基本)?(?:对象|范围|标准|条件|程序|名额|职数|岗位|计划|方式|要求|数量|流程|办法|时间|资格)"
)
_PREAMBLE = re.compile("(?:制定|提出)(?:本|如下|以下)[^，。]{0,6}(?:方案|计划|规划|要点)[。:：]?$")
_ADDRESSED = re.compile(
    "(?:各|[^，。、：]{2,12}(?:人民政府|财政所|民政办|民政所))[^。]{0,60}[：:]$"
)  # 各乡镇人民政府：
_MADE_KNOWN = re.compile("现将[^。；]{0,24}(?:通知|公告|公示|通报|函告)如下")
_GRANTED = re.compile("每[户亩头只张株][^，。；]{0,8}(?:奖补|补助|补贴)[0-9]")
_DUTIES = re.compile("[(（](?:牵头|责任|配合)(?:单位|部门)[:：]")  # of a plan that lost its title
_CHINESE = {x: str(i) for i, x in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0", "Ｏ": "0"}


_RUN_IN = re.compile(
    "[^。；，]{0,20}关于[^。；]{4,80}?的(?:通知|公告|公示|通报)[ 　]"
)  # a title on one line with what follows
_ENACTED = re.compile(  # 1992年7月25日省人民代表大会常务委员会第二十九次会议通过
    "(?:会议|大会|政府)[^，。]{0,20}(?:通过|修订|修正|公布)|常务委员会第[一二三四五六七八九十]+次会议《"
)
_HISTORY = re.compile("通过|修正|修订|批准")
_EFFECT = re.compile(r"[自从于]?(?:\d{4}年\d{1,2}月\d{1,2}日|公布之日)起?(?:施行|实施|生效)")
_LEAD = re.compile(r"^(?:本报讯|\S{2,12}[讯电])\s*[(（]([^()（）]{0,8}(?:记者|通讯员|特派员)[^()（）]{1,30})[)）]")
_DATED_ORGANISATION = re.compile(rf"^(\S{{3,30}}) +(?:{DATE.pattern})$")


def read_day(text: str) -> str | None:
    """Return the first whole date in a line as ISO, None where there is none; of a law's history the last, but not its coming into force.

    >>> read_day("发布时间：2023年3月6日"), read_day("二〇二三年十月六日")
    ('2023-03-06', '2023-10-06')
    """
    found = list(DATE.finditer(_EFFECT.sub("", text)))
    if not found:
        return None
    match = found[-1] if _HISTORY.search(text) else found[0]
    if match[0][0].isdigit():
        year, month, day = (int(x) for x in re.findall(r"\d+", match[0]))
    else:
        head, rest = match[0].split("年")
        tens, days = rest.split("月")
        year = int("".join(_CHINESE[x] for x in head))
        month, day = _small(tens), _small(days.rstrip("日"))
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _small(text: str) -> int:
    """Return a number up to ninety-nine: 二十一."""
    head, ten, tail = text.partition("十")
    if not ten:
        return int(_CHINESE.get(text, "0"))
    return 10 * int(_CHINESE.get(head, "1")) + int(_CHINESE.get(tail, "0"))


def find_published(text: str, blocks: Sequence[Block], *, header: bool = False) -> str | None:
    """Return when the blocks say that they were published: at the head of the page, else beside the source, else in the signature.

    Args:
        text: the document's text.
        blocks: those of one article.
        header: look at what stands above the first paragraph alone.
    """
    first = next((i for i, b in enumerate(blocks) if b.kind == "paragraph"), len(blocks))
    head = [text[b.start : b.end] for b in blocks[:first] if b.kind == "meta"]
    tail = [text[b.start : b.end] for b in blocks[first:] if b.kind == "meta"]
    sources = [text[b.start : b.end] for b in blocks if b.kind == "source"]
    rounds = [head] if header else [head, sources, tail]
    for lines in rounds:
        found = [day for line in lines for day in [read_day(line)] if day]
        if found:
            return max(found) if lines is head else found[-1]
    return None


def find_issuer(metas: Sequence[str], title: str) -> str | None:
    """Return the issuing body: as labelled, as signed, or as the title names it (国务院关于…)."""
    for line in metas:
        match = _LABELLED_ISSUER.search(line)
        if match:
            return match[1]
    signed = [
        x
        for x in metas
        if _ORGANISATION.search(x) and len(x) <= 40 and not DATE.search(x) and not re.search("[:：]", x)
    ]
    if signed:
        words = signed[0].split()
        return "".join(words) if all(len(x) == 1 for x in words) else " ".join(words)  # 民  政  部
    for line in metas:
        match = _DATED_ORGANISATION.match(line)
        if match and _ORGANISATION.search(match[1]):
            return match[1]
    match = _TITLE_ISSUER.match(title)
    return match[1] if match else None


def find_doc_number(metas: Sequence[str], known: Mapping[str, str]) -> str | None:
    """Return the document's own number (宁政发〔2006〕275号), never one that its body cites."""
    if known.get("doc_number"):
        return known["doc_number"]
    for line in metas:
        match = _LABELLED_NUMBER.search(line) or _NUMBER.search(line)
        if match:
            return match[1]
    return None


def find_byline(bylines: Sequence[str], opening: str = "", labelled: Sequence[str] = ()) -> str | None:
    """Return the byline without its mark; several in one article are parted by a blank.

    Args:
        bylines: the lines that are bylines.
        opening: the first paragraph, which may hold it: 本报讯(记者 某某).
        labelled: lines of source and meta, which may name the author: 来源：… 作者：….
    """
    found = " ".join(x.strip(_BYLINE_MARKS) for x in bylines)
    lead = _LEAD.match(opening[:80])
    author = next((match[1] for x in labelled for match in [_LABELLED_AUTHOR.search(x)] if match), None)
    return found or (lead[1] if lead else author)


def find_source(sources: Sequence[str], metas: Sequence[str]) -> str | None:
    """Return the source as it is written between 据 or 来源 and the bracket, without a date behind it."""
    if sources:
        text = _NEXT_LABEL.split(_WIRE.sub("", sources[-1].rstrip("：: ")), maxsplit=1)[0]
        text = _SOURCE_LEAD.sub("", text).rstrip(")）】] ")
        date = DATE.search(text)
        return (text[: date.start()] if date and date.start() else text).strip() or None
    for line in metas:
        match = _LABELLED_SOURCE.search(line)
        if match:
            return match[1]
    return None


def _is_addressed(paragraphs: Sequence[str]) -> bool:
    """Tell whether a text without a title is a notice by whom it addresses, by what it makes known, or by what it grants again and again."""
    if any(_ADDRESSED.match(x) for x in paragraphs[:3]) or any(_MADE_KNOWN.search(x) for x in paragraphs[:5]):
        return True
    return sum(_GRANTED.search(x) is not None for x in paragraphs[:40]) > 1


def read_kind(title: str, texts: Mapping[str, Sequence[str]]) -> str:
    """Return what an article is: news, notice, plan, report, law or other."""
    paragraphs = texts["paragraph"]
    if len([x for x in paragraphs[:20] if x.startswith("第") and _CHAPTER.match(x)]) >= 3:
        return "law"
    opening = paragraphs[0] if paragraphs else ""
    story = opens_story(opening) and not _ENACTED.search(opening[:80])
    if _ISSUED.search(title):
        return "plan"
    if _EXPLAINED.search(title):
        return "other"
    if not story or title.startswith("关于") or _REPORTED.search(title):
        for kind, pattern in _KINDS:
            if pattern.search(title):
                return kind
    if story and title:
        return "news"
    if not title and _RUN_IN.match(opening):
        return "notice"
    if any("各位代表" in x for x in paragraphs):
        return "report"
    if any(_ORGANISATION.search(x) for x in texts["meta"]):
        return "notice"
    if any(_PREAMBLE.search(x) for x in paragraphs[:3]):
        return "plan"
    if not story and any(_TERMS.match(x) for x in (*texts["subhead"], *paragraphs[:40])):
        return "notice"  # a page that lost its title: 二、补助标准
    if not story and _is_addressed(paragraphs):
        return "notice"
    if any(_DUTIES.search(x) for x in paragraphs[:40]):
        return "plan"
    return "report" if title and (texts["byline"] or texts["source"] or len(paragraphs) > 3) else "other"
