"""Hold a text to its own arithmetic: parts to wholes, rates to what they are made of, steps to their sum; and what follows from its numbers.

Everything stays within one sentence, and says by which numbers: each check carries the ids of its quantities and the sum as it can be written down.
A check that fails says that text and reader do not agree, no more: a person looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

Row = Mapping[Any, Any]

_PART = re.compile("[(（，,、；;]?(?:其中|包括|含|内含|包含)")
_NOT_PART = re.compile("不含|不包括|除|另|此外")
_JOINT = re.compile("[、，,；;和及与]|以及|分别|各|占|为|是")
_FROM = re.compile("(?:从|由)[^，,。；;]{0,16}$")
_TO = re.compile("[^，,。；;0-9]{0,14}(?:到|至|为)[^，,。；;0-9]{0,4}$")
_STEP = re.compile("^[^。；;]{0,16}$")
_SHARE = re.compile("占|率|比例|比重")
_LISTED = re.compile("[、和及]")
_NEAR = 14  # characters between numbers that one rate is made of
_SPENDING = re.compile("资金|投入|投资|补助|经费|拨付|安排|总额|金额|支出|支持|奖励|捐")
_PEOPLE, _THINGS = frozenset("人名位户"), frozenset("个家项所处座支条栋张场村户县")


@dataclass(frozen=True, slots=True)
class Check:
    """One sum that a sentence allows.

    ``kind``: part, sum, rate, step, list, or per (a derived figure). ``expression``: the sum as written down. ``result``: its value.
    ``verdict``: ``holds``; ``within``, where parts leave a rest; ``broken``; or ``derived``, where the text says nothing to hold it to.
    """

    kind: str
    doc: str
    sentence: str
    quantities: tuple[str, ...]
    expression: str
    result: float | None
    verdict: str


def find_checks(
    quantities: Iterable[Row], sentences: Mapping[str, str], formulae: Iterable[Row] = ()
) -> Iterator[Check]:
    """Yield the checks that the text itself allows, sentence by sentence, then the lists of the formulae.

    Args:
        quantities: rows of the table ``quantities``, in its order.
        sentences: sentence id -> its text.
        formulae: rows of the table ``formulae``.
    """
    for rows, text in _by_sentence(quantities, sentences):
        yield from _check_parts(rows, text)
        yield from _check_rates(rows, text)
        yield from _check_steps(rows, text)
    for row in formulae:
        if row["agrees"] is not None and row["agrees"] == row["agrees"] and row["listed"]:
            verdict = "holds" if row["agrees"] else "broken"
            yield Check(
                "list",
                row["doc"],
                row["sentence"],
                (),
                f"{row['text']}: {row['listed']}",
                float(row["listed"]),
                verdict,
            )


def derive_figures(quantities: Iterable[Row], sentences: Mapping[str, str]) -> Iterator[Check]:
    """Yield what a project, a body or a person got: money by the count that stands with it in one sentence, with the division shown.

    Both must be exact, of one date and status, and no part of another number (其中).
    """
    for rows, text in _by_sentence(quantities, sentences):
        for index, (count, money) in enumerate(pairwise(rows)):
            if index and _gap(text, rows[index - 1], count) and _LISTED.match(_gap(text, rows[index - 1], count)):
                continue  # 帮扶村762个、群众15.2万人，投入1.19亿元: the money is for both
            first, second = (count, money) if money["kind"] == "money" else (money, count)
            if second["kind"] == "money" and first["kind"] == "count" and _are_one(first, second, text):
                value = second["low"] / first["low"]
                yield _make(
                    "per",
                    (second, first),
                    f"{second['text']} ÷ {first['text']} = {write_money(value)}/{first['unit']}",
                    value,
                    "derived",
                )


def write_money(value: float) -> str:
    """Return an amount of yuan as texts write it.

    >>> write_money(422785.71), write_money(150.5), write_money(250000000)
    ('42.28万元', '150.5元', '2.5亿元')
    """
    for factor, name in ((1e8, "亿元"), (1e4, "万元")):
        if value >= factor:
            return f"{round(value / factor, 2):g}{name}"
    return f"{round(value, 2):g}元"


def _by_sentence(quantities: Iterable[Row], sentences: Mapping[str, str]) -> Iterator[tuple[list[Row], str]]:
    """Yield the quantities of each sentence that holds two or more, universals aside, with its text."""
    for sentence, rows in groupby(quantities, key=lambda row: row["sentence"]):
        found = [row for row in rows if not row["universal"]]
        if len(found) > 1 and sentence in sentences:
            yield found, sentences[sentence]


def _make(kind: str, rows: Sequence[Row], expression: str, result: float | None, verdict: str) -> Check:
    ids = tuple(str(row["quantity"]) for row in rows)
    return Check(kind, rows[0]["doc"], rows[0]["sentence"], ids, expression, result, verdict)


def _gap(text: str, before: Row, after: Row) -> str:
    return text[before["offset"] + len(before["text"]) : after["offset"]]


def _number(value: object) -> float | None:
    return value if isinstance(value, float) and value == value else float(value) if isinstance(value, int) else None


def _alike(one: Row, other: Row) -> bool:
    return (
        one["unit"] is not None
        and one["unit"] == other["unit"]
        and one["kind"] in ("count", "money")
        and one["per"] == other["per"]
    )


def _check_parts(rows: Sequence[Row], text: str) -> Iterator[Check]:
    """Hold 含5007家 to 8306家; where several parts follow, their sum as well."""
    for index, whole in enumerate(rows):
        parts: list[Row] = []
        for before, row in pairwise(rows[index:]):
            gap = _gap(text, before, row)
            opens = _PART.search(gap) is not None and not _NOT_PART.search(gap)
            goes_on = bool(parts) and _JOINT.search(gap) is not None and "。" not in gap and not _PART.search(gap)
            if not _alike(whole, row) or not (opens if not parts else goes_on):
                break
            parts.append(row)
        yield from _weigh_parts(whole, parts)


def _weigh_parts(whole: Row, parts: Sequence[Row]) -> Iterator[Check]:
    total, top = [_number(row["low"]) for row in parts], _number(whole["high"])
    lows = [x for x in total if x is not None]
    if not parts or top is None or len(lows) < len(parts) or not top:
        return
    for row, low in zip(parts, lows, strict=True):
        verdict = "holds" if low <= top else "broken"
        yield _make("part", (row, whole), f"{row['text']} ≤ {whole['text']}", low / top, verdict)
    if len(parts) > 1:
        verdict = (
            "broken" if sum(lows) > top * 1.0000001 else "holds" if abs(sum(lows) - top) <= top * 1e-7 else "within"
        )
        sign = {"broken": ">", "holds": "=", "within": "<"}[verdict]
        yield _make(
            "sum", (whole, *parts), f"{' + '.join(x['text'] for x in parts)} {sign} {whole['text']}", sum(lows), verdict
        )


def _check_rates(rows: Sequence[Row], text: str) -> Iterator[Check]:
    """Hold a rate to the two counts before it: 应检200家，参检150家，参检率75%."""
    for index in range(2, len(rows)):
        one, other, rate = rows[index - 2 : index + 1]
        gap = _gap(text, other, rate)
        if (
            rate["kind"] != "percent"
            or rate["unit"] != "%"
            or rate["change"]
            or not _alike(one, other)
            or not _SHARE.search(gap)
        ):
            continue
        values = [_number(row["low"]) for row in (one, other, rate)]
        if any(row["modifier"] != "exact" for row in (one, other, rate)) or None in values:
            continue
        if one["entity"] != other["entity"] or max(len(gap), len(_gap(text, one, other))) > _NEAR:
            continue
        small, large = sorted(values[:2])  # type: ignore[type-var]  # none of them is None
        if large and values[2] is not None and small is not None:
            share = 100 * small / large
            holds = abs(share - values[2]) <= _rounding(str(rate["text"]))
            words = sorted((one, other), key=lambda row: float(row["low"]))
            expression = f"{words[0]['text']} ÷ {words[1]['text']} = {share:.2f}%"
            yield _make(
                "rate",
                (*words, rate),
                f"{expression} ≈ {rate['text']}" if holds else f"{expression} ≠ {rate['text']}",
                share,
                "holds" if holds else "broken",
            )


def _rounding(surface: str) -> float:
    """Return how far a rounded number may lie from what it stands for: 0.05 and a little for 92.2%."""
    decimals = re.search("[.．]([0-9]+)", surface)
    return 0.51 * 0.1 ** (len(decimals[1]) if decimals else 0)


def _check_steps(rows: Sequence[Row], text: str) -> Iterator[Check]:
    """Hold a rise to its ends: 从72%提升至76%，提高4个百分点; 从20家增加到35家，增加15家."""
    for index in range(2, len(rows)):
        first, last, step = rows[index - 2 : index + 1]
        lead, gap, tail = text[: first["offset"]], _gap(text, first, last), _gap(text, last, step)
        points = first["unit"] == "%" and last["unit"] == "%" and step["unit"] == "个百分点"
        if not step["change"] or not (points or (_alike(first, last) and first["unit"] == step["unit"])):
            continue
        if not (_FROM.search(lead) and _TO.match(gap) and _STEP.match(tail)):
            continue
        low, high, said = (_number(row["low"]) for row in (first, last, step))
        if low is None or high is None or said is None or any(x["modifier"] != "exact" for x in (first, last, step)):
            continue
        holds = abs(abs(high - low) - said) <= max(1e-6, 1e-6 * abs(high))
        expression = f"{last['text']} − {first['text']} {'=' if holds else '≠'} {step['text']}"
        yield _make("step", (first, last, step), expression, high - low, "holds" if holds else "broken")


def _are_one(count: Row, money: Row, text: str) -> bool:
    """Tell whether money and a count in one sentence speak of the same things."""
    if any(row["modifier"] != "exact" or row["per"] is not None or row["change"] for row in (count, money)):
        return False
    if (
        count["status"] != money["status"]
        or count["date"] != money["date"]
        or not _number(count["low"])
        or not _number(money["low"])
    ):
        return False
    if (
        count["status"] == "rule"
        or count["low"] < 2
        or count["unit"] not in _PEOPLE | _THINGS
        or len(money["unit"] or "") > 1
    ):
        return False
    first, second = sorted((count, money), key=lambda row: int(row["offset"]))
    gap = _gap(text, first, second)
    return len(gap) <= 24 and not _PART.search(gap) and _SPENDING.search(gap) is not None
