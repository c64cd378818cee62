import importlib
from pathlib import Path

import pytest
import yaml

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture
def names(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module("names")


def spoken(names, text, *confidences):
    return names.Spoken(tuple(text.split()), confidences)


def test_a_name_is_written_right_with_blanks_anywhere_but_never_inside_another_word(names):
    assert names.count("Coldharbour", "Good day, Cold harbour. COLDHARBOUR!") == 2
    assert names.count("Trzy Wrzosy", "hotel trzy-wrzosy") == 1
    assert names.count("Corva", "the Corval chair") == 0
    assert names.count("Мирта", "Клиника «Мирта»") == 1


def test_names_said_are_told_from_names_invented(names):
    truth, heard = "Corvo, this is Corvo", "Corvo, Corva and Corvo and Corvo"

    assert names.found(["Corvo"], truth, heard) == (2, 2, 1)
    assert names.found(["Corva", "corva"], truth, heard) == (0, 0, 1)


def test_unsure_words_become_the_name_they_sound_like(names):
    limits = names.Limits(likeness=0.7, confidence=0.6)
    heard = spoken(names, "hello pel brok here", 0.9, 0.4, 0.5, 0.9)

    assert names.corrected(heard, ["Milbrook", "Pellbrook"], limits) == "hello Pellbrook here"


def test_sure_words_stay_whatever_they_sound_like(names):
    limits = names.Limits(likeness=0.7, confidence=0.6)
    heard = spoken(names, "hello Milbrook here", 0.9, 0.9, 0.9)

    assert names.corrected(heard, ["Millbrook"], limits) == "hello Milbrook here"


def test_each_call_has_names_that_sound_like_those_said():
    lists = yaml.safe_load((BENCHMARKS / "hotword_names.yaml").read_text(encoding="utf-8"))

    for own in lists["calls"].values():
        assert own["alike"]
        assert not set(own["alike"]) & set(own["said"])
