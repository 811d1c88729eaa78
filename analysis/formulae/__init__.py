"""Numbered formulae: set phrases built on a number, and the members that the text lists for them."""

from analysis.formulae.find import Formula, find_formulae
from analysis.formulae.words import read_names

__all__ = ["Formula", "find_formulae", "read_names"]
