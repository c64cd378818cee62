"""Recordings in parts: the same sound whatever the division, cuts in pauses, one file seen twice."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speechqa.audio import load, open_sound
from speechqa.audio.cuts import FRAME, next_stretch, quietest
from speechqa.errors import AudioError

RATE = 16_000
ON_DISK = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def write(path, rows, rate=8000, subtype="PCM_16"):
    soundfile.write(path, np.stack(rows).T, rate, subtype=subtype)
    return path


def assert_same(audio, sound, parts):
    """Parts joined are the whole, sample for sample, and their figures add up."""
    assert sound.speakers == tuple(c.speaker for c in audio.channels)
    assert (sound.duration_ms, sound.lost_ms, sound.warnings) == (
        audio.duration_ms,
        audio.lost_ms,
        audio.warnings,
    )
    at = 0
    for part in parts:
        assert part.start_ms == at
        at += part.duration_ms
    assert at == audio.duration_ms
    assert [p.lost_ms for p in parts[:-1]] == [0] * (len(parts) - 1)
    assert parts[-1].lost_ms == audio.lost_ms
    assert [w for p in parts for w in p.warnings] == list(audio.warnings)
    for index, channel in enumerate(audio.channels):
        joined = np.concatenate([p.channels[index].samples for p in parts])
        np.testing.assert_array_equal(joined, channel.samples)


@pytest.fixture(scope="module")
def files(tmp_path_factory, enc):
    """Each way to decode: raw, packets, timed packets with a hole, cut off, silent, many channels."""
    folder = tmp_path_factory.mktemp("parts")
    sound = np.concatenate(
        [enc.stereo(9.0, 16_000), np.zeros((2, 80_000), np.float32), enc.stereo(6.3, 16_000)], 1
    )
    six = np.zeros((6, sound.shape[1]), np.float32)
    six[[1, 4]] = sound
    made = {
        "wav": write(folder / "a.wav", sound, RATE),
        "mono": write(folder / "mono.wav", sound[:1], RATE),
        "six": write(folder / "six.wav", six, RATE),
        "silent": write(folder / "silent.wav", np.zeros((2, 160_000)), RATE),
        "mp3": enc.encode(folder / "a.mp3", "libmp3lame", sound, rate=RATE),
        "webm": enc.encode(folder / "a.webm", "libopus", sound, rate=RATE),
        "cut": write(folder / "cut.wav", sound, RATE),
    }
    soundfile.write(folder / "a.vox", sound[0, ::2], 8000, format="RAW", subtype="VOX_ADPCM")
    data = made["cut"].read_bytes()
    made["cut"].write_bytes(data[: len(data) // 2])
    return {**made, "vox": folder / "a.vox"}


@pytest.fixture(scope="module")
def wholes(files):
    return {kind: load(path) for kind, path in files.items()}


@ON_DISK
@given(
    kind=st.sampled_from(["wav", "mono", "six", "silent", "mp3", "webm", "cut", "vox"]),
    part_ms=st.integers(1000, 25_000),
)
def test_parts_joined_are_the_whole(files, wholes, kind, part_ms):
    audio = wholes[kind]
    with open_sound(files[kind], part_ms=part_ms) as sound:
        parts = list(sound.parts())
    assert_same(audio, sound, parts)
    assert all(p.duration_ms <= part_ms for p in parts)
    assert len(parts) == 1 or min(p.duration_ms for p in parts) >= part_ms / 5
    assert len(parts) == 1 or parts[-1].duration_ms >= part_ms / 3


def test_parts_can_be_asked_for_again(files):
    with open_sound(files["mp3"], part_ms=5000) as sound:
        first, again = list(sound.parts()), list(sound.parts())
    for one, other in zip(first, again, strict=True):
        np.testing.assert_array_equal(one.channels[1].samples, other.channels[1].samples)


def test_short_recording_needs_its_file_no_more(tmp_path, enc):
    path = write(tmp_path / "a.wav", enc.stereo(3.0))
    sound = open_sound(path)
    path.unlink()
    (part,) = sound.parts()
    assert (part.start_ms, part.duration_ms) == (0, 3000)


@given(left=st.integers(RATE + 1, RATE * 900), part=st.integers(RATE, RATE * 900))
def test_every_division_ends_with_no_scrap(left, part):
    worst = left
    while left > part:
        start, limit = next_stretch(left, part)
        assert 0 < start < limit <= part
        assert start % FRAME == limit % FRAME == 0
        worst = left - limit
        left -= limit if left % 2 else start  # any cut in the stretch may come
    assert left >= part // 3 or left == worst


def noise(count, level_db, seed=5):
    return (np.random.default_rng(seed).standard_normal(count) * 10 ** (level_db / 20)).astype(np.float32)


def test_cut_falls_where_both_are_silent():
    """Each has a pause of his own, and one is common: 6.0 to 6.5 s."""
    agent, customer = noise(10 * RATE, -25, 1), noise(10 * RATE, -25, 2)
    for row, start, end in ((agent, 1, 3), (agent, 6, 7), (customer, 4, 6.5), (customer, 8, 9)):
        row[int(start * RATE) : int(end * RATE)] *= 0.01
    rows = np.stack([agent, customer])
    at = quietest(rows, [float((r**2).sum()) for r in rows]) / RATE
    assert 6.05 < at < 6.45


def test_noise_of_a_loud_line_hides_no_soft_voice():
    """The agent's line hums at -45 dB, the customer speaks at -60 dB and rests from 4 to 5 s."""
    agent = noise(10 * RATE, -45, 1)
    agent[: 3 * RATE] = noise(3 * RATE, -15, 3)
    customer = noise(10 * RATE, -60, 2)
    customer[4 * RATE : 5 * RATE] *= 0.01
    rows = np.stack([agent, customer])
    assert 4.1 < quietest(rows, [float((r**2).sum()) for r in rows]) / RATE < 4.9


def test_of_equal_silences_the_latest_is_cut():
    assert quietest(np.zeros((2, RATE), np.float32), [0.0, 0.0]) > 0.6 * RATE


def test_cuts_lie_in_the_pauses_of_a_call(tmp_path):
    """Bursts of a second with 0.4 s between: no cut inside a burst."""
    burst = np.concatenate([noise(8000, -20), np.zeros(3200, np.float32)])
    path = write(tmp_path / "a.wav", [np.tile(burst, 60), np.zeros(60 * len(burst), np.float32)])
    with open_sound(path, part_ms=20_000) as sound:
        starts = [part.start_ms for part in sound.parts()][1:]
    assert len(starts) >= 4
    assert all(1000 < start % 1400 < 1400 for start in starts)


@pytest.mark.parametrize("how", ["longer", "shorter", "other"])
def test_file_that_changes_between_the_passes_is_refused(tmp_path, how):
    path = write(tmp_path / "a.wav", [noise(80_000, -20)])
    with open_sound(path, part_ms=4000) as sound:
        data = path.read_bytes()
        with path.open("r+b") as file:
            if how == "other":  # same length, other sound
                file.seek(len(data) - 2000)
                file.write(bytes(1000))
            else:
                file.truncate(len(data) + (1000 if how == "longer" else -1000))
        with pytest.raises(AudioError, match=r"a\.wav changed while it was read: .*run again"):
            list(sound.parts())


def test_swapped_name_is_not_followed(tmp_path, enc):
    """The second pass reads what was opened, not what bears the name by then."""
    path = write(tmp_path / "a.wav", enc.stereo(9.0))
    audio = load(path)
    with open_sound(path, part_ms=3000) as sound:
        write(tmp_path / "b.wav", enc.stereo(20.0)).replace(path)
        parts = list(sound.parts())
    assert_same(audio, sound, parts)


def test_abandoned_parts_leave_the_recording_usable(files):
    with open_sound(files["mp3"], part_ms=3000) as sound:
        next(sound.parts())
        assert len(list(sound.parts())) > 3


def test_parts_too_short_to_hold_a_pause_are_refused(files):
    with pytest.raises(ValueError, match="part_ms"):
        open_sound(files["wav"], part_ms=999)


PEAK = """
import resource, sys
from speechqa.audio import open_sound
count = length = 0
with open_sound(sys.argv[1]) as sound:
    for part in sound.parts():
        count += 1
        length += part.duration_ms
assert length == sound.duration_ms
print(count, length, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def make_long(path, minutes):
    """A stereo call at 8 kHz in A-law: a burst of noise on one side, then on the other, then nothing."""
    minute = np.zeros((60 * 8000, 2), np.float32)
    minute[: 20 * 8000, 0] = noise(20 * 8000, -20, 1)
    minute[25 * 8000 : 50 * 8000, 1] = noise(25 * 8000, -20, 2)
    with soundfile.SoundFile(path, "w", 8000, 2, subtype="ALAW", format="WAV") as file:
        for _ in range(minutes):
            file.write(minute)
    return path


def peak(path):
    told = subprocess.run([sys.executable, "-c", PEAK, str(path)], check=True, capture_output=True, text=True)
    count, length, kilobytes = map(int, told.stdout.split())
    return count, length, kilobytes


@pytest.mark.slow
def test_memory_does_not_grow_with_the_length(tmp_path):
    """Three hours need what one full part and the next need; the whole would be 1.4 GB."""
    short = peak(make_long(tmp_path / "short.wav", 10))
    long = peak(make_long(tmp_path / "long.wav", 180))
    assert short[:2] == (1, 600_000)
    assert long[0] >= 18
    assert long[1] == 10_800_000
    assert long[2] - short[2] < 120_000  # kB; a part is 77 MB: the one in use and the one that grows
