"""The commands that set agents side by side, as their users run them."""

import csv
import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest
from judged_calls import judged_call

from speechqa.records import Transcript, Turn, Word
from speechqa.store import AnalysisKey, open_store

SCRIPT = """\
id: sales
version: 1
language: en
title: Sales
pass_mark: 50
sections:
  - title: Opening
    items:
      - {id: a, title: Greets, say: [good morning], within: first 15s}
      - {id: b, title: Names the price, say: [the price is]}
"""


def put(store, call):
    """Stores a judged call under a transcript of its own."""
    words = (Word("hello", 0, 400, 0.9),)
    transcript = Transcript("en", 60_000, (Turn("agent", 0, 400, words),), "test", asr_confidence=0.9)
    recording = call.recording
    store.put_calls([recording])
    source = {"backend": "test", "model_hash": "", "options_hash": ""}
    key = store.put_transcript(recording, transcript, **source)
    store.put_analysis(recording.call_id, AnalysisKey(key, "m", "s", "w", "e"), call.analysis, call.scorecard)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    (folder / "scripts_library" / "en").mkdir(parents=True)
    (folder / "scripts_library" / "en" / "sales.yaml").write_text(SCRIPT, encoding="utf-8")
    with open_store(folder / "speechqa.sqlite") as store:
        for agent, team, signs in (
            ("ann", "north", ["++"] * 12),
            ("bob", "north", ["+-", "--"] * 6),
            ("cid", "north", ["++", "+-"]),
            ("eva", "south", ["++"] * 2),
            ("eva", "north", ["+-"] * 2),
        ):
            for index, each in enumerate(signs):
                name = f"{team}-{agent}-{index}"
                call = judged_call(agent, each, call_id=name, team=team, started_at=f"2026-02-{index + 1:02}")
                put(store, _unlike(call, name))
        put(
            store, _unlike(judged_call("dan", "+", call_id="dan", direction="outbound", started_at=""), "dan")
        )
    return folder


def _unlike(call, name):
    """The call with content of its own, so that no two share a transcript."""
    return replace(call, recording=replace(call.recording, content_hash=name))


def speechqa(folder, *words):
    return subprocess.run(
        [sys.executable, "-m", "speechqa", *map(str, words)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "COLUMNS": "120"},
    )


def rows(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_two_agents_side_by_side(world):
    done = speechqa(world, "compare", "bob", "ann")
    assert done.returncode == 0, done.stderr
    assert "bob (north) beside ann (north), on like calls" in done.stdout
    [line] = [line for line in done.stdout.splitlines() if line.startswith("Score")]
    assert line.split()[1:5] == ["25.0", "100.0", "12/12", "-75.0"]
    assert "behind, growth zone" in line
    assert "Items that make the gap: b, a" in done.stdout
    assert "would look different by chance" in done.stdout


def test_few_calls_are_said_to_be_few(world):
    done = speechqa(world, "compare", "cid", "ann")
    assert "too few to tell" in done.stdout
    assert "growth zone" not in done.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("compare", "bob", "zed"), "agent zed: no calls of this agent are in the store; known: ann, bob"),
        (("compare", "bob", "eva"), "there are 2 of the name; say which: north/eva, south/eva"),
        (("compare", "bob", "bob"), "the same agent twice"),
        (("compare", "bob", "dan"), "no like calls"),
        (("compare", "bob", "ann", "--script", "other"), "no like calls by the script 'other'"),
        (("compare", "bob", "ann", "--store", "none.sqlite"), "none.sqlite"),
        (("leaderboard", "--by", "luck"), "must be one of score, section, item"),
        (("leaderboard", "--period", "year"), "must be one of week, month, all"),
        (("leaderboard", "--name", "a"), "--name: goes with --by item"),
        (("leaderboard", "--contest", "none.toml"), "none.toml: can't be read"),
        (("leaderboard", "--contest", "c.toml", "--by", "item"), "its file says what is ranked"),
    ],
)
def test_what_cannot_be_done_is_told(world, words, says):
    done = speechqa(world, *words)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_namesakes_are_told_apart_by_team(world):
    done = speechqa(world, "compare", "south/eva", "north/eva")
    assert done.returncode == 0, done.stderr
    assert "eva (south) beside eva (north)" in done.stdout


def test_a_board_and_its_file(world):
    done = speechqa(world, "leaderboard", "--out", "boards", "--min-calls", "5")
    assert done.returncode == 0, done.stderr
    found = [row for row in rows(world / "boards" / "leaderboard.csv") if row["direction"] == "inbound"]
    assert [(row["team"], row["place"], row["agent"], row["standing"]) for row in found] == [
        ("north", "1", "ann", ""),
        ("north", "2", "bob", ""),
        ("north", "", "cid", "too_few"),
        ("north", "", "eva", "too_few"),
        ("south", "", "eva", "too_few"),
    ]
    before = (world / "boards" / "leaderboard.csv").read_bytes()
    speechqa(world, "leaderboard", "--out", "boards", "--min-calls", "5")
    assert (world / "boards" / "leaderboard.csv").read_bytes() == before


def test_contests_and_badges_of_a_file(world):
    (world / "own.toml").write_text(
        """
[[contest]]
id = "prices"
title = "Who names the price"
by = "item"
name = "b"
period = "month"
min_calls = 10

[[contest.badge]]
title = "Always"
at_least = 100
""",
        encoding="utf-8",
    )
    done = speechqa(world, "leaderboard", "--contest", "own.toml", "--out", "own")
    assert done.returncode == 0, done.stderr
    assert "Who names the price" in done.stdout
    first = rows(world / "own" / "leaderboard.csv")[0]
    assert (first["contest"], first["period"], first["agent"]) == ("prices", "2026-02", "ann")
    assert (first["winner"], first["badges"]) == ("true", "Always")


def test_calls_without_a_date_are_told(world):
    done = speechqa(world, "leaderboard", "--period", "week", "--out", "weeks")
    assert "1 calls left out: nothing tells when they were." in done.stdout
    assert "Earlier boards" not in done.stdout
    assert {row["period"] for row in rows(world / "weeks" / "leaderboard.csv")} == {
        "2026-W05",
        "2026-W06",
        "2026-W07",
    }


def test_every_export_has_the_comparison_and_what_to_coach(world):
    done = speechqa(world, "export", "json", "--out", "json")
    assert done.returncode == 0, done.stderr
    report = json.loads((world / "json" / "report.json").read_text(encoding="utf-8"))
    bob = next(row for row in report["comparison"] if row["agent"] == "bob")
    assert (bob["other"], bob["growth_zone"], bob["finding"]) == ("ann", True, "behind")
    point = next(row for row in report["coaching"] if row["agent"] == "bob")
    assert (point["title"], point["missed"], point["judged"]) == ("Names the price", 12, 12)
    speechqa(world, "export", "coaching", "--out", "coaching")
    first = next(row for row in rows(world / "coaching" / "coaching.csv") if row["item"] == "a")
    assert (first["worst_start_s"], first["worst_end_s"]) == ("0.000", "15.000"), "where it belongs"
