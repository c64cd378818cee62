import dataclasses

import pytest

from speechqa import settings
from speechqa.asr import catalogue
from speechqa.cli import recogniser
from speechqa.errors import ModelError


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
