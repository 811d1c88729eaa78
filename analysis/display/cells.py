"""Write the cells of a table: names for values, numbers rounded, quotes that lead to their sentences."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from analysis.display.evidence import link_sentence, quote_sentence
from analysis.display.wording import MISSING, Words, mark_chinese, name_value, write_number

STOPS = ";；,，。.、"
FORMS = {
    **dict.fromkeys(("share",), ".0%"),
    **dict.fromkeys(("g2", "z", "log_dice", "log_ratio", "per_10000"), ",.1f"),
    **dict.fromkeys(("weight", "ochiai", "dp_norm"), ".2f"),
    **dict.fromkeys(("score", "precision", "recall", "p", "q"), ".3f"),
    "year": "d",
}


def is_number(values: pd.Series[Any]) -> bool:
    """Say whether a column holds numbers, which stand to the right."""
    return bool(is_numeric_dtype(values) and not is_bool_dtype(values))


def write_cell(column: str, value: Any, language: str, numeric: bool) -> Words:
    """Return one cell that is no quote."""
    if value is None or value is pd.NA or value != value or value == "":
        return Words(MISSING, MISSING)
    if numeric:
        text = write_number(value, FORMS.get(column, ""))
        return Words(text, html.escape(text))
    text = name_value(column, value, language)
    return Words(text, mark_chinese(text, language))


def link_words(words: Words, sentence: str) -> Words:
    """Return words that lead to a sentence."""
    address = html.escape(link_sentence(sentence.rpartition("-s")[0], sentence))
    return Words(words.plain, f'<a class="evidence" href="{address}">{words.html}</a>')


def write_evidence(row: Mapping[str, Any], sentence: str, mark: str | None, language: str) -> Words:
    """Return the quote of a row, a link to its place, with what the row speaks of marked.

    Args:
        row: holds ``sentence``, the sentence's id; and ``offset`` and ``text`` where it is a quantity or a formula.
        sentence: the sentence's reading text.
        mark: the column whose words are to be marked, where there is no offset.
    """
    start, end = _find_mark(row, sentence, mark)
    before, middle, after = quote_sentence(sentence, start, end)
    anchor = str(row.get("quantity") or row["sentence"])
    doc = str(row["sentence"]).rpartition("-s")[0]
    inner = html.escape(before) + (f"<mark>{html.escape(middle)}</mark>" if middle else "") + html.escape(after)
    tongue = ' lang="zh"' if language == "en" else ""
    link = f'<a class="evidence" href="{html.escape(link_sentence(doc, anchor))}"{tongue}>{inner}</a>'
    return Words(f"{before}[{middle}]{after}" if middle else before + after, link)


def trim_quote(quoted: Words) -> Words:
    """Return a quote without the stop that ends its clause, for use inside a sentence that has its own."""
    return Words(quoted.plain.rstrip(STOPS), re.sub(f"[{STOPS}]+</a>$", "</a>", quoted.html))


def _find_mark(row: Mapping[str, Any], sentence: str, mark: str | None) -> tuple[int, int]:
    if mark is None and isinstance(row.get("text"), str) and row.get("offset", -1) >= 0:  # -1, or missing: unknown
        return int(row["offset"]), int(row["offset"]) + len(row["text"])
    words = str(row.get(mark) or "") if mark else ""
    at = sentence.find(words) if words else -1
    return (at, at + len(words)) if at >= 0 else (0, 0)
