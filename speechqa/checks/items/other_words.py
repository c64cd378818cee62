"""Owns what is concluded from sense where an item's words weren't found: met, missed, or neither.

A user's own model of entailment, where one is set, is asked about what is neither, and about what was missed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from speechqa.checks.items import entailed, mood, replies, several, wants
from speechqa.checks.items.search import overlap
from speechqa.checks.items.sense import fulfilled, likeliest
from speechqa.checks.items.wording import cited, clock, quote

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from speechqa.checks.items.limit import Limit
    from speechqa.checks.items.near import Near
    from speechqa.checks.items.search import Finder
    from speechqa.checks.items.sense import Sense, Sensed
    from speechqa.meaning import Unit
    from speechqa.records import PhraseHit, Transcript, Verdict
    from speechqa.scripts.values import Item


# A stretch that may be credited is preferred to a likelier one that may not, down to this share.
_AS_GOOD = 0.8
# All parts of an item ("name and company") must each be this likely.
_EACH_OF_ALL = 0.9
# From this chance on enough answers were given ("at least two questions"): see the card's figures.
LEAST_ENOUGH = 0.8
# From this chance on that it was said elsewhere, words at a wrong place or by the wrong speaker blame nobody;
# and from it on what must come first came.
LIKELY = 0.65
# A forbidden thing is seldom there: from this chance on a person should listen. On our own dialogues that
# leaves open 10 of 37 said in other words and 22 of 207 not said; from 0.65 on it were 15 and 42.
LIKELY_FORBIDDEN = 0.75
# How often a forbidden thing that wasn't found wasn't said on labelled calls: where other words aren't
# compared; where nothing is like it; and how much less where something is as like as can be.
UNSAID_UNCOMPARED, UNSAID, UNSAID_FALL = 0.85, 0.95, 0.2
# How sure a miss is where the wording itself is asked for.
VERBATIM_TRUST = 0.95
WORDS_ONLY = "other words than the script's could not be compared (no sentence encoder)"


@dataclass(frozen=True, slots=True)
class OtherWords:
    """The likeliest stretch and how likely the item was said: ``met``, ``missed``, or neither is sure.

    ``note`` is what a model of entailment said of the stretch, as the end of a sentence.
    """

    hit: PhraseHit
    chance: float
    met: bool
    missed: bool
    reason: str
    note: str = ""


def look(
    item: Item, finder: Finder, limits: Sequence[Limit], chosen: Sequence[PhraseHit], near: Near | None
) -> OtherWords | None:
    """What sense tells of an item; None where only words count, or there is nothing to compare with."""
    sense = finder.sense
    if sense is None or item.match == "verbatim":
        return None
    nearest = 0.0 if near is None else near.hit.similarity
    sought = _sought(item, finder, sense, limits, chosen)

    def conclude(each: Sequence[_Sought]) -> OtherWords | None:
        if item.kind == "at_least":
            return _enough(item, each[0].sensed, finder, said=len(chosen))
        if item.kind == "say" and replies.replied_to(limits):
            return _replied(item, each[0].sensed, limits, finder)
        return _of_all(each, sense, finder, nearest)

    found = conclude(sought)
    if found is None or found.met or sense.entailment is None:
        return _trusted(item, finder, found)
    reviews = [entailed.review(item, each.phrases, each.sensed, finder) for each in sought]
    again = [replace(each, sensed=new.sensed) for each, new in zip(sought, reviews, strict=True)]
    told = conclude(again)
    note = next((note for new in reviews for hit, note in new.notes if told and hit == told.hit), "")
    told = replace(told, reason=f"{told.reason}; {note}", note=f"; {note}") if told and note else told
    return _trusted(item, finder, told)


@dataclass(frozen=True, slots=True)
class _Sought:
    """Phrases of an item, ``count`` of which are still wanted, and the stretches that may say them."""

    phrases: tuple[str, ...]
    count: int
    sensed: tuple[Sensed, ...]


def _sought(
    item: Item, finder: Finder, sense: Sense, limits: Sequence[Limit], chosen: Sequence[PhraseHit]
) -> tuple[_Sought, ...]:
    if item.kind != "all_of":
        return (_Sought(item.phrases, item.count - len(chosen), unsaid(item, sense, limits, chosen)),)
    said = {hit.phrase for hit in chosen}
    told = [hit for hit in chosen if "{number}" in hit.phrase]
    fits = _fits(item, limits, ())

    def unused(stretch: PhraseHit | Unit) -> bool:
        """A number that was told is one thing's: "for twelve months" is no notice as well."""
        again = any(overlap(stretch, hit) for hit in told)
        return fits(stretch) and not (again and mood.numbers(finder, stretch) <= 1)

    return tuple(
        _Sought((phrase,), 1, sense.item(item, (phrase,), unused if "{number}" in phrase else fits))
        for phrase in item.phrases
        if phrase not in said
    )


def _of_all(sought: Sequence[_Sought], sense: Sense, finder: Finder, nearest: float) -> OtherWords | None:
    chosen = [one for each in sought for one in best(each.sensed, each.count)]
    return concluded(chosen, sum(each.count for each in sought), sense, finder, nearest)


def _replied(
    item: Item, sensed: Sequence[Sensed], limits: Sequence[Limit], finder: Finder
) -> OtherWords | None:
    """What sense tells of an item that must reply to something."""
    top = best(sensed, 1)
    if finder.sense is None or not top:
        return None
    at_once = replies.first(item, sensed, limits, finder.transcript)
    chance = replies.answered(top[0].chance, at_once, finder.sense.replies)
    return _told(top, chance, finder, least_met=finder.sense.thresholds[0])


def unsaid(
    item: Item, sense: Sense, limits: Sequence[Limit], chosen: Sequence[PhraseHit]
) -> tuple[Sensed, ...]:
    """The stretches that may say, in other words, what of an item ``chosen`` hits don't."""
    return sense.item(item, fits=_fits(item, limits, chosen))


def answers(item: Item, sensed: Sequence[Sensed], finder: Finder) -> tuple[Sensed, ...]:
    """The stretches that may each be one of the answers an item wants, the likeliest first."""
    return several.apart(sensed, item.count, lambda hit: _credible(item, finder, hit))


def questions(item: Item, finder: Finder) -> int | None:
    """In how many turns something is asked by the speaker of an item that wants nothing but questions."""
    if finder.sense is None or not all(mood.asking(phrase, finder) for phrase in item.phrases):
        return None
    return finder.sense.asking(item.speaker)


def _enough(item: Item, sensed: Sequence[Sensed], finder: Finder, *, said: int) -> OtherWords | None:
    """What sense tells of an item that wants several answers, ``said`` of them found by words."""
    found, wanted = answers(item, sensed, finder), item.count - said
    if finder.sense is None or not found:
        return None
    chances = [each.chance for each in found]
    chance = several.fulfilled(chances, wanted, finder.sense.several, questions(item, finder))
    met = chance >= LEAST_ENOUGH and len(found) >= wanted
    return OtherWords(
        hit=found[:wanted][-1].hit,
        chance=chance,
        met=met,
        missed=chance <= finder.sense.thresholds[1],
        reason=f"{'Said' if met else 'Perhaps said'} in other words: {_listed(found[:wanted], finder)}",
    )


def _listed(found: Sequence[Sensed], finder: Finder) -> str:
    """The stretches as they were said, in the order they were."""
    hits = sorted((each.hit for each in found), key=lambda hit: hit.start_ms)
    return "; ".join(cited(finder.transcript, hit) for hit in hits)


def _trusted(item: Item, finder: Finder, found: OtherWords | None) -> OtherWords | None:
    """The same; perhaps said only, where it isn't asserted or lacks what the item wants."""
    if found is None or not found.met or _credible(item, finder, found.hit):
        return found
    return replace(found, met=False, reason=_reason(finder.transcript, found.hit, met=False) + found.note)


def _credible(item: Item, finder: Finder, hit: PhraseHit) -> bool:
    """True when a stretch like the item by sense is asserted, has what the item wants, and is no other's."""
    rivalled = (
        finder.sense is not None and not wants.named(item, finder, hit) and finder.sense.rivalled(item, hit)
    )
    return not (rivalled or mood.withdrawn(item, finder, hit) or wants.lacking(item, finder, hit))


def words_only(item: Item, finder: Finder, verdict: Verdict) -> Verdict:
    """The verdict; where other words could have turned it and couldn't be compared, its reason says so."""
    blind = (
        finder.sense is None and item.match != "verbatim" and verdict.verdict in {"not_met", "cannot_tell"}
    )
    return replace(verdict, reason=f"{verdict.reason}; {WORDS_ONLY}") if blind else verdict


def forbidden(item: Item, finder: Finder, limits: Sequence[Limit]) -> OtherWords | None:
    """What may be a forbidden thing in other words, however unlikely; None without sense."""
    sense = finder.sense
    if sense is None or item.match == "verbatim":
        return None
    fit = [each for each in sense.item(item, fits=_fits(item, limits, ())) if not each.guarded]
    said = [each for each in fit if not mood.disclaimed(finder, each.hit)]
    return concluded(best(said, 1), 1, sense, finder, 0.0)


def unsaid_trust(likeliest: OtherWords | None) -> float:
    """How sure it is that a forbidden thing wasn't said, given the likeliest stretch; None: not compared."""
    return UNSAID_UNCOMPARED if likeliest is None else UNSAID - UNSAID_FALL * likeliest.chance


def _fits(
    item: Item, limits: Sequence[Limit], counted: Sequence[PhraseHit]
) -> Callable[[PhraseHit | Unit], bool]:
    """Tells which stretches are by the right speaker, at a permitted place, away from hits that counted."""
    return lambda stretch: (
        item.speaker in {"anyone", stretch.speaker}
        and all(limit.never or limit.allows(stretch) for limit in limits)
        and not any(overlap(stretch, hit) for hit in counted)
    )


def best(sensed: Sequence[Sensed], count: int) -> list[Sensed]:
    """The likeliest stretches that don't overlap; what may be credited comes before what may not."""
    chosen: list[Sensed] = []
    left = list(sensed)
    while left and len(chosen) < count:
        one = likeliest([each for each in left if not each.guarded]) or likeliest(left)
        if one is None:
            break
        top = likeliest(left)
        if one.guarded is False and top is not None and top.guarded and top.chance > one.chance:
            one = one if one.chance >= _AS_GOOD * top.chance else top
        chosen.append(one)
        left = [each for each in left if not overlap(each.hit, one.hit)]
    return chosen


def concluded(
    chosen: Sequence[Sensed], count: int, sense: Sense, finder: Finder, nearest: float
) -> OtherWords | None:
    """What is concluded from the likeliest stretches of which ``count`` are wanted; None from too few."""
    if len(chosen) < count or not chosen:
        return None
    weakest = min(each.chance for each in chosen)
    least_met, _ = sense.thresholds
    if count > 1:
        least_met = max(least_met, _EACH_OF_ALL)
    return _told(chosen, fulfilled(weakest, nearest, sense.calibration), finder, least_met=least_met)


def _told(chosen: Sequence[Sensed], chance: float, finder: Finder, *, least_met: float) -> OtherWords | None:
    """What is concluded from the ``chosen`` stretches, of which the least likely is told."""
    if finder.sense is None:
        return None
    weakest = min(chosen, key=lambda each: each.chance)
    met = chance >= least_met and not any(each.guarded for each in chosen)
    return OtherWords(
        hit=weakest.hit,
        chance=chance,
        met=met,
        missed=chance <= finder.sense.thresholds[1],
        reason=_reason(finder.transcript, weakest.hit, met=met),
    )


def _reason(transcript: Transcript, hit: PhraseHit, *, met: bool) -> str:
    if met:
        where = f"'{quote(transcript, hit)}', like '{hit.phrase}'"
        return f"Said in other words at {clock(hit.start_ms)}: {where}"
    return f"Perhaps said in other words: {cited(transcript, hit)} may stand for '{hit.phrase}'"
