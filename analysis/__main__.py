"""The commands: ``python -m analysis tables|report|theme|notebooks|score``.

Exit status: 0 all done; 1 done, but some files were refused; 2 nothing done, and one line says why.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

EXAMPLES = """examples:
  python -m analysis tables seeds --out tables            the tables as CSV, Parquet and one workbook
  python -m analysis tables archive --out tables --workers 4 --formats parquet
  python -m analysis report seeds --out report            the whole report: open report/index.html
  python -m analysis report archive --out report --as-of 2025-12-31
  python -m analysis theme child_protection seeds --out report-theme
  python -m analysis score                                the reading against the annotated seeds
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = _parse(arguments)
    try:
        return int(options.run(options))
    except (ValueError, RuntimeError) as error:
        if type(error).__module__.startswith("analysis."):  # ours: it says what happened, where, and what to do
            print(f"analysis: {error}", file=sys.stderr)
            return 2
        raise
    except KeyboardInterrupt:
        print("analysis: stopped; what was finished is kept, and the same command goes on from there", file=sys.stderr)
        return 130


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line that says what to do, like all others here."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"analysis: {message} (more: {self.prog} --help)\n")


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    ask = _Parser(
        prog="python -m analysis",
        description=__doc__,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = ask.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        return command

    tables = add("tables", _tables, "Read a folder of texts and write its tables.")
    _add_corpus(tables, "tables")
    tables.add_argument(
        "--formats", default="parquet,csv,xlsx", help="any of parquet,csv,xlsx (Parquet is always written)"
    )
    tables.add_argument("--no-words", action="store_true", help="leave the table of words empty: several times faster")
    tables.add_argument(
        "--engine",
        choices=("jieba", "rjieba"),
        default="jieba",
        help="what cuts words; rjieba is faster (extra 'fast')",
    )
    tables.add_argument("--workers", type=_count, default=1, metavar="N", help="processes on this machine (default 1)")
    tables.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler whose workers see the same folders")
    report = add("report", _report, "Build the report from a folder of texts, or of tables made from one.")
    _add_corpus(report, "report")
    theme = add("theme", _theme, "Build a chapter on one theme of the lexicon.")
    theme.add_argument("theme", metavar="THEME", help="a key of analysis/data/themes.csv")
    _add_corpus(theme, "report-theme")
    add("notebooks", _notebooks, "Run the notebooks in place on seeds/ and save their outputs and figures.")
    score = add("score", _score, "Measure the reading against annotated texts.")
    score.add_argument("folder", nargs="?", type=Path, default=Path("seeds"), help="the texts (default: seeds)")
    score.add_argument("--gold", type=Path, default=Path("tests/gold"), help="their annotation (default: tests/gold)")
    score.add_argument("--misses", action="store_true", help="print every disagreement")
    return ask.parse_args(arguments)


def _add_corpus(command: argparse.ArgumentParser, out: str) -> None:
    command.add_argument("folder", type=Path, metavar="FOLDER", help="the texts")
    command.add_argument("--out", type=Path, default=Path(out), metavar="DIR", help=f"where to write (default: {out})")
    command.add_argument(
        "--as-of",
        type=_day,
        metavar="DATE",
        help="the day deadlines are held to (default: the newest date in the corpus)",
    )


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2023-12-31") from None


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes; write 1 or more")
    return int(text)


def _tables(options: argparse.Namespace) -> int:
    from analysis.tables.pipeline import Options
    from analysis.tables.progress import Progress
    from analysis.tables.store import read_formats, write_tables

    formats = read_formats(options.formats)
    with Progress() as progress:
        written = write_tables(
            options.folder,
            options.out,
            Options(not options.no_words, options.engine),
            as_of=options.as_of,
            formats=formats,
            workers=options.workers,
            scheduler=options.scheduler,
            advance=progress.advance,
        )
    for note in written.notes:
        print(note)
    print(f"{written.documents:,} documents, {written.chars:,} characters, as of {written.as_of or 'no date'}")
    kept = written.documents + len(written.refused) - written.read
    print(f"tables in {written.folder}" + (f"; {kept:,} files are unchanged since an earlier run" if kept > 0 else ""))
    return _refused([(refusal.path, refusal.reason) for refusal in written.refused])


def _refused(refused: Sequence[tuple[str, str]]) -> int:
    """Name each file that was refused, and why; return the exit status."""
    for path, reason in refused:
        print(f"refused: {path}: {reason}", file=sys.stderr)
    if refused:
        files = "file was" if len(refused) == 1 else "files were"
        print(f"{len(refused)} {files} refused; all others were read", file=sys.stderr)
    return 1 if refused else 0


def _report(options: argparse.Namespace) -> int:
    from analysis.report import build

    built = build(options.folder, options.out, as_of=options.as_of)
    print(built.page)
    return _refused(built.refused)


def _theme(options: argparse.Namespace) -> int:
    from analysis.report import build_theme

    built = build_theme(options.theme, options.folder, options.out, as_of=options.as_of)
    print(built.page)
    return _refused(built.refused)


def _notebooks(options: argparse.Namespace) -> int:
    from analysis.report import save_notebooks

    save_notebooks()
    return 0


def _score(options: argparse.Namespace) -> int:
    from analysis.score import table_accuracy, table_misses
    from analysis.tables.corpus import load

    corpus = load(options.folder)
    tables = {name: corpus.table(name) for name in ("quantities", "articles", "sentences", "formulae", "themes")}
    accuracy = table_accuracy(options.gold, tables)
    print(
        f"{options.folder} read, against the annotation in {options.gold}; right of annotated, or of found for a field"
    )
    print(accuracy.to_string(index=False, float_format="{:.3f}".format, na_rep=""))
    if options.misses:
        print(table_misses(options.gold, tables).to_string(index=False, na_rep=""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
