"""Figures along a time axis: when documents are dated, and which targets are to be met by when."""

from __future__ import annotations

from math import ceil, floor
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.figures.bars import ROW, name_rows
from analysis.figures.style import BLUE, INK, MUTED, ORANGE, make_figure, to_drawable

SAID = 3  # numbers written at one dot

#: How a dot is drawn for a modifier: a triangle points to where the value may lie.
MARKERS = {"at_least": ">", "more_than": ">", "at_most": "<", "less_than": "<"}


def read_position(date: object) -> float | None:
    """Return where a date stands on an axis of years: the last day it may mean, the end of a period, the start of an open one.

    >>> read_position("2022"), read_position("2022-06"), read_position("2021/2023"), read_position("2022/.."), read_position(None)
    (2023.0, 2022.5, 2024.0, 2022.0, None)
    """
    if not isinstance(date, str) or not (date[:4].isdecimal() or date.startswith("..")):
        return None
    first, _, last = date.partition("/")
    if last == "..":
        return float(first[:4]) if first[:4].isdecimal() else None
    parts = [int(x) for x in (last or first).split("-") if x.isdecimal()]
    if not parts:
        return None
    if len(parts) == 1:
        return float(parts[0] + 1)
    months = parts[1] if len(parts) == 2 else parts[1] - 1 + parts[2] / 31
    return parts[0] + months / 12


def plot_timeline(table: pd.DataFrame, label: str, date: str, *, xlabel: str) -> Axes:
    """Return one dot a row at its date, the oldest on top; rows without a year are left out."""
    table = (
        table.assign(_x=table[date].map(read_position)).dropna(subset="_x").sort_values(["_x", label], kind="stable")
    )
    axes = make_figure(0.9 + ROW * max(len(table), 1))
    axes.scatter(table["_x"], range(len(table)), s=40, color=BLUE, zorder=3)
    for row, (x, words) in enumerate(zip(table["_x"], table[date], strict=True)):
        axes.annotate(words, (x, row), (8, 0), textcoords="offset points", va="center", fontsize=9, color=MUTED)
    name_rows(axes, table[label])
    _set_years(axes, xlabel, list(table["_x"]))
    return axes


def plot_ladder(
    table: pd.DataFrame, *, row: str, date: str, text: str, xlabel: str, as_of: str | None = None, as_of_label: str = ""
) -> Axes:
    """Return targets on a time axis: a line a series, a dot a step at its deadline with its words beside it.

    A triangle says "at least" (pointing right) or "at most" (left); an open dot is a result, already reported. Nothing is drawn
    between or beyond what was stated.

    Args:
        table: one row a step; columns ``row`` (the series' name), ``date``, ``text``, and ``modifier`` and ``status`` as in the tables.
        row, date, text: names of columns.
        xlabel: the axis' name.
        as_of, as_of_label: a day to mark, and what to call it.
    """
    table = table.assign(_x=table[date].map(read_position)).dropna(subset="_x")
    names = list(dict.fromkeys(table[row]))
    axes = make_figure(1.1 + (ROW + 0.06) * max(len(names), 1))
    for number, name in enumerate(names):
        steps = table[table[row] == name].sort_values("_x", kind="stable")
        axes.plot(steps["_x"], [number] * len(steps), color=BLUE, linewidth=1.2, alpha=0.5, zorder=2)
        for x, here in steps.groupby("_x"):
            last = here.iloc[-1]
            face = "white" if last["status"] == "result" else BLUE
            marker = MARKERS.get(last["modifier"], "o")
            axes.scatter([x], [number], s=52, marker=marker, facecolor=face, edgecolor=BLUE, linewidth=1.5, zorder=3)
            halo: dict[str, Any] = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
            place: dict[str, Any] = {"textcoords": "offset points", "ha": "center", "fontsize": 9, "color": INK}
            said = list(dict.fromkeys(here[text]))
            words = to_drawable("、".join(said[:SAID]) + "…" * (len(said) > SAID))
            axes.annotate(words, (x, number), (0, 7), zorder=2.5, bbox=halo, **place)
    if position := read_position(as_of):
        axes.axvline(position, color=ORANGE, linewidth=1.4, linestyle=(0, (4, 3)))
        axes.annotate(
            f"{as_of_label} {as_of}", (position, -0.5), (4, 4), textcoords="offset points", fontsize=9, color=MUTED
        )
    name_rows(axes, names)
    axes.set_ylim(len(names) - 0.4, -0.8)
    _set_years(axes, xlabel, [*table["_x"], *([position] if position else [])])
    return axes


def _set_years(axes: Axes, xlabel: str, positions: list[float]) -> None:
    """Rule a line where each year begins and write its name in the middle of its span, so that 到2023年底 stands at the end of 2023."""
    low, high = (
        min(positions, default=0.0),
        max(positions, default=1.0),
    )  # not matplotlib's: one date would get two centuries
    first, last = floor(low - 0.1), ceil(high + 0.25)
    step = max(1, ceil((last - first) / 9))
    axes.set_xlim(first - 0.02, last + 0.02)
    axes.set_xticks(range(first, last + 1, step), labels=[""] * len(range(first, last + 1, step)))
    middles = [year + 0.5 for year in range(first, last, step)]
    axes.set_xticks(middles, [f"{year:.0f}" for year in range(first, last, step)], minor=True)
    axes.tick_params(axis="x", which="minor", length=0, labelcolor=MUTED)
    axes.set_xlabel(xlabel)
