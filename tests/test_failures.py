"""A full disk, folders that cannot be written, two runs at once, an interrupt: the last tables stay whole, the next run succeeds."""

import os
import resource
import shutil
import signal
import stat
import subprocess
import sys
import time

import pytest

import analysis
from tests.grow import SEEDS, grow_folder
from tests.kill import read_tree

TABLES = [sys.executable, "-m", "analysis", "tables"]


@pytest.fixture
def texts(tmp_path):
    grow_folder(tmp_path / "texts", 0.08)
    return tmp_path / "texts"


def tables(texts, out, *more, **how):
    command = [*TABLES, str(texts), "--out", str(out), "--no-words", "--formats", "csv", *more]
    return subprocess.run(command, capture_output=True, text=True, check=False, **how)


def limit_files():
    """A stand-in for a full disk that needs no rights: no file may grow beyond 20 KB."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def assert_said(done, out):
    assert done.returncode == 2, done.stderr
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith(f"analysis: {out} cannot be written: ")
    assert "the same command goes on from there" in last
    assert "Traceback" not in done.stderr


def test_files_that_cannot_grow_leave_the_last_tables_whole(texts, tmp_path):
    out = tmp_path / "out"
    assert tables(SEEDS, out).returncode == 0
    before = read_tree(out)
    assert_said(tables(texts, out, preexec_fn=limit_files), out)
    assert read_tree(out) == before
    assert tables(texts, out).returncode == 0
    assert len(analysis.load(out).documents) > 10


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 300 KB; only root can mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can be mounted by root only")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_leaves_the_last_tables_whole(texts, small_disk):
    out = small_disk / "out"
    (small_disk / "texts").mkdir()
    (small_disk / "texts/a.txt").write_text("全市共有3个街道。", "utf-8")
    assert tables(small_disk / "texts", out).returncode == 0
    before = read_tree(out)
    assert_said(tables(texts, out), out)
    assert read_tree(out) == before
    assert len(analysis.load(out).documents) == 1
    subprocess.run(["mount", "-o", "remount,size=50m", str(small_disk)], check=True)
    assert tables(texts, out).returncode == 0
    assert len(analysis.load(out).documents) > 10


def test_a_disk_that_is_full_from_the_start_is_told(texts, small_disk):
    free = shutil.disk_usage(small_disk).free
    (small_disk / "filler").write_bytes(b"x" * free)
    assert_said(tables(texts, small_disk / "out"), small_disk / "out")


def test_texts_are_never_written_to(texts, tmp_path):
    for folder in (texts, *(path for path in texts.iterdir() if path.is_dir())):
        folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    before = {path: path.stat().st_mtime_ns for path in [texts, *texts.rglob("*")]}
    done = tables(texts, tmp_path / "out", "--workers", "2")
    assert (done.returncode, before) == (0, {path: path.stat().st_mtime_ns for path in [texts, *texts.rglob("*")]})
    for folder in (texts, *(path for path in texts.iterdir() if path.is_dir())):
        folder.chmod(stat.S_IRWXU)


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_is_told(texts, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    out.chmod(stat.S_IRUSR | stat.S_IXUSR)
    assert_said(tables(texts, out), out)


def test_two_runs_at_once_wait_for_each_other(texts, tmp_path):
    out = tmp_path / "out"
    command = [*TABLES, str(texts), "--out", str(out), "--no-words", "--formats", "csv"]
    runs = [subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [run.communicate(timeout=120) for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    assert sum("another run is writing to" in err for _, err in said) <= 1
    assert sum(" files are unchanged" in out for out, _ in said) == 1, "the second found all done"
    tables(texts, tmp_path / "alone")
    assert read_tree(out) == read_tree(tmp_path / "alone")


def hear_interrupts():
    """A shell starts what it puts into the background deaf to them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize(("workers", "after"), [(1, 0), (2, 0), (2, 0.3), (2, 0.9)])
def test_an_interrupt_says_that_what_is_finished_is_kept(tmp_path, workers, after):
    texts = tmp_path / "texts"
    grow_folder(texts, 3)  # some seconds of work
    command = [*TABLES, str(texts), "--out", str(tmp_path / "out"), "--workers", str(workers)]
    run = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=hear_interrupts
    )
    while not (tmp_path / "out/.parts").exists():
        time.sleep(0.01)
    time.sleep(after)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to all its processes
    _, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert err.strip().splitlines()[-1].startswith("analysis: stopped; what was finished is kept")
    assert "Traceback" not in err
