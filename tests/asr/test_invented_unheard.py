"""Speech that the voice detector drops is still told; sounds that are none are not."""

from __future__ import annotations

import numpy as np
import pytest
import sounds

from speechqa.asr.modulation import moves_like_speech
from speechqa.asr.options import Options
from speechqa.asr.speech import speech_pieces
from speechqa.asr.unheard import find_unheard
from speechqa.records import Audio, Channel

RATE = 16_000
STEADY = ("white noise", "pink noise", "ring", "ring (US)", "busy", "fax CED", "hum", "breath", "chords")


def syllables(seconds: float = 6.0, *, seed: int = 3) -> np.ndarray:
    """Bursts in a narrow band at the pace of syllables, no two alike."""
    rng = np.random.default_rng(seed)
    out, at = np.zeros(int(seconds * sounds.RATE)), 0.1
    carrier = sounds.band(1400, 2600, seconds)
    t = np.arange(len(out)) / sounds.RATE
    while at < seconds - 0.3:
        length = rng.uniform(0.08, 0.2)
        out += rng.uniform(0.3, 1) * np.exp(-(((t - at) / (length / 2)) ** 2))
        at += length + rng.uniform(0.03, 0.25)
    return 0.05 * out * carrier


def in_silence(sound) -> np.ndarray:
    quiet = sounds.coloured(0, 6.0, level=0.0003)
    return sounds.at_16k(np.concatenate([quiet, sound, quiet]))


def unheard(*channels):
    speakers = ("agent", "customer")
    made = tuple(Channel(who, samples) for who, samples in zip(speakers, channels, strict=False))
    audio = Audio(made, RATE, len(channels[0]) // 16, 8000, "pcm")
    options = Options()
    pieces = [speech_pieces(channel.samples, RATE, options) for channel in made]
    words = {channel.speaker: () for channel in made}
    return find_unheard(audio, pieces, words, (), options)


def test_narrow_band_speech_is_marked_where_it_is():
    samples = in_silence(syllables())
    heard = sum(end - start for start, end in speech_pieces(samples, RATE, Options()))
    assert heard < 3000  # the detector misses most of it
    spans = unheard(samples)
    assert sum(span.end_ms - span.start_ms for span in spans) > 4000
    assert spans[0].start_ms > 5500
    assert spans[-1].end_ms < 13_000


@pytest.mark.parametrize("name", STEADY)
def test_sounds_that_are_no_speech_are_not_marked(name):
    assert not moves_like_speech(sounds.at_16k(sounds.gsm(sounds.WORDLESS[name]())), RATE)
    assert unheard(in_silence(sounds.WORDLESS[name]()[: 8 * sounds.RATE])) == ()


def test_a_leak_of_the_other_side_is_not_marked_but_own_faint_speech_is():
    theirs, own = syllables(), syllables(seed=9)
    leak = unheard(in_silence(theirs), in_silence(0.1 * theirs))
    assert {span.speaker for span in leak} == {"agent"}
    both = unheard(in_silence(theirs), in_silence(0.1 * own))
    assert {span.speaker for span in both} == {"agent", "customer"}


def test_nothing_moves_in_silence_or_next_to_nothing():
    assert not moves_like_speech(np.zeros(0, np.float32), RATE)
    assert not moves_like_speech(np.zeros(3 * RATE, np.float32), RATE)
    assert not moves_like_speech(np.ones(100, np.float32), RATE)
