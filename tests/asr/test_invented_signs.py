"""The signs that tell words nobody said, each on its own, without a model."""

from __future__ import annotations

import numpy as np
import pytest
import sounds
from hypothesis import given
from hypothesis import strategies as st

from speechqa.asr.bleed import is_bleed, likeness, own_speech
from speechqa.asr.cleaning import FAINT_DB, Utterance, clean, too_quiet
from speechqa.asr.options import Options
from speechqa.asr.phantoms import is_caption, is_note
from speechqa.asr.trust import (
    NOT_REPEATABLE,
    NOT_UNDERSTOOD,
    OTHER_LANGUAGE,
    Hearing,
    agreement,
    belief_in_words,
    misunderstood,
    needs_second_hearing,
    side_belief,
)
from speechqa.records import Audio, Channel, Word

RATE = 16_000
GOOD = Hearing(15_000, -0.2, 0.05, language_belief=0.98)


def said(text: str, start: int = 0, step: int = 300, confidence: float = 0.9) -> tuple[Word, ...]:
    return tuple(
        Word(token, start + step * i, start + step * (i + 1) - 50, confidence)
        for i, token in enumerate(text.split())
    )


def an_utterance(text: str, *, start=0, speaker="agent", doubt="", step=300) -> Utterance:
    words = said(text, start, step)
    return Utterance(speaker, words[0].start_ms, words[-1].end_ms, words, -0.3, 0.1, doubt)


@pytest.mark.parametrize(
    ("heard", "reason"),
    [
        (GOOD, ""),
        # The less it sounds like the language, the likelier the words must be.
        (Hearing(15_000, -0.4, 0.05, language_belief=0.0005), OTHER_LANGUAGE),
        (Hearing(15_000, -0.4, 0.05, language_belief=0.005), ""),
        (Hearing(15_000, -0.6, 0.05, language_belief=0.005, agreement=0.9), OTHER_LANGUAGE),
        (Hearing(15_000, -0.6, 0.05, language_belief=0.016, agreement=0.39), ""),
        (Hearing(15_000, -1.3, 0.3, language_belief=0.9), NOT_UNDERSTOOD),
        # As of speech played backwards: a second decoding agrees, but long fluent talk isn't that unlikely.
        (Hearing(15_000, -0.7, 0.3, language_belief=0.7), ""),
        (Hearing(15_000, -0.7, 0.3, language_belief=0.7, agreement=0.9), NOT_UNDERSTOOD),
        (Hearing(5_000, -0.8, 0.1, language_belief=0.98, agreement=0.9), ""),
        (Hearing(15_000, -0.6, 0.05, language_belief=0.4, agreement=0.1), NOT_REPEATABLE),
        (Hearing(15_000, -0.6, 0.05, language_belief=0.4, agreement=0.3), ""),
        (Hearing(15_000, -0.6, 0.05, language_belief=0.4, agreement=0.8), ""),
        (Hearing(15_000, -0.2, 0.05), ""),
        # All signs at once against a little sound.
        (Hearing(900, -0.6, 0.54, language_belief=0.07, agreement=0.8), NOT_UNDERSTOOD),
        (Hearing(900, -0.4, 0.54, language_belief=0.07, agreement=0.8), ""),
        # A strong accent: little belief, but a second decoding says the same.
        (Hearing(15_000, -0.5, 0.4, language_belief=0.14, agreement=0.7), ""),
        (Hearing(15_000, -0.3, 0.1, language_belief=0.14, agreement=0.5), ""),
        # A second of speech hardly tells its language: less is asked there.
        (Hearing(1_200, -0.5, 0.3, language_belief=0.06), ""),
    ],
)
def test_a_window_is_believed_or_not_for_a_reason(heard, reason):
    assert misunderstood(heard) == reason


def test_words_are_believed_as_far_as_a_second_decoding_has_them():
    assert belief_in_words(GOOD) == 1.0
    assert belief_in_words(Hearing(15_000, -0.6, 0.05, 0.4, agreement=0.3)) == 0.3
    assert belief_in_words(Hearing(15_000, -0.6, 0.05, 0.4, agreement=0.8)) == 1.0
    assert belief_in_words(Hearing(15_000, -0.5, 0.4, 0.14, agreement=0.5)) == 0.5
    assert belief_in_words(Hearing(15_000, -0.3, 0.1, 0.14, agreement=0.5)) == 1.0


def test_only_doubtful_windows_are_decoded_twice():
    assert not needs_second_hearing(GOOD)
    assert not needs_second_hearing(Hearing(15_000, -1.5, 0.1, 0.9))  # hopeless already
    assert needs_second_hearing(Hearing(15_000, -0.6, 0.1, 0.9))
    assert needs_second_hearing(Hearing(15_000, -0.2, 0.1, 0.4))
    assert not needs_second_hearing(Hearing(15_000, -0.6, 0.1, 0.9, agreement=0.9))


@given(st.lists(st.sampled_from("abcd"), max_size=9), st.lists(st.sampled_from("abcd"), max_size=9))
def test_agreement_is_a_share(first, second):
    assert 0.0 <= agreement(first, second) <= 1.0
    assert agreement(first, first) == 1.0


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(1, 30_000)), min_size=1, max_size=9))
def test_a_sides_belief_lies_between_those_of_its_windows(windows):
    beliefs = [max(belief, 1e-6) for belief, _ in windows]
    assert min(beliefs) * 0.999 <= side_belief(windows) <= max(beliefs) * 1.001
    assert side_belief(windows[:1]) == pytest.approx(beliefs[0])


def test_a_side_mostly_not_understood_is_not_believed_anywhere():
    lost = an_utterance("five fluent words of nothing " * 3, doubt="not understood")
    sure = an_utterance("yes", start=9000)
    other = an_utterance("hello there", speaker="customer")
    kept, removed = clean([lost, sure, other], Options())
    assert kept == (other,)
    assert [r.reason for r in removed] == ["not understood", "side not understood"]


def test_a_little_doubt_leaves_the_rest():
    lost = an_utterance("what was that", doubt="not understood")
    rest = an_utterance("and this is said clearly and at length by the agent", start=5000)
    assert clean([lost, rest], Options())[0] == (rest,)


def test_captions_and_notes_are_not_speech():
    assert is_caption("ТРЕВОЖНАЯ МУЗЫКА")
    assert is_caption("ЗВОНОК ТЕЛЕФОНА!")
    assert not is_caption("IBAN")
    assert not is_caption("НДС и ИНН")
    assert not is_caption("Hello")
    assert is_note("[Musik]")
    assert is_note("♪")
    assert not is_note("don't")
    kept, removed = clean([an_utterance("[Music] hello")], Options())
    assert [u.text for u in kept] == ["hello"]
    assert [r.reason for r in removed] == ["note, not speech"]


def test_words_without_sound_are_not_believed():
    words = tuple(Word(t, 5000, 5000 + 20 * (i % 2), 0.9) for i, t in enumerate("abcdefg"))
    utterance = Utterance("agent", 0, 6000, words, -0.3, 0.1)
    assert [r.reason for r in clean([utterance], Options())[1]] == ["words without sound"]


def test_what_is_far_too_faint_is_not_believed():
    utterances = [an_utterance("hello"), an_utterance("psst", speaker="customer")]
    levels = {"agent": -30.0, "customer": FAINT_DB - 8}
    kept, removed = too_quiet(utterances, lambda who, _a, _b: levels[who], source_rate=8000)
    assert [u.speaker for u in kept] == ["agent"]
    assert [(r.speaker, r.reason) for r in removed] == [("customer", "too quiet")]
    # A soft recording of better quality is only soft.
    assert too_quiet(utterances, lambda who, _a, _b: levels[who], source_rate=16_000)[1] == ()


def a_call(left, right) -> Audio:
    return Audio((Channel("agent", left), Channel("customer", right)), RATE, 15_000, 8000, "pcm")


@pytest.mark.parametrize("leak_db", [-20, -30])
@pytest.mark.parametrize("delay_ms", [0, 60, 240])
def test_the_other_side_leaking_in_is_told_from_own_speech(leak_db, delay_ms):
    theirs = sounds.at_16k(sounds.babble(voices=1))
    own = sounds.at_16k(sounds.babble(voices=1, seed=17))
    leak = np.roll(theirs, delay_ms * 16) * 10 ** (leak_db / 20) + sounds.at_16k(
        sounds.coloured(0, level=0.0002)
    )
    coded = sounds.at_16k(sounds.mu_law(leak[::2].astype(float)))
    assert is_bleed(a_call(coded, theirs), 0, 2000, 8000, crosstalk_db=12)
    assert not is_bleed(a_call(own * 0.05, theirs), 0, 2000, 8000, crosstalk_db=12)
    assert not is_bleed(a_call(own, theirs), 0, 2000, 8000, crosstalk_db=12)
    pieces = own_speech(a_call(coded, theirs), [((2000, 8000),), ((2000, 8000),)], crosstalk_db=12)
    assert pieces == ((), ((2000, 8000),))


def test_likeness_of_too_little_is_none():
    short = np.ones(100, dtype=np.float32)
    assert likeness(short, short, RATE) == 0.0
