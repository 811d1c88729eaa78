"""Results that may speak of a target: same place, entity and unit. A person decides; until then they are ``not assessed``, never a failure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.dates import read_last_day

NOT_ASSESSED = "not assessed"
_QUOTES = str.maketrans("", "", '“”"‘’「」 　')


@dataclass(frozen=True, slots=True)
class Candidate:
    """A result that may speak of a target; both are ids of quantities.

    ``entity`` says how their entities meet: ``same``, or ``part`` where the one holds the other. ``timing`` says when the result holds against
    the deadline: ``by`` it, ``after`` it, None where either is undated. ``status`` is ``not assessed`` until a person has judged.
    """

    target: str
    result: str
    entity: str
    timing: str | None
    status: str = NOT_ASSESSED


def find_candidates(
    targets: Iterable[Mapping[Any, Any]], quantities: Iterable[Mapping[Any, Any]]
) -> Iterator[Candidate]:
    """Yield the candidates for each target in the order of the targets, the results in their own.

    Args:
        targets: rows of the table ``targets``.
        quantities: rows of the table ``quantities``; those with status ``result`` are held against the targets.

    A target without entity has none. Growth (增长5%) and level are never matched, nor counts per year with counts in all.

    >>> goal = {"quantity": "a-q1", "place": "沈阳市", "entity": "街道", "unit": "%", "per": None, "change": None, "date": "2022-12"}
    >>> done = goal | {"quantity": "b-q4", "status": "result", "date": "2022-11"}
    >>> [(x.result, x.timing, x.status) for x in find_candidates([goal], [done])]
    [('b-q4', 'by', 'not assessed')]
    """
    results: dict[tuple[str | None, ...], list[Mapping[Any, Any]]] = {}
    for row in quantities:
        if row.get("status") == "result" and _word(row, "entity"):
            results.setdefault(_key(row), []).append(row)
    for target in targets:
        name = _plain(target)
        if not name:
            continue
        for row in results.get(_key(target), ()):
            other = _plain(row)
            if other == name or (min(len(name), len(other)) > 2 and (name in other or other in name)):
                yield Candidate(
                    str(target["quantity"]),
                    str(row["quantity"]),
                    "same" if other == name else "part",
                    _time(target, row),
                )


def _word(row: Mapping[Any, Any], name: str) -> str | None:
    value = row.get(name)
    return value if isinstance(value, str) and value else None


def _key(row: Mapping[Any, Any]) -> tuple[str | None, ...]:
    return tuple(_word(row, name) for name in ("place", "unit", "per", "change"))


def _plain(row: Mapping[Any, Any]) -> str:
    return (_word(row, "entity") or "").translate(_QUOTES)


def _time(target: Mapping[Any, Any], result: Mapping[Any, Any]) -> str | None:
    deadline, day = read_last_day(_word(target, "date")), read_last_day(_word(result, "date"))
    if deadline is None or day is None:
        return None
    return "by" if day <= deadline else "after"
