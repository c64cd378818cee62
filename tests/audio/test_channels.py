"""Who sits where: mono, stereo, doubled mono, silence, many channels."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile

from speechqa.audio import load
from speechqa.errors import AudioError


def write(path, rows, rate=8000):
    soundfile.write(path, np.stack(rows).T, rate, subtype="PCM_16")
    return path


def test_speakers_follow_the_map(tmp_path, enc):
    audio = load(write(tmp_path / "a.wav", enc.stereo()), channel_map=("customer", "agent"))
    assert [c.speaker for c in audio.channels] == ["customer", "agent"]


def test_mono_saved_as_stereo_is_one_channel(tmp_path, enc):
    mono = enc.chirp()
    audio = load(write(tmp_path / "a.wav", [mono, mono]))
    assert [c.speaker for c in audio.channels] == ["unknown"]
    assert "same sound" in audio.warnings[0]


def test_doubled_mono_survives_lossy_coding(tmp_path, enc):
    mono = enc.chirp(rate=16_000)
    path = enc.encode(tmp_path / "a.mp3", "libmp3lame", np.stack([mono, mono]), rate=16_000)
    assert len(load(path).channels) == 1


def test_crosstalk_is_no_doubled_mono(tmp_path, enc):
    left, right = enc.stereo()
    audio = load(write(tmp_path / "a.wav", [left + 0.1 * right, right + 0.1 * left]))
    assert len(audio.channels) == 2
    assert audio.warnings == ()


@pytest.mark.parametrize("silent", [0, 1])
def test_silent_side_is_kept_and_named(tmp_path, enc, silent):
    rows = list(enc.stereo())
    rows[silent] = np.zeros_like(rows[silent])
    audio = load(write(tmp_path / "a.wav", rows))
    assert len(audio.channels) == 2
    assert not audio.channels[silent].samples.any()
    assert ("agent", "customer")[silent] in audio.warnings[0]


def test_all_silent(tmp_path):
    audio = load(write(tmp_path / "a.wav", np.zeros((2, 8000))))
    assert len(audio.channels) == 2
    assert audio.warnings == ("both channels are silent",)


@pytest.mark.parametrize(
    ("heard", "speakers"), [((2,), ["unknown"]), ((0, 3), ["agent", "customer"]), ((), ["unknown"])]
)
def test_six_channels_with_at_most_two_heard(tmp_path, enc, heard, speakers):
    rows = np.zeros((6, 16_000), np.float32)
    for row, sound in zip(heard, enc.stereo(), strict=False):
        rows[row] = sound
    audio = load(write(tmp_path / "a.wav", rows))
    assert [c.speaker for c in audio.channels] == speakers
    assert audio.warnings[0].startswith("6 channels, of which only")


def test_six_channels_all_heard_is_refused(tmp_path, enc):
    rows = [enc.chirp(low=200 + 50 * i) for i in range(6)]
    with pytest.raises(AudioError, match=r"a\.wav has sound on 6 of 6 channels"):
        load(write(tmp_path / "a.wav", rows))
