"""The order of work: nothing lost, nothing unbounded, one bad call's error kept with it."""

from __future__ import annotations

import threading
from itertools import count

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.asr import Job
from speechqa.asr.calls import HeardPart
from speechqa.asr.rounds import (
    FIRST_ROUND_MS,
    ROUND_MS,
    Ahead,
    Call,
    Step,
    attempt,
    ended,
    one_by_one,
    rounds,
    steps,
)
from speechqa.errors import AudioError, ModelError, RecognitionError
from speechqa.records import Audio, Channel, Transcript

SILENCE = np.zeros(0, dtype=np.float32)
# Longer parts than engines ever get from one recording.
LONGEST_MS = 700_000


def a_part(length_ms: int, channels: int = 2) -> Audio:
    made = tuple(Channel(speaker, SILENCE) for speaker in ("agent", "customer")[:channels])
    return Audio(made, 16_000, length_ms, 8_000, "pcm")


def held_ms(gathered) -> int:
    return sum(step.audio.duration_ms * len(step.audio.channels) for step in gathered if step.audio)


calls = st.lists(st.lists(st.tuples(st.integers(0, LONGEST_MS), st.integers(1, 2)), max_size=5), max_size=12)


@given(calls)
def test_rounds_keep_the_order_lose_nothing_and_bound_the_sound(lengths):
    made = []
    for number, parts in enumerate(lengths):
        call = Call(Job(f"{number}.wav"))
        made += [Step(call, a_part(ms, channels)) for ms, channels in parts]
        made.append(Step(call))
    gathered = list(rounds(iter(made)))
    assert [step for each in gathered for step in each] == made
    assert all(gathered)
    for index, each in enumerate(gathered):
        limit = ROUND_MS if index else FIRST_ROUND_MS
        # The last part is what filled the round: without it there was room.
        assert held_ms(each[:-1]) < limit
        assert held_ms(each) < limit + 2 * LONGEST_MS


def test_a_round_is_given_as_soon_as_it_is_full():
    drawn = []

    def endless():
        for number in count():
            drawn.append(number)
            yield Step(Call(Job(f"{number}.wav")), a_part(60_000))

    next(rounds(endless()))
    assert len(drawn) == -(-FIRST_ROUND_MS // 120_000)


class Log:
    """Stands in for a call's log; keeps what it is given."""

    def __init__(self) -> None:
        self.parts: list[int] = []

    def add(self, audio, _pieces, _heard) -> None:
        self.parts.append(audio.duration_ms)


def an_opening(job: Job):
    if "bad" in job.path:
        raise AudioError("no sound in it")
    log = Log()

    def parts():
        yield a_part(1_000)
        if "torn" in job.path:
            raise AudioError("torn off")
        yield a_part(2_000)

    return log, parts()


def hear(call: Call, _audio: Audio):
    if "odd" in call.job.path:
        raise ValueError("seven")
    return (), HeardPart({}, (), ())


def finish(call: Call, log: Log) -> Transcript:
    return Transcript("en", sum(log.parts), (), "test", warnings=(call.job.path,))


def test_every_job_comes_back_in_its_place_with_its_transcript_or_its_error():
    jobs = [Job(name) for name in ("one", "bad", "two", "torn", "odd", "three")]
    came = list(one_by_one(jobs, an_opening, hear, finish))
    assert [job for job, _ in came] == jobs
    one, bad, two, torn, odd, three = (heard for _, heard in came)
    assert [each.warnings for each in (one, two, three)] == [("one",), ("two",), ("three",)]
    assert {each.duration_ms for each in (one, two, three)} == {3_000}
    assert (str(bad), str(torn)) == ("no sound in it", "torn off")
    assert isinstance(odd, RecognitionError)
    assert "unexpected ValueError: seven" in str(odd)


def test_the_rest_of_a_failed_call_is_not_read():
    read = []

    def opening(_job):
        return Log(), (read.append(ms) or a_part(ms) for ms in (1_000, 2_000, 3_000))

    made = steps([Job("long")], opening)
    first = next(made)
    with attempt(first.call):
        raise RecognitionError("failed")
    assert [step.audio for step in made] == [None]
    assert read == [1_000]
    assert str(ended(first.call, finish)) == "failed"


def test_errors_of_the_set_up_and_interrupts_are_not_kept_with_a_call():
    for error in (ModelError("no model"), KeyboardInterrupt()):
        call = Call(Job("one"))
        with pytest.raises(type(error)), attempt(call):
            raise error
        assert call.error is None


def test_a_call_keeps_its_first_error():
    call = Call(Job("one"))
    for told in ("first", "second"):
        with attempt(call):
            raise RecognitionError(told)
    assert str(call.error) == "first"


@given(st.lists(st.integers(), max_size=30))
def test_what_is_made_ahead_comes_in_order(items):
    assert list(Ahead(items)) == items


def test_an_error_on_the_way_is_raised_where_the_items_are_used():
    def failing():
        yield 1
        raise AudioError("torn off")

    came = []
    with pytest.raises(AudioError, match="torn off"):
        came.extend(Ahead(failing()))
    ahead = iter(Ahead(failing()))
    assert next(ahead) == 1
    with pytest.raises(AudioError):
        next(ahead)


def test_closing_stops_the_making_of_an_endless_row():
    threads = set(threading.enumerate())
    ahead = Ahead(count())
    assert next(iter(ahead)) == 0
    (maker,) = set(threading.enumerate()) - threads
    ahead.close()
    maker.join(timeout=10)
    assert not maker.is_alive()
