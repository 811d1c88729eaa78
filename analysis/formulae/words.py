"""The words that formulae are made of, and the formulae known by name, read once from their data files."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from analysis.amounts.units import join_words
from analysis.lexicon import read_rows

NUMERAL: Final = "二两三四五六七八九十"
_VALUES = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2, "双": 2}
_WORDS = read_rows("formula_words.csv")


def words(role: str) -> tuple[str, ...]:
    """Return the words of ``formula_words.csv`` that play a role, sorted."""
    return tuple(row["word"] for row in _WORDS if row["role"] == role)


def word_pattern(role: str) -> str:
    """Return a pattern that finds the longest word of a role which is part of no other word."""
    refused = {row["word"]: row["except"].split("|") for row in _WORDS if row["role"] == role and row["except"]}
    return join_words(words(role), refused)


@cache
def read_names() -> dict[str, dict[str, str]]:
    """Return the formulae that are proper names, by name, each with its row of ``formulae.csv``."""
    return {row["name"]: row for row in read_rows("formulae.csv")}


def name_pattern() -> str:
    """Return a pattern that finds the longest name that is part of no other word (三无, but not 三无线)."""
    names = read_names()
    return join_words(names, {name: row["except"].split("|") for name, row in names.items() if row.get("except")})


@lru_cache(maxsize=1024)
def read_count(numeral: str) -> int | None:
    """Return what a numeral of a formula is worth, None where it is no whole number below 100.

    >>> read_count("两"), read_count("十四"), read_count("二十"), read_count("8"), read_count("百")
    (2, 14, 20, 8, None)
    """
    if numeral.isdecimal():
        return int(numeral) if len(numeral) < 3 else None
    tens, ten, ones = numeral.rpartition("十")
    if any(x not in _VALUES for x in tens + ones) or len(tens) > 1 or len(ones) > 1:
        return None
    if not ten:
        return _VALUES.get(ones)
    return (_VALUES[tens] if tens else 1) * 10 + (_VALUES[ones] if ones else 0)


_NUMBER = re.compile(f"[0-9]{{1,2}}(?![0-9+＋])|[{NUMERAL}双]+")
_PART = re.compile("[一二两三四五六七八九十百千万双](?![一二两三四五六七八九十百千万])")


@lru_cache(maxsize=4096)
def count_of(text: str) -> int | None:
    """Return the number of a formula, None for a slogan that has several (三高两基地) or none.

    >>> count_of("四个意识"), count_of("百县千镇万村"), count_of("1+1"), count_of("两个轮子一起转")
    (4, None, None, 2)
    """
    found = _NUMBER.match(text.lstrip("新老"))
    parts = [x for x in _PART.findall(text) if x != "一"]
    if not found or len(parts) > 1:
        return None
    return read_count(found[0])
