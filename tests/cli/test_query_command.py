"""The command query as its users run it."""

import json
import os
import subprocess
import sys

import pytest
from calls_on_disk import script_folder, transcript_file


def speechqa(folder, *words, given=None):
    return subprocess.run(
        [sys.executable, "-m", "speechqa", *map(str, words)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        input=given,
        env={**os.environ, "COLUMNS": "80"},
        timeout=120,
    )


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    script_folder(folder / "scripts_library")
    (folder / "stopwords" / "en").mkdir(parents=True)
    (folder / "stopwords" / "en" / "conflict.txt").write_text("you must | 2\n", encoding="utf-8")
    transcript_file(folder / "calls", "good", customer_phone="+4915112345678")
    assert speechqa(folder, "run", "calls", "--out", "out", "--quiet").returncode == 0
    return folder


def test_a_table_is_shown(world):
    done = speechqa(world, "query", "SELECT agent, score, passed, score / 3 AS third FROM calls")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split() for line in done.stdout.splitlines()] == [
        ["agent", "score", "passed", "third"],
        ["anna", "100", "true", "33.333"],
        ["(1", "row)"],
    ]


def test_many_columns_are_shown_below_each_other(world):
    lines = speechqa(world, "query", "FROM calls").stdout.splitlines()
    assert lines[0].split() == ["call_id", "good"]
    assert lines[-1] == "(1 row)"


def test_figures_agree_with_the_exports(world):
    for kind in ("json", "parquet", "xlsx"):
        done = speechqa(world, "export", kind, "--out", "out")
        assert done.returncode == 0, done.stderr
        assert "anna" in done.stdout
    report = json.loads((world / "out" / "report.json").read_text(encoding="utf-8"))
    asked = speechqa(world, "query", "FROM verdicts", "--format", "json")
    # SQL has the text of each time beside the time.
    answer = [{k: v for k, v in row.items() if not k.endswith("_iso")} for row in json.loads(asked.stdout)]
    assert answer == report["verdicts"]


def test_an_answer_is_written_to_a_file_of_the_user_alone(world, tmp_path):
    target = tmp_path / "answer.csv"
    done = speechqa(
        world, "query", "-", "--format", "csv", "--out", target, given="SELECT agent FROM calls\n"
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert target.read_text(encoding="utf-8") == "agent\nanna\n"
    assert target.stat().st_mode & 0o777 == 0o600


def test_redacted_answers_hold_no_personal_data(world):
    asked = ("query", "SELECT customer_phone FROM calls", "--format", "json")
    assert "+4915112345678" in speechqa(world, *asked).stdout
    redacted = speechqa(world, *asked, "--redact")
    assert redacted.returncode == 0, redacted.stderr
    assert json.loads(redacted.stdout)
    assert "15112345" not in redacted.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("SELECT * FROM call",), 'Did you mean "calls"?'),
        (("DROP TABLE calls",), "DROP is no question"),
        (("SELECT 1", "--format", "xml"), "must be one of table, csv, json"),
        (("SELECT 1", "--out", "x.csv"), "goes with --format csv or json"),
        (("SELECT 1", "--format", "csv", "--out", "calls"), "is a folder; give a file"),
        (("SELECT 1", "--store", "none.sqlite"), "none.sqlite"),
    ],
)
def test_what_is_wrong_is_told_with_exit_code_2(world, words, says):
    done = speechqa(world, "query", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not (world / "x.csv").exists()
