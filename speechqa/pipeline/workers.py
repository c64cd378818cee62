"""Owns the worker processes: groups of tasks handed out to them, and what becomes of a killed one.

Workers isolate a call that brings the process down (a decoder's crash, memory running
out): what was under way is tried again one by one, and only the culprit becomes a failure.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, TypeVar

# An idle worker ends in a fraction of a second; one that doesn't has hung on the way out.
_PATIENCE_S = 5.0

KILLED = (
    "the process that worked on this call was killed twice (out of memory, or a decoder crashed); "
    "check the file and the machine's memory, then run again"
)

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Work(Generic[T, R]):
    """What workers do: ``job`` takes a group of tasks and a number of threads, and gives a result each.

    ``threads`` 0 shares the cores among the workers. ``killed`` gives the result of a task that kills its
    process.
    """

    job: Callable[[tuple[T, ...], int], Sequence[R]]
    killed: Callable[[T], R]
    workers: int = 1
    threads: int = 0


def in_processes(groups: Sequence[tuple[T, ...]], work: Work[T, R]) -> Iterator[tuple[T, R]]:
    """Each task with its result, in the order they are done."""
    waiting = deque(groups)
    while waiting:
        suspects: list[T] = []
        yield from _pool_run(waiting, work, suspects)
        yield from _one_by_one(suspects, work)


def _pool_run(waiting: deque[tuple[T, ...]], work: Work[T, R], suspects: list[T]) -> Iterator[tuple[T, R]]:
    """Results until ``waiting`` is empty or a worker died; then ``suspects`` were under way."""
    running: dict[Future[Sequence[R]], tuple[int, tuple[T, ...]]] = {}
    busy, handed = min(work.workers, len(waiting)), 0
    pool, threads = _pool(busy), _threads(work, busy)
    try:
        while waiting or running:
            # One more than the workers keeps them busy without queueing far ahead.
            while waiting and len(running) <= work.workers:
                group = waiting.popleft()
                running[pool.submit(work.job, group, threads)] = (handed, group)
                handed += 1
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in sorted(done, key=lambda each: running[each][0]):
                results = future.result()
                yield from zip(running.pop(future)[1], results, strict=True)
    except BrokenProcessPool:
        suspects.extend(task for _, group in running.values() for task in group)
    finally:
        _stop(pool, idle=not running)


def _one_by_one(suspects: Sequence[T], work: Work[T, R]) -> Iterator[tuple[T, R]]:
    """Each suspect with its result. One fails only if it kills a process that did nothing else before."""
    waiting = deque(suspects)
    threads = _threads(work, 1)
    pool, fresh = _pool(1), True
    try:
        while waiting:
            task = waiting[0]
            try:
                result = pool.submit(work.job, (task,), threads).result()[0]
            except BrokenProcessPool:
                _stop(pool, idle=True)
                was_fresh, pool, fresh = fresh, _pool(1), True
                if not was_fresh:
                    continue
                result = work.killed(task)
            else:
                fresh = False
            yield waiting.popleft(), result
    finally:
        _stop(pool, idle=not waiting)


def _threads(work: Work[T, R], workers: int) -> int:
    """The threads of each of so many workers: those asked for, else the cores shared out."""
    from speechqa.asr.devices import choose_threads

    return work.threads or max(1, choose_threads(0) // workers)


def _pool(workers: int) -> ProcessPoolExecutor:
    # spawn: a fork would copy the threads' locks of the numeric libraries in a bad state.
    return ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=start_worker
    )


def start_worker() -> None:
    """Leaves Ctrl-C to the parent, and ends this worker when the parent is gone (kill -9)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        # Nothing to clean up: a worker keeps no state, and the lock and the store are the parent's.
        os._exit(1)


def _stop(pool: ProcessPoolExecutor, *, idle: bool) -> None:
    """Nothing; ends the workers, those that are idle by themselves: killed ones can't clean up."""
    processes = list((pool._processes or {}).values())  # noqa: SLF001  # no public way to end busy workers
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        if idle:
            process.join(_PATIENCE_S)
        process.terminate()
