"""Labels: numbered formulae with their members, and themes sentence by sentence.

What the annotators called optional is right either way: it counts neither as found nor as missed.
"""

from __future__ import annotations

import json
from collections import Counter

from analysis.score.measures import Miss, Row, Rows, Scored, measure_f1, measure_share, squeeze


def score_formulae(gold: Rows, found: Rows) -> Scored:
    """Return F1 over (document, formula), and among those that list any the share whose members are all right and in order."""
    docs = {row["doc"] for row in gold}
    must = {(str(row["doc"]), squeeze(row["text"])): row for row in gold if row["optional"] != "true"}
    may = {(str(row["doc"]), squeeze(row["text"])) for row in gold if row["optional"] == "true"}
    made = {(str(row["doc"]), squeeze(row["text"])): row for row in found if row["doc"] in docs}
    counted = [key for key in made if key not in may]
    hits = [key for key in counted if key in must]
    misses = [Miss(doc, None, None, text, "formula missed", "", "") for doc, text in sorted(must.keys() - made.keys())]
    misses += [
        Miss(doc, None, None, text, "formula spurious", "", "") for doc, text in sorted(set(counted) - must.keys())
    ]
    listed = {key: _members(row["members"]) for key, row in must.items() if _members(row["members"])}
    right = 0
    for key, members in listed.items():
        got = _members(made[key]["members"]) if key in made else []
        right += got == members
        if got != members and key in made:
            misses.append(Miss(key[0], None, None, key[1], "members", "|".join(members), "|".join(got)))
    measures = [
        measure_f1("formulae", len(hits), len(counted), len(must)),
        measure_share("members", right, len(listed)),
    ]
    return Scored(measures, misses)


def _members(cell: object) -> list[str]:
    return [squeeze(member) for member in json.loads(str(cell or "[]"))]


def score_themes(gold: Rows, sentences: Rows, themes: Rows) -> Scored:
    """Return micro F1 over (sentence, theme), then F1 of each theme.

    A sentence read is that of an annotated one where they share more than half of the shorter. Themes that the annotation does not use are
    left out of account.
    """
    known = {theme for row in gold for theme in _labels(row["themes"]) | _labels(row["optional"])}
    docs = {row["doc"] for row in gold}
    labels: dict[object, set[str]] = {}
    for row in themes:
        labels.setdefault(row["sentence"], set()).add(str(row["theme"]))
    read = [row for row in sentences if row["doc"] in docs]
    right: Counter[str] = Counter()
    spurious: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    misses, seen = [], set()
    for want in gold:
        doc, start, end = str(want["doc"]), int(str(want["start"])), int(str(want["end"]))
        inside = [row for row in read if row["doc"] == doc and _share_half(row, start, end)]
        got = {theme for row in inside for theme in labels.get(row["sentence"], ())} & known
        seen |= {row["sentence"] for row in inside}
        must, may = _labels(want["themes"]), _labels(want["optional"])
        text = str(inside[0]["text"])[:20] if inside else ""
        right.update(must & got)
        spurious.update(got - must - may)
        missed.update(must - got)
        misses += [Miss(doc, start, end, text, "theme missed", theme, "") for theme in sorted(must - got)]
        misses += [Miss(doc, start, end, text, "theme spurious", "", theme) for theme in sorted(got - must - may)]
    for row in read:
        extra = labels.get(row["sentence"], set()) & known if row["sentence"] not in seen else set()
        spurious.update(extra)
        place = str(row["doc"]), int(str(row["start"])), int(str(row["end"]))
        misses += [Miss(*place, str(row["text"])[:20], "theme spurious", "", theme) for theme in sorted(extra)]
    hits = right.total()
    measures = [measure_f1("themes", hits, hits + spurious.total(), hits + missed.total())]
    for theme in sorted(known):
        hits = right[theme]
        measures.append(measure_f1(f"theme {theme}", hits, hits + spurious[theme], hits + missed[theme]))
    return Scored(measures, misses)


def _labels(cell: object) -> set[str]:
    return set(json.loads(str(cell or "[]")))


def _share_half(row: Row, start: int, end: int) -> bool:
    a, b = int(str(row["start"])), int(str(row["end"]))
    return min(b, end) - max(a, start) > 0.5 * min(b - a, end - start)
