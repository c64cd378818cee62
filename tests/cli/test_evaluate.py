"""``speechqa evaluate`` as its users run it."""

import csv
import json
import os
import subprocess
import sys

import pytest
from calls_on_disk import BAD, script_folder, transcript_file


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Sixteen good calls and sixteen poor ones, judged; the shipped calibration would leave some open."""
    folder = tmp_path_factory.mktemp("evaluate")
    (folder / "speechqa.toml").write_text('calibration = "none"\n')
    script_folder(folder / "scripts_library")
    (folder / "stopwords").mkdir()
    for i in range(16):
        transcript_file(folder / "calls", f"good{i}")
        transcript_file(folder / "calls", f"poor{i}", said=(f"Yes {i}?", BAD[1]))
    done = speechqa(folder, "run", "calls", "--out", "out")
    assert done.returncode == 0, done.stderr
    return folder


def speechqa(folder, *words):
    return subprocess.run(
        [sys.executable, "-m", "speechqa", *map(str, words)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ),
        timeout=120,
    )


def rows(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def label_file(folder, name, labels):
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["call_id", "item", "verdict"])
        writer.writerows(labels)
    return path


@pytest.fixture(scope="module")
def all_labels(world):
    """What a person says of every item: the machine is right, but for two calls."""
    truth = []
    for row in rows(world / "out" / "verdicts.csv"):
        wrong = row["call_id"] in {"poor3", "poor7"} and row["item"] == "greeting"
        good = row["call_id"].startswith("good")
        truth.append((row["call_id"], row["item"], "met" if good or wrong else "not_met"))
    return label_file(world, "all.csv", truth)


def test_figures_disagreements_and_what_fits_nothing_are_printed(world):
    labels = label_file(
        world,
        "few.csv",
        [
            ("good1", "greeting", "met"),
            ("good1", "notice", "not_met"),
            ("good1", "bye", "met"),
            ("x", "y", "met"),
        ],
    )
    done = speechqa(world, "evaluate", "--labels", labels)
    assert done.returncode == 0, done.stderr
    assert "all items" in done.stdout
    assert "good1  notice: machine met" in done.stdout
    assert "people not_met: 'This call is recorded" in done.stdout
    assert "line 4: good1  bye: the script en-test has no such item" in done.stdout
    assert "line 5: x  y: no such call in the store" in done.stdout
    assert not (world / "evaluation").exists()


def test_tables_are_written_where_out_says(world, all_labels):
    done = speechqa(world, "evaluate", "--labels", all_labels, "--out", "evaluation")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (world / "evaluation").iterdir()) == [
        "disagreements.csv", "evaluation.csv", "unmatched_labels.csv",
    ]  # fmt: skip
    table = {
        (row["group"], row["name"], row["verdict"]): row for row in rows(world / "evaluation/evaluation.csv")
    }
    missed = table["overall", "all items", "not_met"]
    assert (missed["labels"], missed["labelled"], missed["given"], missed["right"]) == (
        "64",
        "30",
        "32",
        "30",
    )
    assert missed["precision"] == "0.938"
    assert float(missed["precision_low"]) < 0.938 < float(missed["precision_high"])
    found = rows(world / "evaluation/disagreements.csv")
    assert [(row["call_id"], row["kind"], row["human"]) for row in found] == [
        ("poor3", "wrong", "met"),
        ("poor7", "wrong", "met"),
    ]


def test_json_holds_everything_and_twice_the_same(world, all_labels):
    done = speechqa(world, "evaluate", "--labels", all_labels, "--json")
    found = json.loads(done.stdout)
    assert found["groups"][0]["verdicts"]["not_met"]["precision"]["part"] == 30
    assert found["labels"]["sha256"]
    assert speechqa(world, "evaluate", "--labels", all_labels, "--json").stdout == done.stdout


def test_too_few_labels_make_no_calibration(world):
    pytest.importorskip("sklearn", reason="needs the extra 'evaluate'")
    few = label_file(world, "part.csv", [("good1", "greeting", "met")])
    refused = speechqa(world, "evaluate", "--labels", few, "--calibrate", "few.json")
    assert refused.returncode == 2
    assert "1 met verdicts in 1 calls; at least 30 in 10 calls are needed" in refused.stderr
    assert not (world / "few.json").exists()


def test_a_calibration_is_learnt_and_later_judging_keeps_to_the_wish(world, all_labels):
    pytest.importorskip("sklearn", reason="needs the extra 'evaluate'")
    done = speechqa(
        world, "evaluate", "--labels", all_labels, "--calibrate", "c.json", "--wrong-at-most", "0.2"
    )
    assert done.returncode == 0, done.stderr
    assert "20 %" in done.stdout
    curves = json.loads((world / "c.json").read_text(encoding="utf-8"))["curves"]
    labels = {(each["verdict"], each["grounds"]): each["labels"] for each in curves}
    # The not_met rest on two grounds, 16 on each: too few for curves of their own.
    assert labels == {("met", ""): 32, ("met", "said"): 32, ("not_met", ""): 32}

    unasked = speechqa(world, "score", "--calibration", "c.json", "--dry-run")
    assert unasked.returncode == 2
    assert "can't promise that at most 5.00% of not_met are wrong, only 9.09%" in unasked.stderr
    assert "none lets all stand" in unasked.stderr
    free = ("--calibration", "c.json", "--wrong-at-most", "none")
    again = speechqa(world, "score", *free, "--diff", "--dry-run")
    assert again.returncode == 0, again.stderr
    assert "0 verdicts changed" in again.stdout
    strict = speechqa(world, "score", "--calibration", "c.json", "--wrong-at-most", "0.01", "--dry-run")
    assert strict.returncode == 2
    assert "can't promise that at most 1.00% of met" in strict.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--labels", "none.csv"), "none.csv: can't be read"),
        (("--labels", "all.csv", "--store", "none.sqlite"), "none.sqlite"),
        (("--labels", "strange.csv"), "none fits a call"),
        (("--labels", "all.csv", "--wrong-at-most", "2"), "share of wrong verdicts"),
        ((), "--labels"),
    ],
)
def test_what_is_wrong_is_told_with_exit_code_2(world, all_labels, words, says):
    assert all_labels.name == "all.csv"
    label_file(world, "strange.csv", [("x", "y", "met")])
    done = speechqa(world, "evaluate", *words)
    assert done.returncode == 2, done.stdout + done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
