"""Dispersion: how evenly a word is spread over documents or articles. A word may be frequent because one text is full of it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence

import numpy as np
import pandas as pd

from analysis.statistics.frequency import check_least, nest_words, table_frequency

PARTS = {"doc": ["doc"], "article": ["doc", "article"]}
SMALL_PARTS = 10
SMALL_TOKENS = 5
COLUMNS = ["word", "tokens", "parts", "of", "dp", "dp_norm", "juilland_d", "exploratory"]


def gries_dp(counts: Sequence[float], sizes: Sequence[float]) -> float:
    """Return Gries' deviation of proportions: 0 where every part has its share of the word, near 1 where one small part has all of it.

    DP = ½·Σ |v(i)/f − s(i)|, with v(i) the counts, f their sum, s(i) each part's share of all words
    (Gries 2008, "Dispersions and adjusted frequencies in corpora", International Journal of Corpus Linguistics 13:403-437).

    Args:
        counts: of the word in each part. sizes: all words of each part, in the same order.

    Returns:
        DP; NaN for a word that does not occur, or without parts.

    Raises:
        ValueError: if the two differ in length, a part has no words, or a count is under 0.

    >>> round(gries_dp([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 4)
    0.18
    """
    seen, share = _read_shares(counts, sizes)
    return float(np.abs(seen / seen.sum() - share).sum() / 2) if seen.sum() else math.nan


def norm_dp(counts: Sequence[float], sizes: Sequence[float]) -> float:
    """Return DPnorm = DP / (1 − min s(i)), which reaches 1 (Lijffijt and Gries 2012, IJCL 17:147-149); NaN for a single part.

    >>> round(norm_dp([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 4)
    0.2195
    """
    share = _read_shares(counts, sizes)[1]
    room = 1 - float(share.min()) if len(share) > 1 else 0.0
    return gries_dp(counts, sizes) / room if room else math.nan


def juilland_d(counts: Sequence[float], sizes: Sequence[float]) -> float:
    """Return Juilland's D: 1 where the word is as frequent in every part, 0 where only one part has it.

    D = 1 − V/√(n−1), V = σ/mean of the relative frequencies v(i)/size(i) in the n parts, σ over n (Juilland, Brodin and Davidovitch
    1970; for parts of unequal size as in Gries 2008). NaN for a single part and for a word that does not occur.

    >>> round(juilland_d([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 4)
    0.7852
    """
    _read_shares(counts, sizes)
    seen, whole = np.asarray(counts, float), np.asarray(sizes, float)
    if len(seen) < 2 or not seen.sum():
        return math.nan
    rates = seen / whole
    return float(1 - rates.std() / rates.mean() / math.sqrt(len(rates) - 1))


def _read_shares(counts: Sequence[float], sizes: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
    seen, whole = np.asarray(counts, float), np.asarray(sizes, float)
    if seen.shape != whole.shape:
        raise ValueError(f"counts are {seen.size}, sizes are {whole.size}: there must be one of each for a part")
    if (whole <= 0).any() or (seen < 0).any():
        raise ValueError("sizes must be above 0, and counts must be 0 or more")
    return seen, whole / whole.sum() if whole.size else whole


def table_dispersion(
    words: pd.DataFrame,
    only: Iterable[str] | None = None,
    *,
    by: str = "article",
    nested: bool = False,
    stop: Collection[str] | None = None,
    least: int = 2,
    tokens: int = 5,
    number: int | None = None,
) -> pd.DataFrame:
    """Return how evenly words are spread.

    Args:
        words: the table of that name, or some rows of it.
        only: the words asked for; all that occur ``tokens`` times where None.
        by: what the parts are: ``article`` or ``doc``.
        nested, stop, least, number: see :func:`analysis.statistics.frequency.table_frequency`.
        tokens: occurrences that a word must have unless asked for by ``only``.

    Columns:
        word. tokens (int). parts, of (int): in how many parts it occurs, of how many that have words.
        dp, dp_norm, juilland_d (float): see :func:`gries_dp`, :func:`norm_dp`, :func:`juilland_d`; NaN where they are not defined.
        exploratory (bool): True under 10 parts or under 5 occurrences.

    Shape: one row a word, the most tokens first, then by word; in the order of ``only`` where given. (0, 8) for no words.

    Raises:
        ValueError: if ``by`` is neither, or a number is under 1.
    """
    check_least(tokens=tokens)
    if by not in PARTS:
        raise ValueError(f"by is {by!r}: it must be one of {', '.join(PARTS)}")
    found = table_frequency(words, only, nested=nested, stop=stop, least=least, number=number if only is None else None)
    found = found if only is not None else found[found["tokens"] >= tokens]
    sizes = words.groupby(PARTS[by])["count"].sum().rename("size")
    table = found[["word", "tokens"]].merge(
        _spread_words(words, list(found["word"]), sizes, by, nested), "left", "word"
    )
    table = _measure(table, sizes.to_numpy(float))[COLUMNS]
    return table.head(len(table) if number is None else number)


def _spread_words(
    words: pd.DataFrame, wanted: Collection[str], sizes: pd.Series[int], by: str, nested: bool
) -> pd.DataFrame:
    """Return, for each word, sums over the parts that hold it: all that the measures need, without a cell for every empty part."""
    rows = nest_words(words, wanted) if nested else words[words["word"].isin(wanted)]
    rows = rows.groupby(["word", *PARTS[by]])["count"].sum().reset_index().merge(sizes.reset_index(), on=PARTS[by])
    seen, size = rows["count"].to_numpy(float), rows["size"].to_numpy(float)
    total = rows.groupby("word")["count"].transform("sum").to_numpy(float)
    share = size / max(float(sizes.sum()), 1.0)
    rows = rows.assign(parts=1, off=np.abs(seen / total - share) - share, rate=seen / size, square=(seen / size) ** 2)
    return rows.groupby("word")[["parts", "off", "rate", "square"]].sum().reset_index()


def _measure(table: pd.DataFrame, sizes: np.ndarray) -> pd.DataFrame:
    """Add the measures: what :func:`gries_dp`, :func:`norm_dp` and :func:`juilland_d` give, for all words at once."""
    of = len(sizes)
    parts = table["parts"].fillna(0).astype("int64")
    dp = (table["off"].astype(float) + 1) / 2  # a part without the word is off by its whole share
    mean = table["rate"].astype(float) / of if of else np.nan
    deviation = np.sqrt(np.maximum(table["square"].astype(float) / max(of, 1) - mean**2, 0.0))
    room = 1 - sizes.min() / sizes.sum() if of > 1 else np.nan
    small = (of < SMALL_PARTS) | (table["tokens"] < SMALL_TOKENS)
    juilland = 1 - deviation / mean / (math.sqrt(of - 1) if of > 1 else np.nan)
    return table.assign(parts=parts, of=of, dp=dp, dp_norm=dp / room, juilland_d=juilland, exploratory=small)
