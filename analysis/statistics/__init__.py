"""The statistics of corpus linguistics, as tables."""
