"""Phrases of time in a text, and the dates that they name."""

from analysis.dates.deadlines import read_last_day, span_years
from analysis.dates.mentions import DateMention, find_dates, read_date, resolve_date

__all__ = ["DateMention", "find_dates", "read_date", "read_last_day", "resolve_date", "span_years"]
