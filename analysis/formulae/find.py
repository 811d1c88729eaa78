"""Find numbered formulae (“两个确立”, 七大体系) and the members that the text lists for them.

A formula in quotation marks or known by name stands by itself. A bare count (三个阶段) is one only where the text lists what it counts, or where
a verb announces a set (抓好三个环节); else it is a quantity. The list is held against the number: the text's own check on its reader.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.formulae.after import read_brackets, read_chain, read_colon, read_markers, read_repeated
from analysis.formulae.before import Listing, agrees, read_before, same_ending
from analysis.formulae.spans import Span, find_spans
from analysis.formulae.words import read_names
from analysis.quantities.frames import Sentence


@dataclass(frozen=True, slots=True)
class Formula:
    """A numbered formula; ``text == source[start:end]``, without its quotation marks.

    ``count`` is its number, None for a slogan with several (百县千镇万村). ``named``: it is a proper name and no mere announcement.
    ``members``: what the text lists for it, in order; ``listed``: how many. ``agrees``: whether their number is ``count``; None where
    nothing is listed, where the list says that it is incomplete (等), or where there is no one number.
    """

    start: int
    end: int
    text: str
    count: int | None
    named: bool
    members: tuple[str, ...]
    listed: int
    agrees: bool | None


def find_formulae(text: str, sentences: Sequence[Sentence] = ()) -> list[Formula]:
    """Return the numbered formulae of an article's reading text, in order; [] where there is none.

    Args:
        text: the reading text.
        sentences: its sentences; lists are looked for without them.

    >>> [(x.text, x.members) for x in find_formulae("分为试点培育、能力提升、示范引领三个阶段，增强“四个意识”。")]
    [('三个阶段', ('试点培育', '能力提升', '示范引领')), ('四个意识', ())]
    """
    read = [(span, _read_list(text, span)) for span in find_spans(text)]
    formulae = [_make(text, span, listing) for span, listing in read if _is_formula(text, span, listing)]
    return _share(formulae)


def _read_list(text: str, span: Span) -> Listing | None:
    """Return the list that belongs to a formula, None where there is none."""
    start, end, count = span.start, span.end, span.count
    bracket = read_brackets(text, end, count) if span.form in ("quoted", "name", "great") or span.spelled else None
    if bracket or count is None:
        return bracket
    before = read_before(text, start, end, count)
    if before and agrees(text, before, count) and _fits(text, span, before):
        return before
    if text[start:end] in read_names():
        return read_chain(text, end, count) if span.form != "place" else None
    if span.form != "place":
        found = read_colon(text, end, count) or read_markers(text, start, end, count)
        found = found or read_repeated(text, end, text[span.key : end], count)
        if found:
            return found
    return before if before and before.open and span.form == "great" else None


def _fits(text: str, span: Span, listing: Listing) -> bool:
    """Tell whether a list before a formula is its own: before a name its members end alike, before digits a noun follows."""
    if text[span.start : span.end] in read_names():
        return same_ending(text, listing)
    if not span.spelled and span.form == "counted":
        return span.end > span.key and (not listing.open or len(listing.members) == span.count)
    return True


def _is_formula(text: str, span: Span, listing: Listing | None) -> bool:
    if span.form in ("quoted", "name", "great"):
        return True
    if span.form == "place":
        return listing is not None or _is_anaphoric(text, span)
    return listing is not None or span.announced


_POINTS_BACK = re.compile("(?:这|该|全|其|上述|以上)$")


def _is_anaphoric(text: str, span: Span) -> bool:
    """Tell whether 两省, 三地 point back to what was named before."""
    if _POINTS_BACK.search(text, max(0, span.start - 2), span.start):
        return True
    surface = text[span.start : span.end]
    return (
        surface in ("两省", "两市", "两县", "两区", "两地", "两国", "三地", "四地", "三省", "两省区")
        and text[span.start - 1 : span.start] not in "一"
    )


def _make(text: str, span: Span, listing: Listing | None) -> Formula:
    members = tuple(text[a:b] for a, b in listing.members) if listing else ()
    end = span.key if span.form == "counted" and listing and _is_unit(text, span, listing) else span.end
    surface = text[span.start : end]
    announced = span.form in ("counted", "place", "great") or (bool(members) and span.key - span.start > 1)
    named = surface in read_names() or not announced
    kept = (
        None
        if not listing or span.count is None
        else agrees(text, listing, span.count) or (None if listing.open else False)
    )
    return Formula(span.start, end, surface, span.count, named, members, len(members), kept)


def _is_unit(text: str, span: Span, listing: Listing) -> bool:
    """Tell whether the members end with the measure word itself (乡村振兴类六类社区社会组织)."""
    return same_ending(text, listing) and text[listing.members[0][1] - 1] == text[span.key - 1]


_MEASURE = re.compile("[个大项类种条点件支张]")


def _share(formulae: list[Formula]) -> list[Formula]:
    """Give a formula without a list the members that the article gives the same set in other words (六项举措, 六大举措)."""
    lists: dict[str, tuple[str, ...]] = {}
    for x in formulae:
        if x.members and x.count:
            lists.setdefault(_MEASURE.sub("", x.text), x.members)
    if not lists:
        return formulae
    return [
        replace(x, members=lists[key], listed=len(lists[key]), agrees=len(lists[key]) == x.count)
        if not x.members and (key := _MEASURE.sub("", x.text)) in lists and len(key) > 2
        else x
        for x in formulae
    ]
