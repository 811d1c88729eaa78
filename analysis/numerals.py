"""Read numerals written in digits, in Chinese characters, or in both.

The reader is our own. cn2an 0.5.23 was tried on the same cases (tests/cases/numerals.csv): it reads plain integers as
we do, but it returns 23 for 两三 (two or three) and 100 for the broken 一百零, it refuses 十二点五万, 5.75万亿, 1,234 and
the bare 百 of 上百家, and it takes 10 µs a numeral, more than a whole quantity may cost. The reader below is 40 lines.

Every reader returns a ``Decimal``: 0.1 is held exactly, and a value is compared, not approximated.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

# one to one, so that offsets stay: full-width digits and points, the capitals of contracts, old forms of 万, 亿, 二, 零
PLAIN = str.maketrans(
    "０１２３４５６７８９．，－−＋○〇壹贰貳叁參肆伍陆陸柒捌玖拾佰陌仟阡萬億两兩",
    "0123456789.,--+零零一二二三三四五六六七八九十百百千千万亿二二",
)
DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
EXPONENTS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
LONGEST = 40  # characters; what is longer is a serial number or noise, and is refused before it costs anything

_ARABIC = re.compile(r"([-+]?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)([十百千万亿]*)")
_DIGIT = "[一二三四五六七八九]"
_SECTION = re.compile(
    rf"(?:((?<!.){_DIGIT}?|{_DIGIT})千)?(?:零?(?:((?<!.){_DIGIT}?|{_DIGIT})百))?(?:零?(?:({_DIGIT}?)十))?(零?)({_DIGIT}?)"
)
_SPELLED = re.compile(r"[零一二三四五六七八九]+")


class NumeralError(ValueError):
    """The surface is not one numeral, or not one that has a single value; the message quotes it."""


@lru_cache(maxsize=4096)
def read_numeral(surface: str) -> Decimal:
    """Return the value of one numeral.

    Args:
        surface: the numeral as printed, without its unit: digits (also full-width, with thousands separators), Chinese
            numerals, or digits with a Chinese scale.

    Returns:
        The value, in units of one: ``"三十万"`` is 300000, ``"5.75万亿"`` is 5750000000000, ``"半"`` is 0.5.

    Raises:
        NumeralError: if any character is left unread, or if the words name no single value (``"两三"``, ``"几十"``).
            A wrong value is worse than none, so nothing is skipped.

    >>> read_numeral("３０"), read_numeral("一亿三千万"), read_numeral("两万五")
    (Decimal('30'), Decimal('130000000'), Decimal('25000'))
    """
    if not 0 < len(surface) <= LONGEST:
        raise NumeralError(f"not a numeral: {surface[:20]!r}")
    plain = surface.translate(PLAIN).replace("廿", "二十").replace("卅", "三十")
    if plain == "半":
        return Decimal("0.5")
    value = _read_arabic(plain) if plain[0] in "0123456789-+" else _read_chinese(plain)
    if value is None:
        raise NumeralError(f"not a numeral: {surface!r}")
    return value


def _read_arabic(plain: str) -> Decimal | None:
    """Read digits and the scales between them (1亿2000万); each scale must be smaller than the one before it."""
    total, position, ceiling = Decimal(0), 0, 99
    while position < len(plain):
        match = _ARABIC.match(plain, position)
        if match is None or (position and plain[position] in "-+"):
            return None
        exponent = _scale(match[2])
        if exponent is None or exponent >= ceiling or (position and not exponent):
            return None
        part = Decimal(match[1].replace(",", "")).scaleb(exponent)
        total = total - part if plain[0] == "-" and position else total + part
        position, ceiling = match.end(), exponent
    return total


def _scale(characters: str) -> int | None:
    """Return the power of ten of 万, 千万, 万亿 ...; None where the characters stand in no such order (亿万, 十百)."""
    if len(characters) == 3 and characters[1:] == "万亿":
        return EXPONENTS[characters[0]] + 12 if characters[0] in SMALL else None
    if len(characters) == 2 and (
        characters[0] not in "十百千万" or characters[1] not in "万亿" or characters == "万万"
    ):
        return None
    return sum(EXPONENTS[character] for character in characters) if len(characters) < 3 else None


def _read_chinese(plain: str) -> Decimal | None:
    """Read Chinese numerals: a sign, an integer, 点 and decimals, a scale after them (三点五亿)."""
    if plain[0] == "负":
        below = _read_chinese(plain[1:]) if len(plain) > 1 and plain[1] != "负" else None
        return None if below is None else -below
    if "点" in plain:
        return _read_decimals(plain)
    if _SPELLED.fullmatch(plain) and len(plain) > 1:  # 二〇二一 spells digits; 二三 may mean two or three
        return Decimal("".join(str(DIGITS[c]) for c in plain)) if len(plain) > 2 or plain[0] == "零" else None
    whole = _read_integer(plain)
    return None if whole is None else Decimal(whole)


def _read_decimals(plain: str) -> Decimal | None:
    whole, _, rest = plain.partition("点")
    decimals = rest.rstrip("十百千万亿")
    exponent = _scale(rest[len(decimals) :])
    value = _read_integer(whole) if whole else None
    if value is None or exponent is None or not _SPELLED.fullmatch(decimals):
        return None
    return Decimal(f"{value}.{''.join(str(DIGITS[c]) for c in decimals)}").scaleb(exponent)


def _read_integer(plain: str) -> int | None:
    """Read an integer: everything before 亿 counts 亿, everything before 万 counts 万, and a last digit alone (两万五) tenths."""
    for name, factor in (("亿", LARGE["亿"]), ("万", LARGE["万"])):
        before, found, after = plain.rpartition(name)
        if not found:
            continue
        high = _read_integer(before) if before else 1
        low = _read_tail(after, factor) if after else 0
        if high is None or low is None or high >= (10**4 if name == "万" else 10**8):
            return None
        return high * factor + low
    return _read_section(plain)


def _read_tail(after: str, factor: int) -> int | None:
    """Read what follows 万 or 亿; a digit alone counts the next lower place (两万五 is 25000, 两万零五 is 20005)."""
    if len(after) == 1 and after in DIGITS and after != "零":
        return DIGITS[after] * factor // 10
    value = _read_integer(after)
    return value if value is not None and value < factor else None


def _read_section(plain: str) -> int | None:
    """Read a number below 10000 (三千零五十, 二百五, 十二, the bare 百 of 上百)."""
    if plain == "零":
        return 0
    match = _SECTION.fullmatch(plain)
    if match is None or not plain or plain.endswith("零"):
        return None
    thousands, hundreds, tens, zero, ones = match.groups()
    total = last = 0
    for digits, place in ((thousands, 1000), (hundreds, 100), (tens, 10)):
        if digits is not None:
            total, last = total + place * DIGITS.get(digits, 1), place
    if ones:
        total += DIGITS[ones] * (last // 10 if last > 10 and not zero and plain[-2] in "百千" else 1)
    return total
