"""Builders of calls with verdicts, and of what people say of them."""

from dataclasses import replace

from speechqa import scoring
from speechqa.records import (
    CallAnalysis,
    CallClass,
    CallResult,
    Recording,
    Review,
    TalkMetrics,
    Verdict,
)
from speechqa.store import review_digest

TALK = TalkMetrics(1000, 2000, 500, 400, 0, 1, 120.0)
WEIGHTS = {("sales", "greeting"): 1.0, ("sales", "notice"): 3.0, ("sales", "offer"): 2.0}


def verdict(item="greeting", value="met", confidence=0.9, *, critical=False, **changes):
    weight = WEIGHTS["sales", item] if value in {"met", "not_met"} else 0.0
    points = weight if value == "met" else 0.0
    made = Verdict("Opening", item, value, confidence, points, weight, critical=critical)
    return replace(made, **changes)


def call(call_id="a", *verdicts, sure=0.9, pass_mark=80.0, kind="negotiation", **changes):
    analysis = CallAnalysis(
        CallClass(kind, sure, "sale_agreed" if kind == "negotiation" else "none"),
        TALK,
        verdicts or (verdict(), verdict("notice", "not_met", critical=True), verdict("offer", "cannot_tell")),
        script="sales",
        script_version="1",
        pass_mark=pass_mark,
    )
    card = scoring.score(analysis.verdicts, pass_mark)
    recording = Recording(f"/x/{call_id}.wav", f"x/{call_id}.wav", f"hash-{call_id}", call_id, agent="anna")
    made = CallResult(recording, "scored", 9000, "en", "base", 0.9, 40, analysis, card)
    return replace(made, **changes)


def review(of="a", item="greeting", value="not_met", *, kind="decision", number=1, after="", **changes):
    made = Review(
        of,
        f"hash-{of}",
        kind,
        "Olga",
        item,
        "sales" if item else "",
        value,
        "met",
        "heard it",
        made_at="2026-02-03T04:05:06+00:00",
        number=number,
    )
    made = replace(made, **changes)
    return replace(made, digest=review_digest(made, after=after))
