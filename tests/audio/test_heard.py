"""Levels and the two ways to hear something."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from speechqa.audio import energy_spans, speech_spans
from speechqa.audio.levels import frame_levels, framed, noise_floor
from speechqa.records import Channel

RATE = 16_000


def noise(seconds, level_db, seed=1):
    white = np.random.default_rng(seed).standard_normal(int(RATE * seconds))
    return (white * 10 ** (level_db / 20)).astype(np.float32)


def with_burst(level_db=-20.0, floor_db=-60.0):
    """Ten seconds of noise with a tone from 4 to 6 s."""
    sound = noise(10, floor_db)
    t = np.arange(2 * RATE) / RATE
    sound[4 * RATE : 6 * RATE] += (
        np.sin(2 * np.pi * 1000 * t).astype(np.float32) * 2**0.5 * 10 ** (level_db / 20)
    )
    return sound


def test_levels_and_noise_floor():
    levels = frame_levels(framed(with_burst(), RATE // 50))
    assert noise_floor(levels) == pytest.approx(-60, abs=1)
    assert levels.max() == pytest.approx(-20, abs=1)


@settings(max_examples=60, deadline=None)
@given(hnp.arrays(np.float32, st.integers(0, 3000), elements=st.floats(-1, 1, width=32)))
def test_figures_are_always_sane(samples):
    levels = frame_levels(framed(samples, RATE // 50))
    assert all(-100 <= level <= 0.1 for level in (*levels, noise_floor(levels)))
    for start, end in energy_spans(samples, RATE):
        assert 0 <= start < end <= len(samples) / 16 + 20


def test_energy_without_words_is_found():
    sound = with_burst()
    ((start, end),) = energy_spans(Channel("agent", sound), RATE)
    assert start == pytest.approx(4000, abs=40)
    assert end == pytest.approx(6000, abs=40)


def test_silence_and_steady_noise_hold_no_energy_spans():
    assert energy_spans(np.zeros(RATE, np.float32), RATE) == ()
    assert energy_spans(noise(5, -50), RATE) == ()
    assert energy_spans(np.zeros(0, np.float32), RATE) == ()


def test_no_speech_in_silence_noise_and_nothing():
    assert speech_spans(np.zeros(RATE, np.float32), RATE) == ()
    assert speech_spans(np.zeros(0, np.float32), RATE) == ()
    assert speech_spans(noise(3, -50), RATE) == ()


def test_speech_detector_needs_its_rate():
    with pytest.raises(ValueError, match="16000"):
        speech_spans(np.zeros(100, np.float32), 8000)
