"""Measure the reading against texts annotated by reading."""

from analysis.score.accuracy import ScoreError, read_gold, table_accuracy, table_misses

__all__ = ["ScoreError", "read_gold", "table_accuracy", "table_misses"]
