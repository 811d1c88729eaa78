"""The range that a numeral with its approximator stands for: 30余, 十几, 数百, 三五, 50多万, 3万5千."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.numerals import LONGEST, PLAIN, NumeralError, read_numeral

_APPROXIMATE = re.compile(
    "(十|[二三四五六七八九]十)?([一二三四五六七八九])([二三四五六七八九])(十|百|千|万|亿|十万|百万|千万|十亿|百亿)?"
)
_SCALES = ("", "十", "百", "千", "万", "十万", "百万", "千万", "亿", "十亿", "百亿", "千亿", "万亿", "十万亿", "百万亿")
_EXPONENTS = {scale: exponent for exponent, scale in enumerate(_SCALES)}

Bounds = tuple[float | None, float | None, str]  # low, high (None: open), and exact, more_than or about


def read_scaled(
    digits: str | None, spelled: str | None, more: str | None, scale: str, again: str | None
) -> Bounds | None:
    """Return low, high and modifier of a number with its scale and the approximator inside it.

    Args:
        digits, spelled: the numeral, in digits or in Chinese characters; the other is None.
        more: the approximator before the scale (余, 多, 几, 来), or None; again: the one after it.
        scale: 万, 千万, 亿 ..., or "".

    Returns:
        The two ends, None for an open one, and exact, more_than or about; None where the words name no value.

    >>> read_scaled("50", None, "多", "万", None), read_scaled(None, "三五", None, "", None)
    ((500000.0, None, 'more_than'), (3.0, 5.0, 'about'))
    """
    exponent = _EXPONENTS[scale]
    if digits:
        if len(digits) > LONGEST:
            return None
        if not digits.isascii() or "," in digits or " " in digits:
            digits = "".join(digits.translate(PLAIN).replace(",", "").split())
        if not digits.replace(".", "").isdecimal():
            return _read_mixed(digits + scale, more or again)
        value: Bounds | None = (float(f"{digits}e{exponent}"), float(f"{digits}e{exponent}"), "exact")
    else:
        value = _read_spelled(spelled or "")
        if value is not None and scale:
            low, high, modifier = value
            value = (low and low * 10**exponent, high and high * 10**exponent, modifier)
    return _loosen(value, more or again, exponent, bool(digits)) if value and (more or again) else value


def _loosen(value: Bounds, word: str | None, exponent: int, in_digits: bool) -> Bounds | None:
    """Widen a value by the approximator that stands inside the number (30余, 十几, 十来)."""
    low, high, _ = value
    if word == "来":
        return low, high, "about"
    if word == "几":  # 十几个, 二十几万
        unit = 10**exponent
        if low is None or low / unit % 10 or (in_digits and low < 10):
            return None
        return low + unit, low + 9 * unit, "about"
    return low, None, "more_than"


def _read_mixed(surface: str, word: str | None) -> Bounds | None:
    """Read digits and scales in turn (3万5千, 1亿2000万)."""
    try:
        value = float(read_numeral(surface))
    except NumeralError:
        return None
    return (value, None, "more_than") if word in ("余", "多") else (value, value, "exact")


@lru_cache(maxsize=4096)
def _read_spelled(spelled: str) -> Bounds | None:
    """Read Chinese numerals, also those that name no single value: 几十, 数百, 三五, 七八十."""
    if len(spelled) > LONGEST:
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


def _read_pair(tens: str | None, one: str, two: str, scale: str | None) -> Bounds | None:
    """Read two neighbouring digits as a range (三四个, 三五天, 十七八岁, 七八十人)."""
    low, high = ("一二三四五六七八九".index(c) + 1 for c in (one, two))
    if high - low != 1 and (low, high) != (3, 5):
        return None
    factor, base = 10 ** _EXPONENTS[scale or ""], float(read_numeral(tens)) if tens else 0.0
    return (base + low) * factor, (base + high) * factor, "about"
