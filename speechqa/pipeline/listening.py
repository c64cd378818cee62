"""Owns getting a transcript for each recording: in this process or in worker processes.

Recordings go to the workers in groups, because a recogniser gets more done on several calls at once.
Workers isolate a call that brings the process down (a decoder's crash, memory running
out): what was under way is tried again one by one, and only the culprit becomes a failure.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from speechqa.errors import CallError, SetupError
from speechqa.pipeline.order import grouped
from speechqa.records import Failure, Recording, Speaker, Transcript

if TYPE_CHECKING:
    from speechqa.asr import Transcriber

Heard = Transcript | Failure

# An idle worker ends in a fraction of a second; one that doesn't has hung on the way out.
_PATIENCE_S = 5.0

KILLED = (
    "the process that worked on this call was killed twice (out of memory, or a decoder crashed); "
    "check the file and the machine's memory, then run again"
)


class Source(NamedTuple):
    """The recogniser, its model and its options, as the store keeps transcripts by."""

    backend: str
    model_hash: str
    options_hash: str


@dataclass(frozen=True, slots=True)
class Listening:
    """How recordings are listened to. ``options_hash`` covers the engine's own options."""

    model_dir: str
    model: str
    model_hash: str
    backend: str
    options_hash: str
    device: str = "auto"
    threads: int = 0
    workers: int = 1
    language: str = ""
    languages: tuple[str, ...] = ("en", "ru", "de", "pl")
    channels: tuple[Speaker, ...] = ("agent", "customer")
    queue_languages: tuple[tuple[str, str], ...] = ()
    exact: bool = False

    def language_of(self, recording: Recording) -> str:
        """The language fixed for the recording's queue, else for all; "" to detect it."""
        return dict(self.queue_languages).get(recording.queue, self.language)

    def source_for(self, recording: Recording) -> Source:
        """What this recording's transcript comes from: all that decides its text."""
        wanted = recording.language or self.language_of(recording)
        if recording.kind == "transcript":
            return Source("replay", "", _digest("replay", wanted))
        among = "" if wanted else ",".join(self.languages)
        # The direction takes part in telling who the agent is.
        asked = (wanted, among, ",".join(self.channels), recording.direction or "")
        options = _digest(self.options_hash, *asked)
        return Source(self.backend, self.model_hash, options)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def listen(recordings: Sequence[Recording], listening: Listening) -> Iterator[tuple[Recording, Heard]]:
    """Each recording with its transcript or its failure, in the order they are done."""
    ready = [recording for recording in recordings if recording.kind == "transcript"]
    for recording in ready:
        yield recording, hear((recording,), listening)[0]
    audio = [recording for recording in recordings if recording.kind == "audio"]
    if audio:
        yield from in_processes(audio, listening)


def in_processes(
    recordings: Sequence[Recording],
    listening: Listening,
    *,
    job: Callable[[Sequence[Recording], Listening], list[Heard]] | None = None,
) -> Iterator[tuple[Recording, Heard]]:
    """Each recording with its transcript or failure, from ``listening.workers`` processes."""
    work = job or hear
    waiting = deque(grouped(recordings, workers=listening.workers))
    while waiting:
        suspects: list[Recording] = []
        yield from _pool_run(waiting, listening, work, suspects)
        yield from _one_by_one(suspects, listening, work)


def _pool_run(
    waiting: deque[tuple[Recording, ...]],
    listening: Listening,
    work: Callable[[Sequence[Recording], Listening], list[Heard]],
    suspects: list[Recording],
) -> Iterator[tuple[Recording, Heard]]:
    """Results until ``waiting`` is empty or a worker died; then ``suspects`` were under way."""
    running: dict[Future[list[Heard]], tuple[Recording, ...]] = {}
    busy = min(listening.workers, len(waiting))
    pool, listening = _pool(busy), _sharing(listening, busy)
    try:
        while waiting or running:
            # One more than the workers keeps them busy without queueing far ahead.
            while waiting and len(running) <= listening.workers:
                group = waiting.popleft()
                running[pool.submit(work, group, listening)] = group
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in sorted(done, key=lambda each: running[each][0].file):
                heard = future.result()
                yield from zip(running.pop(future), heard, strict=True)
    except BrokenProcessPool:
        suspects.extend(recording for group in running.values() for recording in group)
    finally:
        _stop(pool, idle=not running)


def _one_by_one(
    suspects: Sequence[Recording],
    listening: Listening,
    work: Callable[[Sequence[Recording], Listening], list[Heard]],
) -> Iterator[tuple[Recording, Heard]]:
    """Each suspect with its result. One fails only if it kills a process that did nothing else before."""
    waiting = deque(suspects)
    listening = _sharing(listening, 1)
    pool, fresh = _pool(1), True
    try:
        while waiting:
            recording = waiting[0]
            try:
                heard = pool.submit(work, (recording,), listening).result()[0]
            except BrokenProcessPool:
                _stop(pool, idle=True)
                was_fresh, pool, fresh = fresh, _pool(1), True
                if not was_fresh:
                    continue
                heard = Failure(recording.file, "asr", KILLED)
            else:
                fresh = False
            yield waiting.popleft(), heard
    finally:
        _stop(pool, idle=not waiting)


def _sharing(listening: Listening, workers: int) -> Listening:
    """The same with the cores shared among so many workers, unless the number of threads was given."""
    from speechqa.asr.devices import choose_threads

    threads = listening.threads or max(1, choose_threads(0) // workers)
    return replace(listening, threads=threads)


def _pool(workers: int) -> ProcessPoolExecutor:
    # spawn: a fork would copy the threads' locks of the numeric libraries in a bad state.
    return ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=_start_worker
    )


def _start_worker() -> None:
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


def hear(recordings: Sequence[Recording], listening: Listening) -> list[Heard]:
    """The transcript of each recording, or why there is none, in order. Never raises for a bad call.

    Raises ``SetupError`` when the recogniser can't be used for any call.
    """
    if all(recording.kind == "transcript" for recording in recordings):
        return [_read(recording, listening) for recording in recordings]
    try:
        return _transcribed(recordings, listening)
    except SetupError:
        raise
    except Exception as error:  # noqa: BLE001  # a bug in one call must not stop the others
        if len(recordings) > 1:
            return [heard for recording in recordings for heard in hear((recording,), listening)]
        return [_unexpected(recordings[0], error)]


def _transcribed(recordings: Sequence[Recording], listening: Listening) -> list[Heard]:
    from speechqa.asr import Job

    transcriber = _transcriber(
        backend=listening.backend,
        model_dir=listening.model_dir,
        model=listening.model,
        model_hash=listening.model_hash,
        device=listening.device,
        threads=listening.threads,
        exact=listening.exact,
    )
    jobs = [
        Job(
            recording.path,
            channels=listening.channels,
            language=recording.language or listening.language_of(recording),
            languages=listening.languages,
            direction=recording.direction or "",
        )
        for recording in recordings
    ]
    return [
        _failure(recording, heard) if isinstance(heard, CallError) else heard
        for recording, (_, heard) in zip(recordings, transcriber.transcribe(jobs), strict=True)
    ]


def _read(recording: Recording, listening: Listening) -> Heard:
    """The transcript that somebody else made, in the recording's language: metadata beats a guess."""
    from speechqa.asr import replay

    try:
        transcript = replay.read(Path(recording.path))
    except CallError as error:
        return _failure(recording, error)
    except Exception as error:  # noqa: BLE001  # a bug in one call must not stop the others
        return _unexpected(recording, error)
    language = recording.language or listening.language_of(recording)
    return replace(transcript, language=language) if language else transcript


def _failure(recording: Recording, error: CallError) -> Failure:
    return Failure(recording.file, error.stage, str(error))


def _unexpected(recording: Recording, error: Exception) -> Failure:
    return Failure(recording.file, "asr", f"unexpected {type(error).__name__}: {error}; please report it")


@lru_cache(maxsize=1)
def _transcriber(  # noqa: PLR0913 - what a loaded model depends on
    *, backend: str, model_dir: str, model: str, model_hash: str, device: str, threads: int, exact: bool
) -> Transcriber:
    """The loaded model, once a process."""
    from speechqa.asr import ENGINES

    load = ENGINES[backend]
    return load(Path(model_dir), model, model_hash=model_hash, device=device, threads=threads, exact=exact)
