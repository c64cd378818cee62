"""Talk figures: sums, bounds, interruptions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.checks.talk import measure
from speechqa.records import Transcript, Turn, Word


def turn(speaker, start, end, words=4):
    step = (end - start) / words
    spoken = tuple(Word("w", round(start + n * step), round(start + (n + 1) * step)) for n in range(words))
    return Turn(speaker, start, end, spoken)


def call(*turns, duration=0):
    return Transcript("en", duration, tuple(sorted(turns, key=lambda one: one.start_ms)), "replay")


def test_a_plain_call():
    got = measure(call(turn("agent", 1000, 7000, 12), turn("customer", 8000, 10000), duration=15000))
    assert (got.agent_talk_ms, got.customer_talk_ms, got.overlap_ms) == (6000, 2000, 0)
    assert (got.silence_ms, got.longest_silence_ms) == (7000, 5000)
    assert got.agent_wpm == 120.0


def test_nobody_talks():
    got = measure(call(duration=9000))
    assert (got.silence_ms, got.longest_silence_ms, got.agent_wpm) == (9000, 9000, None)
    assert measure(call()).silence_ms == 0


def test_little_talk_has_no_pace():
    assert measure(call(turn("agent", 0, 4900))).agent_wpm is None


def test_short_gaps_in_a_turn_are_breath_and_long_ones_silence():
    words = (Word("a", 0, 500), Word("b", 1200, 2000), Word("c", 5000, 6000))
    got = measure(call(Turn("agent", 0, 6000, words), duration=6000))
    assert (got.agent_talk_ms, got.silence_ms) == (3000, 3000)


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (turn("customer", 4000, 9000), 1),
        (turn("customer", 4000, 9000, words=2), 0),  # a backchannel
        (turn("customer", 1000, 9000), 0),  # the agent talks on for four seconds
        (turn("customer", 4900, 9000), 0),  # a mere change of turns
        (turn("customer", 4000, 4800), 0),  # the agent keeps the floor
        (turn("agent", 4000, 9000), 0),
        (turn("unknown", 4000, 9000), 0),
    ],
)
def test_interruptions(second, expected):
    assert measure(call(turn("agent", 0, 5000), second)).interruptions == expected


def test_unknown_speakers_are_nobodys_talk_but_no_silence():
    got = measure(call(turn("unknown", 0, 8000, 20), duration=10000))
    assert (got.agent_talk_ms, got.customer_talk_ms, got.silence_ms, got.agent_wpm) == (0, 0, 2000, None)


speakers = st.sampled_from(["agent", "customer", "unknown"])
times = st.integers(0, 60_000)
turns = st.lists(st.builds(turn, speakers, times, times, st.integers(1, 6)), max_size=8)


@given(turns, times)
def test_laws(made, duration):
    got = measure(call(*made, duration=duration))
    whole = max([duration, *(word.end_ms for one in made for word in one.words)])
    known = got.agent_talk_ms + got.customer_talk_ms - got.overlap_ms
    assert 0 <= got.overlap_ms <= min(got.agent_talk_ms, got.customer_talk_ms)
    assert 0 <= got.longest_silence_ms <= got.silence_ms <= whole - known
    assert 0 <= got.interruptions <= len(made)
    if all(one.speaker != "unknown" for one in made):
        assert known + got.silence_ms == whole
