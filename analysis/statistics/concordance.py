"""Concordance (KWIC): every place where a term or pattern stands, by characters, so that no wrong cut hides one."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pandas as pd

SORTS = ("document", "left", "right", "date", "place")
COLUMNS = ["left", "match", "right", "doc", "article", "sentence", "offset", "date", "place"]


def find_concordance(
    sentences: pd.DataFrame,
    query: str,
    *,
    regex: bool = False,
    context: int = 20,
    sort: str = "document",
    articles: pd.DataFrame | None = None,
    number: int | None = None,
    seconds: float = 10.0,
) -> pd.DataFrame:
    """Return one row for each place where ``query`` stands in a sentence or heading.

    Args:
        sentences: the table of that name, or some rows of it.
        query: a term as printed, or, with ``regex``, a regular expression of Python's ``re``: ``"社会(组织|工作)"``.
        context: characters shown to the left and right, within the sentence.
        sort: ``document`` (as the text goes), ``left`` (by what stands before, read from the match outwards), ``right`` (by what stands
            after), ``date``, ``place``. Text is sorted by code point; equal rows stay in the order of the text; what is missing comes last.
        articles: the table of that name: where date and place come from. Without it both are empty.
        number: rows wanted; all where None.
        seconds: after so long a search is given up: ``(a+)+b`` can take longer than anyone waits. Only in a program's main thread, where
            notebooks run, and not on Windows; elsewhere interrupt the kernel.

    Columns:
        left, match, right (str): ``left + match + right`` is a stretch of the sentence.
        doc, article, sentence: where. offset (int): where the match begins in the sentence's reading text.
        date (str): when the article was published, else when its event took place. place (str): the article's.

    Shape: one row a match; matches do not overlap, and an empty one (``x*``) is none. (0, 9) for none.

    Raises:
        ValueError: if ``query`` is empty or no regular expression, ``context`` is under 0, ``number`` under 1, or ``sort`` unknown; or
            if ``sort`` asks for date or place without ``articles``.
        TimeoutError: if the search took longer than ``seconds``.
    """
    pattern = _read_query(query, regex)
    _check_options(context, sort, number, seconds, articles is not None)
    with _time_limit(seconds, query):
        rows = list(_find_rows(sentences, pattern, context))
    table = pd.DataFrame(rows, columns=COLUMNS[:7])
    table = table.astype({"left": "str", "match": "str", "right": "str", "offset": "int64"})
    table = table.astype({name: sentences[name].dtype for name in ("doc", "article", "sentence")})
    table = _add_setting(table, articles)
    table = _sort_rows(table, sort)[COLUMNS]
    return table.head(len(table) if number is None else number)


def _read_query(query: str, regex: bool) -> re.Pattern[str]:
    if not query:
        raise ValueError("query is empty: it must be a term or, with regex=True, a regular expression")
    try:
        return re.compile(query if regex else re.escape(query))
    except re.error as error:
        raise ValueError(
            f"query {query!r} is no regular expression: {error}; to look for these characters leave regex=True out"
        ) from error


def _check_options(context: int, sort: str, number: int | None, seconds: float, dated: bool) -> None:
    if context < 0:
        raise ValueError(f"context is {context}: it must be 0 or more characters")
    if number is not None and number < 1:
        raise ValueError(f"number is {number}: it must be 1 or more")
    if seconds <= 0:
        raise ValueError(f"seconds is {seconds}: it must be above 0")
    if sort not in SORTS:
        raise ValueError(f"sort is {sort!r}: it must be one of {', '.join(SORTS)}")
    if sort in ("date", "place") and not dated:
        raise ValueError(f"sort is {sort!r}: give the table of articles too, as articles=corpus.articles")


def _find_rows(sentences: pd.DataFrame, pattern: re.Pattern[str], context: int) -> Iterator[tuple[object, ...]]:
    columns = (sentences[name] for name in ("doc", "article", "sentence", "text"))
    for doc, article, sentence, text in zip(*columns, strict=True):
        for match in pattern.finditer(text):
            start, end = match.span()
            if start < end:
                left, right = text[max(0, start - context) : start], text[end : end + context]
                yield left, match[0], right, doc, article, sentence, start


@contextmanager
def _time_limit(seconds: float, query: str) -> Iterator[None]:
    """Raise TimeoutError when a search takes too long: ``re`` looks for signals while it searches, and for nothing else."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def give_up(signum: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"query {query!r}: not done after {seconds} s; avoid repeats of repeats such as (a+)+")

    before = signal.signal(signal.SIGALRM, give_up)
    rest = signal.setitimer(signal.ITIMER_REAL, seconds)[0]
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, rest)
        signal.signal(signal.SIGALRM, before)


def _add_setting(table: pd.DataFrame, articles: pd.DataFrame | None) -> pd.DataFrame:
    if articles is None:
        unknown = pd.Series(index=table.index, dtype="str")
        return table.assign(date=unknown, place=unknown)
    setting = articles[["doc", "article", "place"]].assign(date=articles["published"].fillna(articles["event_date"]))
    return table.merge(setting, on=["doc", "article"], how="left", validate="m:1")


def _sort_rows(table: pd.DataFrame, sort: str) -> pd.DataFrame:
    if sort == "document":
        return table
    keys = table["left"].map(lambda text: text[::-1]) if sort == "left" else table[sort]
    return table.iloc[keys.reset_index(drop=True).sort_values(kind="stable", na_position="last").index].reset_index(
        drop=True
    )
