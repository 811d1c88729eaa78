"""Show how far a long run is: a bar with rate and time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self

from tqdm import tqdm

from analysis.tables.pipeline import Part


class Progress:
    """Counts finished chunks; a context manager, silent where there is only one chunk."""

    def __init__(self) -> None:
        """Wait for the first chunk: only then is it known how many there are."""
        self.bar: tqdm[object] | None = None
        self.done = 0
        self.documents = 0

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the terminal on a line of its own."""
        if self.bar is not None:
            self.bar.close()

    def advance(self, part: Part, chunks: int) -> None:
        """Take note of one finished part of ``chunks``."""
        self.done += 1
        self.documents += part.documents
        if chunks == 1:
            return
        if sys.stderr.isatty():
            if self.bar is None:
                self.bar = tqdm(total=chunks, unit="chunk", file=sys.stderr)
            self.bar.set_postfix(documents=self.documents, refresh=False)
            self.bar.update()
        elif self.done == chunks or self.done * 10 // chunks > (self.done - 1) * 10 // chunks:
            print(f"{self.done} of {chunks} chunks, {self.documents:,} documents", file=sys.stderr)
