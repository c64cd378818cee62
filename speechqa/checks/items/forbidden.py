"""Owns the verdict of what must not be said: blame needs the words themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.checks.items import agreed, channels, hearing, mood, other_words, undecided
from speechqa.checks.items.near import nearest_miss, unlikeness
from speechqa.checks.items.outcome import outcome
from speechqa.checks.items.search import first, fulfilling
from speechqa.checks.items.wording import cited

if TYPE_CHECKING:
    from speechqa.checks.items.findings import Findings
    from speechqa.checks.items.search import Finder
    from speechqa.records import PhraseHit, Verdict


def judge(findings: Findings) -> Verdict:
    """The verdict of an item whose phrases must not be said, by what was found."""
    item, finder = findings.item, findings.finder
    counted = findings.hits("counts")
    said = fulfilling(item, [hit for hit in counted if not _disclaimed(finder, hit)])
    if said:
        hit = said[0]
        noise = channels.noise(finder.transcript, hit.speaker)
        doubt = noise or mood.doubt(item, finder, hit) or undecided.partly(hit)
        if doubt:
            reason = f"Heard {cited(finder.transcript, hit)}, but {doubt}"
            return outcome(item, "cannot_tell", 0.5, reason, finder=finder, hit=hit)
        reason = f"Must not be said, but was: {cited(finder.transcript, hit)}"
        confidence = hit.confidence * channels.trust(finder.transcript, hit.speaker)
        return outcome(item, "not_met", confidence, reason, finder=finder, hit=hit, grounds="said")
    unsure = fulfilling(item, findings.hits("unsure"))
    if unsure:
        reason = f"Said, but who said it is not known: {cited(finder.transcript, unsure[0])}"
        return outcome(item, "cannot_tell", 0.5, reason, finder=finder, hit=unsure[0])
    told = mood.retold(finder, findings.placed)
    if told is not None:
        reason = f"Said as others' words, and nothing against it: {cited(finder.transcript, told)}"
        return outcome(item, "cannot_tell", 0.5, reason, finder=finder, hit=told)
    answer = agreed.agreed(item, finder, findings.placed)
    if answer is not None:
        reason = (
            f"Perhaps agreed to when the other said '{answer.phrase}': {cited(finder.transcript, answer)}"
        )
        return outcome(item, "cannot_tell", 0.5, reason, finder=finder, hit=answer)
    return _unsaid(findings)


def _disclaimed(finder: Finder, hit: PhraseHit) -> bool:
    """True for part of a forbidden phrase that only its denial is like ("I can't promise they never do")."""
    return bool(undecided.partly(hit)) and mood.disclaimed(finder, hit)


def _unsaid(findings: Findings) -> Verdict:
    item, finder = findings.item, findings.finder
    sure = hearing.quality(finder.transcript, item.speaker, findings.intervals)
    why = hearing.doubt(finder.transcript, item.speaker, findings.intervals)
    if why:
        return outcome(item, "cannot_tell", max(0.5, 1 - sure), f"Not heard{findings.where}, but {why}")
    near = nearest_miss(item, finder, findings.limits)
    if near is not None and near.may_fulfil(1):
        reason = f"Too close to call: {cited(finder.transcript, near.hit)} resembles '{near.hit.phrase}'"
        return outcome(item, "cannot_tell", 0.5, reason, finder=finder, hit=near.hit)
    likely = other_words.forbidden(item, finder, findings.limits)
    if likely is not None and likely.chance >= other_words.LIKELY_FORBIDDEN:
        return outcome(item, "cannot_tell", likely.chance, likely.reason, finder=finder, hit=likely.hit)
    negated = first(findings.placed, "negated")
    reason = (
        f"Only negated: {cited(finder.transcript, negated.hit)}" if negated else f"Not said{findings.where}"
    )
    trust = other_words.VERBATIM_TRUST if item.match == "verbatim" else other_words.unsaid_trust(likely)
    return outcome(item, "met", sure * trust * unlikeness(near), reason, grounds="unsaid")
