"""What a phrase of time says: its kind, its role, and its date as a template that the date of publication fills in.

A template names one time or two (from/to). ``2023-12`` stands for itself; ``Y+1`` is the year after publication, ``?`` the year that the
text is speaking of (10月, 当年), ``M`` the month of publication (``M-1`` the one before), ``D`` its day, ``<2025`` its year but 2025 at the
latest, ``P5`` the five years up to now, ``F5`` the five to come, ``..`` an open end. An empty template names no time that can be reckoned
(近年来).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from analysis.lexicon import read_rows
from analysis.numerals import DIGITS, PLAIN, NumeralError, read_numeral

EVENTS: Mapping[str, tuple[str, str]] = {row["name"]: (row["start"], row["end"]) for row in read_rows("periods.csv")}
REPORTING_MONTHS = ("01", "02", "03")  # what is published in them looks back on the year before: 五年来, 过去一年

_ROLES = (
    ("as_of", re.compile("^截[至止]到?")),
    ("from", re.compile("(?:起|开始)$")),
    ("since", re.compile("(?:以来|来|至今|迄今为?止?)$")),
    ("before", re.compile("以前$")),
    ("by", re.compile("^[到至]|(?:之前|前|年内)$")),
    ("after", re.compile("(?:[之以]后|后)$")),
)
_AROUND = re.compile(
    "^(?:截[至止]到?|[到至从自于在])|(?:以前|之前|以来|[之以]?后|前|来|起|开始|[至迄]今|为?止|期间|间)+$"
)
_RELATIVE = {"今": "Y+0", "本": "Y+0", "去": "Y-1", "上": "?-1", "明": "Y+1", "来": "Y+1", "后": "Y+2", "前": "Y-2"}
_RELATIVE |= {"当": "?", "同": "?", "次": "?+1", "翌": "?+1"}
_YEAR = re.compile("((?:19|20)[0-9]{2})(?:学?年度?)?|([今本去上明来后前当同次翌])一?年度?")
_NUMBER = "([0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_DAYS = re.compile(f"{_NUMBER}月份?(?:{_NUMBER}[日号])?(?:[-—–~～至到]+(?:{_NUMBER}月)?(?:{_NUMBER}[日号])?)?")
_MONTHS = re.compile(f"{_NUMBER}[-—–~～至到]+{_NUMBER}月")
_ISO = re.compile("((?:19|20)[0-9]{2})([-./])([01]?[0-9])(?:\\2([0-3]?[0-9]))?")
_QUARTER = re.compile("(前|第)?(?:([一二三四1-4])[-—–~～至到])?([一二三四1-4])个?季度")
_FEW_MONTHS = re.compile(f"前{_NUMBER}个月")
_TIMES = (("上半年", "06"), ("下半年", "12"), ("底", "12"), ("末", "12"), ("初", "01"), ("中", "06"))
_SPAN = re.compile("(过去|这|近|最近|今后|未来)?的?([0-9一二三四五六七八九十百几]+)([余多]?)年(以?来|前|后)?")
_PLAN = re.compile('[“"]?(十[一二三四五六七八]?|[七八九])五[”"]?(.*)')
_NAMED_DAY = re.compile('[“"]([0-9]{1,2})·([0-9]{1,2})')
_END = re.compile("(Y(?=[+-])|\\?)((?<=Y)[+-][0-9]+|[+][0-9]+|-1(?![0-9]))?(-[0-9-]+)?")
_CHARACTERS = re.compile("[一二][零九OＯ][零OＯ一二三四五六七八九]{2}(?=年)")
_MONTH = re.compile("([本上下]?)个?月[底末初]?")  # 本月, 上个月, 月底
_NOW = frozenset(("目前", "如今", "当前", "现在", "眼下", "现阶段", "至今", "迄今"))
_RECENT = {"今天": "D", "昨天": "", "日前": "", "近日": "", "近期": ""}
_RANGE = re.compile(
    "(?<=年)[-—–~～至到]+(?=(?:19|20)[0-9]{2})|(?<=[0-9月日底末初])[-—–~～至到]+(?=(?:19|20)[0-9]{2}年)"
)


def _spell(match: re.Match[str]) -> str:
    return "".join(str(DIGITS.get(x, 0)) for x in match[0])  # 二〇二一年, 二O二一年


def _number(surface: str) -> int:
    return int(read_numeral(surface))


@lru_cache(maxsize=8192)
def read_phrase(text: str) -> tuple[str, str, str]:
    """Return the kind, the role and the template of a phrase of time.

    >>> read_phrase("到2022年底"), read_phrase("今年起"), read_phrase("五年来")
    (('month', 'by', '2022-12'), ('relative', 'from', 'Y+0/..'), ('span', 'since', 'P5'))
    """
    plain = _CHARACTERS.sub(_spell, text.translate(PLAIN).replace(" ", ""))
    role = next((name for name, pattern in _ROLES if pattern.search(plain)), "at")
    try:
        kind, template = _read_core(plain)
    except NumeralError:
        return "vague", role, ""
    if kind == "relative" and template[1:].lstrip("+-").isdigit() and plain.endswith(("前", "后")):
        return kind, "at", template  # 五年前 is a year, not a deadline
    if role == "from" and "半年" in plain:
        template = template.replace("-06", "-01").replace("-12", "-07")  # 下半年起 begins in July
    return kind, role, _bend(kind, role, template)


def _bend(kind: str, role: str, template: str) -> str:
    """Return the template as the words around it turn it: 2022年起 is open, 2020年以来 reaches to now."""
    if not template or kind in ("span", "now"):
        return template
    first, _, last = template.partition("/")
    if role == "from" or role == "after":
        return f"{last or first}/.." if role == "after" else f"{first}/.."
    if role == "before":
        return f"../{first}"
    if role == "since" and kind == "plan":
        return f"{first}/<{last}"
    if role == "since" and kind in ("month", "day"):
        return f"{first}/M"
    return f"{first}/Y+0" if role == "since" and kind != "event" else template


def _read_core(plain: str) -> tuple[str, str]:
    for name, (start, end) in EVENTS.items():
        if plain.startswith(name):
            return "event", (f"{start}/<{end}" if end and end != start else f"{start}/Y+0")
    named, plan = _NAMED_DAY.search(plain), _PLAN.match(plain.lstrip("到至截从自在于"))
    if named:
        return "day", f"?-{int(named[1]):02}-{int(named[2]):02}"
    if plan:
        return _read_plan(plan[2], 2001 + 5 * (_number(plan[1]) - 10))
    core = _AROUND.sub("", plain)
    if core in _NOW or plain in _NOW or plain.startswith("迄今") or plain.endswith("目前"):
        return "now", "M"
    if core in _RECENT or plain in _RECENT:  # 日前 is no 前
        return "recent", _RECENT.get(core, "")
    if core in ("近年", "近几年", "多年"):
        return "vague", ""
    month = _MONTH.fullmatch(core)
    if month:
        return "month", {"上": "M-1", "下": "M+1"}.get(month[1], "M")
    span = _SPAN.match(plain.lstrip("在从自"))
    if span and not re.match("(?:19|20)[0-9]{2}", span[2]):
        return _read_span(span)
    return _read_calendar(core)


def _read_plan(rest: str, first: int) -> tuple[str, str]:
    """Return the years of a five-year plan, or what part of them the rest names."""
    if "末" in rest:
        return "plan", f"{first + 4}-12"
    return "plan", f"{first + 2}" if "中期" in rest else f"{first}/{first + 4}"


def _read_span(span: re.Match[str]) -> tuple[str, str]:
    if "几" in span[2] or span[3]:
        return "vague", ""
    years, after = _number(span[2]), span[4]
    if years > 100:
        return "vague", ""
    if after in ("前", "后"):
        return "relative", f"Y{'-' if after == '前' else '+'}{years}"
    return "span", f"{'F' if span[1] in ('今后', '未来') else 'P'}{years}"


def _read_calendar(core: str) -> tuple[str, str]:
    iso = _ISO.fullmatch(core)
    if iso and (iso[4] or len(iso[3]) == 2):
        parts = [iso[1], f"{int(iso[3]):02}"] + ([f"{int(iso[4]):02}"] if iso[4] else [])
        return ("day" if iso[4] else "month"), "-".join(parts)
    ends = _RANGE.split(core, maxsplit=1)
    kind, first = _read_time(ends[0])
    if len(ends) == 1:
        return kind, first
    _, last = _read_time(ends[1])
    return kind, f"{first.partition('/')[0]}/{last.rpartition('/')[2]}"


def _read_time(core: str) -> tuple[str, str]:
    """Read one year with its part (2021年上半年, 今年1—5月, 10月21日, 年底)."""
    short = re.fullmatch("((?:19|20)[0-9]{2})[-—–~～至到]+((?:19|20)[0-9]{2})学?年度?(.*)", core)
    if short:
        return "year", f"{short[1]}/{_read_part(short[2], short[3])[1]}"
    year = _YEAR.match(core)
    base = "?" if year is None else year[1] or _RELATIVE[year[2]]
    rest = core[year.end() :] if year else core
    kind, template = _read_part(base, rest)
    if kind == "year":
        kind = "relative" if year is None or year[2] else "year"
    return kind, template


def _read_part(base: str, rest: str) -> tuple[str, str]:
    few, quarter = _FEW_MONTHS.match(rest), _QUARTER.match(rest)
    if few:
        return "part", f"{base}-01/{base}-{_number(few[1]):02}"
    if quarter:
        first, last = (3 * _number(x) if x else 0 for x in quarter.groups()[1:])
        if not first:
            return "part", f"{base}-{last:02}"
        return ("year", base) if last - first == 9 else ("part", f"{base}-{first - 2:02}/{base}-{last:02}")
    months = _MONTHS.match(rest)
    if months:
        return "part", f"{base}-{_number(months[1]):02}/{base}-{_number(months[2]):02}"
    days = _DAYS.match(rest)
    if days:
        return _read_days(base, days)
    for word, month in _TIMES:
        if word in rest:
            return ("part" if len(word) > 1 else "month"), f"{base}-{month}"
    return "year", base


def _read_days(base: str, match: re.Match[str]) -> tuple[str, str]:
    month, day, month2, day2 = (f"{_number(x):02}" if x else "" for x in match.groups())
    first = f"{base}-{month}" + (f"-{day}" if day else "")
    kind = "day" if day else "month"
    if not (month2 or day2):
        return kind, first
    return kind, f"{first}/{base}-{month2 or month}" + (f"-{day2}" if day2 else "")


@lru_cache(maxsize=8192)
def fill_template(template: str, published: str | None, year: str | None = None) -> str | None:
    """Return the date that a template stands for, None where what it hangs on is not known.

    Args:
        template: as :func:`read_phrase` returns it.
        published: the date of publication (``2025``, ``2025-06``, ``2025-06-10``), or None.
        year: the year that the text is speaking of; that of publication where None.

    >>> fill_template("Y+0-12", "2021-10-21"), fill_template("P5", "2026-01"), fill_template("?-10-21", None)
    ('2021-12', '2021/2025', '--10-21')
    """
    if not template:
        return None
    if published is not None and not re.match("[0-9]{4}", published):
        published = None
    if template[0] in "PF":
        return _fill_span(template, published)
    ends = [_fill_end(end, published, year) for end in template.split("/")]
    if None in ends:
        return None
    first, last = ends[0], ends[-1]
    return first if first == last else f"{first}/{last}"


def _fill_span(template: str, published: str | None) -> str | None:
    if published is None:
        return None
    now, length = int(published[:4]), int(template[1:])
    if published[5:7] in REPORTING_MONTHS:
        now -= 1
    first, last = (now - length + 1, now) if template[0] == "P" else (now + 1, now + length)
    return str(first) if first == last else f"{first}/{last}"


def _shift_month(month: str, by: int) -> str:
    """Return the month so many months on; a year alone stays as it is where the month is its own."""
    if len(month) < 7:
        return month
    number = 12 * int(month[:4]) + int(month[5:]) - 1 + by
    return f"{number // 12}-{number % 12 + 1:02}"


def _fill_end(end: str, published: str | None, year: str | None) -> str | None:
    if end == ".." or end[0].isdigit():
        return end
    now = published and int(published[:4])
    if end[0] == "<":
        return str(min(now, int(end[1:]))) if now else None
    if end == "D":
        return published
    if end[0] == "M":
        return published and _shift_month(published[:7], int(end[1:] or 0))
    match = _END.fullmatch(end)
    if match is None:
        return None
    base, shift, rest = match.groups()
    known = int(year) if base == "?" and year else now
    if known:
        return f"{known + int(shift or 0)}{rest or ''}"
    return f"-{rest}" if base == "?" and rest and not shift else None
