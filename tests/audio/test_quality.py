"""What the meter says of sound whose level, noise, limit and band are known."""

import itertools
import json
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechqa.audio import load
from speechqa.audio.quality import HIGHEST_SNR_DB, LOWEST_SNR_DB, QualityMeter

RATE = 16_000
DATA = Path(os.environ.get("SPEECHQA_DATA") or Path(__file__).parents[3] / "shared" / "data")


def voice(seconds=8.0, rate=8000, seed=1):
    """Syllables of harmonics with a moving formant, and where they are (ms): as uneven as speech."""
    random = np.random.default_rng(seed)
    t = np.arange(round(seconds * rate)) / rate
    pitch = 2 * np.pi * np.cumsum(120 + 20 * np.sin(2 * np.pi * 0.7 * t)) / rate
    formant = 900 + 500 * np.sin(2 * np.pi * 0.9 * t)
    sound = sum(
        np.sin(n * pitch + n * n) * np.exp(-(((n * 120 - formant) / 600) ** 2)) for n in range(3, 26)
    ) + 0.05 * random.standard_normal(len(t))
    phrase = (t % 4.0) < 2.5
    syllables = np.clip(np.sin(2 * np.pi * 2.0 * t), 0, None) * (0.6 + 0.4 * np.sin(2 * np.pi * 0.3 * t))
    spans = [(4000 * i, 4000 * i + 2500) for i in range(round(seconds / 4))]
    return 0.1 * sound * syllables * phrase, spans


def white(power_db, count, seed=2):
    return 10 ** (power_db / 20) * np.random.default_rng(seed).standard_normal(count)


def active_db(samples, rate):
    """Level of the frames within 16 dB of their own mean."""
    power = (
        np.square(samples[: len(samples) // (rate // 50) * (rate // 50)]).reshape(-1, rate // 50).mean(axis=1)
    )
    level = power.mean()
    for _ in range(10):
        level = power[power >= level / 39].mean()
    return 10 * np.log10(level)


def heard(enc, folder, samples, *, rate=8000, codec="pcm_s16le"):
    """The samples after a file and the decoder."""
    path = enc.encode(folder / "a.wav", codec, samples[None].astype(np.float32), rate=rate)
    return load(path).channels[0].samples


def measure(samples, spans, *, source_rate=8000):
    meter = QualityMeter("agent", RATE)
    meter.add(np.asarray(samples, dtype=np.float32), spans)
    return meter.figures(source_rate=source_rate)


@pytest.mark.parametrize("snr", [5, 10, 15, 20, 25])
def test_level_and_snr_are_those_that_were_mixed(enc, tmp_path, snr):
    clean, spans = voice()
    level = active_db(clean, 8000)
    mixed = clean + white(level - snr, len(clean))
    found = measure(heard(enc, tmp_path, mixed), spans)
    assert found.snr_db == pytest.approx(snr, abs=3)
    assert found.level_db == pytest.approx(level, abs=2)
    assert found.speech_ms == 5000


def test_noise_of_voip_that_is_silent_between_words_is_found_inside_the_speech(enc, tmp_path):
    clean, spans = voice()
    mixed = clean + white(active_db(clean, 8000) - 12, len(clean))
    for start, end in [(2500, 4000), (6500, 8000)]:
        mixed[start * 8 : end * 8] = 0
    assert measure(heard(enc, tmp_path, mixed), spans).snr_db == pytest.approx(12, abs=3)


def test_music_on_hold_is_no_noise_behind_the_speech(enc, tmp_path):
    clean, spans = voice()
    mixed = clean + white(active_db(clean, 8000) - 25, len(clean))
    for start, end in [(2600, 3900), (6600, 7900)]:
        mixed[start * 8 : end * 8] += 0.2 * np.sin(np.arange((end - start) * 8) / 3)
    assert measure(heard(enc, tmp_path, mixed), spans).snr_db > 15


def test_the_scale_of_snr_has_ends():
    clean, spans = voice(rate=RATE)
    assert measure(clean, spans).snr_db <= HIGHEST_SNR_DB
    only_noise = white(-30, 8 * RATE)
    assert LOWEST_SNR_DB <= measure(only_noise, spans).snr_db <= 0


def test_without_speech_there_is_nothing_to_measure():
    for samples, spans in (
        (np.zeros(RATE), [(0, 1000)]),
        (white(-30, RATE), []),
        (np.zeros(0), []),
    ):
        found = measure(samples, spans)
        assert (found.level_db, found.snr_db, found.clipped, found.bandwidth_hz) == (None,) * 4


@pytest.mark.parametrize("gain", [1.0, 0.2])
@pytest.mark.parametrize("codec", ["pcm_s16le", "pcm_mulaw"])
@pytest.mark.parametrize("share", [0.02, 0.05, 0.1])
def test_tops_that_were_cut_are_seen_through_resampling_and_after_turning_down(
    enc, tmp_path, gain, codec, share
):
    clean, spans = voice()
    speech = np.concatenate([clean[start * 8 : end * 8] for start, end in spans])
    limit = np.quantile(np.abs(speech), 1 - share)
    cut = gain * np.clip(clean / limit, -1, 1)
    found = measure(heard(enc, tmp_path, cut, codec=codec), spans)
    assert share / 3 < found.clipped < share * 1.7


@pytest.mark.parametrize("codec", ["pcm_s16le", "pcm_mulaw"])
def test_loud_speech_that_was_not_cut_is_not_called_clipped(enc, tmp_path, codec):
    clean, spans = voice()
    found = measure(heard(enc, tmp_path, clean / np.abs(clean).max(), codec=codec), spans)
    assert found.clipped < 0.001


@pytest.mark.parametrize(("rate", "highest"), [(8000, 3400), (8000, 2000), (16_000, 7000)])
def test_the_band_ends_where_speech_ends(enc, tmp_path, rate, highest):
    _, spans = voice()
    sound = white(-20, 8 * rate, seed=3)
    spectrum = np.fft.rfft(sound)
    spectrum[np.fft.rfftfreq(len(sound), 1 / rate) > highest] = 0
    sound = np.fft.irfft(spectrum, len(sound))
    keep = np.zeros(len(sound), dtype=bool)
    for start, end in spans:
        keep[start * rate // 1000 : end * rate // 1000] = True
    sound = sound * keep + white(-70, len(sound))
    found = measure(heard(enc, tmp_path, sound, rate=rate), spans, source_rate=rate)
    assert found.bandwidth_hz == pytest.approx(highest, abs=250)
    assert found.bandwidth_hz <= rate / 2


LONG, LONG_SPANS = voice(seconds=24.0, rate=RATE)
LONG = (LONG + white(-45, len(LONG))).astype(np.float32)


@settings(max_examples=10, deadline=None)
@given(st.sets(st.integers(1, 23_999), max_size=6))
def test_the_figures_are_equal_however_the_channel_comes_in_parts(cuts):
    meter = QualityMeter("agent", RATE)
    edges = [0, *sorted(cuts), 24_000]
    for low, high in itertools.pairwise(edges):
        inside = [(max(s, low) - low, min(e, high) - low) for s, e in LONG_SPANS if s < high and e > low]
        meter.add(LONG[low * 16 : high * 16], inside)
    assert meter.figures(source_rate=8000) == measure(LONG, LONG_SPANS)


def test_asking_early_changes_nothing():
    meter = QualityMeter("agent", RATE)
    meter.add(LONG[: 13_000 * 16], [(s, min(e, 13_000)) for s, e in LONG_SPANS if s < 13_000])
    assert meter.figures(source_rate=8000) == meter.figures(source_rate=8000)
    meter.add(
        LONG[13_000 * 16 :], [(max(s, 13_000) - 13_000, e - 13_000) for s, e in LONG_SPANS if e > 13_000]
    )
    assert meter.figures(source_rate=8000) == measure(LONG, LONG_SPANS)


def test_spans_may_overlap_and_reach_beyond_the_part():
    one = measure(LONG, [(0, 2000), (1000, 2500), (-50, 10)])
    assert one == measure(LONG, [(0, 2500)])
    assert measure(LONG[:RATE], [(500, 9000)]).speech_ms == 500


@pytest.mark.parametrize("language", ["en", "ru", "de", "pl"])
def test_spoken_calls_have_the_noise_their_makers_wrote_down(language):
    """Noise 35 dB below active speech, 300 to 3400 Hz, nothing clipped."""
    calls = sorted((DATA / "calls_dev" / language / "calls").glob("*.truth.json"))
    if not calls:
        pytest.skip("no labelled calls; set SPEECHQA_DATA")
    for truth in calls:
        turns = json.loads(truth.read_text(encoding="utf-8"))["turns"]
        audio = load(truth.with_name(truth.name.replace(".truth.json", ".wav")))
        for channel in audio.channels:
            meter = QualityMeter(channel.speaker, audio.sample_rate)
            spans = [
                (round(turn["start_s"] * 1000), round(turn["end_s"] * 1000))
                for turn in turns
                if turn["speaker"] == channel.speaker
            ]
            meter.add(channel.samples, spans)
            found = meter.figures(source_rate=audio.source_rate)
            assert found.snr_db == pytest.approx(35, abs=4)
            assert found.clipped < 0.001
            assert 2900 <= found.bandwidth_hz <= 3800
