"""Collocation: which words stand close to a word, closer than chance would put them."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.statistics.association import log_dice, log_likelihood_cells, mutual_information
from analysis.statistics.frequency import check_least, select_words

ORDERS = ("log_dice", "g2", "mi", "count")
SMALL_COUNT = 5
SMALL_ARTICLES = 2
COLUMNS = ["node", "word", "count", "left", "right", "node_tokens", "tokens", "expected", "log_dice", "g2", "mi"]
COLUMNS += ["documents", "articles", "sentence", "exploratory"]

Indices = npt.NDArray[np.int64]


def table_collocation(
    tokens: pd.DataFrame,
    node: str,
    *,
    window: int | tuple[int, int] = 5,
    nested: bool = False,
    stop: Collection[str] | None = None,
    least: int = 2,
    times: int = 3,
    number: int | None = None,
    sort: str = "log_dice",
) -> pd.DataFrame:
    """Return the words that stand within a window around ``node``, never beyond its sentence.

    Surface cooccurrence as in Evert 2008, "Corpora and collocations": a word's occurrence is in the window or not, however many nodes
    are near. O11 = ``count``, R1 = all words in the windows, C1 = the word's occurrences, N = all words, the nodes themselves left out.

    Args:
        tokens: from :func:`analysis.statistics.frequency.cut_sentences`, in its order; filter it by document or theme as you like.
        node: a word, as it is cut: where it comes apart, give it to ``make_cutter(terms=[…])``.
        window: words to the left and right, or a pair of the two, such as ``(0, 3)``. Stop words are counted too, marks and numbers not.
        nested: take longer words that hold ``node`` for it as well (社区社会组织 for 社会组织).
        stop, least: see :func:`analysis.statistics.frequency.table_frequency`; here they say which words are shown beside the node.
        times: a word is left out if it stands in the window less often.
        number: rows wanted; all where None.
        sort: the column that the highest values come first of: log_dice, g2, mi, count.

    Columns:
        node, word.
        count (int): occurrences of the word in a window. left, right (int): before the node, after it; one between two nodes is both.
        node_tokens, tokens (int): all occurrences of the node, and of the word.
        expected (float): count by chance, R1·C1/N.
        log_dice (float): 14 at the most, see :func:`analysis.statistics.association.log_dice`; its f(xy) is the smaller of ``count`` and
            the number of nodes that have the word in their window.
        g2 (float): signed, see :func:`analysis.statistics.association.log_likelihood_cells`. mi (float): see ``mutual_information``.
        documents, articles (int): in how many of them the two meet. sentence: the first in which they do.
        exploratory (bool): True under 5 meetings or 2 articles.

    Shape: one row a word; ties by word. (0, 15) where the node does not occur or nothing stands near it ``times`` times.

    Raises:
        ValueError: if ``node`` is empty, ``window`` reaches no word, ``sort`` is no such column, or a number is under 1.
    """
    left, right = _read_window(window)
    check_least(least=least, times=times, number=number)
    if not node.strip():
        raise ValueError("node is empty: it must be a word")
    if sort not in ORDERS:
        raise ValueError(f"sort is {sort!r}: it must be one of {', '.join(ORDERS)}")
    codes, types = pd.factorize(tokens["word"])
    names = np.array([str(word) for word in types], dtype=object)
    is_node = np.array([word == node or (nested and node in word) for word in names], dtype=bool)[codes]
    first, near, side = _find_pairs(tokens, np.flatnonzero(is_node), left, right)
    inside = np.unique(near)
    table = _count_pairs(codes, first, near, side, len(names))
    table["tokens"] = np.bincount(codes[~is_node], minlength=len(names))
    table["node_tokens"], table["node"], table["word"] = int(is_node.sum()), node, names
    table = table[table["word"].isin(select_words(names, stop, least)) & (table["count"] >= times)]
    table = _measure(table, len(inside), int((~is_node).sum()))
    table = table.join(_find_evidence(tokens.iloc[inside].assign(code=codes[inside])))
    table["exploratory"] = (table["count"] < SMALL_COUNT) | (table["articles"] < SMALL_ARTICLES)
    table = table.sort_values([sort, "word"], ascending=[False, True], ignore_index=True)[COLUMNS]
    return table.head(len(table) if number is None else number)


def _read_window(window: int | tuple[int, int]) -> tuple[int, int]:
    left, right = window if isinstance(window, tuple) else (window, window)
    if min(left, right) < 0 or max(left, right) < 1:
        raise ValueError(
            f"window is {window}: it must reach 1 word or more, as 5 or (0, 3); how far it reaches is counted in words"
        )
    return left, right


def _find_pairs(tokens: pd.DataFrame, nodes: Indices, left: int, right: int) -> tuple[Indices, Indices, Indices]:
    """Return each node with each row in its window that is no node, and the side: −1 before it, 1 after it."""
    sentence = pd.factorize(tokens["sentence"])[0]
    place = tokens["position"].to_numpy(dtype=np.int64)
    chosen = np.zeros(len(tokens), dtype=bool)
    chosen[nodes] = True
    found: list[tuple[Indices, Indices, Indices]] = []
    for step in (*range(-left, 0), *range(1, right + 1)):
        near = nodes + step
        fits = (near >= 0) & (near < len(tokens))
        first, near = nodes[fits], near[fits]
        away = np.abs(place[near] - place[first])  # more than the step where rows were filtered out
        fits = (sentence[near] == sentence[first]) & (away <= (left if step < 0 else right)) & ~chosen[near]
        found.append((first[fits], near[fits], np.full(int(fits.sum()), np.sign(step))))
    firsts, nears, sides = zip(*found, strict=True)
    return np.concatenate(firsts), np.concatenate(nears), np.concatenate(sides)


def _count_pairs(codes: Indices, first: Indices, near: Indices, side: Indices, size: int) -> pd.DataFrame:
    """Return, for each type by its code, how often it stands in a window, left and right, and for how many nodes."""
    columns = {
        "count": codes[np.unique(near)],
        "left": codes[np.unique(near[side < 0])],
        "right": codes[np.unique(near[side > 0])],
        "met": np.unique(np.column_stack([first, codes[near]]), axis=0)[:, 1],
    }
    return pd.DataFrame({name: np.bincount(values, minlength=size) for name, values in columns.items()})


def _measure(table: pd.DataFrame, window_tokens: int, total: int) -> pd.DataFrame:
    both, all_tokens = table["count"].to_numpy(float), table["tokens"].to_numpy(float)
    meetings = table[["count", "met"]].min(axis=1)
    return table.assign(
        expected=window_tokens * all_tokens / max(total, 1),
        log_dice=log_dice(meetings, table["node_tokens"], all_tokens),
        g2=log_likelihood_cells(both, np.full(len(both), float(window_tokens)), all_tokens, total),
        mi=mutual_information(both, np.full(len(both), float(window_tokens)), all_tokens, total),
    )


def _find_evidence(near: pd.DataFrame) -> pd.DataFrame:
    """Return, by the word's code, in how many documents and articles it is near, and the first such sentence."""
    groups = near.groupby("code", sort=False)
    table = groups.agg(documents=("doc", "nunique"), sentence=("sentence", "first"))
    table["articles"] = near[["code", "doc", "article"]].drop_duplicates().groupby("code").size()
    return table
