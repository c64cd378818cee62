"""Review by a table, as its users run it: exported, filled in, imported, found in every export."""

import csv
import json
import os
import shutil
import subprocess
import sys

import pytest
from calls_on_disk import BAD, SCRIPT, script_folder, transcript_file


@pytest.fixture(scope="session")
def judged(tmp_path_factory):
    folder = tmp_path_factory.mktemp("judged")
    # What people say of verdicts is tested, not how sure these are: what isn't found is not_met here.
    (folder / "speechqa.toml").write_text('calibration = "none"\n', encoding="utf-8")
    script_folder(folder / "scripts_library")
    (folder / "stopwords" / "en").mkdir(parents=True)
    (folder / "stopwords" / "en" / "conflict.txt").write_text("you must | 2\n", encoding="utf-8")
    transcript_file(folder / "calls", "good")
    transcript_file(folder / "calls", "=bad", said=BAD)
    assert speechqa(folder, "run", "calls", "--out", "out").returncode == 0
    return folder


@pytest.fixture
def world(judged, tmp_path):
    """A folder with judged calls, to be changed."""
    shutil.copytree(judged, tmp_path / "world")
    return tmp_path / "world"


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


def fill(folder, cells, *words):
    """The table of what is to be reviewed, with cells filled in by call id and item."""
    done = speechqa(folder, "export", "csv", "--for-review", "--out", "review", *words)
    assert done.returncode == 0, done.stderr
    path = folder / "review" / "review.csv"
    table = rows(path)
    for row in table:
        row.update(cells.get((row["call_id"].lstrip("'"), row["item"]), {}))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, table[0].keys())
        writer.writeheader()
        writer.writerows(table)
    return path


def verdict(folder, call_id="=bad", item="notice"):
    assert speechqa(folder, "export", "csv", "--out", "after").returncode == 0
    return next(
        row
        for row in rows(folder / "after" / "verdicts.csv")
        if (row["call_id"].lstrip("'"), row["item"]) == (call_id, item)
    )


OVERRIDE = {("=bad", "notice"): {"review_verdict": "met", "review_reason": "said by the queue"}}


def test_an_override_goes_through_the_table_into_every_export_and_stays_after_scoring(world):
    path = fill(world, OVERRIDE)
    done = speechqa(world, "import-review", path, "--reviewer", "Olga Lind")
    assert (done.returncode, done.stdout) == (0, "taken: 1 verdict; 0 known before; left empty: 5 rows\n")
    row = verdict(world)
    assert (row["verdict"], row["points"], row["machine_verdict"]) == ("met", "3", "not_met")
    assert (row["reviewed_by"], row["review_reason"], row["confidence"]) == (
        "Olga Lind", "said by the queue", "1.000",
    )  # fmt: skip
    (world / "scripts_library" / "en" / "en-test.yaml").write_text(
        SCRIPT.replace("version: 1", "version: 2").replace("weight: 3", "weight: 5"), encoding="utf-8"
    )
    assert speechqa(world, "score", "--out", "scored").returncode == 0
    row = verdict(world)
    assert (row["script_version"], row["verdict"], row["points"]) == ("2", "met", "5")
    assert speechqa(world, "export", "json", "--out", "json").returncode == 0
    assert "Olga Lind" in (world / "json" / "report.json").read_text(encoding="utf-8")


def test_importing_again_changes_nothing_and_an_older_table_says_so(world):
    first = fill(world, OVERRIDE)
    older = first.with_name("older.csv")
    older.write_bytes(first.read_bytes())
    speechqa(world, "import-review", first, "--reviewer", "Olga")
    again = speechqa(world, "import-review", first, "--reviewer", "Olga")
    assert again.stdout == "taken: nothing new; 1 known before; left empty: 5 rows\n"
    newer = fill(world, {("=bad", "notice"): {"review_verdict": "cannot_tell", "review_reason": "cut off"}})
    speechqa(world, "import-review", newer, "--reviewer", "Piotr")
    done = speechqa(world, "import-review", older, "--reviewer", "Olga")
    assert "line 2" not in done.stdout
    assert "was decided so before and otherwise since" in done.stderr
    assert verdict(world)["verdict"] == "cannot_tell"
    assert [row["in_force"] for row in rows(world / "after" / "reviews.csv")] == ["false", "true"]


def test_a_faulty_table_is_refused_whole(world):
    path = fill(
        world,
        {
            **OVERRIDE,
            ("good", "greeting"): {"review_verdict": "perhaps"},
            ("good", ""): {"review_reason": "x"},
        },
    )
    done = speechqa(world, "import-review", path, "--reviewer", "Olga")
    assert done.returncode == 2
    assert done.stderr.count("column review_verdict: ") == 2
    assert verdict(world)["verdict"] == "not_met"


def test_an_item_that_is_gone_is_told_and_no_longer_decides(world):
    speechqa(world, "import-review", fill(world, OVERRIDE), "--reviewer", "Olga")
    gone = SCRIPT.partition("      - id: notice")[0]
    (world / "scripts_library" / "en" / "en-test.yaml").write_text(gone, encoding="utf-8")
    done = speechqa(world, "score", "--out", "scored")
    assert done.returncode == 0
    notes = json.loads((world / "scored" / "summary.json").read_text(encoding="utf-8"))["notes"]
    assert "decisions of people that no longer apply (reviews.csv tells which and why): 1" in notes
    [row] = rows(world / "scored" / "reviews.csv")
    assert (row["in_force"], row["why_not"]) == ("false", "the script has no such item any more")


def test_blind_ratings_by_table_become_labels_and_figures(world):
    cells = {
        ("=bad", "notice"): {"review_verdict": "not_met"},
        ("=bad", "greeting"): {"review_verdict": "not_met"},
        ("good", "notice"): {"review_verdict": "met"},
        ("good", "greeting"): {"review_verdict": "met"},
    }
    path = fill(world, cells, "--blind")
    assert "verdict" not in rows(path)[0]
    for name in ("Olga", "Piotr"):
        done = speechqa(world, "import-review", path, "--reviewer", name)
        assert done.stdout.startswith("taken: 4 blind ratings"), done.stderr
    assert verdict(world)["machine_verdict"] == "not_met"
    agreement = {
        (row["between"], row["basis"], row["item"]): row for row in rows(world / "after" / "agreement.csv")
    }
    people = agreement["people_people", "blind", ""]
    assert (people["labels"], people["agreed"], people["kappa"]) == ("4", "1.000", "1.000")
    assert float(people["kappa_low"]) < 0.5, "four labels prove little"
    done = speechqa(world, "evaluate", "--from-reviews", "blind", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["raters"]
    assert speechqa(world, "export", "html", "--out", "html").returncode == 0
    assert "people among each other" in (world / "html" / "index.html").read_text(encoding="utf-8")


def test_a_dry_run_stores_nothing(world):
    done = speechqa(world, "import-review", fill(world, OVERRIDE), "--reviewer", "Olga", "--dry-run")
    assert done.returncode == 0
    assert verdict(world)["reviewed_by"] == ""


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("import-review", "none.csv", "--reviewer", "O"), "none.csv"),
        (("import-review", "out/calls.csv", "--reviewer", "O"), "--for-review"),
        (("import-review", "out/calls.csv", "--reviewer", " "), "Give a name"),
        (("export", "html", "--for-review"), "goes with export csv"),
        (("export", "csv", "--blind"), "goes with --for-review"),
        (("export", "csv", "--for-review", "--redact"), "not with --redact"),
        (("evaluate",), "--from-reviews"),
        (("evaluate", "--from-reviews", "all"), "nobody reviewed anything"),
        (("evaluate", "--from-reviews", "some"), "all, blind"),
        (("review", "--store", "none.sqlite"), "none.sqlite"),
        (("review", "--labels", "fr"), "en, ru, de, pl"),
        (("review", "--port", "99999"), "65535"),
    ],
)
def test_what_is_wrong_is_told(world, words, says):
    done = speechqa(world, *words)
    assert done.returncode == 2, done.stdout + done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_redaction_covers_what_people_say(world):
    transcript_file(
        world / "calls", "maria_+4915112345678", said=("hello Maria Keller", "my name is Maria Keller")
    )
    speechqa(world, "run", "calls", "--out", "out")
    path = fill(
        world,
        {
            ("maria_+4915112345678", "notice"): {
                "review_verdict": "met",
                "review_reason": "Maria Keller at +4915112345678 heard it",
            }
        },
    )
    assert speechqa(world, "import-review", path, "--reviewer", "Olga").returncode == 0
    assert speechqa(world, "export", "csv", "--redact", "--out", "red").returncode == 0
    for file in ("reviews.csv", "verdicts.csv"):
        text = (world / "red" / file).read_text(encoding="utf-8")
        assert "Olga" in text
        assert "5112345678" not in text
        assert "Maria Keller" not in text
