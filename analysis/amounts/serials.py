"""Digits that are no number of their own: serial numbers, versions, sections, and the numbers that a list counts its lines with."""

from __future__ import annotations

import re

from analysis.amounts.units import UNITS, join_words

_SERIAL_BEFORE = re.compile(
    r"[A-Za-z.#@&=_×]|(?<=[0-9A-Za-z])[-/+:*x]|(?<=[A-Za-z0-9])[ ][-–]|(?<=[一-鿿])/|(?<=[A-Z]) "
)
_LATIN = join_words(surface for surface in UNITS if "A" <= surface[0] <= "z")
_SERIAL_AFTER = re.compile(rf"\.[0-9]+\.|[×*][0-9]|[+＋][0-9NnXx]|(?!{_LATIN}(?![A-Za-z]))[A-Za-z_@#]|-[0-9]+-[0-9]")
_SECTION = re.compile("[0-9]{1,2}(?:[.．][0-9]{1,2})+[ 　]+(?![万亿%个元])")
_LIST_NUMBER = re.compile("([0-9]{1,2})\\.(?:(?=(?P<aged>[0-9]{2}周?岁))|(?=[0-9]))")
_LIST_LINE = re.compile("([0-9]{1,2})\\.(?![0-9])")  # a list counts words, a column of decimals nothing
_SERIAL_RUN = re.compile(r"[0-9A-Za-z.\-/_+×*@#&=?%]*")


def is_serial(text: str, start: int, stop: int) -> bool:
    """Return whether digits belong to a serial number, version, address or formula (054B, 1+1, a/2025/b, PM2.5)."""
    if start and text[start - 1] <= "×" and _SERIAL_BEFORE.match(text, start - 1):
        return True
    if text[start - 1 : start] in ("", "\n") and _SECTION.match(text, start):
        return True  # 4.1 机构应当依法登记
    following = text[stop : stop + 1]
    return following != "" and following <= "×" and _SERIAL_AFTER.match(text, stop) is not None


def skip_list_number(text: str, start: int) -> int:
    """Return where the number begins behind the number of a list that opens a line (7.40周岁以下), else ``start``.

    It is one where the line before counts up to it, or where an age of two digits stands behind it.

    >>> skip_list_number("6.身体健康；\\n7.40周岁以下；", 8), skip_list_number("1.5万人\\n2.5万人", 6)
    (10, 6)
    """
    marker = _LIST_NUMBER.match(text, start)
    if marker is None:
        return start
    before = _LIST_LINE.match(text, text.rfind("\n", 0, max(0, start - 1)) + 1, start)
    counted = before is not None and int(before[1]) == int(marker[1]) - 1
    return marker.end() if counted or marker["aged"] else start


def serial_end(text: str, stop: int) -> int:
    """Return where the serial number that holds ``stop`` ends."""
    match = _SERIAL_RUN.match(text, stop)
    return match.end() if match else stop
