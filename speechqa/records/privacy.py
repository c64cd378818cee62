"""Owns the values of personal data found in a call: what kind, who said it, where. Never what it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from speechqa.records.audio import Speaker
from speechqa.records.findings import WordAddress

PersonalKind = Literal[
    "phone", "card", "email", "bank_account", "national_id", "birth_date", "name", "address"
]


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One piece of personal data: ``words`` are the addresses of all words that tell it, in time order.

    They need not be neighbours: a number may be dictated over several turns.
    """

    kind: PersonalKind
    speaker: Speaker
    start_ms: int
    end_ms: int
    words: tuple[WordAddress, ...]
