"""Hold a deadline against a day."""

from __future__ import annotations

from analysis.dates import read_last_day


def read_due(date: str | None, as_of: str) -> str | None:
    """Return how a target's date stands to the as-of day; it says nothing of success.

    Returns:
        ``past``: its last day lies on or before the as-of day. ``this_year``: later, in the year of that day. ``open``: in a later year.
        None: no deadline, or none that ends (从2022年起), or no as-of day.

    >>> [read_due(x, "2023-10-08") for x in ("2022", "2023-10-08", "2023-12", "2021/2025", "2022/..", None)]
    ['past', 'past', 'this_year', 'open', None, None]
    """
    last = read_last_day(date)
    if last is None or not as_of:
        return None
    if last <= as_of:
        return "past"
    return "this_year" if last[:4] == as_of[:4] else "open"
