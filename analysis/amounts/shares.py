"""Numbers that are parts: ratios (1:3), fractions in digits (3/4), and the words 一半, 半数, 减半."""

from __future__ import annotations

import re

from analysis.amounts.measures import Measure
from analysis.amounts.units import UNITS
from analysis.numerals import PLAIN

_RATIO = re.compile("[0-9０-９]+(?:\\.[0-9０-９]+)?(?:[:：∶][0-9０-９]+(?:\\.[0-9０-９]+)?)+")
_CLOCK = re.compile("(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9]")
_FRACTION = re.compile("([0-9]{1,3})/([0-9]{1,3})(?![0-9/年月.])")
_CONTEXT = re.compile("[比按配例]")
_NOT_A_HALF = frozenset("天年小径月")  # 一半径, 一半月


def read_ratio(text: str, start: int) -> Measure | int | None:
    """Read a ratio or a fraction that begins at ``start``.

    Returns:
        The measure; the offset to go on from where the digits are a time of day (19:00) or a serial number; None where
        neither stands there.

    >>> read_ratio("按1:4配备", 1).low, read_ratio("近3/4", 1).low, read_ratio("19:00", 0)
    (0.25, 75.0, 5)
    """
    fraction = _FRACTION.match(text, start)
    if fraction:
        part, whole = int(fraction[1]), int(fraction[2])
        if not 0 < part < whole:
            return fraction.end()
        value = round(100 * part / whole, 3)
        return Measure(start, fraction.end(), value, value, UNITS["%"], "exact", "", False, True)
    match = _RATIO.match(text, start)
    if match is None:
        return None
    parts = [float(part.translate(PLAIN)) for part in re.split("[:：∶]", match[0][:80]) if part]
    end = match.end()
    before, after = text[max(0, start - 14) : start], text[end : end + 4]
    if _CLOCK.fullmatch(match[0]):
        before, after = before[-3:], ""  # 用餐时间为11:30至12:30，配餐标准…
    if len(parts) != 2 or not parts[1] or not _CONTEXT.search(before + after):
        return end
    value = round(parts[0] / parts[1], 6)
    return Measure(start, end, value, value, None, "exact", "", False, False)


def read_half(text: str, start: int) -> Measure | None:
    """Read 一半, 半数 and 减半 at ``start`` as 50 %; None for other words with 半 (半年, 上半年).

    >>> read_half("一半以上", 0).high, read_half("半年", 0)
    (50.0, None)
    """
    before, after = text[start - 1 : start], text[start + 2 : start + 3]
    if text.startswith("一半", start) and before != "另" and after not in _NOT_A_HALF:
        return Measure(start, start + 2, 50.0, 50.0, UNITS["%"], "exact", "一半", False, True)
    if text.startswith("半数", start):
        return Measure(start, start + 2, 50.0, 50.0, UNITS["%"], "exact", "半数", False, True)
    if text.startswith("半价", start):
        return Measure(start, start + 2, 50.0, 50.0, UNITS["%"], "exact", "半价", False, True)
    if text[start] == "半" and before == "减":
        return Measure(start - 1, start + 1, 50.0, 50.0, UNITS["%"], "exact", "减半", False, True)
    return None
