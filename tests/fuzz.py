"""Throw bytes and texts at the reading until the time is up: ``python -m tests.fuzz --seconds 60``.

Whatever the bytes, a file is either refused by the project's own errors or read into tables whose invariants hold, within seconds.
Texts are made of what the readers look for: every word of the data files, numerals, pieces of the seeds, marks and controls.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import math
import re
import signal
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from analysis.documents import DocumentError, read_document
from analysis.documents.decoding import to_plain
from analysis.tables.pipeline import is_date
from analysis.tables.rows import Rows, read_rows, table_rows
from analysis.tables.schema import SCHEMA
from analysis.words import make_cutter
from tests.grow import SEEDS
from tests.hostile import SNIPPETS

PATIENCE = 10  # seconds that one small file may take
DATA = Path(__file__).parent.parent / "analysis/data"
KNOWN = {"published": "2023-10-08", "place": "沈阳市", "title": "通知", "further": "=1"}


def read_terms() -> list[str]:
    """Every cell of Chinese in the data files: what cues, units and names are made of."""
    found = set()
    for path in sorted(DATA.glob("*.csv")):
        lines = (line for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
        for cell in itertools.chain.from_iterable(csv.reader(lines)):
            found |= {
                term for term in re.split(r"[|;、]", cell) if re.search(r"[\u4e00-\u9fff%℃]", term) and len(term) < 20
            }
    return sorted(found)


RAW = [path.read_bytes() for path in sorted(SEEDS.glob("*.txt"))]
PIECES = sorted({piece for data in RAW for piece in re.findall(r"[^，。；\n]{2,40}[，。；\n]+", data.decode())})
NUMERALS = [
    *"一二两十百千万亿半数几多余至第-~～—/.%‰",
    "三十",
    "百分之",
    "六十",
    "３０",
    "60%",
    "1,000",
    "3.5",
    "2025年",
    "10月8日",
]
MARKS = list("，。；：、！？（）()【】《》〈〉“”‘’\"'·…—-\n\r\t \u3000\xa0\ufeff\u200b\u202e\x0b\x0c\u2028●■①⑴Ⅰ")

pieces = st.one_of(
    st.sampled_from(read_terms()),
    st.sampled_from(PIECES),
    st.sampled_from(NUMERALS),
    st.sampled_from(MARKS),
    st.sampled_from(
        ["\n\n", "\n    ", "本报讯　", "记者 ", "责任编辑：", "第一章 ", "一、", "（一）", "附件：", "日期：2023-10-08"]
    ),
    st.sampled_from(sorted(text[:200] for text in SNIPPETS.values())),
    st.text(max_size=5),
)
texts = st.lists(pieces, min_size=1, max_size=60).map("".join)
encodings = st.sampled_from([*["utf-8"] * 6, "utf-8-sig", "gb18030", "utf-16", "big5"])
encoded = st.tuples(texts, encodings).map(lambda pair: pair[0].encode(pair[1], "replace"))


@st.composite
def spliced(draw: st.DrawFn) -> bytes:
    """A seed with cuts, repeats and strange bytes."""
    data = draw(st.sampled_from(RAW))
    for _ in range(draw(st.integers(1, 5))):
        start, length = draw(st.integers(0, len(data))), draw(st.integers(0, 3000))
        piece = draw(st.one_of(st.binary(max_size=8), encoded, st.just(data[start : start + 50]), st.just(b"")))
        data = data[:start] + piece + data[start + length :]
    return data.decode("utf-8", "ignore").encode() if draw(st.booleans()) else data


files = st.one_of(encoded, encoded, spliced(), st.binary(max_size=400))
endings = st.sampled_from([*[".txt"] * 8, ".md", "", ".html", ".html", ".docx", ".pdf"])


def check_rows(raw: str, rows: Rows) -> None:
    """Hold the rows of one document to what every table promises."""
    plain = to_plain(raw)
    sentences = {row["sentence"]: row for row in rows["sentences"]}
    assert len(sentences) == len(rows["sentences"]), "two sentences share an id"
    assert len(plain) == len(raw)
    for name in ("articles", "sentences", "layout", "quantities", "targets", "formulae", "programmes", "actors"):
        for row in rows[name]:
            assert 0 <= row["start"] <= row["end"] <= len(raw), (name, row)
    for name in ("quantities", "targets", "formulae"):
        for row in rows[name]:
            text, sentence = row["text"], sentences[row["sentence"]]["text"]
            assert text, (name, row)
            assert sentence[row["offset"] : row["offset"] + len(text)] == text, (name, row, sentence)
            assert (plain[row["start"]], plain[row["end"] - 1]) == (text[0], text[-1]), (name, row)
    for name in ("themes", "programmes", "actors"):
        assert all(row["sentence"] in sentences for row in rows[name])
    for row in rows["quantities"]:
        numbers = [x for x in (row["low"], row["high"]) if x is not None]
        assert all(math.isfinite(x) for x in numbers), row
        assert len(numbers) < 2 or numbers[0] <= numbers[1], row
    for one, other in itertools.pairwise(rows["quantities"]):
        assert one["article"] != other["article"] or one["end"] <= other["start"], (one, other)
    for one, other in itertools.pairwise(rows["articles"]):
        assert one["end"] <= other["start"], (one, other)
    for row in rows["articles"]:
        assert row["published"] is None or row["published"] == KNOWN["published"] or is_date(row["published"]), row
    assert {row["quantity"] for row in rows["targets"]} <= {row["quantity"] for row in rows["quantities"]}


class HangError(Exception):
    """One small file took longer than anyone would wait."""


def _hang(*_: object) -> None:
    raise HangError


def make_test(folder: Path, number: int, counts: dict[str, int]):
    """A test of one batch, drawn from ``number``."""
    cutter = make_cutter("rjieba")

    @seed(number)
    @settings(
        max_examples=300,
        deadline=None,
        database=None,
        derandomize=False,  # each batch has a seed of its own
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
        print_blob=False,
    )
    @given(files, endings, st.booleans())
    def read(data: bytes, ending: str, known: bool) -> None:
        path = folder / f"fuzz{ending}"
        path.write_bytes(data)
        signal.alarm(PATIENCE)
        try:
            document = read_document(path, folder, KNOWN if known else {})
            rows = read_rows(document, cutter)
            check_rows(document.raw, rows)
            for name in SCHEMA:
                table_rows(name, rows[name]).validate(full=True)
        except DocumentError:
            counts["refused"] += 1
        else:
            counts["read"] += 1
            counts["quantities"] += len(rows["quantities"])
        finally:
            signal.alarm(0)

    return read


def main() -> None:
    """Fuzz until the time is up; end with a traceback and the smallest example at the first failure."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--seconds", type=float, default=60)
    ask.add_argument("--seed", type=int, default=1)
    options = ask.parse_args()
    signal.signal(signal.SIGALRM, _hang)
    counts = {"read": 0, "refused": 0, "quantities": 0}
    end = time.monotonic() + options.seconds
    number = options.seed
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        while time.monotonic() < end:
            make_test(Path(folder), number, counts)()
            number += 1
    assert counts["read"] > 50 < counts["quantities"], f"hardly anything was read: {counts}"
    print(
        f"{counts['read']:,} files read, {counts['refused']:,} refused, {counts['quantities']:,} quantities; nothing broke"
    )


if __name__ == "__main__":
    main()
