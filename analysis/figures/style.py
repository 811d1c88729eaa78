"""One look for all figures: a Chinese font that comes with the package, colours that colour-blind readers can tell apart, fixed bytes.

Colours are Okabe and Ito's (2008), a palette chosen so that people with any of the common colour-vision deficiencies tell all of them
apart; marks differ in shape or fill as well, so that no meaning hangs on colour alone.
"""

from __future__ import annotations

import os
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pylopdf_fonts_zh_cn
from cycler import cycler
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font

os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # no clock in any file that matplotlib writes

BLUE, ORANGE, GREEN, VERMILLION, PURPLE, SKY, YELLOW = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#D55E00",
    "#CC79A7",
    "#56B4E9",
    "#F0E442",
)
INK, MUTED, RULE = "#1f2328", "#59636e", "#d1d9e0"
CYCLE = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY)
WIDTH = 7.2  # inches: the report's column

_SETTINGS: dict[Any, Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": RULE,
    "axes.grid": True,
    "axes.labelcolor": MUTED,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.unicode_minus": False,
    "figure.constrained_layout.use": True,
    "figure.dpi": 110,
    "font.size": 10,
    "grid.color": RULE,
    "grid.linewidth": 0.6,
    "savefig.dpi": 160,
    "svg.hashsalt": "analysis",
    "text.color": INK,
    "text.parse_math": False,  # $x$ in a text is money or code, not mathematics
    "xtick.color": MUTED,
    "ytick.color": INK,
    "ytick.left": False,
}


def read_font() -> Path:
    """Return the path of the Chinese font: Noto Sans SC, Regular, under the SIL Open Font Licence."""
    return Path(pylopdf_fonts_zh_cn.sans_path())


@cache
def _characters() -> frozenset[int]:
    return frozenset(FT2Font(str(read_font())).get_charmap())


def to_drawable(text: str) -> str:
    """Return a text with each character that the font lacks (emoji, controls, bidi marks) as ``□``, so that none is drawn wrongly.

    >>> to_drawable("养老\u202e服务")
    '养老□服务'
    """
    known = _characters()
    return "".join(char if ord(char) in known else "□" for char in text)


@cache
def set_style() -> None:
    """Set matplotlib up, once a process: font, colours, fixed bytes; a missing glyph stops the drawing instead of showing a box."""
    path = str(read_font())
    font_manager.fontManager.addfont(path)
    mpl.rcParams.update(_SETTINGS)
    mpl.rcParams["font.family"] = font_manager.FontProperties(fname=path).get_name()
    mpl.rcParams["axes.prop_cycle"] = cycler(color=CYCLE)
    warnings.filterwarnings("error", message="Glyph .* missing")


def keep_text() -> None:
    """Write text in SVG as text, not as outlines: a tenth of the bytes, and it can be found and copied, where a page brings the font."""
    set_style()
    mpl.rcParams["svg.fonttype"] = "none"


def make_figure(height: float) -> Axes:
    """Return the axes of an empty figure as wide as the report's column. No pyplot: nothing global, and half a second saved."""
    set_style()
    return Figure(figsize=(WIDTH, height)).add_subplot()
