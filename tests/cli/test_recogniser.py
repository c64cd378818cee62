import dataclasses

import pytest

from speechqa import settings
from speechqa.asr import catalogue, devices
from speechqa.asr.devices import DeviceChoice
from speechqa.cli import recogniser
from speechqa.errors import ModelError, SettingsError


@pytest.fixture
def without_wheels(monkeypatch):
    load = catalogue.load_catalogue

    def bare(path):
        known = load(path)
        entries = tuple(
            dataclasses.replace(
                entry,
                files=tuple(dataclasses.replace(file, parts=("no_such_package:x",)) for file in entry.files),
            )
            for entry in known.entries
        )
        return dataclasses.replace(known, entries=entries)

    monkeypatch.setattr(catalogue, "load_catalogue", bare)


@pytest.mark.usefixtures("without_wheels")
def test_a_missing_and_a_damaged_model_are_told_apart(tmp_path):
    chosen = settings.load(options={"models": tmp_path}, environ={})
    with pytest.raises(ModelError, match="is not in"):
        recogniser.prepare(chosen)
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "model.bin").write_bytes(b"x")
    with pytest.raises(ModelError, match="is damaged in"):
        recogniser.prepare(chosen)


def listening(**options):
    return recogniser.listening(settings.load(options=options, environ={}))


def test_options_reach_the_recogniser():
    plain = listening()
    told = listening(exact=True, workers="3", threads="2", queue_languages="a=ru", channels="agent=right")
    assert (plain.exact, plain.backend) == (False, "faster_whisper")
    assert plain.workers >= 1
    assert plain.threads == 0  # shared out when it is known how many workers have something to do
    assert (told.exact, told.workers, told.threads) == (True, 3, 2)
    assert told.queue_languages == (("a", "ru"),)
    assert told.channels == ("customer", "agent")
    # Another engine makes other transcripts.
    assert told.options_hash != plain.options_hash


def test_an_onnx_folder_means_the_onnx_engine(tmp_path, monkeypatch):
    pytest.importorskip("onnx_asr", reason="needs the extra onnx")
    pytest.importorskip("onnx", reason="needs the extra dev")
    import tiny_onnx

    folder = tiny_onnx.tone(tmp_path / "t-one")
    found = listening(model=folder)
    assert (found.backend, found.model, found.model_dir) == ("onnx_asr", "t-one", str(folder))
    assert found.options_hash
    assert found.model_hash
    recogniser.prepare(settings.load(options={"model": folder}, environ={}))
    with pytest.raises(SettingsError, match="--exact is for Whisper models"):
        listening(model=folder, exact=True)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert listening(model="~/t-one") == found
    with pytest.raises(ModelError, match="nothing pins its bytes"):
        opened(folder)


def opened(folder):
    known = catalogue.load_catalogue(settings.load(environ={}).catalogue)
    return catalogue.open_model(str(folder), known, folder)


@pytest.mark.parametrize("look", [lambda folder: listening(model=folder), opened])
def test_a_folder_without_a_model_is_told_what_could_be_in_it(tmp_path, look):
    (tmp_path / "README.md").write_text("nothing here", encoding="utf-8")
    with pytest.raises(ModelError, match=r"neither model.bin \(Whisper.*\) nor .onnx files") as caught:
        look(tmp_path)
    assert str(tmp_path) in str(caught.value)


def test_a_gpu_that_was_found_is_fed_by_one_process(monkeypatch):
    monkeypatch.setattr(recogniser, "choose_device", lambda _: DeviceChoice("cuda", "float16"))
    monkeypatch.setattr(devices, "choose_threads", lambda _: 64)
    assert listening().workers == 1
    monkeypatch.setattr(recogniser, "choose_device", lambda _: DeviceChoice("cpu", "int8"))
    assert listening().workers > 1
