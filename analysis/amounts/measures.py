"""The grammar of a quantity: numeral, approximator, scale, unit, and ranges of them; what the words are worth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from analysis.amounts.approximations import read_scaled
from analysis.amounts.units import AGES, UNIT_PATTERN, UNITS, Unit
from analysis.numerals import LONGEST, NumeralError, read_numeral

_D = "0-9０-９"
_C = "〇零一二两三四五六七八九十百千万亿"
_SEPARATORS = r"\-－—–−~～〜至到"
_CANDIDATE = re.compile(
    f"[{_D}{_C[2:]}数几半壹贰叁肆伍陆柒捌玖]"
    f"(?:(?<=[{_D}])(?<![{_D}][{_D}])[{_D}]*+(?![月号版)）]|年(?<=[12][0-9]{{3}}年))"  # 2023年, 10月, (1) are no counts
    f"|(?<=[{_C}])(?<![{_C}][{_C}])[{_C}]*+(?:(?<=[{_C}][万亿])|(?=[拾佰仟余多几来分点半 {_SEPARATORS}])|(?={UNIT_PATTERN}))"
    f"|(?<=[数几])(?=[十百千万亿])|(?<=半)(?=[年个小天数价])|(?<=减半)|(?<=[壹贰叁肆伍陆柒捌玖])(?=[拾佰仟万亿]))"
)
_PER_WHAT = (
    "人次|人[月年]|[月年]人|人|月|年|天|日|户|亩|公顷|小时|秒|平方米|立方米|平方公里|公里|吨|升|次|张|床位|床|例|学期|学年|学时|课时|节|千瓦时|度"
    "|院|具|生|班|校|村|所|站|点|桌|栋|镇|乡|孔|岗|学生|周|季度|套|件|个|㎡|m²|m³|[百千万]?万?人|100万人|10万人|万元|百户|公斤|千克|斤|餐|份|头|只|株|辆|台|场|km²|t|kg|d|h|s|L|a"
)
_PER = f"(?: [/／] (?:{_PER_WHAT}) (?: [·•、] (?:{_PER_WHAT}) )? ){{1,2}}"  # 微克/立方米, 元/人·月
_RATE = re.compile(_PER.replace("[/／]", "[ ]?[/／][ ]?"), re.VERBOSE)  # 728 元 / 人 / 月
_STROKES = frozenset("/／ ")
_TWIN = "[(（][次套只件张份台处座个家所项条幢栋间户人头匹羽株棵盒箱][)）]"  # 30台（套）
_POINT = f"(?: [.．][{_D}]++ )?"
_THOUSANDS = (  # 1,234 and 1 234户
    f"[1-9１-９][{_D}]{{0,2}} (?: [,，][{_D}]{{3}} )+ (?![{_D}])"
    f"| [1-9][0-9]{{0,2}} (?: [ \u2009\u202f] [0-9]{{3}} )+ (?= [万亿]?(?:{UNIT_PATTERN}) ) (?![0-9])"
)
_DIGITS = (
    # 3万5千, 1,234, 2.5; the group is not possessive: before 3.11.5 Python lost its place where one of its turns failed (60万)
    f"(?: [{_D}]++ [亿万千] (?= [{_D}]++ [万千百] ) )* (?: {_THOUSANDS} | [{_D}]++ ) {_POINT}"
)
_THOUSAND = "千(?![瓦克米卡帕伏焦赫])"  # 3千瓦 is 3 千瓦
_SPELLED_POINT = "(?: 点[〇零一二三四五六七八九]++ [万亿]* )?"
_SPELLED = f"[数几]? (?: [{_C.replace('千', '')}壹贰叁肆伍陆柒捌玖拾佰仟] | {_THOUSAND} )++ {_SPELLED_POINT} | 半"
_SCALE = f"[十百千]?万亿 | [十百千]?[万亿] | 十 | 百(?!分) | {_THOUSAND}"
_AGAIN = "余 | 多(?!元化|样|层次|功能|媒体) | 来(?![源自访信电]) | 几"
_NUMBER = re.compile(
    f"""
    (?: (?P<digits> {_DIGITS} ) | (?P<spelled> {_SPELLED} ) )
    (?: 分之 (?P<share> [{_D}]++ {_POINT} | [{_C}]++ {_SPELLED_POINT} )
      | [ ]? (?P<more> [余多几] | 来(?![源自访信电]) | [+＋](?=[个家名人项万]) )?
        [ ]? (?P<scale> {_SCALE} )?
        (?P<again> {_AGAIN} )?
        [ ]? (?: (?P<half> 个半 | 个多 ) (?P<time> 小时|钟头|月|星期|礼拜|学期|季度 )
               | (?P<unit> {UNIT_PATTERN} ) (?P<per> {_PER} | {_TWIN} )? )? )
    """,
    re.VERBOSE,
)
_TAIL = re.compile(
    "(?P<half>半(?![天年月个小数]))?(?: ?(?P<about>左右|上下(?![级班游文功联同贯楼车学求水铺工]))"
    "|(?P<plus>有余|余(?![额款粮下热生力])|多(?!元|样|层|功能|媒体|种|方|次|边|民族|项|个|部门|家|名|点|国|地|年|人|云|渠)))?"
)
_RANGE = re.compile(f" ?(?:--|[{_SEPARATORS}]) ?(?=[{_D}{_C}])")
_TAIL_FIRST, _RANGE_FIRST = frozenset("半左上有余多 "), frozenset(_SEPARATORS + " ")  # asked before the patterns
_SERIAL = re.compile(f"[-－—–.．/:：∶×xX*+＋_][{_D}A-Za-z]")
_SHARES = {"百": "%", "千": "‰", "万": "‱"}
_COMPOUND = re.compile(  # 5万党员干部: the noun goes on
    "干部|队伍|代表|志愿|骨干|人员|家庭|群众|子女|组织|学生|儿童|职工|工人|老人|老年|居民|农民|党员|教师|妇女|青年|企业|单位|[户们会院家团员者长群级队证卡权]"
)


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
    if first is None or first.end - start > LONGEST:
        return match.end()
    joint = _RANGE.match(text, first.end) if text[first.end : first.end + 1] in _RANGE_FIRST else None
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
    digits, spelled, share, more, scale, again, half, time, surface, per = match.groups()
    start, end = match.start(), match.end()
    if share:
        return _read_share(start, end, digits or spelled, share, spelled or "")
    values = read_scaled(digits, spelled, more, scale or "", again)
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
    elif per and per[0] in "/／" and unit.kind != "other":
        end = match.start("per")  # 700元/人·月 is a sum per what
    elif per:
        unit = _per_unit(unit.surface, per)
    if half == "个半":
        low, high = (None if v is None else v + 0.5 for v in (low, high))
    elif half:
        high, modifier = None, "more_than"
    if unit is not None and not half:
        tail = _TAIL.match(text, end) if text[end : end + 1] in _TAIL_FIRST else None
        if tail and tail.end() > end:
            low, high, modifier, end = _read_tail(tail, unit, low, high, modifier, end)
        if unit.surface == "成":
            low, high = (None if v is None else v * 10 for v in (low, high))
    elif unit is None and scale_or_more(scale, more, spelled) and text.startswith("左右", end):
        modifier, end = "about", end + 2
    bare = bool(spelled) and spelled[0] in "百千万亿"
    scaled = bool(scale or more or again or noun) or (spelled or "")[-1:] in ("万", "亿")
    return Measure(start, end, low, high, unit, modifier, spelled or "", bare, scaled, noun)


def rate_end(text: str, end: int) -> int:
    """Return where what stands behind a stroke ends (700元/人·月), ``end`` itself where nothing does."""
    rate = _RATE.match(text, end) if text[end : end + 1] in _STROKES else None
    return rate.end() if rate else end


@lru_cache(maxsize=256)
def _per_unit(surface: str, per: str) -> Unit:
    """Return the compound unit (微克/立方米, 台（套）)."""
    unit = UNITS[surface]
    kind = unit.kind if per[0] in "(（" or unit.kind == "money" else "other"
    return Unit(surface + per, unit.name + per, kind, spelled=False, noun=False)


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
        unit: Unit | None = first.unit  # 百分之五至十
    elif first.unit is None or first.unit == second.unit or {first.unit.name, second.unit and second.unit.name} == AGES:
        unit = second.unit  # 80岁至89周岁
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
