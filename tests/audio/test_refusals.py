"""Whoever is told that a file can't be used is told what to do about it."""

from __future__ import annotations

import io
import random

import av
import numpy as np
import pytest
import soundfile

from speechqa.audio import load
from speechqa.errors import AudioError

NOISE = random.Random(1).randbytes(20_000)


def sound_file(at, value, *, size=2):
    """A WAV of a second, with one field of its header overwritten."""
    file = io.BytesIO()
    soundfile.write(file, np.full(8000, 0.1), 8000, format="WAV", subtype="PCM_16")
    data = bytearray(file.getvalue())
    data[at : at + size] = value.to_bytes(size, "little")
    return bytes(data)


def film():
    """A video of one picture, without sound."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width = stream.height = 16
        picture = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8), format="rgb24")
        container.mux([*stream.encode(picture), *stream.encode()])
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.wav", b"", "record or copy it again"),
        ("a.wav", b"a note about a call", "take this file out of the folder"),
        ("a.wav", b"%PDF-1.7 \x00\x01", "take this file out of the folder"),
        ("a.wav", NOISE, "take this file out of the folder"),
        ("a.wav", bytes(5000), "copy or export the recording again"),
        ("a.wav", sound_file(40, 0, size=4)[:44], "copy or export the recording again"),
        ("a.wav", sound_file(24, 5, size=4), "copy or export the recording again"),
        ("a.wav", sound_file(20, 0x1234), "convert it to WAV"),
        ("a.wav", sound_file(22, 20), "export it with one or two"),
        ("a.gsm", NOISE, "export it as WAV"),
        ("a.m4a", film(), "export it with its sound or take it out of the folder"),
    ],
)
def test_every_refusal_says_what_to_do(tmp_path, name, data, says):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(AudioError, match=rf"^{name} .*{says}$"):
        load(path)


def test_what_libsndfile_says_is_told_without_its_python_object(tmp_path, monkeypatch):
    def fails(*_, **__):
        raise soundfile.LibsndfileError(2, prefix="Error opening <_io.BufferedReader>: ")

    monkeypatch.setattr(soundfile, "SoundFile", fails)
    (tmp_path / "a.vox").write_bytes(NOISE)
    with pytest.raises(AudioError, match=r"^a\.vox can't .* ADPCM: [A-Z][^<.]*; export it as WAV$"):
        load(tmp_path / "a.vox")
