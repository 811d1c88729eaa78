"""Run one function over many chunks: in this process, on several, or on a cluster. Dask is the engine.

Processes of this machine are Dask's pool: they talk over pipes, open no port, and cost half a second to start. A scheduler named by its
address is trusted by whoever names it: Dask hands chunks to its workers as pickles.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from itertools import islice
from multiprocessing import connection, get_context, parent_process
from typing import Any

from analysis.tables.pipeline import Chunk, Part, PipelineError

AHEAD = 3  # chunks given out per process of a cluster: enough to keep it busy, few enough to hold in memory
PATIENCE = "20s"
TRIES = 3  # of a pool whose processes die

Job = Callable[[Chunk], Part]
Done = Callable[[Part], None]


def run_chunks(chunks: Sequence[Chunk], job: Job, done: Done, workers: int = 1, scheduler: str | None = None) -> None:
    """Read every chunk and hand on its part as soon as it is finished, in any order.

    Args:
        chunks: what to read.
        job: :func:`analysis.tables.pipeline.read_chunk` with all but the chunk given.
        done: called in this process with each part.
        workers: processes on this machine; 1 reads in this one.
        scheduler: address of a Dask scheduler whose workers see the same folders; goes before ``workers``.

    Raises:
        PipelineError: if Dask is not installed, the scheduler does not answer, or workers die again and again.
    """
    if scheduler is not None:
        _run_cluster(chunks, job, done, scheduler)
    elif workers > 1 and len(chunks) > 1:
        _run_processes(chunks, job, done, min(workers, len(chunks)))
    else:
        for chunk in chunks:
            done(job(chunk))


def _run_processes(chunks: Sequence[Chunk], job: Job, done: Done, workers: int) -> None:
    try:
        from dask.callbacks import Callback
        from dask.multiprocessing import get
    except ImportError as error:
        raise PipelineError("several workers need Dask: pip install 'analysis[cluster]'") from error
    left = {f"chunk-{number}": (job, chunk) for number, chunk in enumerate(chunks)}

    def tell(key: str, part: Part, *_: object) -> None:
        del left[key]
        done(part)

    for _ in range(TRIES):
        try:
            with _open_pool(workers) as pool, Callback(posttask=tell):
                get(dict(left), list(left), pool=pool, chunksize=1, optimize_graph=False)
        except BrokenProcessPool as error:
            died = error
        else:
            return
    raise PipelineError(
        f"worker processes died {TRIES} times, perhaps for want of memory; try fewer --workers. What was finished is kept"
    ) from died


def _open_pool(workers: int) -> ProcessPoolExecutor:
    """Start processes that an interrupt does not reach while they start: each would print a traceback."""
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _start_worker)
    if threading.current_thread() is not threading.main_thread():  # where no handler can be set
        return pool
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    for _ in range(workers):  # each starts one
        pool.submit(os.getpid)
    signal.signal(signal.SIGINT, before)
    return pool


def _start_worker() -> None:
    """End this process without a word when the user stops the run, and when the run itself is killed: it would wait for ever."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)


def _run_cluster(chunks: Sequence[Chunk], job: Job, done: Done, scheduler: str) -> None:
    with closing(_connect(scheduler)) as client:
        from distributed import KilledWorker, as_completed
        from distributed.client import FutureCancelledError

        queue = iter(chunks)
        ahead = AHEAD * max(1, sum(client.ncores().values()))
        finished = as_completed(client.submit(job, chunk, pure=False) for chunk in islice(queue, ahead))
        try:
            for future in finished:
                done(future.result())
                for chunk in islice(queue, 1):
                    finished.add(client.submit(job, chunk, pure=False))
        except KilledWorker as error:
            raise PipelineError(
                f"worker processes of the cluster died again and again, perhaps for want of memory: {error}"
            ) from error
        except FutureCancelledError as error:
            raise PipelineError(
                "the Dask scheduler went away; what was finished is kept, and the same command goes on from there"
            ) from error


def _connect(scheduler: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise PipelineError("a Dask scheduler needs Dask: pip install 'analysis[cluster]'") from error
    # its tracebacks: what matters is said by our own errors
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(scheduler, timeout=PATIENCE)
    except (OSError, ValueError, TypeError) as error:
        raise PipelineError(f"no Dask scheduler answers at {scheduler}: {error}") from error
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        client.close()
        raise PipelineError(
            f"the Dask scheduler at {scheduler} has no workers; start some: dask worker {scheduler}"
        ) from error
    return client
