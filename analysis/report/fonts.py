"""Cut the Chinese font down to the characters that the report shows, as style sheets with the font inside.

The font of the first page is small and every page loads it; what else the other pages show stands in a second sheet.
A page that is opened from disk may not load a font file in every browser, but a font in a style sheet is always there.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from analysis.report.keys import hash_parts, read_versions

FACES = {"Report Sans": "sans_path", "Report Serif": "serif_path"}
_DROPPED = ("GSUB", "GPOS", "BASE", "VORG", "vhea", "vmtx", "DSIG")


def write_font(family: str, characters: Iterable[str], cache: Path) -> str:
    """Return the rule that defines a family for these characters; "" where the font has none of them."""
    codes = sorted({ord(char) for char in characters if ord(char) >= 32})
    cache.mkdir(parents=True, exist_ok=True)
    kept = cache / f"{hash_parts(family, codes, read_versions()['fonttools'])}.css"
    if not kept.is_file():
        scratch = kept.with_suffix(".new")
        scratch.write_text(_make_rule(family, codes), "utf-8")
        scratch.replace(kept)
    return kept.read_text("utf-8")


def _make_rule(family: str, codes: list[int]) -> str:
    import pylopdf_fonts_zh_cn

    path = getattr(pylopdf_fonts_zh_cn, FACES[family])()
    with TTFont(path, lazy=True, recalcTimestamp=False) as font:
        known = [code for code in codes if code in font.getBestCmap()]
        if not known:
            return ""
        options = subset.Options(
            layout_features=[],
            hinting=False,
            desubroutinize=True,
            name_IDs=[],
            notdef_outline=True,
            recalc_timestamp=False,
        )
        options.drop_tables += list(_DROPPED)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=known)
        cutter.subset(font)
        font.flavor = "woff2"
        file = io.BytesIO()
        font.save(file)
    data = base64.b64encode(file.getvalue()).decode()
    return (
        f'@font-face{{font-family:"{family}";font-display:block;src:url(data:font/woff2;base64,{data}) format("woff2");'
        f"unicode-range:{_write_range(known)}}}\n"
    )


def _write_range(codes: list[int]) -> str:
    """Return characters as CSS has them.

    >>> _write_range([0x41, 0x42, 0x43, 0x4E00])
    'U+41-43,U+4e00'
    """
    runs: list[list[int]] = []
    for code in codes:
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{first:x}" if first == last else f"U+{first:x}-{last:x}" for first, last in runs)
