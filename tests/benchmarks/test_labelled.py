import importlib
import json
import os
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SPEECHQA_DATA", ROOT.parent / "shared" / "data"))
LANGUAGES = ("en", "ru", "de", "pl")


@pytest.fixture
def labelled(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    return importlib.import_module("labelled")


def items(scripts):
    """Each script's items by id."""
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in scripts.glob("*.yaml")]
    return {
        script["id"]: {item["id"]: item for section in script["sections"] for item in section["items"]}
        for script in files
    }


def untagged(calls, scripts):
    """What was met by being said, but has no tag, or has a tag without having been said."""
    known = items(scripts)
    for call in calls:
        script = known.get(json.loads(call.path.read_text(encoding="utf-8")).get("script"), {})
        said = {
            item
            for item, verdict in call.verdicts.items()
            if verdict == "met" and "must_not_say" not in script[item]
        }
        yield from sorted((call.call_id, item) for item in said ^ set(call.wordings))


def test_harper_valley_labels_name_every_item_of_their_script_once(labelled):
    content = yaml.safe_load((labelled.OURS / "hvb" / "labels.yaml").read_text(encoding="utf-8"))
    script = items(labelled.OURS / "hvb" / "scripts")[content["script"]]

    assert len(script) == 10
    for call in content["calls"].values():
        assert list(call) == list(script)
        for item, label in call.items():
            worded = label["verdict"] == "met" and "must_not_say" not in script[item]
            assert ("wording" in label) == worded
            assert label.get("wording", "own") in {"script", "own"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_of_our_own_dialogues_that_was_said_is_tagged(labelled, tmp_path, language):
    calls = labelled.tuning(language, tmp_path)

    assert calls
    assert not list(untagged(calls, labelled.OURS / "dialogues" / language / "scripts"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_of_the_labelled_dialogues_that_was_said_is_tagged(labelled, tmp_path, language):
    folder = DATA / "calls_dev" / language
    if not folder.is_dir():
        pytest.skip(f"no labelled dialogues in {DATA}; set SPEECHQA_DATA")

    calls = labelled.dialogues(DATA, language, tmp_path / "text")

    assert not list(untagged(calls, folder / "scripts"))
    assert {way for call in calls for way in call.wordings.values()} == {"script", "own"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_spoken_call_has_the_tags_of_its_dialogue(labelled, tmp_path, language):
    if not (DATA / "calls_dev" / language / "calls").is_dir():
        pytest.skip(f"no spoken calls in {DATA}; set SPEECHQA_DATA")
    spoken = labelled.spoken(DATA, language, tmp_path)

    assert all(call.path.with_suffix(".json").is_file() for call in spoken)
    assert all(set(call.wordings) <= set(call.verdicts) for call in spoken)
    assert any(call.wordings for call in spoken)


def test_harper_valley_calls_come_as_sound_and_as_people_wrote_them_down(labelled, tmp_path):
    if not (DATA / "real" / "hvb").is_dir():
        pytest.skip(f"no HarperValleyBank calls in {DATA}; set SPEECHQA_DATA")

    sound = labelled.harper_valley(DATA, tmp_path / "sound")
    text = labelled.harper_valley_text(DATA, tmp_path / "text")

    assert [call.verdicts for call in sound] == [call.verdicts for call in text]
    assert all(len(call.verdicts) == 10 for call in sound)
    turns = [turn for call in text for turn in json.loads(call.path.read_text(encoding="utf-8"))["turns"]]
    assert all(turn["text"] for turn in turns)
