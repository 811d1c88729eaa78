"""Do independent jobs in forked processes, a few at a time: each starts with all that is imported here, and none can harm another.

A job is a function without arguments whose result can be pickled.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from analysis.report.errors import ReportError

Job = Callable[[], Any]
_FORK = multiprocessing.get_context("fork")


def run_jobs(jobs: Mapping[str, Job], width: int | None = None) -> Iterator[tuple[str, Any]]:
    """Yield each job's name and result as it is done, in any order.

    Args:
        jobs: by name, started in this order.
        width: how many at a time; as many as there are processors where None, at least two.

    Raises:
        ReportError: the first that a job raised; the others are stopped.
    """
    width = width or max(2, os.cpu_count() or 2)
    waiting = list(jobs.items())
    running: dict[Connection, tuple[str, BaseProcess]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < width:
                name, job = waiting.pop(0)
                here, process = _start(job)
                running[here] = name, process
            done = set(wait(list(running)))
            for here in [x for x in running if x in done]:
                name, process = running.pop(here)
                yield name, _receive(name, here, process)
    finally:
        for _, process in running.values():
            process.terminate()
            process.join()


def start_job(name: str, job: Job) -> Callable[[], Any]:
    """Start one job beside this process; return the function that waits for its result."""
    return partial(_receive, name, *_start(job))


def _start(job: Job) -> tuple[Connection, BaseProcess]:
    here, there = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_work, args=(job, there), daemon=True)
    process.start()
    there.close()
    return here, process


def _receive(name: str, here: Connection, process: BaseProcess) -> Any:
    try:
        good, result = here.recv()
    except EOFError:
        process.join()
        raise ReportError(f"{name}: its process ended without a result (status {process.exitcode})") from None
    finally:
        here.close()
    process.join()
    if good:
        return result
    raise result


def _work(job: Job, there: Connection) -> None:
    try:
        there.send((True, job()))
    except (ValueError, RuntimeError) as error:
        if not type(error).__module__.startswith(
            "analysis."
        ):  # not one of our messages: a defect, shown with its trace
            raise
        there.send((False, error))
