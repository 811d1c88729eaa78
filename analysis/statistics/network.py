"""The network of words that stand in the same sentence, with the sentences behind every edge."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.statistics.association import ochiai
from analysis.statistics.frequency import check_least, select_words

MOST_NODES = 60  # more are a hairball, not a figure
SEED = 7
NODE_COLUMNS = ["word", "sentences", "tokens", "degree", "group", "x", "y"]
EDGE_COLUMNS = ["source", "target", "both", "first", "second", "weight", "sentences"]


class Network(NamedTuple):
    """Words and the ties between them, as :func:`build_network` describes; give both to ``figures.plot_network``."""

    nodes: pd.DataFrame
    edges: pd.DataFrame


def build_network(
    tokens: pd.DataFrame,
    only: Iterable[str] | None = None,
    *,
    nodes: int = 40,
    times: int = 3,
    weight: float = 0.2,
    stop: Collection[str] | None = None,
    least: int = 2,
) -> Network:
    """Return the network of the words that the most sentences hold.

    Args:
        tokens: from :func:`analysis.statistics.frequency.cut_sentences`; filter it by document or theme as you like.
        only: the words wanted; the most frequent where None.
        nodes: words at the most, 1 to 60.
        times: sentences that two words must share to be tied.
        weight: Ochiai coefficient that a tie must reach, 0 to 1.
        stop, least: see :func:`analysis.statistics.frequency.table_frequency`; not for words asked for by ``only``.

    Columns of ``nodes``:
        word. sentences, tokens (int): how many sentences hold it, how often it occurs. degree (int): its ties.
        group (int): from 0, the largest first: words tied more closely to each other than to the rest (greedy modularity, Clauset,
            Newman and Moore 2004). x, y (float): 0 to 1, a spring layout (Fruchterman and Reingold 1991) with a fixed seed.
    Columns of ``edges``:
        source, target: a pair of words, each pair once. both (int): sentences with the two. first, second (int): with the one, the other.
        weight (float): both / √(first · second) (Ochiai 1957). sentences (list of str): those with both, in their order.

    Shape: one row a word with at least one tie, most sentences first, then by word; one row a pair, the highest weight first. A word
    without a tie is left out. Both are empty, with their columns, where nothing is tied.

    Raises:
        ValueError: if ``nodes`` is not 1 to 60, ``weight`` not 0 to 1, a number is under 1, or ``only`` has more words than 60.
    """
    check_least(times=times, least=least)
    if not 1 <= nodes <= MOST_NODES:
        raise ValueError(f"nodes is {nodes}: it must be 1 to {MOST_NODES}")
    if not 0 <= weight <= 1:
        raise ValueError(f"weight is {weight}: it must be 0 to 1")
    wanted = None if only is None else list(dict.fromkeys([only] if isinstance(only, str) else only))
    if wanted is not None and len(wanted) > MOST_NODES:
        raise ValueError(f"only has {len(wanted)} words: it may have {MOST_NODES} at the most")
    words = _count_words(tokens, select_words(tokens["word"], stop, least) if wanted is None else wanted)
    words = words.head(nodes if wanted is None else MOST_NODES)
    edges = _tie_words(tokens, words)
    edges = edges[(edges["both"] >= times) & (edges["weight"] >= weight)].reset_index(drop=True)
    tied = pd.concat([edges["source"], edges["target"]]).value_counts()
    words = words.assign(degree=words["word"].map(tied).fillna(0).astype("int64"))
    words = words[words["degree"] > 0].reset_index(drop=True)
    return Network(_lay_out(words, edges)[NODE_COLUMNS], edges)


def _count_words(tokens: pd.DataFrame, shown: Collection[str]) -> pd.DataFrame:
    rows = tokens[tokens["word"].isin(shown)]
    table = rows.groupby("word").agg(sentences=("sentence", "nunique"), tokens=("sentence", "size")).reset_index()
    return table.sort_values(["sentences", "word"], ascending=[False, True], ignore_index=True)


def _tie_words(tokens: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """Return every pair of words that meet, with their sentences."""
    rows = tokens[tokens["word"].isin(words["word"])].drop_duplicates(["sentence", "word"])
    order = pd.factorize(tokens["sentence"])[1]
    at = {sentence: number for number, sentence in enumerate(order)}
    held = {word: frozenset(group.map(at)) for word, group in rows.groupby("word", sort=False)["sentence"]}
    names = list(words["word"])
    pairs: list[tuple[Any, ...]] = []
    for number, source in enumerate(names):
        for target in names[number + 1 :]:
            shared = sorted(held[source] & held[target])
            if shared:
                sizes = len(held[source]), len(held[target])
                pairs.append((source, target, len(shared), *sizes, [order[x] for x in shared]))
    table = pd.DataFrame(pairs, columns=[name for name in EDGE_COLUMNS if name != "weight"])
    table["weight"] = ochiai(table["both"], table["first"], table["second"])
    return table.sort_values(["weight", "source", "target"], ascending=[False, True, True], ignore_index=True)[
        EDGE_COLUMNS
    ]


def _lay_out(words: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """Add group, x, y. The graph's nodes are whole numbers: sets of strings have another order in every process."""
    if words.empty:
        return words.assign(group=pd.Series(dtype="int64"), x=0.0, y=0.0)
    import networkx  # 0.3 s, and only wanted here

    number = {word: at for at, word in enumerate(words["word"])}
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(number)))
    for source, target, weight in zip(edges["source"], edges["target"], edges["weight"], strict=True):
        graph.add_edge(number[source], number[target], weight=weight)
    communities = networkx.community.greedy_modularity_communities(graph, weight="weight")
    ranked = sorted((sorted(group) for group in communities), key=lambda group: (-len(group), group))
    group = {node: rank for rank, members in enumerate(ranked) for node in members}
    layout = networkx.spring_layout(graph, weight="weight", seed=SEED, iterations=200, k=1.6 / np.sqrt(len(number)))
    places = np.array([layout[node] for node in range(len(number))])
    low, span = places.min(axis=0), np.maximum(np.ptp(places, axis=0), 1e-9)
    x, y = ((places - low) / span).round(4).T if len(number) > 1 else np.full((2, 1), 0.5)
    return words.assign(group=[group[node] for node in range(len(number))], x=x, y=y)
