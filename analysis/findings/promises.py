"""Targets, results and money as a reader of promises asks for them: by place and deadline, against a day, by force."""

from __future__ import annotations

from calendar import monthrange
from typing import Any

import pandas as pd

from analysis.findings.attention import select_theme
from analysis.findings.overview import shorten
from analysis.tables.corpus import Corpus

LADDER_ROWS = 24
DRAWN = 30  # dots of a figure of sizes
SIGNS = {"at_least": "≥", "more_than": ">", "at_most": "≤", "less_than": "<", "about": "≈"}
NEAR = frozenset("余多逾近约几数左")
ARROWS = {"up": "↑", "down": "↓"}
HEADS = frozenset("人名位") | {"人次", "余人"}
PEOPLE = (
    "群众",
    "人员",
    "人",
    "者",
    "老人",
    "儿童",
    "学生",
    "职工",
    "党员",
    "人口",
    "居民",
    "村民",
    "农民工",
    "毕业生",
    "妇女",
)
PLACE = "·"


def read_deadline(date: object) -> str | None:
    """Return the last day that a deadline allows; None where there is none, or no end (从2022年起).

    >>> read_deadline("2022"), read_deadline("2022-02"), read_deadline("2021/2023"), read_deadline("2022/..")
    ('2022-12-31', '2022-02-28', '2023-12-31', None)
    """
    if not isinstance(date, str):
        return None
    last = date.rpartition("/")[2]
    if not last[:4].isdecimal():
        return None
    year, month = int(last[:4]), int(last[5:7] or 12)
    return last if len(last) == 10 else f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}"


def sign_quantity(row: dict[Any, Any]) -> str:
    """Return a quantity as it is written beside a dot: ``≥60%``, ``↑5%`` for a rise by 5 %; a number that says itself how near it is
    (30余个, 近百家) needs no sign."""
    text = ARROWS.get(row["change"], "") + str(row["text"])
    sign = "" if row["universal"] or set(text) & NEAR else SIGNS.get(row["modifier"], "")
    return sign + text


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
    table["deadline"] = table["date"].map(read_deadline)
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
    results = corpus.quantities[corpus.quantities["status"] == "result"]
    keys = ["place", "entity", "unit"]
    results = results.merge(targets[keys].drop_duplicates(), on=keys)
    records = results.to_dict("records")
    results["what"] = [name_row(row) for row in records]
    results["stated"] = [sign_quantity(row) for row in records]
    results["deadline"] = results["date"].map(read_deadline)
    table = pd.concat([targets, results[results["deadline"].notna()]], ignore_index=True)
    places = table["place"].fillna("")
    rows = name_places(table)
    table = table.assign(row=rows)
    first = table.groupby("row")["deadline"].transform("min")
    order = table.assign(_place=places, _first=first).sort_values(
        ["_place", "_first", "row", "deadline", "start"], kind="stable"
    )
    return order.drop(columns=["_place", "_first"]).reset_index(drop=True)


def name_places(table: pd.DataFrame) -> list[str]:
    """Return a name for each row: place and what is counted, with the unit where one name would stand for several (街道 60%, 街道 3个)."""
    places = table["place"].fillna("")
    names = [f"{place}{PLACE}{what}" if place else str(what) for place, what in zip(places, table["what"], strict=True)]
    names = [shorten(name, 22) for name in names]
    units = table["unit"].fillna("").groupby(names).transform("nunique") if len(table) else pd.Series(dtype=int)
    unit = table["unit"].fillna("")
    return [f"{name} ({u})" if n > 1 and u else name for name, n, u in zip(names, units, unit, strict=True)]


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
        "targets": len(table),
        "quantities": len(corpus.quantities),
        "results": int((corpus.quantities["status"] == "result").sum()),
        "dated": len(days),
        "undated": len(table) - len(days),
        "past": int((days <= corpus.as_of).sum()),
        "open": len(ahead),
        "universal": int(table["universal"].sum()),
        "places": int(table["place"].nunique()),
        "as_of": (corpus.as_of or None) if len(table) else None,
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

    Columns: deadline (str): the last day allowed; due: ``past`` or ``open`` at the as-of day; targets (int); what (str): the targets;
    sentence: the first. Sorted by deadline.
    """
    table = table_targets(corpus).dropna(subset="deadline")
    rows = [
        {
            "deadline": day,
            "due": "past" if str(day) <= corpus.as_of else "open",
            "targets": len(group),
            "place": "、".join(dict.fromkeys(group["place"].dropna())),
            "what": shorten(
                "；".join(
                    dict.fromkeys(f"{what} {text}" for what, text in zip(group["what"], group["stated"], strict=True))
                ),
                60,
            ),
            "sentence": group["sentence"].iloc[0],
            "is_past": str(day) <= corpus.as_of,
        }
        for day, group in table.groupby("deadline", sort=True)
    ]
    return pd.DataFrame(rows, columns=["deadline", "due", "targets", "place", "what", "sentence", "is_past"])


def find_calendar(corpus: Corpus, calendar: pd.DataFrame) -> dict[str, Any]:
    """Return what a calendar shows: targets past and open at the as-of day, the day on which most fall due."""
    past = calendar[calendar["due"] == "past"]["targets"].sum()
    busiest = calendar.nlargest(1, "targets").iloc[0] if len(calendar) else None
    values = {"past": int(past), "open": int(calendar["targets"].sum() - past), "as_of": corpus.as_of}
    return values | ({} if busiest is None else {"day": busiest["deadline"], "most": int(busiest["targets"])})


def mark_results(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with a column ``is_result``, for a figure that draws what is no result as an open dot."""
    return table.assign(is_result=table["status"] == "result")


def find_sizes(table: pd.DataFrame, shown: int = DRAWN) -> dict[str, Any]:
    """Return the largest and the smallest drawn of a table of sizes, with what they are, how many there are and how many are drawn."""
    if table.empty:
        return {"rows": 0}
    drawn = table.head(shown)
    first, last = table.iloc[0], drawn.iloc[-1]
    values = {"rows": len(table), "shown": len(drawn), "top": first["stated"], "top_name": first["row"]}
    return values | {"least": last["stated"], "least_name": last["row"]}


def table_money(corpus: Corpus, status: str | None = None) -> pd.DataFrame:
    """Return the sums of money, the largest first, in yuan as ``value``, with what they are as ``row``."""
    return _table_sizes(corpus, corpus.quantities["unit"] == "元", status)


def table_people(corpus: Corpus, status: str | None = None) -> pd.DataFrame:
    """Return the counts of people, the most first, as ``value``, with who they are as ``row``."""
    rows = corpus.quantities
    bare = rows["unit"].isna() & rows["entity"].fillna("").str.endswith(PEOPLE)  # 127万困难群众
    return _table_sizes(corpus, (rows["kind"] == "count") & (rows["unit"].isin(HEADS) | bare), status)


def table_results(corpus: Corpus) -> pd.DataFrame:
    """Return the reported results that are counts, the largest first, as ``value``, with what they count as ``row``."""
    rows = corpus.quantities
    return _table_sizes(corpus, rows["kind"] == "count", "result")


def _table_sizes(corpus: Corpus, chosen: pd.Series[bool], status: str | None) -> pd.DataFrame:
    table = corpus.quantities[chosen]
    table = table[table["status"] == status] if status else table
    value = table["low"].fillna(table["high"])
    records = table.to_dict("records")
    what = [name_row(row) for row in records]
    table = table.assign(value=value, what=what, stated=[sign_quantity(row) for row in records])
    table = table.sort_values(["value", "doc", "start"], ascending=[False, True, True], ignore_index=True)
    places = table["place"].fillna("")
    table["row"] = [
        shorten(f"{place}{PLACE}{x}" if place else x, 22) for place, x in zip(places, table["what"], strict=True)
    ]
    return table
