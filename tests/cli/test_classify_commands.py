"""The commands of the call classifier, as their users run them."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from speechqa.records import Recording
from speechqa.store import open_store
from speechqa.training.corpus import read_corpus

PAIRS = Path(__file__).parents[1] / "data" / "call_type_pairs"
CALLS = [call for call in read_corpus(PAIRS) if call.transcript.language in {"en", "pl"}]


def call_id(call):
    return f"{call.transcript.language}-{call.call_id}"


def speechqa(folder, *words):
    return subprocess.run(
        [sys.executable, "-m", "speechqa", *map(str, words)],
        cwd=folder, capture_output=True, text=True, check=False, env=dict(os.environ), timeout=300,
    )  # fmt: skip


@pytest.fixture
def world(tmp_path):
    """Labelled calls as files and in a store; nothing is compared by sense, which would take minutes."""
    (tmp_path / "calls").mkdir()
    (tmp_path / "speechqa.toml").write_text('meaning = "nowhere"\n', encoding="utf-8")
    with (tmp_path / "labels.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("call_id", "label", "call_type", "outcome", "stage"))
        for call in CALLS:
            label = "wrong_number" if "wrong_number" in call.call_id else call.label
            table.writerow((call_id(call), label, call.parent, call.outcome or "", call.stage or ""))
    for call in CALLS:
        turns = [
            {
                "speaker": turn.speaker, "text": turn.text,
                "start_s": turn.start_ms / 1000, "end_s": turn.end_ms / 1000,
            }
            for turn in call.transcript.turns
        ]  # fmt: skip
        fields = {"call_id": call_id(call), "language": call.transcript.language}
        fields |= {"direction": call.direction, "turns": turns}
        path = tmp_path / "calls" / f"{call_id(call)}.transcript.json"
        path.write_text(json.dumps(fields, ensure_ascii=False), encoding="utf-8")
    return tmp_path


def test_a_text_is_classified_with_chances_and_the_sentences_that_decided(world):
    said = "agent: Bakery, hello. customer: Sorry, wrong number, I wanted the garage. agent: No problem, bye."
    lines = speechqa(world, "classify", said).stdout.splitlines()
    assert lines[0].startswith("navigation 0.")
    assert "negotiation" in lines[0]
    assert "other" in lines[0]
    assert any("wrong number" in line for line in lines[1:])
    assert speechqa(world, "classify", "text", said).stdout.splitlines() == lines
    assert speechqa(world, "classify", "--language", "en", said).stdout.splitlines() == lines


def test_a_file_is_classified_in_its_own_language(world):
    shown = speechqa(world, "classify", "calls/pl-invoice-order.transcript.json")
    assert shown.stdout.startswith("negotiation")
    assert "fakturę" in shown.stdout.lower()
    (world / "note.txt").write_text("agent: Hello. customer: Where do I park, please?", encoding="utf-8")
    assert "park" in speechqa(world, "classify", "note.txt").stdout


@pytest.mark.parametrize("source", ["folder", "store"])
def test_own_calls_teach_a_model_that_is_then_used(world, source):
    words = ["--transcripts", "calls"] if source == "folder" else []
    if source == "store":
        keep(world)
    done = speechqa(
        world, "classify", "train", "--labels", "labels.csv", "--out", "mine", "--own-only", *words
    )
    assert done.returncode == 0, done.stderr
    assert "32 calls, right 0." in done.stdout
    assert done.stdout.splitlines()[-1].startswith("mine: set call_type_model")
    card = json.loads((world / "mine" / "card.json").read_text(encoding="utf-8"))
    assert card["labelled"]["wrong_number"] == 2
    shown = speechqa(
        world, "classify", "calls/en-price-wrong_number.transcript.json", "--model", "mine"
    ).stdout
    assert shown.startswith("navigation (wrong_number)")


def keep(world):
    with open_store(str(world / "speechqa.sqlite")) as store:
        for call in CALLS:
            recording = Recording("p", "f", call_id(call), call_id(call), direction=call.direction)
            store.put_calls([recording])
            store.put_transcript(recording, call.transcript, backend="b", model_hash="m", options_hash="o")


def test_evaluation_shows_both_models_confusion_and_what_differs(world):
    done = speechqa(
        world, "classify", "evaluate", "--labels", "labels.csv", "--transcripts", "calls", "--own-only"
    )
    assert done.returncode == 0, done.stderr
    assert "trained on these, each call unseen:" in done.stdout
    assert "model in use" in done.stdout
    assert done.stdout.count("call type, ") == 2
    assert "label, en: rows are your labels" in done.stdout
    assert "taken for" in done.stdout
    assert not (world / "call_type_model").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("train", "--labels", "none.csv"), "none.csv: can't be read"),
        (("train", "--labels", "labels.csv"), "speechqa.sqlite"),
        (("evaluate", "--labels", "labels.csv", "--transcripts", "nowhere"), "nowhere"),
        (("hello", "--model", "nowhere"), "nowhere/model.npz: can't be read"),
        (("hello", "--direction", "up"), "inbound"),
    ],
)
def test_a_wrong_set_up_is_exit_code_2_and_says_what(world, words, says):
    done = speechqa(world, "classify", *words)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
