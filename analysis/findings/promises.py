"""Targets, results and money as a reader of promises asks for them: by place and deadline, against a day, by force."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from analysis.dates import read_last_day
from analysis.findings.attention import select_theme
from analysis.findings.overview import shorten
from analysis.tables.candidates import match_results
from analysis.tables.corpus import Corpus
from analysis.tables.schema import SCHEMA

LADDER_ROWS = 24
SIGNS = {"at_least": "≥", "more_than": ">", "at_most": "≤", "less_than": "<", "about": "≈"}
NEAR = frozenset("余多逾近约几数左")
ARROWS = {"up": "↑", "down": "↓"}
FORCES = ("binding", "expected", "must", "will", "strive", "promote", "encourage", "unsaid")
PLACE = "·"


def _read_deadline(date: object) -> str | None:
    return read_last_day(date) if isinstance(date, str) else None


def sign_quantity(row: dict[Any, Any]) -> str:
    """Return a quantity as it is written beside a dot: ``≥60%``, ``↑5%`` for a rise by 5 %; a number that says itself how near it is
    (30余个, 近百家) needs no sign."""
    text = str(row["text"])
    sign = "" if row["universal"] or set(text) & NEAR else SIGNS.get(row["modifier"], "")
    return ARROWS.get(row["change"], "") + sign + text


def table_targets(corpus: Corpus, *themes: str) -> pd.DataFrame:
    """Return the targets as a reader asks for them; those in sentences of some themes where any is given.

    Columns: those of ``targets``, and
        what (str): what is to be reached: the entity, after 每… where it is for each of something.
        stated (str): the number with ≥ or ≤. deadline (str): the last day allowed, missing where none is stated.

    Sorted by place, deadline, and the order of the text; those without a deadline last within their place.
    """
    table = select_theme(corpus.targets, corpus, *themes) if themes else corpus.targets.copy()
    records = table.to_dict("records")
    table["what"] = [name_row(row) for row in records]
    table["stated"] = [sign_quantity(row) for row in records]
    table["deadline"] = table["date"].map(_read_deadline)
    return table.sort_values(
        ["place", "deadline", "doc", "start"], na_position="last", kind="stable", ignore_index=True
    )


def name_row(row: dict[Any, Any]) -> str:
    """Return what a quantity counts: the entity, after what it holds for each of."""
    entity = row["entity"] if isinstance(row["entity"], str) else ""
    per = row["per"] if isinstance(row["per"], str) else ""
    return f"{per} {entity}".strip() or str(row["unit"] or row["text"])


def table_ladder(corpus: Corpus, *themes: str) -> pd.DataFrame:
    """Return the steps of a ladder: dated targets, and dated results on the same place, entity and unit.

    Columns: those of the quantities, and row (str): place and what is counted; stated (str); deadline.
    Sorted by place, then the series' first deadline; steps by deadline. Nothing is added to what is stated.
    """
    targets = table_targets(corpus, *themes)
    targets = targets[targets["deadline"].notna()]
    pairs = match_results(targets, corpus.quantities)
    same = pairs[pairs["entity"] == "same"].drop_duplicates("result").set_index("result")["target"]
    results = corpus.quantities[corpus.quantities["quantity"].isin(same.index)].copy()
    records = results.to_dict("records")
    results["what"] = [name_row(row) for row in records]
    results["stated"] = [sign_quantity(row) for row in records]
    results["deadline"] = results["date"].map(_read_deadline)
    docs = targets.set_index("quantity")["doc"]
    results["line"], targets = results["quantity"].map(same).map(docs), targets.assign(line=targets["doc"])
    table = pd.concat([targets, results[results["deadline"].notna()]], ignore_index=True)
    table["row"] = name_lines(table)
    first = table.groupby("row")["deadline"].transform("min")
    order = table.assign(_place=table["place"].fillna(""), _first=first).sort_values(
        ["_place", "_first", "row", "deadline", "start"], kind="stable"
    )
    return order.drop(columns=["_place", "_first", "line"]).reset_index(drop=True)


def name_lines(table: pd.DataFrame) -> list[str]:
    """Return the name of each row's line: place and what is counted, shortened; then its unit, its document and a number, each only
    where lines would be called alike without it. What two documents promise is never one line.

    Args:
        table: place, what, unit, and line: the document of the target.
    """
    filled = table[["place", "what", "unit", "line"]].fillna("")
    keys = [
        (f"{place}{PLACE}{what}" if place else str(what), unit, doc) for place, what, unit, doc in filled.to_numpy()
    ]
    names = {key: shorten(key[0], 22) for key in keys}
    for part in (1, 2):  # units where lines called alike differ in them, then documents
        alike: dict[str, set[str]] = {}
        for key, name in names.items():
            alike.setdefault(name, set()).add(key[part])
        names = {
            key: f"{name} ({shorten(key[part], 8)})" if len(alike[name]) > 1 and key[part] else name
            for key, name in names.items()
        }
    seen: Counter[str] = Counter()
    for key, name in names.items():
        seen[name] += 1
        names[key] = name if seen[name] == 1 else f"{name} {seen[name]}"
    return [names[key] for key in keys]


def cut_ladder(ladder: pd.DataFrame, rows: int = LADDER_ROWS) -> pd.DataFrame:
    """Return the steps of the first ``rows`` lines of a ladder."""
    names = list(dict.fromkeys(ladder["row"]))[:rows]
    return ladder[ladder["row"].isin(names)].reset_index(drop=True)


def measure_targets(corpus: Corpus) -> dict[str, Any]:
    """Return how many targets there are, and of which sort: dated, undated, past and open at the as-of day, universal, in how many
    places; the next deadline and the last."""
    table = table_targets(corpus)
    days = table["deadline"].dropna()
    ahead = sorted(day for day in days if day > corpus.as_of)
    return {
        "targets": len(table) or None,
        "quantities": len(corpus.quantities),
        "results": int((corpus.quantities["status"] == "result").sum()),
        "dated": len(days),
        "undated": len(table) - len(days),
        **{due: int((table["due"] == due).sum()) for due in ("past", "this_year", "open")},
        "universal": int(table["universal"].sum()),
        "places": int(table["place"].nunique()),
        "as_of": (corpus.as_of or None) if len(days) else None,
        "next": ahead[0] if ahead else None,
        "last": max(days, default=None),
        "steps": int((table["step"] > 1).sum()),
    }


def find_ladder(ladder: pd.DataFrame, shown: pd.DataFrame) -> dict[str, Any]:
    """Return what a ladder shows: its lines and steps, the place with most of them, the years of the first and last deadline."""
    targets = ladder[ladder["status"] == "target"]
    if targets.empty:
        return {"lines": 0, "steps": 0}
    counts = targets["place"].fillna("").value_counts()
    return {
        "lines": targets["row"].nunique(),
        "steps": len(targets),
        "shown": shown["row"].nunique(),
        "place": counts.index[0] or None,
        "most": int(counts.iloc[0]),
        "years": "–".join(sorted({targets["deadline"].min()[:4], targets["deadline"].max()[:4]})),
    }


def count_calendar(corpus: Corpus) -> pd.DataFrame:
    """Return what falls due when.

    Columns: deadline (str): the last day allowed; due: ``past``, ``this_year`` or ``open`` at the as-of day; targets (int); what (str): the targets;
    sentence: the first. Sorted by deadline.
    """
    table = table_targets(corpus).dropna(subset="deadline")
    rows = [
        {
            "deadline": day,
            "due": group["due"].iloc[0],
            "targets": len(group),
            "place": "、".join(dict.fromkeys(group["place"].dropna())),
            "what": shorten("；".join(dict.fromkeys(group["what"] + " " + group["stated"])), 60),
            "sentence": group["sentence"].iloc[0],
            "is_past": group["due"].iloc[0] == "past",
        }
        for day, group in table.groupby("deadline", sort=True)
    ]
    return pd.DataFrame(rows, columns=["deadline", "due", "targets", "place", "what", "sentence", "is_past"])


def find_calendar(corpus: Corpus, calendar: pd.DataFrame) -> dict[str, Any]:
    """Return what a calendar shows: targets past and open at the as-of day, the day on which most fall due."""
    sums = calendar.groupby("due")["targets"].sum()
    busiest = calendar.nlargest(1, "targets").iloc[0] if len(calendar) else None
    values: dict[str, Any] = {due: int(sums.get(due, 0)) for due in ("past", "this_year", "open")}
    values |= {"as_of": corpus.as_of}
    return values | ({} if busiest is None else {"day": busiest["deadline"], "most": int(busiest["targets"])})


def count_commitments(corpus: Corpus) -> pd.DataFrame:
    """Return how firmly targets are meant, the firmest first.

    Columns: force (str): binding, expected, must, will, strive, promote, encourage, or ``unsaid``; targets, dated (int); cues (str): the
    words it was read from, the most frequent first; and quantity, sentence, offset, text of the first.
    """
    table = table_targets(corpus)
    table["force"] = table["force"].fillna("unsaid")
    table["dated"] = table["deadline"].notna()
    counted = table.groupby("force").agg(
        targets=("quantity", "size"),
        dated=("dated", "sum"),
        cues=("cue", lambda cues: "、".join(cues.dropna().value_counts().index[:6])),
        **{column: (column, "first") for column in ("quantity", "sentence", "offset", "text")},
    )
    return counted.reindex([force for force in FORCES if force in counted.index]).reset_index()


def find_commitments(commitments: pd.DataFrame) -> dict[str, Any]:
    """Return the force that most targets have, with how many of all."""
    if commitments.empty:
        return {"force": None}
    top = commitments.nlargest(1, "targets").iloc[0]
    return {"force": top["force"], "most": int(top["targets"]), "targets": int(commitments["targets"].sum())}


def table_candidates(corpus: Corpus) -> pd.DataFrame:
    """Return the reported results that may speak of a target, see :func:`analysis.tables.candidates.match_results`, with the result's
    sentence as ``sentence``."""
    table = match_results(corpus.targets, corpus.quantities)
    return table.assign(sentence=table["result_sentence"], quantity=table["result"])


def list_tables(corpus: Corpus) -> pd.DataFrame:
    """Return the tables that can be had as files: table, rows (int), columns (str)."""
    rows = [{"table": name, "rows": len(getattr(corpus, name)), "columns": "、".join(SCHEMA[name])} for name in SCHEMA]
    return pd.DataFrame(rows)
