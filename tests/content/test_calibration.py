"""The calibrations that come with the program."""

from pathlib import Path

import pytest

from speechqa import evaluation
from speechqa.records import DECISIONS

SHIPPED = Path(__file__).resolve().parents[2] / "models" / "calibration"


@pytest.mark.parametrize("meaning", [True, False])
def test_they_can_be_read_and_promise_something(meaning):
    found = evaluation.read_calibration(SHIPPED, meaning=meaning)
    assert found.meaning is meaning
    for decision in DECISIONS:
        curve = found.curve(decision)
        assert curve.labels >= 50
        assert curve.best_wish <= 0.1
        chances = [curve.chance(n / 100) for n in range(101)]
        assert chances == sorted(chances)


def test_they_name_the_labels_they_were_learnt_from():
    import json

    for name in ("with_meaning.json", "words_alone.json"):
        content = json.loads((SHIPPED / name).read_text(encoding="utf-8"))
        assert len(content["labels"]["sha256"]) == 64
        assert content["labels"]["verdicts"] == content["met"]["labels"] + content["not_met"]["labels"]
        assert not Path(content["labels"]["file"]).is_absolute()
