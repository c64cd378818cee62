"""Owns getting a transcript for each recording: in this process or in worker processes.

Workers isolate a call that brings the process down (a decoder's crash, memory running
out): its batch is tried again one by one, and only the culprit becomes a failure.
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
from speechqa.records import Audio, Failure, Recording, Span, Speaker, Transcript

if TYPE_CHECKING:
    from speechqa.asr import Transcriber

Heard = Transcript | Failure


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

    def source_for(self, recording: Recording) -> Source:
        """What this recording's transcript comes from: all that decides its text."""
        wanted = recording.language or self.language
        if recording.kind == "transcript":
            return Source("replay", "", _digest("replay", wanted))
        among = "" if wanted else ",".join(self.languages)
        options = _digest(self.options_hash, wanted, among, ",".join(self.channels))
        return Source(self.backend, self.model_hash, options)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def listen(recordings: Sequence[Recording], listening: Listening) -> Iterator[tuple[Recording, Heard]]:
    """Each recording with its transcript or its failure, in the order they are done."""
    ready = [recording for recording in recordings if recording.kind == "transcript"]
    for recording in ready:
        yield recording, hear(recording, listening)
    audio = [recording for recording in recordings if recording.kind == "audio"]
    if audio:
        yield from in_processes(audio, listening)


def in_processes(
    recordings: Sequence[Recording],
    listening: Listening,
    *,
    job: Callable[[Recording, Listening], Heard] | None = None,
) -> Iterator[tuple[Recording, Heard]]:
    """Each recording with its transcript or failure, from ``listening.workers`` processes."""
    work = job or hear
    waiting = deque(recordings)
    while waiting:
        suspects: list[Recording] = []
        yield from _pool_run(waiting, listening, work, suspects)
        for recording in suspects:
            yield recording, _alone(recording, listening, work)


def _pool_run(
    waiting: deque[Recording],
    listening: Listening,
    work: Callable[[Recording, Listening], Heard],
    suspects: list[Recording],
) -> Iterator[tuple[Recording, Heard]]:
    """Results until ``waiting`` is empty or a worker died; then ``suspects`` were under way."""
    running: dict[Future[Heard], Recording] = {}
    pool = _pool(listening.workers)
    try:
        while waiting or running:
            # One more than the workers keeps them busy without queueing far ahead.
            while waiting and len(running) <= listening.workers:
                recording = waiting.popleft()
                running[pool.submit(work, recording, listening)] = recording
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in sorted(done, key=lambda each: running[each].file):
                heard = future.result()
                yield running.pop(future), heard
    except BrokenProcessPool:
        suspects.extend(running.values())
    finally:
        _stop(pool)


def _alone(
    recording: Recording, listening: Listening, work: Callable[[Recording, Listening], Heard]
) -> Heard:
    pool = _pool(1)
    try:
        return pool.submit(work, recording, listening).result()
    except BrokenProcessPool:
        return Failure(
            recording.file,
            "asr",
            "the process that worked on this call was killed twice (out of memory, or a decoder crashed); "
            "check the file and the machine's memory, then run again",
        )
    finally:
        _stop(pool)


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


def _stop(pool: ProcessPoolExecutor) -> None:
    processes = list((pool._processes or {}).values())  # noqa: SLF001  # no public way to end busy workers
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()


def hear(recording: Recording, listening: Listening) -> Heard:
    """The transcript of one recording, or why there is none. Never raises for a bad call."""
    try:
        if recording.kind == "transcript":
            from speechqa.asr import replay

            language = recording.language or listening.language
            transcript = _in_language(replay.read(Path(recording.path)), language)
        else:
            transcript = _recognise(recording, listening)
    except SetupError:
        raise
    except CallError as error:
        return Failure(recording.file, error.stage, str(error))
    except Exception as error:  # noqa: BLE001  # a bug in one call must not stop the others
        return Failure(recording.file, "asr", f"unexpected {type(error).__name__}: {error}; please report it")
    return transcript


def _in_language(transcript: Transcript, language: str) -> Transcript:
    """The transcript, in ``language`` when that is known: metadata beats a guess from the text."""
    return replace(transcript, language=language) if language else transcript


def _recognise(recording: Recording, listening: Listening) -> Transcript:
    from speechqa import audio

    loaded = audio.load(recording.path, channel_map=listening.channels)
    transcriber = _transcriber(
        backend=listening.backend,
        model_dir=listening.model_dir,
        model=listening.model,
        model_hash=listening.model_hash,
        device=listening.device,
        threads=listening.threads,
    )
    language = recording.language or listening.language
    transcript = transcriber.transcribe(loaded, language=language, languages=listening.languages)
    return _with_damage(transcript, loaded, (*loaded.warnings, *transcriber.warnings))


def _with_damage(transcript: Transcript, loaded: Audio, warnings: Sequence[str]) -> Transcript:
    """The transcript with what is odd about its file (cut off, one side silent), for whoever reads it.

    What was cut off may hold anything: it counts as unheard, so a rule that looks there can't tell.
    """
    end = loaded.duration_ms
    lost = [Span(channel.speaker, end, end + loaded.lost_ms) for channel in loaded.channels if loaded.lost_ms]
    told = tuple(dict.fromkeys((*warnings, *transcript.warnings)))
    return replace(transcript, warnings=told, unheard=(*transcript.unheard, *lost))


@lru_cache(maxsize=1)
def _transcriber(  # noqa: PLR0913 - what a loaded model depends on
    *, backend: str, model_dir: str, model: str, model_hash: str, device: str, threads: int
) -> Transcriber:
    """The loaded model, once a process."""
    from speechqa.asr import ENGINES

    load = ENGINES[backend]
    return load(Path(model_dir), model, model_hash=model_hash, device=device, threads=threads)
