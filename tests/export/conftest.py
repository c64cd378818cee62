"""A small report with every kind of row."""

import pytest

from speechqa.records import (
    AgentRow,
    CallAnalysis,
    CallClass,
    CallResult,
    CallSound,
    ChannelQuality,
    ChannelSound,
    ClassCue,
    Clip,
    CoachingPoint,
    Commitment,
    Comparison,
    Failure,
    OutcomeChance,
    Provenance,
    Recording,
    Report,
    Scorecard,
    TalkMetrics,
    TopicMention,
    TopicRow,
    Verdict,
    Versions,
    WordHit,
)


def _recording(call_id, **changes):
    return Recording(
        path=f"/x/{call_id}.wav", file=f"calls/{call_id}.wav", content_hash="h", call_id=call_id, **changes
    )


def _analysis():
    return CallAnalysis(
        call_class=CallClass(
            "negotiation", 0.98765, "sale_agreed", "closed", ("price", "доставка"), "price_enquiry",
            (0.98765, 0.01, 0.00235), review=True,
            outcomes=(
                OutcomeChance("sale_agreed", 0.625,
                              ClassCue("sale_agreed", 2.5, "customer", 7, 9_000, 9_800, "=fine then")),
                OutcomeChance("none", 0.25),
            ),
            cues=(ClassCue("negotiation", 1.5, "customer", 1, 3_000, 4_500, "how much, is it"),),
        ),
        talk=TalkMetrics(61_005, 30_000, 4_500, 2_000, 0, 3, 151.26, 2_000, 0.67, 12_500, 9_000, 8_000,
                         1, 2, 140.54, 30_000, None, 12_000, 0, 4, 1, 410, 1_900, 300, 800),
        verdicts=(
            Verdict("Opening", "greeting", "met", 2 / 3, 3, 3,
                    speaker="agent", start_ms=1_200, end_ms=1_999, quote="good, morning",
                    phrase="good morning to you", missing=("to", "you")),
            Verdict("Opening", "no_guarantee", "not_applicable", 1, 0.0, 0.5, reason='nobody said "price"'),
        ),
        word_hits=(
            WordHit("fillers", "um", "Umm", 1, "agent", 0, 10),
            WordHit("conflict", "you must", "you must", 2, "customer", 0, 10),
            WordHit("profanity", "damn", "damn", 1, "agent", 0, 10),
            WordHit("profanity", "damn", "damned", 1, "customer", 20, 3_600_030),
        ),
        script="inbound-sales",
        script_version="1",
        commitments=(
            Commitment("agent", "send_invoice", "=I'll send it, today", 20_000, 21_500, 0.9, "today",
                       "2025-11-30", "15:00", 1200.0, "EUR"),
            Commitment("customer", "call_back", "I'll ring back", 30_000, 30_700, 0.8),
        ),
        topic_mentions=(TopicMention("price", "how much is", "how much are", "customer", 1, 3_000, 3_450),),
    )  # fmt: skip


def _sound():
    figures = ChannelQuality("agent", 40_005, -22.61, 3.04, 0.01234, 3400, 0.8767)
    return CallSound(
        (ChannelSound("agent", figures), ChannelSound("customer", None, 4, 1_500)),
        "voice",
        0.81,
        ("=cut off", "one side only"),
    )


@pytest.fixture
def report():
    failure = Failure("calls/b.wav", "audio", "the file is cut short")
    first = _recording(
        "a",
        agent="Anna",
        team="north",
        direction="inbound",
        customer_phone="+4915112345678",
        started_at="2025-11-30T00:53:55",
    )
    calls = (
        CallResult(
            first,
            "scored",
            95_505,
            "de",
            "base",
            0.87654,
            240,
            _analysis(),
            Scorecard(200 / 3, False, 1),
            sound=_sound(),
            made_from=Provenance("a0", "b0", "aa", "e1+m1"),
        ),
        CallResult(_recording("b", agent="=Bob"), "failed", failure=failure),
        CallResult(
            _recording("c"),
            "no_speech",
            3_000,
            "",
            "base",
            None,
            0,
            CallAnalysis(CallClass("other", 1.0), TalkMetrics(0, 0, 3_000, 3_000, 0, 0, None)),
            Scorecard(None, None, 0),
        ),
    )
    agents = (
        AgentRow(
            "Anna",
            "north",
            1,
            1,
            200 / 3,
            None,
            None,
            0.0,
            1,
            1.0,
            12.34,
            1,
            30.126,
            True,
            0.67,
            151.26,
            12_500.4,
            1.5,
            4.0,
            30_000.0,
            410.0,
        ),
        AgentRow("=Bob", "", 1, 0, None, None, None, None, 0, None, None, 0, None, growth_zone=False),
    )
    versions = Versions(
        "0.1.0",
        "e1",
        (("base", "d01c"),),
        (("inbound-sales", "aa"),),
        (("en/fillers", "bb"),),
        (("en", "tt"),),
    )
    topics = (
        TopicRow("price", "Price", "all", "", "", 1, 0.5, 1, 200 / 3, 1.0),
        TopicRow("price", "Price", "agent", "=Anna", "", 1, 1.0, 1, None, 1.0),
        TopicRow("price", "Price", "week", "", "2025-W48", 1, 1.0, 1, 200 / 3, 0.0),
    )
    failures = (Failure("z.txt", "intake", "no sound in it"),)
    return Report(calls, agents, failures, versions, topics, _comparisons(), _coaching())


def _comparisons():
    like = ("inbound-sales", "inbound")
    found = {"finding": "behind", "growth_zone": True, "small": False, "recognition_differs": False}
    few = {"finding": "too_few", "growth_zone": False, "small": True, "recognition_differs": False}
    return (
        Comparison(
            "Anna",
            "north",
            "Ben",
            "score",
            "",
            "",
            "",
            12,
            15,
            60.0,
            90.0,
            -30.0,
            -45.5,
            -12.0,
            100 / 3,
            items=("greeting", "price"),
            **found,
        ),
        Comparison(
            "Anna",
            "north",
            "Ben",
            "score",
            *like,
            "",
            12,
            15,
            60.0,
            90.0,
            -30.0,
            -45.5,
            -12.0,
            100 / 3,
            items=("greeting", "price"),
            **found,
        ),
        Comparison(
            "Anna", "north", "Ben", "item", *like, "greeting", 1, 2, 100.0, 50.0, 50.0, None, None, 0.0, **few
        ),
    )


def _coaching():
    return (
        CoachingPoint(
            "Anna", "north", 1, "inbound-sales", "greeting", "Greets", 4.5, 2, 3,
            Clip("a", 1_200, 1_999, "=good, morning"), None, Clip("c", 300, None, "Colleague speaking"),
        ),
    )  # fmt: skip
