import stat
import wave

import numpy as np
import pytest

from speechqa.audio import load, write_opus
from speechqa.errors import AudioError

RATE = 8000


def recording(path, *, seconds=6, channels=2):
    """Buzzing with the loudness of speech, another on each channel."""
    time = np.arange(RATE * seconds)[:, None] / RATE
    pitch = np.array([[140.0, 230.0]])[:, :channels]
    samples = sum(6000 / k * np.sin(2 * np.pi * k * pitch * time) for k in range(1, 9)).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, 2, RATE, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    return path


def level(samples, start_ms, end_ms):
    return float(np.abs(samples[16 * start_ms : 16 * end_ms]).max())


@pytest.mark.parametrize("channels", [1, 2])
def test_a_copy_is_as_long_and_keeps_its_channels(tmp_path, channels):
    write_opus(recording(tmp_path / "a.wav", channels=channels), tmp_path / "a.opus")
    copy, whole = load(tmp_path / "a.opus"), load(tmp_path / "a.wav")
    assert len(copy.channels) == channels
    for ours, theirs in zip(copy.channels, whole.channels, strict=True):
        assert abs(len(ours.samples) - len(theirs.samples)) <= 16
        middle = slice(16_000, 80_000)
        assert np.corrcoef(ours.samples[middle], theirs.samples[middle])[0, 1] > 0.9
    assert stat.S_IMODE((tmp_path / "a.opus").stat().st_mode) == 0o600


def test_what_is_silenced_is_silent_and_the_rest_is_not(tmp_path):
    write_opus(recording(tmp_path / "a.wav"), tmp_path / "a.opus", silenced=[(2_000, 3_000), (4_000, 4_000)])
    for channel in load(tmp_path / "a.opus").channels:
        assert level(channel.samples, 2_000, 3_000) < 1e-3
        assert level(channel.samples, 1_000, 1_960) > 0.1
        assert level(channel.samples, 3_040, 5_000) > 0.1
        assert level(channel.samples, 3_990, 4_010) > 0.1, "an empty stretch hides nothing"


def test_a_piece_is_cut_and_its_silence_stays_where_the_recording_has_it(tmp_path):
    path = recording(tmp_path / "a.wav")
    write_opus(path, tmp_path / "a.opus", start_ms=1_500, end_ms=4_500, silenced=[(2_000, 3_000)])
    samples = load(tmp_path / "a.opus").channels[0].samples
    assert len(samples) / 16 == pytest.approx(3_000, abs=2)
    assert level(samples, 500, 1_500) < 1e-3
    assert level(samples, 0, 460) > 0.1
    assert level(samples, 1_540, 2_990) > 0.1


def test_silence_alone_is_copied_as_silence(tmp_path):
    with wave.open(str(tmp_path / "a.wav"), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(bytes(2 * RATE * 2))
    write_opus(tmp_path / "a.wav", tmp_path / "a.opus")
    assert len(load(tmp_path / "a.opus").channels[0].samples) / 16 == pytest.approx(2_000, abs=2)


def test_a_piece_behind_the_end_says_so(tmp_path):
    with pytest.raises(AudioError, match="nothing of it lies"):
        write_opus(recording(tmp_path / "a.wav"), tmp_path / "a.opus", start_ms=60_000)
