"""The room as a whole: one case through every registered check, and which script judges it."""

from dataclasses import fields
from pathlib import Path

import pytest
from calls_on_disk import SCRIPT, script_folder

from speechqa import checks, scripts
from speechqa.checks.call_type import load_model
from speechqa.checks.words import load_word_lists
from speechqa.errors import IntakeError
from speechqa.records import CallAnalysis, Recording, TalkMetrics, Transcript, Turn, Verdict, Word, WordHit

LISTS = Path(__file__).parents[2] / "stopwords"
RECORDING = Recording("p", "f", "h", "c", direction="inbound")


def turn(speaker, start_ms, text):
    words = tuple(
        Word(word, start_ms + 400 * n, start_ms + 400 * n + 300) for n, word in enumerate(text.split())
    )
    return Turn(speaker, start_ms, words[-1].end_ms, words)


CALL = Transcript(
    "en",
    20_000,
    (
        turn("agent", 0, "hello this call is recorded"),
        turn("customer", 3000, "hi maybe you can help how much is the oak table"),
        turn("agent", 9000, "the table is ninety pounds with delivery"),
    ),
    "test",
)


@pytest.fixture
def judged(tmp_path):
    library = scripts.load_library(script_folder(tmp_path, SCRIPT))

    def run(transcript=CALL, recording=RECORDING, script_id=""):
        return checks.run(
            transcript,
            recording=recording,
            library=library,
            word_lists=load_word_lists(LISTS),
            call_types=load_model(LISTS.parent / "models" / "call_type"),
            script_id=script_id,
        )

    return run


def test_every_check_fills_its_field_with_what_the_field_holds(judged):
    assert set(checks.CHECKS) <= {field.name for field in fields(CallAnalysis)}
    found = judged()
    assert isinstance(found.talk, TalkMetrics)
    assert [type(each) for each in found.verdicts] == [Verdict, Verdict]
    assert [(type(each), each.term) for each in found.word_hits] == [(WordHit, "maybe")]


def test_the_script_that_fits_judges_and_another_language_or_direction_has_none(judged):
    found = judged()
    assert (found.script, found.script_version, found.pass_mark) == ("en-test", "1", 50)
    outbound = judged(recording=Recording("p", "f", "h", "c", direction="outbound"))
    assert (outbound.script, outbound.verdicts) == ("", ())
    assert judged(Transcript("de", 20_000, CALL.turns, "test")).script == ""


def test_an_asked_for_script_judges_and_the_calls_own_unknown_one_is_an_error(judged):
    outbound = Recording("p", "f", "h", "c", direction="outbound")
    assert judged(recording=outbound, script_id="en-test").script == "en-test"
    with pytest.raises(IntakeError, match="nonsense"):
        judged(recording=Recording("p", "f", "h", "c", script="nonsense"), script_id="en-test")


def test_the_same_input_gives_the_same_value(judged):
    assert judged() == judged()
