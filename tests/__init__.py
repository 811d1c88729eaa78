"""Tests. Properties draw the same cases every time, so that a change fails for what it changed: ``tests/fuzz.py`` draws new ones.

A property that is slow on a busy machine has not failed: no deadlines.
"""

from hypothesis import settings

settings.register_profile("here", deadline=None, derandomize=True, database=None)
settings.load_profile("here")
