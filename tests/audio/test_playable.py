"""Which recordings a browser plays as they are is told by their bytes; what isn't sure gets a copy."""

import av
import numpy as np
import pytest

from speechqa.audio import browser_type


def recording(path, codec, container=None, rate=8000):
    with av.open(str(path), "w", format=container) as file:
        stream = file.add_stream(codec, rate=rate, layout="mono")
        samples = (9000 * np.sin(np.arange(rate) / 3)).astype(np.int16).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate = rate
        for part in av.AudioResampler(stream.codec_context.format.name, "mono", rate).resample(frame):
            file.mux(stream.encode(part))
        file.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(
    ("name", "codec", "container", "media"),
    [
        ("a.wav", "pcm_s16le", "wav", "audio/wav"),
        ("a.wav", "pcm_u8", "wav", "audio/wav"),
        ("a.wav", "pcm_mulaw", "wav", ""),
        ("a.wav", "adpcm_ima_wav", "wav", ""),
        ("a.flac", "flac", "flac", "audio/flac"),
        ("a.mp3", "libmp3lame", "mp3", "audio/mpeg"),
        ("a.gsm", "pcm_s16le", "wav", "audio/wav"),
        ("a.m4a", "aac", "ipod", ""),
    ],
)
def test_the_bytes_decide_not_the_name(tmp_path, name, codec, container, media):
    assert browser_type(recording(tmp_path / name, codec, container)) == media


def test_opus_is_played_as_it_is(tmp_path):
    assert browser_type(recording(tmp_path / "a.opus", "libopus", "ogg", 48_000)) == "audio/ogg"


@pytest.mark.parametrize(
    "content", [b"", b"RIFF", b"RIFF\0\0\0\0WAVEfmt ", b"root:x:0:0", b"\xff", b"OggS\0speex"]
)
def test_what_is_no_such_sound_is_none(tmp_path, content):
    (tmp_path / "a.wav").write_bytes(content)
    assert browser_type(tmp_path / "a.wav") == ""


def test_no_file_is_none(tmp_path):
    assert browser_type(tmp_path / "nothing.wav") == ""
    assert browser_type(tmp_path) == ""
