"""Owns the order of work: recordings opened ahead of the model, and gathered into rounds of bounded size.

A round holds parts of several calls, so that windows of one length fill batches. Its size is bounded by
the sound it keeps in memory, and short calls wait for no more than one part of a long one.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from speechqa.errors import CallError, RecognitionError, SetupError

if TYPE_CHECKING:
    from speechqa.asr.calls import CallLog, HeardPart, Pieces, Voices
    from speechqa.asr.language_id import Identified
    from speechqa.asr.protocol import Heard, Job
    from speechqa.records import Audio, Transcript

# Sound in one round, all channels together: 20 minutes are 77 MB. The first round is small, so
# that the model needn't wait for twenty minutes to be decoded.
ROUND_MS = 1_200_000
FIRST_ROUND_MS = 300_000

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Call:
    """A call under way: its log once it is open, the language of each channel heard so far, what failed."""

    job: Job
    log: CallLog | None = None
    languages: dict[int, Identified] = field(default_factory=dict)
    error: CallError | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """The next part of a call, or its end (``audio`` None)."""

    call: Call
    audio: Audio | None = None


# A call's log, and the parts that are to be heard.
Opened = tuple["CallLog", Iterator["Audio"]]


def opened(job: Job, voices: Voices) -> Opened:
    """The job's empty log and its sound in parts; raises ``AudioError`` when there is none."""
    from speechqa.asr.calls import CallLog
    from speechqa.audio import open_sound

    sound = open_sound(job.path, channel_map=job.channels)

    def parts() -> Iterator[Audio]:
        with sound:
            yield from sound.parts()

    return CallLog(job, sound, voices), parts()


def one_by_one(
    jobs: Iterable[Job],
    open_log: Callable[[Job], Opened],
    hear: Callable[[Call, Audio], tuple[Sequence[Pieces], HeardPart]],
    finish: Callable[[Call, CallLog], Transcript],
) -> Iterator[tuple[Job, Heard]]:
    """Each job with what ``finish`` makes of it, or its error, for engines that hear a part at a time.

    ``hear`` gives the speech of a part by channel, and what was heard in it.
    """
    for step in steps(jobs, open_log):
        call, audio = step.call, step.audio
        if audio is None:
            yield call.job, ended(call, finish)
            continue
        with attempt(call):
            if call.error is None and call.log is not None:
                call.log.add(audio, *hear(call, audio))


def ended(call: Call, finish: Callable[[Call, CallLog], Transcript]) -> Heard:
    """The transcript of a call that is over, or why there is none."""
    with attempt(call):
        if call.error is None and call.log is not None:
            return finish(call, call.log)
    assert call.error is not None  # noqa: S101 - a call without a log has failed
    return call.error


def steps(jobs: Iterable[Job], open_log: Callable[[Job], Opened]) -> Iterator[Step]:
    """The parts of all recordings in order, each call closed by its end, also when it can't be read."""
    for job in jobs:
        call = Call(job)
        with attempt(call):
            call.log, parts = open_log(job)
            for audio in parts:
                yield Step(call, audio)
                if call.error is not None:
                    break  # nobody will hear the rest
        yield Step(call)


class attempt:  # noqa: N801 - reads as a statement: with attempt(call)
    """Keeps what goes wrong with a call on the call, so that the others go on; set-up errors pass."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if error is None or isinstance(error, SetupError) or not isinstance(error, Exception):
            return False
        if not isinstance(error, CallError):
            told = RecognitionError(f"unexpected {type(error).__name__}: {error}; please report it")
            told.__cause__ = error
            error = told
        self._call.error = self._call.error or error
        return True


def rounds(all_steps: Iterable[Step]) -> Iterator[list[Step]]:
    """The steps in rounds of bounded sound."""
    gathered: list[Step] = []
    held, limit = 0, FIRST_ROUND_MS
    for step in all_steps:
        # A call's later part needs the language that its first one told.
        if step.audio is not None and any(each.call is step.call for each in gathered):
            yield gathered
            gathered, held, limit = [], 0, ROUND_MS
        gathered.append(step)
        held += step.audio.duration_ms * len(step.audio.channels) if step.audio is not None else 0
        if held >= limit:
            yield gathered
            gathered, held, limit = [], 0, ROUND_MS
    if gathered:
        yield gathered


class Ahead(Generic[T]):
    """Makes the next item of ``items`` in a thread of its own while the last one is worked on."""

    def __init__(self, items: Iterable[T]) -> None:
        self._made: queue.Queue[tuple[T | None, BaseException | None]] = queue.Queue(maxsize=1)
        self._stop = threading.Event()
        self._maker = threading.Thread(target=self._make, args=(iter(items),), daemon=True)
        self._maker.start()

    def __iter__(self) -> Iterator[T]:
        while True:
            item, error = self._made.get()
            if error is not None:
                raise error
            if item is None:
                return
            yield item

    def close(self) -> None:
        """Stops making items; call it when no more are wanted."""
        self._stop.set()

    def _make(self, items: Iterator[T]) -> None:
        try:
            for item in items:
                if not self._put((item, None)):
                    return
            self._put((None, None))
        except BaseException as error:  # noqa: BLE001 - raised again where the items are used
            self._put((None, error))

    def _put(self, made: tuple[T | None, BaseException | None]) -> bool:
        while not self._stop.is_set():
            try:
                self._made.put(made, timeout=0.1)
            except queue.Full:
                continue
            return True
        return False
