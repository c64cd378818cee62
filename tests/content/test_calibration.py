"""The calibrations that come with the program."""

import hashlib
import json
from pathlib import Path

import pytest

from speechqa import evaluation
from speechqa.checks.calibration import with_wish
from speechqa.checks.items.judging import MISS_TRUST
from speechqa.checks.items.other_words import VERBATIM_TRUST
from speechqa.meaning import lacks
from speechqa.pipeline import load_rules
from speechqa.records import DECISIONS
from speechqa.settings import load

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "models" / "calibration"
DIALOGUES = ROOT / "tests" / "data" / "dialogues"


@pytest.mark.parametrize("meaning", [True, False])
def test_they_can_be_read_and_promise_something(meaning):
    found = evaluation.read_calibration(SHIPPED, meaning=meaning)
    assert found.meaning is meaning
    for decision in DECISIONS:
        assert found.curve(decision).labels >= 500
        assert min(curve.best_wish for curve in found.of(decision)) <= 0.05
        for curve in found.of(decision):
            chances = [curve.chance(n / 100) for n in range(101)]
            assert chances == sorted(chances)


def test_what_isnt_found_fails_an_agent_only_where_other_words_are_compared_or_do_not_count(tmp_path):
    wish = dict(load(environ={"HOME": str(tmp_path)}, cwd=tmp_path).wrong_at_most)
    by_sense, by_words = (
        with_wish(evaluation.read_calibration(SHIPPED, meaning=meaning), wish) for meaning in (True, False)
    )
    for calibration, trust, stands in (
        (by_sense, 0.97, True),
        (by_words, MISS_TRUST, False),
        (by_words, VERBATIM_TRUST, True),
    ):
        curve = calibration.curve("not_met", "unsaid")
        assert (curve.chance(trust) >= curve.least) is stands
    # A forbidden phrase that was heard does in both.
    for each in (by_sense, by_words):
        assert each.curve("not_met", "said").chance(1.0) >= each.curve("not_met", "said").least


def test_they_were_learnt_from_the_dialogues_and_the_models_that_are_here():
    content = b"".join(
        (DIALOGUES / code / "dialogues.jsonl").read_bytes() for code in ("en", "ru", "de", "pl")
    )
    for name, meaning_dir in (("with_meaning.json", ROOT / "models/meaning"), ("words_alone.json", None)):
        told = json.loads((SHIPPED / name).read_text(encoding="utf-8"))
        assert told["labels"]["sha256"] == hashlib.sha256(content).hexdigest()
        curves = {(each["verdict"], each["grounds"]): each["labels"] for each in told["curves"]}
        assert told["labels"]["verdicts"] == curves["met", ""] + curves["not_met", ""]
        assert not Path(told["labels"]["file"]).is_absolute()
        if meaning_dir is None or not lacks(meaning_dir):
            rules = load_rules(
                scripts_dir=ROOT / "scripts_library",
                stopwords_dir=ROOT / "stopwords",
                meaning_dir=meaning_dir,
                calibration=SHIPPED,
            )
            assert not any("another version" in note for note in rules.notes)
