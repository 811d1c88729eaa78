"""A matrix of shares, a network of words, a cloud of words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath
from wordcloud import WordCloud

from analysis.figures.style import BLUE, CYCLE, INK, RULE, WIDTH, make_figure, read_font, to_drawable

NETWORK, CLOUD = 5.8, 3.6  # inches
_CLOUD: dict[str, Any] = {
    "margin": 10,
    "max_font_size": 150,
    "min_font_size": 26,
}  # pixels, 200 an inch: none inside another word
SHADES = LinearSegmentedColormap.from_list("shades", ["#ffffff", "#cfe3f1", BLUE])


def plot_heatmap(shares: pd.DataFrame, *, form: str = "{:.0f}", top: float | None = None) -> Axes:
    """Return a cell a share, darker for more, with the number in the cell; nought stays blank.

    Args:
        shares: rows and columns named by what is to be read on the axes.
        form: how a number is written.
        top: the value of the darkest shade; the largest of the table where None.
    """
    axes = make_figure(1.4 + 0.34 * max(len(shares), 1))
    values = shares.to_numpy(dtype=float, na_value=0.0)
    if not values.size:
        axes.set_axis_off()
        return axes
    limit = top or values.max() or 1.0
    axes.imshow(values, cmap=SHADES, vmin=0, vmax=limit, aspect="auto")
    for (row, column), value in np.ndenumerate(values):
        if value:
            colour = "white" if value > 0.85 * limit else INK
            axes.text(column, row, form.format(value), ha="center", va="center", fontsize=9, color=colour)
    axes.set_yticks(range(len(shares)), [to_drawable(str(name)) for name in shares.index])
    names = [to_drawable(str(name)) for name in shares.columns]
    slope = 30 if len(names) <= 10 else 55  # closer columns need steeper names
    axes.set_xticks(range(len(names)), names, rotation=slope, ha="left", rotation_mode="anchor")
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.set_xticks(np.arange(shares.shape[1] + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(len(shares) + 1) - 0.5, minor=True)
    axes.grid(which="major", visible=False)
    axes.grid(which="minor", color=RULE, linewidth=0.8)
    axes.tick_params(which="minor", length=0)
    return axes


def plot_network(nodes: pd.DataFrame, edges: pd.DataFrame) -> Axes:
    """Return words as dots, larger for more sentences, joined where they stand in the same sentence, thicker for closer.

    Args:
        nodes: word, sentences, x, y (0 to 1), group (a whole number).
        edges: source, target, weight (0 to 1).
    """
    axes = make_figure(NETWORK)
    at = nodes.set_index("word")[["x", "y"]]
    for source, target, weight in edges[["source", "target", "weight"]].itertuples(index=False):
        axes.plot(*zip(at.loc[source], at.loc[target], strict=True), color=RULE, linewidth=0.5 + 4 * weight, zorder=1)
    size = 30 + 320 * nodes["sentences"] / max(nodes["sentences"].max(), 1) if len(nodes) else []
    axes.scatter(
        nodes["x"], nodes["y"], s=size, c=[CYCLE[x % len(CYCLE)] for x in nodes["group"]], alpha=0.85, zorder=2
    )
    for word, x, y, (right, up) in zip(nodes["word"], nodes["x"], nodes["y"], _place_labels(nodes), strict=True):
        side: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 9, "zorder": 3}
        axes.annotate(to_drawable(word), (x, y), (right, up), textcoords="offset points", **side)
    axes.set_axis_off()
    axes.margins(0.08)
    return axes


def _place_labels(nodes: pd.DataFrame) -> list[tuple[float, float]]:
    """Return where each word stands beside its dot, in points: above, below, left or right, where it covers least of what is placed."""
    wide, high = 72 * WIDTH * 0.86, 72 * NETWORK * 0.86  # the axes without their margins, in points
    dots = [(x * wide, y * high) for x, y in zip(nodes["x"], nodes["y"], strict=True)]
    taken = [(x - 6, y - 6, x + 6, y + 6) for x, y in dots]
    chosen = []
    for word, (x, y) in zip(nodes["word"], dots, strict=True):
        half = 4.6 * len(word) + 1
        offsets = [(0.0, 14.0), (0.0, -14.0), (half + 9, 0.0), (-half - 9, 0.0)]
        boxes = [(x + dx - half, y + dy - 6, x + dx + half, y + dy + 6) for dx, dy in offsets]
        covered = [sum(_overlap(box, other) for other in taken) for box in boxes]
        best = covered.index(min(covered))
        taken.append(boxes[best])
        chosen.append(offsets[best])
    return chosen


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> float:
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


def plot_cloud(counts: pd.Series[int]) -> Axes:
    """Return words sized by their counts; placed the same way every time. The table beside it is the finding, not the cloud."""
    axes = make_figure(CLOUD)
    axes.set_axis_off()
    axes.set_position((0, 0, 1, 1))
    width, height = int(200 * WIDTH), int(200 * CLOUD)
    axes.set(xlim=(0, width), ylim=(height, 0))
    if counts.empty:
        return axes
    font = FontProperties(fname=str(read_font()))
    cloud = WordCloud(
        font_path=font.get_file(), width=width, height=height, random_state=7, prefer_horizontal=1.0, **_CLOUD
    )
    cloud.generate_from_frequencies({to_drawable(str(word)): float(count) for word, count in counts.items()})
    for (word, _), size, (top, left), _, _ in cloud.layout_:
        ink = TextPath((0, 0), word, size=size, prop=font).get_extents()
        axes.text(left - ink.x0, top + ink.y1, word, fontsize=size * 72 / 200, color=BLUE)
    return axes
