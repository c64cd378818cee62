"""The whole chain with the real model on real sound: the sample calls."""

import contextlib
import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_audio"
CALLS = (
    "en/kessler_outbound_01632960271_20260915_123348.wav",
    "pl/nina_inbound_48000000111_20260319_184550.m4a",
)

pytestmark = pytest.mark.slow


def start(folder, *words):
    return subprocess.Popen(
        [sys.executable, "-m", "speechqa", "run", "calls", "--out", "out", "--json-logs", "--quiet", *words],
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process):
    _, errors = process.communicate(timeout=300)
    return process.returncode, [json.loads(line) for line in errors.splitlines()]


def rows(folder, name):
    with (folder / "out" / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def world(tmp_path):
    (tmp_path / "calls").mkdir()
    for call in CALLS:
        shutil.copy(SAMPLES / call, tmp_path / "calls")
    for name in ("scripts_library", "stopwords"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def children(pid):
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # ended meanwhile
            if int(path.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(path.parent.name))
    return found


def test_killed_in_the_middle_nothing_is_lost_and_nothing_done_twice(world):
    # Two workers: each call is a group of its own, so that one can be done and the other under way.
    process = start(world, "--workers", "2")
    for line in process.stderr:
        if json.loads(line)["kind"] == "transcribed":
            break
    workers = children(process.pid)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert workers
    deadline = time.monotonic() + 20
    while any(map(alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(map(alive, workers)), "workers outlive the run"

    code, events = finish(start(world))
    assert code == 0
    # Notes and second looks depend on the verdicts; each call is heard once all the same.
    beside = {"note", "looking", "looked"}
    kinds = sorted(event["kind"] for event in events if event["kind"] not in beside)
    assert kinds == ["planned", "reused", "transcribed"]

    calls = {row["agent"]: row for row in rows(world, "calls.csv")}
    assert {agent: row["language"] for agent, row in calls.items()} == {"kessler": "en", "nina": "pl"}
    assert calls["kessler"]["call_type"] == "negotiation"
    assert calls["nina"]["call_type"] == "navigation"
    verdicts = {(row["agent"], row["item"]): row for row in rows(world, "verdicts.csv")}
    assert verdicts["kessler", "recording_notice"]["verdict"] == "met"
    assert verdicts["kessler", "no_pressure"]["verdict"] == "not_met"
    assert float(calls["kessler"]["score"]) < float(calls["nina"]["score"])

    before = {path.name: path.read_bytes() for path in (world / "out").iterdir()}
    code, events = finish(start(world))
    assert code == 0
    # Notes and second looks depend on the verdicts; each call is heard once all the same.
    beside = {"note", "looking", "looked"}
    kinds = sorted(event["kind"] for event in events if event["kind"] not in beside)
    assert kinds == ["planned", "reused", "reused"]
    assert before == {path.name: path.read_bytes() for path in (world / "out").iterdir()}
