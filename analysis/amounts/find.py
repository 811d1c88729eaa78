"""Find every quantity in a text: its span, value, unit, bound and change (GUIDELINES 1 to 1.4).

One pass of a regular expression finds where a numeral may begin; only there is the grammar of ``_NUMBER`` tried, and only
on what it finds are the refusals asked. Text without numerals costs one comparison a character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analysis.amounts.bounds import (
    OBJECT_CUES,
    REACH,
    Cue,
    clause_start,
    find_bound_after,
    find_bound_before,
    find_change,
    reaches_on,
)
from analysis.amounts.measures import Measure, find_candidates, rate_end, read_measure
from analysis.amounts.refusals import counts_one, is_bare_value, is_context_refused, phrase_end
from analysis.amounts.serials import is_serial, serial_end, skip_list_number
from analysis.amounts.shares import read_half, read_ratio
from analysis.amounts.units import AGES, UNITS
from analysis.amounts.universals import find_universals
from analysis.dates import find_dates


@dataclass(slots=True)  # not frozen: it would take twice the time to make
class Amount:
    """A number that measures or counts, and where it stands: ``text == source[start:end]``.

    ``low`` and ``high`` hold the value with its scale folded in; None is an open end (30余个 has no high).
    ``unit`` is None where neither measure word nor short noun follows (1.94亿老年人口).
    ``cues`` gives the places of the words that ``modifier`` and ``change`` were read from.
    """

    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    unit: str | None
    kind: str
    modifier: str
    change: str | None = None
    universal: bool = False
    noun: str | None = None
    cues: tuple[Cue, ...] = ()


_JOIN = re.compile("[、和及与或]|以及|，(?=[0-9])")
_QUOTED = re.compile("[“「](?=[0-9])")
_CURRENCIES = {"¥": "元", "￥": "元", "$": "美元", "€": "欧元", "£": "英镑"}
_PAIRING = frozenset(":：∶/")
_DECIMAL_RATIO = re.compile("\\.[0-9]{1,4}[:：∶]")  # 2.56∶1
_INSIDE = {  # approximators that stand in the span: what they say, and the characters that make another word of them
    "约": ("about", frozenset("节合签契公预制履违条特邀续缔失相毁婚简")),
    "近": ("less_than", frozenset("附最临接就邻远靠拉新亲贴逼")),
    "逾": ("more_than", frozenset("未")),
    "上": ("at_least", frozenset("以跃迈登站踏")),
}
_NO_NUMBER, _NO_COUNT = frozenset("第每"), frozenset("级号版")
_LONGER = frozenset(("大约", "约莫", "将近"))
_MONEY_NOUN = re.compile(
    "生产总值|GDP|收入|支出|投资|资金|产值|营收|利润|税收|总额|存款|贷款|债务|经费|金额|费用|销售|交易|零售|外贸|进出口"
)
_MONEY_AFTER = re.compile("[^，。、；0-9]{0,6}(?:资金|公益金|善款|专款|经费|补助金)")


def find_amounts(
    text: str, taken: Sequence[tuple[int, int]] = (), dates: Sequence[tuple[int, int]] | None = None
) -> list[Amount]:
    """Return every quantity of ``text`` in order, none overlapping another.

    Args:
        text: the reading text of an article, or any string.
        taken: spans that are already read as something else (numbered formulae); quantities in them are left out.
        dates: spans of date phrases, left out as well; found by ``dates.find_dates`` where None.

    Returns:
        The quantities, universal words (全覆盖) among them; an empty list where there is none.

    >>> [(a.text, a.low, a.unit, a.modifier) for a in find_amounts("2023年，建成不少于8个社区社会组织")]
    [('8个', 8.0, '个', 'at_least')]
    """
    if dates is None:
        dates = [(mention.start, mention.end) for mention in find_dates(text)]
    closed = sorted([*(_outer(text, start, end) for start, end in taken), *dates])
    amounts = list(_find_numbers(text, closed))
    universals = [_make_universal(text, start, end) for start, end in find_universals(text)]
    if not universals:
        return amounts
    spans = sorted(closed + [(a.start, a.end) for a in amounts])
    free = _outside(((a.start, a.end) for a in universals), spans)
    kept = [a for a in universals if (a.start, a.end) in free]
    return sorted([*amounts, *kept], key=lambda a: a.start) if kept else amounts


def _outer(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the part of a formula that counts its set; a number in quotes within it (两个“2小时经济圈”) stays free."""
    inner = _QUOTED.search(text, start, end)
    return (start, inner.end()) if inner else (start, end)


def _make_universal(text: str, start: int, end: int) -> Amount:
    return Amount(
        start, end, text[start:end], 100.0, 100.0, "%", "percent", "all", None, True, None, (("modifier", start, end),)
    )


def _outside(spans: Iterable[tuple[int, int]], closed: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the spans that touch none of ``closed``; both are in order."""
    free, index = set(), 0
    for start, end in spans:
        while index < len(closed) and closed[index][1] <= start:
            index += 1
        if index == len(closed) or closed[index][0] >= end:
            free.add((start, end))
    return free


def _find_numbers(text: str, closed: Sequence[tuple[int, int]]) -> Iterator[Amount]:
    last = index = 0
    before: Amount | None = None
    for match in find_candidates(text):
        start = match.start()
        if start < last:
            continue
        while index < len(closed) and closed[index][1] <= start:
            index += 1
        if index < len(closed) and closed[index][0] <= start:
            last = closed[index][1]
            continue
        ceiling = closed[index][0] if index < len(closed) else len(text)
        found = _read_amount(text, start, match.end(), before.end if before else 0, ceiling, before)
        if isinstance(found, int):
            last = max(found, match.end())
            continue
        yield found
        before, last = found, found.end


def _read_amount(text: str, start: int, stop: int, floor: int, ceiling: int, before: Amount | None) -> Amount | int:
    """Return the quantity at ``start``, or where to go on where there is none."""
    first = text[start]
    found: Measure | int | None = None
    if first <= "9":
        behind = skip_list_number(text, start) if text[start - 1 : start] in ("", "\n") else start
        if behind == start and is_serial(text, start, stop):
            return serial_end(text, stop)
        start = behind
        if text[stop : stop + 1] in _PAIRING or (text.startswith(".", stop) and _DECIMAL_RATIO.match(text, stop)):
            found = read_ratio(text, start)
    elif first in "半一":
        found = read_half(text, start)
    if found is None:
        found = read_measure(text, start)
        if isinstance(found, int):
            return found
        phrase = phrase_end(text, start) if found.spelled else 0
        if phrase:
            return phrase
        if found.end > ceiling:
            return found.end
        return _accept(text, found, floor, before) or found.end
    return found if isinstance(found, int) else _make(text, found, floor, before)


def _accept(text: str, measure: Measure, floor: int, before: Amount | None) -> Amount | None:
    """Return the quantity, or None where the number counts nothing."""
    start, end, unit, spelled = measure.start, measure.end, measure.unit, measure.spelled
    value = measure.low if measure.low is not None else measure.high or 0.0
    if unit is None and not spelled and text[start - 1 : start] in _CURRENCIES:
        start = measure.start = start - 1
        unit = measure.unit = UNITS[_CURRENCIES[text[start]]]
    if unit is None:
        if not measure.scaled and not is_bare_value(text, start, end, spelled):
            return None
        if text[start - 1 : start] in _NO_NUMBER or text[end : end + 1] in _NO_COUNT:
            return None
    if unit is not None and len(spelled) == 1 and not (unit.spelled or measure.bare):
        return None
    if unit is not None and (text.startswith("级", end) or is_context_refused(text, start, end, unit, spelled, value)):
        return None
    amount = _make(text, measure, floor, before)
    if measure.bare or spelled in ("一", "二", "1"):
        bounded = amount.modifier != "exact"
        if measure.bare and not bounded:
            return None
        if unit is not None and spelled == "一" and not counts_one(text, start, end, unit, bounded):
            return None
        if unit is not None and spelled == "二" and not bounded and unit.kind == "count":
            return None
    return amount


def _make(text: str, measure: Measure, floor: int, before: Amount | None) -> Amount:
    """Add to a measure the approximator before it, the comparators and the change around it."""
    start, end, low, high, modifier = measure.start, measure.end, measure.low, measure.high, measure.modifier
    unit = measure.unit
    kind = unit.kind if unit else "count"
    word = text[start - 1 : start]
    if word in _INSIDE and start > floor and (word != "上" or measure.bare):
        said, blocked = _INSIDE[word]
        if text[start - 2 : start - 1] not in blocked:
            start, modifier = start - (2 if text[start - 2 : start] in _LONGER else 1), said
            low, high = (None, high or low) if word == "近" else (low, None) if word in "逾上" else (low, high)
    cues: list[Cue] = []
    if modifier != "exact":
        cues.append(("modifier", measure.start if start == measure.start else start, end))
    bound = find_bound_after(text, rate_end(text, end), kind) or find_bound_before(
        text, start, floor, unit is not None and (unit.name == "倍" or "分之" in measure.spelled)
    )
    aged = before is not None and before.unit in AGES and before.end == floor
    change = (
        ("down", start, start + 1)
        if measure.spelled == "减半"
        else find_change(text, start, 0 if aged else floor, kind)
    )
    if unit is not None and unit.name in AGES and change and text[change[1] : change[2]] == "新增":
        change = None  # 新增3岁以下婴幼儿托位3000个
    if before is not None and start - before.end <= REACH:
        bound, change = _carry(text, before, start, bound, change)
    if bound:
        modifier = bound[0]
        cues.insert(0, ("modifier", bound[1], bound[2]))
    if change:
        cues.append(("change", change[1], change[2]))
    if unit is None:
        kind = _kind_without_unit(text, start, end) if measure.scaled else "other"
    return Amount(
        start, end, text[start:end], low, high, unit.name if unit else None, kind, modifier, change[0] if change else None,
        False, measure.noun, tuple(cues),
    )  # fmt: skip


def _kind_without_unit(text: str, start: int, end: int) -> str:
    """Return money where the clause speaks of it (生产总值突破7万亿), else count."""
    low = clause_start(text, start, max(0, start - 24))
    money = _MONEY_NOUN.search(text, low, start) or _MONEY_AFTER.match(text, end)
    return "money" if money else "count"


def _tail_end(amount: Amount) -> int:
    """Return where a quantity ends together with the comparator after it (5%以上)."""
    return max([amount.end, *(end for name, _, end in amount.cues if name == "modifier")])


def _carry(
    text: str, before: Amount, start: int, bound: Cue | None, change: Cue | None
) -> tuple[Cue | None, Cue | None]:
    """Carry 超过 and 增长 over to the next number of a list (超过6万元、2.5万元; 新增机构52家、示范机构6家)."""
    tail = _tail_end(before)
    joined = _JOIN.fullmatch(text, tail, start) is not None
    if not joined and (change is not None or before.change is None or not reaches_on(text, tail, start)):
        return bound, change
    cues = {name: (first, last) for name, first, last in before.cues}
    if joined and bound is None and "modifier" in cues and cues["modifier"][1] <= before.start:
        bound = (before.modifier, *cues["modifier"])
    if change is None and before.change and (joined or text[slice(*cues["change"])] in OBJECT_CUES):
        change = (before.change, *cues["change"])
    return bound, change
