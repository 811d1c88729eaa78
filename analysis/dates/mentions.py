"""Read dates, and find every phrase of a text that says when: days, months, years, parts of years, plans, 今年, 目前, 五年来.

One regular expression finds where a phrase stands; what it says is read from the phrase alone and kept (``analysis.timespans``), since
今年 and 年底前 come again and again. A phrase that hangs on the time of writing has no date by itself: ``resolve_date`` gives it one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from analysis.dates.phrases import EVENTS, fill_template, read_phrase
from analysis.numerals import PLAIN


class DateMention(NamedTuple):
    """A phrase that says when, with its preposition: ``text == source[start:end]``.

    ``date`` is what it says by itself: ``2023``, ``2023-12``, ``--10-21`` (no year), ``2021/2023`` (from, to), ``2022/..`` (open), or
    None where it hangs on the time of writing (今年) or names no time that can be reckoned (近年来).
    ``kind``: day, month, year, part (上半年), relative (今年), now (目前), span (五年来), plan (十四五), event (十八大以来), recent (近日),
    vague (近年来). ``role``: at, by (到…, …前), since (…以来), from (…起), before (…以前), after (…后), as_of (截至).
    """

    start: int
    end: int
    text: str
    date: str | None
    kind: str
    role: str


_TO = " ?[-—–~～至到]{1,2} ?"
_M = "(?:1[0-2]|0?[1-9](?![0-9])|十[一二]?|[一二三四五六七八九])"
_D = (
    "(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九]) ?[日号]"
)
_ENDS = "(?:[底末初](?!级)|[上中下]旬)?"
_MONTH = f"(?:{_TO}{_M} ?月份?{_ENDS}| ?月份?(?: ?{_D})?(?:{_TO}(?:{_M} ?月 ?)?{_D}|{_TO}{_M} ?月份?)?{_ENDS})"  # after the number of a month
_FEW = "(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})"
_FIRST_FEW = f"(?:[一二两三1-3]个?季度|{_FEW}个月)"
_QUARTER = "季度[末底]?"
_PART = f"(?: ?(?:{_M}{_MONTH}|[上下]半年|第?(?:[一1]{_TO})?[一二三四1-4]{_QUARTER}|前{_FIRST_FEW}|年?[底末初](?![级中步次])|年中|全年))?"
_YEAR = f"(?:19|20)[0-9]{{2}} ?学?年度?{_PART}"
_YEAR_TAIL = (  # after the four digits of a year
    f"(?: ?学?年度?{_PART}(?:{_TO}{_YEAR})?|{_TO}{_YEAR}|-(?:1[0-2]|0[1-9])(?:-[0-3][0-9])?(?![0-9])"
    r"|\.(?:1[0-2]|0?[1-9])\.(?:[12][0-9]|3[01]|0?[1-9])(?![0-9])|/(?:1[0-2]|0?[1-9])/(?:[12][0-9]|3[01]|0?[1-9])(?![0-9]))"
)
_SPELLED = f"(?:(?<=二)[〇○零OＯ]|(?<=一)九)[〇○零OＯ一二三四五六七八九]{{2}}年{_PART}"  # 二〇二一年
_N = "[0-9一二两三四五六七八九十百几]"
_SPAN = "[余多]?年(?=来|以来|前(?![后期])|后(?=[，,的]))"
_PLAN = '五[”"]?(?=期?末|期间|时期|以来|这?五年|前|中期)(?:期?末|期间|时期|中期|这?五年)?'
_LONE = "(?<![0-9.][0-9])"
_BRANCHES = {  # first characters -> what may follow: the search skips to them
    "0": f"(?<![0-9.]0)[1-9]{_MONTH}",
    "1": f"{_LONE}(?:9[0-9]{{2}}{_YEAR_TAIL}|[0-2]?{_MONTH}|[0-9]{{0,2}}{_SPAN})",
    "2": f"{_LONE}(?:0[0-9]{{2}}{_YEAR_TAIL}|{_MONTH}|[0-9]?{_SPAN})",
    "3456789": f"{_LONE}(?:{_MONTH}|[0-9]?{_SPAN})",
    "多": "年(?=来|以来)",
    "一二三四": f"(?:{_SPELLED}|(?<![每第十]{_N}){_QUARTER}(?!一)|{_N}{{0,2}}{_SPAN})",
    "两五六几": f"{_N}{{0,2}}{_SPAN}",
    "七八九": f"(?:{_PLAN}|{_N}{{0,2}}{_SPAN})",
    "十": f"(?:[一二三四五六七八]?{_PLAN}|{_N}{{0,2}}{_SPAN})",
    '“"': f'(?:(?:十[一二三四五六七八]?|[七八九]){_PLAN}|[0-9]{{1,2}}·[0-9]{{1,2}}[”"][^，。；\\n]{{0,10}}?(?:期间|当[天日]))',
    "今": f"(?:(?<![迄如]今)年(?![均轻]){_PART}|天|后的?{_N}{{1,3}}年)",
    "去明": f"年度?(?!代){_PART}",
    "本": f"(?:年度?{_PART}|月[底末]?)",
    "当": f"(?:年{_PART}|(?<!正当)(?<!担当)前(?!地))",
    "同": f"年(?![龄级代会]){_PART}",
    "上": f"(?:半年|(?<!以上)(?:个?月[底末初]?|一?年度?(?![龄限纪代]|[0-9]){_PART}))",
    "次": f"(?<![0-9一二两三四五六七八九十每首]次)年(?![度会]){_PART}",
    "翌": f"年{_PART}",
    "来": f"(?<![年以未]来)年(?![轻级]){_PART}",
    "后": "(?<![此以之年]后)年(?![均级轻代度])",
    "前": f"(?:(?<![以之年此]前)年(?![度均]){_PART}|{_FIRST_FEW})",
    "下": "(?:半年|(?<!以下)个?月[底末初]?)",
    "全": "年(?![龄级])",
    "年": "(?<!每年年)(?<![0-9每一二两三四五六七八九十几多半近今去]年)(?:内(?![部地外])|[底末](?!级)|[初中](?=[，,、以前至的]))",
    "月": "(?<![0-9每个一二三四五六七八九十]月)底",
    "第": f"[一二三四1-4]{_QUARTER}(?!一)",
    "截": "[至止](?:到)?目前(?:为止)?",
    "目": "前",
    "如": "今",
    "现": "(?:在|阶段)",
    "眼": "下",
    "迄": "今(?:为止)?",
    "至": "今(?!年|后|[天日])",
    "近": f"(?:[日期](?!的)|年|几年|{_N}{{1,3}}年(?!级))",
    "日": "(?<![0-9一二三四五六七八九十百作]日)前(?=[，,印发下出召由联在公从正向制举宣启赴])",
    "昨": "天",
    "过": f"去的?{_N}{{1,3}}年",
    "这": f"{_N}{{1,3}}年",
    "最": f"近{_N}{{1,3}}年",
    "未": f"来{_N}{{1,3}}年",
}
_AFTER = (
    "(?:之前|以前|[之以]后|后(?![备续])|前(?![列沿期提身线]|[0-9一二三四五六七八九十]+[名位])"
    "|起(?![到来草步])|开始|以来|[至迄]今(?![年后日天])|来(?!自|源)|为止|止|期间|间(?![的隔接]))?"
)


def _compile_find() -> re.Pattern[str]:
    """Return the search; every branch begins with one literal character, so that the search runs to these at full speed."""
    branches = {character: rest for characters, rest in _BRANCHES.items() for character in characters}
    for name in sorted(EVENTS, key=len, reverse=True):
        head, rest = (
            name[0],
            f"{re.escape(name[1:])}(?:(?:打响|启动|开展|实施|成立|建立)(?=以来))?(?=以来|之?后|之?前|期间|期内)(?:期[间内])?",
        )
        branches[head] = f"(?:{branches[head]}|{rest})" if head in branches else rest
    return re.compile("(?:" + "|".join(f"{re.escape(x)}(?:{rest})" for x, rest in branches.items()) + ")" + _AFTER)


_FIND = _compile_find()
_BEFORE = ("截止到", "截至到", "截至", "截止", "到", "至", "从", "自", "于", "在")
_MORE = frozenset("低高大小多少优快慢早晚")  # 低于上年
_BEFORE_LAST = frozenset(word[-1] for word in _BEFORE)


@lru_cache(maxsize=8192)
def _read_own(surface: str) -> tuple[str, str, str | None]:
    """Return kind and role of a phrase, and its date where it states one by itself."""
    kind, role, template = read_phrase(surface)
    hangs = any(x in template for x in "YMDPF<")
    return kind, role, None if hangs else fill_template(template, None)


def find_dates(text: str) -> list[DateMention]:
    """Return every phrase that says when, in order, none overlapping another; [] where there is none.

    >>> [(m.text, m.date, m.role) for m in find_dates("今年起,沈阳将利用3年时间;到2023年底,建成8个")]
    [('今年起', None, 'from'), ('到2023年底', '2023-12', 'by')]
    """
    mentions, last = [], 0
    for match in _FIND.finditer(text):
        start, end = match.span()
        edge = start - text.startswith(" ", start - 1) if start else 0  # 到 6 月底
        if edge > last and text[edge - 1] in _BEFORE_LAST:
            start = next(
                (
                    edge - len(x)
                    for x in _BEFORE
                    if text.startswith(x, edge - len(x))
                    and edge - len(x) >= last
                    and (x != "于" or text[edge - 2 : edge - 1] not in _MORE)
                ),
                start,
            )
        if start > 1 and text.startswith("每年", start - 2):
            continue  # 每年5月, of whatever year
        surface = text[start:end]
        kind, role, own = _read_own(surface)
        mentions.append(DateMention(start, end, surface, own, kind, role))
        last = end
    return mentions


def resolve_date(mention: DateMention, published: str | None, year: str | None = None) -> str | None:
    """Return the date of a mention in a text published then; None where it cannot be told.

    Args:
        mention: as :func:`find_dates` returns it.
        published: ISO date of publication, perhaps of the year alone; None if unknown.
        year: the year that the text is speaking of there, for 10月 and 当年; that of publication where None.

    >>> resolve_date(find_dates("年底前")[0], "2021-10-21"), resolve_date(find_dates("近年来")[0], "2021")
    ('2021-12', None)
    """
    return fill_template(read_phrase(mention.text)[2], published, year)


def read_date(text: str) -> str | None:
    """Return the one date that a string states as ISO, partial where it is partial; None where it states none.

    >>> read_date("2021年3月26日"), read_date("二〇二一年三月"), read_date("10月21日"), read_date("2021.3.26"), read_date("8个")
    ('2021-03-26', '2021-03', '--10-21', '2021-03-26', None)
    """
    plain = "".join(text.translate(PLAIN).split())
    mentions = [x for x in find_dates(plain) if x.date is not None]
    return mentions[0].date if mentions else None
