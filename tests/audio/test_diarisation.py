"""Two voices on one channel: where it is cut, how prints are grouped, what the encoder hears."""

import importlib.util
import json
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechqa import audio
from speechqa.audio.diarisation import (
    Stretch,
    cut_stretches,
    encoder,
    join_stretches,
    load_voice_encoder,
    tell_apart,
)
from speechqa.errors import ModelError
from speechqa.records import Word

DATA = Path(os.environ.get("SPEECHQA_DATA", Path(__file__).parents[2].parent / "shared" / "data"))
HAS_WEIGHTS = importlib.util.find_spec("resemblyzer") is not None
needs_weights = pytest.mark.skipif(not HAS_WEIGHTS, reason=f"no voice model; {encoder.INSTALL}")


def said(*words):
    return tuple(Word(text, start, end) for text, start, end in words)


def stretches(count, length_ms=1500, change=0.4):
    return tuple(Stretch(i, i + 1, i * 2000, i * 2000 + length_ms, change) for i in range(count))


def prints(labels, noise=0.3, seed=1):
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(2, 256))
    found = centres[labels] + noise * rng.normal(size=(len(labels), 256)) * 1.5
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


def test_stretches_end_at_pauses_and_at_ends_of_sentences():
    words = said(
        ("Hello.", 0, 400), ("Can", 410, 600), ("you", 600, 700), ("hear", 700, 900), ("me?", 900, 1100),
        ("yes", 1150, 1400), ("I", 1700, 1800), ("can", 1800, 2000),
    )  # fmt: skip
    cut = cut_stretches(words)
    assert [(each.first, each.after) for each in cut] == [(0, 1), (1, 5), (5, 6), (6, 8)]
    assert [(each.start_ms, each.end_ms) for each in cut] == [
        (0, 400),
        (410, 1100),
        (1150, 1400),
        (1700, 2000),
    ]
    assert cut[2].change > cut[3].change > cut[1].change  # after a question, after a pause, without


def test_no_words_no_stretches_and_no_voices():
    assert cut_stretches(()) == ()
    voices = tell_apart(np.zeros((0, 256), np.float32), ())
    assert (voices.labels, voices.two) == ((), False)


times = st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900), st.sampled_from(["a.", "b", "c?", "d"])))


@given(times)
def test_stretches_hold_every_word_once_and_none_grows_past_the_limit(gaps):
    at, words = 0, []
    for gap, length, text in gaps:
        words.append(Word(text, at + gap, at + gap + length))
        at += gap + length
    cut = cut_stretches(words)
    assert [i for each in cut for i in range(each.first, each.after)] == list(range(len(words)))
    assert all(each.end_ms - each.start_ms <= 6000 for each in cut)


@given(times, st.integers(0, 10))
def test_stretches_of_parts_join_to_all_words(gaps, at):
    words = said(*((text, i * 2000, i * 2000 + length) for i, (_, length, text) in enumerate(gaps)))
    joined = join_stretches([cut_stretches(words[:at]), (), cut_stretches(words[at:])])
    assert [i for each in joined for i in range(each.first, each.after)] == list(range(len(words)))
    assert [each.start_ms for each in joined] == [words[each.first].start_ms for each in joined]


def test_two_voices_are_told_apart_and_the_first_to_speak_is_0():
    truth = [0, 1, 0, 0, 1, 1, 0, 1, 0, 1]
    for labels in (truth, [1 - each for each in truth]):
        voices = tell_apart(prints(labels), stretches(10))
        assert voices.two
        assert list(voices.labels) == truth
        assert min(voices.confidence) > 0.9


def test_one_voice_is_not_cut_in_two():
    voices = tell_apart(prints([0] * 12), stretches(12))
    assert not voices.two
    assert voices.chance_of_two < 0.1


def test_a_single_odd_sound_is_no_second_speaker():
    labels = [0] * 12
    labels[5] = 1
    assert not tell_apart(prints(labels), stretches(12)).two


def test_a_stretch_between_both_voices_is_the_least_sure():
    labels = np.array([0, 1] * 5)
    found = prints(labels)
    found[4] = (found[0] + found[1]) / np.linalg.norm(found[0] + found[1])
    voices = tell_apart(found, stretches(10))
    others = voices.confidence[:4] + voices.confidence[5:]
    assert voices.confidence[4] < min(others)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 1), min_size=1, max_size=30), st.integers(0, 1000), st.floats(0, 3))
def test_whatever_the_prints_the_answer_is_lawful_and_the_same_again(labels, seed, noise):
    found = prints(np.array(labels), noise, seed)
    voices = tell_apart(found, stretches(len(labels)))
    assert voices == tell_apart(found.copy(), stretches(len(labels)))
    assert len(voices.labels) == len(voices.confidence) == len(labels)
    assert voices.labels[0] == 0
    assert 0 <= voices.chance_of_two <= 1
    assert all(0.5 <= each <= 1 for each in voices.confidence)


def test_equal_prints_are_one_voice():
    voices = tell_apart(np.tile(prints([0]), (6, 1)), stretches(6))
    assert not voices.two


def test_as_many_prints_as_stretches():
    with pytest.raises(ValueError, match="3 voice prints for 2 stretches"):
        tell_apart(prints([0, 1, 0]), stretches(2))


def test_three_hours_of_stretches_stay_small():
    import tracemalloc

    labels = np.arange(5000) % 2
    found = prints(labels)
    tracemalloc.start()
    voices = tell_apart(found, stretches(5000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert list(voices.labels) == labels.tolist()
    assert peak < 60_000_000


def test_a_missing_model_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(encoder, "find_spec", lambda _name: None)
    with pytest.raises(ModelError, match="pip install --no-deps resemblyzer"):
        load_voice_encoder()
    assert encoder.voice_model_hash() == ""


@pytest.mark.parametrize("size", [10, encoder._BYTES])
def test_a_changed_model_is_refused_before_use(tmp_path, size):
    (tmp_path / "pretrained.pt").write_bytes(b"\0" * size)
    with pytest.raises(ModelError, match="not the voice model that is known"):
        encoder._weights(tmp_path / "pretrained.pt")


def test_a_model_that_is_not_there_is_an_error_of_ours(tmp_path):
    with pytest.raises(ModelError, match="can't be read"):
        encoder._weights(tmp_path / "pretrained.pt")


@pytest.fixture(scope="module")
def voice_encoder():
    return load_voice_encoder()


@needs_weights
def test_an_installed_model_has_a_hash():
    assert len(encoder.voice_model_hash()) == 64


@needs_weights
def test_other_rates_are_refused(voice_encoder):
    with pytest.raises(ValueError, match="16000 Hz, not 8000"):
        voice_encoder.embed(np.zeros(8000, np.float32), 8000, stretches(1))


@needs_weights
@pytest.mark.parametrize("value", [0.0, np.nan, np.inf, 1.0])
def test_any_sound_gives_finite_prints_of_length_one(voice_encoder, value):
    cut = (Stretch(0, 1, 0, 0, 0.4), Stretch(1, 2, 100, 900, 0.4), Stretch(2, 3, 5000, 9000, 0.4))
    found = voice_encoder.embed(np.full(16000, value, np.float32), 16000, cut)
    assert found.shape == (3, 256)
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-4)


@needs_weights
def test_a_call_in_parts_gives_the_same_prints(voice_encoder):
    sound = np.random.default_rng(0).normal(scale=0.1, size=16000 * 8).astype(np.float32)
    cut = stretches(4)
    whole = voice_encoder.embed(sound, 16000, cut)
    late = voice_encoder.embed(sound[16000 * 4 :], 16000, cut[2:], start_ms=4000)
    assert np.allclose(whole[2:], late, atol=1e-4)


@needs_weights
@pytest.mark.skipif(not (DATA / "real" / "hvb").is_dir(), reason="no evaluation data here")
def test_a_real_call_mixed_down_is_told_apart(voice_encoder):
    path = DATA / "real" / "hvb" / "01cefd6f5c044a6f.wav"
    turns = json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))["turns"]
    turns = [turn for turn in turns if turn["text"]]
    words = [Word(t["text"], round(t["start_s"] * 1000), round(t["end_s"] * 1000)) for t in turns]
    channels = audio.load(path).channels
    mono = (channels[0].samples + channels[1].samples) / 2
    cut = tuple(Stretch(i, i + 1, w.start_ms, w.end_ms, 0.4) for i, w in enumerate(words))
    voices = tell_apart(voice_encoder.embed(mono, 16000, cut), cut)
    wrong = sum((t["speaker"] == "agent") == bool(v) for t, v in zip(turns, voices.labels, strict=True))
    assert voices.two
    assert min(wrong, len(turns) - wrong) == 0
    # And one of the two alone is one voice.
    own = tuple(s for s, t in zip(cut, turns, strict=True) if t["speaker"] == "agent")
    assert not tell_apart(voice_encoder.embed(mono, 16000, own), own).two
