"""Owns getting a transcript for each recording: in this process or in worker processes.

Recordings go to the workers in groups, because a recogniser gets more done on several calls at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from speechqa.asr import FasterWhisper
from speechqa.asr.options import LOOK_VERSION
from speechqa.errors import CallError, SetupError
from speechqa.pipeline.order import grouped
from speechqa.pipeline.workers import KILLED, Work, in_processes
from speechqa.records import Failure, Recording, Speaker, Transcript

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
    """How recordings are listened to. ``options_hash`` covers the engine's own options.

    ``second_look`` is how many seconds of work a call may get for a second look at its sound, 0 for none.
    """

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
    second_look: float = 0.0

    def second_look_for(self, recording: Recording) -> str:
        """What second look this recording gets, as analyses are stored with; "" for none."""
        can = recording.kind == "audio" and self.backend == FasterWhisper.backend and not self.exact
        return f"{LOOK_VERSION}/{self.second_look:g}" if can and self.second_look else ""

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
    work = Work(partial(_hear_group, listening), _killed, listening.workers, listening.threads)
    yield from in_processes(grouped(audio, workers=listening.workers), work)


def _hear_group(listening: Listening, recordings: tuple[Recording, ...], threads: int) -> list[Heard]:
    return hear(recordings, replace(listening, threads=threads))


def _killed(recording: Recording) -> Heard:
    return Failure(recording.file, "asr", KILLED)


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

    transcriber = loaded(listening)
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


def loaded(listening: Listening) -> Transcriber:
    """The recogniser, loaded once a process. Raises ``ModelError`` when it can't be."""
    return _transcriber(
        backend=listening.backend,
        model_dir=listening.model_dir,
        model=listening.model,
        model_hash=listening.model_hash,
        device=listening.device,
        threads=listening.threads,
        exact=listening.exact,
    )


@lru_cache(maxsize=1)
def _transcriber(  # noqa: PLR0913 - what a loaded model depends on
    *, backend: str, model_dir: str, model: str, model_hash: str, device: str, threads: int, exact: bool
) -> Transcriber:
    """The loaded model, once a process."""
    from speechqa.asr import ENGINES

    load = ENGINES[backend]
    return load(Path(model_dir), model, model_hash=model_hash, device=device, threads=threads, exact=exact)
