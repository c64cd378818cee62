"""Owns the verdict of one item, once its phrases are looked up and its limits known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from speechqa.checks import speakers
from speechqa.checks.items import (
    channels,
    forbidden,
    hearing,
    mood,
    names,
    order,
    other_words,
    places,
    second_look,
    undecided,
    wants,
)
from speechqa.checks.items.findings import found_for
from speechqa.checks.items.near import nearest_miss, unlikeness
from speechqa.checks.items.outcome import left_open, outcome
from speechqa.checks.items.search import first, fulfilling, overlap
from speechqa.checks.items.wording import all_cited, cited, quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.checks.items.conditions import Condition
    from speechqa.checks.items.findings import Findings
    from speechqa.checks.items.near import Near
    from speechqa.checks.items.other_words import OtherWords
    from speechqa.checks.items.search import Finder
    from speechqa.records import PhraseHit, Verdict
    from speechqa.scripts.values import Item

# The trust put in a verdict is the rules' own; what labelled calls make of it: checks/calibration.py.
# How often "not found" meant "not said" on labelled calls: people say things in other words, and only
# where the wording itself is asked for is a miss nearly certain.
MISS_TRUST = 0.6
# A verdict that costs an agent points must be more likely right than wrong.
BLAME_CONFIDENCE = 0.5
# Words of which the recogniser is less sure than this may be its own invention: see asr/trust.py.
HEARD_CONFIDENCE = 0.4


def judge_item(item: Item, others: Sequence[Item], finder: Finder, condition: Condition) -> Verdict:
    """The verdict of one item; ``others`` are the script's items that ``after`` and ``before`` may name."""
    if condition.verdict is not None:
        return outcome(item, condition.verdict, condition.confidence, condition.reason)
    if item.speaker != "anyone" and not speakers.told_apart(finder.transcript):
        reason = f"The recording doesn't tell reliably who the {item.speaker} is"
        return outcome(item, "cannot_tell", 0.5, reason)
    limits = places.limits(item, others, finder, condition.triggers)
    findings = found_for(item, finder, limits)
    if item.kind == "must_not_say":
        verdict = forbidden.judge(findings)
    elif any(limit.follows for limit in limits):
        verdict = _following(findings, others)
    else:
        verdict = _required(findings)
    sure = min(verdict.confidence, round(condition.confidence, 3))
    if item.speaker != "anyone" and verdict.verdict != "cannot_tell":
        sure = round(sure * speakers.confidence(finder.transcript), 3)
    worded = item.kind == "must_not_say" or bool(fulfilling(item, findings.hits("counts")))
    told = replace(verdict, confidence=sure)
    return _fair(undecided.unless_triggered(told, condition.unsure, worded=worded))


def _fair(verdict: Verdict) -> Verdict:
    """The verdict, or ``cannot_tell`` instead of a ``not_met`` that is more likely wrong than right."""
    if verdict.verdict != "not_met" or verdict.confidence >= BLAME_CONFIDENCE:
        return verdict
    reason = f"{verdict.reason}; too uncertain to hold it against anybody"
    unsure = round(1 - verdict.confidence, 3)
    return left_open(verdict, unsure, reason)


# -- what must be said -------------------------------------------------------


def _required(findings: Findings) -> Verdict:
    item, finder = findings.item, findings.finder
    counted = findings.hits("counts")
    chosen = fulfilling(item, [hit for hit in counted if not mood.doubt(item, finder, hit)])
    if len(chosen) < item.count <= len(doubted := fulfilling(item, counted)):
        hit = next(hit for hit in doubted if mood.doubt(item, finder, hit))
        reason = f"Said, but {mood.doubt(item, finder, hit)}: {cited(finder.transcript, hit)}"
        return outcome(item, "cannot_tell", 0.5, reason, finder=finder, hit=hit)
    if len(chosen) >= item.count:
        confidence = min(hit.confidence * channels.trust(finder.transcript, hit.speaker) for hit in chosen)
        if confidence < HEARD_CONFIDENCE:
            reason = f"Perhaps said, but recognised too poorly: {cited(finder.transcript, chosen[0])}"
            return outcome(item, "cannot_tell", 1 - confidence, reason, finder=finder, hit=chosen[0])
        reason = all_cited(finder.transcript, chosen)
        return outcome(item, "met", confidence, reason, finder=finder, hit=chosen[0], grounds="said")
    possible = fulfilling(item, findings.hits("counts", "unsure"))
    if len(possible) >= item.count:
        hit = next(hit for hit in possible if hit.speaker == "unknown")
        reason = f"Said, but who said it is not known: {cited(finder.transcript, hit)}"
        return outcome(item, "cannot_tell", 0.5, reason, finder=finder, hit=hit)
    return other_words.words_only(item, finder, _missed(findings, chosen))


def _missed(findings: Findings, chosen: Sequence[PhraseHit]) -> Verdict:
    item, finder = findings.item, findings.finder
    why = hearing.doubt(finder.transcript, item.speaker, findings.intervals)
    near = nearest_miss(item, finder, findings.limits, chosen)
    sure = hearing.quality(finder.transcript, item.speaker, findings.intervals)
    if why:
        return outcome(item, "cannot_tell", max(0.5, 1 - sure), f"Not found{findings.where}, but {why}")
    sensed = other_words.look(item, finder, findings.limits, chosen, near)
    if sensed is not None and sensed.met:
        sure *= sensed.chance
        return outcome(item, "met", sure, sensed.reason, finder=finder, hit=sensed.hit, grounds="other_words")
    heard = _heard_in_vain(findings, chosen, sensed, sure)
    if heard is not None:
        return heard
    if sensed is not None:
        return _by_sense(findings, chosen, near, sensed, sure)
    if near is not None and near.may_fulfil(item.count - len(chosen)):
        reason = f"Too close to call: {cited(finder.transcript, near.hit)} resembles '{near.hit.phrase}'"
        return outcome(item, "cannot_tell", 0.5, reason, finder=finder, hit=near.hit)
    trust = other_words.VERBATIM_TRUST if item.match == "verbatim" else MISS_TRUST
    return _unfound(findings, chosen, near, sure * trust * unlikeness(near))


def _heard_in_vain(
    findings: Findings, chosen: Sequence[PhraseHit], sensed: OtherWords | None, sure: float
) -> Verdict | None:
    """The verdict of an item whose words were heard and don't count; None where they weren't.

    Nor where it was likely said in other words at another place: that is for a person to hear.
    """
    explained = _explained(findings, {hit.phrase for hit in chosen})
    if explained is not None and not _likely_elsewhere(findings, explained[1], sensed):
        why, hit = explained
        sure *= hit.confidence
        return outcome(
            findings.item, "not_met", sure, why, finder=findings.finder, hit=hit, grounds="discounted"
        )
    if sensed is not None and not sensed.missed:
        return None
    return undecided.perhaps_untold(findings.item, findings.finder, findings.hits("negated"), chosen)


def _likely_elsewhere(findings: Findings, hit: PhraseHit, sensed: OtherWords | None) -> bool:
    """True when other words at another place than the ``hit`` that doesn't count were likely the item's."""
    if sensed is None or sensed.chance < other_words.LIKELY or overlap(sensed.hit, hit):
        return False
    return not wants.lacking(findings.item, findings.finder, sensed.hit)


def _unfound(findings: Findings, chosen: Sequence[PhraseHit], near: Near | None, sure: float) -> Verdict:
    """The verdict of an item that nothing was found for: open where the sound may hold what is missing."""
    item, finder = findings.item, findings.finder
    name = names.misheard(item, finder, findings.limits, chosen)
    if name is not None:
        reason = f"Perhaps '{name.phrase}', misheard: {cited(finder.transcript, name)} sounds like it"
        return outcome(item, "cannot_tell", 0.5, reason, finder=finder, hit=name)
    reason = _miss_reason(findings, chosen, near)
    missed = outcome(item, "not_met", sure, reason, near=near, grounds="unsaid")
    return second_look.settled(missed, item, finder, findings.intervals, chosen)


def _by_sense(
    findings: Findings, chosen: Sequence[PhraseHit], near: Near | None, sensed: OtherWords, sure: float
) -> Verdict:
    """The verdict of an item whose words weren't found, by how likely it was said in others."""
    if sensed.missed:
        verdict = _unfound(findings, chosen, near, sure * (1 - sensed.chance))
        return replace(verdict, reason=verdict.reason + sensed.note)
    finder, sure = findings.finder, max(sensed.chance, 1 - sensed.chance)
    return outcome(findings.item, "cannot_tell", sure, sensed.reason, finder=finder, hit=sensed.hit)


def _following(findings: Findings, others: Sequence[Item]) -> Verdict:
    """The verdict of an item that must follow another one; an order that isn't sure blames nobody."""
    item, finder = findings.item, findings.finder
    never = any(limit.never for limit in findings.limits)
    verdict = None if never else _required(findings)
    if verdict is not None and verdict.verdict != "not_met":
        return verdict
    free = found_for(item, finder, [limit for limit in findings.limits if not limit.follows])
    alone = _required(free)
    if alone.verdict != "met" or alone.start_ms is None:
        return verdict or alone
    other = next(other for other in others if other.id == item.after)
    why = _perhaps_before(other, finder, alone.start_ms)
    if why:
        reason = f"Said, but whether '{other.id}' came before can't be told: {why}"
        return left_open(alone, 0.5, reason)
    return verdict or _unawaited(findings, free, alone, other)


def _perhaps_before(other: Item, finder: Finder, moment_ms: int) -> str:
    """Why another item perhaps came before this moment; "" when it surely didn't."""
    why = hearing.doubt(finder.transcript, other.speaker, ((0, moment_ms),))
    if why:
        return why
    near = nearest_miss(other, finder, ())
    if near is not None and near.may_fulfil(other.count) and near.hit.start_ms < moment_ms:
        return f"{cited(finder.transcript, near.hit)} resembles '{near.hit.phrase}'"
    chance, hit = order.perhaps_before(other, finder, moment_ms)
    if hit is None or finder.sense is None or chance <= finder.sense.thresholds[1]:
        return ""
    return f"{cited(finder.transcript, hit)} may stand for '{hit.phrase}'"


def _unawaited(findings: Findings, free: Findings, alone: Verdict, other: Item) -> Verdict:
    """The verdict of an item that was said by ``free`` findings, where what must come before it never was."""
    item, finder = findings.item, findings.finder
    hits = fulfilling(item, free.hits("counts"))
    if not hits:
        # Said in other words at best: what came before it is no surer.
        return left_open(alone, alone.confidence, alone.reason)
    reason = f"{places.misplaced(findings.limits, hits[0])}: '{quote(finder.transcript, hits[0])}'"
    whole = ((0, places.call_end(finder.transcript)),)
    sure = MISS_TRUST * hearing.quality(finder.transcript, other.speaker, whole) * hits[0].confidence
    verdict = outcome(item, "not_met", sure, reason, finder=finder, hit=hits[0], grounds="discounted")
    return other_words.words_only(other, finder, verdict)


def _explained(findings: Findings, counted: set[str]) -> tuple[str, PhraseHit] | None:
    """The plainest reason why a phrase that is still wanted was heard and doesn't count."""
    transcript = findings.finder.transcript
    placed = [candidate for candidate in findings.placed if candidate.hit.phrase not in counted]
    elsewhere = [candidate for candidate in findings.misplaced if candidate.hit.phrase not in counted]
    late = first(elsewhere, "counts")
    if late:
        reason = places.misplaced(findings.limits, late.hit)
        return f"{reason}: '{quote(transcript, late.hit)}'", late.hit
    negated = first([each for each in placed if mood.turned(findings.finder, each.hit)], "negated")
    if negated:
        return f"{mood.turned(findings.finder, negated.hit)}: {cited(transcript, negated.hit)}", negated.hit
    decoyed = first(placed, "decoyed")
    if decoyed and decoyed.decoy:
        return f"Doesn't count because of {cited(transcript, decoyed.decoy)}", decoyed.hit
    other = first(placed, "other_speaker")
    if other:
        said_by = f"Said by the {other.hit.speaker}, not the {findings.item.speaker}"
        return f"{said_by}: {cited(transcript, other.hit)}", other.hit
    return None


def _miss_reason(findings: Findings, chosen: Sequence[PhraseHit], near: Near | None) -> str:
    item, transcript = findings.item, findings.finder.transcript
    tail = f"; nearest: {cited(transcript, near.hit)}" if near else ""
    if item.count == 1:
        return f"Not found{findings.where}{tail}"
    said = {hit.phrase for hit in chosen}
    missing = ", ".join(f"'{phrase}'" for phrase in item.phrases if phrase not in said)
    if item.kind == "all_of":
        return f"Not found{findings.where}: {missing}{tail}"
    found = ": " + "; ".join(cited(transcript, hit) for hit in chosen) if chosen else ""
    return f"Only {len(chosen)} of {item.count} found{findings.where}{found}{tail}"
