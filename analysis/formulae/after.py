"""Read the list that follows a formula: in brackets, behind a colon, by markers (一是…二是…), as 以…为…, or by its own word repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.formulae.before import Listing, Span, is_quoted
from analysis.quantities.edges import DOING

_BRACKET = re.compile(
    '[”"」]?[^，。；：:\\n()（）、]{0,6}?[(（](?P<list>[^()（）\\n]{3,200}(?:[(（][^()（）\\n]{1,30}[)）][^()（）\\n]{0,60}){0,6})[)）]'
)
_NO_LIST = re.compile("以下|下同|简称|见|详见|如下|含|附")
_COLON = re.compile(
    '[”"」]?[^，。；：:\\n“”]{0,14}?(?:[：:]|——|[，,](?:即|分别是|分别为|也就是|包括|主要包括|主要是|具体包括|具体是)|(?:即|分别是|分别为|是指|包括|主要包括)(?=[^，。；\\n]{2}))[：:]?\\n?(?P<list>[^。！？\\n]{2,400})'
)
_MARKS = (";；", "，,", "、")
_CUT, _PAUSE = re.compile("[，,；;]"), re.compile("、")
_NAMED = re.compile("“[^“”]{2,12}”(?:即|是指|包括|分别是|指)")
_LEAD = re.compile('(?:即|分别是|分别为|指|是指|包括|[一二三四五六七八九十]是|[：:“"、])+')
_PLUS = re.compile("加|[+＋]")
_CHINESE = (
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    *("十" + x for x in "一二三四五六七八九"),
    "二十",
)
_FAMILIES = (  # how the first marker looks; {n} is its number in Chinese, {d} in digits
    "{n}是(?:要)?",
    "{n}要",
    "[（(]{n}[)）]",
    "[（(]{d}[)）]",
    "第{n}[，、是：:]",
    "其{n}[，、是：:]?",
    "{n}、",
    "(?<![0-9.]){d}[.．、](?![0-9])",
    "——",
    "{c}",
)
_FIRST = re.compile(
    "[一（(第其1①—首](?:(?<=一)(?:[是要]|(?<=\\n一)、)|(?<=[（(])[一1][)）]|(?<=第)一[，、是：:]|(?<=其)一|(?<=1)(?<![0-9.]1)[.．、](?![0-9])"
    "|(?<=①)|(?<=\\n—)—|(?<=首)先)"
)
_ITEM_END = re.compile("[，,。；;：:！？\\n]|——")
_ADVERB = re.compile("(?:要|着力|[ 　])*(?=[^，。；\\n]{4})")
_CHAIN = re.compile("以(?P<member>[^，,。；;\\n、]{2,14})为[^，,。；;\\n]{2,12}[，,、。的]")
_NEAR = 160  # characters from a formula to the first marker of its list
_FAR = 6000  # characters that a list by markers may take


def read_brackets(text: str, end: int, count: int | None) -> Listing | None:
    """Return the list in the brackets behind a formula (“四支队伍”(书记、党务工作者、积极分子、其他对象))."""
    match = _BRACKET.match(text, end)
    if match is None or _NO_LIST.match(match["list"]):
        return None
    begin, stop = match.span("list")
    if count is None:
        members = tuple(_shed_one(text, *x) for x in _split(text, begin, stop, _PLUS))
        return Listing(members) if len(members) > 1 else None
    return _read_run(text, begin, stop, count, strict=False)


def read_colon(text: str, end: int, count: int) -> Listing | None:
    """Return the list behind a colon, 即 or 包括; None where it has not the number of members that the formula says."""
    match = _COLON.match(text, end)
    return _read_run(text, *match.span("list"), count, strict=True) if match else None


def _read_run(text: str, begin: int, stop: int, count: int, strict: bool) -> Listing | None:
    """Return the members of a stretch, parted by the mark that gives the number wanted, else by the strongest that stands in it."""
    best: Listing | None = None
    cut = _CUT.search(text, begin, stop)
    first = _split(text, begin, cut.start(), _PAUSE) if cut and text.find("、", begin, cut.start()) > 0 else ()
    if first and len(first) == count:
        return Listing(first)  # “五星”即党建星、…、文明星，“3A”即…
    for marks in _MARKS:
        members = _split(text, begin, stop, re.compile(f"[{marks}]"))
        if len(members) == count or (marks == "、" and len(_with_and(text, members)) == count):
            return Listing(members if len(members) == count else _with_and(text, members))
        if len(members) > 1 and (best is None or marks == "、"):
            best = best or Listing(members, text[stop - 1] == "等")
    return None if strict else best


def _with_and(text: str, members: tuple[Span, ...]) -> tuple[Span, ...]:
    """Split the last member at 和."""
    if not members:
        return members
    begin, stop = members[-1]
    return (*members[:-1], *_split(text, begin, stop, re.compile("以及|[和与及]")))


def _split(text: str, begin: int, stop: int, mark: re.Pattern[str]) -> tuple[Span, ...]:
    members, last, depth = [], begin, 0
    for at in range(begin, stop):
        depth += (text[at] in "(（《") - (text[at] in ")）》")
        found = mark.match(text, at, stop) if depth <= 0 else None
        if found and at >= last:
            members.append((last, at))
            last = found.end()
    members.append((last, stop))
    return tuple(x for x in (_shed(text, *x) for x in members) if x[1] - x[0] > 0)


def _shed(text: str, begin: int, stop: int) -> Span:
    lead = _LEAD.match(text, begin, stop)
    begin = lead.end() if lead else begin
    while stop > begin and text[stop - 1] in '”"等。；; 　' and not is_quoted(text, begin, stop):
        stop -= 1
    return begin, stop


def _shed_one(text: str, begin: int, stop: int) -> Span:
    """Return a member without 一名 (一名村儿童主任加一名志愿讲师)."""
    return (begin + 2 if text.startswith(("一名", "一个", "一位"), begin) and stop - begin > 3 else begin), stop


def read_markers(text: str, start: int, end: int, count: int) -> Listing | None:
    """Return the list that markers make behind a formula (一是健全…。二是健全…。), None where none begins nearby.

    Args:
        text: the reading text.
        start, end: where the formula stands.
        count: its number; a list of another length counts only right behind the formula's own sentence.

    Where every item begins with the verb before the formula (健全“七大体系”), the items are told without it.
    """
    first = _FIRST.search(text, end, min(len(text), end + _NEAR))
    if first is None:
        return None
    starts = list(_follow(text, first.start(), count))
    close = text.count("。", end, first.start()) + text.count("\n", end, first.start()) <= 2
    if len(starts) != count and not (close and abs(len(starts) - count) <= 1 and len(starts) > 1):
        return None
    members = [_read_item(text, x) for x in starts]
    verb = verb_before(text, start)
    if verb and all(text.startswith(verb, a) for a, _ in members):
        members = [(a + len(verb), b) for a, b in members]
    return Listing(tuple(members)) if all(b > a for a, b in members) else None


def _follow(text: str, start: int, count: int) -> Iterator[int]:
    """Yield where the items begin behind their markers, as far as the numbers run on without a gap."""
    family = next((x for x in _FAMILIES if _marker(x, 1).match(text, start)), None)
    if family is None:
        return
    position, limit = start, min(len(text), start + _FAR)
    for number in range(1, min(count + 2, 21)):
        match = _marker(family, number).search(text, position, limit)
        if match is None:
            return
        yield match.end()
        position = match.end()


_CACHE: dict[tuple[str, int], re.Pattern[str]] = {}


def _marker(family: str, number: int) -> re.Pattern[str]:
    key = (family, number)
    if key not in _CACHE:
        circle = chr(0x245F + number)
        _CACHE[key] = re.compile(
            family.replace("{n}", _CHINESE[number - 1]).replace("{d}", str(number)).replace("{c}", circle)
        )
    return _CACHE[key]


def _read_item(text: str, begin: int) -> Span:
    adverb = _ADVERB.match(text, begin)
    begin = adverb.end() if adverb else begin
    stop = _ITEM_END.search(text, begin)
    return begin, stop.start() if stop else len(text)


def read_chain(text: str, end: int, count: int) -> Listing | None:
    """Return the members of a chain 以…为平台，以…为载体 that follows a formula in its sentence."""
    sentence = text.find("。", end, end + 300)
    members = [
        x.span("member")
        for x in _CHAIN.finditer(text, end, sentence + 1 if sentence > 0 else min(len(text), end + 300))
    ]
    return Listing(tuple(members)) if len(members) == count else None


def read_repeated(text: str, end: int, key: str, count: int) -> Listing | None:
    """Return the clauses behind a formula that each hold its own word (三同步: …同步审批，…同步评价，…同步开展)."""
    if len(key) < 2:
        return None
    stop = min(len(text), end + 220)
    if text.find(key, end, stop) < 0:
        return None
    members: list[Span] = []
    for clause in re.finditer("[^，,。；;：:、！？\\n]+", text[end:stop]):
        if key in clause[0] and clause[0].strip('”“"') != key:
            named = _NAMED.match(clause[0])  # “四大行动”即甲行动、乙行动
            members.append((end + clause.start() + (named.end() if named else 0), end + clause.end()))
        elif members:
            break
    return Listing(tuple(members)) if len(members) == count else None


def verb_before(text: str, start: int) -> str:
    """Return the verb right before a formula (健全 of 健全“七大体系”), empty where none stands there."""
    stop = start - 1 if start and text[start - 1] in '“"' else start
    verbs = [x for x in DOING.finditer(text, max(0, stop - 6), stop) if x.end() == stop]
    return verbs[-1][0] if verbs else ""
