"""Time the reading and the report against their peers: ``python -m tests.bench``, or ``make bench``.

Every figure is also a ratio to ``jieba.lcut`` on the same text, or to the usual script on the same notebooks, within one run: ratios
hold on other machines, seconds do not. ``--full`` adds 100 MB in 20,000 files and takes some minutes.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.grow import SEEDS, grow_folder

HOME = Path(__file__).parent.parent
START = "from distributed.cli.dask_{0} import main; main()"


def say(what: str, seconds: float, ratio: str = "", peak: float = 0, asked: str = "") -> None:
    """Print one line of the table."""
    memory = f"{peak:5.0f} MB" if peak else ""
    print(f"{what:58}{seconds:9.2f} s  {memory:9}  {ratio:32}{asked}", flush=True)


def head(title: str) -> None:
    """Print the title of a part."""
    print(f"\n{title}\n{'-' * len(title)}", flush=True)


def time_best(work: Callable[[], object], times: int = 3) -> float:
    """Return the least processor time of several runs."""
    best = []
    for _ in range(times):
        began = time.process_time()
        work()
        best.append(time.process_time() - began)
    return min(best)


def run(*arguments: object, cwd: Path = HOME) -> tuple[float, float]:
    """Run a command of Python; return its seconds by the clock and the peak MB of the largest of its processes."""
    began = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([sys.executable, *map(str, arguments)], cwd=cwd, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{arguments} ended with {process.returncode}:\n{said.read().decode()[-2000:]}")
    return time.perf_counter() - began, usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def make_peer() -> Callable[[str], Sequence[str]]:
    """Return ``jieba.lcut`` with its own dictionary, loaded, and without its cache in a shared folder."""
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    peer = jieba.Tokenizer()
    peer.FREQ, peer.total = peer.gen_pfdict(peer.get_dict_file())
    peer.initialized = True
    return peer.lcut


def time_cutting(folder: Path) -> float:
    """Return the seconds that ``jieba.lcut`` takes on all texts of a folder, on one core, reading them included."""
    cut = make_peer()
    began = time.perf_counter()
    for path in sorted(folder.rglob("*.txt")):
        cut(path.read_text("utf-8"))
    return time.perf_counter() - began


def bench_reading(folder: Path) -> None:
    """Time the stages of the reading in this process, processor time."""
    from analysis.articles import parse_page
    from analysis.documents import Document, read_corpus
    from analysis.formulae import find_formulae
    from analysis.quantities import Context, find_quantities
    from analysis.sentences import read_article
    from analysis.tables.rows import read_many, walk_abreast
    from analysis.targets import find_targets
    from analysis.words import make_cutter

    documents = [x for x in read_corpus(folder) if isinstance(x, Document)]
    cut, slow, fast = make_peer(), make_cutter(), make_cutter("rjieba")

    def read_numbers(document: Document) -> Iterator[object]:
        read = [(x, read_article(document, x)) for x in parse_page(document).articles]
        yield read
        taken = [[(x.start, x.end) for x in find_formulae(text.text, text.sentences)] for _, text in read]
        yield taken
        found = []
        for (article, text), spans in zip(read, taken, strict=True):
            about = (article.published or article.anchor, article.event_date, article.place, article.kind)
            context = Context(*about, text.sentences, article.names)
            found.append((article, text, find_quantities(text.text, context, spans)))
        yield found
        yield list(find_targets(found))

    head("Reading 1 MB, one core, processor time")
    peer = time_best(lambda: [cut(document.raw) for document in documents])
    say("jieba.lcut", peer)
    numbers = time_best(lambda: list(walk_abreast(map(read_numbers, read_corpus(folder)))))
    say(
        "documents to quantities, formulae, targets",
        numbers,
        f"{numbers / peer:.2f} of jieba.lcut",
        asked="asked: 0.20",
    )
    rows = time_best(lambda: list(read_many(read_corpus(folder))))
    say("all tables without words", rows, f"{rows / peer:.2f} of jieba.lcut")
    with_jieba = time_best(lambda: list(read_many(read_corpus(folder), slow)))
    say("all tables, jieba", with_jieba, f"{with_jieba / peer:.2f} of jieba.lcut", asked="asked: 1.30")
    with_rjieba = time_best(lambda: list(read_many(read_corpus(folder), fast)))
    say("all tables, rjieba", with_rjieba, f"{with_jieba / with_rjieba:.1f} times as fast as jieba", asked="asked: 4.0")


@contextmanager
def open_cluster(folder: Path) -> Iterator[str]:
    """Start a scheduler with one worker, as two commands; yield its address."""
    import json

    found = folder / "scheduler.json"
    quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    more = ["--scheduler-file", str(found), "--no-dashboard"]
    started = [subprocess.Popen([sys.executable, "-c", START.format("scheduler"), *more, "--port", "0"], **quiet)]
    try:
        while not found.exists():
            time.sleep(0.05)
        started.append(
            subprocess.Popen([sys.executable, "-c", START.format("worker"), *more, "--nthreads", "1"], **quiet)
        )
        yield json.loads(found.read_text("utf-8"))["address"]
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


def bench_tables(folder: Path, megabytes: int, before: tuple[int, float] | None) -> tuple[int, float]:
    """Time ``tables`` on a corpus of a size; return the size with its time on two workers."""
    texts = folder / f"texts-{megabytes}"
    files = grow_folder(texts, megabytes)
    head(f"Tables of {megabytes} MB in {files:,} files, parquet, without words, seconds by the clock")
    peer, _ = run("-c", f"from tests.bench import *; print(time_cutting(Path({str(texts)!r})))")
    say("jieba.lcut, one core", peer)
    command = ["-m", "analysis", "tables", texts, "--no-words", "--formats", "parquet", "--out"]
    one, peak = run(*command, folder / "one")
    say("1 process", one, f"{one / peer:.2f} of jieba.lcut", peak, "asked: under 700 MB")
    two, peak = run(*command, folder / "two", "--workers", 2)
    say("2 workers", two, f"{two / peer:.2f} of jieba.lcut", peak, "asked: 0.50, under 700 MB")
    say(
        "  against 1 process",
        two,
        f"{one / two:.2f} times as fast",
        asked="asked: 1.7 on 2 free cores" if megabytes >= 100 else "",
    )
    if before:
        say(
            f"  against {before[0]} MB",
            two,
            f"{two / before[1]:.1f} times {before[0]} MB",
            asked="asked: 11 from 10 to 100",
        )
    same, _ = run(*command, folder / "two")
    say("unchanged", same, f"{same / one:.2f} of the first run")
    changed = sorted(texts.rglob("*.txt"))[files // 2]
    changed.write_text(changed.read_text("utf-8") + "到2025年，建成3个街道。\n", "utf-8")
    again, _ = run(*command, folder / "two")
    say("one file changed", again, f"{again / one:.2f} of the first run")
    if megabytes <= 10:
        with open_cluster(folder) as address:
            far, peak = run(*command, folder / "far", "--scheduler", address)
        say("Dask scheduler with 1 worker", far, f"{far / one:.2f} of 1 process", peak)
        every, peak = run(
            *command[:-3], "--formats", "csv,parquet,xlsx", "--engine", "rjieba", "--out", folder / "every"
        )
        say("Parquet, CSV and workbook", every, f"{every / one:.2f} of Parquet alone", peak)
    for name in ("one", "two", "far", "every"):
        shutil.rmtree(folder / name, ignore_errors=True)
    return megabytes, two


def bench_report(folder: Path) -> None:
    """Time the report cold, with one seed changed and unchanged, against the usual script on the same notebooks."""
    notebooks = sorted(path for path in (HOME / "notebooks").glob("*.ipynb") if path.name[0].isdigit())
    head(f"The report of {len(notebooks)} notebooks on the seeds, seconds by the clock")
    shutil.copytree(SEEDS, folder / "seeds")
    shutil.copytree(HOME / "notebooks", folder / "notebooks")
    (folder / "figures").mkdir()
    usual = 0.0
    for path in notebooks:
        made = folder / "notebooks" / f"made-{path.name}"
        usual += run("-m", "papermill", "--no-progress-bar", path.name, made.name, cwd=folder / "notebooks")[0]
        usual += run("-m", "nbconvert", "--to", "html", made.name, cwd=folder / "notebooks")[0]
    say("the usual script: papermill, nbconvert; one language", usual)
    command = ["-m", "analysis", "report", folder / "seeds", "--out", folder / "report"]
    cold, peak = run(*command)
    say("both languages, cold", cold, f"{cold / usual:.2f} of the usual script", peak, "asked: 0.60")
    seed = sorted((folder / "seeds").glob("*.txt"))[0]
    seed.write_text(seed.read_text("utf-8").replace("60%", "61%"), "utf-8")
    changed, _ = run(*command)
    say("one seed changed", changed, f"{changed / cold:.2f} of cold", asked="asked: 1.00")
    same, _ = run(*command)
    say("unchanged", same, f"{same / cold:.2f} of cold", asked="asked: under 1 s")


def main() -> None:
    """Run the parts that are asked for."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument(
        "--sizes", nargs="*", type=int, default=[1, 10], metavar="MB", help="corpora to grow (default: 1 10)"
    )
    ask.add_argument("--full", action="store_true", help="add 100 MB in 20,000 files")
    ask.add_argument(
        "--parts", nargs="+", choices=("reading", "tables", "report"), default=["reading", "tables", "report"]
    )
    options = ask.parse_args()
    load = os.getloadavg()[0]
    print(
        f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}, load {load:.1f}"
    )
    if load > 0.5:
        print(
            "The machine is busy: seconds by the clock, and with them the ratios of workers, are not to be relied on."
        )
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        if "reading" in options.parts:
            grow_folder(folder / "texts", 1)
            bench_reading(folder / "texts")
        if "tables" in options.parts:
            before = None
            for megabytes in [*options.sizes, *([100] if options.full else [])]:
                before = bench_tables(folder, megabytes, before)
        if "report" in options.parts:
            bench_report(folder)


if __name__ == "__main__":
    main()
