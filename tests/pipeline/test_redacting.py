"""Nothing personal leaves a run with --redact: every file and message is searched for it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from speechqa.audio import load, write_opus

PHONE_FILE = "anna_outbound_4915112345678_20260301_101500"
MASKED = "anna_outbound_xxxxxxxxxxx78_20260301_101500"
LINES = [
    ("agent", "Good morning, Northwind, my name is Anna, this call is being recorded. May I take your name?"),
    ("customer", "Yes, it's Daniel Okafor, I want a quote for two printers."),
    ("agent", "Thank you Mr Okafor. What is the best number to call you back on?"),
    (
        "customer",
        "Oh seven seven double oh, um, nine hundred one two three. My email is d.okafor@example.com.",
    ),
    ("agent", "So oh seven seven double oh nine hundred one two three. The price is forty nine pounds."),
    ("customer", "That's too expensive Anna, damn, my card is 4111 1111 1111 1111, no thanks."),
]
SECRETS = re.compile(
    r"okafor|4111|d\.okafor|12345678|900123|double oh|nine hundred one|4477009", re.IGNORECASE
)


ROOT = Path(__file__).parents[2]
PATHS = ("calls", "out", "red", "plain", "scored", "words", "pages", "dump", "topics.out", "kept.sqlite",
         "labels.csv", "speechqa.toml")  # fmt: skip


def run(folder, *arguments):
    """The command in the project's folder, where the starter data are; its files in ``folder``."""
    told = [str(folder / one) if one in PATHS else one for one in arguments]
    return subprocess.run(
        [sys.executable, "-m", "speechqa", *told], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.fixture
def calls(tmp_path):
    folder = tmp_path / "calls"
    folder.mkdir()
    turns = [
        {"speaker": who, "start_s": 6 * i, "end_s": 6 * i + 5.5, "text": text}
        for i, (who, text) in enumerate(LINES)
    ]
    call = {"language": "en", "agent": "anna", "customer_phone": "+4915112345678", "turns": turns}
    (folder / f"{PHONE_FILE}.transcript.json").write_text(json.dumps(call), encoding="utf-8")
    (folder / "bob_inbound_+447700900123_20260301_101500.wav").write_bytes(b"RIFF, but no sound")
    return tmp_path


def leaks(folder, *outputs):
    told = [
        path.name + path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*")) if path.is_file()
    ]
    return [found[0] for text in (*told, *outputs) for found in SECRETS.finditer(text)]


def test_every_output_is_free_of_it(calls):
    for options in (
        ["run", "calls", "--out", "out", "--redact", "--json-logs"],
        ["score", "--out", "scored", "--redact", "--diff"],
        ["transcribe", "calls", "--out", "words", "--format", "json,txt,srt,vtt", "--redact"],
        ["export", "html", "--out", "pages", "--redact"],
        ["export", "json", "--out", "dump", "--redact"],
        ["explain", PHONE_FILE, "own_name", "--redact"],
        ["explain", PHONE_FILE, "own_name", "--redact", "--json"],
    ):
        told = run(calls, *options, *(["--store", "kept.sqlite"]))
        assert told.returncode in (0, 1), told.stderr
        assert not leaks(calls / "none", told.stdout, told.stderr), options
    for folder in ("out", "scored", "words", "pages", "dump"):
        assert not leaks(calls / folder), folder
    rows = (calls / "out" / "personal_data.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0] == "call_id,kind,speaker,start_s,end_s"
    assert {row.split(",")[0] for row in rows[1:]} == {MASKED}
    counts = json.loads((calls / "out" / "summary.json").read_text(encoding="utf-8"))["personal_data"]
    assert counts == {"phone": 2, "card": 1, "email": 1, "bank_account": 0, "national_id": 0, "birth_date": 0,
                      "name": 2, "address": 0}  # fmt: skip
    assert "[email]" in (calls / "words" / f"{MASKED}.txt").read_text(encoding="utf-8")


def test_without_it_nothing_changes_and_the_store_keeps_all(calls):
    assert run(calls, "run", "calls", "--out", "red", "--store", "kept.sqlite", "--redact").returncode == 1
    assert run(calls, "run", "calls", "--out", "plain", "--store", "kept.sqlite").returncode == 1
    assert not (calls / "plain" / "personal_data.csv").exists()
    assert PHONE_FILE in (calls / "plain" / "calls.csv").read_text(encoding="utf-8")
    for name in ("verdicts.csv", "calls.csv"):
        plain, red = ((calls / out / name).read_text(encoding="utf-8") for out in ("plain", "red"))
        assert len(plain.splitlines()) == len(red.splitlines())


def test_the_setting_does_the_same(calls):
    (calls / "speechqa.toml").write_text("redact = true\n", encoding="utf-8")
    run(calls, "run", "calls", "--out", "out", "--store", "kept.sqlite", "--config", "speechqa.toml")
    assert (calls / "out" / "personal_data.csv").exists()
    assert not leaks(calls / "out")


def test_a_silenced_copy_has_no_sound_there_and_the_same_elsewhere(tmp_path):
    """Real speech: the tests of copies use tones."""
    source = min(ROOT.glob("sample_audio/en/*.wav"))
    write_opus(source, tmp_path / "plain.opus")
    write_opus(source, tmp_path / "silent.opus", silenced=[(4_000, 7_000)])
    plain, silent = (load(tmp_path / name) for name in ("plain.opus", "silent.opus"))
    for one, other in zip(plain.channels, silent.channels, strict=True):
        inside = other.samples[4_000 * 16 : 7_000 * 16]
        assert abs(inside).max() < 10 ** (-60 / 20)
        before, after = slice(0, 3_900 * 16), slice(7_200 * 16, 12_000 * 16)
        for part in (before, after):
            difference = one.samples[part] - other.samples[part]
            assert (difference**2).mean() <= 0.02 * (one.samples[part] ** 2).mean() + 1e-9


def test_evaluation_and_discovery_quote_nothing_personal(calls):
    run(calls, "run", "calls", "--out", "out", "--store", "kept.sqlite")
    (calls / "labels.csv").write_text(
        f"call_id,item,verdict\n{PHONE_FILE},own_name,not_met\n", encoding="utf-8"
    )
    told = run(calls, "evaluate", "--labels", "labels.csv", "--store", "kept.sqlite", "--redact", "--json")
    assert told.returncode == 0, told.stderr
    assert not SECRETS.search(told.stdout.replace(PHONE_FILE, "")), "the id is the label's own"
    found = run(calls, "topics", "discover", "--store", "kept.sqlite", "--out", "topics.out", "--redact")
    assert found.returncode == 0, found.stderr
    assert not leaks(calls / "topics.out", found.stdout, found.stderr)
