"""A store opens quickly where it can, and says what to do where it can't."""

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import sqlalchemy
from alembic import command, util
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from speechqa.errors import StoreError
from speechqa.store import open_store, opening, schema
from speechqa.store.places import parse_place


def python(code, *arguments):
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True, check=False
    )


def script_directory():
    config = Config()
    config.set_main_option("script_location", "speechqa.store:migrations")
    return ScriptDirectory.from_config(config)


# -- good places ---------------------------------------------------------------


def test_migrations_build_just_the_tables_that_queries_use(store):
    with store._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.METADATA) == []


def test_the_program_knows_the_newest_migration():
    assert script_directory().get_heads() == [schema.SCHEMA]


def test_sqlite_keeps_what_is_committed_and_its_word(tmp_path):
    with open_store(tmp_path / "s.db") as store, store._engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "application_id")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": opening.BUSY_MS,
        "application_id": schema.APPLICATION_ID,
    }


def test_only_the_user_can_read_the_store(tmp_path, make):
    path = tmp_path / "new" / "folder" / "s.db"
    before = os.umask(0)
    try:
        with open_store(path) as store:
            make.judged_call(store)
            files = sorted(path.parent.iterdir())
            modes = {stat.S_IMODE(each.stat().st_mode) for each in files}
    finally:
        os.umask(before)
    assert [each.name for each in files] == ["s.db", "s.db-shm", "s.db-wal"]
    assert modes == {0o600}
    assert (
        stat.S_IMODE(path.parent.stat().st_mode) == stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700
    )


def test_path_text_and_url_name_the_same_store(tmp_path, make, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with open_store("s.db") as store:
        store.put_calls([make.recording()])
    for same in (tmp_path / "s.db", str(tmp_path / "s.db"), f"sqlite:///{tmp_path}/s.db", "sqlite:///s.db"):
        with open_store(same) as store:
            assert len(store.calls()) == 1


@pytest.mark.parametrize("name", ["ä ö.db", "what?.db", "100%.db", "#1.db", "file:x.db", "it's \".db"])
def test_odd_file_names_work(tmp_path, make, name):
    for _ in range(2):
        with open_store(tmp_path / name) as store:
            store.put_calls([make.recording()])
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_an_empty_file_left_by_a_crash_becomes_a_store(tmp_path):
    (tmp_path / "s.db").touch()
    open_store(tmp_path / "s.db").close()


def test_opening_a_current_store_loads_no_alembic(tmp_path):
    code = (
        "import sys; from speechqa.store import open_store\n"
        "assert 'sqlalchemy' not in sys.modules\n"
        "open_store(sys.argv[1]).close(); print('alembic' in sys.modules)"
    )
    assert python(code, tmp_path / "s.db").stdout == "True\n"
    assert python(code, tmp_path / "s.db").stdout == "False\n"


# -- bad places ----------------------------------------------------------------


def refusal(place, **options):
    with pytest.raises(StoreError) as caught:
        open_store(place, **options)
    return str(caught.value)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("mysql://root@localhost/x", "mysql://"),
        ("https://example.com/store", "https://"),
        ("postgresql+asyncpg://u@h/x", "driver"),
        ("postgresql://u@h:port/x", "can't be read"),
        ("", "needs a file"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("a\0b.db", "NUL"),
    ],
)
def test_wrong_places_are_explained(place, words):
    assert words in refusal(place)


def test_a_password_is_never_shown():
    pytest.importorskip("psycopg", reason="the PostgreSQL driver is not installed")
    message = refusal("postgresql://qa:secret@127.0.0.1:1/none")
    assert "127.0.0.1:1/none" in message
    assert "secret" not in message


def test_a_folder_is_no_store(tmp_path):
    assert "is a folder" in refusal(tmp_path)


def test_a_pipe_is_no_store_and_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "not a regular file" in refusal(tmp_path / "pipe")


def test_a_path_through_a_file_is_explained(tmp_path):
    (tmp_path / "file").touch()
    assert "can't be created" in refusal(tmp_path / "file" / "s.db")


def test_another_kind_of_file_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("my notes\n" * 1000)
    assert "some other kind of file" in refusal(path)
    assert path.read_text() == "my notes\n" * 1000


def test_another_programs_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    assert "another program" in refusal(path)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]


def test_a_damaged_store_is_explained(tmp_path, make):
    path = tmp_path / "s.db"
    with open_store(path) as store:
        store.put_calls([make.recording(str(number)) for number in range(200)])
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * 4000 + content[4100:])
    assert "damaged" in refusal(path)
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(StoreError, match="damaged"), open_store(path) as store:
        store.calls()


def test_a_damaged_value_is_explained(store, make):
    make.judged_call(store)
    with store._writing() as connection:
        connection.execute(sqlalchemy.update(schema.transcripts).values(payload=b"junk"))
    with pytest.raises(StoreError, match="backup"):
        store.calls()
    assert len(store.calls(transcripts=False)) == 1


def test_a_full_disk_is_explained_and_keeps_what_is_done(tmp_path, make):
    with open_store(tmp_path / "s.db") as store:
        make.judged_call(store)
        with store._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")  # no page may be added any more
        with pytest.raises(StoreError, match="disk is full"):
            store.put_calls([make.recording(str(number), agent="A" * 500) for number in range(100)])
        assert [call.recording.call_id for call in store.calls()] == ["a1"]


def test_a_newer_schema_asks_for_an_upgrade(place):
    with open_store(place) as store, store._writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert "Upgrade speechqa" in refusal(place)


def test_a_missing_store_is_not_made_when_only_reading_makes_sense(tmp_path):
    assert "no store at" in refusal(tmp_path / "s.db", create=False)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "empty.db").touch()
    assert "no store at" in refusal(tmp_path / "empty.db", create=False)


def test_a_failed_migration_leaves_nothing_half_made(place, monkeypatch):
    def upgrade_and_fail(config, revision, real=command.upgrade):
        real(config, revision)
        raise util.CommandError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", upgrade_and_fail)
        assert "power cut" in refusal(place)
    engine = sqlalchemy.create_engine(parse_place(place).url)
    assert sqlalchemy.inspect(engine).get_table_names() == []
    engine.dispose()
    open_store(place).close()


# Everything is imported before the rights are given up: the interpreter may be out of reach then.
UNPRIVILEGED = """
import os, sys, tempfile
from speechqa.errors import StoreError
from speechqa.store import lock, open_store
with tempfile.TemporaryDirectory() as folder, lock(folder + "/s"):
    open_store(folder + "/s").close()
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
for action in (lambda: open_store(sys.argv[1]), lambda: lock(sys.argv[1]).__enter__()):
    try:
        action()
    except StoreError as error:
        print(error)
"""


@pytest.mark.parametrize("mode", [None, 0o444, 0o000])
def test_a_read_only_place_is_explained(mode):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if mode is not None:
            open_store(folder / "s.db").close()
            (folder / "s.db").chmod(mode)
        folder.chmod(0o555)
        done = python(UNPRIVILEGED, folder / "s.db")
        folder.chmod(0o700)
    opened, locked = done.stdout.splitlines()
    assert "--store" in opened
    assert "can't be" in opened
    assert "can't be locked" in locked
