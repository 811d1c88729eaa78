"""The last day that a date allows."""

from __future__ import annotations

import re
from calendar import monthrange

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
