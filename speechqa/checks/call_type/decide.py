"""Owns the call type: weighs the evidence for each type into probabilities.

The weights are judgement, not training: how strongly one mention of a cue group speaks for
(or against) a type. Positive evidence for what the company sells has to outweigh signs that
the caller is at the wrong place; those count more than any talk of prices.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from speechqa.checks.call_type.conversation import talk_in
from speechqa.checks.call_type.evidence import collect
from speechqa.checks.call_type.outcome import find_outcome, find_stage
from speechqa.records import CallClass

if TYPE_CHECKING:
    from speechqa.checks.call_type.evidence import Evidence
    from speechqa.records import CallType, Direction, Transcript

# (negotiation, navigation, other) for one mention of a group.
WEIGHTS: dict[str, tuple[float, float, float]] = {
    "price_asked": (0.9, 0.0, -0.2),
    "price_told": (1.4, -0.5, -0.4),
    "purchase_wanted": (1.3, 0.0, -0.3),
    "product_asked": (0.7, -0.3, -0.2),
    "availability": (0.6, 0.0, -0.2),
    "delivery": (0.5, 0.0, 0.0),
    "payment": (0.5, 0.0, 0.0),
    "documents": (0.5, 0.0, 0.0),
    "invoice": (0.4, 0.0, 0.1),
    "discount": (0.6, 0.0, 0.0),
    "warranty": (0.3, 0.0, 0.1),
    "appointment": (0.4, 0.0, 0.1),
    "offer_made": (1.3, -0.3, -0.4),
    "accepted": (0.8, -0.3, -0.2),
    "sale_set": (1.0, -0.5, -0.3),
    "order_data": (0.3, 0.0, 0.0),
    "invoice_promised": (1.0, -0.3, 0.0),
    "meeting_set": (0.5, -0.2, 0.0),
    "deferral": (0.6, 0.0, 0.0),
    "wrong_number": (-1.2, 2.6, 0.0),
    "not_sold": (-0.7, 1.6, 0.0),
    "address_asked": (0.0, 1.0, -0.1),
    "hours_asked": (0.0, 1.0, -0.1),
    "parking": (-0.3, 1.2, 0.0),
    "transfer": (-0.3, 1.1, 0.0),
    "bank_details": (-0.3, 1.6, 0.0),
    "vendor_pitch": (-0.9, 1.5, -0.2),
    "vendor_declined": (-0.7, 1.4, 0.0),
    "complaint": (-0.7, -0.3, 1.7),
    "fault": (-0.6, -0.3, 1.5),
    "fault_handled": (-0.4, -0.2, 1.2),
    "status": (-0.3, 0.0, 1.0),
    "cancellation": (-0.3, 0.0, 0.6),
    "internal": (-0.5, 0.0, 0.8),
}
PRIOR: tuple[float, float, float] = (0.0, 0.2, 0.0)
OUTBOUND: tuple[float, float, float] = (0.4, -0.4, 0.0)  # the company calls: it rarely asks the way
TEMPERATURE = 1.5  # cues of one call repeat each other, so their sum is too sure of itself
TYPES: tuple[CallType, CallType, CallType] = ("negotiation", "navigation", "other")
_INBOUND_ONLY = ("not_sold",)  # who calls to sell doesn't turn callers away
_UNANSWERED = 0.5  # share of the evidence left when the agent says nothing commercial
_SELLING = (
    "price_told",
    "product_asked",
    "offer_made",
    "availability",
    "delivery",
    "payment",
    "documents",
    "discount",
    "warranty",
    "appointment",
    "invoice_promised",
)
_SURE = 0.95  # confidence where the type follows from a fact, not from words


def classify(transcript: Transcript, *, direction: Direction | None) -> CallClass:
    """The kind of a call with its probability 0..1; outcome and stage for negotiations only.

    ``direction`` is None when unknown; internal calls are always ``other``.
    """
    evidence = collect(transcript)
    if not talk_in(transcript, evidence):
        return CallClass("other", _SURE)
    if direction == "internal":
        return CallClass("other", _SURE)
    call_type, confidence = _likeliest(_probabilities(evidence, direction))
    if call_type != "negotiation":
        return CallClass(call_type, confidence)
    outcome = find_outcome(evidence)
    return CallClass(call_type, confidence, outcome, find_stage(evidence, outcome))


def _probabilities(evidence: Evidence, direction: Direction | None) -> tuple[float, float, float]:
    """Softmax over the summed weights, by type."""
    scores = list(PRIOR)
    if direction == "outbound":
        scores = [score + extra for score, extra in zip(scores, OUTBOUND, strict=True)]
    ignored = _INBOUND_ONLY if direction == "outbound" else ()
    heard = [
        (evidence.strength(group), weights) for group, weights in WEIGHTS.items() if group not in ignored
    ]
    share = 1.0 if _agent_sells(evidence) else _UNANSWERED
    scores[0] += sum(
        strength * weights[0] * (share if weights[0] > 0 else 1.0) for strength, weights in heard
    )
    for index in (1, 2):
        scores[index] += sum(strength * weights[index] for strength, weights in heard)
    top = max(scores)
    powers = [math.exp((score - top) / TEMPERATURE) for score in scores]
    negotiation, navigation, other = (power / sum(powers) for power in powers)
    return negotiation, navigation, other


def _agent_sells(evidence: Evidence) -> bool:
    """Whether the company's side takes part in the business, not the caller alone."""
    return bool(evidence.turns_of(*_SELLING, speaker="agent"))


def _likeliest(probabilities: tuple[float, float, float]) -> tuple[CallType, float]:
    best = max(range(len(TYPES)), key=lambda index: probabilities[index])
    return TYPES[best], round(probabilities[best], 4)
