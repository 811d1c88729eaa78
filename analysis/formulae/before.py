"""Read the list that stands right before a formula: 试点培育、能力提升、示范引领三个阶段, 省市县三级, 东风路社区等五个社区."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from analysis.formulae.words import count_of, word_pattern, words
from analysis.quantities.edges import DOING, DOING_FIRST

Span = tuple[int, int]

REACH = 160  # characters that a list before its count may take
_CLAUSE = frozenset("，,。；;：:！？\n")
_LAST_MARK = re.compile(".*[，,。；;：:！？\n(（]", re.DOTALL)  # greedy: it ends behind the last mark
_LIST_MARK = re.compile("[(（《)）》、]")
_TAIL = re.compile(
    '(?:等(?:地|地区|省份?|方面)?|这|共|共计|其他|为主要内容的|为(?:主要)?内容的|为代表的|为重点的|组成的|构成的|相结合的|一体的|为一体的|在内的)*[“"「]?$'
)
_TAIL_LAST = frozenset('等地区省份面这共计他的“"「\n')  # with one of these a tail ends
_TAIL_MARKS = "".join(sorted(set(_TAIL.pattern) - set("(?:|)*[]$"))) + "\n"  # and of these it is made
_OPEN = re.compile('等[^、]{0,4}$|在内的[“"]?$|代表的[“"]?$|重点的[“"]?$')
_JOIN = re.compile("以及|[和与及或]|(?<=[一-鿿])[+＋]")
_ACTING = re.compile(word_pattern("acting"))
_PARTICLE = word_pattern("particle")
_EDGE = re.compile(  # behind these a first member may begin
    f"以及|{_ACTING.pattern}|发展(?!区)|培育|{_PARTICLE}|[一-鿿][好住准稳牢实紧]|通过|包括|涉及|覆盖|涵盖|分为|划为|包含|按照?(?![揭摩期])|达到|连续"
    '|跨越|其中|重点|着力|进一步|规划建设|建设|“(?![^“”]{1,30}”.)|[：:”"》）)]|(?<=[省市县区镇乡])(?<!社区)(?<!城[市乡镇])|(?<=年)|(?<=月)'
)
_LEADING = re.compile(f"{_ACTING.pattern}|以及|{_PARTICLE}|各(?!级)")
_LEVELS, _REGIONS = frozenset(words("level")), frozenset(words("region"))
_PAIRED = re.compile("(?:相结合|相融合|相衔接|挂钩|结合起来)")
# a verb whose object is the counted noun: the words before it are no list
_TAKING = re.compile(f"{word_pattern('taking')}$")
_DASH = re.compile("[—－–-]+")
_STRAY = re.compile(  # marks and joints ahead of a member, but not the quotes of “弱有众扶”救助行动 nor the 和 of 和谐
    '(?:[ 　与及在”‘’」]|[“"「](?![^“”"「」]*[”"」][^”])|和(?![平谐睦美顺田龙善静硕政]))+'
)
_QUOTES = '“”"‘’「」'


@dataclass(frozen=True, slots=True)
class Listing:
    """The members that a list gives, and whether it says that there are more (等)."""

    members: tuple[Span, ...]
    open: bool = False


def read_before(text: str, start: int, end: int, count: int) -> Listing | None:
    """Return the list that ends where a formula begins, None where none does.

    Args:
        text: the reading text.
        start, end: where the formula stands, inside its quotation marks.
        count: its number.

    >>> text = "以汉中、渭南两市为示范"
    >>> [text[a:b] for a, b in read_before(text, 6, 8, 2).members]
    ['汉中', '渭南']
    """
    floor = max(0, start - REACH)
    stop = _shed_tail(text, floor, start)
    opened = _OPEN.search(text, max(floor, start - 8), start) is not None
    begin = _clause_start(text, floor, stop)
    if _TAKING.search(text, max(begin, stop - 4), stop):
        return None
    named = text[start - 1 : start] in ("“", '"', "「")  # “三高两基地”“五大产业集群”: two names side by side, no list
    quoted = None if named else _read_quoted(text, begin, stop, count)
    if quoted:
        return quoted
    parts = _split_parts(text, begin, stop, count)
    if len(parts) < 2:
        parts = _split_dashes(text, begin, stop)
    if len(parts) != count and len(parts) < 2:
        return _read_characters(text, begin, stop, count)
    if len(parts) == 2 and _PAIRED.match(text, end):
        even = _split_even(text, parts[-1], count)
        if even:
            return Listing(even)
    parts = _cut_first(text, parts, count)
    spans = tuple(x for x in (_strip(text, a, b) for a, b in parts) if x[1] > x[0])
    if len(spans) < 2 or any(b - a > 30 or _ACTING.fullmatch(text, a, b) for a, b in spans):
        return None
    return Listing(spans, opened)


def _shed_tail(text: str, floor: int, start: int) -> int:
    """Return where the words begin that part a list from its count (等地, 共, 为主要内容的)."""
    if text[start - 1 : start] not in _TAIL_LAST:
        return start
    low = floor + len(text[floor:start].rstrip(_TAIL_MARKS))  # no tail begins before it
    tail = _TAIL.search(text, low, start)
    return tail.start() if tail else start


def _clause_start(text: str, floor: int, stop: int) -> int:
    """Return where the clause begins that ends at ``stop``; marks in brackets end none."""
    last = _LAST_MARK.match(text, floor, stop)
    begin = last.end() if last else floor
    if text.find(")", begin, stop) < 0 and text.find("）", begin, stop) < 0:
        return begin
    depth = 0
    for at in range(stop - 1, floor - 1, -1):
        if text[at] in ")）":
            depth += 1
        elif text[at] in "(（":
            if not depth:
                return at + 1
            depth -= 1
        elif not depth and text[at] in _CLAUSE:
            return at + 1
    return floor


def _split_parts(text: str, begin: int, stop: int, count: int) -> list[Span]:
    """Split a list at 、 outside brackets, and its last part at 和."""
    parts, depth, last = [], 0, begin
    for mark in _LIST_MARK.finditer(text, begin, stop):
        at = mark.start()
        if text[at] in "(（《":
            depth += 1
        elif text[at] in ")）》":
            depth -= 1
        elif depth <= 0:
            parts.append((last, at))
            last = at + 1
    return [*parts, *_split_last(text, last, stop, count - len(parts))]


def _split_last(text: str, begin: int, stop: int, wanted: int) -> list[Span]:
    if wanted < 2:
        return [(begin, stop)]
    joints = [x for x in _JOIN.finditer(text, begin + 1, stop - 1) if not _inside_quotes(text, begin, x.start())]
    joints = joints[-(wanted - 1) :]
    edges = [begin, *(x for joint in joints for x in joint.span()), stop]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _inside_quotes(text: str, begin: int, at: int) -> bool:
    return text.count("“", begin, at) > text.count("”", begin, at)


def _cut_first(text: str, parts: list[Span], count: int) -> list[Span]:
    """Return the parts from the first member on, without what leads up to it (将重点培育发展生活服务类)."""
    if len(parts) > count:
        parts = parts[-count:]
    others = parts[1:]
    length = median(b - a for a, b in others)
    begin, end = parts[0]
    doing = len([a for a, b in others if _is_doing(text, a, b)])
    verbal = doing * 2 > len(others)
    if not verbal:
        begin = _shed_verbs(text, begin, end)
    edges = {begin, *(x.end() for x in _EDGE.finditer(text, begin, end))}
    for verb in DOING.finditer(text, begin, end):
        edges.update((verb.start(),) if verbal else (verb.end(), verb.start()))
    nearest = min((x for x in edges if x < end), key=lambda x: (abs(end - x - length), x), default=begin)
    return [(nearest, end), *others]


def _is_doing(text: str, begin: int, end: int) -> bool:
    """Tell whether a member begins with a verb."""
    verb = DOING.match(text, begin, end) if text[begin : begin + 1] in DOING_FIRST else None
    return verb is not None or _ACTING.match(text, begin, end) is not None


def _shed_verbs(text: str, begin: int, end: int) -> int:
    """Return where a first member begins behind the verbs that lead up to it (推进市、县、乡三级)."""
    while begin < end:
        verb = _LEADING.match(text, begin, end) or DOING.match(text, begin, end)
        if verb is None or verb.end() >= end or verb.end() == begin:
            break
        begin = verb.end()
    return begin


def _strip(text: str, begin: int, end: int) -> Span:
    """Return a member without the marks and the 和 around it."""
    lead = _STRAY.match(text, begin, end)
    begin = lead.end() if lead else begin
    while end > begin and text[end - 1] in _QUOTES + " 　" and not is_quoted(text, begin, end):
        end -= 1
    return begin, end


def is_quoted(text: str, begin: int, end: int) -> bool:
    """Tell whether a member ends with words in quotation marks (农村“厕所革命”), which keep their mark."""
    return text[end - 1] == "”" and text.find("“", begin + 1, end) > 0


def _read_characters(text: str, begin: int, stop: int, count: int) -> Listing | None:
    """Read a list without marks: one character a member (省市县三级, 京津冀三地)."""
    low = stop
    while low > begin and stop - low < count and text[low - 1] in _LEVELS:
        low -= 1
    if stop - low != count:
        low = stop
        while low > begin and stop - low < count and text[low - 1] in _REGIONS:
            low -= 1
    if stop - low != count or text[low - 1 : low] in ("全", "各", "本"):
        return None
    return Listing(tuple((x, x + 1) for x in range(low, stop)))


def _split_dashes(text: str, begin: int, stop: int) -> list[Span]:
    """Split 市—区—街道 at its dashes; nothing where none stands there."""
    edges = [begin, *(x for mark in _DASH.finditer(text, begin, stop) for x in mark.span()), stop]
    return list(zip(edges[::2], edges[1::2], strict=True)) if len(edges) > 2 else []


def _read_quoted(text: str, begin: int, stop: int, count: int) -> Listing | None:
    """Read a list in quotation marks (“人员、场所、经费”三落实), or a word of one character a member (“加减乘除”四篇文章)."""
    if text[stop - 1 : stop] not in ("”", '"'):
        return None
    opening = max(text.rfind("“", begin, stop - 1), text.rfind('"', begin, stop - 1))
    parts = _split_parts(text, opening + 1, stop - 1, count) if opening >= 0 else []
    if len(parts) == count:
        return Listing(tuple(parts))
    word = text[opening + 1 : stop - 1]
    if opening >= 0 and len(word) == count and not any(map(count_of, word)):  # “三高两基地” is a formula of its own
        return Listing(tuple((x, x + 1) for x in range(opening + 1, stop - 1)))
    return None


def _split_even(text: str, part: Span, count: int) -> tuple[Span, ...] | None:
    """Split 登记年检 into its words of two characters each."""
    begin, stop = part
    if stop - begin != 2 * count:
        return None
    return tuple((x, x + 2) for x in range(begin, stop, 2))


def agrees(text: str, listing: Listing, count: int) -> bool:
    """Tell whether a list holds as many members as its formula says, a formula among them by its own number (“四化”和基础设施5大领域)."""
    if len(listing.members) == count:
        return True
    total = sum(count_of(text[a:b]) or 1 for a, b in listing.members)
    return not listing.open and total == count


def same_ending(text: str, listing: Listing) -> bool:
    """Tell whether all members end with the same character (生活服务类、公益慈善类)."""
    return all(text[a[1] - 1] == text[b[1] - 1] for a, b in pairwise(listing.members))
