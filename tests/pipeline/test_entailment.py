"""A user's own model, from a folder to changed verdicts; and what is told where sense is missing."""

import json
from pathlib import Path

import pytest
from calls_on_disk import script_folder, transcript_file
from tiny_pairs import pair_model

from speechqa import intake, pipeline
from speechqa.errors import SettingsError
from speechqa.export import write_csv
from speechqa.meaning import encoders
from speechqa.pipeline.listening import Listening
from speechqa.store import open_store

MEANING = Path(__file__).parents[2] / "models" / "meaning"
NEEDS_ENCODER = pytest.mark.skipif(not encoders.installed(), reason="needs the extra 'meaning'")
SAID = ("Good morning, our machine listens along with us today.", "Fine, how much is the oak table?")


def rules(folder, meaning_dir, entailment=None):
    scripts = script_folder(folder / "scripts")
    (folder / "words" / "en").mkdir(parents=True, exist_ok=True)
    return pipeline.load_rules(
        scripts_dir=scripts,
        stopwords_dir=folder / "words",
        meaning_dir=meaning_dir,
        entailment=entailment,
    )


def run(folder, with_rules):
    found = intake.find([folder / "calls"], options=intake.IntakeOptions())
    listening = Listening(model_dir="/m", model="base", model_hash="1", backend="b", options_hash="o")
    with open_store(folder / "s.sqlite") as store:
        pipeline.run(found.recordings, store=store, rules=with_rules, listening=listening)
        return pipeline.report(store=store, rules=with_rules)


@NEEDS_ENCODER
def test_a_stored_call_is_judged_again_with_a_users_model(tmp_path):
    transcript_file(tmp_path / "calls", said=SAID)
    plain = rules(tmp_path, MEANING)
    before = run(tmp_path, plain)
    model = pair_model(tmp_path / "tiny-nli", {"listens": (0, 12, 0)})
    own = rules(tmp_path, MEANING, model)
    assert own.engine == f"{plain.engine}+{own.entailment_digest[:16]}"
    with open_store(tmp_path / "s.sqlite") as store:
        changes = pipeline.rescore(store=store, rules=own)
        after = pipeline.report(store=store, rules=own)
        assert not pipeline.rescore(store=store, rules=own)
    assert {(change.item, change.new) for change in changes} == {("notice", "met")}
    [notice] = [each for each in after.calls[0].analysis.verdicts if each.item == "notice"]
    assert notice.reason.endswith("'tiny-nli' finds entailment 1.00, contradiction 0.00")
    write_csv(after, tmp_path / "out")
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert summary["meaning"] == {"digest": plain.meaning_digest, "entailment": own.entailment_digest}
    assert summary["notes"] == []
    with open_store(tmp_path / "s.sqlite") as store:
        pipeline.rescore(store=store, rules=plain)
        assert pipeline.report(store=store, rules=plain) == before


def test_without_an_encoder_reasons_and_summary_say_what_could_not_be_compared(tmp_path, monkeypatch):
    monkeypatch.setattr("speechqa.meaning.lacking.installed", lambda: False)
    monkeypatch.setattr("speechqa.meaning.call.load_encoder", lambda _: None)
    pipeline.rules._meaning.cache_clear()
    transcript_file(tmp_path / "calls", said=SAID)
    blind = rules(tmp_path, MEANING)
    pipeline.rules._meaning.cache_clear()
    report = run(tmp_path, blind)
    [note] = report.versions.notes
    assert note.startswith("Other words than the scripts' could not be compared: the extra 'meaning' isn't")
    assert note.endswith("pip install 'speechqa[meaning]'")
    write_csv(report, tmp_path / "out")
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert summary["meaning"] is None
    assert summary["notes"] == [note]
    [notice] = [each for each in report.calls[0].analysis.verdicts if each.item == "notice"]
    assert "other words than the script's could not be compared" in notice.reason


def test_a_missing_space_is_told(tmp_path):
    if encoders.installed():
        assert "has no model.npz" in rules(tmp_path, tmp_path / "nowhere").notes[0]


def test_a_users_model_without_sense_is_an_error(tmp_path):
    model = pair_model(tmp_path / "nli", {"listens": (0, 12, 0)})
    for folder in (None, tmp_path / "nowhere"):
        with pytest.raises(SettingsError, match="entailment = .*nli: is asked only about"):
            rules(tmp_path, folder, model)
