"""Owns what was found of an item's phrases by their words, and why each place counts or doesn't."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.checks.explain.said import cancelling, said_at
from speechqa.checks.explain.values import Found, PhraseEvidence
from speechqa.checks.items import mood, places
from speechqa.checks.items.near import WORTH_SHOWING
from speechqa.checks.items.wording import cited
from speechqa.matching.limits import MODES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.checks.items.limit import Limit
    from speechqa.checks.items.search import Candidate, Finder
    from speechqa.matching import SearchMode
    from speechqa.records import PhraseHit
    from speechqa.scripts.values import Item


def phrases(item: Item, finder: Finder, limits: Sequence[Limit]) -> tuple[PhraseEvidence, ...]:
    """Each phrase of the item with its hits, or what came nearest to it."""
    found = []
    for phrase in item.phrases:
        own = [one for one in finder.candidates(item) if one.hit.phrase == phrase]
        hits = sorted((_hit(one, item, finder, limits) for one in own), key=_best_first)
        near = None if hits else _nearest(phrase, item, finder, limits)
        found.append(PhraseEvidence(phrase, tuple(hits), near))
    return tuple(found)


def _best_first(found: Found) -> tuple[bool, float, int]:
    return not found.counts, -found.confidence, found.said.start_ms


def _hit(candidate: Candidate, item: Item, finder: Finder, limits: Sequence[Limit]) -> Found:
    hit = candidate.hit
    why, cause = _fate(candidate, item, finder, limits)
    return _found(hit, finder, item.match, why=why, cause=cause)


def _fate(candidate: Candidate, item: Item, finder: Finder, limits: Sequence[Limit]) -> tuple[str, str]:
    """Why a hit doesn't count, and the words that cancel it; "" and "" when it counts."""
    hit = candidate.hit
    if candidate.fate == "other_speaker":
        return f"said by the {hit.speaker}, not the {item.speaker}", ""
    if candidate.fate == "negated":
        return mood.turned(finder, hit).lower(), cancelling(finder, hit)
    if candidate.fate == "decoyed" and candidate.decoy:
        return f"cancelled by the decoy '{candidate.decoy.phrase}'", cited(finder.transcript, candidate.decoy)
    if candidate.fate == "unsure":
        return "who said it is not known", ""
    wrong_place = places.misplaced(limits, hit)
    return (wrong_place or mood.doubt(item, finder, hit)), ""


def _found(hit: PhraseHit, finder: Finder, mode: SearchMode, *, why: str, cause: str = "") -> Found:
    return Found(
        said=said_at(finder.transcript, hit),
        similarity=hit.similarity,
        confidence=hit.confidence,
        counts=not why,
        why=why or "counts",
        cause=cause,
        pairings=finder.alignment(hit, mode),
    )


def _nearest(phrase: str, item: Item, finder: Finder, limits: Sequence[Limit]) -> Found | None:
    """What came nearest to a phrase nobody said; for legal text also its words said too freely."""
    found: list[tuple[PhraseHit, SearchMode]] = []
    near = finder.nearest(phrase, item.speaker, least=WORTH_SHOWING)
    if near is not None:
        found.append((near, "nearest"))
    if item.match == "verbatim":
        said = (hit for hit in finder.hits(phrase, "close") if item.speaker in {"anyone", hit.speaker})
        found += [(hit, "close") for hit in said]
    if not found:
        return None
    hit, mode = max(found, key=lambda each: (each[0].similarity, -each[0].start_ms))
    cause = cancelling(finder, hit) if hit.negated else ""
    return _found(hit, finder, mode, why=_too_far(hit, item, finder, limits), cause=cause)


def _too_far(hit: PhraseHit, item: Item, finder: Finder, limits: Sequence[Limit]) -> str:
    """Why a near miss isn't credited."""
    if hit.negated:
        return mood.turned(finder, hit).lower()
    wrong_place = places.misplaced(limits, hit)
    if wrong_place:
        return wrong_place
    least = MODES[item.match].threshold
    if hit.similarity < least:
        return f"too unlike the phrase: {hit.similarity:.2f}, it counts from {least:.2f} on"
    if item.match == "verbatim":
        return "not the wording that is asked for"
    return "alike, but the words that make it this phrase are missing"
