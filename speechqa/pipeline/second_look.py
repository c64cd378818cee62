"""Owns the second look at the sound of calls already judged: what is still to be asked, and the answers.

It comes after all calls were heard and judged, so that a run that is stopped has lost nothing but the look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import cast

from speechqa.asr import FasterWhisper, Job
from speechqa.errors import CallError, SetupError
from speechqa.pipeline.listening import Listening, loaded
from speechqa.pipeline.workers import KILLED, Work, in_processes
from speechqa.records import Failure, PhraseSound, Recording, SoundQuestion, Transcript

Answer = tuple[PhraseSound, ...] | Failure


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is to be asked of the sound behind one transcript, for all calls that share it."""

    key: str
    recordings: tuple[Recording, ...]
    language: str
    questions: tuple[SoundQuestion, ...]

    def and_also(self, other: Doubt) -> Doubt:
        """The doubts of two calls with the same sound as one."""
        questions = tuple(dict.fromkeys((*self.questions, *other.questions)))
        return replace(self, recordings=(*self.recordings, *other.recordings), questions=questions)


def unanswered(
    questions: Sequence[SoundQuestion], transcript: Transcript, seconds: float
) -> tuple[SoundQuestion, ...]:
    """What is to be asked in so many seconds of work and isn't known yet."""
    from speechqa.asr.second_look import affordable

    known = {(sound.phrase, sound.sought) for sound in transcript.second_look}
    left = []
    for question in affordable(questions, seconds):
        phrases = tuple(each for each in question.phrases if (each, question.places) not in known)
        if phrases:
            left.append(replace(question, phrases=phrases))
    return tuple(left)


def with_answers(transcript: Transcript, answers: Sequence[PhraseSound]) -> Transcript:
    """The transcript with these answers beside those it has, in the same order whichever came first."""
    found = {(sound.phrase, sound.sought): sound for sound in (*transcript.second_look, *answers)}
    in_order = sorted(
        found.values(),
        key=lambda sound: (
            sound.phrase,
            [(each.start_ms, each.end_ms, each.speaker) for each in sound.sought],
        ),
    )
    return replace(transcript, second_look=tuple(in_order))


def listen_again(doubts: Sequence[Doubt], listening: Listening) -> Iterator[tuple[Doubt, Answer]]:
    """Each doubt with what its sound tells, or why that can't be heard, in the order they are done."""
    work = Work(partial(_answers, listening), _killed, listening.workers, listening.threads)
    yield from in_processes([(doubt,) for doubt in doubts], work)


def _killed(doubt: Doubt) -> Answer:
    return Failure(doubt.recordings[0].file, "asr", KILLED)


def _answers(listening: Listening, doubts: tuple[Doubt, ...], threads: int) -> list[Answer]:
    return [answer(doubt, replace(listening, threads=threads)) for doubt in doubts]


def answer(doubt: Doubt, listening: Listening) -> Answer:
    """What the sound tells, or why it can't be heard. Raises ``SetupError`` without a recogniser."""
    recording = doubt.recordings[0]
    job = Job(recording.path, channels=listening.channels, language=doubt.language)
    try:
        recogniser = cast("FasterWhisper", loaded(listening))
        return recogniser.hear_again(job, doubt.questions, language=doubt.language)
    except SetupError:
        raise
    except CallError as error:
        return Failure(recording.file, error.stage, str(error))
    except Exception as error:  # noqa: BLE001  # a bug in one call must not stop the others
        told = f"unexpected {type(error).__name__}: {error}; please report it"
        return Failure(recording.file, "asr", told)
