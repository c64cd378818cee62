"""Recordings spoilt in the middle or cut: both lengths, the hole's place, or a refusal."""

from __future__ import annotations

import random
import struct

import numpy as np
import pytest
import soundfile

from speechqa.audio import open_sound
from speechqa.errors import AudioError

JUNK = random.Random(3).randbytes(100_000)
SECONDS = 18

# name, encoder, container, channels, rate, bit rate
MADE = [
    ("pcm.wav", "pcm_s16le", None, 2, 8000, 0),
    ("mulaw.wav", "pcm_mulaw", None, 2, 8000, 0),
    ("ima.wav", "adpcm_ima_wav", None, 2, 8000, 0),
    ("ms.wav", "adpcm_ms", None, 2, 8000, 0),
    ("a.mp3", "libmp3lame", None, 2, 16_000, 0),
    ("a.ogg", "libopus", None, 2, 16_000, 0),
    ("a.flac", "flac", None, 2, 8000, 0),
    ("a.m4a", "aac", None, 2, 16_000, 0),
    ("a.aac", "aac", "adts", 2, 16_000, 0),
    ("a.wma", "wmav2", "asf", 2, 16_000, 64_000),
    ("a.amr", "libopencore_amrnb", None, 1, 8000, 0),
    ("a.webm", "libopus", None, 2, 16_000, 0),
]
SNDFILE = [("gsm.wav", "WAV", "GSM610"), ("vorbis.ogg", "OGG", "VORBIS")]


@pytest.fixture(scope="module")
def whole(tmp_path_factory, enc):
    """The bytes of each recording, unspoilt."""
    folder = tmp_path_factory.mktemp("whole")
    data = {}
    for name, codec, container, channels, rate, bit_rate in MADE:
        rows = np.tile(enc.dialogue(rate), SECONDS // 3)[:channels]
        path = enc.encode(folder / name, codec, rows, rate=rate, container=container, bit_rate=bit_rate)
        data[name] = path.read_bytes()
    for name, container, subtype in SNDFILE:
        path = folder / name
        soundfile.write(
            path, np.tile(enc.dialogue(16_000), SECONDS // 3)[0], 16_000, format=container, subtype=subtype
        )
        data[name] = path.read_bytes()
    return data


def opened(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    with open_sound(path) as sound:
        return sound


NAMES = [made[0] for made in (*MADE, *SNDFILE)]
KNOW_THEIR_LENGTH = [n for n in NAMES if n not in {"a.ogg", "vorbis.ogg", "a.aac", "a.amr", "a.m4a"}]


@pytest.mark.parametrize("name", KNOW_THEIR_LENGTH)
@pytest.mark.parametrize("share", [0.35, 0.7])
def test_a_file_cut_off_tells_both_lengths(tmp_path, whole, name, share):
    sound = opened(tmp_path, name, whole[name][: int(len(whole[name]) * share)])
    assert sound.warnings[0].startswith("decoded ")
    assert f" of {SECONDS} s: the recording is cut off" in sound.warnings[0]
    assert abs(sound.duration_ms + sound.lost_ms - 1000 * SECONDS) < 150
    assert abs(sound.duration_ms - 1000 * SECONDS * share) < 2500


def test_a_cut_off_m4a_is_refused(tmp_path, whole):
    """Its table of contents stands at the end."""
    with pytest.raises(AudioError, match="damaged, cut off"):
        opened(tmp_path, "a.m4a", whole["a.m4a"][: len(whole["a.m4a"]) // 2])


@pytest.mark.parametrize("name", ["a.ogg", "vorbis.ogg"])
def test_a_cut_off_ogg_lacks_its_end_mark(tmp_path, whole, name):
    assert opened(tmp_path, name, whole[name]).warnings == ()
    sound = opened(tmp_path, name, whole[name][: len(whole[name]) // 2])
    assert "the file has no end mark: its end may be missing" in sound.warnings


@pytest.mark.parametrize("name", [n for n in NAMES if n not in {"pcm.wav", "mulaw.wav", "ms.wav", "gsm.wav"}])
def test_garbage_in_the_middle_is_told_and_costs_little(tmp_path, whole, name):
    """A fiftieth of the file overwritten; where the format checks nothing that is audible noise only."""
    data = bytearray(whole[name])
    half, size = len(data) // 2, len(data) // 50
    data[half : half + size] = JUNK[:size]
    sound = opened(tmp_path, name, bytes(data))
    assert abs(sound.duration_ms - 1000 * SECONDS) < 1000
    if name != "a.amr":  # each of its bytes may begin a frame
        assert sound.warnings


@pytest.mark.parametrize("name", ["ima.wav", "a.flac", "a.m4a", "a.wma", "a.webm", "a.ogg"])
def test_words_after_the_garbage_keep_their_times(tmp_path, whole, name):
    """The last speaker's turn starts 15.1 s in, spoilt file or not, and the hole lies before it."""
    data = bytearray(whole[name])
    half, size = len(data) // 2, len(data) // 50
    data[half : half + size] = JUNK[:size]
    (tmp_path / name).write_bytes(data)
    with open_sound(tmp_path / name) as sound:
        (audio,) = sound.parts()
    left = np.abs(audio.channels[0].samples)
    loud = np.flatnonzero(left > 0.05) / 16_000
    assert abs(loud[loud > 14.6][0] - 15.1) < 0.25
    assert sound.holes
    assert all(0 <= start < end <= 14_000 for start, end in sound.holes)
    assert sum(end - start for start, end in sound.holes) < 4500


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_file_has_no_holes(tmp_path, whole, name):
    sound = opened(tmp_path, name, whole[name])
    assert (sound.holes, sound.lost_ms, sound.warnings) == ((), 0, ())


@pytest.mark.parametrize(
    ("claimed_s", "says", "lost_ms"),
    [
        (240, "decoded 18 s of 240 s: the recording is cut off or damaged", 222_000),
        (4, "", 0),  # what follows the told length is no sound
    ],
)
def test_a_wav_header_that_lies(tmp_path, whole, claimed_s, says, lost_ms):
    data = bytearray(whole["pcm.wav"])
    at = data.index(b"data") + 4
    data[at : at + 4] = struct.pack("<I", claimed_s * 32_000)
    sound = opened(tmp_path, "a.wav", bytes(data))
    assert abs(sound.lost_ms - lost_ms) < 20
    assert sound.warnings[:1] == ((says,) if says else ())


def test_a_flac_header_that_lies(tmp_path, whole):
    """The count of samples: 36 bits at bytes 21 to 25."""
    data = bytearray(whole["a.flac"])
    for claimed_s, says in ((60, "decoded 18 s of 60 s"), (6, "decoded 18.0 s though the header says 6.0 s")):
        data[22:26] = struct.pack(">I", claimed_s * 8000)
        assert opened(tmp_path, "a.flac", bytes(data)).warnings[0].startswith(says)
