"""Horizontal bars, and dots on a logarithmic axis: one row a thing, its number written beside it."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor, log10

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.figures.style import BLUE, INK, MUTED, VERMILLION, make_figure, to_drawable

ROW = 0.32  # inches


def plot_bars(
    table: pd.DataFrame,
    label: str,
    value: str,
    *,
    xlabel: str,
    low: str | None = None,
    high: str | None = None,
    form: str = "{:,g}",
    solid: str | None = None,
) -> Axes:
    """Return one bar a row, the first on top, with the number at its end.

    Args:
        table: the rows to draw, in their order.
        label, value: the columns of names and of lengths; negative values go left, in another colour.
        xlabel: what is measured, and its unit.
        low, high: columns of an interval drawn as a whisker.
        form: how a number is written.
        solid: a column of truth values; bars of rows where it is false are drawn open.
    """
    axes = make_figure(0.9 + ROW * max(len(table), 1))
    rows = range(len(table))
    values = table[value].astype(float)
    colours = [BLUE if x >= 0 else VERMILLION for x in values]
    full = list(table[solid]) if solid else [True] * len(table)
    faces = [colour if filled else "white" for colour, filled in zip(colours, full, strict=True)]
    axes.barh(rows, values, height=0.62, color=faces, edgecolor=colours, linewidth=1.2)
    if low and high:
        axes.hlines(rows, table[low], table[high], color=INK, linewidth=1.2)
    for row, number in zip(rows, values, strict=True):
        side = 1 if number >= 0 else -1
        bound = high if side > 0 else low
        end = table[bound].iloc[row] if bound else number
        text = form.format(number)
        axes.annotate(
            text,
            (end, row),
            (4 * side, 0),
            textcoords="offset points",
            va="center",
            ha="left" if side > 0 else "right",
            fontsize=9,
        )
    name_rows(axes, table[label])
    axes.set_xlabel(xlabel)
    axes.margins(x=0.12)
    if (values >= 0).all():
        axes.set_xlim(left=0)
    if (values % 1 == 0).all():
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(axis="y", visible=False)
    return axes


def plot_log(
    table: pd.DataFrame, label: str, value: str, text: str, *, xlabel: str, powers: str = "", solid: str | None = None
) -> Axes:
    """Return one dot a row on a logarithmic axis, labelled with its own words; rows without a positive value are left out.

    Args:
        table: the rows to draw, in their order.
        label, value, text: the columns of names, of positions and of what stands beside the dot.
        xlabel: what is measured, and its unit.
        powers: what large numbers are called on the axis, the largest first: ``1e8亿|1e4万``.
        solid: a column of truth values; where it is false the dot is open.
    """
    table = table[table[value] > 0]
    axes = make_figure(0.9 + ROW * max(len(table), 1))
    rows = range(len(table))
    full = list(table[solid]) if solid else [True] * len(table)
    axes.scatter(
        table[value], rows, s=44, c=[BLUE if x else "white" for x in full], edgecolors=BLUE, linewidths=1.6, zorder=3
    )
    for row, x, words in zip(rows, table[value], table[text], strict=True):
        axes.annotate(to_drawable(words), (x, row), (8, 0), textcoords="offset points", va="center", fontsize=9)
    axes.set_xscale("log")
    names = [(float(power[:3]), power[3:]) for power in powers.split("|") if power]
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: _write_power(x, names)))
    if len(table):
        axes.set_xlim(10 ** (floor(log10(table[value].min())) - 0.1), 10 ** (ceil(log10(table[value].max())) + 0.6))
    axes.minorticks_off()
    axes.set_xlabel(xlabel)
    name_rows(axes, table[label])
    return axes


def _write_power(x: float, names: list[tuple[float, str]]) -> str:
    size, name = next(((size, name) for size, name in names if x >= size), (1.0, ""))
    return f"{x / size:,.0f}{name}" if x >= 1 else f"{x:g}"


def name_rows(axes: Axes, names: Iterable[object]) -> None:
    """Write the names of the rows, the first on top."""
    drawn = [to_drawable(str(name)) for name in names]
    axes.set_yticks(range(len(drawn)), drawn)
    axes.set_ylim(max(len(drawn), 1) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", colors=MUTED)
