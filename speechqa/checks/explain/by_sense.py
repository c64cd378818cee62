"""Owns what may have been said in other words: the likeliest stretches, and why none is credited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.checks.explain.said import asked, said_at
from speechqa.checks.explain.values import Sense
from speechqa.checks.items import mood, places, queries
from speechqa.checks.items.near import nearest_miss
from speechqa.checks.items.other_words import LEAST_ENOUGH, LIKELY_FORBIDDEN
from speechqa.checks.items.search import overlap
from speechqa.checks.items.sense import fulfilled
from speechqa.meaning import signs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.checks.items.limit import Limit
    from speechqa.checks.items.search import Finder
    from speechqa.checks.items.sense import Sensed
    from speechqa.records import PhraseHit
    from speechqa.scripts.values import Item

# As many stretches as a person reads through.
MOST_SHOWN = 3


def senses(
    item: Item, finder: Finder, limits: Sequence[Limit], counted: Sequence[PhraseHit]
) -> tuple[Sense, ...] | None:
    """The likeliest stretches that don't overlap; None where only words count, or nothing can be compared.

    Those of other speakers than the item's only where they would count if they were theirs. ``counted``
    are the hits that are credited already.
    """
    sense = finder.sense
    if sense is None or item.match == "verbatim":
        return None
    said = {hit.phrase for hit in counted}
    missing = [(phrase,) for phrase in item.phrases if phrase not in said]
    wanted = missing if item.kind == "all_of" else [()]
    near = None if item.kind == "must_not_say" else nearest_miss(item, finder, limits, counted)
    nearest = 0.0 if near is None else near.hit.similarity
    found = [
        (fulfilled(each.chance, nearest, sense.calibration), each)
        for phrases in wanted
        for each in sense.everyone(item, phrases)
    ]
    # Of stretches about as likely the shorter one is the better quote.
    found.sort(key=lambda each: (-round(each[0], 2), _length(each[1].hit), each[1].hit.start_ms))
    chosen: list[tuple[float, Sensed]] = []
    for chance, one in found:
        theirs = item.speaker in {"anyone", one.hit.speaker} or chance >= _least(item, sense.thresholds)
        apart = not any(overlap(one.hit, other) for other in (*counted, *(each.hit for _, each in chosen)))
        if theirs and apart and len(chosen) < MOST_SHOWN:
            chosen.append((chance, one))
    return tuple(_shown(one, chance, item, finder, limits) for chance, one in chosen)


def _least(item: Item, thresholds: tuple[float, float]) -> float:
    """From which chance on a stretch changes the verdict: it is credited, or a person should listen."""
    return LIKELY_FORBIDDEN if item.kind == "must_not_say" else thresholds[0]


def _length(hit: PhraseHit) -> int:
    return hit.last.word - hit.first.word


def _shown(one: Sensed, chance: float, item: Item, finder: Finder, limits: Sequence[Limit]) -> Sense:
    why = _why_not(one, chance, item, finder, limits)
    return Sense(
        phrase=one.hit.phrase,
        said=said_at(finder.transcript, one.hit),
        chance=round(chance, 3),
        counts=not why,
        why=why or "counts",
    )


def _why_not(one: Sensed, chance: float, item: Item, finder: Finder, limits: Sequence[Limit]) -> str:
    """All that keeps a stretch from being credited, the plainest first; "" when nothing does."""
    hit, reasons = one.hit, []
    if item.speaker not in {"anyone", hit.speaker}:
        reasons.append(f"said by the {hit.speaker}, not the {item.speaker}")
    reasons.append(places.misplaced(limits, hit))
    if one.guarded:
        reasons.append(_guard(one, item, finder))
    elif mood.withdrawn(item, finder, hit):
        reasons.append("denied, asked, reported or supposed, or with another number")
    elif item.kind == "must_not_say" and mood.disclaimed(finder, hit):
        reasons.append("disclaimed: who says it vouches for nothing")
    least = _least(item, finder.sense.thresholds) if finder.sense else 1.0
    if chance < least and item.kind == "at_least":
        reasons.append(
            f"too unlikely alone; enough answers would have to be {LEAST_ENOUGH:.2f} likely together"
        )
    elif chance < least and queries.must_reply(item) and item.kind == "say":
        reasons.append(f"too unlikely alone; with what was said at once it would have to be {least:.2f}")
    elif chance < least:
        reasons.append(f"too unlikely, it would have to be {least:.2f}")
    return "; ".join(reason for reason in reasons if reason)


def _guard(one: Sensed, item: Item, finder: Finder) -> str:
    """What forbids crediting a stretch whatever its sense."""
    transcript = finder.transcript
    said = said_at(transcript, one.hit)
    heard = signs(said.text, finder.language)
    wanted = [signs(phrase, finder.language) for phrase in item.phrases]
    reasons = {
        "denied, and the item isn't": heard.denies and not any(each.denies for each in wanted),
        "not denied, and the item is": not heard.denies and all(each.denies for each in wanted),
        "only under a condition": heard.conditional,
        "a question": (heard.asks or asked(transcript, one.hit)) and not any(each.asks for each in wanted),
        "no number is named": all(each.number for each in wanted) and not heard.number,
    }
    return next((reason for reason, holds in reasons.items() if holds), "without the name asked for")
