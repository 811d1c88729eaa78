"""The report's own words in two languages, from ``data/report_words.csv``, and how the values of the tables are called."""

from __future__ import annotations

from functools import cache
from typing import Any

from analysis.display import wording
from analysis.lexicon import read_concepts, read_rows

LANGUAGES = ("en", "zh")


@cache
def read_words(language: str) -> dict[str, str]:
    """Return every word of the pages in a language, by key."""
    return {row["key"]: row[language] for row in read_rows("report_words.csv")}


@cache
def read_themes(language: str) -> dict[str, str]:
    """Return what the themes are called."""
    return {key: getattr(concept, language) for key, concept in read_concepts().items()}


def name_value(column: str, value: Any, language: str) -> str:
    """Return how a value of a column is called, in the notebooks' words where they have one; the value itself where it has no name of its own.

    >>> name_value("status", "target", "zh"), name_value("place", "沈阳市", "en")
    ('目标', '沈阳市')
    """
    called = wording.name_value(column, value, language)
    return called if called != str(value) else read_words(language).get(f"value.{column}.{value}", called)
