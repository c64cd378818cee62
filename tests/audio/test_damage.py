"""Damaged, foreign, hostile files: a plain reason or a named loss, never anything else."""

from __future__ import annotations

import os
import random
import struct

import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from speechqa.audio import load
from speechqa.errors import AudioError

NOISE = random.Random(1).randbytes(200_000)
SLOW_DISK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def wav(path, enc, seconds=20.0, **options):
    soundfile.write(path, enc.chirp(seconds, 8000), 8000, **options)
    return path


def cut(path, share):
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    return path


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.wav", b"", "a.wav is empty"),
        (
            "x.mp3",
            b"hello, this is a note about a call\n",
            "x.mp3 is not audio: its first bytes look like text",
        ),
        ("x.ulaw", b"hello, this is a note about a call\n", "look like text"),
        ("x.wav", "Привет, это текст".encode(), "look like text"),
        ("x.wav", "wide text".encode("utf-16"), "look like text"),
        ("x.wav", b"%PDF-1.7 \x00\x01", "a PDF document"),
        ("x.mp3", b"PK\x03\x04\x14\x00", "a ZIP archive"),
        ("x.wav", bytes(5000), "nothing but zero bytes"),
        ("x.wav", b"RIFF", "x.wav"),
        ("x.wav", NOISE, "x.wav is not audio that can be read"),
        ("x.mp3", NOISE, "x.mp3"),
        ("x.ogg", NOISE, "x.ogg"),
        ("x.m4a", NOISE, "x.m4a"),
        ("x.gsm", NOISE, "lack the GSM mark"),
        ("x.wma", bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6cfbb3112223bdd211b4b700a0c955fc6e"), "DRM"),
        ("\x1b[31m.wav", b"", "\ufffd[31m.wav is empty"),
    ],
)
def test_what_is_no_audio_says_so(tmp_path, name, data, says):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(AudioError) as caught:
        load(path)
    assert says in str(caught.value)
    assert "\x1b" not in str(caught.value)


def test_folder_pipe_and_missing_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.wav")
    for path in (tmp_path, tmp_path / "pipe.wav", tmp_path / "none.wav"):
        with pytest.raises(AudioError):
            load(path)


def test_playlist_reads_no_other_file(tmp_path, enc):
    wav(tmp_path / "secret.wav", enc, 1)
    for text in (
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nsecret.wav\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile secret.wav\n",
    ):
        (tmp_path / "list.mp3").write_text(text)
        with pytest.raises(AudioError):
            load(tmp_path / "list.mp3")


def test_video_without_sound(tmp_path):
    import av

    with av.open(str(tmp_path / "a.mp4"), "w") as out:
        stream = out.add_stream("mpeg4", rate=5)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for _ in range(3):
            picture = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
            out.mux(stream.encode(picture))
        out.mux(stream.encode(None))
    with pytest.raises(AudioError, match="video without sound"):
        load(tmp_path / "a.mp4")


def test_cut_wav_tells_what_is_missing(tmp_path, enc):
    audio = load(cut(wav(tmp_path / "a.wav", enc, 40.0), 0.5))
    assert abs(audio.duration_ms - 20_000) < 100
    assert audio.warnings[0].startswith("decoded 20 s of 40 s")
    assert abs(audio.lost_ms - 20_000) < 100


@pytest.mark.parametrize(("name", "codec"), [("a.flac", "flac"), ("a.mp3", "libmp3lame"), ("a.wma", "wmav2")])
def test_cut_compressed_files_tell_what_is_missing(tmp_path, enc, name, codec):
    path = enc.encode(tmp_path / name, codec, enc.chirp(20.0, 16_000)[None], rate=16_000, bit_rate=64_000)
    audio = load(cut(path, 0.5))
    assert 5_000 < audio.duration_ms < 15_000
    assert "of 20 s" in audio.warnings[0]


def test_cut_mp4_has_no_index(tmp_path, enc):
    path = enc.encode(tmp_path / "a.m4a", "aac", enc.chirp(5.0, 16_000)[None], rate=16_000)
    with pytest.raises(AudioError, match="damaged, cut off"):
        load(cut(path, 0.5))


@pytest.mark.parametrize("size", [0, 0xFFFFFFFF])
def test_streaming_headers_promise_nothing(tmp_path, enc, size):
    path = wav(tmp_path / "a.wav", enc, 3.0)
    data = path.read_bytes()
    at = data.index(b"data") + 4
    path.write_bytes(data[:at] + struct.pack("<I", size) + data[at + 4 :])
    audio = load(path)
    assert abs(audio.duration_ms - 3000) < 20
    assert audio.warnings == ()


def test_hole_in_a_timed_container_keeps_later_times(tmp_path, enc):
    import av

    whole = enc.encode(tmp_path / "whole.webm", "libopus", enc.stereo(6.0, 48_000), rate=48_000)
    with av.open(str(whole)) as source, av.open(str(tmp_path / "hole.webm"), "w") as out:
        stream = out.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(source.streams.audio[0]):
            if packet.dts is not None and not 2.0 < float(packet.pts * packet.time_base) < 4.0:
                packet.stream = stream
                out.mux(packet)
    audio = load(tmp_path / "hole.webm")
    assert abs(audio.duration_ms - 6000) < 100
    assert "missing inside the recording" in audio.warnings[-1]
    assert not audio.channels[0].samples[40_000:60_000].any()


def test_damage_in_the_middle_is_counted(tmp_path, enc):
    path = enc.encode(tmp_path / "a.flac", "flac", enc.chirp(10.0)[None])
    data = bytearray(path.read_bytes())
    half = len(data) // 2
    data[half : half + 3000] = NOISE[:3000]
    path.write_bytes(data)
    audio = load(path)
    assert audio.warnings


def test_too_long_is_refused_before_memory_goes(tmp_path):
    soundfile.write(tmp_path / "a.flac", np.zeros(8000 * 60), 8000)
    with pytest.raises(AudioError, match="longer than"):
        load(tmp_path / "a.flac", max_seconds=30)


@pytest.mark.parametrize("rate", [1, 8, 0x7FFFFFFF])
def test_absurd_rate_is_refused(tmp_path, enc, rate):
    path = wav(tmp_path / "a.wav", enc, 1.0)
    data = bytearray(path.read_bytes())
    data[24:28] = struct.pack("<I", rate)
    path.write_bytes(data)
    with pytest.raises(AudioError, match=r"a\.wav"):
        load(path)


def test_no_number_becomes_silence(tmp_path, enc):
    sound = enc.chirp(1.0)
    sound[1000:1100], sound[2000:2100] = np.nan, np.inf
    soundfile.write(tmp_path / "a.wav", sound, 8000, subtype="FLOAT")
    samples = load(tmp_path / "a.wav").channels[0].samples
    assert np.isfinite(samples).all()
    assert np.abs(samples).max() <= 1


def test_nothing_is_printed(tmp_path, enc, capfd):
    path = enc.encode(tmp_path / "a.mp3", "libmp3lame", enc.chirp(5.0)[None])
    data = bytearray(path.read_bytes())
    data[1000:2000] = NOISE[:1000]
    path.write_bytes(data)
    load(path)
    assert capfd.readouterr() == ("", "")


def never_worse_than_audio_error(path):
    try:
        audio = load(path, max_seconds=120)
    except AudioError:
        return
    assert audio.channels
    assert all(np.isfinite(c.samples).all() for c in audio.channels)


ENDINGS = [
    "wav",
    "mp3",
    "ogg",
    "flac",
    "m4a",
    "aac",
    "wma",
    "amr",
    "webm",
    "gsm",
    "vox",
    "ulaw",
    "g722",
    "g726",
    "sln",
]


@SLOW_DISK
@given(data=st.binary(max_size=4000), ending=st.sampled_from(ENDINGS))
@example(data=b"OggS", ending="ogg")
@example(data=b"RIFF\x00\x00\x00\x00WAVEfmt ", ending="wav")
def test_random_bytes(tmp_path, data, ending):
    path = tmp_path / f"a.{ending}"
    path.write_bytes(data)
    never_worse_than_audio_error(path)


@pytest.fixture(scope="module")
def originals(tmp_path_factory, enc):
    folder = tmp_path_factory.mktemp("originals")
    sound = enc.chirp(1.0, 16_000)[None]
    made = [("a.mp3", "libmp3lame", 0), ("a.ogg", "libopus", 0), ("a.flac", "flac", 0), ("a.m4a", "aac", 0)]
    made += [("a.wma", "wmav2", 64_000), ("a.webm", "libopus", 0), ("a.wav", "adpcm_ms", 0)]
    files = [enc.encode(folder / n, c, sound, rate=16_000, bit_rate=b) for n, c, b in made]
    files.append(enc.encode(folder / "a.amr", "libopencore_amrnb", enc.chirp(1.0)[None]))
    return {path.suffix: path.read_bytes() for path in files}


@SLOW_DISK
@given(draw=st.data())
def test_cut_and_spoilt_files(tmp_path, originals, draw):
    suffix = draw.draw(st.sampled_from(sorted(originals)))
    data = bytearray(originals[suffix])
    data = data[: draw.draw(st.integers(1, len(data)))]
    for _ in range(draw.draw(st.integers(0, 4))):
        at = draw.draw(st.integers(0, len(data) - 1))
        data[at] = draw.draw(st.integers(0, 255))
    path = tmp_path / f"a{suffix}"
    path.write_bytes(bytes(data))
    never_worse_than_audio_error(path)
