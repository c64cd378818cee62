from dataclasses import replace

import pytest

from speechqa.checks.items import judge
from speechqa.records import CallClass, Recording, Span, Speaker, Transcript, Turn, Verdict, Word
from speechqa.scripts import Item, Script, When, Within

RECORDING = Recording("p", "f", "h", "c", direction="inbound", language="en")
NEGOTIATION = CallClass("negotiation", 0.9)
NOTICE = Item(
    id="notice",
    title="Says that the call is recorded",
    section="Opening",
    kind="say",
    phrases=("this call is recorded", "the call is being recorded"),
    weight=3.0,
    critical=True,
)
NO_GUARANTEE = replace(NOTICE, id="never", kind="must_not_say", phrases=("we guarantee delivery",))
BENEFITS = replace(
    NOTICE, id="benefits", kind="at_least", phrases=("legal cover", "courtesy car", "free support"), count=2
)


def turn(start_s: float, speaker: Speaker, text: str, confidence: float | None = None) -> Turn:
    """A turn of 400 ms a word."""
    start = round(start_s * 1000)
    words = tuple(
        Word(word, start + 400 * i, start + 400 * (i + 1), confidence) for i, word in enumerate(text.split())
    )
    return Turn(speaker, start, start + 400 * len(words), words)


def call(*turns: Turn, duration_s: float = 120, unheard: tuple[Span, ...] = ()) -> Transcript:
    return Transcript("en", round(duration_s * 1000), turns, "test", unheard=unheard)


def dialogue(*lines: tuple[float, Speaker, str], duration_s: float = 120) -> Transcript:
    return call(*(turn(*line) for line in lines), duration_s=duration_s)


def verdicts(
    transcript: Transcript,
    *items: Item,
    call_class: CallClass = NEGOTIATION,
    recording: Recording = RECORDING,
) -> tuple[Verdict, ...]:
    script = Script(id="s", version="1", language="en", title="t", items=items)
    return judge(script, transcript, recording=recording, call_class=call_class)


def only(transcript: Transcript, item: Item, **more: object) -> Verdict:
    return verdicts(transcript, item, **more)[0]  # type: ignore[arg-type]  # passed on


HELLO: tuple[float, Speaker, str] = (0, "customer", "hello there")


def test_a_hit_carries_points_and_evidence() -> None:
    found = only(
        dialogue(HELLO, (2, "agent", "hi just so you know this call is recorded for quality")), NOTICE
    )
    assert (found.verdict, found.points, found.max_points, found.critical) == ("met", 3.0, 3.0, True)
    assert (found.speaker, found.quote) == ("agent", "this call is recorded")
    assert (found.start_ms, found.end_ms) == (4000, 5600)
    assert found.confidence > 0.9
    assert found.reason == "Said at 0:04"


def test_a_miss_costs_its_points() -> None:
    found = only(dialogue(HELLO, (2, "agent", "how can I help you today")), NOTICE)
    assert (found.verdict, found.points, found.max_points, found.speaker) == ("not_met", 0.0, 3.0, None)
    assert found.reason.startswith("Not found")


def test_a_negated_statement_does_not_fulfil() -> None:
    found = only(dialogue(HELLO, (2, "agent", "this call is not recorded")), NOTICE)
    assert found.verdict == "not_met"
    assert found.reason.startswith("Negated: '")


def test_the_other_speaker_does_not_fulfil() -> None:
    talk = dialogue((0, "agent", "how can I help you"), (3, "customer", "this call is recorded right"))
    found = only(talk, NOTICE)
    assert (found.verdict, found.speaker) == ("not_met", "customer")
    assert found.reason.startswith("Said by the customer, not the agent: 'this call is recorded' at 0:03")
    assert only(talk, replace(NOTICE, speaker="anyone")).verdict == "met"
    assert only(talk, replace(NOTICE, speaker="customer")).verdict == "met"


@pytest.mark.parametrize(
    ("within", "met", "reason"),
    [
        (Within("first", 40, "seconds"), True, ""),
        (Within("first", 30, "seconds"), False, "Said at 0:40, after the first 30 s"),
        (Within("first", 39.5, "seconds"), True, ""),  # word times may be off by a second
        (Within("last", 80, "seconds"), True, ""),
        (Within("last", 30, "seconds"), False, "Said at 0:40, before the last 30 s"),
        (Within("first", 2, "turns"), False, "Said at 0:40, after the first 2 turns"),
        (Within("first", 3, "turns"), True, ""),
        (Within("last", 2, "turns"), True, ""),
        (Within("last", 1, "turns"), False, "Said at 0:40, before the last turn"),
        (Within("first", 20, "percent"), False, "Said at 0:40, after the first 20 % of the call"),
        (Within("first", 34, "percent"), True, ""),
        (Within("last", 70, "percent"), True, ""),
    ],
)
def test_windows(within: Within, met: bool, reason: str) -> None:  # noqa: FBT001 - a table's column
    talk = dialogue(
        HELLO,
        (10, "agent", "hi"),
        (40, "agent", "this call is recorded"),
        (110, "customer", "bye"),
        duration_s=120,
    )
    found = only(talk, replace(NOTICE, within=within))
    assert found.verdict == ("met" if met else "not_met")
    assert met or found.reason.startswith(reason)


def test_order_of_items() -> None:
    price = replace(NOTICE, id="price", phrases=("the total is {number}",), critical=False)
    late = dialogue(HELLO, (5, "agent", "the total is 50 pounds"), (20, "agent", "this call is recorded"))
    early = dialogue(HELLO, (5, "agent", "this call is recorded"), (20, "agent", "the total is 50 pounds"))
    never = dialogue(HELLO, (5, "agent", "this call is recorded"))
    before, after = replace(NOTICE, before="price"), replace(NOTICE, after="price")
    assert [verdicts(talk, before, price)[0].verdict for talk in (early, late, never)] == [
        "met",
        "not_met",
        "met",
    ]
    assert [verdicts(talk, after, price)[0].verdict for talk in (early, late, never)] == [
        "not_met",
        "met",
        "not_met",
    ]
    assert "'price', which must come before, was never said" in verdicts(never, after, price)[0].reason


def test_order_ignores_the_window_of_the_other_item() -> None:
    price = replace(
        NOTICE, id="price", phrases=("the total is {number}",), within=Within("first", 3, "seconds")
    )
    talk = dialogue(HELLO, (10, "agent", "the total is 50 pounds"), (20, "agent", "this call is recorded"))
    found = verdicts(talk, price, replace(NOTICE, after="price"))
    assert [one.verdict for one in found] == ["not_met", "met"]


def test_a_decoy_cancels_only_when_every_word_of_it_was_said() -> None:
    item = replace(NOTICE, not_=("if this call is recorded",))
    assert only(dialogue(HELLO, (2, "agent", "so this call is recorded")), item).verdict == "met"
    asked = dialogue(HELLO, (2, "agent", "you asked if this call is recorded"))
    assert only(asked, item).verdict == "not_met"


def test_a_decoy_cancels_the_hit_beside_it_and_no_other() -> None:
    item = replace(NOTICE, not_=("only in the evening",))
    cancelled = dialogue(HELLO, (2, "agent", "this call is recorded only in the evening"))
    assert only(cancelled, item).verdict == "not_met"
    assert only(cancelled, item).reason.startswith("Doesn't count because of 'only in the evening'")
    again = dialogue(
        HELLO,
        (2, "agent", "this call is recorded only in the evening"),
        (30, "agent", "this call is recorded"),
    )
    assert (only(again, item).verdict, only(again, item).start_ms) == ("met", 30_000)


def test_what_must_not_be_said() -> None:
    said = only(dialogue(HELLO, (2, "agent", "of course we guarantee delivery")), NO_GUARANTEE)
    assert (said.verdict, said.points, said.max_points, said.critical) == ("not_met", 0.0, 3.0, True)
    assert said.quote == "we guarantee delivery"
    denied = only(dialogue(HELLO, (2, "agent", "we don't guarantee delivery")), NO_GUARANTEE)
    assert (denied.verdict, denied.points) == ("met", 3.0)
    assert only(dialogue(HELLO, (2, "agent", "what colour is it")), NO_GUARANTEE).reason == "Not said"
    asked = dialogue((0, "customer", "so you say we guarantee delivery"), (4, "agent", "let me check"))
    assert only(asked, NO_GUARANTEE).verdict == "met"


def test_all_and_at_least_count_different_phrases() -> None:
    one = dialogue(HELLO, (2, "agent", "there is legal cover and again legal cover"))
    two = dialogue(HELLO, (2, "agent", "there is legal cover"), (9, "agent", "and a courtesy car"))
    three = dialogue(HELLO, (2, "agent", "legal cover a courtesy car and free support"))
    every = replace(BENEFITS, kind="all_of", count=3)
    assert [only(talk, BENEFITS).verdict for talk in (one, two, three)] == ["not_met", "met", "met"]
    assert [only(talk, every).verdict for talk in (one, two, three)] == ["not_met", "not_met", "met"]
    assert only(one, BENEFITS).reason.startswith("Only 1 of 2 found: 'legal cover' at 0:0")
    assert "'free support'" in only(two, every).reason
    assert only(two, BENEFITS).reason == "Said: 'legal cover' at 0:02; 'courtesy car' at 0:09"


def test_at_least_never_counts_the_same_words_twice() -> None:
    item = replace(BENEFITS, phrases=("free support", "free support line"))
    assert only(dialogue(HELLO, (2, "agent", "you get a free support line")), item).verdict == "not_met"


def test_at_least_finds_the_choice_that_counts_most() -> None:
    item = replace(BENEFITS, phrases=("legal cover and a courtesy car", "legal cover", "courtesy car"))
    talk = dialogue(HELLO, (2, "agent", "you get legal cover and a courtesy car"))
    assert only(talk, item).verdict == "met"


OBJECTION = replace(
    NOTICE,
    id="objection",
    phrases=("it includes the warranty",),
    when=When(customer_says=("too expensive",), reply_within_ms=30_000),
)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (((5, "customer", "that is too expensive"), (8, "agent", "it includes the warranty")), "met"),
        (((5, "customer", "that is too expensive"), (50, "agent", "it includes the warranty")), "not_met"),
        (((5, "agent", "it includes the warranty"), (20, "customer", "that is too expensive")), "not_met"),
        (((5, "customer", "that is too expensive"), (8, "agent", "well okay")), "not_met"),
        (((5, "customer", "that is not too expensive"), (8, "agent", "well okay")), "not_applicable"),
        (((5, "agent", "is it too expensive"), (8, "customer", "fine")), "not_applicable"),
        (
            (
                (5, "customer", "that is too expensive"),
                (50, "customer", "still too expensive"),
                (60, "agent", "it includes the warranty"),
            ),
            "met",
        ),
    ],
)
def test_replies(lines: tuple[tuple[float, Speaker, str], ...], expected: str) -> None:
    talk = dialogue((0, "agent", "good morning"), (2, "customer", "hello"), *lines)
    assert only(talk, OBJECTION).verdict == expected


def test_conditions_must_all_hold() -> None:
    talk = dialogue(HELLO, (2, "agent", "this call is recorded"))
    fits = When(call_type=("negotiation",), direction=("inbound",), language=("en",))
    assert only(talk, replace(NOTICE, when=fits)).verdict == "met"
    for other in (
        replace(fits, call_type=("navigation",)),
        replace(fits, direction=("outbound",)),
        replace(fits, language=("de",)),
        replace(fits, customer_says=("too expensive",)),
    ):
        found = only(talk, replace(NOTICE, when=other))
        assert (found.verdict, found.points, found.max_points) == ("not_applicable", 0.0, 0.0)
    unknown = replace(RECORDING, direction=None)
    assert only(talk, replace(NOTICE, when=fits), recording=unknown).verdict == "cannot_tell"


def test_unheard_speech_and_poor_words_cannot_tell() -> None:
    talk = dialogue(HELLO, (2, "agent", "how can I help"))
    deaf = replace(talk, unheard=(Span("agent", 5000, 9000),))
    early, later = Within("first", 15, "seconds"), Within("last", 15, "seconds")
    assert only(deaf, replace(NOTICE, within=early)).verdict == "cannot_tell"
    assert only(deaf, replace(NOTICE, within=later)).verdict == "not_met"
    assert only(deaf, NO_GUARANTEE).verdict == "cannot_tell"
    assert only(replace(talk, unheard=(Span("customer", 5000, 9000),)), NOTICE).verdict == "not_met"
    assert only(replace(talk, unheard=(Span("agent", 5000, 5300),)), NOTICE).verdict == "not_met"
    mumbled = call(turn(0, "customer", "hello there"), turn(2, "agent", "how can I help", 0.3))
    found = only(mumbled, NOTICE)
    assert (found.verdict, found.max_points) == ("cannot_tell", 0.0)
    assert "recognised too poorly" in found.reason
    assert only(mumbled, NO_GUARANTEE).verdict == "cannot_tell"


def test_a_miss_more_likely_wrong_than_right_is_held_against_nobody() -> None:
    def after(confidence: float) -> Verdict:
        return only(
            call(turn(0, "customer", "hello"), turn(2, "agent", "how can I help", confidence)), NOTICE
        )

    assert after(0.95).verdict == "not_met"
    unsure = after(0.7)
    assert (unsure.verdict, unsure.max_points) == ("cannot_tell", 0.0)
    assert "too uncertain" in unsure.reason
    # What is in the words themselves needs no guess about what was left out.
    denied = call(turn(0, "customer", "hello"), turn(2, "agent", "this call is not recorded", 0.7))
    assert only(denied, NOTICE).verdict == "not_met"


def test_a_hit_counts_even_where_much_is_unheard() -> None:
    talk = dialogue(HELLO, (2, "agent", "this call is recorded"))
    assert only(replace(talk, unheard=(Span("agent", 5000, 9000),)), NOTICE).verdict == "met"


def test_unknown_speakers_cannot_tell_who_said_it() -> None:
    said = dialogue((0, "unknown", "hello"), (2, "unknown", "this call is recorded"))
    silent = dialogue((0, "unknown", "hello"), (2, "unknown", "what can I do"))
    assert only(said, NOTICE).verdict == "cannot_tell"
    assert "who said it is not known" in only(said, NOTICE).reason
    assert only(said, replace(NOTICE, speaker="anyone")).verdict == "met"
    assert only(silent, NOTICE).verdict == "not_met"
    forbidden = dialogue((0, "unknown", "hello"), (2, "unknown", "we guarantee delivery"))
    assert only(forbidden, NO_GUARANTEE).verdict == "cannot_tell"


def test_no_conversation_makes_everything_not_applicable() -> None:
    alone = dialogue((0, "agent", "this call is recorded"))
    found = verdicts(alone, NOTICE, NO_GUARANTEE, call_class=CallClass("other", 0.9))
    assert [one.verdict for one in found] == ["not_applicable", "not_applicable"]


def test_empty_transcript_is_no_conversation() -> None:
    assert only(call(), NOTICE, call_class=CallClass("other", 0.9)).verdict == "not_applicable"


BACKWARDS = (Span("agent", 1000, 9000), Span("customer", 8000, 15_000))
OTHER = CallClass("other", 0.9)
ANSWER = replace(NOTICE, id="answer", when=When(customer_says=("too expensive",)))


@pytest.mark.parametrize(
    "turns",
    [
        (),
        (turn(0, "agent", "this call is recorded"),),
        (turn(0, "agent", "we guarantee"), turn(3, "customer", "who")),
    ],
    ids=["no words", "one side", "few words"],
)
def test_speech_that_nobody_can_understand_is_not_judged(turns: tuple[Turn, ...]) -> None:
    """Played backwards, in a language nobody expected, or lost in noise."""
    found = verdicts(call(*turns, unheard=BACKWARDS), NOTICE, NO_GUARANTEE, ANSWER, call_class=OTHER)
    assert {one.verdict for one in found} == {"cannot_tell"}
    assert {one.reason for one in found} == {"Most of what was said could not be heard or recognised (14 s)"}
    assert all(one.points == one.max_points == 0 for one in found)


@pytest.mark.parametrize(
    ("turns", "unheard"),
    [
        ((), ()),
        # A cough, a word from the next desk; the same time on both sides counts once.
        ((), (Span("agent", 0, 7900), Span("customer", 0, 7900))),
        # More was heard than not: one side talking to itself.
        ((turn(0, "agent", "blah " * 40),), BACKWARDS),
        # A machine talks, and then a message is left that can't be understood.
        ((turn(0, "customer", "please leave a message after the tone"),), BACKWARDS),
    ],
    ids=["silence", "cough", "monologue", "voicemail"],
)
def test_where_nobody_talks_to_anybody_nothing_applies(
    turns: tuple[Turn, ...], unheard: tuple[Span, ...]
) -> None:
    found = verdicts(call(*turns, unheard=unheard), NOTICE, NO_GUARANTEE, ANSWER, call_class=OTHER)
    assert {one.verdict for one in found} == {"not_applicable"}


def test_the_side_that_was_heard_is_judged_when_the_other_was_lost() -> None:
    """One telephone in the noise: the talk goes to and fro, and the agent is heard well."""
    agent = (turn(0, "agent", "hello how can I help you"), turn(9, "agent", "this call is recorded"))
    lost = (Span("customer", 4000, 8000), Span("customer", 12_000, 20_000))
    closing = replace(NOTICE, id="closing", phrases=("goodbye",))
    consent = replace(NOTICE, id="consent", speaker="customer", phrases=("I agree",))
    talk = call(*agent, unheard=lost)
    found = verdicts(talk, NOTICE, NO_GUARANTEE, closing, consent, ANSWER, call_class=OTHER)
    assert [one.verdict for one in found] == ["met", "met", "not_met", "cannot_tell", "cannot_tell"]
    assert found[3].reason == "Most of what the customer said could not be heard or recognised (12 s)"


def test_of_a_lost_call_no_side_is_judged_however_little_it_said() -> None:
    spans = [Span(("agent", "customer")[i % 2], 20_000 + 3000 * i, 22_000 + 3000 * i) for i in range(6)]
    greeting = replace(NOTICE, id="greeting", within=Within("first", 15, "seconds"))
    found = verdicts(
        call(unheard=tuple(spans)), greeting, replace(greeting, speaker="customer"), call_class=OTHER
    )
    assert [one.verdict for one in found] == ["cannot_tell", "cannot_tell"]


def test_a_message_after_a_greeting_that_was_lost_is_not_judged() -> None:
    """It may be a voicemail: nobody is blamed for leaving no recording notice there."""
    message = call(turn(20, "agent", "hello please call me back"), unheard=(Span("customer", 0, 15_000),))
    assert {one.verdict for one in verdicts(message, NOTICE, NO_GUARANTEE, call_class=OTHER)} == {
        "cannot_tell"
    }


def test_what_is_missing_of_the_recording_is_nobodys_turn() -> None:
    """Damage takes both sides at once: it makes no talk out of one speaker's words."""
    holes = [(Span("agent", at, at + 5000), Span("customer", at, at + 5000)) for at in (3000, 20_000, 40_000)]
    broken = call(
        turn(0, "agent", "hello anybody there"), unheard=tuple(span for hole in holes for span in hole)
    )
    assert only(broken, NOTICE, call_class=OTHER).verdict == "cannot_tell"


def test_in_a_talk_mostly_lost_a_condition_nobody_heard_may_have_been_fulfilled() -> None:
    talk = dialogue(HELLO, (2, "agent", "hi what can I do for you"))
    negotiated = replace(NOTICE, id="offer", when=When(call_type=("negotiation",)))
    assert [one.verdict for one in verdicts(talk, ANSWER)] == ["not_applicable"]
    assert only(talk, negotiated, call_class=OTHER).verdict == "not_applicable"
    lost = replace(talk, unheard=(Span("customer", 4000, 60_000),))
    assert only(lost, ANSWER).verdict == "cannot_tell"
    assert "the customer said could not be heard or recognised (56 s)" in only(lost, ANSWER).reason
    assert only(lost, negotiated, call_class=OTHER).verdict == "cannot_tell"
    said = dialogue(HELLO, (2, "agent", "hi this call is recorded"))
    assert only(replace(said, unheard=lost.unheard), NOTICE).verdict == "met"


def test_waiting_for_an_item_that_was_perhaps_said_cannot_be_judged() -> None:
    price = replace(NOTICE, id="price", phrases=("the total is {number}",), critical=False)
    item = replace(NOTICE, after="price")
    talk = dialogue(HELLO, (2, "agent", "hi"), (20, "agent", "this call is recorded"))
    assert verdicts(talk, item, price)[0].verdict == "not_met"
    deaf = replace(talk, unheard=(Span("agent", 5000, 15_000),))
    assert verdicts(deaf, item, price)[0].verdict == "cannot_tell"
    missing = dialogue(HELLO, (2, "agent", "hi"), (20, "agent", "nice weather"))
    assert verdicts(missing, item, price)[0].reason.startswith("Not found; other words")


def test_a_forbidden_phrase_counts_only_in_its_place() -> None:
    item = replace(NO_GUARANTEE, within=Within("last", 20, "seconds"))
    talk = dialogue(HELLO, (2, "agent", "we guarantee delivery"), duration_s=100)
    assert (only(talk, item).verdict, only(talk, item).reason) == ("met", "Not said in the last 20 s")
    assert only(talk, replace(NO_GUARANTEE, after="nothing")).verdict == "not_met"


def test_what_was_cut_off_is_held_against_nobody() -> None:
    closing = replace(NOTICE, id="closing", phrases=("goodbye",))
    whole = dialogue(HELLO, (2, "agent", "how can I help you today"), duration_s=20)
    cut = replace(whole, unheard=(Span("agent", 20_000, 60_000), Span("customer", 20_000, 60_000)))
    for within in (Within("last", 20, "seconds"), Within("last", 2, "turns"), None):
        item = replace(closing, within=within)
        assert only(whole, item).verdict == "not_met"
        assert only(cut, item).verdict == "cannot_tell"
    assert only(cut, NO_GUARANTEE).verdict == "cannot_tell"


def test_any_farewell_counts_only_where_little_else_is_asked_for() -> None:
    talk = dialogue(HELLO, (20, "customer", "fine"), (25, "agent", "take care then"))
    closing = replace(NOTICE, phrases=("goodbye", "thank you for calling"), critical=False)
    step = replace(closing, phrases=("I'll send the invoice", "we will ring you", "goodbye"))
    assert only(talk, closing).verdict == "met"
    assert only(talk, step).verdict != "met"
    assert only(talk, replace(closing, kind="must_not_say")).verdict == "met"
