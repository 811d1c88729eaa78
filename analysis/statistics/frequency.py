"""Cut sentences into words, and count words: how often, in how many documents, per 10,000."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import pandas as pd

from analysis.words import Cutter, is_word, make_cutter, read_stopwords

TOKEN_COLUMNS = ["doc", "article", "sentence", "position", "word"]
FREQUENCY_COLUMNS = ["word", "tokens", "documents", "articles", "per_10000"]


def cut_sentences(sentences: pd.DataFrame, cutter: Cutter | None = None) -> pd.DataFrame:
    """Return the words of sentences in their order; what collocations, networks and the keyness of themes are made from.

    Args:
        sentences: the table of that name, or some rows of it. An article's sentences are cut together, so that the words are those of
            the table ``words`` when all are given.
        cutter: from :func:`analysis.words.cutting.make_cutter`; jieba where None.

    Columns:
        doc, article, sentence: where.
        position (int): from 0, counted over the words of the sentence; marks and numbers are no words and take no position.
        word (str): as printed.

    Shape: one row a word, in the order of ``sentences``; (0, 5) for none.
    """
    cutter = cutter or make_cutter()
    columns: list[list[Any]] = [[], [], [], [], []]
    for (doc, article), group in sentences.groupby(["doc", "article"], sort=False):
        lines = [str(text).replace("\n", " ") for text in group["text"]]
        for sentence, words in zip(group["sentence"], _cut_lines(lines, cutter), strict=True):
            size = len(words)
            row: tuple[list[Any], ...] = ([doc] * size, [article] * size, [sentence] * size, list(range(size)), words)
            for column, values in zip(columns, row, strict=True):
                column.extend(values)
    kinds = sentences.dtypes
    table = pd.DataFrame(dict(zip(TOKEN_COLUMNS, columns, strict=True)))
    return table.astype({name: kinds[name] for name in TOKEN_COLUMNS[:3]} | {"position": "int64", "word": "str"})


def _cut_lines(lines: list[str], cutter: Cutter) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for piece in cutter.cut("\n".join(lines)):
        if piece == "\n":
            found.append([])
        elif is_word(piece):
            found[-1].append(piece)
    return found


def count_tokens(tokens: pd.DataFrame) -> pd.DataFrame:
    """Return how often each word stands in each sentence.

    Args:
        tokens: from :func:`cut_sentences`.

    Columns: doc, article, sentence, word, count (int). One row a sentence and word, in the order of the sentences.
    """
    keys = ["doc", "article", "sentence", "word"]
    return tokens.groupby(keys, sort=False).size().rename("count").reset_index()


def table_frequency(
    words: pd.DataFrame,
    only: Iterable[str] | None = None,
    *,
    nested: bool = False,
    stop: Collection[str] | None = None,
    least: int = 2,
    number: int | None = None,
) -> pd.DataFrame:
    """Return how often words are used.

    Args:
        words: the table of that name, or some rows of it (those of one document).
        only: the words asked for, those that never occur too (with 0); all words where None.
        nested: count a word also where it stands inside a longer one: 社区社会组织 for 社会组织, 2 for 村 in 村村通.
        stop: words left out unless asked for by ``only``; the list of ``stopwords.csv`` where None, ``()`` for none.
        least: characters that a word must have unless asked for by ``only``.
        number: rows wanted, the most frequent first; all where None.

    Columns:
        word (str).
        tokens (int): occurrences. documents, articles (int): in how many of them.
        per_10000 (float): occurrences per 10,000 words of ``words``, stop words and single characters included.

    Shape: one row a word, most tokens first, then by word; in the order of ``only`` where it is given. (0, 5) for no words.

    Raises:
        ValueError: if ``least`` or ``number`` is under 1.
    """
    check_least(least=least, number=number)
    total = int(words["count"].sum())
    wanted = None if only is None else list(dict.fromkeys([only] if isinstance(only, str) else only))
    shown = select_words(words["word"], stop, least) if wanted is None else wanted
    rows = nest_words(words, shown) if nested else words[words["word"].isin(shown)]
    found = rows.groupby("word").agg(tokens=("count", "sum"), documents=("doc", "nunique"))
    found["articles"] = rows[["word", "doc", "article"]].drop_duplicates().groupby("word").size()
    found = found.reindex(shown, fill_value=0).rename_axis("word").reset_index()
    found["per_10000"] = found["tokens"] / total * 10_000 if total else 0.0
    if wanted is None:
        found = found.sort_values(["tokens", "word"], ascending=[False, True], ignore_index=True)
    table = found.astype(
        {"word": "str", "tokens": "int64", "documents": "int64", "articles": "int64", "per_10000": float}
    )
    return table[FREQUENCY_COLUMNS].head(len(table) if number is None else number)


def select_words(words: Iterable[str], stop: Collection[str] | None = None, least: int = 2) -> list[str]:
    """Return the words that may show what a text is about, sorted: none of ``stop``, none shorter than ``least``.

    >>> select_words(["的", "民政", "村", "民政"])
    ['民政']
    """
    left_out = read_stopwords() if stop is None else frozenset(stop)
    return sorted({word for word in words if len(word) >= least and word not in left_out})


def nest_words(words: pd.DataFrame, wanted: Collection[str]) -> pd.DataFrame:
    """Return ``words`` with each wanted word counted wherever it stands, by itself or inside a longer word.

    Columns: those of ``words``. One row for each wanted word in each row's word.
    """
    holds = find_nested(words["word"].unique(), wanted)
    lists = words["word"].map(lambda word: holds.get(word, []))
    rows = words.assign(word=lists).explode("word").dropna(subset="word")
    return rows.astype({"word": "str"})


def find_nested(types: Iterable[str], wanted: Collection[str]) -> dict[str, list[str]]:
    """Return, for each word that holds wanted words, these words: itself, parts of it, one twice where it stands twice.

    >>> find_nested(["社区社会组织", "社会组织", "民政"], ["社会组织", "社区"])
    {'社区社会组织': ['社区', '社会组织'], '社会组织': ['社会组织']}
    """
    chosen = frozenset(wanted)
    sizes = sorted({len(word) for word in chosen if word})
    found: dict[str, list[str]] = {}
    for word in types:
        spans = ((at, size) for at in range(len(word)) for size in sizes if at + size <= len(word))
        parts = [part for at, size in spans if (part := word[at : at + size]) in chosen]
        if parts:
            found[word] = parts
    return found


def check_least(**limits: int | None) -> None:
    """Refuse limits under 1, by name.

    Raises:
        ValueError: naming the argument.
    """
    for name, value in limits.items():
        if value is not None and value < 1:
            raise ValueError(f"{name} is {value}: it must be 1 or more")
