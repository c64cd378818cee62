"""Owns a second opinion on what sense leaves open: a user's own model of entailment, where one is set.

It sees the few likeliest stretches only and moves their chance by a fixed rule. No guard gives way to it:
what denies, asks, supposes, is reported, or names another number stays as it was.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from speechqa.checks.items import mood
from speechqa.checks.items.search import overlap
from speechqa.checks.items.wording import hit_words
from speechqa.meaning import hypothesis, numbers, signs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.checks.items.search import Finder
    from speechqa.checks.items.sense import Sense, Sensed
    from speechqa.meaning import EntailmentModel
    from speechqa.records import PhraseHit
    from speechqa.scripts.values import Item

_STRETCHES = 5  # shown to the model for an item
_PHRASES = 3  # each is compared with
_BESIDE = 8  # words on either side, in the same sentence
# Log-odds added for log-odds of the model's probability. Entailment of 0.9 lifts the lowest open chance
# (0.25) to "met" (0.8); what sense all but rules out (0.1) needs more, and 0.01 stays open at best, since of
# the many pairs asked about one may be wrong. Models call unrelated sentences contradictions, so that
# weighs half; and so does likeness, which hardly tells an opposite.
_RAISES, _LOWERS = 1.15, 0.6
_LIKENESS = 0.5
# No answer weighs more than this probability would.
_SUREST = 0.98
_LEAST_WEIGHT = 0.1
_SENTENCE_ENDS = (".", "?", "!", "…", ";")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Stretches with the chance the model leaves them; ``notes`` has what it said of some, by hit."""

    sensed: tuple[Sensed, ...]
    notes: tuple[tuple[PhraseHit, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Pair:
    """A stretch beside a phrase; ``may_raise``: nothing the model reads speaks against crediting it."""

    sensed: Sensed
    phrase: str
    premise: str
    hypothesis: str
    may_raise: bool


def review(item: Item, phrases: Sequence[str], sensed: Sequence[Sensed], finder: Finder) -> Reviewed:
    """The stretches again, the likeliest of them with the chance that the user's model leaves them."""
    sense = finder.sense
    if sense is None or sense.entailment is None:
        return Reviewed(tuple(sensed))
    asked = [each for each in _likeliest(sensed) if not mood.withdrawn(item, finder, each.hit)]
    pairs = [
        _pair(each, phrase, read, finder, held=held)
        for each in asked
        for read in [_with_neighbours(finder, each.hit)]
        for held in [mood.withdrawn(item, finder, read) or not _asserted(finder, read)]
        for phrase in _nearest(item, phrases, each, sense)
        if mood.asks(item, finder) <= signs(_text(finder, read), finder.language).asks
    ]
    answers = sense.entailment.entailed(
        [pair.premise for pair in pairs], [pair.hypothesis for pair in pairs]
    ).tolist()
    found, notes = list(sensed), []
    for each in asked:
        told = [(pair, answer) for pair, answer in zip(pairs, answers, strict=True) if pair.sensed is each]
        if told:
            new, note = _joined(each, told, sense, sense.entailment)
            found[found.index(each)] = new
            notes += [(new.hit, note)] if note else []
    return Reviewed(tuple(found), tuple(notes))


def _likeliest(sensed: Sequence[Sensed]) -> list[Sensed]:
    """The likeliest stretches that no guard holds back and that don't overlap."""
    chosen: list[Sensed] = []
    open_ones = [each for each in sensed if not each.guarded]
    for each in sorted(open_ones, key=lambda one: (-one.chance, one.hit.start_ms, one.hit.end_ms)):
        if len(chosen) == _STRETCHES:
            break
        if not any(overlap(each.hit, one.hit) for one in chosen):
            chosen.append(each)
    return chosen


def _nearest(item: Item, phrases: Sequence[str], each: Sensed, sense: Sense) -> list[str]:
    """The phrases that the stretch most likely stands for."""
    if len(phrases) <= _PHRASES:
        return list(phrases)
    chances = {
        phrase: next((one.chance for one in sense.item(item, (phrase,)) if _same(one.hit, each.hit)), 0.0)
        for phrase in phrases
    }
    return sorted(phrases, key=lambda phrase: -chances[phrase])[:_PHRASES]


def _same(one: PhraseHit, other: PhraseHit) -> bool:
    return (one.first, one.last) == (other.first, other.last)


def _pair(each: Sensed, phrase: str, read: PhraseHit, finder: Finder, *, held: bool) -> _Pair:
    """``read`` is the stretch as the model reads it, ``held`` back by a guard or not."""
    language = finder.language
    premise = _text(finder, read)
    wanted = hypothesis(phrase, premise, language, finder.values)
    said, asked_for = signs(premise, language), signs(wanted, language)
    moods = said.denies == asked_for.denies and said.conditional <= asked_for.conditional
    named = set(numbers(wanted, language)) <= set(numbers(premise, language))
    return _Pair(each, phrase, premise, wanted, may_raise=moods and named and not held)


def _asserted(finder: Finder, hit: PhraseHit) -> bool:
    """True unless some part of the words is told as another's, or as unreal ("he said we …")."""
    return all(
        finder.asserts(replace(hit, first=replace(hit.first, word=start)))
        for start in range(hit.first.word, hit.last.word)
    )


def _with_neighbours(finder: Finder, hit: PhraseHit) -> PhraseHit:
    """The stretch with a few words on either side of it, no further than its sentence."""
    words = finder.transcript.turns[hit.first.turn].words
    start, end = hit.first.word, hit.last.word
    for _ in range(_BESIDE):
        if start and not words[start - 1].text.endswith(_SENTENCE_ENDS):
            start -= 1
        if end + 1 < len(words) and not words[end].text.endswith(_SENTENCE_ENDS):
            end += 1
    return replace(hit, first=replace(hit.first, word=start), last=replace(hit.last, word=end))


def _text(finder: Finder, hit: PhraseHit) -> str:
    return " ".join(word.text for word in hit_words(finder.transcript, hit))


def _joined(
    each: Sensed, told: Sequence[tuple[_Pair, list[float]]], sense: Sense, model: EntailmentModel
) -> tuple[Sensed, str]:
    """The stretch with its new chance, and what the model said.

    Log-odds are added: for the best entailment found, less for what contradicts every phrase.
    """
    best, answer = max(told, key=lambda one: (one[0].may_raise, one[1][0]))
    entails = answer[0] if best.may_raise else 0.0
    against = min(one[1][2] for one in told)
    weight = _LIKENESS if model.kind == "likeness" else 1.0
    shift = weight * (_RAISES * _support(entails) - _LOWERS * _support(against))
    # The calibration to come multiplies log-odds: the rule's weights hold behind it.
    shift /= max(sense.calibration[1], _LEAST_WEIGHT)
    odds = math.log(max(each.chance, 1e-4) / max(1 - each.chance, 1e-4))
    chance = 1 / (1 + math.exp(-(odds + shift)))
    note = f"'{model.name}' finds entailment {entails:.2f}, contradiction {against:.2f}" if shift else ""
    hit = replace(each.hit, phrase=best.phrase) if _support(entails) else each.hit
    return replace(each, hit=hit, chance=chance), note


def _support(probability: float) -> float:
    """The log-odds of a probability over 0.5; 0 below: an answer that decides nothing moves nothing."""
    held = min(probability, _SUREST)
    return max(0.0, math.log(held / (1 - held))) if held > 0 else 0.0
