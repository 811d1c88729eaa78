"""Kill a build with SIGKILL at random moments, again and again: ``python -m tests.kill --times 50``.

After every kill the last good result is whole, or the target is absent where there was none; nothing of the killed run goes on; and
the next run succeeds and gives what a run that was never killed gives.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.grow import SEEDS, grow_folder

COMMANDS = {
    "tables": ["tables", "--no-words"],
    "workers": ["tables", "--no-words", "--workers", "2"],
    "report": ["report"],
}


def read_tree(out: Path) -> dict[str, bytes]:
    """Every visible file with its bytes."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(out).parts)
    }


def start(command: list[str], texts: Path, out: Path) -> subprocess.Popen[str]:
    """Start a build in a process group of its own."""
    full = [sys.executable, "-m", "analysis", command[0], str(texts), "--out", str(out), *command[1:]]
    pipe = subprocess.PIPE
    return subprocess.Popen(full, stdout=pipe, stderr=pipe, text=True, start_new_session=True)


def build(command: list[str], texts: Path, out: Path) -> dict[str, bytes]:
    """Build undisturbed; return the tree."""
    process = start(command, texts, out)
    said = process.communicate(timeout=600)
    assert process.returncode == 0, said
    return read_tree(out)


def settle(out: Path) -> None:
    """Do what whoever comes next does first: finish the moves that a killed run left."""
    from analysis.report.publish import _recover
    from analysis.tables.publish import READY, read_summary

    if (out / READY).is_dir():
        read_summary(out)
    if not out.exists():
        _recover(out)


def wait_for_end(group: int, seconds: float = 20) -> None:
    """Wait until no process of a killed run is left."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError(f"processes of the killed run still go on after {seconds} s")


def kill_once(command: list[str], texts: Path, out: Path, wait: float) -> bool:
    """Kill a build after ``wait`` seconds; return whether it was still running."""
    process = start(command, texts, out)
    try:
        process.communicate(timeout=wait)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)  # the main process only: its workers have to notice by themselves
        process.communicate()
        wait_for_end(process.pid)
        return True
    assert process.returncode == 0
    return False


def change(texts: Path, version: int) -> None:
    """Make the folder's texts those of a version: one text differs."""
    (texts / "changed.txt").write_text(f"到2025年，全市建成{version + 3}个街道，覆盖率达到60%。", "utf-8")


def run(what: str, times: int, chance: random.Random, folder: Path) -> int:
    """Kill ``times`` builds of one kind; return how many were killed while they ran."""
    command, texts, out = COMMANDS[what], folder / "texts", folder / "out"
    shutil.copytree(SEEDS, texts) if what == "report" else grow_folder(texts, 0.3)
    change(texts, 0)
    began = time.monotonic()
    last = build(command, texts, folder / "undisturbed" / "out")
    lasts = time.monotonic() - began
    killed = 0
    for number in range(1, times + 1):
        change(texts, number)  # another text each time, so that nothing is found done
        if number % 10 == 1:  # a first build: the target is absent
            shutil.rmtree(out, ignore_errors=True)
        before = read_tree(out) if out.exists() else {}
        killed += kill_once(command, texts, out, chance.uniform(0.2, 1.05) * lasts)
        settle(out)
        left = read_tree(out) if out.exists() else {}
        again = build(command, texts, out)
        began = time.monotonic()
        expected = build(command, texts, folder / "undisturbed" / "out")
        lasts = max(lasts / 2, time.monotonic() - began)
        assert expected != last, "nothing to tell the new result by"
        last = expected
        assert left in (before, expected), f"{what}, kill {number}: neither the last result nor the new one"
        assert again == expected, f"{what}, kill {number}: the next run differs"
    return killed


def main() -> None:
    """Kill each kind of build and say how many were killed while they ran."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--times", type=int, default=50, help="builds to kill of each kind (default 50)")
    ask.add_argument("--what", nargs="+", choices=COMMANDS, default=list(COMMANDS), help="which builds (default: all)")
    ask.add_argument("--seed", type=int, default=1, help="of the random moments")
    options = ask.parse_args()
    for what in options.what:
        with tempfile.TemporaryDirectory(prefix="kill-") as folder:
            killed = run(what, options.times, random.Random(options.seed), Path(folder))
        print(
            f"{what}: {killed} of {options.times} builds were killed while they ran; every result whole, every next run equal"
        )


if __name__ == "__main__":
    main()
