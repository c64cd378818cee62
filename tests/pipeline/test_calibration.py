"""A calibration takes part in judging, in the key of what is judged, and in what the score makes of it."""

import json

import pytest
from calls_on_disk import BAD, script_folder, transcript_file

from speechqa import intake, pipeline
from speechqa.errors import SettingsError
from speechqa.pipeline.listening import Listening
from speechqa.store import open_store

# At most a tenth of the not_met are wrong only from a chance of 0.95 on, which no confidence reaches.
CURVE = {"labels": 99, "knots": [[0.3, 0.2], [0.8, 0.9]], "steps": [[0.2, 99, 40], [0.95, 50, 2]]}
CURVES = [CURVE | {"verdict": each, "grounds": ""} for each in ("met", "not_met")]
CONTENT = {"format": "speechqa calibration 2", "meaning": False, "curves": CURVES}


@pytest.fixture
def world(tmp_path):
    script_folder(tmp_path / "scripts")
    (tmp_path / "words").mkdir()
    transcript_file(tmp_path / "calls", "good")
    transcript_file(tmp_path / "calls", "poor", said=BAD)
    (tmp_path / "c.json").write_text(json.dumps(CONTENT), encoding="utf-8")
    return tmp_path


def rules(world, calibration=None, **wish):
    return pipeline.load_rules(
        scripts_dir=world / "scripts",
        stopwords_dir=world / "words",
        calibration=calibration,
        wrong_at_most=tuple(wish.items()),
    )


def run(world):
    found = intake.find([world / "calls"], options=intake.IntakeOptions())
    listening = Listening(model_dir="/m", model="base", model_hash="1", backend="b", options_hash="o")
    with open_store(world / "s.sqlite") as store:
        pipeline.run(found.recordings, store=store, rules=rules(world), listening=listening)


def verdicts(world, used):
    with open_store(world / "s.sqlite") as store:
        pipeline.rescore(store=store, rules=used)
        calls = store.calls(["poor"])
        [call] = calls
        return call


def test_without_a_calibration_everything_is_as_before(world):
    run(world)
    call = verdicts(world, rules(world))
    assert all(verdict.raw is None for verdict in call.analysis.verdicts)
    assert "/" not in call.analysis_key.engine


def test_scoring_again_sees_the_calibration_and_the_wish(world):
    run(world)
    plain = verdicts(world, rules(world))
    told = verdicts(world, rules(world, world / "c.json"))
    bounded = verdicts(world, rules(world, world / "c.json", not_met=0.1))

    assert len({call.analysis_key.engine for call in (plain, told, bounded)}) == 3
    assert [verdict.verdict for verdict in told.analysis.verdicts] == ["not_met", "not_met"]
    assert [verdict.verdict for verdict in bounded.analysis.verdicts] == ["cannot_tell", "cannot_tell"]
    assert all("on labelled calls" in verdict.reason for verdict in bounded.analysis.verdicts)
    assert (plain.scorecard.score, plain.scorecard.critical_failures) == (0, 1)
    assert (bounded.scorecard.score, bounded.scorecard.critical_failures) == (None, 0)


def test_back_without_it_all_is_as_it_was(world):
    run(world)
    before = verdicts(world, rules(world))
    verdicts(world, rules(world, world / "c.json", not_met=0.1))
    assert verdicts(world, rules(world)) == before


def test_a_wish_that_changes_no_verdict_asks_for_no_new_judging(world):
    one = rules(world, world / "c.json", not_met=0.1)
    other = rules(world, world / "c.json", not_met=0.11)
    assert one.engine == other.engine


def test_a_wish_the_labels_cannot_promise_is_refused(world):
    with pytest.raises(SettingsError, match=r"at most 1\.00% of not_met are wrong, only 5\.88%"):
        rules(world, world / "c.json", not_met=0.01)


def test_a_wish_without_a_calibration_is_refused(world):
    with pytest.raises(SettingsError, match="wrong_at_most needs a calibration"):
        rules(world, None, met=0.1)


def test_one_learnt_from_another_version_is_told(world):
    assert rules(world, world / "c.json").notes == rules(world).notes
    (world / "old.json").write_text(json.dumps(CONTENT | {"engine": "another"}), encoding="utf-8")
    assert "learnt from verdicts of another version" in rules(world, world / "old.json").notes[-1]


def test_where_labels_promise_nothing_of_misses_it_is_told_that_they_blame_nobody(world):
    said = {"verdict": "not_met", "grounds": "said", "labels": 99, "knots": [[0.8, 0.97]]}
    curves = [*CURVES, said | {"steps": [[0.97, 99, 2]]}]
    (world / "said.json").write_text(json.dumps(CONTENT | {"curves": curves}), encoding="utf-8")
    used = rules(world, world / "said.json", not_met=0.05)
    assert "What was merely not found is held against nobody" in used.notes[-1]
    assert "held against nobody" not in " ".join(rules(world, world / "said.json", not_met=0.1).notes)
    run(world)
    assert {each.verdict for each in verdicts(world, used).analysis.verdicts} == {"cannot_tell"}


def test_labels_find_the_calls_and_why_others_have_no_verdicts(world):
    run(world)
    with open_store(world / "s.sqlite") as store:
        found = pipeline.judged_calls(store, ["good", "nowhere"])
    [call] = found
    assert (call.call_id, call.language, call.problem) == ("good", "en", "")
    assert call.engine == rules(world).engine
