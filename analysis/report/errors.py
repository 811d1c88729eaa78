"""What can go wrong while a report is built, as one message that says what, where and what to do."""

from __future__ import annotations


class ReportError(ValueError):
    """The report cannot be built; the last good one stays as it is."""
