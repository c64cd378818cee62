"""Owns ``when``: whether an item applies to a call, and what starts its time to reply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.checks import speakers
from speechqa.checks.items import channels, hearing, triggers
from speechqa.checks.items.places import call_end

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speechqa.checks.items.channels import Who
    from speechqa.checks.items.search import Finder
    from speechqa.records import CallClass, PhraseHit, Recording, VerdictValue
    from speechqa.scripts.values import When

# How often a condition that nothing was like didn't hold on labelled calls; the rest was said in other
# words. The second: where other words can't be compared.
UNSAID_TRUST, UNCOMPARED_TRUST = 0.75, 0.6


@dataclass(frozen=True, slots=True)
class Condition:
    """``verdict`` is None when the item applies; else the verdict it gets, and why.

    ``triggers`` are the hits of ``customer_says`` and ``agent_says``. Each starts a time to
    reply of its own; an item with ``reply_within`` is met when any one of them is answered.
    ``unsure`` tells why one of them is perhaps none: then nobody is blamed for the item.
    """

    verdict: VerdictValue | None = None
    reason: str = ""
    confidence: float = 1.0
    triggers: tuple[PhraseHit, ...] = ()
    unsure: str = ""


def check(when: When | None, finder: Finder, recording: Recording, call_class: CallClass) -> Condition:
    """Whether all conditions of an item hold in this call."""
    if when is None:
        return Condition()
    known = _known_facts(when, finder, recording, call_class)
    return known if known.verdict is not None else _spoken(when, finder, known)


def _known_facts(when: When, finder: Finder, recording: Recording, call_class: CallClass) -> Condition:
    if when.language and not _accepts_language(when.language, finder.transcript.language):
        return Condition("not_applicable", f"Only for calls in {_either(when.language)}")
    if when.direction and recording.direction is None:
        text = f"Only for {_either(when.direction)} calls, and this call's direction is not known"
        return Condition("cannot_tell", text)
    if when.direction and recording.direction not in when.direction:
        return Condition(
            "not_applicable", f"Only for {_either(when.direction)} calls, this one is {recording.direction}"
        )
    if when.call_type and call_class.call_type not in when.call_type:
        lost = hearing.lost_side(finder.transcript)
        if lost:
            return Condition("cannot_tell", f"Only for {_either(when.call_type)} calls. {lost}", 0.5)
        text = f"Only for {_either(when.call_type)} calls, this one is {call_class.call_type}"
        return Condition("not_applicable", text, call_class.confidence)
    return Condition(confidence=call_class.confidence if when.call_type else 1.0)


def _spoken(when: When, finder: Finder, known: Condition) -> Condition:
    found: list[PhraseHit] = []
    confidence, unsure = known.confidence, ""
    for speaker, phrases in (("customer", when.customer_says), ("agent", when.agent_says)):
        if not phrases:
            continue
        who: Who = "customer" if speaker == "customer" else "agent"
        told = triggers.triggers(phrases, who, finder)
        if not told.found:
            return _unsaid(told.whose, finder, who)
        found += told.found
        unsure = told.unsure or unsure
        trust = channels.trust(finder.transcript, who) * speakers.confidence(finder.transcript)
        confidence = min(confidence, trust * max(hit.confidence for hit in told.found))
    found.sort(key=lambda hit: (hit.start_ms, hit.end_ms))
    return Condition(
        confidence=max(confidence, 0.5) if unsure else confidence, triggers=tuple(found), unsure=unsure
    )


def _unsaid(whose: PhraseHit | None, finder: Finder, who: Who) -> Condition:
    if whose is not None:
        text = f"Applies only if the {who} says '{whose.phrase}'; it was said, but by whom is not known"
        return Condition("cannot_tell", text)
    lost = hearing.mostly_unheard(finder.transcript, who)
    if lost:
        return Condition(
            "cannot_tell", f"Whether the {who} said what this item answers is not known. {lost}", 0.5
        )
    whole = ((0, call_end(finder.transcript)),)
    trust = UNCOMPARED_TRUST if finder.sense is None else UNSAID_TRUST
    confidence = trust * hearing.quality(finder.transcript, who, whole)
    return Condition(
        "not_applicable", f"The {who} said nothing that this item asks for an answer to", confidence
    )


def _accepts_language(accepted: Iterable[str], language: str) -> bool:
    return any(code.casefold().split("-")[0] == language.casefold().split("-")[0] for code in accepted)


def _either(values: Iterable[str]) -> str:
    return " or ".join(values)
