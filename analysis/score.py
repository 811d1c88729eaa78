"""Measure the reading against texts annotated by reading.

Precision, recall and F1 as in information extraction: a quantity counts as found where document, start and end agree exactly; the bound
fields are shares of the quantities found. A row is right where everything that a reader would quote is right at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from analysis.lexicon import read_rows

KEY = ["doc", "start", "end"]
FIELDS = ("kind", "modifier", "change", "per", "date", "status", "place", "entity")
ROW = ("low", "high", "unit", "modifier", "per", "date", "status")


def read_gold(folder: Path, name: str) -> pd.DataFrame:
    """Return one annotated table: every cell a string, empty where nothing is said; offsets as integers."""
    gold = pd.DataFrame(read_rows(f"{name}.csv", folder))
    for column in ("start", "end"):
        if column in gold:
            gold[column] = gold[column].astype(int)
    return gold


def score_f1(hit: int, found: int, wanted: int) -> tuple[float, float, float]:
    """Return precision, recall and F1; each 0 where its denominator is.

    >>> score_f1(3, 4, 6)
    (0.75, 0.5, 0.6)
    """
    precision = hit / found if found else 0.0
    recall = hit / wanted if wanted else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def table_scores(gold: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Return how well ``found`` agrees with ``gold``: quantities, one row a measure.

    Columns:
        measure (str): span, value, value and unit, each bound field, row (a whole row right at once), universal.
        score (float): F1 for span, value, unit, row and universal; for a field, the share right of the spans found.
        precision, recall (float): missing for the fields.
        right, of (int): hits, and the annotated rows (for a field, the spans found).

    Documents that ``gold`` does not name are left out of account.
    """
    found = found[found["doc"].isin(gold["doc"])]
    everywhere = gold["universal"] == "true"
    universal = found["universal"].astype(bool)
    pairs = _pair(gold[~everywhere], found[~universal])
    wanted, made = int((~everywhere).sum()), int((~universal).sum())
    value = _same(pairs, "low") & _same(pairs, "high")
    rows = [
        _measure("span", len(pairs), made, wanted),
        _measure("value", int(value.sum()), made, wanted),
        _measure("value+unit", int((value & _same(pairs, "unit")).sum()), made, wanted),
    ]
    for field in FIELDS:
        right = int(_same(pairs, field).sum())
        rows.append(
            {"measure": field, "score": right / len(pairs) if len(pairs) else 0.0, "right": right, "of": len(pairs)}
        )
    near = int(_near(pairs).sum())
    rows.append(
        {"measure": "entity~", "score": near / len(pairs) if len(pairs) else 0.0, "right": near, "of": len(pairs)}
    )
    whole = value
    for field in ROW[2:]:
        whole = whole & _same(pairs, field)
    rows.append(_measure("row", int(whole.sum()), made, wanted))
    hit = len(_pair(gold[everywhere], found[universal]))
    rows.append(_measure("universal", hit, int(universal.sum()), int(everywhere.sum())))
    return pd.DataFrame(rows, columns=["measure", "score", "precision", "recall", "right", "of"])


def table_misses(gold: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Return every disagreement: what was missed, what was made up, which field differs.

    Columns: doc, start, end, text, problem (``missed``, ``spurious`` or a field's name), gold, found. Sorted by place in the text.
    """
    found = found[found["doc"].isin(gold["doc"])]
    merged = gold.merge(found, on=KEY, how="outer", suffixes=("_gold", "_found"), indicator=True).sort_values(KEY)
    rows: list[dict[str, object]] = []
    for row in merged.to_dict("records"):
        place = {key: row[key] for key in KEY}
        side = row["_merge"]
        if side == "both":
            for field in (*ROW[:3], *FIELDS):
                a, b = _plain(row[f"{field}_gold"], field), _plain(row[f"{field}_found"], field)
                if a != b:
                    rows.append({**place, "text": row["text_gold"], "problem": field, "gold": a, "found": b})
        else:
            missed = side == "left_only"
            text = row["text_gold"] if missed else row["text_found"]
            rows.append({**place, "text": text, "problem": "missed" if missed else "spurious"})
    return pd.DataFrame(rows, columns=[*KEY, "text", "problem", "gold", "found"])


def score_sets(gold: pd.DataFrame, found: pd.DataFrame, column: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 over (doc, ``column``) pairs; rows that ``gold`` calls optional count neither way."""
    key = ["doc", column]
    free = set(map(tuple, gold.loc[gold["optional"] == "true", key].to_numpy()))
    wanted = set(map(tuple, gold[key].to_numpy())) - free
    made = set(map(tuple, found.loc[found["doc"].isin(gold["doc"]), key].to_numpy())) - free
    return score_f1(len(wanted & made), len(made), len(wanted))


def score_themes(gold: pd.DataFrame, sentences: pd.DataFrame, themes: pd.DataFrame) -> tuple[float, float, float]:
    """Return micro precision, recall and F1 over (sentence, theme), sentences paired by their place in the file.

    A label that the annotators held optional counts neither way. Themes outside the annotation are left out.
    """
    known = {theme for cell in [*gold["themes"], *gold["optional"]] for theme in json.loads(cell)}
    labels: dict[str, set[str]] = {}
    for sentence, theme in zip(themes["sentence"], themes["theme"], strict=True):
        labels.setdefault(sentence, set()).add(theme)
    must: dict[str, set[str]] = {}
    may: dict[str, set[str]] = {}
    pairs = sentences[["doc", "sentence", "start", "end"]].merge(gold, on="doc", suffixes=("", "_gold"))
    shared = pairs[["end", "end_gold"]].min(axis=1) - pairs[["start", "start_gold"]].max(axis=1)
    shorter = (pairs["end"] - pairs["start"]).clip(upper=pairs["end_gold"] - pairs["start_gold"])
    paired = pairs[shared > 0.5 * shorter]
    for sentence, themes_cell, optional in zip(paired["sentence"], paired["themes"], paired["optional"], strict=True):
        must.setdefault(sentence, set()).update(json.loads(themes_cell))
        may.setdefault(sentence, set()).update(json.loads(optional))
    hit = made = wanted = 0
    for sentence in set(must) | set(labels):
        got = labels.get(sentence, set()) & known - may.get(sentence, set())
        want_here = must.get(sentence, set())
        hit, made, wanted = hit + len(got & want_here), made + len(got), wanted + len(want_here)
    return score_f1(hit, made, wanted)


def _pair(gold: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    return gold.merge(found, on=KEY, suffixes=("_gold", "_found"))


def _measure(name: str, hit: int, made: int, wanted: int) -> dict[str, object]:
    precision, recall, f1 = score_f1(hit, made, wanted)
    return {"measure": name, "score": f1, "precision": precision, "recall": recall, "right": hit, "of": wanted}


def _same(pairs: pd.DataFrame, field: str) -> pd.Series[bool]:
    return _compare(pairs, field, lambda a, b: a == b)


def _near(pairs: pd.DataFrame) -> pd.Series[bool]:
    return _compare(pairs, "entity", lambda a, b: a == b or bool(a and b and (a in b or b in a)))


def _compare(pairs: pd.DataFrame, field: str, agree: Callable[[str, str], bool]) -> pd.Series[bool]:
    left, right = pairs[f"{field}_gold"], pairs[f"{field}_found"]
    return pd.Series(
        [agree(_plain(a, field), _plain(b, field)) for a, b in zip(left, right, strict=True)],
        index=pairs.index,
        dtype=bool,
    )


def _plain(value: object, field: str) -> str:
    """One form for both sides: numbers without trailing zeros, nothing for what is missing."""
    if value is None or value == "" or value != value:
        return ""
    return f"{float(str(value)):.6g}" if field in ("low", "high") else str(value)


def table_accuracy(gold: Path, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return one table of all that is measured: quantities by field, formulae, themes.

    Columns as in :func:`table_scores`. ``gold`` is a folder of annotated tables, ``tables`` the tables read from the same texts.
    """
    scores = table_scores(read_gold(gold, "quantities"), tables["quantities"])
    extra: Sequence[tuple[str, tuple[float, float, float]]] = (
        ("formulae", score_sets(read_gold(gold, "formulae"), tables["formulae"], "text")),
        ("themes", score_themes(read_gold(gold, "themes"), tables["sentences"], tables["themes"])),
    )
    rows = [{"measure": name, "score": f1, "precision": p, "recall": r} for name, (p, r, f1) in extra]
    return pd.concat([scores, pd.DataFrame(rows)], ignore_index=True)
