"""Read the numbers, promises and themes of Chinese civil-affairs texts, each with its sentence.

>>> import analysis
>>> corpus = analysis.load("seeds")
>>> corpus.quantities.loc[corpus.quantities["unit"] == "%", ["text", "entity"]].head(1).to_dict("records")
[{'text': '60%', 'entity': '街道'}]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["load"]

if TYPE_CHECKING:
    from analysis.tables.corpus import load


def __getattr__(name: str) -> object:
    """Import pandas only when a corpus is opened: the commands that need none start in a tenth of the time."""
    if name == "load":
        from analysis.tables.corpus import load

        return load
    raise AttributeError(name)
