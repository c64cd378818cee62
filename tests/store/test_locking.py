"""One run at a time on a store; a dead run holds nothing and loses nothing."""

import signal
import sqlite3
import subprocess
import sys
import threading

import pytest

from speechqa.errors import LockedError
from speechqa.store import lock, open_store

HOLD = """
import sys
from speechqa.store import lock
with lock(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""

# Puts numbered calls until killed, and says which one is committed.
FILL = """
import hashlib, itertools, sys
from speechqa.records import Recording, Transcript
from speechqa.store import open_store
store = open_store(sys.argv[1])
for number in itertools.count():
    name = f"{number:06}"
    recording = Recording(name, name, hashlib.sha256(name.encode()).hexdigest(), name)
    store.put_calls([recording])
    transcript = Transcript("en", 1, (), "test")
    store.put_transcript(recording, transcript, backend="b", model_hash="m", options_hash="o")
    print(number, flush=True)
"""


def start(code, place):
    return subprocess.Popen(
        [sys.executable, "-c", code, str(place)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def stop(process, how=signal.SIGKILL):
    process.send_signal(how)
    process.communicate()


def test_a_second_run_is_told_who_holds_the_store(place):
    holder = start(HOLD, place)
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(LockedError, match=rf"process {holder.pid}( on [\w.: ]+)?\) holds"), lock(place):
        pytest.fail("the lock was given twice")
    stop(holder)


def test_a_killed_run_holds_nothing(place):
    holder = start(HOLD, place)
    assert holder.stdout.readline() == "held\n"
    stop(holder)
    with lock(place):
        pass


def test_the_lock_is_free_again_after_the_block_and_after_an_error(place):
    for error in (RuntimeError, KeyboardInterrupt):
        with pytest.raises(error), lock(place):
            raise error
    with lock(place), pytest.raises(LockedError), lock(place):
        pytest.fail("the lock was given twice")
    with lock(place):
        pass


def test_reading_goes_on_while_another_run_holds_the_store(place, make):
    with lock(place), open_store(place) as store, open_store(place) as reader:
        store.put_calls([make.recording()])
        assert len(reader.calls()) == 1


def test_the_lock_file_is_private_and_beside_the_store(tmp_path):
    with lock(tmp_path / "s.db"):
        (file,) = tmp_path.iterdir()
        assert file.name == "s.db.lock"
        assert file.stat().st_mode & 0o777 == 0o600


def test_kill_9_in_the_middle_loses_nothing_committed(place):
    process = start(FILL, place)
    lines = [process.stdout.readline() for _ in range(30)]
    process.kill()
    committed = [int(line) for line in [*lines, *process.communicate()[0].split()] if line.strip()]
    with open_store(place) as store:
        calls = store.calls()
    whole = {int(call.recording.call_id) for call in calls if call.transcript is not None}
    assert whole >= set(committed)
    assert len(calls) <= len(committed) + 2


def test_two_programs_may_open_a_new_store_at_once(place):
    open_it = "import sys; from speechqa.store import open_store; open_store(sys.argv[1]).close()"
    processes = [start(open_it, place) for _ in range(2)]
    assert [(process.communicate(), process.returncode)[1] for process in processes] == [0, 0]


def test_opening_waits_while_another_program_begins_a_new_store(tmp_path):
    # Not yet in WAL and about to be written: here SQLite refuses to switch at once, without waiting.
    other = sqlite3.connect(tmp_path / "s.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.3, other.execute, ["COMMIT"]).start()
    open_store(tmp_path / "s.db").close()
    assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    other.close()


def test_many_threads_may_write(place, make):
    with open_store(place) as store:
        threads = [
            threading.Thread(target=make.judged_call, args=(store, f"{number}")) for number in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(call.analysis is not None for call in store.calls()) == 8
