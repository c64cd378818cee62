"""Owns the value of a promise: who will do what, by when, for what sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CommitmentKind = Literal[
    "call_back",
    "send_offer",
    "send_invoice",
    "send_documents",
    "deliver",
    "visit",
    "meeting",
    "payment",
    "order",
    "other",
]


@dataclass(frozen=True, slots=True)
class Commitment:
    """A firm promise made in a call.

    ``who`` has to act; ``what`` quotes the sentence that promises or proposes it, from ``start_ms`` to
    ``end_ms``. ``due_text`` is the day or time as said, "" where none was. ``due_date`` (ISO 8601) and
    ``due_time`` (HH:MM, local to the call) are "" where they can't be told for sure. ``amount`` is in
    ``currency`` (ISO 4217), "" where none was named. ``confidence`` is 0..1.
    """

    who: Literal["agent", "customer"]
    kind: CommitmentKind
    what: str
    start_ms: int
    end_ms: int
    confidence: float
    due_text: str = ""
    due_date: str = ""
    due_time: str = ""
    amount: float | None = None
    currency: str = ""
