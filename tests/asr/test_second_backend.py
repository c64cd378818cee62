"""Drives onnx-asr for real, over small models fitted here, in the layouts that its publishers use."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import socket
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from speechqa.asr.onnx_engine import OnnxAsr, load_onnx, plan_onnx
from speechqa.errors import ModelError, RecognitionError
from speechqa.records import Audio, Channel

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("onnx_asr") is None or importlib.util.find_spec("onnx") is None,
    reason="needs speechqa[onnx] and, to make its models, the package onnx",
)
if importlib.util.find_spec("onnx"):
    import tiny_onnx
    from tiny_speech import speech

RATE = 16_000
LAYOUTS = ("gigaam", "nemo_ctc", "parakeet", "tone", "vosk")


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    made = {}
    for layout in LAYOUTS:
        folder = tmp_path_factory.mktemp("models") / f"{layout}-ru"
        folder.mkdir()
        made[layout] = getattr(tiny_onnx, layout)(folder)
    return made


@pytest.fixture(scope="module", params=LAYOUTS)
def engine(request, folders) -> OnnxAsr:
    return load_onnx(folders[request.param], request.param, device="cpu", threads=1)


@pytest.fixture(scope="module")
def nemo(folders) -> OnnxAsr:
    return load_onnx(folders["nemo_ctc"], "tiny", device="cpu", threads=1)


def a_call(*channels, start_ms: int = 0) -> Audio:
    length = max(len(samples) for samples in channels)
    made = tuple(
        Channel(speaker, np.pad(samples, (0, length - len(samples))).astype(np.float32))
        for speaker, samples in zip(("agent", "customer"), channels, strict=False)
    )
    return Audio(made, RATE, length * 1000 // RATE, 8000, "pcm", start_ms=start_ms)


AGENT = (["аи", "эи", "иаэ"], 133.0, 600)
CUSTOMER = (["уа", "эи"], 190.0, 4_000)


def a_copy(folder, into):
    for file in folder.iterdir():
        (into / file.name).write_bytes(file.read_bytes())
    (into / "language.txt").write_text("ru", encoding="utf-8")
    return into


def said(words, pitch, lead_ms):
    return speech(words, pitch=pitch, lead_ms=lead_ms)


def test_a_call_comes_back_word_for_word_in_its_place(engine):
    agent, customer = said(*AGENT), said(*CUSTOMER)
    heard = engine.transcribe(a_call(agent.samples, customer.samples))
    assert [(turn.speaker, turn.text) for turn in heard.turns] == [
        ("agent", "аи эи иаэ"),
        ("customer", "уа эи"),
    ]
    words = [word for turn in heard.turns for word in turn.words]
    for word, (start, end) in zip(words, (*agent.spans, *customer.spans), strict=True):
        assert abs(word.start_ms - start) <= 60
        assert start < word.end_ms <= end + 120
        assert 0.3 < word.confidence <= 1
    assert all(one.end_ms <= other.start_ms for turn in heard.turns for one, other in pairwise(turn.words))
    assert (heard.language, heard.language_confidence, heard.unheard, heard.removed) == ("ru", None, (), ())
    assert heard.duration_ms == a_call(agent.samples, customer.samples).duration_ms
    assert 0.5 < heard.asr_confidence <= 1


def test_the_same_audio_gives_the_same_transcript(engine):
    call = a_call(said(*AGENT).samples)
    assert engine.transcribe(call) == engine.transcribe(call)


@pytest.mark.parametrize("samples", [np.zeros(6 * RATE), np.zeros(0), np.zeros(40)], ids=["6 s", "0", "3 ms"])
def test_silence_has_no_words(engine, samples):
    heard = engine.transcribe(a_call(samples))
    assert (heard.turns, heard.asr_confidence, heard.unheard) == ((), None, ())


def test_a_call_in_parts_is_the_call_at_once(nemo):
    one, other = said(*AGENT), said(["иаэ", "аи"], 133.0, 600)
    first, second = a_call(one.samples), a_call(other.samples)
    later = replace(second, start_ms=first.duration_ms)
    parts = nemo.assemble([nemo.hear(first), nemo.hear(later)])
    whole = nemo.transcribe(a_call(np.concatenate([one.samples, other.samples])))
    texts = [turn.text for turn in parts.turns]
    assert " ".join(texts) == " ".join(turn.text for turn in whole.turns) == "аи эи иаэ иаэ аи"
    assert parts.duration_ms == first.duration_ms + second.duration_ms
    assert (
        parts.turns[-1].words[-1].start_ms == first.duration_ms + nemo.hear(second).words[0][1][-1].start_ms
    )


def test_the_quiet_echo_of_the_other_side_is_taken_out(nemo):
    loud = said(*AGENT).samples
    heard = nemo.transcribe(a_call(loud, 0.05 * loud))
    assert {turn.speaker for turn in heard.turns} == {"agent"}
    assert {each.reason for each in heard.removed} <= {"crosstalk"}


def test_other_rates_are_refused(nemo):
    with pytest.raises(RecognitionError, match="16000 Hz, not 8000"):
        nemo.hear(replace(a_call(np.zeros(8_000)), sample_rate=8_000))


def test_another_language_is_refused_with_what_the_model_knows(nemo):
    with pytest.raises(RecognitionError, match="model 'tiny' knows ru only, not 'de'"):
        nemo.transcribe(a_call(np.zeros(RATE)), language="de")
    with pytest.raises(RecognitionError, match=r"languages to expect \(en, pl\)"):
        nemo.transcribe(a_call(np.zeros(RATE)), languages=("en", "pl"))
    assert nemo.transcribe(a_call(np.zeros(RATE)), language="ru-RU").language == "ru"


def test_of_several_languages_the_words_tell_or_a_warning_says_they_do_not(folders, tmp_path):
    folder = a_copy(folders["nemo_ctc"], tmp_path)
    (folder / "language.txt").write_text("de, ru\n", encoding="utf-8")
    both = load_onnx(folder, "both", device="cpu", threads=1)
    heard = both.transcribe(a_call(said(*AGENT).samples))
    assert heard.language == "ru"
    assert "too few words tell the language" in heard.warnings[0]
    assert both.transcribe(a_call(np.zeros(RATE))).language == ""


def test_nothing_is_looked_up_on_the_network(folders, monkeypatch):
    def refuse(*_args, **_options):
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for folder in folders.values():
        load_onnx(folder, "offline", device="cpu", threads=1)


def test_what_changes_a_transcript_changes_the_hashes(folders, tmp_path, nemo):
    folder = a_copy(folders["nemo_ctc"], tmp_path)
    same = load_onnx(folder, "copy", device="cpu", threads=1)
    assert (same.model_hash, same.options_hash) == (nemo.model_hash, nemo.options_hash)
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text(vocabulary.read_text(encoding="utf-8").replace("а", "о"), encoding="utf-8")
    other = load_onnx(folder, "copy", device="cpu", threads=1)
    assert other.model_hash != nemo.model_hash
    assert other.transcribe(a_call(said(*AGENT).samples)).turns[0].text == "ои эи иоэ"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("model.onnx", b""),
        ("model.onnx", b"\x08\x09garbage" * 99),
        ("vocab.txt", b"no numbers here at all\n"),
        ("vocab.txt", b"\xff\xfe\x00"),
    ],
)
def test_a_damaged_file_is_told_when_the_model_is_loaded(folders, tmp_path, name, content):
    a_copy(folders["nemo_ctc"], tmp_path)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ModelError, match="this nemo-conformer-ctc model can't be loaded"):
        load_onnx(tmp_path, "damaged", device="cpu", threads=1)


def test_a_vocabulary_of_another_model_fails_the_call_not_the_run(folders, tmp_path):
    a_copy(folders["nemo_ctc"], tmp_path)
    (tmp_path / "vocab.txt").write_text("▁ 0\n<blk> 1\n", encoding="utf-8")
    wrong = load_onnx(tmp_path, "wrong", device="cpu", threads=1)
    with pytest.raises(RecognitionError, match="the recogniser failed"):
        wrong.transcribe(a_call(said(*AGENT).samples))


def test_a_gpu_that_is_not_there_is_refused(folders):
    import onnxruntime

    if "CUDAExecutionProvider" in onnxruntime.get_available_providers():
        pytest.skip("there is one here")
    with pytest.raises(ModelError, match="install onnxruntime-gpu"):
        load_onnx(folders["tone"], "tone", device="cuda", threads=1)
    with pytest.raises(ModelError, match="choose auto, cpu or cuda"):
        load_onnx(folders["tone"], "tone", device="tpu", threads=1)


def test_the_plan_told_before_loading_is_what_runs(engine, folders):
    plan = plan_onnx(folders[engine.model], device="cpu")
    assert (plan.model.hash, plan.options_hash) == (engine.model_hash, engine.options_hash)
    assert plan.model.languages == engine.languages == ("ru",)


def test_without_the_package_the_message_says_what_to_install(folders, monkeypatch):
    def missing(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", missing)
    with pytest.raises(ModelError, match=r"pip install 'speechqa\[onnx\]'"):
        plan_onnx(folders["tone"])


def test_long_talk_is_cut_into_pieces_the_model_can_take(nemo):
    words = ["аи", "эи", "иаэ"] * 16
    spoken = speech(words, pitch=133.0, gap_ms=120)
    heard = nemo.transcribe(a_call(spoken.samples))
    found = [word for turn in heard.turns for word in turn.words]
    assert len(spoken.samples) > 25 * RATE
    assert len(words) - 2 <= len(found) <= len(words) + 2
    assert all(one.start_ms < other.start_ms for one, other in pairwise(found))
