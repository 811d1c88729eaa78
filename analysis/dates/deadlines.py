"""What a date or an interval covers: its months, the last day that it allows."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache

_DATE = re.compile("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def read_last_day(date: str | None) -> str | None:
    """Return the last day that a date or interval allows, as ISO; None where there is none (no date, or open: 从2022年起).

    >>> [read_last_day(x) for x in ("2022", "2022-02", "2021/2023", "2023-10-08", "2022/..", None)]
    ['2022-12-31', '2022-02-28', '2023-12-31', '2023-10-08', None, None]
    """
    match = _DATE.fullmatch((date or "").rpartition("/")[2])
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or 12)
    if not (year and 1 <= month <= 12):
        return None
    return match[0] if match[3] else f"{match[1]}-{month:02}-{monthrange(year, month)[1]:02}"


@lru_cache(maxsize=4096)
def span_years(date: str | None) -> tuple[int, int]:
    """Return the first and last month that a date covers, as months since year 0; (0, 0) where it has no year.

    >>> span_years("2020"), span_years("2021/2023-06"), span_years("2022/..")
    ((24240, 24251), (24252, 24281), (24264, 120000))
    """
    if not date:
        return 0, 0
    first, _, last = date.partition("/")
    return _month(first, 0), _month(last or first, 11)


def _month(end: str, month: int) -> int:
    if end == "..":
        return 120000 if month else 0
    if not end[:4].isdigit():
        return 0
    return int(end[:4]) * 12 + (int(end[5:7]) - 1 if len(end) > 4 else month)
