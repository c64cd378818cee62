import importlib
from pathlib import Path

import pytest

from speechqa.store import open_store

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture
def archive(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module("archive")


def filled(archive, folder, library, seed):
    folder.mkdir()
    archive.write_scripts(folder / "scripts", library)
    archive.fill(folder / "store.sqlite", folder / "scripts", calls=12, seed=seed)
    with open_store(folder / "store.sqlite") as store:
        return [(call.recording, call.transcript) for call in store.calls()]


def test_the_same_seed_gives_the_same_calls_and_no_two_are_alike(archive, tmp_path):
    library = BENCHMARKS.parent / "scripts_library"
    first = filled(archive, tmp_path / "a", library, 1)
    assert first == filled(archive, tmp_path / "b", library, 1)
    assert first != filled(archive, tmp_path / "c", library, 2)
    assert len({transcript for _, transcript in first}) == 12
    assert {recording.language for recording, _ in first} == set(archive.LANGUAGES)
