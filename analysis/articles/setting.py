"""When and where an article plays: the date of its event with its year, and its main place.

A year is never guessed. ``year_basis`` says what fixes it: ``stated`` beside the day; ``manifest`` or ``published``, the date of
publication; ``event``, a dated national event (刚刚胜利闭幕的党的二十大); ``computed`` from a plan that begins this year (今年起…利用3年
时间…到2023年); ``review``, a meeting early in the year that looks back on a year told by its number; ``page``, another article of the
same page. Without any of these the year stays open (``--10-21``) and the basis empty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from analysis.lexicon import read_rows
from analysis.places import Found, Mention, find_places, resolve_place

_DAY = re.compile(r"(?:((?:19|20)\d\d)年)?(?<!\d)(\d{1,2})月(\d{1,2})日(?![至到起前—~-])")
_NOT_EVENT = re.compile("(?:截至|截止|自|从|到|至|于|在)$")
_JUST = re.compile("刚刚(?:胜利|圆满|成功)?(?:闭幕|召开|结束)的")
_EVENTS = {row["name"]: date.fromisoformat(row["closed"]) for row in read_rows("events.csv")}
_LONGEST = max(map(len, _EVENTS))
_PLAN = re.compile(r"(?:今年起|从今年开始|自今年起)[^。]{0,30}?(?:利用|用)([2-9一二三四五六七八九十两])年(?:时间)?")
_GOAL = re.compile(r"到(20\d\d)年")
_FUTURE = re.compile(r"(?:到|从|自)(20\d\d)年")
_REVIEW = re.compile(r"(?:^|[，,。:：\n])(20\d\d)年[，,](?:全[省市县区国]|我[省市县区]|各)")
_LOOKS_BACK = re.compile("(?:工作|座谈|总结|视频|部署|推进)[^，。,]{0,6}会")
_DIGITS = {x: i for i, x in enumerate("〇一二三四五六七八九十")} | {"两": 2}

_NATIONAL = re.compile(
    r"^(?:(?:(?:19|20)\d\d|今|去)年|上半年)?(?:中国(?!共产党)[^，,。]{2,16}(?:会|院|社)|国务院|民政部|中共中央|全国|教育部|财政部|中央)"
)
_SPOKE = re.compile("(?:表示|介绍|指出|透露|获悉|说)")
_OWN = {
    "省": re.compile("全省|我省|省委|省政府|省[^、，,。]{1,6}厅|本省"),
    "市": re.compile("全市|我市|市委|市政府|市[^、，,。]{1,6}局|本市"),
}


def find_event_date(text: str) -> str | None:
    """Return the day of the event that an article opens with, ``--10-21`` where the text gives no year, None where there is none.

    Args:
        text: the first paragraph.

    >>> find_event_date("10月21日上午,揭牌仪式在杭举行。")
    '--10-21'
    """
    for match in _DAY.finditer(text[:60]):
        month, day = int(match[2]), int(match[3])
        if _NOT_EVENT.search(text[: match.start()]) or not (1 <= month <= 12 and 1 <= day <= 31):
            continue
        return f"{match[1] or '-'}-{month:02}-{day:02}"
    return None


def date_from(day: str, anchor: str) -> str:
    """Return the day with the year of the date of publication, or the year before where it would lie after it.

    >>> date_from("--12-30", "2023-01-02")
    '2022-12-30'
    """
    year, month = int(anchor[:4]), anchor[5:7]
    later = (bool(month) and day[2:4] > month) or (len(anchor) == 10 and day[2:] > anchor[5:])
    return f"{year - later}-{day[2:]}"


def find_year(text: str, day: str | None) -> tuple[str | None, str]:
    """Return the date or year that the text of an article fixes without stating it, with what fixes it; (None, "") where nothing does.

    Args:
        text: the article's reading text.
        day: its event's day without year, if it has one.
    """
    for found, basis in (
        (_by_event(text, day), "event"),
        (_by_plan(text), "computed"),
        (_by_review(text, day), "review"),
    ):
        if found is not None:
            return (f"{found}-{day[2:]}" if day else str(found)), basis
    return None, ""


def _by_event(text: str, day: str | None) -> int | None:
    """Return the year in which the text's day follows closely on an event that has just ended."""
    for match in _JUST.finditer(text):
        rest = text[match.end() : match.end() + _LONGEST]
        closed = next((when for name, when in _EVENTS.items() if rest.startswith(name)), None)
        if closed is None:
            continue
        if day is None:
            return closed.year
        for year in (closed.year, closed.year + 1):
            try:
                when = date(year, int(day[2:4]), int(day[5:]))
            except ValueError:
                continue
            if timedelta(0) <= when - closed <= timedelta(days=60):
                return year
    return None


def _by_plan(text: str) -> int | None:
    """Return this year where a plan of some years begins in it and ends in a year told by its number.

    From this year, 3 years, to 2023 makes 2021; any other year that the text sets ahead must lie after it.
    """
    plan = _PLAN.search(text) if "今年" in text else None
    if plan is None:
        return None
    length = int(plan[1]) if plan[1].isdigit() else _DIGITS[plan[1]]
    goal = _GOAL.search(text, plan.end())
    if goal is None:
        return None
    year = int(goal[1]) - length + 1
    ahead = [int(x) for x in _FUTURE.findall(text)]
    return year if all(x > year for x in ahead) else None


def _by_review(text: str, day: str | None) -> int | None:
    """Return the year after the one that a meeting held from January to April reviews: 2022年,全省民政系统…取得明显成效."""
    if day is None or not "01" <= day[2:4] <= "04" or not _LOOKS_BACK.search(text[:400]):
        return None
    years = {int(x) for x in _REVIEW.findall(text)}
    return years.pop() + 1 if len(years) == 1 else None


def share_years(dates: Sequence[str | None], days: Sequence[str | None]) -> list[str | None]:
    """Return for each article the date that its neighbours on the page fix, None where they do not.

    Args:
        dates: what is known of each article: a full date, a bare year of 今年, or None.
        days: each article's event day without a year, where it lacks one.

    A page is of one time: a day within two weeks of a neighbour's date, or on a page whose 今年 is known, is of that year.
    """
    known = [x for x in dates if x]
    years = {x[:4] for x in known}
    if len(years) != 1:
        return [None] * len(days)
    year = years.pop()
    return [f"{year}-{day[2:]}" if day and any(_near(day, x) for x in known) else None for day in days]


def _near(day: str, known: str) -> bool:
    if len(known) == 4:
        return True
    try:
        gap = date.fromisoformat(known) - date(int(known[:4]), int(day[2:4]), int(day[5:]))
    except ValueError:
        return False
    return abs(gap) <= timedelta(days=14)


def find_main_place(
    title: str, body: str, issuer: str = "", within: str | None = None, mentions: Sequence[Mention] | None = None
) -> tuple[str | None, str | None]:
    """Return the path of the place that an article is about and its level; (None, "国家") for a national body's, (None, None) if unknown.

    What stands in the title weighs most, then the issuer and the opening; a county or prefecture within the place wins over it where
    most of the mentions are its own.

    Args:
        title: the title, "" if there is none.
        body: the reading text behind the title.
        issuer: the issuing body, "" if unknown.
        within: the path of the place that the page is known to be about.
        mentions: the places that the body speaks of; found where None.
    """
    head = re.match(r"([^\s:：]{2,8})[:：]", title)
    prefix = resolve_place(head[1], within) if head else None
    named = (
        [prefix.path]
        if prefix
        else [x.place.path for x in find_places(title)] or [x.place.path for x in find_places(issuer)]
    )
    if not named and (_NATIONAL.match(title) or _NATIONAL.match(issuer)):
        return None, "国家"
    counts = Counter([x.place.path for x in (find_spoken_of(body) if mentions is None else mentions)])
    base = _join(named) if named else within or _leading(counts, body)
    if base is None:
        return None, None
    best = _descend(base, counts, body)
    return best, _level(best)


def find_spoken_of(text: str, names: Sequence[Found] | None = None) -> list[Mention]:
    """Return the places that a text names, without those where somebody only spoke."""
    return [x for x in find_places(text, names) if not _is_spoken_from(text, x)]


def _is_spoken_from(text: str, mention: Mention) -> bool:
    """Tell whether a place is only where somebody spoke (21日在北京表示)."""
    return text[mention.start - 1 : mention.start] == "在" and _SPOKE.match(text, mention.end) is not None


def _join(paths: Sequence[str]) -> str | None:
    """Return the finest path of those named where they lie in one another (四川, 威远县), else what they share; None for nothing."""
    finest = max(paths, key=lambda x: x.count("/"))
    if all((finest + "/").startswith(x + "/") for x in paths):
        return finest
    shared = [parts[0] for parts in zip(*(x.split("/") for x in paths), strict=False) if len(set(parts)) == 1]
    return "/".join(shared) or None


def _leading(counts: Counter[str], body: str) -> str | None:
    """Return the province that holds most of the places named and stands in the opening; None where none does."""
    provinces: Counter[str] = Counter()
    for path, times in counts.items():
        provinces[path.partition("/")[0]] += times
    opening = {x.place.path.partition("/")[0] for x in find_places(body[:150]) if not _is_spoken_from(body, x)}
    best = max(provinces, key=lambda x: (provinces[x], x), default=None)
    return best if best in opening and provinces[best] * 2 > sum(provinces.values()) else None


def _descend(base: str, counts: Counter[str], body: str) -> str:
    """Walk down from a place as long as one part of it is named oftener than the whole and its other parts."""
    totals: Counter[str] = Counter()
    for path, times in counts.items():
        while (path + "/").startswith(base + "/"):
            totals[path] += times
            path = path.rpartition("/")[0]
    here = base
    while True:
        inside = {x: n for x, n in totals.items() if x.startswith(here + "/") and x.count("/") == here.count("/") + 1}
        best = max(inside, key=lambda x: (inside[x], x), default=None)
        if best is None or inside[best] < 3:
            return here
        if inside[best] <= totals[here] - inside[best] + _own_words(here, body):
            return here
        here = best


def _own_words(path: str, body: str) -> int:
    """Count the words that speak of the whole place without naming it: 全省, 省委 for a province."""
    pattern = _OWN.get("省" if "/" not in path else "市")
    return len(pattern.findall(body)) if pattern else 0


def _level(path: str | None) -> str | None:
    place = resolve_place(path) if path else None
    return place.level if place else None
