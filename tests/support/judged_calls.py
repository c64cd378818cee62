"""Builders of judged calls, as comparison, coaching and boards take them."""

from speechqa.records import (
    CallAnalysis,
    CallClass,
    CallResult,
    CallSound,
    ChannelQuality,
    ChannelSound,
    Recording,
    TalkMetrics,
    Verdict,
)
from speechqa.scoring import score

VALUE = {"+": "met", "-": "not_met", "?": "cannot_tell", " ": "not_applicable"}


def judged(item, value, *, weight=1.0, section="Opening", critical=False, at=None, confidence=0.9):
    counts = value in {"met", "not_met"}
    return Verdict(
        section,
        item,
        value,
        confidence,
        weight if value == "met" else 0.0,
        weight if counts else 0.0,
        critical=critical,
        speaker="agent" if at is not None else None,
        start_ms=at,
        end_ms=None if at is None else at + 1_000,
        quote=f"{item} {value}" if at is not None else "",
    )


def judged_call(
    agent,
    verdicts,
    *,
    call_id="c",
    team="north",
    script="sales",
    direction="inbound",
    started_at="2026-02-03T10:00:00",
    confidence=0.9,
    snr_db=20.0,
    path="",
):
    """A call; ``verdicts`` is one sign an item (``+-?`` and blank), named a, b, c…, or verdicts."""
    if isinstance(verdicts, str):
        verdicts = [judged(chr(97 + i), VALUE[sign]) for i, sign in enumerate(verdicts)]
    return CallResult(
        Recording(
            path, f"{call_id}.wav", "h", call_id,
            agent=agent, team=team, direction=direction, started_at=started_at,
        ),
        "scored",
        60_000,
        "en",
        asr_confidence=confidence,
        words=100,
        analysis=CallAnalysis(
            CallClass("negotiation", 0.9),
            TalkMetrics(30_000, 20_000, 0, 0, 0, 0, 120.0),
            tuple(verdicts),
            script=script,
        ),
        scorecard=score(verdicts, 80),
        sound=CallSound((ChannelSound("agent", ChannelQuality("agent", 30_000, snr_db=snr_db)),)),
    )  # fmt: skip


def judged_calls(agent, *signs, **options):
    """A call for each of ``signs``, with ids of the agent's name and a number."""
    return [
        judged_call(agent, each, call_id=f"{agent}{index:03}", **options) for index, each in enumerate(signs)
    ]
