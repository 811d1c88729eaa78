"""Write the drawings in a page's HTML with fewer bytes: the same shapes, each point given by its distance from the one before."""

from __future__ import annotations

import re

_PATH = re.compile(r'(<path\b[^>]*?\sd=")([^"]*)"')
_TOKEN = re.compile(r"[MLHVCSQTAZmlhvcsqtaz]|-?\d*\.?\d+(?:e-?\d+)?")
_PAIRS = {"M": 1, "L": 1, "T": 1, "Q": 2, "S": 2, "C": 3}


def shrink_drawings(markup: str) -> str:
    """Return HTML or SVG with every path in relative coordinates, rounded to a hundredth of a point.

    >>> shrink_drawings('<path d="M 100.123456 200 \\nL 101 201 \\nQ 1 2 3 4 \\nz\\n"/>')
    '<path d="m100.12 200l.88 1q-100-199-98-197z"/>'
    """
    return _PATH.sub(lambda match: f'{match[1]}{shrink_path(match[2])}"', markup)


def shrink_path(path: str) -> str:
    """Return a path in relative coordinates; as it is where it uses commands that matplotlib does not write."""
    tokens = _TOKEN.findall(path)
    out: list[str] = []
    here = start = (0, 0)  # in hundredths, so that rounding does not add up
    at = 0
    while at < len(tokens):
        command = tokens[at]
        at += 1
        if command in "zZ":
            out.append("z")
            here = start
            continue
        pairs = _PAIRS.get(command, 0)
        numbers = tokens[at : at + 2 * pairs]
        if not pairs or len(numbers) < 2 * pairs or any(x.isalpha() for x in numbers):
            return path
        at += 2 * pairs
        points = [round(float(x) * 100) for x in numbers]
        out.append(command.lower() + _join([x - here[number % 2] for number, x in enumerate(points)]))
        here = (points[-2], points[-1])
        start = here if command == "M" else start
    return "".join(out)


def _join(values: list[int]) -> str:
    """Return hundredths as numbers, with no more space between them than they need."""
    text = ""
    for value in values:
        whole, part = divmod(abs(value), 100)
        number = f"{whole or ('' if part else 0)}" + (f".{part:02}".rstrip("0") if part else "")
        sign = "-" if value < 0 else ""
        text += (" " if text and not sign else "") + sign + number
    return text
