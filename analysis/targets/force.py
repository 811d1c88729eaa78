"""How firmly a target is meant: what the text calls it (约束性, 预期性), and the word that commits to it (确保, 将, 力争, 推动, 鼓励)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.lexicon import read_rows

REACH = 200  # characters of its sentence before a number in which a cue is looked for
_ROWS = read_rows("commitment_cues.csv")
_COMMITMENT = {row["cue"]: row["commitment"] for row in _ROWS}
_CALLED = re.compile("(?P<binding>约束性|约束指标)|(?P<expected>预期性|预期目标|预期指标|预期增长)")
_BY = re.compile("[到至]|截至")


def _compile() -> re.Pattern[str]:
    heads: dict[str, list[str]] = {}
    for row in sorted(_ROWS, key=lambda x: -len(x["cue"])):
        cue = row["cue"]
        before = f"(?<![{row['before']}]{cue[0]})" if row["before"] else ""
        after = f"(?!{row['after']})" if row["after"] else ""
        heads.setdefault(cue[0], []).append(f"{before}{re.escape(cue[1:])}{after}")
    return re.compile("|".join(f"{head}(?:{'|'.join(rest)})" for head, rest in sorted(heads.items())))


_CUE = _compile()


@dataclass(frozen=True, slots=True)
class Force:
    """How firmly a target is meant.

    ``commitment`` is must, will, strive, promote, encourage or None; ``force`` is binding or expected where the text says so, else the
    commitment. ``cue`` is the word that ``force`` was read from.
    """

    force: str | None = None
    commitment: str | None = None
    cue: str | None = None


def read_force(text: str, sentence: int, start: int, stop: int, heading: str = "", date: str | None = None) -> Force:
    """Return how firmly a target is meant.

    Args:
        text: the reading text.
        sentence: where its sentence begins.
        start: where the number begins.
        stop: where its sentence ends.
        heading: the heading that it stands under.
        date: the phrase of its date; 到2025年 before a number commits as 将 does where no word says more.

    >>> read_force("力争到2025年建成养老中心20个。", 0, 13, 16)
    Force(force='strive', commitment='strive', cue='力争')
    """
    commitment, cue, at = _find_cue(text, max(sentence, start - REACH), start)
    deadline = date if date and (_BY.match(date) or date.endswith("前")) else None
    if deadline and commitment in (None, "promote") and text.find(deadline, at, start) >= 0:
        commitment, cue = "will", deadline  # 加快构建…，到2025年每个县设有…
    called = _find_called(text, sentence, start, stop) or _CALLED.search(heading)
    if called:
        return Force(called.lastgroup, commitment, called[0])
    return Force(commitment, commitment, cue)


def _find_cue(text: str, floor: int, start: int) -> tuple[str | None, str | None, int]:
    """Return the last commitment before a number, its word, and where that ends; a mere 推动 speaks only where nothing firmer does.

    Of two that touch the first speaks: 还将支持1万户 is a promise.
    """
    weak: tuple[str | None, str | None, int] = (None, None, floor)
    firm: tuple[str | None, str | None, int] = (None, None, floor)
    for match in _CUE.finditer(text, floor, start):
        found = (_COMMITMENT[match[0]], match[0], match.end())
        if found[0] == "promote":
            weak = found
        elif not (found[0] == "encourage" and firm[0] and firm[2] == match.start()):
            firm = found
    return firm if firm[0] else weak


def _find_called(text: str, sentence: int, start: int, stop: int) -> re.Match[str] | None:
    """Return what the sentence calls the target: the first such word behind the number in its clause, else the last before it."""
    clause = min((x for x in (text.find(mark, start, stop) for mark in "，；,;、") if x >= 0), default=stop)
    behind = _CALLED.search(text, start, clause)
    begin = max(
        text.rfind("。", 0, sentence), text.rfind("\n", 0, sentence), sentence - 2 * REACH
    )  # 预期目标是：…；…；
    before = [*_CALLED.finditer(text, max(begin, 0), start)]
    return behind or (before[-1] if before else None)
