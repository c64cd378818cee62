"""Every encoding that can be made here is read back: length, channels, pitch, rate."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import soundfile

from speechqa.audio import load

# name, encoder, container, channels, rate, bit rate
FFMPEG = [
    ("pcm8.wav", "pcm_u8", None, 2, 8000, 0),
    ("pcm16.wav", "pcm_s16le", None, 2, 8000, 0),
    ("pcm24.wav", "pcm_s24le", None, 2, 48_000, 0),
    ("float.wav", "pcm_f32le", None, 2, 16_000, 0),
    ("rate192.wav", "pcm_s16le", None, 2, 192_000, 0),
    ("mulaw.wav", "pcm_mulaw", None, 2, 8000, 0),
    ("alaw.wav", "pcm_alaw", None, 2, 8000, 0),
    ("adpcm_ms.wav", "adpcm_ms", None, 2, 8000, 0),
    ("adpcm_ima.wav", "adpcm_ima_wav", None, 2, 8000, 0),
    ("g722.wav", "g722", None, 1, 16_000, 0),
    ("g726.wav", "g726", None, 1, 8000, 0),
    ("a.mp3", "libmp3lame", None, 2, 8000, 0),
    ("a.ogg", "libopus", None, 2, 48_000, 0),
    ("a.opus", "libopus", "ogg", 1, 16_000, 0),
    ("a.flac", "flac", None, 2, 8000, 0),
    ("a.m4a", "aac", None, 2, 16_000, 0),
    ("a.aac", "aac", "adts", 2, 16_000, 0),
    ("a.wma", "wmav2", "asf", 2, 16_000, 64_000),
    ("a.amr", "libopencore_amrnb", None, 1, 8000, 0),
    ("a.webm", "libopus", None, 2, 48_000, 0),
    ("a.ulaw", "pcm_mulaw", "mulaw", 1, 8000, 0),
    ("a.alaw", "pcm_alaw", "alaw", 1, 8000, 0),
    ("a.g722", "g722", "g722", 1, 16_000, 0),
    ("a.sln", "pcm_s16le", "s16le", 1, 8000, 0),
    ("a.sln16", "pcm_s16le", "s16le", 1, 16_000, 0),
    ("a.g726-32", "g726", "g726", 1, 8000, 0),
    ("wav_inside.gsm", "pcm_s16le", "wav", 2, 8000, 0),
    ("wav_inside.mp3", "pcm_s16le", "wav", 2, 8000, 0),
]
SNDFILE = [
    ("gsm.wav", "WAV", "GSM610"),
    ("raw.gsm", "RAW", "GSM610"),
    ("a.vox", "RAW", "VOX_ADPCM"),
    ("vorbis.ogg", "OGG", "VORBIS"),
    ("pcm.w64", "W64", "PCM_16"),
    ("a.aiff", "AIFF", "PCM_16"),
    ("a.au", "AU", "ULAW"),
    ("a.caf", "CAF", "ALAW"),
]


def pitch(samples, rate=16_000):
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * rate / len(samples))


def check(audio, channels, seconds=2.0):
    assert audio.sample_rate == 16_000
    assert len(audio.channels) == channels
    assert abs(audio.duration_ms - 1000 * seconds) <= 120
    assert audio.warnings == ()
    for channel in audio.channels:
        assert channel.samples.dtype == np.float32
        assert abs(len(channel.samples) / 16 - audio.duration_ms) <= 1
        assert 0.05 < float(np.abs(channel.samples).max()) <= 1.0


@pytest.mark.parametrize("case", FFMPEG, ids=lambda case: f"{case[1]}-{case[0]}")
def test_ffmpeg_encodings(tmp_path, enc, case):
    name, codec, container, channels, rate, bit_rate = case
    samples = enc.stereo(2.0, rate)[:channels] if channels > 1 else enc.chirp(2.0, rate, 500, 500)[None]
    audio = load(
        enc.encode(tmp_path / name, codec, samples, rate=rate, container=container, bit_rate=bit_rate)
    )
    check(audio, channels)
    assert audio.source_rate == rate or audio.codec == "opus"
    assert abs(pitch(audio.channels[-1].samples) - 500) < 10
    if channels > 1:
        assert [c.speaker for c in audio.channels] == ["agent", "customer"]
        assert not np.allclose(audio.channels[0].samples, audio.channels[1].samples, atol=0.05)
    else:
        assert audio.channels[0].speaker == "unknown"


@pytest.mark.parametrize(("name", "container", "subtype"), SNDFILE)
def test_sndfile_encodings(tmp_path, enc, name, container, subtype):
    samples = enc.chirp(2.0, 8000, 500, 500)
    soundfile.write(tmp_path / name, samples, 8000, format=container, subtype=subtype)
    audio = load(tmp_path / name)
    check(audio, 1)
    assert abs(pitch(audio.channels[0].samples) - 500) < 10


@pytest.mark.parametrize("rate", [8000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000, 192_000])
def test_rates_keep_length_and_pitch(tmp_path, enc, rate):
    soundfile.write(tmp_path / "a.wav", enc.chirp(1.0, rate, 440, 440), rate)
    audio = load(tmp_path / "a.wav")
    assert abs(audio.duration_ms - 1000) <= 5
    assert audio.source_rate == rate
    assert abs(pitch(audio.channels[0].samples) - 440) < 5


@pytest.mark.parametrize("milliseconds", [5, 20, 50, 120])
def test_very_short_recordings(tmp_path, enc, milliseconds):
    soundfile.write(tmp_path / "a.wav", enc.chirp(milliseconds / 1000, 8000), 8000)
    assert abs(load(tmp_path / "a.wav").duration_ms - milliseconds) <= 3


@pytest.mark.parametrize("name", [b"\xff\xfe.wav", "звонок «1».vox".encode(), b"a\nb '\".gsm", b"=1+1.wav"])
def test_odd_names_open(tmp_path, enc, name):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    subtypes = {".vox": ("RAW", "VOX_ADPCM"), ".gsm": ("RAW", "GSM610"), ".wav": ("WAV", "PCM_16")}
    container, subtype = subtypes[path.suffix]
    with path.open("wb") as file:
        soundfile.write(file, enc.chirp(1.0), 8000, format=container, subtype=subtype)
    assert abs(load(str(path)).duration_ms - 1000) < 50


def test_amr_with_discontinuous_transmission_keeps_its_pauses(tmp_path, enc):
    import av

    sound = np.concatenate([enc.chirp(2.0), np.zeros(8000 * 4, np.float32), enc.chirp(2.0)])
    with av.open(str(tmp_path / "a.amr"), "w") as out:
        stream = out.add_stream("libopencore_amrnb", rate=8000, layout="mono", options={"dtx": "1"})
        stream.codec_context.open()
        frame = av.AudioFrame.from_ndarray(sound[None], format="fltp", layout="mono")
        frame.sample_rate = 8000
        for piece in av.AudioResampler(stream.codec_context.format, "mono", 8000, 160).resample(frame):
            out.mux(stream.encode(piece))
        out.mux(stream.encode(None))
    audio = load(tmp_path / "a.amr")
    assert audio.warnings == ()
    assert abs(audio.duration_ms - 8000) < 100
    seconds = [np.abs(audio.channels[0].samples[i * 16_000 :][:16_000]).max() for i in range(8)]
    assert min(seconds[0], seconds[1], seconds[6], seconds[7]) > 0.2 > 10 * seconds[4]


def test_samples_of_pcm_come_through_unchanged(tmp_path, enc):
    samples = enc.stereo(1.0, 16_000)
    soundfile.write(tmp_path / "a.wav", samples.T, 16_000, subtype="FLOAT")
    audio = load(tmp_path / "a.wav")
    for channel, original in zip(audio.channels, samples, strict=True):
        np.testing.assert_allclose(channel.samples, original, atol=1e-6)


DATA = Path(os.environ.get("SPEECHQA_DATA", Path(__file__).parents[3] / "shared" / "data"))


@pytest.mark.parametrize("ending", ["gsm", "g722", "wav", "ogg", "flac"])
def test_real_recordings(ending):
    files = sorted(DATA.rglob(f"*.{ending}"))[:6]
    if not files:
        pytest.skip(f"no .{ending} files below SPEECHQA_DATA")
    for path in files:
        audio = load(path)
        assert audio.duration_ms > 300, path
        assert max(float(np.abs(c.samples).max()) for c in audio.channels) > 0.01, path
        assert audio.warnings == (), path
