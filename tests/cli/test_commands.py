"""The command line as its users run it: a process, its output, its exit code."""

import csv
import json
import os
import subprocess
import sys

import pytest
from calls_on_disk import BAD, SCRIPT, script_folder, transcript_file


@pytest.fixture
def world(tmp_path):
    script_folder(tmp_path / "scripts_library")
    (tmp_path / "stopwords" / "en").mkdir(parents=True)
    (tmp_path / "stopwords" / "en" / "conflict.txt").write_text("you must | 2\n", encoding="utf-8")
    transcript_file(tmp_path / "calls", "good")
    return tmp_path


def speechqa(folder, *words, **environment):
    return subprocess.run(
        [sys.executable, "-m", "speechqa", *map(str, words)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
        timeout=120,
    )


def rows(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def every_command():
    import typer.main

    from speechqa.cli import app

    def walk(command, words):
        yield words
        for name, inner in sorted(getattr(command, "commands", {}).items()):
            yield from walk(inner, (*words, name))

    return list(walk(typer.main.get_command(app), ()))


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_every_help_has_an_example(words, tmp_path):
    shown = speechqa(tmp_path, *words, "--help")
    assert shown.returncode == 0
    assert "Example" in shown.stdout


def test_run_writes_all_files_and_a_summary(world):
    done = speechqa(world, "run", "calls", "--out", "out")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (world / "out").iterdir()) == [
        "agents.csv", "calls.csv", "classes.csv", "coaching.csv", "commitments.csv", "comparison.csv",
        "failures.csv", "hits.csv", "quality.csv", "summary.json", "topic_mentions.csv",
        "topics.csv", "verdicts.csv",
    ]  # fmt: skip
    [call] = rows(world / "out" / "calls.csv")
    assert (call["agent"], call["status"], call["score"]) == ("anna", "scored", "100.00")
    assert "anna" in done.stdout
    assert "out" in done.stdout


def test_a_second_run_writes_the_same_bytes(world):
    speechqa(world, "run", "calls", "--out", "out")
    before = {path.name: path.read_bytes() for path in (world / "out").iterdir()}
    speechqa(world, "run", "calls", "--out", "out")
    assert before == {path.name: path.read_bytes() for path in (world / "out").iterdir()}


def test_a_bad_call_is_one_row_and_exit_code_1(world):
    (world / "calls" / "=cmd.wav").write_bytes(b"")
    (world / "calls" / "текст 'x'.mp3").write_text("not sound at all", encoding="utf-8")
    done = speechqa(world, "run", "calls", "--out", "out")
    assert done.returncode == 1
    failed = rows(world / "out" / "failures.csv")
    assert len(failed) == 2
    assert all(row["error"] for row in failed)
    assert [row["status"] for row in rows(world / "out" / "calls.csv")].count("scored") == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("run", "nowhere"), "nowhere"),
        (("run", "scripts_library"), "no recordings in scripts_library (1 files that are none)"),
        (("transcribe", "scripts_library"), "no recordings"),
        (("run", "calls", "--script", "none"), "no such script"),
        (("run", "calls", "--device", "gpu"), "auto, cpu or cuda"),
        (("run", "calls", "--workers", "0"), "from 1 to 256, or auto"),
        (("run", "calls", "--language", "ua"), "no language code"),
        (("transcribe", "calls", "--model", "scripts_library"), "neither model.bin"),
        (("run", "calls", "--model", "bse"), "base"),
        (("run", "calls", "--config", "none.toml"), "none.toml"),
        (("run", "calls", "--scripts", "none"), "none"),
        (("run", "calls", "--entailment", "nowhere"), "entailment = nowhere: "),
        (("run", "calls", "--colour"), "--colour"),
        (("run",), "CALLS"),
        (("export", "pdf"), "csv"),
        (("score", "--store", "none.sqlite"), "none.sqlite"),
        (("models", "verify", "none"), "none"),
        (("transcribe", "calls", "--format", "doc"), "json"),
        (("classify", "hello", "--direction", "up"), "inbound"),
        (("words", "check", "hello", "--language", "xx"), "known: en"),
    ],
)
def test_a_wrong_set_up_is_exit_code_2_and_says_what(world, words, says):
    done = speechqa(world, *words)
    assert done.returncode == 2, done.stdout + done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not (world / "out").exists()


def test_a_model_that_cannot_be_loaded_is_exit_code_2_though_a_worker_finds_it(world):
    """Its files are all there; what is wrong shows only when the worker loads them."""
    (world / "own").mkdir()
    for name in ("config.json", "model.bin", "tokenizer.json"):
        (world / "own" / name).write_text("{}", encoding="utf-8")
    tone(world / "calls" / "sound.wav")
    done = speechqa(world, "run", "calls", "--model", "own", "--out", "out", "--workers", "auto")
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("speechqa: own: ")
    assert not list((world / "out").glob("*.csv"))


def tone(path):
    import math
    import struct
    import wave

    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        samples = (int(9000 * math.sin(i / 3)) for i in range(8000))
        sound.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))


@pytest.mark.parametrize("command", ["run", "transcribe"])
def test_a_place_that_takes_no_results_is_told_before_the_first_call(world, command):
    (world / "taken").write_text("", encoding="utf-8")
    done = speechqa(world, command, "calls", "--out", "taken/deeper")
    assert done.returncode == 2
    assert "taken is a file" in done.stderr
    assert not (world / "speechqa.sqlite").exists()


def test_a_mistyped_store_leaves_nothing_behind(world):
    before = sorted(world.rglob("*"))
    assert speechqa(world, "score", "--store", "nowhere/s.sqlite").returncode == 2
    assert sorted(world.rglob("*")) == before


def test_a_folder_that_is_gone_is_told_plainly(world):
    code = "import os; os.mkdir('x'); os.chdir('x'); os.rmdir('../x')\n"
    code += "import sys, speechqa.cli; sys.argv = ['speechqa', 'run', 'calls']; speechqa.cli.main()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=world, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "current folder" in done.stderr


def test_another_run_is_exit_code_3(world):
    from speechqa.store import lock

    with lock(world / "speechqa.sqlite"):
        done = speechqa(world, "run", "calls")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_with_json_logs_the_error_too_is_one_object(world):
    done = speechqa(world, "run", "nowhere", "--json-logs")
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert json.loads(line) == {"kind": "error", "text": "nowhere: no such file or folder"}


def test_json_logs_and_quiet(world):
    done = speechqa(world, "run", "calls", "--quiet", "--json-logs")
    assert done.stdout == ""
    kinds = [json.loads(line)["kind"] for line in done.stderr.splitlines()]
    # A note says so where other words can't be compared in this environment.
    assert [kind for kind in kinds if kind != "note"] == ["planned", "transcribed"]
    assert speechqa(world, "run", "calls", "--quiet").stderr == ""


def test_where_other_words_cannot_be_compared_everybody_is_told(world):
    blind = "Other words than the scripts' could not be compared: "
    done = speechqa(world, "run", "calls", SPEECHQA_MEANING="nowhere")
    assert blind in done.stderr
    assert blind in done.stdout
    assert json.loads((world / "out" / "summary.json").read_text())["notes"][0].startswith(blind)
    again = speechqa(world, "score", "--dry-run", SPEECHQA_MEANING="nowhere")
    assert blind in again.stderr
    seen = speechqa(world, "score")
    if json.loads((world / "out" / "summary.json").read_text())["meaning"]:
        assert blind not in seen.stdout + seen.stderr


def test_score_names_each_changed_verdict(world):
    transcript_file(world / "calls", "poor", said=BAD)
    speechqa(world, "run", "calls")
    script_folder(
        world / "scripts_library",
        SCRIPT.replace("[good morning, hello]", "[good evening]\n        match: verbatim"),
    )
    told = speechqa(world, "score", "--diff", "--dry-run")
    assert "good  en-test  greeting: met -> not_met" in told.stdout
    assert "poor" not in told.stdout
    done = speechqa(world, "score", "--diff", "--out", "again")
    assert "1 verdicts changed" in done.stdout
    found = {(row["call_id"], row["item"]): row["verdict"] for row in rows(world / "again" / "verdicts.csv")}
    assert found["good", "greeting"] == "not_met"


def test_export_writes_what_run_wrote(world):
    speechqa(world, "run", "calls", "--out", "out")
    done = speechqa(world, "export", "csv", "--out", "again")
    assert done.returncode == 0, done.stderr
    for path in (world / "out").iterdir():
        assert path.read_bytes() == (world / "again" / path.name).read_bytes()


def test_transcribe_writes_what_run_can_read(world):
    done = speechqa(world, "transcribe", "calls", "--out", "texts", "--format", "json,txt,srt,vtt")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (world / "texts").iterdir()) == [
        "good.srt", "good.transcript.json", "good.txt", "good.vtt",
    ]  # fmt: skip
    again = speechqa(world, "run", "texts", "--out", "out", "--store", "other.sqlite")
    assert again.returncode == 0, again.stderr
    assert rows(world / "out" / "calls.csv")[0]["score"] == "100.00"


def test_content_commands(world):
    assert "en-test" in speechqa(world, "scripts", "list").stdout
    assert "no problems" in speechqa(world, "scripts", "check").stdout
    assert "4 examples, 4 right" in speechqa(world, "scripts", "test").stdout
    assert json.loads(speechqa(world, "scripts", "schema").stdout)["type"] == "object"
    assert "'you must'" in speechqa(world, "words", "check", "now you must go").stdout
    assert "negotiation" in speechqa(
        world, "classify", "customer: how much is the table? agent: it is 90 pounds. customer: I'll take it"
    ).stdout  # fmt: skip


def test_a_wrong_example_fails_the_test_command(world):
    script_folder(world / "scripts_library", SCRIPT.replace("met: [hello there]", "met: [who is it]"))
    done = speechqa(world, "scripts", "test")
    assert done.returncode == 1
    assert "greeting" in done.stdout


def test_a_phrase_that_fits_anything_is_named(world):
    script_folder(world / "scripts_library", SCRIPT.replace("[good morning, hello]", '["{any}"]'))
    done = speechqa(world, "scripts", "check")
    assert done.returncode == 2
    assert "en-test" in done.stderr
    assert "greeting" in done.stderr


def test_models_are_listed_with_their_state(world):
    listed = speechqa(world, "models", "list", "--models", "none").stdout
    assert "large-v3" in listed
    assert "not downloaded" in listed


def test_interrupted_is_exit_code_130(world):
    import signal

    code = """
import sys, time, speechqa.cli, speechqa.cli.work
speechqa.cli.work.run = lambda *given, **named: (print('ready', flush=True), time.sleep(60))
sys.argv = ['speechqa', 'run', 'calls']
speechqa.cli.main()
"""
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=world, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout.readline() == b"ready\n"
    process.send_signal(signal.SIGTERM)
    assert "run again" in process.communicate(timeout=30)[1].decode()
    assert process.returncode == 130
