"""Talk figures: sums, bounds, interruptions, monologues, delays; laws."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.checks.talk import measure
from speechqa.records import Span, TalkMetrics, Transcript, Turn, Word


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
        (turn("unknown", 4000, 9000), None),
    ],
)
def test_interruptions(second, expected):
    assert measure(call(turn("agent", 0, 5000), second)).interruptions == expected


SIDES = [field.name for field in fields(TalkMetrics) if "agent" in field.name or "customer" in field.name]


def test_unknown_speakers_are_nobodys_talk_but_no_silence():
    got = measure(call(turn("unknown", 0, 8000, 20), duration=10000))
    assert got.silence_ms == 2000
    assert [getattr(got, name) for name in SIDES] == [None] * len(SIDES)
    assert (got.overlap_ms, got.interruptions) == (None, None)


def test_speakers_who_may_be_taken_for_each_other_have_no_figures():
    made = call(turn("agent", 0, 8000, 20), turn("customer", 9000, 12000))
    assert measure(replace(made, speaker_confidence=0.9)).agent_talk_ms == 8000
    assert measure(replace(made, speaker_confidence=0.5)).agent_talk_ms is None


def test_one_channel_shows_no_overlap():
    made = replace(call(turn("agent", 0, 8000, 20), turn("customer", 9000, 12000)), speaker_source="voice")
    got = measure(made)
    assert (got.overlap_ms, got.interruptions, got.interruptions_agent) == (None, None, None)
    assert got.agent_talk_share == pytest.approx(8 / 11)


def test_who_interrupts_whom():
    got = measure(call(turn("agent", 0, 5000), turn("customer", 4000, 9000), turn("agent", 8000, 12000)))
    assert (got.interruptions, got.interruptions_agent, got.interruptions_customer) == (2, 1, 1)


def test_speech_nobody_understood_is_no_silence():
    made = replace(call(turn("agent", 0, 5000), duration=20_000), unheard=(Span("customer", 6000, 9000),))
    got = measure(made)
    assert (got.silence_ms, got.longest_silence_ms, got.longest_silence_start_ms) == (12_000, 11_000, 9000)
    assert got.agent_talk_share is None, "the customer's talk isn't known"


def test_the_longest_silence_is_told_with_its_place():
    got = measure(call(turn("agent", 1000, 2000), turn("customer", 8000, 9000), duration=10_000))
    assert (got.longest_silence_ms, got.longest_silence_start_ms) == (6000, 2000)


def test_listening_sounds_do_not_end_a_monologue_and_answers_do():
    nod = Turn("customer", 5200, 5600, (Word("mhm", 5200, 5600),))
    told = [turn("agent", 0, 5000, 9), nod, turn("agent", 6000, 12_000, 9)]
    got = measure(call(*told))
    assert (got.longest_monologue_agent_ms, got.longest_monologue_agent_start_ms) == (12_000, 0)
    answer = Turn("customer", 5200, 5600, (Word("tomorrow", 5200, 5600),))
    got = measure(call(told[0], answer, told[2]))
    assert (got.longest_monologue_agent_ms, got.longest_monologue_agent_start_ms) == (6000, 6000)
    assert got.longest_monologue_customer_ms == 400


def test_a_word_said_over_the_other_does_not_take_the_floor():
    over = Turn("customer", 2000, 2400, (Word("tomorrow", 2000, 2400),))
    assert measure(call(turn("agent", 0, 5000, 9), over)).longest_monologue_agent_ms == 5000


def test_a_long_pause_ends_a_monologue():
    got = measure(call(turn("agent", 0, 5000, 9), turn("agent", 8001, 12_000, 9)))
    assert got.longest_monologue_agent_ms == 5000
    assert (
        measure(call(turn("agent", 0, 5000, 9), turn("agent", 8000, 12_000))).longest_monologue_agent_ms
        == 12_000
    )


def answers(*delays):
    """A call in which the agent answers each of the customer's turns after so many milliseconds."""
    made, at = [], 0
    for delay in delays:
        made += [turn("customer", at, at + 4000), turn("agent", at + 4000 + delay, at + 8000 + delay)]
        at += 8500 + delay
    return made


def test_response_delays():
    got = measure(call(*answers(200, 400, 3000)))
    assert (got.response_delay_agent_ms, got.response_delay_agent_p90_ms) == (400, 3000)
    assert got.response_delay_customer_ms is None, "two are too few"
    got = measure(call(*answers(*range(100, 1100, 100))))
    assert (got.response_delay_agent_ms, got.response_delay_agent_p90_ms) == (550, 900)
    assert got.response_delay_customer_ms == 500


def test_an_answer_into_the_other_s_last_word_has_no_delay():
    assert measure(call(*answers(-300, -200, -100))).response_delay_agent_ms == 0


def test_a_delay_with_unheard_speech_in_it_is_not_measured():
    made = call(*answers(200, 400, 3000))
    start = made.turns[4].end_ms
    hidden = replace(made, unheard=(Span("agent", start + 500, start + 1500),))
    assert measure(hidden).response_delay_agent_ms is None, "only two are left"


speakers = st.sampled_from(["agent", "customer", "unknown"])
times = st.integers(0, 60_000)
turns = st.lists(st.builds(turn, speakers, times, times, st.integers(1, 6)), max_size=8)
OTHER = {"agent": "customer", "customer": "agent", "unknown": "unknown"}


def swapped_name(name):
    return name.replace("agent", "*").replace("customer", "agent").replace("*", "customer")


@given(turns, times)
def test_laws(made, duration):
    got = measure(call(*made, duration=duration))
    whole = max([duration, *(word.end_ms for one in made for word in one.words)])
    assert 0 <= got.longest_silence_ms <= got.silence_ms <= whole
    assert got.hold_ms is None or got.hold_ms <= got.silence_ms
    if got.agent_talk_ms is None:
        assert any(one.speaker == "unknown" for one in made)
        return
    known = got.agent_talk_ms + got.customer_talk_ms - got.overlap_ms
    assert 0 <= got.overlap_ms <= min(got.agent_talk_ms, got.customer_talk_ms)
    assert got.silence_ms <= whole - known
    assert got.interruptions == got.interruptions_agent + got.interruptions_customer <= len(made)
    assert got.agent_talk_share is None or 0 <= got.agent_talk_share <= 1
    assert got.longest_monologue_agent_ms <= whole
    if all(one.speaker != "unknown" for one in made):
        assert known + got.silence_ms == whole


@given(turns, times)
def test_swapping_the_speakers_swaps_the_figures(made, duration):
    before = call(*made, duration=duration)
    swapped = replace(before, turns=tuple(replace(one, speaker=OTHER[one.speaker]) for one in before.turns))
    one, other = measure(before), measure(swapped)
    for name in (field.name for field in fields(TalkMetrics)):
        if name == "agent_talk_share":
            shares = (one.agent_talk_share, other.agent_talk_share)
            assert shares == (None, None) or sum(shares) == pytest.approx(1)
        else:
            assert getattr(one, name) == getattr(other, swapped_name(name)), name


@given(turns, st.integers(1, 9000))
def test_silence_at_the_end_changes_silence_only(made, more):
    before = call(*made)
    end = max((word.end_ms for one in made for word in one.words), default=0)
    before = replace(before, duration_ms=end)
    after = measure(replace(before, duration_ms=end + more))
    one = measure(before)
    assert after.silence_ms == one.silence_ms + more
    # A first long pause may make hold unknown; nothing else changes.
    silent = ("silence_ms", "longest_silence_ms", "longest_silence_start_ms", "hold_ms", "longest_hold_ms")
    assert replace(after, **{name: getattr(one, name) for name in silent}) == one
