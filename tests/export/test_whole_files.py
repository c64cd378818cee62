"""Files appear whole or not at all."""

import errno
import os
import stat
import tempfile
from pathlib import Path

import pytest

from speechqa.errors import SettingsError
from speechqa.export import write_together, write_whole

FILES = {"a.csv": b"new a", "b.csv": b"new b"}


def test_files_and_new_folders_are_private(tmp_path):
    before = os.umask(0)
    try:
        written = write_together(tmp_path / "x" / "y", FILES)
    finally:
        os.umask(before)
    assert [path.read_bytes() for path in written] == [b"new a", b"new b"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}
    assert {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("x", "x/y")} == {0o700}


def test_old_files_are_replaced_and_nothing_else_is_left(tmp_path):
    write_together(tmp_path, {"a.csv": b"old", "b.csv": b"old"})
    write_together(tmp_path, FILES)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == FILES


def test_one_file(tmp_path):
    assert write_whole(tmp_path / "new" / "a.txt", b"text").read_bytes() == b"text"


@pytest.mark.parametrize(("name", "real"), [("os.fsync", os.fsync), ("tempfile.mkstemp", tempfile.mkstemp)])
def test_a_full_disk_leaves_the_old_files(tmp_path, monkeypatch, name, real):
    old = {"a.csv": b"old a", "b.csv": b"old b"}
    write_together(tmp_path, old)
    calls = []

    def full_at_the_second(*given, **options):
        calls.append(given)
        if len(calls) > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*given, **options)

    monkeypatch.setattr(name, full_at_the_second)
    with pytest.raises(SettingsError, match=r"No space left on device.*--out"):
        write_together(tmp_path, FILES)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == old


def test_an_interruption_leaves_the_old_files(tmp_path, monkeypatch):
    def interrupt(_handle):
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_together(tmp_path, FILES)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_explained(tmp_path):
    (tmp_path / "out").touch()
    with pytest.raises(SettingsError, match="is a file"):
        write_together(tmp_path / "out", FILES)
    with pytest.raises(SettingsError, match="--out"):
        write_together(tmp_path / "out" / "deeper", FILES)


def test_a_folder_in_the_place_of_a_file_is_found_before_anything_is_written(tmp_path):
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(SettingsError, match=r"b\.csv is a folder"):
        write_together(tmp_path, FILES)
    assert [path.name for path in tmp_path.iterdir()] == ["b.csv"]


def test_a_place_where_nothing_can_be_made_is_explained():
    with pytest.raises(SettingsError, match="--out"):
        write_together(Path("/proc/none"), FILES)


def test_a_link_is_replaced_not_followed(tmp_path):
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "a.csv").symlink_to(tmp_path / "secret")
    write_together(tmp_path, FILES)
    assert (tmp_path / "secret").read_bytes() == b"secret"
    assert not (tmp_path / "a.csv").is_symlink()
