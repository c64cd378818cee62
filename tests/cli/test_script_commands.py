"""`scripts check`, `test` and `draft` as their users run them."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechqa.cli import content
from speechqa.errors import ScriptError
from speechqa.scripts import load_library

SCRIPT = """\
id: en-test
version: 1
language: en
title: t
sections:
  - title: s
    items:
      - id: notice
        title: Says that the call is recorded
        say: [this call is recorded]
        not: [money back]
        examples:
          met: ["well this call is recorded for training"]
          not_met: ["what can I do for you"]
      - id: closing
        title: Says goodbye
        say:
          - bye
"""
WRITTEN = '- Ask: "How many do you need?"\n- Listen.\n'


@pytest.fixture
def world(tmp_path):
    (tmp_path / "scripts_library" / "en").mkdir(parents=True)
    (tmp_path / "scripts_library" / "en" / "en-test.yaml").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "hotline.txt").write_text(WRITTEN, encoding="utf-8")
    return tmp_path


def speechqa(folder, *words):
    return subprocess.run(
        [sys.executable, "-m", "speechqa", "scripts", *words],
        cwd=folder, capture_output=True, text=True, check=False, env=dict(os.environ), timeout=120,
    )  # fmt: skip


def test_check_warns_with_file_and_line_and_exit_code_0(world):
    done = speechqa(world, "check")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0].startswith("scripts_library/en/en-test.yaml:15: item 'closing': warning: has no examples")
    assert lines[1].startswith(
        "scripts_library/en/en-test.yaml:18: item 'closing': warning: 'bye' is one short"
    )
    assert lines[2] == "1 scripts, no problems, 2 warnings"


def test_a_phrase_the_matcher_refuses_is_an_error_with_its_line(world):
    path = world / "scripts_library" / "en" / "en-test.yaml"
    path.write_text(SCRIPT.replace("- bye", '- "{name}"'), encoding="utf-8")
    done = speechqa(world, "check")
    assert done.returncode == 2
    assert "scripts_library/en/en-test.yaml:18: item 'closing': phrase '{name}' has only slots" in done.stderr


def test_test_tells_examples_mishearings_and_unnoticed_changes(world):
    done = speechqa(world, "test", "--garble", "0.3")
    assert done.returncode == 0
    assert "10 misheard examples, " in done.stdout
    assert "en-test.yaml:12: item 'notice': warning: no example notices 'not' removed; add one" in done.stdout
    assert done.stdout.endswith("2 examples, 2 right, 0 wrong\n")
    assert done.stdout == speechqa(world, "test", "--garble", "0.3").stdout
    assert "misheard" not in speechqa(world, "test", "--garble", "0").stdout


def test_a_wrong_example_is_named_with_its_line_and_exit_code_1(world):
    path = world / "scripts_library" / "en" / "en-test.yaml"
    path.write_text(SCRIPT.replace("well this call is recorded for training", "no idea"), encoding="utf-8")
    done = speechqa(world, "test")
    assert done.returncode == 1
    assert (
        "scripts_library/en/en-test.yaml:13: item 'notice': should be met, is not_met: 'no idea'"
        in done.stdout
    )


def test_draft_prints_a_script_and_tells_what_it_left_out(world):
    done = speechqa(world, "draft", "hotline.txt", "--language", "en")
    assert done.returncode == 0
    assert "- How many do you need" in done.stdout
    assert done.stderr == "not placed: line 2: Listen.\n1 items, 1 lines not placed\n"


def test_draft_writes_into_a_folder_that_check_accepts_and_never_over_a_file(world):
    words = ("draft", "hotline.txt", "--language", "en", "--out", "mine")
    assert speechqa(world, *words).returncode == 0
    assert "no problems" in speechqa(world, "check", "--scripts", "mine").stdout
    again = speechqa(world, *words)
    assert again.returncode == 2
    assert "mine/en/hotline.yaml: is there already" in again.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("draft", "none.txt"), "none.txt: can't be read"),
        (("draft", "hotline.txt", "--language", "xx"), "known: de, en, pl, ru"),
        (("test", "none"), "no such script"),
    ],
)
def test_what_is_wrong_is_said_with_exit_code_2(world, words, says):
    done = speechqa(world, *words)
    assert done.returncode == 2
    assert says in done.stderr


WORDS = st.sampled_from(
    [
        "um",
        "please",
        "[name]",
        "[company]",
        "(please)",
        "how",
        "24",
        "not",
        "{x}",
        "/",
        "____",
        "I",
        "или",
        "nie",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6), st.sampled_from(["en", "ru", "de", "pl"]))
def test_what_is_drafted_passes_the_check(words, language):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.txt").write_text(f'"{" ".join(words)}"', encoding="utf-8")
        try:
            content.draft(folder / "a.txt", language=language, out=folder / "out")
        except ScriptError:
            return  # no words in it
        content.check_scripts(load_library(folder / "out"))
