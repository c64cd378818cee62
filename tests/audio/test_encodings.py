"""Each encoding of SPEC, really encoded: length, channels, times, and what speech is made of survive."""

from __future__ import annotations

import ctypes
import ctypes.util
from pathlib import Path

import numpy as np
import pytest
import soundfile

from speechqa.audio import load
from speechqa.audio.formats import HEADERLESS

FRAMES = {"aac": 1024, "wmav1": 1024, "wmav2": 1024, "adpcm_ima_wav": 1017}
"""Samples that belong together in codecs whose frames are longer than 30 ms at some rate."""

RATES = (8000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000)

# name, encoder, container, most channels, rates, bit rate, likeness that must be kept
CASES = [
    ("a.wav", "pcm_u8", None, 2, (8000, 11_025), 0, 0.75),
    ("a.wav", "pcm_s16le", None, 2, RATES, 0, 0.98),
    ("a.wav", "pcm_s24le", None, 2, (8000, 48_000), 0, 0.98),
    ("a.wav", "pcm_mulaw", None, 2, (8000, 16_000), 0, 0.95),
    ("a.wav", "pcm_alaw", None, 2, (8000, 16_000), 0, 0.9),
    ("a.wav", "adpcm_ms", None, 2, (8000, 22_050), 0, 0.85),
    ("a.wav", "adpcm_ima_wav", None, 2, (8000, 22_050), 0, 0.85),
    ("a.wav", "g722", None, 1, (16_000,), 0, 0.9),
    ("a.wav", "g726", None, 1, (8000,), 32_000, 0.85),
    ("a.mp3", "libmp3lame", None, 2, (8000, 11_025, 16_000, 22_050, 24_000, 44_100, 48_000), 0, 0.9),
    ("a.ogg", "libopus", None, 2, (8000, 12_000, 16_000, 24_000, 48_000), 64_000, 0.9),
    ("a.opus", "libopus", "ogg", 2, (16_000,), 32_000, 0.85),
    ("a.flac", "flac", None, 2, RATES, 0, 0.98),
    ("a.m4a", "aac", None, 2, (8000, 16_000, 44_100, 48_000), 0, 0.85),
    ("a.aac", "aac", "adts", 2, (16_000, 48_000), 0, 0.85),
    ("a.wma", "wmav1", "asf", 2, (8000, 16_000, 44_100), 64_000, 0.85),
    ("a.wma", "wmav2", "asf", 2, (8000, 16_000, 44_100, 48_000), 64_000, 0.85),
    ("a.amr", "libopencore_amrnb", None, 1, (8000,), 12_200, 0.75),
    ("a.amr", "libopencore_amrnb", None, 1, (8000,), 4750, 0.7),
    ("a.3gp", "libopencore_amrnb", None, 1, (8000,), 12_200, 0.75),
    ("a.webm", "libopus", None, 2, (8000, 48_000), 64_000, 0.9),
    ("a.mka", "pcm_s16le", "matroska", 2, (8000,), 0, 0.98),
    ("a.mp2", "mp2", None, 2, (16_000, 44_100), 0, 0.85),
]
RUNS = [
    pytest.param(
        (*case[:3], channels, rate, *case[5:]), id=f"{case[1]}-{case[0]}-{rate}-{channels}ch-{case[5]}"
    )
    for case in CASES
    for rate in case[4]
    for channels in range(1, case[3] + 1)
]


def spoken(enc, channels, rate):
    """What is encoded, and the same at 16 kHz to compare with."""
    rows, wide = enc.dialogue(rate), enc.dialogue(16_000)
    return (rows, wide) if channels > 1 else (rows.sum(axis=0)[None], wide.sum(axis=0)[None])


def check(enc, audio, said, least):
    """Length and times within 60 ms or a frame of the codec, each on his side, the spectrum kept."""
    frame_ms = FRAMES.get(audio.codec, 0) * 1000 / audio.source_rate
    assert abs(audio.duration_ms - 3000) <= max(60, 2 * frame_ms)  # one to begin with, one filled up
    assert audio.warnings == ()
    assert audio.lost_ms == 0
    speakers = ["agent", "customer"] if len(said) > 1 else ["unknown"]
    assert [c.speaker for c in audio.channels] == speakers
    for channel, original in zip(audio.channels, said, strict=True):
        alike, lag_ms = enc.likeness(channel.samples, original)
        assert alike >= least
        assert abs(lag_ms) <= max(60, frame_ms)
    if len(said) > 1:
        assert_apart(audio)


def assert_apart(audio):
    """While one speaks, the other's channel is softer by 20 dB at least."""
    left, right = (c.samples.astype(np.float64) for c in audio.channels)
    for loud, soft, start in ((left, right, 0.3), (right, left, 1.8)):
        part = slice(int(start * 16_000), int((start + 1) * 16_000))
        assert np.sum(loud[part] ** 2) > 100 * np.sum(soft[part] ** 2)


@pytest.mark.parametrize("run", RUNS)
def test_encoded_speech_comes_through(tmp_path, enc, run):
    name, codec, container, channels, rate, bit_rate, least = run
    rows, said = spoken(enc, channels, rate)
    path = enc.encode(tmp_path / name, codec, rows, rate=rate, container=container, bit_rate=bit_rate)
    check(enc, load(path), said, least)


@pytest.mark.parametrize(
    "run",
    [
        ("gsm.wav", "WAV", "GSM610", 1, 0.75),
        ("raw.gsm", "RAW", "GSM610", 1, 0.75),
        ("a.vox", "RAW", "VOX_ADPCM", 1, 0.85),
        ("ima.wav", "WAV", "IMA_ADPCM", 2, 0.85),
        ("ms.wav", "WAV", "MS_ADPCM", 2, 0.85),
        ("g721.au", "AU", "G721_32", 1, 0.85),
        ("vorbis.ogg", "OGG", "VORBIS", 2, 0.85),
        ("a.mp3", "MP3", "MPEG_LAYER_III", 2, 0.9),
    ],
)
def test_a_second_encoder_agrees(tmp_path, enc, run):
    """Not FFmpeg on both sides: written by libsndfile."""
    name, container, subtype, channels, least = run
    rate = 16_000 if subtype in {"VORBIS", "MPEG_LAYER_III"} else 8000
    rows, said = spoken(enc, channels, rate)
    soundfile.write(tmp_path / name, rows.T, rate, format=container, subtype=subtype)
    check(enc, load(tmp_path / name), said, least)


def raw_encoder(raw):
    codecs = {"mulaw": "pcm_mulaw", "alaw": "pcm_alaw", "s16le": "pcm_s16le", "g722": "g722"}
    return codecs.get(raw.demuxer)


@pytest.mark.parametrize("ending", sorted(e for e, raw in HEADERLESS.items() if raw_encoder(raw)))
def test_headerless_by_extension(tmp_path, enc, ending):
    raw = HEADERLESS[ending]
    rows, said = spoken(enc, 1, raw.rate)
    path = tmp_path / f"a{ending.upper()}"
    enc.encode(path, raw_encoder(raw), rows, rate=raw.rate, container=raw.demuxer)
    check(enc, load(path), said, 0.9)


@pytest.mark.parametrize("order", ["g726", "g726le"])
@pytest.mark.parametrize("ending", [".g726", ".g726-16", ".g726-24", ".g726-32", ".g726-40"])
def test_raw_g726_in_either_byte_order(tmp_path, enc, ending, order):
    """Asterisk writes the first code into the low bits, others into the high ones."""
    bits = int(dict(HEADERLESS[ending].options)["code_size"])
    rows, said = spoken(enc, 1, 8000)
    path = tmp_path / f"a{ending}"
    options = {"code_size": str(bits)}
    enc.encode(path, order, rows, container=order, bit_rate=8000 * bits, options=options)
    check(enc, load(path), said, 0.6 if bits == 2 else 0.8)


# -- AMR wide-band: no wheel brings an encoder ---------------------------------


def amr_wb(samples, *, mode, dtx):
    """Storage format of RFC 4867 from VisualOn's encoder (Debian: libvo-amrwbenc0)."""
    name = ctypes.util.find_library("vo-amrwbenc")
    if name is None:
        pytest.skip("the AMR-WB encoder libvo-amrwbenc is not installed")
    lib = ctypes.CDLL(name)
    lib.E_IF_init.restype = ctypes.c_void_p
    lib.E_IF_exit.argtypes = [ctypes.c_void_p]
    lib.E_IF_encode.argtypes = [
        ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    ]  # fmt: skip
    state, out = lib.E_IF_init(), bytearray(b"#!AMR-WB\n")
    for frame in (samples * 32767).astype(np.int16).reshape(-1, 320):
        buffer = ctypes.create_string_buffer(100)
        size = lib.E_IF_encode(state, mode, np.ascontiguousarray(frame).ctypes.data, buffer, dtx)
        out += buffer.raw[:size]
    lib.E_IF_exit(state)
    return bytes(out)


@pytest.mark.parametrize("mode", [0, 4, 8])
@pytest.mark.parametrize("dtx", [0, 1])
def test_amr_wide_band(tmp_path, enc, mode, dtx):
    rows, said = spoken(enc, 1, 16_000)
    (tmp_path / "a.awb").write_bytes(amr_wb(rows[0], mode=mode, dtx=dtx))
    check(enc, load(tmp_path / "a.awb"), said, 0.7)


def test_amr_wide_band_keeps_its_pauses():
    """A real encoding, 6.6 kbit/s with discontinuous transmission: chirp, two seconds of nothing, chirp.

    Made by ``amr_wb`` from ``chirp(1.0, 16_000)``, silence, ``chirp(1.0, 16_000, 500, 500)``.
    """
    audio = load(Path(__file__).with_name("data") / "pause.awb")
    assert audio.duration_ms == 4000
    assert audio.warnings == ()
    samples = audio.channels[0].samples
    loud = [float(np.abs(samples[i * 16_000 :][:16_000]).max()) for i in range(4)]
    assert min(loud[0], loud[3]) > 0.2
    assert loud[2] < 0.01
    last = samples[48_000:] * np.hanning(16_000)
    assert abs(np.argmax(np.abs(np.fft.rfft(last))) - 500) < 10


@pytest.mark.parametrize("bit_rate", [4750, 12_200])
def test_amr_narrow_band_with_pauses_keeps_its_times(tmp_path, enc, bit_rate):
    rows, said = spoken(enc, 1, 8000)
    path = enc.encode(tmp_path / "a.amr", "libopencore_amrnb", rows, bit_rate=bit_rate, options={"dtx": "1"})
    check(enc, load(path), said, 0.7)
