"""Owns ``when``: whether an item applies to a call, and what starts its time to reply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.checks import speakers
from speechqa.checks.items import channels, hearing, other_words
from speechqa.checks.items.near import TOO_CLOSE
from speechqa.checks.items.places import call_end
from speechqa.checks.items.wording import cited

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speechqa.checks.items.channels import Who
    from speechqa.checks.items.other_words import OtherWords
    from speechqa.checks.items.search import Candidate, Finder
    from speechqa.records import CallClass, PhraseHit, Recording, VerdictValue
    from speechqa.scripts.values import When

# How often a condition that nothing was like didn't hold on labelled calls; the rest was said in other
# words. The second: where other words can't be compared.
UNSAID_TRUST, UNCOMPARED_TRUST = 0.75, 0.6
# From this chance on a stretch may be the trigger: of labelled calls' likeliest stretches between this and
# what counts as said half were, of those below one in four.
PERHAPS = 0.4


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
    triggers: list[PhraseHit] = []
    confidence, unsure = known.confidence, ""
    for speaker, phrases in (("customer", when.customer_says), ("agent", when.agent_says)):
        if not phrases:
            continue
        who: Who = "customer" if speaker == "customer" else "agent"
        said = finder.said(phrases, who)
        sure = [candidate.hit for candidate in said if candidate.fate == "counts"]
        if not sure:
            by_sense = other_words.condition(phrases, who, finder)
            met = by_sense is not None and by_sense.met
            perhaps = None if said and not met else _perhaps(phrases, finder, who, by_sense)
            if perhaps is None:
                return _unsaid(said, finder, who)
            sure = [perhaps]
            unsure = unsure if met else _doubt(perhaps, finder, who)
        triggers += sure
        trust = channels.trust(finder.transcript, who) * speakers.confidence(finder.transcript)
        confidence = min(confidence, trust * max(hit.confidence for hit in sure))
    triggers.sort(key=lambda hit: (hit.start_ms, hit.end_ms))
    return Condition(
        confidence=max(confidence, 0.5) if unsure else confidence, triggers=tuple(triggers), unsure=unsure
    )


def _doubt(hit: PhraseHit, finder: Finder, who: Who) -> str:
    return f"Whether the {who} said '{hit.phrase}' isn't sure: {cited(finder.transcript, hit)}"


def _perhaps(
    phrases: Sequence[str], finder: Finder, who: Who, by_sense: OtherWords | None
) -> PhraseHit | None:
    """What may be a trigger by its sense or by words too close to call; None when nothing is like one."""
    if by_sense is not None and (by_sense.met or by_sense.chance >= PERHAPS):
        return by_sense.hit
    near = (finder.nearest(phrase, who, least=TOO_CLOSE) for phrase in phrases)
    hits = [hit for hit in near if hit is not None and hit.similarity >= TOO_CLOSE and hit.first != hit.last]
    return max(hits, key=lambda hit: (hit.similarity, -hit.start_ms), default=None)


def _unsaid(said: tuple[Candidate, ...], finder: Finder, who: Who) -> Condition:
    if said:
        text = f"Applies only if the {who} says '{said[0].hit.phrase}'; it was said, but by whom is not known"
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
