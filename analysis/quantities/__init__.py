"""Amounts with all that is bound to them: what is counted, per what, when, where, and with which status."""

from analysis.quantities.binding import Context, Quantity, find_quantities

__all__ = ["Context", "Quantity", "find_quantities"]
