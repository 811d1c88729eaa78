"""Tests. A property that is slow on a busy machine has not failed: no deadlines."""

from hypothesis import settings

settings.register_profile("here", deadline=None)
settings.load_profile("here")
