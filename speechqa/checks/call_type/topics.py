"""Owns the topics of a call: a few fixed names, by how much was said about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speechqa.checks.call_type.evidence import Evidence

MOST_TOPICS = 5
TOPICS: dict[str, tuple[str, ...]] = {
    "price": ("price_asked", "price_told"),
    "availability": ("availability",),
    "delivery": ("delivery",),
    "payment": ("payment",),
    "invoice": ("invoice",),
    "documents": ("documents",),
    "discount": ("discount",),
    "warranty": ("warranty",),
    "appointment": ("appointment", "meeting_set"),
    "complaint": ("complaint",),
    "technical_fault": ("fault",),
    "order_status": ("status",),
    "cancellation": ("cancellation",),
    "opening_hours": ("hours_asked",),
    "address": ("address_asked",),
    "parking": ("parking",),
    "contact_person": ("transfer",),
    "bank_details": ("bank_details",),
    "wrong_number": ("wrong_number",),
    "vendor_pitch": ("vendor_pitch",),
}


def find_topics(evidence: Evidence) -> tuple[str, ...]:
    """At most five topic names, the most mentioned first, equal ones in the order of ``TOPICS``."""
    mentions = {name: len(evidence.turns_of(*groups)) for name, groups in TOPICS.items()}
    ranked = sorted((name for name in mentions if mentions[name]), key=lambda name: -mentions[name])
    return tuple(ranked[:MOST_TOPICS])
