"""`speechqa explain` as its users run it: text for people, JSON for programs."""

import json
import os
import subprocess
import sys

import pytest
from calls_on_disk import BAD, script_folder, transcript_file

from speechqa.cli.explanation_layout import aligned, columns
from speechqa.matching import Pairing

SCRIPT = """\
id: en-test
version: 1
language: en
title: Test script
applies_to: {direction: inbound}
sections:
  - title: Opening
    items:
      - id: notice
        title: Says that the call is recorded
        say: [this call is recorded, we record our calls]
        not: [last call was recorded]
        within: first 30s
        critical: true
        weight: 3
      - id: promise
        title: Promises nothing
        must_not_say: [we guarantee delivery, I promise you]
      - id: both
        title: Names himself and the firm
        all_of: ["my name is {name}", "from {company}"]
      - id: some
        title: Asks what is needed
        at_least: {count: 2, of: [how many do you need, which colour, what is your budget]}
values: {company: [Larkfield Supplies]}
"""
RUSSIAN = """\
id: ru-test
version: 1
language: ru
title: Проверка
sections:
  - title: Начало
    items:
      - id: notice
        title: Предупреждает о записи
        say: [разговор записывается]
"""


@pytest.fixture
def world(tmp_path):
    script_folder(tmp_path / "scripts_library", SCRIPT)
    (tmp_path / "scripts_library" / "ru").mkdir()
    (tmp_path / "scripts_library" / "ru" / "ru-test.yaml").write_text(RUSSIAN, encoding="utf-8")
    (tmp_path / "stopwords" / "en").mkdir(parents=True)
    (tmp_path / "stopwords" / "en" / "conflict.txt").write_text("you must | 2\n", encoding="utf-8")
    said = (
        "Good morning, my name is Anna Berg. This call is being recorded.",
        "Hello, how much is the oak table, and is this call recorded?",
        "Ninety pounds. How many do you need? We can't guarantee delivery by Friday.",
        "Two of them, please.",
    )
    transcript_file(tmp_path / "calls", "good", said=said)
    transcript_file(tmp_path / "calls", "bad", said=BAD)
    transcript_file(tmp_path / "calls", "denied", said=("Good morning. This call is not recorded.", BAD[1]))
    russian = ("Добрый день, этот разговор не записывается.", "Здравствуйте, сколько стоит стол?")
    transcript_file(tmp_path / "calls", "russian", said=russian, language="ru")
    speechqa(tmp_path, "run", "calls", "--out", "out")
    return tmp_path


def speechqa(folder, *words):
    return subprocess.run(
        [sys.executable, "-m", "speechqa", *map(str, words)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=120,
    )


def explained(world, *words):
    done = speechqa(world, "explain", *words)
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout  # colour only on a terminal
    assert max(columns(line) for line in done.stdout.splitlines()) <= 80
    return done.stdout


def test_a_met_item_shows_its_words(world):
    text = explained(world, "good", "notice")
    assert "MET       confidence" in text
    assert "script    this  call  is" in text
    assert "Anna Berg. [This call is being recorded.]" in text
    assert "Asks      the agent to say any one of these, in the first 30 s (3 points" in text
    assert "Stored    the same" in text
    assert "'we record our calls'" in text


def test_a_negated_item_shows_what_cancels_it(world):
    text = explained(world, "denied", "notice")
    assert "NOT MET" in text
    assert "fails the call" in text
    assert "negated (not)" in text
    assert "denial" in text


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("promise", ["to say none of these", "negated (not)", "MET"]),
        ("both", ["to say each of these", "Anna Berg", "{company} is Larkfield Supplies"]),
        ("some", ["to say 2 different ones of these", "'how many do you need'"]),
    ],
)
def test_the_other_kinds_of_item(world, item, expected):
    text = explained(world, "good", item)
    assert [part for part in expected if part not in text] == []


def test_a_miss_says_so_and_that_other_words_were_not_compared(world):
    text = explained(world, "bad", "notice")
    assert "Not said: 'this call is recorded', 'we record our calls'" in text
    assert "Heard there" in text


def test_cyrillic_words_stand_below_each_other(world):
    lines = explained(world, "russian", "notice").splitlines()
    asked = next(line for line in lines if line.startswith("      script"))
    said = lines[lines.index(asked) + 1]
    assert asked.index("записывается") == said.index("записывается"), lines


def test_json_holds_the_whole_of_it(world):
    told = json.loads(explained_json(world, "good", "notice"))
    hit = told["evidence"]["phrases"][0]["hits"][0]
    assert told["verdict"]["verdict"] == told["stored"]["verdict"] == "met"
    assert hit["said"]["start_s"] >= 0
    assert [row["said"] for row in hit["pairings"]][:2] == ["This", "call"]
    assert told["evidence"]["window_s"] == [[0.0, told["evidence"]["window_s"][0][1]]]
    assert len(told["made_from"]["script"]) == 64
    assert "path" not in told["call"]


def explained_json(world, *words):
    done = speechqa(world, "explain", *words, "--json")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_it_does_not_know_is_told(world):
    done = speechqa(world, "explain", "goood", "notice")
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean 'good'?" in done.stderr
    done = speechqa(world, "explain", "good", "notize")
    assert done.returncode == 2
    assert "did you mean 'notice'?" in done.stderr
    assert speechqa(world, "explain", "good", "notice", "--store", "nowhere.sqlite").returncode == 2
    assert not (world / "nowhere.sqlite").exists()


def test_verdicts_csv_tells_what_it_was_made_from(world):
    import csv

    with (world / "out" / "verdicts.csv").open(encoding="utf-8", newline="") as stream:
        rows = {(row["call_id"], row["item"]): row for row in csv.DictReader(stream)}
    row = rows["good", "notice"]
    told = json.loads(explained_json(world, "good", "notice"))["made_from"]
    assert row["phrase"] == "this call is recorded"
    assert [row[f"{name}_sha256"] for name in ("audio", "transcript", "script")] == [
        told[name] for name in ("audio", "transcript", "script")
    ]
    assert row["engine"] == told["engine"]


def test_a_long_phrase_is_laid_out_in_blocks():
    rows = [Pairing(f"word{i}", f"слово{i}", "form", 0.9) for i in range(20)]
    lines = [line.text for line in aligned(rows)]
    assert len(lines) % 3 == 0
    assert max(map(columns, lines)) <= 80
    assert columns("e\u0301") == 1
    assert columns("漢") == 2
