"""The commands for topics, as their users run them."""

import csv
import os
import stat
import subprocess
import sys

import pytest
from calls_on_disk import script_folder

from speechqa.records import Recording, Transcript, Turn, Word
from speechqa.store import open_store

TOPICS = """
topics:
  - id: price
    title: Price
    terms: [price, how much]
    not: [price of fame]
"""
WASPS = ["there is a wasp nest in the roof", "remove the wasp nest please", "the wasp nest is big"]
FILL = [
    "good morning this is Lucy",
    "hello again",
    "hi there",
    "let me look",
    "it rained again",
    "thank you goodbye",
]


def speechqa(folder, *words):
    return subprocess.run(
        [sys.executable, "-m", "speechqa", *map(str, words)],
        cwd=folder, capture_output=True, text=True, check=False, env=dict(os.environ), timeout=120,
    )  # fmt: skip


@pytest.fixture
def world(tmp_path):
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "en.yaml").write_text(TOPICS, encoding="utf-8")
    script_folder(tmp_path / "scripts_library")
    (tmp_path / "stopwords").mkdir()
    return tmp_path


def keep(folder, lines_of_calls, *, language="en", first=0):
    with open_store(folder / "speechqa.sqlite") as store:
        for n, lines in enumerate(lines_of_calls, start=first):
            turns, at = [], 0
            for line in lines:
                words = tuple(
                    Word(word, at + 300 * i, at + 300 * i + 250) for i, word in enumerate(line.split())
                )
                turns.append(
                    Turn("agent" if len(turns) % 2 == 0 else "customer", at, words[-1].end_ms, words)
                )
                at = words[-1].end_ms
            day = f"2026-01-{1 + n % 28:02}T10:00:00" if n % 5 else ""
            name = f"{language}{n}"
            recording = Recording(name, name, name, name, agent="Ann", direction="inbound", started_at=day)
            store.put_calls([recording])
            transcript = Transcript(language, at, tuple(turns), "test")
            store.put_transcript(recording, transcript, backend="t", model_hash="", options_hash="")


def calls(wasps=6, plain=30):
    with_wasps = [[*FILL[:3], *WASPS, *FILL[3:], "bye", "bye bye"] for _ in range(wasps)]
    return with_wasps + [[*FILL, "how much is it", "the price is five pounds", "bye"] for _ in range(plain)]


def rows(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_list_and_check_tell_what_is_there(world):
    assert speechqa(world, "topics", "list").stdout == "en  price                  2 terms  Price\n"
    assert speechqa(world, "topics", "check").stdout == "1 topics in 1 languages, no problems, 0 warnings\n"
    other = speechqa(world, "topics", "list", "--language", "fr")
    assert other.returncode == 2
    assert "known: en" in other.stderr


def test_check_tells_what_a_text_is_about_and_why(world):
    done = speechqa(world, "topics", "check", "customer: how much? agent: the prices, and the price of fame")
    assert done.stdout.splitlines() == [
        "price: 'how much?' by the term 'how much'",
        "price: 'prices,' by the term 'price'",
        "2 mentions; about price (2)",
    ]
    assert speechqa(world, "topics", "check", "nothing of note").stdout == "0 mentions\n"


def test_a_mistake_is_told_with_file_and_line_before_any_call_is_touched(world):
    (world / "topics" / "en.yaml").write_text(
        "topics:\n  - id: a\n    title: A\n    term: [x]\n", encoding="utf-8"
    )
    for words in (["topics", "check"], ["score"], ["topics", "discover"]):
        done = speechqa(world, *words)
        assert done.returncode == 2
        assert "topics/en.yaml:4: unknown field 'term'; did you mean 'terms'?" in done.stderr
    assert not (world / "out").exists()


def test_scoring_counts_topics_and_says_where(world):
    keep(world, calls(wasps=1, plain=4))
    done = speechqa(world, "score", "--out", "out")
    assert done.returncode == 0, done.stderr
    by = {(row["by"], row["agent"], row["week"]): row for row in rows(world / "out" / "topics.csv")}
    whole = by["all", "", ""]
    assert (whole["topic"], whole["title"]) == ("price", "Price")
    assert (whole["calls"], whole["share"], whole["mentions"]) == ("4", "0.800", "8")
    assert by["agent", "Ann", ""]["calls"] == "4"
    assert by["week", "", "2026-W01"]["calls"] == "3"
    first = rows(world / "out" / "topic_mentions.csv")[0]
    assert (first["call_id"], first["topic"], first["matched"], first["speaker"]) == (
        "en1",
        "price",
        "how much",
        "agent",
    )
    assert {row["topics"] for row in rows(world / "out" / "calls.csv")} == {"", "price"}


def test_changed_topics_are_counted_anew_and_unchanged_ones_are_not(world):
    keep(world, calls(wasps=1, plain=4))
    speechqa(world, "score", "--out", "out")
    (world / "topics" / "en.yaml").write_text(
        TOPICS.replace("how much]", "how much, wasp]"), encoding="utf-8"
    )
    speechqa(world, "score", "--out", "out")
    assert rows(world / "out" / "topics.csv")[0]["calls"] == "5"


def test_discover_prints_and_writes_what_is_new(world):
    keep(world, calls())
    done = speechqa(world, "topics", "discover", "--out", "found", "--draft", "mine/en.new.yaml")
    assert done.returncode == 0, done.stderr
    assert "en: 36 calls read, 1 topics" in done.stdout
    assert "  1. wasp nest" in done.stdout
    assert "6 calls (16.7%)" in done.stdout
    (topic,) = rows(world / "found" / "discovered_topics.csv")
    assert (topic["words"].split("; ")[0], topic["calls"], topic["covered"]) == ("wasp nest", "6", "false")
    assert topic["quote_1"] in WASPS
    weeks = rows(world / "found" / "discovered_topic_weeks.csv")
    assert sum(int(row["calls"]) for row in weeks) == 4  # two of the six have no date
    draft = world / "mine" / "en.new.yaml"
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    assert speechqa(world, "topics", "check", "--topics", "mine", "two wasp nests").stdout.endswith(
        "wasp_nest (1)\n"
    )
    again = speechqa(world, "topics", "discover", "--draft", "mine/en.new.yaml")
    assert again.returncode == 2
    assert "is there already" in again.stderr


def test_discover_twice_writes_the_same_bytes(world):
    keep(world, calls())
    for out in ("one", "two"):
        speechqa(world, "topics", "discover", "--out", out, "--quiet")
    for name in ("discovered_topics.csv", "discovered_topic_weeks.csv"):
        assert (world / "one" / name).read_bytes() == (world / "two" / name).read_bytes()


def test_redacted_topics_have_no_numbers_and_no_names_of_calls(world):
    told = "my phone number is 0171 5550123 the wasp nest is by the door of the wasp nest"
    keep(world, [[*FILL[:3], *WASPS[:2], told, *FILL[3:], "bye", "bye bye"] for _ in range(6)])
    keep(world, calls(wasps=0), first=10)
    plain = speechqa(world, "topics", "discover", "--out", "plain")
    assert "0171 5550123" in plain.stdout
    hidden = speechqa(world, "topics", "discover", "--out", "hidden", "--redact")
    assert hidden.returncode == 0, hidden.stderr
    (topic,) = rows(world / "hidden" / "discovered_topics.csv")
    assert topic["words"].startswith("wasp nest")
    assert "0171" not in hidden.stdout + str(topic)
    assert "[phone]" in topic["quote_1"]


def test_discover_of_a_language_since_a_day(world):
    keep(world, calls())
    keep(world, calls(), language="de", first=50)
    both = speechqa(world, "topics", "discover", "--draft", "d.yaml")
    assert both.returncode == 2
    assert "add --language (de, en)" in both.stderr
    some = speechqa(world, "topics", "discover", "--language", "en", "--since", "2026-01-20")
    assert "en: 7 calls read" in some.stdout
    assert "8 calls without a date were left out" in some.stdout
    none = speechqa(world, "topics", "discover", "--language", "fr")
    assert "no transcribed calls fit" in none.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--since", "yesterday"], "is no date"),
        (["--top", "0"], "--top"),
        (["--store", "none.sqlite"], "none.sqlite"),
        (["--topics", "none"], "--topics"),
    ],
)
def test_what_is_wrong_is_said_with_exit_code_2(world, words, told):
    done = speechqa(world, "topics", "discover", *words)
    assert done.returncode == 2
    assert told in done.stderr
