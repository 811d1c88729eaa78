"""Money, people and results by their size, and what the texts' own arithmetic gives."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.findings.attention import select_theme
from analysis.findings.overview import shorten
from analysis.findings.promises import PLACE, name_row, sign_quantity
from analysis.tables.checks import table_checks as _check
from analysis.tables.checks import table_derived as _derive
from analysis.tables.corpus import Corpus

DRAWN = 30  # dots of a figure of sizes
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


def table_derived(corpus: Corpus, *themes: str) -> pd.DataFrame:
    """Return figures that the texts do not state but allow, in the sentences of some themes; the largest result first.

    Columns: those of :func:`analysis.tables.checks.table_derived`; what (str): the two things divided; quantity, text, offset: the first.
    """
    table = _mark_first(_derive(corpus.quantities, corpus.sentences), corpus)
    rows = corpus.quantities
    names = dict(zip(rows["quantity"], [name_row(row) for row in rows.to_dict("records")], strict=True))
    table["what"] = [" ÷ ".join(names[number] for number in cell.split(" ")) for cell in table["quantities"]]
    table = select_theme(table, corpus, *themes) if themes else table
    return table.sort_values("result", ascending=False, kind="stable", ignore_index=True)


def table_checks(corpus: Corpus) -> pd.DataFrame:
    """Return every sum that the texts allow to check, what does not agree first, then in the order of the text.

    Columns: those of :func:`analysis.tables.checks.table_checks` with ``kind`` called ``check``; quantity, text, offset: what it begins with.
    """
    table = _check(corpus.quantities, corpus.sentences, corpus.formulae)
    table = _mark_first(table.rename(columns={"kind": "check"}), corpus)
    broken = table["verdict"] == "broken"
    return pd.concat([table[broken], table[~broken]], ignore_index=True)


def _mark_first(table: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Add where the first quantity of a sum stands, or the formula that announces a list."""
    keys, place = ["sentence", "text"], ["quantity", "text", "offset"]
    first = table.assign(quantity=table["quantities"].str.split(" ").str[0])
    sums = first[first["quantities"] != ""].merge(corpus.quantities[place], on="quantity", how="left")
    lists = first[first["quantities"] == ""].assign(quantity=None)
    lists = lists.assign(text=lists["expression"].str.rsplit(": ", n=1).str[0])
    lists = lists.merge(corpus.formulae[[*keys, "offset"]].drop_duplicates(keys), on=keys, how="left")
    return pd.concat([sums, lists.fillna({"offset": -1})], ignore_index=True)


def find_checks(checks: pd.DataFrame) -> dict[str, Any]:
    """Return how many sums can be checked (None for none), and how many hold, leave a rest, or do not agree."""
    counts = checks["verdict"].value_counts()
    values = {verdict: int(counts.get(verdict, 0)) for verdict in ("holds", "within", "broken")}
    return values | {"checks": len(checks) or None}
