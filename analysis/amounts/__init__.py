"""The numbers of a text that count or measure something: value, unit, bound, change."""

from analysis.amounts.find import Amount, find_amounts

__all__ = ["Amount", "find_amounts"]
