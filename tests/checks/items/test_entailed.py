"""A user's model of entailment decides what sense leaves open, and never gets past a guard."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from speechqa import lang
from speechqa.checks.items import Finder, judge_item
from speechqa.checks.items.conditions import Condition
from speechqa.checks.items.sense import Sensed
from speechqa.meaning.entailment import PairKind
from speechqa.meaning.units import stretches
from speechqa.records import PhraseHit, Transcript, Turn, Verdict, Word, WordAddress
from speechqa.scripts import Item, Script

NOTICE = Item("notice", "Says that the call is recorded", "s", "say", ("this call is recorded",))
OPEN, MISSED, MET = 0.5, 0.1, 0.9


@dataclass
class Model:
    """Answers ``answer`` to every pair and keeps what it was asked."""

    answer: tuple[float, float, float]
    kind: PairKind = "entailment"
    name: str = "tiny"
    digest: str = "d"
    asked: list[tuple[str, str]] = field(default_factory=list)

    def entailed(self, premises: Sequence[str], hypotheses: Sequence[str]) -> NDArray[np.float32]:
        self.asked += zip(premises, hypotheses, strict=True)
        return np.array([self.answer] * len(premises), np.float32).reshape(-1, 3)


@dataclass
class Likely:
    """Stands for sense: what a turn ends with has the chance, the rest less, and longer stretches less."""

    transcript: Transcript
    chance: float
    entailment: Model | None
    guarded: bool = False
    calibration = (0.0, 1.0, 0.0)
    thresholds = (0.8, 0.25)

    def item(
        self, item: Item, phrases: Sequence[str] = (), fits: Callable[[PhraseHit], bool] = lambda _: True
    ) -> tuple[Sensed, ...]:
        phrase = (phrases or item.phrases)[0]
        found = (
            Sensed(
                hit(phrase, number, turn, span),
                self.chance * 0.9 ** (end - span[1]) * 0.9999 ** (end - span[0]),
                self.guarded,
            )
            for number, turn in enumerate(self.transcript.turns)
            for end in [len(turn.words)]
            for span in stretches(turn)
            if span[1] - span[0] > 1
        )
        return tuple(each for each in found if fits(each.hit))

    def rivalled(self, _item: Item, _hit: PhraseHit) -> bool:
        """Each of these scripts has one item."""
        return False


def hit(phrase: str, number: int, turn: Turn, span: tuple[int, int]) -> PhraseHit:
    first, last = span[0], span[1] - 1
    return PhraseHit(
        phrase=phrase,
        speaker=turn.speaker,
        first=WordAddress(number, first),
        last=WordAddress(number, last),
        start_ms=turn.words[first].start_ms,
        end_ms=turn.words[last].end_ms,
        similarity=0.5,
        confidence=0.5,
    )


def talk(*texts: str, language: str = "en") -> Transcript:
    turns = [Turn("customer", 0, 400, (Word("hello", 0, 400),))]
    for i, text in enumerate(texts):
        start = 2000 + 20_000 * i
        words = tuple(Word(w, start + 400 * k, start + 400 * k + 400) for k, w in enumerate(text.split()))
        turns.append(Turn("agent", start, words[-1].end_ms, words))
    return Transcript(language, turns[-1].end_ms + 5000, tuple(turns), "test")


def judged(
    model: Model | None,
    *texts: str,
    chance: float = OPEN,
    item: Item = NOTICE,
    guarded: bool = False,
    values: Mapping[str, tuple[str, ...]] | None = None,
) -> Verdict:
    transcript = talk(*texts)
    script = Script("s", "1", "en", "t", (item,), values=tuple((values or {}).items()))
    sense = Likely(transcript, chance, model, guarded)
    finder = Finder(script, transcript, lang.get("en"), sense)  # type: ignore[arg-type]  # a stand-in
    return judge_item(item, (item,), finder, Condition())


ENTAILS, NEUTRAL, CONTRADICTS = (0.95, 0.04, 0.01), (0.05, 0.9, 0.05), (0.01, 0.04, 0.95)
SAID = "we keep everything you tell us"


@pytest.mark.parametrize(
    ("chance", "answer", "expected"),
    [
        (OPEN, None, "cannot_tell"),
        (OPEN, ENTAILS, "met"),
        (OPEN, NEUTRAL, "cannot_tell"),
        (OPEN, CONTRADICTS, "not_met"),
        (0.26, (0.91, 0.05, 0.04), "met"),
        (0.75, CONTRADICTS, "cannot_tell"),
        (MISSED, None, "not_met"),
        (MISSED, ENTAILS, "cannot_tell"),
        (MISSED, (1.0, 0.0, 0.0), "met"),
        (MISSED, (0.8, 0.1, 0.1), "cannot_tell"),
        (MISSED, NEUTRAL, "not_met"),
        (0.01, ENTAILS, "not_met"),
        (0.01, (1.0, 0.0, 0.0), "cannot_tell"),
    ],
)
def test_the_rule(chance: float, answer: tuple[float, float, float] | None, expected: str) -> None:
    assert judged(Model(answer) if answer else None, SAID, chance=chance).verdict == expected


def test_the_reason_says_who_decided() -> None:
    met = judged(Model(ENTAILS), SAID)
    assert met.reason == (
        f"Said in other words at 0:02: '{SAID}', like 'this call is recorded'; "
        "'tiny' finds entailment 0.95, contradiction 0.01"
    )
    assert met.quote == SAID
    missed = judged(Model(CONTRADICTS), SAID)
    assert missed.reason == "Not found; 'tiny' finds entailment 0.01, contradiction 0.95"
    assert judged(Model(NEUTRAL), SAID) == judged(None, SAID)


def test_what_sense_is_sure_of_is_not_asked() -> None:
    model = Model(CONTRADICTS)
    assert judged(model, SAID, chance=MET) == judged(None, SAID, chance=MET)
    assert judged(model, "this call is recorded").verdict == "met"
    assert judged(model, SAID, item=replace(NOTICE, match="verbatim")).verdict == "not_met"
    assert not model.asked


@pytest.mark.parametrize(
    "text",
    [
        "we never keep what you tell us",
        "if we keep what you tell us",
        "do we keep what you tell us?",
        "this call is not recorded",
        "he said they keep what you tell us",
        "«we keep what you tell us»",
    ],
)
def test_no_answer_gets_past_a_guard(text: str) -> None:
    assert judged(Model((1.0, 0.0, 0.0)), text).verdict != "met"
    assert judged(Model((1.0, 0.0, 0.0)), SAID, guarded=True).verdict != "met"


def test_what_one_says_oneself_is_no_report() -> None:
    assert judged(Model(ENTAILS), "let me tell you that we keep everything").verdict == "met"


def test_a_denial_beside_the_stretch_is_read() -> None:
    """Sense may be sure of half a sentence whose other half turns it."""
    words = "nothing of what you say is kept on tape"
    assert judged(Model((1.0, 0.0, 0.0)), words).verdict != "met"


def test_a_denied_saying_beside_the_stretch_is_read() -> None:
    """The stretch "I don't believe" denies as the item's own phrase does; what the model reads is more."""
    free = replace(NOTICE, phrases=("the excess is waived", "you do not pay any excess"))
    assert judged(Model((1.0, 0.0, 0.0)), "I don't believe that they waive it", item=free).verdict != "met"


def test_another_number_is_never_entailed() -> None:
    fee = replace(NOTICE, id="fee", phrases=("the fee is 20 pounds", "it costs twenty"))
    sure = Model((1.0, 0.0, 0.0))
    assert judged(sure, "you pay thirty of them each month", item=fee).verdict != "met"
    assert judged(sure, "you pay them something each month", item=fee).verdict != "met"
    assert judged(sure, "you pay twenty of them each month", item=fee).verdict == "met"


def test_another_speaker_or_place_is_not_asked_about() -> None:
    model = Model(ENTAILS)
    late = replace(NOTICE, speaker="customer")
    assert judged(model, SAID, item=late).verdict != "met"
    assert not model.asked


def test_a_question_is_sought_among_questions() -> None:
    offer = replace(NOTICE, id="offer", phrases=("how can I help",))
    model = Model(ENTAILS)
    assert judged(model, SAID, item=offer).verdict == "cannot_tell"
    assert not model.asked
    assert judged(model, "what should we do for you today?", item=offer).verdict == "met"


def test_few_stretches_and_few_phrases_are_asked_about() -> None:
    many = replace(NOTICE, phrases=tuple(f"we keep the tape {word}" for word in "abcdefg"))
    model = Model(NEUTRAL)
    judged(model, *[f"{SAID} {i}" for i in range(20)], item=many)
    assert len(model.asked) == 5 * 3
    assert len({premise for premise, _ in model.asked}) == 5


def test_the_model_reads_the_sentence_round_a_stretch_and_a_whole_phrase() -> None:
    asks = replace(NOTICE, phrases=("{company} keeps {number} calls (here)",))
    model = Model(NEUTRAL)
    values = {"company": ("Larkfield Supplies", "Larkfield")}
    judged(model, "fine. now larkfield keeps, say, 30 of them, you know", item=asks, values=values)
    assert model.asked[0] == (
        "now larkfield keeps, say, 30 of them, you know",
        "Larkfield keeps 30 calls here",
    )


def test_likeness_weighs_half() -> None:
    assert judged(Model(ENTAILS, kind="likeness"), SAID).verdict == "met"
    assert judged(Model(ENTAILS, kind="likeness"), SAID, chance=MISSED).verdict == "cannot_tell"


def test_each_phrase_of_all_of_is_asked_about() -> None:
    both = replace(NOTICE, kind="all_of", phrases=("this call is recorded", "we keep the tape"), count=2)
    model = Model(ENTAILS)
    assert judged(model, SAID, "the machine listens to us", item=both).verdict == "met"
    assert {asked for _, asked in model.asked} == set(both.phrases)


@given(st.floats(0.01, 0.79), st.floats(0, 1), st.floats(0, 1))
def test_more_entailment_never_lowers_and_more_contradiction_never_raises(
    chance: float, one: float, other: float
) -> None:
    order = ["not_met", "cannot_tell", "met"]
    less, more = sorted((one, other))
    for make in (lambda p: (p, 1 - p, 0.0), lambda p: (0.0, p, 1 - p)):
        low = judged(Model(make(less)), SAID, chance=chance).verdict
        high = judged(Model(make(more)), SAID, chance=chance).verdict
        assert order.index(low) <= order.index(high)


def test_without_an_encoder_the_reason_says_what_could_not_be_compared() -> None:
    transcript = talk(SAID)

    def alone(item: Item) -> str:
        script = Script("s", "1", "en", "t", (item,))
        return judge_item(item, (item,), Finder(script, transcript, lang.get("en")), Condition()).reason

    note = "; other words than the script's could not be compared (no sentence encoder)"
    assert alone(NOTICE) == f"Not found{note}"
    assert alone(replace(NOTICE, match="verbatim")) == "Not found"
    assert note not in alone(replace(NOTICE, phrases=("keep everything",)))
    assert note not in judged(None, SAID, chance=MISSED).reason
