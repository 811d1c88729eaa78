"""Targets: quantities that are aims, in series with steps, with their force, the body told to act, what is due, and candidate results."""

from analysis.targets.candidates import Candidate, find_candidates
from analysis.targets.due import read_due
from analysis.targets.find import Target, find_targets

__all__ = ["Candidate", "Target", "find_candidates", "find_targets", "read_due"]
