"""What every sentence is about: the themes of ``themes.csv``, by their terms and by the heads and the article that a sentence stands in."""

from analysis.themes.find import ThemeHit, find_themes

__all__ = ["ThemeHit", "find_themes"]
