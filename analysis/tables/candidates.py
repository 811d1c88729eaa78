"""Tabulate the results that may speak of targets."""

from __future__ import annotations

import pandas as pd

from analysis.targets import find_candidates

_BOTH = ["sentence", "text", "low", "high", "date"]


def match_results(targets: pd.DataFrame, quantities: pd.DataFrame) -> pd.DataFrame:
    """Return, for each target, the results on the same place, entity and unit.

    Args:
        targets, quantities: the tables of that name, of one corpus or of two (promises of one year, reports of the next).

    Columns:
        series, step, place, what (str): what is aimed at.
        target, target_sentence, target_text, target_low, target_high, target_date: the target's id and what it says.
        result, result_sentence, result_text, result_low, result_high, result_date: the same of the result.
        entity (str): ``same``, or ``part`` where one entity holds the other.
        timing (str): ``by`` the deadline or ``after`` it, missing where undated.
        status (str): ``not assessed``. Only a person can say more; nothing here is a failure.

    Shape: one row a pair, targets in their order; (0, 18) if there is none.
    """
    found = list(find_candidates(targets.to_dict("records"), quantities.to_dict("records")))
    pairs = pd.DataFrame(
        [(x.target, x.result, x.entity, x.timing, x.status) for x in found],
        columns=["target", "result", "entity", "timing", "status"],
    )
    goals = targets.set_index("quantity")[["series", "step", "place", "entity", *_BOTH]].rename(
        columns={"entity": "what"}
    )
    goals = goals.rename(columns={x: f"target_{x}" for x in _BOTH})
    done = quantities.set_index("quantity")[_BOTH].rename(columns={x: f"result_{x}" for x in _BOTH})
    table = pairs.join(goals, on="target").join(done, on="result")
    sides = [[side, *(f"{side}_{x}" for x in _BOTH)] for side in ("target", "result")]
    return table[["series", "step", "place", "what", *sides[0], *sides[1], "entity", "timing", "status"]]
