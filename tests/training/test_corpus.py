"""The corpus as it lies in the project, and what is wrong with one that doesn't hold together."""

from collections import Counter
from pathlib import Path

import pytest

from speechqa.errors import SettingsError
from speechqa.training.corpus import digest, read_corpus
from speechqa.training.examples import short_and_misheard

FOLDER = Path(__file__).parents[2] / "models" / "call_type" / "corpus"
CALL = "== x\ntype: other\ndirection: inbound\noutcome: none\nstage: none\nA: Hello.\nC: Hi.\n"


@pytest.fixture(scope="module")
def calls():
    return read_corpus(FOLDER)


def test_the_corpus_is_wide_enough_in_each_language(calls):
    counted = Counter((call.transcript.language, call.label) for call in calls)
    for code in ("en", "ru", "de", "pl"):
        assert counted[code, "negotiation"] >= 55
        assert min(counted[code, label] for label in ("navigation", "other")) >= 25
        assert len({call.group for call in calls if call.transcript.language == code}) >= 40
    assert len({call.call_id for call in calls}) == len(calls)


def test_outcomes_belong_to_negotiations_and_refusals_are_closed(calls):
    for call in calls:
        assert (call.outcome is None) == (call.label != "negotiation")
        assert (call.outcome == "refusal") == (call.stage == "closed"), call.call_id


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (CALL.replace("other", "sales"), "line 1: x: type 'sales' must be one of"),
        (CALL.replace("stage: none\n", ""), "x: stage None must be one of"),
        (CALL + "what is this\n", "line 8: is no"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path, text, says):
    (tmp_path / "en.txt").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=says):
        read_corpus(tmp_path)


def test_an_empty_folder_says_so(tmp_path):
    with pytest.raises(SettingsError, match="holds no"):
        read_corpus(tmp_path)


def test_the_digest_follows_the_content(tmp_path):
    (tmp_path / "en.txt").write_text(CALL, encoding="utf-8")
    before = digest(tmp_path)
    assert before == digest(tmp_path)
    (tmp_path / "en.txt").write_text(CALL + "C: Bye.\n", encoding="utf-8")
    assert digest(tmp_path) != before


def test_a_copy_is_short_has_no_marks_and_ends_as_the_call_does(calls):
    call = max(calls, key=lambda each: len(each.transcript.turns))
    copy = short_and_misheard(call)
    assert (copy.label, copy.outcome, copy.group) == (call.label, call.outcome, call.group)
    assert len(copy.transcript.turns) <= 8 < len(call.transcript.turns)
    text = " ".join(turn.text for turn in copy.transcript.turns)
    assert text == text.lower()
    assert not set(text) & set(".,!?;:")
    assert [turn.speaker for turn in copy.transcript.turns[-2:]] == [
        turn.speaker for turn in call.transcript.turns[-2:]
    ]
    assert short_and_misheard(call).transcript == copy.transcript
