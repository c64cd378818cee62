"""Owns what a negotiation led to: the most binding outcome, and what is open when it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speechqa.checks.call_type.evidence import Evidence
    from speechqa.records import Outcome, Stage

_CLOSING = 0.6  # an appointment spoken of so late, with a day, is being made
_LATE = 0.3  # what is agreed comes after the first third of a call
_STAGE_GROUPS: dict[Stage, tuple[str, ...]] = {
    "documents": ("documents",),
    "payment": ("payment", "invoice"),
    "delivery": ("delivery",),
}


def find_outcome(evidence: Evidence) -> Outcome:
    """The outcome of a negotiation: the most binding thing agreed, if nothing was refused after it."""
    # In order of how binding they are.
    reached: dict[Outcome, tuple[int, ...]] = {
        "invoice_issued": _late(evidence, evidence.turns_of("invoice_promised")),
        "meeting_booked": _late(evidence, _with_date(evidence, _visits(evidence))),
        "sale_agreed": _late(evidence, _sales(evidence)),
        "next_contact_agreed": _late(evidence, _with_date(evidence, evidence.turns_of("contact_set"))),
    }
    if _refused_at_last(evidence, reached):
        return "refusal"
    deferred = evidence.turns_of("deferral", speaker="customer")
    if deferred:  # who wants to think it over has not bought
        agreed = evidence.turns_of("sale_set", "accepted", speaker="customer")
        reached["sale_agreed"] = tuple(turn for turn in agreed if turn > deferred[-1])
    binding = next((outcome for outcome, turns in reached.items() if turns), None)
    if binding or deferred:
        return binding or "none"
    clear = evidence.turns_of("price_told", "order_data") and evidence.turns_of(
        "product_asked", "purchase_wanted"
    )
    return "order_clarified" if clear else "none"


def _refused_at_last(evidence: Evidence, reached: dict[Outcome, tuple[int, ...]]) -> bool:
    """Whether the customer refuses and agrees to nothing afterwards; a call-back that only the
    agent announces then doesn't count.
    """
    refused = evidence.turns_of("refused", speaker="customer")
    if not refused:
        return False
    binding = [turns for outcome, turns in reached.items() if outcome != "next_contact_agreed"]
    binding.append(_with_date(evidence, evidence.turns_of("contact_set", speaker="customer")))
    return refused[-1] > max((turns[-1] for turns in binding if turns), default=-1)


def find_stage(evidence: Evidence, outcome: Outcome) -> Stage:
    """What is open at the end of a negotiation with that outcome."""
    if outcome == "refusal":
        return "closed"
    if outcome == "invoice_issued":
        return "payment"
    agreed = outcome == "sale_agreed" or (
        outcome in {"meeting_booked", "order_clarified"} and bool(evidence.turns_of("sale_set", "order_data"))
    )
    if agreed:
        return _open_step(evidence)
    return "offer" if evidence.turns_of("price_told", "offer_made") else "lead"


def _open_step(evidence: Evidence) -> Stage:
    """The step talked about most, late mentions weighing more; delivery when none was."""
    weights = {
        stage: sum(evidence.place(turn) ** 2 for turn in evidence.turns_of(*groups))
        for stage, groups in _STAGE_GROUPS.items()
    }
    best = max(weights, key=lambda stage: weights[stage])
    return best if weights[best] else "delivery"


def _visits(evidence: Evidence) -> tuple[int, ...]:
    """Turns that fix a meeting; a driver who brings the goods comes too, but not to meet."""
    goods = set(evidence.turns_of("delivery")) - set(evidence.turns_of("appointment"))
    closing = [turn for turn in evidence.turns_of("appointment") if evidence.place(turn) >= _CLOSING]
    return tuple(sorted((set(evidence.turns_of("meeting_set")) | set(closing)) - goods))


def _sales(evidence: Evidence) -> tuple[int, ...]:
    """Turns that close a sale; a mere "fine" or a question about the address closes one only
    after a price.
    """
    priced = evidence.turns_of("price_told")
    steps = evidence.turns_of("accepted", "order_data") if priced else ()
    after_price = {turn for turn in steps if turn > priced[0]}
    return tuple(sorted(after_price.union(evidence.turns_of("sale_set"))))


def _late(evidence: Evidence, turns: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(turn for turn in turns if evidence.place(turn) >= _LATE)


def _with_date(evidence: Evidence, turns: tuple[int, ...]) -> tuple[int, ...]:
    """Turns that name a day or time themselves or beside them: a promise, not a phrase."""
    return tuple(turn for turn in turns if not evidence.dated.isdisjoint((turn - 1, turn, turn + 1)))
