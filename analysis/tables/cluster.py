"""Run one function over many chunks: in this process, on several, or on a cluster. Dask is the engine.

Dask hands chunks to its workers as pickles. Processes started here talk over TLS with a certificate made for the run, so that no other
user of the machine can hand them one; a scheduler named by its address is trusted by whoever names it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from analysis.tables.pipeline import Chunk, Part, PipelineError

AHEAD = 3  # chunks given out per process: enough to keep it busy, few enough to hold in memory
PATIENCE = "20s"

Job = Callable[[Chunk], Part]


def run_chunks(
    chunks: Sequence[Chunk], job: Job, scratch: Path, workers: int = 1, scheduler: str | None = None
) -> Iterator[Part]:
    """Yield a part for each chunk as it is finished, in any order.

    Args:
        chunks: what to read.
        job: :func:`analysis.tables.pipeline.read_chunk` with all but the chunk given.
        scratch: a folder for Dask's own files, which never go into a shared temporary folder.
        workers: processes on this machine; 1 reads in this one.
        scheduler: address of a Dask scheduler whose workers see the same folders; goes before ``workers``.

    Raises:
        PipelineError: if Dask is not installed, the scheduler does not answer, or a worker dies.
    """
    if scheduler is None and (workers == 1 or len(chunks) == 1):
        yield from map(job, chunks)
        return
    with _open_cluster(scratch, min(workers, len(chunks)), scheduler) as client:
        from distributed import KilledWorker, as_completed
        from distributed.client import FutureCancelledError

        queue = iter(chunks)
        ahead = AHEAD * max(1, sum(client.ncores().values()))
        done = as_completed(client.submit(job, chunk, pure=False) for chunk in islice(queue, ahead))
        try:
            for future in done:
                yield future.result()
                for chunk in islice(queue, 1):
                    done.add(client.submit(job, chunk, pure=False))
        except KilledWorker as error:
            raise PipelineError(
                f"worker processes died again and again, perhaps for want of memory: {error}; try fewer --workers"
            ) from error
        except FutureCancelledError as error:
            raise PipelineError(
                "the Dask scheduler went away; what was finished is kept, and the same command goes on from there"
            ) from error


@contextmanager
def _open_cluster(scratch: Path, workers: int, scheduler: str | None) -> Iterator[Any]:
    try:
        import dask
        import distributed
    except ImportError as error:
        raise PipelineError("several workers need Dask: pip install 'analysis[cluster]'") from error
    settings = {
        "temporary-directory": str(scratch),
        "distributed.worker.profile.enabled": False,
        "distributed.scheduler.http.routes": [],
        "distributed.worker.http.routes": [],
    }
    logging.getLogger("distributed").setLevel(
        logging.CRITICAL
    )  # its tracebacks: what matters is said by our own errors
    with dask.config.set(settings):
        if scheduler is not None:
            with closing(_connect(scheduler)) as client:
                yield client
            return
        cluster = distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            memory_limit=0,
            silence_logs=logging.CRITICAL,
            security=True,
            dashboard_address="127.0.0.1:0",
        )
        with closing(cluster), closing(distributed.Client(cluster)) as client:
            yield client


def _connect(scheduler: str) -> Any:
    from distributed import Client

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
