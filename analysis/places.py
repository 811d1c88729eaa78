"""Find provinces, prefectures and counties in running text, and give each its full path.

Short names are read only where they are safe: those of provinces and
prefectures (沈阳, 陕西) unless they are words of their own (朝阳, 白银), those of counties (会泽) only next to their province or prefecture.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from analysis.lexicon import read_rows

_SUFFIX = re.compile("特别行政区|自治[区州县旗]|地区|[林特新]区|[省市县盟区旗]$")
_PEOPLES = re.compile(
    "(?:蒙古|[回藏苗彝壮侗瑶白傣黎佤畲水土羌怒满]|维吾尔|布依|朝鲜|土家|哈尼|哈萨克|傈僳|拉祜|东乡|纳西|景颇|柯尔克孜|达斡尔|仫佬|布朗|撒拉|毛南|仡佬"
    "|锡伯|塔吉克|普米|鄂温克|保安|裕固|独龙|各)族|维吾尔$|(?<=伊犁)哈萨克$|(?<=克孜勒苏)柯尔克孜$|(?<!内)蒙古$"
)
_LEVELS = ("", "省", "市", "县")
_GENERIC = {"城区", "郊区", "矿区", "东区", "西区", "老城区", "新城区"}  # 中心城区 is no county of that name
_NO_SHORT = {"城", "郊", "矿", "市中", "城中", "城关", "新城"}
_WORDS = (
    "大学",
    "路",
    "公园",
    "装",
    "先生",
    "石",
    "额",
    "治",
    "码",
    "精神",
    "产业",
    "事业",
)  # 广东中山大学, 云南大理石
_DATELINE = re.compile("[0-9]{1,2}月[0-9]{1,2}日电")  # 新华社北京2月21日电: where it was written, not what it is about
_INSIDE_WORD = {"市": "场", "区": "域间块别位", "县": "级域"}  # 东方市场, 成县级


@dataclass(frozen=True, slots=True)
class Place:
    """A division: ``path`` from the province down, its own official ``name``, ``level`` 省, 市 (prefecture) or 县 (county, district)."""

    path: str
    name: str
    level: str


class Mention(NamedTuple):
    """Where a text names a place; ``text`` is the name as it stands there."""

    start: int
    end: int
    text: str
    place: Place


def _strip(name: str) -> str:
    """Return the short name: 沈阳 of 沈阳市, 连南 of 连南瑶族自治县, 恩施 of 恩施土家族苗族自治州."""
    short = _SUFFIX.sub("", name)
    return _PEOPLES.sub("", short) or short


def _read_places() -> list[Place]:
    rows = read_rows("places.csv")
    names = {row["code"]: row["name"] for row in rows}
    places = []
    for row in rows:
        code = row["code"]
        outer = [names[x] for x in dict.fromkeys((code[:2] + "0000", code[:4] + "00")) if x != code and x in names]
        level = _LEVELS[1 if code.endswith("0000") else 2 if code.endswith("00") else 3]
        places.append(Place("/".join([*outer, row["name"]]), row["name"], level))
    return places


PLACES: tuple[Place, ...] = tuple(_read_places())


def _index(key: str) -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for place in PLACES:
        found[place.name if key == "full" else _strip(place.name)].append(place)
    if key == "full":  # 凉山州 and 威宁县, where no place is called so by itself
        for place in PLACES:
            called = _strip(place.name) + place.name[-1]
            if "自治" in place.name and called != place.name and called not in {x.name for x in found.get(called, ())}:
                found[called].append(place)
    return {name: tuple(places) for name, places in found.items()}


_FULL = _index("full")
_SHORT = _index("short")
_GUARDS = {row["name"]: row for row in read_rows("place_guards.csv")}


class _Name(NamedTuple):
    """What a name may stand for; ``short``: it is a short one; ``goes_on``: behind these it is part of a word."""

    text: str
    places: tuple[Place, ...]
    short: bool
    goes_on: frozenset[str] = frozenset()


def _read_full() -> Iterator[_Name]:
    """Yield the full names that are read; 中心城区 is read as none."""
    read = [name for name in _FULL if name[-1] in "省市县区州旗盟"]
    lengths = {(name[-2:], len(name)) for name in read if name not in _GENERIC}
    for name in read:
        if (name[-2:], len(name)) in lengths:
            yield _Name(name, _FULL[name], False, frozenset(_INSIDE_WORD.get(name[-1], "")))


def _read_short() -> Iterator[_Name]:
    """Yield the safe short names of provinces and prefectures."""
    for short, places in _SHORT.items():
        outer = [x for x in places if x.level != "县"]
        if outer and len(short) > 1 and _GUARDS.get(short, {}).get("use") != "full":
            yield _Name(short, (outer[0],), True)  # 吉林 and 海南 are first of all the provinces


@cache
def _read_automaton() -> tuple[AhoCorasick, tuple[_Name, ...]]:
    """Return the search for all names at once; one pass takes 10 ns a character, however many there are."""
    names = (*_read_full(), *_read_short())
    words = [x.text for x in names]
    return AhoCorasick(words, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA), names


_HEADS = frozenset(short[:2] for short in _SHORT if len(short) > 1)  # one of these, or no short name stands there


Found = tuple[int, int, int]  # where a name stands: its start, its end below 0, its index in the automaton


def find_places(text: str, names: Sequence[Found] | None = None) -> list[Mention]:
    """Return the places a text names, in order, never overlapping; [] where there is none.

    A name that several places share (朝阳区) is taken for the one whose province or prefecture was named last before it; with none
    named, it is left out.

    Args:
        text: any text.
        names: those names of it that are to be read, as :func:`find_names` gave them; all where None.

    >>> [mention.place.path for mention in find_places("沈阳将在武冈市、朝阳产业")]
    ['辽宁省/沈阳市', '湖南省/邵阳市/武冈市']
    """
    mentions: list[Mention] = []
    last = 0
    known = _read_automaton()[1]
    for start, reverse, index in find_names(text) if names is None else names:
        if start < last:
            continue
        end, candidates = -reverse, known[index].places
        place = candidates[0] if len(candidates) == 1 else _nearest(candidates, mentions)
        if place is None or (end - start == 2 and place.level == "县" and not _stands_alone(text, start, mentions)):
            continue
        mentions.append(Mention(start, end, text[start:end], place))
        inner = _find_inner(text, end, place)
        if inner is not None:
            mentions.append(inner)
        last = mentions[-1].end
    return mentions


def find_names(text: str) -> list[Found]:
    """Return where safe short names stand, and the longest full name that ends at a place, the longest first of those that begin together."""
    automaton, names = _read_automaton()
    found: list[Found] = []
    closed = 0
    for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):  # of one end the longest first
        name = names[index]
        if name.short:
            if _is_free(text, start, end, name.text):
                found.append((start, -end, index))
        elif end != closed and not text[start - 1 : start].isdigit() and text[end : end + 1] not in name.goes_on:
            found.append((start, -end, index))  # 10万山区群众 does not name 万山区
            closed = end
    return sorted(found)


def _is_free(text: str, start: int, end: int, short: str) -> bool:
    """Tell whether a guarded short name stands for itself: 西安 does, 江西安全 does not hold it."""
    after = text[end] if end < len(text) else "\n"
    if after in "路舰":  # 嘉兴路街道 lies in Shanghai
        return False
    if text[start - 1 : start] in ("社", "网") and _DATELINE.match(text, end):
        return False
    guard = _GUARDS.get(short)
    if guard is None:
        return True
    before = text[start - 1] if start else "\n"
    return before not in guard["not_after"] and after not in guard["not_before"]


def _nearest(candidates: tuple[Place, ...], mentions: list[Mention]) -> Place | None:
    """Return the candidate that lies within the place named last before it: 北京市…朝阳区."""
    for mention in mentions[:-6:-1]:
        inside = [
            x
            for x in candidates
            if x.path.startswith((mention.place.path + "/", mention.place.path.rpartition("/")[0] + "/"))
        ]
        within = [x for x in inside if x.path.startswith(mention.place.path + "/")] or inside
        if len(within) == 1:
            return within[0]
    return None


def _stands_alone(text: str, start: int, mentions: list[Mention]) -> bool:
    """Tell whether a county of two characters (成县) is one: after its province or prefecture, or at the head of a clause."""
    return (
        start == 0
        or (bool(mentions) and mentions[-1].end == start)
        or text[start - 1] in " ,，、。；;:：(（.．\n在和与到赴"
    )


def _find_inner(text: str, end: int, outer: Place) -> Mention | None:
    """Find a short name right behind its province or prefecture: 云南会泽, 辽宁朝阳, which by itself is a word."""
    if text[end : end + 2] not in _HEADS or outer.level == "县":
        return None
    for length in (4, 3, 2):
        short = text[end : end + length]
        if (
            short in _SHORT
            and len(short) == length
            and short not in _NO_SHORT
            and text[end + length : end + length + 1] not in {"市", "县", "区", "州"}
        ):
            inside = [x for x in _SHORT[short] if x.path.startswith(outer.path + "/")]
            inside = [x for x in inside if x.level == "市"] or inside
            word = _GUARDS.get(short, {}).get("use") == "full" and text.startswith(_WORDS, end + length)
            if len(inside) == 1 and not word:
                return Mention(end, end + length, short, inside[0])
    return None


@lru_cache(maxsize=4096)
def resolve_place(name: str, within: str | None = None) -> Place | None:
    """Return the place of that full or short name, or path; None where it is unknown or several share it.

    Args:
        name: 武冈市, 武冈, 湖南省武冈市 or 湖南省/邵阳市/武冈市.
        within: the path of a province or prefecture in which to look.

    >>> resolve_place("武冈").path
    '湖南省/邵阳市/武冈市'
    >>> resolve_place("朝阳区", within="北京市").path
    '北京市/朝阳区'
    """
    name = name.strip().rpartition("/")[2] if "/" not in name else name.strip()
    if "/" in name:
        outer, _, last = name.rpartition("/")
        head = resolve_place(outer)
        return resolve_place(last, head.path if head else None)
    candidates = _FULL.get(name) or _SHORT.get(name) or ()
    if within:
        candidates = tuple(x for x in candidates if x.path.startswith(within + "/") or x.path == within)
    if not candidates:
        mentions = find_places(name)
        return mentions[-1].place if mentions and mentions[-1].end == len(name) else None
    best = min(candidates, key=lambda x: _LEVELS.index(x.level))
    top = [x for x in candidates if x.level == best.level]
    return best if len(top) == 1 else None
