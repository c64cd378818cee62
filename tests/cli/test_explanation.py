"""How an explanation reads where something is unusual: calibrated, changed since, not heard."""

import dataclasses

from speechqa.checks.explain import Evidence, Found, PhraseEvidence, Said, Sense
from speechqa.cli.explanation import lines
from speechqa.matching import Pairing
from speechqa.pipeline.explaining import Explained
from speechqa.records import PhraseSound, Provenance, RawVerdict, Recording, RemovedText, Span, Verdict
from speechqa.scripts import Item, Script

ITEM = Item(
    "notice", "Says that the call is recorded", "Opening", "say", ("this call is recorded",), critical=True
)
SPAN = Span("agent", 5_000, 9_000)
SAID = Said("agent", 3_000, 4_000, "so", "the call is taped", "okay")
FOUND = Found(
    SAID, 0.8, 0.7, counts=True, why="counts", cause="", pairings=(Pairing("this", "", "missing", 0.0),)
)
VERDICT = Verdict("Opening", "notice", "not_met", 0.8, 0.0, 1.0, critical=True, reason="Not found")
EVIDENCE = Evidence(
    where=("in the first 30 s",),
    window=((0, 31_000),),
    triggers=(),
    refusal="",
    phrases=(PhraseEvidence("this call is recorded"),),
    senses=(Sense("this call is recorded", SAID, 0.3, counts=False, why="a question"),),
    unheard=(),
    removed=(),
    doubt="",
    sounds=(),
)
TOLD = Explained(
    Recording("/x/a.wav", "calls/a.wav", "h", "a", agent="anna", team="north", started_at="2026-03-04"),
    Script("s", "1", "en", "Test", (ITEM,)),
    ITEM,
    VERDICT,
    EVIDENCE,
    Provenance("a", "t", "s", "e"),
    VERDICT,
    Provenance("a", "t", "s", "e"),
)


def text(evidence=EVIDENCE, **changes):
    told = dataclasses.replace(TOLD, evidence=evidence, **changes)
    shown = "\n".join(line.text for line in lines(told))
    assert max(map(len, shown.splitlines())) <= 80
    return shown


def test_agent_team_and_time_are_named():
    assert "agent anna, team north, 2026-03-04" in text()


def test_a_calibrated_verdict_tells_what_the_rules_alone_said():
    shown = text(verdict=dataclasses.replace(VERDICT, raw=RawVerdict("not_met", 0.61)))
    assert "By the rules alone" in shown
    assert "0.61" in shown


def test_a_verdict_that_differs_from_the_stored_one_tells_what_changed():
    stored = dataclasses.replace(VERDICT, verdict="met", reason="Said at 0:03")
    shown = text(stored=stored, stored_from=Provenance("a", "t", "other", "other"))
    assert "MET, confidence 0.80: Said at 0:03. Since then changed: script," in shown
    assert "no verdict on this item by this script yet" in text(stored=None, stored_from=None)


def test_what_was_not_heard_is_listed():
    evidence = dataclasses.replace(
        EVIDENCE,
        unheard=(SPAN,),
        removed=(RemovedText("agent", 10_000, 12_000, "Thank you for watching", "invented"),),
        sounds=(
            PhraseSound("this call is recorded", (SPAN,), SPAN, "this coal", 12.0, -0.5, None, "perhaps"),
        ),
        doubt="4.0 s of speech there could not be recognised",
    )
    shown = text(evidence)
    assert "0:05 agent: 4.0 s of speech not heard" in shown
    assert "0:10 agent: 'Thank you for watching' left out (invented)" in shown
    assert "perhaps" in shown
    assert "Looked for at 0:00 to 0:31: 4.0 s of speech there could not be recognised" in shown


def test_a_condition_that_did_not_hold_and_one_that_did():
    assert "Applies   no: Only for inbound calls" in text(
        dataclasses.replace(EVIDENCE, refusal="Only for inbound calls")
    )
    trigger = Said("customer", 4_000, 5_000, "", "too much", "")
    assert "because the customer says 'too much' at 0:04" in text(
        dataclasses.replace(EVIDENCE, triggers=(trigger,))
    )


def test_words_that_would_move_the_cursor_are_shown_harmless():
    said = dataclasses.replace(SAID, text="the call\x1b[2J is taped")
    found = dataclasses.replace(FOUND, said=said, pairings=(Pairing("call", "\x1b[2J", "sound", 0.8),))
    shown = text(dataclasses.replace(EVIDENCE, phrases=(PhraseEvidence("this call is recorded", (found,)),)))
    assert "\x1b" not in shown


def test_what_must_not_be_said_is_named_as_such():
    item = dataclasses.replace(ITEM, kind="must_not_say")
    evidence = dataclasses.replace(EVIDENCE, phrases=(PhraseEvidence("this call is recorded", (FOUND,)),))
    shown = text(evidence, item=item)
    assert "to say none of these" in shown
    assert "must not be said" in shown
