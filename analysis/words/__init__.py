"""Text cut into words."""

from analysis.words.cutting import Cutter, count_words, is_word, make_cutter, read_stopwords

__all__ = ["Cutter", "count_words", "is_word", "make_cutter", "read_stopwords"]
