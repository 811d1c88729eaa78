"""The grammar of a quantity: numeral, approximator, scale, unit, and ranges of them; what the words are worth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from analysis.numerals import PLAIN, NumeralError, read_numeral
from analysis.units import FIRST_CHARACTERS, SPELLED_CHARACTERS, UNIT_PATTERN, UNITS, Unit

_D = "0-9０-９"
_C = "〇零一二两三四五六七八九十百千万亿"
_SEPARATORS = "-－—–−~～〜至到"
_CANDIDATE = re.compile(
    f"[{_D}{_C[2:]}数几半壹贰叁肆伍陆柒捌玖]"
    f"(?:(?<=[{_D}])[{_D}]*|(?<=[数几])(?=[十百千万亿])|(?<=半)(?=[年个小天数])|(?<=减半)"
    f"|(?<=一)(?=[{_C}几半{_SEPARATORS}{SPELLED_CHARACTERS}])"
    f"|(?<![{_D}一数几半])(?=[{_C}拾佰仟余多几来分点半 {_SEPARATORS}{FIRST_CHARACTERS}]))"
)
_NUMBER = re.compile(
    f"""
    (?: (?P<digits> (?: [1-9１-９][{_D}]{{0,2}} (?: [,，][{_D}]{{3}} )+ (?![{_D}]) | [{_D}]++ ) (?: [.．][{_D}]++ )? )
      | (?P<spelled> [数几]? [{_C}壹贰叁肆伍陆柒捌玖拾佰仟]++ (?: 点[〇零一二三四五六七八九]++ [万亿]* )? | 半 ) )
    (?: 分之 (?P<share> [{_D}]++ (?: [.．][{_D}]++ )? | [{_C}]++ (?: 点[〇零一二三四五六七八九]++ )? )
      | [ ]? (?P<more> [余多几来] | [+＋](?=[个家名人项万]) )? [ ]? (?P<scale> [十百千万亿]++ )?
        (?P<again> 余 | 多(?!元化|样|层次|功能|媒体) | 来 | 几 )?
        [ ]? (?: (?P<half> 个半 | 个多 ) (?P<time> 小时|钟头|月|星期|礼拜|学期|季度 ) | (?P<unit> {UNIT_PATTERN} ) )? )
    """,
    re.VERBOSE,
)
_TAIL = re.compile(
    "(?P<half>半(?![天年月个小数]))?(?: ?(?P<about>左右|上下(?![级班游文功联同贯楼车学求水铺工]))"
    "|(?P<plus>有余|余(?![额款粮下热生力])|多(?!元|样|层|功能|媒体|种|方|次|边|民族|项|个|部门|家|名|点|国|地|年|人|云|渠)))?"
)
_RANGE = re.compile(f" ?[{_SEPARATORS}] ?(?=[{_D}{_C}])")
_RATIO = re.compile(f"[{_D}]+(?:\\\\.[{_D}]+)?(?:[:：∶][{_D}]+(?:\\\\.[{_D}]+)?)+")
_SERIAL = re.compile(f"[-－—–.．/:：∶×xX*+＋_][{_D}A-Za-z]")
_APPROXIMATE = re.compile(
    "(十|[二三四五六七八九]十)?([一二三四五六七八九])([二三四五六七八九])(十|百|千|万|亿|十万|百万|千万|十亿|百亿)?"
)
_EXPONENTS = {
    "": 0,
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
    "十万亿": 13,
    "百万亿": 14,
}
_SHARES = {"百": "%", "千": "‰", "万": "‱"}
_COMPOUND = re.compile(
    "干部|队伍|代表|志愿|骨干|人员|家庭|群众|子女|组织|学生|儿童|职工|工人|老人|老年|居民|农民|党员|教师|妇女|青年|企业|单位|[户们会院家团员者长群级队证卡权]"
)
_LONGEST = 40


@dataclass(slots=True)
class Measure:
    """What the grammar read: the span without its approximator before, the value, the unit, and how it is approximate."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: Unit | None
    modifier: str  # exact, more_than (余), about (左右): what stands inside the span
    spelled: str  # the Chinese numeral; "" for digits
    bare: bool  # a scale without a number (百余家, 亿元以上), which counts only if approximated or bounded
    scaled: bool  # 万, 亿 or an approximator beside the number: it counts even without a unit
    noun: str | None = None


def find_candidates(text: str) -> Iterator[re.Match[str]]:
    """Yield the places where a numeral may begin: digits, and Chinese numerals that something countable may follow."""
    return _CANDIDATE.finditer(text)


def read_measure(text: str, start: int) -> Measure | int:
    """Read the quantity that begins at ``start``.

    Returns:
        The measure, a range as one; or, where no quantity can stand (a serial number, an unreadable numeral), the offset
        from which to go on.
    """
    match = _NUMBER.match(text, start)
    if match is None:
        return start + 1
    first = _read_one(text, match)
    if first is None or first.end - start > _LONGEST:
        return match.end()
    joint = _RANGE.match(text, first.end)
    if joint:
        other = _NUMBER.match(text, joint.end())
        second = _read_one(text, other) if other else None
        if second:
            if first.spelled == "" and first.unit is None and _SERIAL.match(text, second.end) and second.unit is None:
                return second.end  # 400-6688-999
            joined = _join_range(first, second)
            if joined:
                return joined
    return first


def _read_one(text: str, match: re.Match[str]) -> Measure | None:
    digits, spelled, share, more, scale, again, half, time, surface = match.group(
        "digits", "spelled", "share", "more", "scale", "again", "half", "time", "unit"
    )
    start, end = match.start(), match.end()
    if share:
        return _read_share(start, end, digits or spelled, share, spelled or "")
    values = _read_values(digits, spelled, more, scale or "", again)
    if values is None:
        return None
    low, high, modifier = values
    unit = UNITS[surface] if surface else UNITS["个" + time] if time else None
    noun = None
    if unit is not None and unit.noun:
        if len(unit.surface) > 2 or _COMPOUND.match(text, end):
            end, noun, unit = end - len(unit.surface), unit.surface, None
    elif unit is None:
        end = (
            match.end("again")
            if again
            else match.end("scale")
            if scale
            else match.end("more")
            if more
            else _number_end(match)
        )
    if half == "个半":
        low, high = (None if v is None else v + 0.5 for v in (low, high))
    elif half:
        high, modifier = None, "more_than"
    if unit is not None and not half:
        tail = _TAIL.match(text, end)
        if tail and tail.end() > end:
            low, high, modifier, end = _read_tail(tail, unit, low, high, modifier, end)
        if unit.surface == "成":
            low, high = (None if v is None else v * 10 for v in (low, high))
    elif unit is None and scale_or_more(scale, more, spelled) and text.startswith("左右", end):
        modifier, end = "about", end + 2
    bare = bool(spelled) and spelled[0] in "百千万亿"
    scaled = bool(scale or more or again or noun) or (spelled or "")[-1:] in ("万", "亿")
    return Measure(start, end, low, high, unit, modifier, spelled or "", bare, scaled, noun)


def scale_or_more(scale: str | None, more: str | None, spelled: str | None) -> bool:
    """Return whether a number without unit is large or approximate enough to stand alone (5万左右)."""
    return bool(scale or more or (spelled and spelled[-1] in "万亿"))


def _number_end(match: re.Match[str]) -> int:
    return match.end("digits") if match["digits"] else match.end("spelled")


def _read_share(start: int, end: int, whole: str, share: str, spelled: str) -> Measure | None:
    """Read 百分之五, 千分之三 and 三分之一."""
    try:
        part = read_numeral(share)
        if whole in _SHARES:
            value, name = float(part), _SHARES[whole]
        else:
            base = read_numeral(whole)
            if not 0 < part <= base * 10:
                return None
            value, name = round(float(100 * part / base), 3), "%"
    except NumeralError:
        return None
    return Measure(start, end, value, value, UNITS[name], "exact", spelled + "分之" + share, False, True)


def _read_values(
    digits: str | None, spelled: str | None, more: str | None, scale: str, again: str | None
) -> tuple[float | None, float | None, str] | None:
    """Return low, high and modifier of a number with its scale and the approximator inside it."""
    exponent = _EXPONENTS.get(scale)
    if exponent is None:
        return None
    if digits:
        if len(digits) > _LONGEST:
            return None
        if not digits.isascii() or "," in digits:
            digits = digits.translate(PLAIN).replace(",", "")
        low = high = float(f"{digits}e{exponent}") if scale else float(digits)
        modifier = "exact"
    else:
        value = _read_spelled(spelled or "")
        if value is None:
            return None
        low, high, modifier = value
        if scale:
            low, high = (None if v is None else v * 10**exponent for v in (low, high))
    word = more or again
    if word is None:
        return low, high, modifier
    if word == "来":
        return low, high, "about"
    if word == "几":  # 十几个, 二十几万
        unit = 10**exponent
        if low is None or low / unit % 10 or (digits and low < 10):
            return None
        return low + unit, low + 9 * unit, "about"
    return low, None, "more_than"


@lru_cache(maxsize=4096)
def _read_spelled(spelled: str) -> tuple[float | None, float | None, str] | None:
    """Read Chinese numerals, also those that name no single value: 几十, 数百, 三五, 七八十."""
    if len(spelled) > _LONGEST:
        return None
    try:
        if spelled[0] in "数几":
            return float(read_numeral(spelled[1:])), None, "about"
        pair = _APPROXIMATE.fullmatch(spelled.replace("两", "二")) if 1 < len(spelled) < 6 else None
        if pair:
            return _read_pair(*pair.groups())
        value = float(read_numeral(spelled))
    except (NumeralError, OverflowError):
        return None
    return value, value, "exact"


def _read_pair(
    tens: str | None, one: str, two: str, scale: str | None
) -> tuple[float | None, float | None, str] | None:
    """Read two neighbouring digits as a range (三四个, 三五天, 十七八岁, 七八十人)."""
    low, high = ("一二三四五六七八九".index(c) + 1 for c in (one, two))
    if high - low != 1 and (low, high) != (3, 5):
        return None
    factor, base = 10 ** _EXPONENTS[scale or ""], float(read_numeral(tens)) if tens else 0.0
    return (base + low) * factor, (base + high) * factor, "about"


def _read_tail(
    tail: re.Match[str], unit: Unit, low: float | None, high: float | None, modifier: str, end: int
) -> tuple[float | None, float | None, str, int]:
    if tail["half"] and (unit.kind == "duration" or unit.name in ("岁", "倍", "亩", "米", "公里", "斤", "公斤", "吨")):
        low, high = (None if v is None else v + 0.5 for v in (low, high))
        end = tail.end("half")
    elif tail["half"]:
        return low, high, modifier, end
    if tail["about"]:
        return low, high, "about", tail.end()
    if tail["plus"] and (unit.kind != "count" or tail["plus"] == "有余"):
        return low, None, "more_than", tail.end()
    return low, high, modifier, end


def _join_range(first: Measure, second: Measure) -> Measure | None:
    """Return the range that two measures make (35-40张, 2万-3万元), or None where they make none."""
    if first.low is None or second.high is None:
        return None
    if (
        first.unit is not None
        and second.unit is None
        and second.spelled
        and first.unit.kind == "percent"
        and not second.scaled
    ):
        unit = first.unit  # 百分之五至十
    elif first.unit is None or first.unit == second.unit:
        unit = second.unit
    else:
        return None
    low = first.low
    if first.unit is None and not first.scaled and second.scaled:
        factor = 10**8 if second.high >= 10**8 else 10**4 if second.high >= 10**4 else 1
        low = low * factor if low < second.high / factor else low
    if low >= second.high or (unit is None and not second.scaled):
        return None
    modifier = "about" if "about" in (first.modifier, second.modifier) else "exact"
    spelled = first.spelled + second.spelled
    return Measure(
        first.start,
        second.end,
        low,
        second.high,
        unit,
        modifier,
        spelled,
        False,
        second.scaled or first.scaled,
        second.noun,
    )


def read_ratio(text: str, start: int) -> tuple[int, float | None]:
    """Return where a ratio (1:3, 1∶4) at ``start`` ends and its value; (start, None) where none stands; a time of day has no value."""
    match = _RATIO.match(text, start)
    if match is None:
        return start, None
    parts = [float(part.translate(PLAIN)) for part in re.split("[:：∶]", match[0][: 4 * _LONGEST])]
    if len(parts) != 2 or not parts[1]:
        return match.end(), None
    return match.end(), round(parts[0] / parts[1], 6)
