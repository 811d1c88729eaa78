"""Write the index of the search: every sentence, cut into files that a page loads one after another, and a filter that tells it which.

A page opened from disk may not read files, but it may load scripts: so every file of the index is a script that hands over its data.
The filter of a file is a set of hashed pairs of characters, as bits: a term none of whose pairs is missing may stand in it.
"""

from __future__ import annotations

import base64
import itertools
from collections import Counter
from pathlib import Path
from typing import Any

from analysis.display import page_name
from analysis.report.site import write_json
from analysis.report.texts import Text
from analysis.report.words import LANGUAGES, name_value, read_themes

SENTENCES_OF_A_FILE = 2000
BITS = 1 << 16


def fold(text: str) -> str:
    """Return a text as it is compared: small letters, full-width forms as ASCII, never of another length.

    >>> fold("ＡＢ，60％")
    'ab,60%'
    """
    narrow = (chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char for char in text)
    return "".join(low if len(low := char.lower()) == 1 else char for char in narrow)


def hash_pair(first: str, second: str) -> int:
    """Return the bit of a pair of characters; ``search.js`` computes the same."""
    return (ord(first) * 31 + ord(second) * 7919) % BITS


class Index:
    """Takes one text after another; holds no more than one file's worth of them."""

    def __init__(self, folder: Path) -> None:
        """Write into ``folder``."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.articles: list[list[Any]] = []
        self.sentences: list[list[Any]] = []
        self.filters: list[str] = []
        self.found = {name: Counter[str]() for name in ("theme", "place", "year", "kind")}

    def add(self, text: Text) -> None:
        """Take the sentences of one document."""
        themes: dict[str, list[str]] = {}
        for row in text.rows["themes"]:
            themes.setdefault(row["sentence"], []).append(row["theme"])
            self.found["theme"][row["theme"]] += 1
        places = {}
        for article in text.rows["articles"]:
            date = article["published"] or article["event_date"] or text.document["published"] or ""
            year = date[:4] if date[:4].isdigit() else ""
            place = article["place"] or ""
            places[article["article"]] = len(self.articles)
            self.articles.append(
                [page_name(text.doc), text.doc, text.call(article), place, year, article["kind"] or ""]
            )
            for name, value in (("place", place), ("year", year), ("kind", article["kind"])):
                if value:
                    self.found[name][value] += 1
        for row in text.rows["sentences"]:
            number = row["sentence"].rpartition("-s")[2]
            self.sentences.append([places[row["article"]], int(number), row["text"], themes.get(row["sentence"], [])])
        if len(self.sentences) >= SENTENCES_OF_A_FILE:
            self._close_file()

    def finish(self) -> None:
        """Write what is left, and the file that a page loads first."""
        if self.sentences:
            self._close_file()
        names = {x: {key: read_themes(x).get(key, key) for key in sorted(self.found["theme"])} for x in LANGUAGES}
        kinds = {x: {key: name_value("kind", key, x) for key in sorted(self.found["kind"])} for x in LANGUAGES}
        meta = {
            "filters": self.filters,
            "bits": BITS,
            "themes": names,
            "kinds": kinds,
            "place": sorted(self.found["place"]),
            "year": sorted(self.found["year"], reverse=True),
        }
        (self.folder / "index.js").write_text(f"window.searchIndex={write_json(meta)};\n", "utf-8")

    def _close_file(self) -> None:
        bits = bytearray(BITS // 8)
        for row in self.sentences:
            text = fold(row[2])
            for first, second in itertools.pairwise(text):
                bit = hash_pair(first, second)
                bits[bit >> 3] |= 1 << (bit & 7)
        number = len(self.filters)
        self.filters.append(base64.b64encode(bytes(bits)).decode())
        data = write_json([self.articles, self.sentences])
        (self.folder / f"{number}.js").write_text(f"window.searchPart({number},{data});\n", "utf-8")
        self.articles, self.sentences = [], []
