"""Keyness: which words one part of a corpus uses more, or less, than the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import numpy as np
import pandas as pd

from analysis.lexicon import read_concepts
from analysis.statistics.association import adjust_p, expect_counts, log_likelihood, log_odds, log_ratio, read_p
from analysis.statistics.frequency import check_least, nest_words, select_words

#: Below these a row is marked exploratory: G2 follows chi-squared in large samples, and a few articles are no sample of a style.
SMALL_ARTICLES = 10
SMALL_WORDS = 10_000
SMALL_EXPECTED = 5.0

COLUMNS = ["part", "word", "count", "rest", "documents", "articles", "all_documents", "all_articles", "per_10000"]
COLUMNS += ["rest_per_10000", "g2", "p", "q", "log_ratio", "log_odds", "z", "exploratory"]


def table_keyness(
    words: pd.DataFrame,
    parts: pd.DataFrame,
    part: str,
    only: Iterable[Any] | None = None,
    *,
    number: int | None = None,
    nested: bool = False,
    stop: Collection[str] | None = None,
    least: int = 2,
    tokens: int = 5,
    articles: int = 2,
    strength: float = 1000.0,
) -> pd.DataFrame:
    """Return the key words of each part of a corpus against all the rest of it.

    Args:
        words: the table of that name; for themes the words by sentence, ``count_tokens(cut_sentences(corpus.sentences))``.
        parts: a table that says what belongs to which part: documents, articles, themes. Its columns doc, article and sentence, those
            that ``words`` has too, say where; a row of ``words`` may belong to several parts.
        part: the column of ``parts`` that names the part: ``doc``, ``place``, ``theme``. Empty cells are no part.
        only: the parts wanted; all where None.
        number: words wanted a part, the highest by g2 first; all, overused and underused, where None.
        nested: count a word also inside longer ones, see :func:`analysis.statistics.frequency.nest_words`.
        stop, least: see :func:`analysis.statistics.frequency.table_frequency`.
        tokens, articles: a word is left out if it occurs less often, or in fewer articles, in the part and the rest together.
        strength: α0 of the prior, in words: the whole corpus's frequencies weigh as much as so many words of text. 1,000 pulls rare words
            in hard.

    Columns:
        part, word.
        count, rest (int): in the part, in the rest. documents, articles (int): how many of the part hold it. all_documents, all_articles
            (int): how many of the whole corpus do.
        per_10000, rest_per_10000 (float): per 10,000 words of the part and of the rest, stop words included.
        g2 (float): signed, see :func:`analysis.statistics.association.log_likelihood`. p (float): of a g2 so large by chance.
        q (float): p adjusted for the number of words that passed the guard in this part.
        log_ratio, log_odds, z (float): how much more often, see the functions of that name there.
        exploratory (bool): True where the part or the rest has under 10 articles or under 10,000 words, or a count under 5 is
            expected in one of them: read it as a hint, not as a finding.

    Shape: one row a part and word; parts in sorted order, within them the highest g2 first. (0, 17) where nothing passes, or where a part
    is the whole corpus, so that there is no rest.

    Raises:
        ValueError: if ``part`` is no column of ``parts``, ``only`` names an unknown part, ``parts`` is by sentence and ``words`` is not,
            or a number is out of range.
    """
    check_least(number=number, least=least, tokens=tokens, articles=articles)
    if strength <= 0:
        raise ValueError(f"strength is {strength}: it must be above 0")
    keys = _find_keys(words, parts, part)
    names = _select_parts(parts, part, only)
    shown = select_words(words["word"], stop, least)
    rows = nest_words(words, shown) if nested else words[words["word"].isin(shown)]
    total = _sum_up(rows, ["word"])
    total = total[(total["count"] >= tokens) & (total["articles"] >= articles)].reset_index()
    belongs = parts.assign(part=parts[part])
    belongs = belongs.loc[belongs["part"].isin(names), [*keys, "part"]].drop_duplicates()
    inside = _sum_up(rows[rows["word"].isin(total["word"])].merge(belongs, on=keys), ["part", "word"])
    sizes = _measure(words, belongs, keys)
    tables = [_compare(name, total, inside, sizes.loc[name], strength) for name in names if name in sizes.index]
    filled = [table.head(len(table) if number is None else number) for table in tables if len(table)]
    return pd.concat(filled, ignore_index=True)[COLUMNS] if filled else pd.DataFrame(columns=COLUMNS)


def _compare(
    name: Any, total: pd.DataFrame, inside: pd.DataFrame, sizes: pd.Series[int], strength: float
) -> pd.DataFrame:
    size, rest_size = float(sizes["size"]), float(sizes["rest_size"])
    if not size or not rest_size:
        return pd.DataFrame()
    held = (
        inside.loc[[name]].droplevel("part")
        if name in inside.index.get_level_values("part")
        else inside.head(0).droplevel("part")
    )
    held = held.reindex(total["word"], fill_value=0).reset_index(drop=True)
    table = pd.DataFrame(
        {"part": name, "word": total["word"], "count": held["count"], "rest": total["count"] - held["count"]}
    )
    table = table.assign(documents=held["documents"], articles=held["articles"])
    table = table.assign(all_documents=total["documents"], all_articles=total["articles"])
    a, b = table["count"].to_numpy(float), table["rest"].to_numpy(float)
    prior = strength * (a + b) / (size + rest_size)
    table["per_10000"], table["rest_per_10000"] = a / size * 10_000, b / rest_size * 10_000
    table["g2"] = log_likelihood(a, b, size, rest_size)
    table["p"] = read_p(table["g2"])
    table["q"] = adjust_p(table["p"])
    table["log_ratio"] = log_ratio(a, b, size, rest_size)
    table["log_odds"], table["z"] = log_odds(a, b, size, rest_size, prior, strength)
    small = min(sizes["articles"], sizes["rest_articles"]) < SMALL_ARTICLES or min(size, rest_size) < SMALL_WORDS
    table["exploratory"] = small | (np.minimum(*expect_counts(a, b, size, rest_size)) < SMALL_EXPECTED)
    return table.sort_values(["g2", "word"], ascending=[False, True], ignore_index=True)


def _sum_up(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    table = rows.groupby(by).agg(count=("count", "sum"), documents=("doc", "nunique"))
    table["articles"] = rows[[*by, "doc", "article"]].drop_duplicates().groupby(by).size()
    return table.astype("int64")


def _measure(words: pd.DataFrame, belongs: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return, for each part, its words and articles and those of the rest; an article cut in two by a part counts on both sides."""
    each = words.groupby(list(dict.fromkeys(["doc", "article", *keys])))["count"].sum().reset_index()
    whole = each.groupby(["doc", "article"])["count"].sum().rename("whole")
    mine = each.merge(belongs, on=keys).groupby(["part", "doc", "article"])["count"].sum().reset_index()
    mine = mine.merge(whole.reset_index(), on=["doc", "article"])
    sizes = (
        mine.assign(full=mine["count"] == mine["whole"])
        .groupby("part")
        .agg(size=("count", "sum"), articles=("count", "size"), full=("full", "sum"))
    )
    sizes["rest_size"] = int(whole.sum()) - sizes["size"]
    sizes["rest_articles"] = len(whole) - sizes["full"]
    return sizes


def _find_keys(words: pd.DataFrame, parts: pd.DataFrame, part: str) -> list[str]:
    if part not in parts.columns:
        raise ValueError(f"part is {part!r}: it must be a column of parts: {', '.join(parts.columns)}")
    if "sentence" in parts.columns and "sentence" not in words.columns:
        raise ValueError("parts are by sentence, words are not: give count_tokens(cut_sentences(corpus.sentences))")
    keys = [name for name in ("doc", "article", "sentence") if name in parts.columns and name in words.columns]
    if not keys:
        raise ValueError("parts must have one of the columns doc, article, sentence")
    return ["sentence"] if "sentence" in keys else keys


def _select_parts(parts: pd.DataFrame, part: str, only: Iterable[Any] | None) -> list[Any]:
    found = sorted(parts[part].dropna().unique())
    if only is None:
        return found
    known = {*found, *read_concepts()} if part == "theme" else set(found)  # a theme that nobody writes of is no mistake
    wanted = [only] if isinstance(only, str) else list(only)
    for name in wanted:
        if name not in known:
            raise ValueError(f"only: unknown {part} {name!r}; known are {', '.join(map(str, sorted(known))) or 'none'}")
    return [name for name in found if name in wanted]
