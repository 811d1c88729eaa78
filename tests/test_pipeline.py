"""Chunks, engines, and what happens when a process dies: the same tables whichever way they were made."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from functools import partial

import pyarrow.parquet as pq
import pytest

from analysis.tables import cluster, pipeline
from analysis.tables.pipeline import Options, PipelineError, read_chunk, read_fingerprint, split_chunks
from analysis.tables.schema import SCHEMA
from analysis.tables.store import write_tables
from tests.grow import grow_folder

FAST = Options(words=False)


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus") / "texts"
    grow_folder(folder, 0.3)
    (folder / "000/broken.pdf").write_bytes(b"%PDF-broken")
    return folder


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch):
    monkeypatch.setattr(pipeline, "FILES_OF_A_CHUNK", 4)


@pytest.fixture(scope="module")
def alone(texts, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "FILES_OF_A_CHUNK", 4)
        out = tmp_path_factory.mktemp("alone")
        written = write_tables(texts, out, formats=("csv",))
    assert written.documents > 50
    return out


def hash_rows(out, name):
    """A hash of a table's rows, whatever their order."""
    rows = pq.read_table(out / f"{name}.parquet").to_pylist()
    return hashlib.sha256("\n".join(sorted(json.dumps(row, ensure_ascii=False) for row in rows)).encode()).hexdigest()


def assert_same(out, other):
    for name in SCHEMA:
        assert hash_rows(out, name) == hash_rows(other, name), name
        assert (out / f"{name}.csv").read_bytes() == (other / f"{name}.csv").read_bytes(), name


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """A scheduler and a worker as a user starts them: two commands."""
    folder = tmp_path_factory.mktemp("dask")
    found = folder / "scheduler.json"
    where = {"cwd": folder, "env": os.environ | {"DASK_TEMPORARY_DIRECTORY": str(folder)}, "stderr": subprocess.DEVNULL}
    start = "from distributed.cli.dask_{0} import main; main()"
    boss = [sys.executable, "-c", start.format("scheduler"), "--scheduler-file", found, "--port", "0"]
    hand = [sys.executable, "-c", start.format("worker"), "--scheduler-file", found, "--nthreads", "1"]
    processes = [subprocess.Popen([*boss, "--no-dashboard"], **where)]
    for _ in range(300):
        if found.exists():
            break
        time.sleep(0.1)
    processes.append(subprocess.Popen([*hand, "--no-dashboard"], **where))
    yield json.loads(found.read_text("utf-8"))["address"]
    for process in reversed(processes):
        process.terminate()
        process.wait(30)


def test_two_workers_make_the_same_tables(texts, alone, tmp_path):
    assert len(split_chunks(texts, FAST)) > 8
    written = write_tables(texts, tmp_path, formats=("csv",), workers=2)
    assert_same(alone, tmp_path)
    assert [refusal.path for refusal in written.refused] == ["000/broken.pdf"]


def test_a_cluster_makes_the_same_tables(texts, alone, tmp_path, scheduler):
    written = write_tables(texts, tmp_path, formats=("csv",), scheduler=scheduler)
    assert_same(alone, tmp_path)
    assert [refusal.path for refusal in written.refused] == ["000/broken.pdf"]
    assert not list((tmp_path / ".parts").glob("dask*")), "nothing of the engine stays behind"


def test_chunks_given_out_are_bounded(texts, tmp_path, scheduler):
    chunks = split_chunks(texts, FAST)
    started = []

    class Watched(list):
        def __iter__(self):
            for chunk in chunks:
                started.append(chunk)
                yield chunk

    class StopError(Exception):
        pass

    def stop(part):
        raise StopError

    tmp_path.joinpath("store").mkdir()
    job = partial(read_chunk, folder=texts, store=tmp_path / "store", options=FAST)
    with pytest.raises(StopError):
        cluster.run_chunks(Watched(chunks), job, stop, scheduler=scheduler)
    assert len(started) == cluster.AHEAD


def test_a_scheduler_that_does_not_answer_is_named(texts, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", "1s")
    with pytest.raises(PipelineError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        write_tables(texts, tmp_path, FAST, scheduler="tcp://127.0.0.1:9")


@pytest.mark.parametrize("address", ["nonsense", "http://x", "tcp://"])
def test_an_address_that_is_none_is_named(texts, tmp_path, monkeypatch, address):
    monkeypatch.setattr(cluster, "PATIENCE", "1s")
    with pytest.raises(PipelineError, match="no Dask scheduler answers at"):
        write_tables(texts, tmp_path, FAST, scheduler=address)


def die(chunk):
    os.kill(os.getpid(), signal.SIGKILL)


def test_workers_that_die_again_and_again_end_the_run(texts):
    with pytest.raises(PipelineError, match="died 3 times"):
        cluster.run_chunks(split_chunks(texts, FAST)[:2], die, print, workers=2)


def die_once(chunk, folder):
    """Take the process away the first time that a chunk is read."""
    mark = folder / chunk.key
    if len(list(folder.iterdir())) < 2 and not mark.exists():
        mark.touch()
        die(chunk)
    return chunk.key


def test_a_worker_that_dies_is_followed_by_another(texts, tmp_path):
    chunks = split_chunks(texts, FAST)
    done = []
    cluster.run_chunks(chunks, partial(die_once, folder=tmp_path), done.append, workers=2)
    assert sorted(done) == sorted(chunk.key for chunk in chunks), "every chunk once"
    assert 1 <= len(list(tmp_path.iterdir())) <= 2, "some worker did die"


def refuse(chunk):
    raise PipelineError("what the worker says")


def test_what_a_worker_says_arrives_as_it_was_said(texts):
    with pytest.raises(PipelineError) as told:
        cluster.run_chunks(split_chunks(texts, FAST)[:2], refuse, print, workers=2)
    assert (type(told.value), str(told.value)) == (PipelineError, "what the worker says")


@pytest.mark.parametrize(
    ("module", "how"), [("dask.multiprocessing", {"workers": 2}), ("distributed", {"scheduler": "tcp://x"})]
)
def test_without_dask_several_workers_are_refused(texts, tmp_path, monkeypatch, module, how):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(PipelineError, match=r"pip install 'analysis\[cluster\]'"):
        write_tables(texts, tmp_path, FAST, **how)
    assert write_tables(texts, tmp_path, FAST, formats=()).documents > 50


def test_finished_parts_outlast_a_run_that_is_killed(texts, tmp_path):
    done = []

    class Killed(BaseException):
        pass

    def advance(part, chunks):
        done.append(part)
        if len(done) == 5:
            raise Killed

    with pytest.raises(Killed):
        write_tables(texts, tmp_path, FAST, formats=(), advance=advance)
    kept = sum(part.read for part in done)
    written = write_tables(texts, tmp_path, FAST, formats=())
    assert kept > 0
    assert written.read == written.documents + len(written.refused) - kept


def test_a_part_of_another_version_is_read_anew(texts, tmp_path, monkeypatch):
    before = {chunk.key for chunk in split_chunks(texts, FAST)}
    monkeypatch.setattr(pipeline, "read_fingerprint", lambda: "another")
    assert before.isdisjoint(chunk.key for chunk in split_chunks(texts, FAST))


def test_a_worker_of_another_version_refuses(texts, tmp_path, monkeypatch):
    chunk = split_chunks(texts, FAST)[0]
    monkeypatch.setattr(pipeline, "read_fingerprint", lambda: "another")
    with pytest.raises(PipelineError, match="another version"):
        read_chunk(chunk, texts, tmp_path, FAST)


def test_the_fingerprint_follows_code_data_and_readers(monkeypatch):
    read_fingerprint.cache_clear()
    before = read_fingerprint()
    monkeypatch.setattr(pipeline, "version", lambda name: "0")
    read_fingerprint.cache_clear()
    assert read_fingerprint() != before
    monkeypatch.undo()
    read_fingerprint.cache_clear()
    assert read_fingerprint() == before


def test_a_new_file_changes_one_chunk(texts, tmp_path):
    before = split_chunks(texts, FAST)
    (texts / "000/000003b.txt").write_text("共有3个街道。", "utf-8")
    try:
        after = split_chunks(texts, FAST)
    finally:
        (texts / "000/000003b.txt").unlink()
    assert len({chunk.key for chunk in after} - {chunk.key for chunk in before}) in (1, 2)


def test_two_runs_on_one_chunk_keep_one_part(texts, tmp_path, monkeypatch):
    chunk = split_chunks(texts, FAST)[0]
    read = pipeline._read_files

    def meanwhile(*given):
        found = read(*given)
        monkeypatch.setattr(pipeline, "_read_files", read)
        read_chunk(chunk, texts, tmp_path, FAST)
        return found

    monkeypatch.setattr(pipeline, "_read_files", meanwhile)
    assert read_chunk(chunk, texts, tmp_path, FAST).documents == len(chunk.files)
    assert [path.name for path in tmp_path.iterdir()] == [chunk.key]


def test_a_file_that_changes_under_the_run_is_not_kept_as_what_it_was(tmp_path):
    texts, out = tmp_path / "texts", tmp_path / "out"
    texts.mkdir()
    (texts / "a.txt").write_text("共有3个街道。", "utf-8")
    out.mkdir()
    chunk = split_chunks(texts, FAST)[0]
    (texts / "a.txt").rename(tmp_path / "away.txt")
    part = read_chunk(chunk, texts, out, FAST)
    assert (part.documents, part.refused[0].path, part.asked) == (0, "a.txt", chunk.key)
    (tmp_path / "away.txt").rename(texts / "a.txt")
    part = read_chunk(chunk, texts, out, FAST)
    assert (part.documents, part.refused, part.key) == (1, (), chunk.key)


def test_only_dates_are_the_newest():
    rows = {
        "articles": [
            {"published": day, "event_date": None} for day in ("2023-02", "soon", "--12-31", None, "2023-99-99")
        ]
    }
    assert pipeline.newest_date(rows) == "2023-02"
    assert pipeline.newest_date({"articles": []}) == ""
