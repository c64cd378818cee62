"""Drives onnx-asr for real, over small models fitted here, in the layouts that its publishers use."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import socket
from itertools import pairwise

import numpy as np
import pytest
import wave_files
from wave_files import heard_in

from speechqa.asr import Job
from speechqa.asr.onnx_engine import OnnxAsr, load_onnx, plan_onnx
from speechqa.errors import AudioError, ModelError, RecognitionError

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


@pytest.fixture
def a_call(tmp_path):
    """Writes channels as a recording, the left one first, and gives the job to hear it."""
    made = iter(range(99))

    def write(*channels, rate=RATE, **asked) -> Job:
        return Job(str(wave_files.write(tmp_path / f"call{next(made)}.wav", *channels, rate=rate)), **asked)

    return write


AGENT = (["аи", "эи", "иаэ"], 133.0, 600)
CUSTOMER = (["уа", "эи"], 190.0, 4_000)


def a_copy(folder, into):
    for file in folder.iterdir():
        (into / file.name).write_bytes(file.read_bytes())
    (into / "language.txt").write_text("ru", encoding="utf-8")
    return into


def said(words, pitch, lead_ms):
    return speech(words, pitch=pitch, lead_ms=lead_ms)


def test_a_call_comes_back_word_for_word_in_its_place(engine, a_call):
    agent, customer = said(*AGENT), said(*CUSTOMER)
    heard = heard_in(engine, a_call(agent.samples, customer.samples))
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
    longest = max(len(agent.samples), len(customer.samples))
    assert abs(heard.duration_ms - longest * 1000 / RATE) <= 1
    assert 0.5 < heard.asr_confidence <= 1
    assert heard.speaker_source == "channel"
    assert [each.speaker for each in heard.quality] == ["agent", "customer"]
    assert all(each.speech_ms > 0 and each.word_confidence > 0.5 for each in heard.quality)


def test_calls_come_back_in_their_order_whatever_is_wrong_with_one(nemo, a_call, tmp_path):
    text = tmp_path / "notes.wav"
    text.write_text("no sound in here", encoding="utf-8")
    good = a_call(said(*AGENT).samples, np.zeros(RATE))
    other = a_call(np.zeros(RATE), said(*CUSTOMER).samples)
    jobs = [good, Job(str(text)), other, good, Job(good.path, language="de")]
    came = list(nemo.transcribe(jobs))
    assert [job for job, _ in came] == jobs
    first, broken, second, again, foreign = (heard for _, heard in came)
    assert isinstance(broken, AudioError)
    assert isinstance(foreign, RecognitionError)
    assert [turn.text for turn in second.turns] == ["уа эи"]
    assert first == again == heard_in(nemo, good)


def test_jobs_are_drawn_as_they_are_needed(nemo, a_call):
    call, drawn = a_call(np.zeros(RATE)), []

    def endless():
        while True:
            drawn.append(call)
            yield call

    came = nemo.transcribe(endless())
    next(came)
    next(came)
    assert len(drawn) <= 3


@pytest.mark.parametrize("samples", [np.zeros(6 * RATE), np.zeros(40)], ids=["6 s", "3 ms"])
def test_silence_has_no_words(engine, a_call, samples):
    heard = heard_in(engine, a_call(samples))
    assert (heard.turns, heard.asr_confidence, heard.unheard) == ((), None, ())


def test_a_call_longer_than_one_part_keeps_its_times(nemo, a_call):
    agent, customer = said(*AGENT).samples, said(["иаэ", "аи"], 133.0, 600).samples
    later_s = 620  # parts are 10 minutes long
    samples = np.zeros(later_s * RATE + len(customer))
    samples[: len(agent)], samples[later_s * RATE :] = agent, customer
    # At 8 kHz as telephones record: half the file, and the same words.
    long = heard_in(nemo, a_call(samples[::2], rate=RATE // 2))
    assert [turn.text for turn in long.turns] == ["аи эи иаэ", "иаэ аи"]
    assert abs(long.turns[1].start_ms - 1000 * later_s - 600) <= 100
    assert long.duration_ms == pytest.approx(1000 * len(samples) / RATE, abs=2)


def test_the_quiet_echo_of_the_other_side_is_taken_out(nemo, a_call):
    loud = said(*AGENT).samples
    heard = heard_in(nemo, a_call(loud, 0.05 * loud))
    assert {turn.speaker for turn in heard.turns} == {"agent"}
    assert {each.reason for each in heard.removed} <= {"crosstalk"}


def test_another_language_is_refused_with_what_the_model_knows(nemo, a_call):
    silence = a_call(np.zeros(RATE)).path
    with pytest.raises(RecognitionError, match="model 'tiny' knows ru only, not 'de'"):
        heard_in(nemo, Job(silence, language="de"))
    with pytest.raises(RecognitionError, match=r"languages to expect \(en, pl\)"):
        heard_in(nemo, Job(silence, languages=("en", "pl")))
    assert heard_in(nemo, Job(silence, language="ru-RU")).language == "ru"


def test_of_several_languages_the_words_tell_or_a_warning_says_they_do_not(folders, tmp_path, a_call):
    folder = a_copy(folders["nemo_ctc"], tmp_path)
    (folder / "language.txt").write_text("de, ru\n", encoding="utf-8")
    both = load_onnx(folder, "both", device="cpu", threads=1)
    heard = heard_in(both, a_call(said(*AGENT).samples))
    assert heard.language == "ru"
    assert any("too few words tell the language" in told for told in heard.warnings)
    assert heard_in(both, a_call(np.zeros(RATE))).language == ""


def test_nothing_is_looked_up_on_the_network(folders, monkeypatch):
    def refuse(*_args, **_options):
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for folder in folders.values():
        load_onnx(folder, "offline", device="cpu", threads=1)


def test_what_changes_a_transcript_changes_the_hashes(folders, tmp_path, nemo, a_call):
    folder = a_copy(folders["nemo_ctc"], tmp_path)
    same = load_onnx(folder, "copy", device="cpu", threads=1)
    assert (same.model_hash, same.options_hash) == (nemo.model_hash, nemo.options_hash)
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text(vocabulary.read_text(encoding="utf-8").replace("а", "о"), encoding="utf-8")
    other = load_onnx(folder, "copy", device="cpu", threads=1)
    assert other.model_hash != nemo.model_hash
    assert heard_in(other, a_call(said(*AGENT).samples)).turns[0].text == "ои эи иоэ"


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


def test_the_model_that_tells_voices_apart_is_part_of_what_a_transcript_depends_on(folders):
    from speechqa.audio.diarisation import voice_model_hash

    assert plan_onnx(folders["tone"], device="cpu").options.voice_model == voice_model_hash()


def test_a_vocabulary_of_another_model_fails_the_call_not_the_run(folders, tmp_path, a_call):
    a_copy(folders["nemo_ctc"], tmp_path)
    (tmp_path / "vocab.txt").write_text("▁ 0\n<blk> 1\n", encoding="utf-8")
    wrong = load_onnx(tmp_path, "wrong", device="cpu", threads=1)
    with pytest.raises(RecognitionError, match="the recogniser failed"):
        heard_in(wrong, a_call(said(*AGENT).samples))


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


def test_long_talk_is_cut_into_pieces_the_model_can_take(nemo, a_call):
    words = ["аи", "эи", "иаэ"] * 16
    spoken = speech(words, pitch=133.0, gap_ms=120)
    heard = heard_in(nemo, a_call(spoken.samples))
    found = [word for turn in heard.turns for word in turn.words]
    assert len(spoken.samples) > 25 * RATE
    assert len(words) - 2 <= len(found) <= len(words) + 2
    assert all(one.start_ms < other.start_ms for one, other in pairwise(found))
