"""Tables of attention: how much of each article a theme takes, which themes meet in a sentence, which set phrases occur when."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from statistics import NormalDist
from typing import NamedTuple

import pandas as pd
from ahocorasick_rs import AhoCorasick, MatchKind

from analysis.lexicon import LexiconError, read_concepts, read_rows

WATCHED = ("formulae.csv", "watch.csv")


def wilson_interval(count: int, total: int, level: float = 0.95) -> tuple[float, float]:
    """Return the Wilson score interval of a share (Wilson 1927, JASA 22:209-212), without continuity correction.

    (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n), with p = count/n: it stays within 0 and 1, and says something at 0 and at n too.

    Args:
        count: successes, 0 to ``total``.
        total: trials; of none nothing is known, so that the interval is (0, 1).
        level: confidence level, between 0 and 1.

    Raises:
        ValueError: if a number is out of its range.

    >>> [round(x, 4) for x in wilson_interval(2, 10)]
    [0.0567, 0.5098]
    """
    if not 0 <= count <= total:
        raise ValueError(f"count is {count}: it must lie between 0 and total ({total})")
    if not 0 < level < 1:
        raise ValueError(f"level is {level}: it must lie between 0 and 1, as 0.95")
    if total == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, weight = count / total, z * z / total
    middle = share + weight / 2
    half = math.sqrt(weight * (share * (1 - share) + weight / 4))
    low = 0.0 if count == 0 else (middle - half) / (1 + weight)
    high = 1.0 if count == total else (middle + half) / (1 + weight)
    return low, high


def table_attention(
    themes: pd.DataFrame, sentences: pd.DataFrame, only: Iterable[str] | None = None, level: float = 0.95
) -> pd.DataFrame:
    """Return the share of each article's sentences that carries each theme.

    Args:
        themes, sentences: the tables of that name.
        only: keys of the themes wanted; all of ``themes.csv`` by default.
        level: confidence level of the interval.

    Columns:
        doc, article, theme.
        sentences (int): sentences of the article that carry the theme. of (int): all its sentences, headings included.
        share (float): the one by the other. low, high (float): the Wilson interval of the share.

    Shape: one row an article and theme, those with 0 sentences too; sorted by doc, article, and theme as in ``themes.csv``.
    A sentence may carry several themes, so that the shares of an article need not add up to 1.

    Raises:
        ValueError: if a theme is unknown; the message names it and the known ones.
    """
    keys = check_themes(only)
    sizes = sentences.groupby(["doc", "article"], sort=True)["sentence"].nunique().reset_index()
    each = themes.drop_duplicates(["sentence", "theme"])
    counts = Counter(zip(each["doc"], each["article"], each["theme"], strict=True))
    rows: list[dict[str, object]] = []
    for doc, article, of in zip(sizes["doc"], sizes["article"], sizes["sentence"].astype(int), strict=True):
        for key in keys:
            count = counts[doc, article, key]
            low, high = wilson_interval(count, of, level)
            row = {"doc": doc, "article": article, "theme": key, "sentences": count, "of": of}
            rows.append(row | {"share": count / of, "low": low, "high": high})
    columns = ["doc", "article", "theme", "sentences", "of", "share", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def table_cooccurrence(themes: pd.DataFrame, only: Iterable[str] | None = None) -> pd.DataFrame:
    """Return how often two themes meet in one sentence.

    Columns:
        theme, other: a pair, each pair once, in the order of ``themes.csv``.
        both (int): sentences that carry the two. first, second (int): sentences that carry the one, the other.
        ochiai (float): both / √(first · second), 0 where either has none (Ochiai 1957).

    Shape: one row a pair, those that never meet too.

    Raises:
        ValueError: if a theme is unknown.
    """
    keys = check_themes(only)
    sets = {key: set(rows) for key, rows in themes.groupby("theme")["sentence"]}
    rows = []
    for theme, other in combinations(keys, 2):
        one, two = sets.get(theme, set()), sets.get(other, set())
        both = len(one & two)
        ochiai = both / math.sqrt(len(one) * len(two)) if both else 0.0
        rows.append(
            {"theme": theme, "other": other, "both": both, "first": len(one), "second": len(two), "ochiai": ochiai}
        )
    return pd.DataFrame(rows, columns=["theme", "other", "both", "first", "second", "ochiai"])


def table_watch(sentences: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return how often each watched set phrase occurs, by article and date.

    The phrases are those of ``formulae.csv`` and ``watch.csv``; the longest that begins first wins, quotation marks inside are passed
    over (“扩中”“提低” is 扩中提低), and what the column ``except`` says may not follow (五保险 is no 五保).

    Columns:
        phrase; year (Int64), source: when it entered official language, and the text that this is from, missing where not known.
        doc, article, published: where and when, missing where the article does not say. count (int): occurrences, at least 1.
        sentence: the first that holds it.

    Shape: one row a phrase and article; sorted by phrase, published, doc, article. (0, 8) if none occurs.
    """
    known = _read_watched()
    names = sorted(known)
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    counts: Counter[tuple[str, str, int]] = Counter()
    first: dict[tuple[str, str, int], str] = {}
    cells = (sentences[name] for name in ("doc", "article", "sentence", "text"))
    for doc, article, sentence, text in zip(*cells, strict=True):
        plain = text.translate(_QUOTES)
        for index, _, end in automaton.find_matches_as_indexes(plain):
            phrase = names[index]
            if not plain.startswith(known[phrase].ends_at, end):
                counts[phrase, doc, article] += 1
                first.setdefault((phrase, doc, article), sentence)
    dates = articles.set_index(["doc", "article"])["published"].to_dict()
    rows = [
        {
            "phrase": phrase,
            "year": known[phrase].year,
            "source": known[phrase].source,
            "doc": doc,
            "article": article,
            "published": dates.get((doc, article)),
        }
        | {"count": count, "sentence": first[phrase, doc, article]}
        for (phrase, doc, article), count in counts.items()
    ]
    columns = ["phrase", "year", "source", "doc", "article", "published", "count", "sentence"]
    table = pd.DataFrame(rows, columns=columns).astype({"year": "Int64"})
    return table.sort_values(["phrase", "published", "doc", "article"], ignore_index=True)


def check_themes(only: Iterable[str] | None = None) -> list[str]:
    """Return the keys of the themes wanted, all by default, in the order of ``themes.csv``.

    Raises:
        ValueError: if one is unknown; the message names it and the known ones.
    """
    known = list(read_concepts())
    if only is None:
        return known
    wanted = [only] if isinstance(only, str) else list(only)
    for key in wanted:
        if key not in known:
            raise ValueError(f"unknown theme {key!r}; known are {', '.join(known)}")
    return [key for key in known if key in wanted]


_QUOTES = dict.fromkeys(map(ord, '“”‘’"'))


class _Phrase(NamedTuple):
    """What is known of a set phrase; where one of ``ends_at`` follows, it is another word."""

    year: int | None
    source: str | None
    ends_at: tuple[str, ...]


def _read_watched() -> dict[str, _Phrase]:
    """Return the watched phrases without their quotation marks; where two files hold one, the first that knows a year speaks for it."""
    watched: dict[str, _Phrase] = {}
    for name in WATCHED:
        for row in read_rows(name):
            year, phrase = row["year"], row["name"].translate(_QUOTES)
            if year and not year.isdigit():
                raise LexiconError(f"{name}: row {row['name']!r}: the year {year!r} is no number")
            before = watched.get(phrase, _Phrase(None, None, ()))
            ends_at = before.ends_at + tuple(part for part in row.get("except", "").split("|") if part)
            new = _Phrase(int(year) if year else None, row["source"] or None, ends_at)
            watched[phrase] = new if before.year is None else before._replace(ends_at=ends_at)
    return watched
