"""Waiting: by words next to pauses, and by the music in real sound."""

from pathlib import Path

import pytest
import sounds

from speechqa.audio import load, speech_spans, waiting_spans
from speechqa.checks.talk import measure
from speechqa.records import Span, Transcript, Turn, Word


def said(speaker, start, text):
    words = tuple(Word(word, start + 300 * i, start + 300 * i + 280) for i, word in enumerate(text.split()))
    return Turn(speaker, start, words[-1].end_ms, words)


def call(*turns, language="en", duration=0, waiting=None):
    return Transcript(language, duration, turns, "replay", waiting=waiting)


@pytest.mark.parametrize(
    ("language", "ask", "back"),
    [
        ("en", "could you hold on please", "thanks for holding i have it"),
        ("de", "bleiben Sie bitte dran einen Moment", "danke fürs Warten"),
        ("ru", "подождите минуточку пожалуйста", "спасибо за ожидание"),
        ("pl", "proszę chwileczkę poczekać", "dziękuję za oczekiwanie"),
    ],
)
def test_a_pause_between_please_hold_and_thanks_for_waiting_is_hold(language, ask, back):
    first, last = said("agent", 1000, ask), said("agent", 40_000, back)
    end = first.end_ms
    got = measure(call(first, last, language=language))
    assert (got.hold_ms, got.longest_hold_ms, got.longest_hold_start_ms) == (40_000 - end, 40_000 - end, end)
    for one in (first, last):
        other = said("customer", 1000 if one is last else 40_000, "mmm okay")
        turns = sorted((one, other), key=lambda each: each.start_ms)
        assert measure(call(*turns, language=language)).hold_ms > 30_000, "either is enough"


def test_waits_interrupted_by_a_word_are_all_hold():
    got = measure(
        call(
            said("agent", 0, "please hold"),
            said("customer", 20_000, "hello"),
            said("agent", 40_000, "sorry to keep you waiting"),
        )
    )
    assert (got.hold_ms, got.longest_hold_ms) == (19_420 + 19_720, 19_720)


def test_a_short_pause_or_one_nobody_announced_is_no_hold():
    got = measure(call(said("agent", 0, "one moment please"), said("agent", 4000, "here it is")))
    assert got.hold_ms == 0
    got = measure(call(said("agent", 0, "my name is Anna"), said("agent", 9000, "here it is")))
    assert got.hold_ms == 0


def test_a_long_pause_nobody_listened_to_may_have_been_hold():
    turns = said("agent", 0, "my name is Anna"), said("agent", 30_000, "here it is")
    assert measure(call(*turns)).hold_ms is None
    assert measure(call(*turns, waiting=())).hold_ms == 0
    got = measure(call(*turns, waiting=(Span("agent", 4000, 29_000),)))
    assert (got.hold_ms, got.longest_hold_start_ms) == (25_000, 4000)
    assert got.hold_ms <= got.silence_ms


def test_music_counts_between_words_only():
    turns = said("agent", 10_000, "hello my name is Anna"), said("customer", 40_000, "hello there")
    got = measure(call(*turns, duration=90_000, waiting=(Span("customer", 0, 90_000),)))
    assert got.hold_ms == 40_000 - turns[0].end_ms


def test_speech_during_a_wait_is_no_answer_time():
    turns = [said("customer", 0, "do you have it"), said("agent", 30_000, "no i do not")]
    turns += [said("customer", 32_000, "and the other one"), said("agent", 34_000, "yes we have that")]
    turns += [said("customer", 36_000, "oh that is lovely"), said("agent", 38_000, "it is isn't it")]
    assert measure(call(*turns, waiting=())).response_delay_agent_ms == 820
    assert measure(call(*turns, waiting=(Span("agent", 2000, 29_000),))).response_delay_agent_ms is None


# -- sound ---------------------------------------------------------------------

RATE = 16_000
MUSIC = ("melody", "chords", "strings", "hold music", "ring (US)")
OTHER = ("silence", "line noise", "white noise", "pink noise", "brown noise", "babble", "one buzzing voice",
         "street", "drums", "hum", "breath", "clicks")  # fmt: skip
SPEECH = sorted(Path(__file__).parents[3].glob("sample_audio/*/*.wav"))


def placed(seconds, *parts):
    """Line noise with sounds put in, each at its second."""
    samples = sounds.at_16k(sounds.coloured(0, seconds, level=0.0005))
    for at, part in parts:
        samples[at * RATE : at * RATE + len(part)] += part
    return samples


@pytest.mark.parametrize("codec", sounds.CODECS)
@pytest.mark.parametrize("name", MUSIC)
def test_music_and_ring_tones_are_found_where_they_are(name, codec):
    sound = sounds.at_16k(sounds.CODECS[codec](sounds.WORDLESS[name]()))
    ((start, end),) = waiting_spans(placed(40, (12, sound)), RATE)
    last = 26_000 if name == "ring (US)" else 27_000  # the last ring's pause belongs to nothing
    assert abs(start - 12_000) <= 400
    assert abs(end - last) <= 400


@pytest.mark.parametrize("codec", sounds.CODECS)
@pytest.mark.parametrize("name", OTHER)
def test_noises_and_voices_are_no_music(name, codec):
    sound = sounds.at_16k(sounds.CODECS[codec](sounds.WORDLESS[name]()))
    assert waiting_spans(placed(40, (12, sound)), RATE) == ()


def test_a_beep_is_no_music():
    assert waiting_spans(placed(20, (5, sounds.at_16k(sounds.tones(1400, seconds=1.4)))), RATE) == ()


@pytest.mark.parametrize("path", SPEECH, ids=lambda path: path.stem)
def test_speech_is_no_music(path):
    for channel in load(path).channels:
        assert waiting_spans(channel, RATE) == ()


def test_music_between_speech_is_hold():
    """The real voice detector tells where speech is; the truth is how the sound was put together."""
    talk = load(SPEECH[0]).channels[0].samples[: 12 * RATE]
    samples = placed(60, (0, talk), (17, sounds.at_16k(sounds.hold_music())), (35, talk))
    spans = [span for span in speech_spans(samples, RATE) if span[1] < 17_000 or span[0] > 32_000]
    turns = [Turn("agent", start, end, (Word("word", start, end),)) for start, end in spans]
    waiting = tuple(Span("agent", *span) for span in waiting_spans(samples, RATE))
    got = measure(call(*turns, duration=60_000, waiting=waiting))
    assert got.hold_ms == pytest.approx(15_000, abs=800)
    assert got.longest_hold_start_ms == pytest.approx(17_000, abs=500)
