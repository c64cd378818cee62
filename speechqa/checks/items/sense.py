"""Owns what was said in other words: the stretches of a call that may fulfil an item by sense.

Sense never overrules a denial, a question or a condition: such a stretch is shown, never credited.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.meaning import Wanted, plain
from speechqa.records import PhraseHit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speechqa.meaning import CallMeaning, EntailmentModel, Meaning, Unit
    from speechqa.scripts.values import Item

# Chances this near are equal for choosing evidence: the shorter stretch is the better quote.
_ABOUT_AS_LIKELY = 0.02
# Letters of a word that tells which value was named (a company), not its legal form.
_TELLING = 4


@dataclass(frozen=True, slots=True)
class Sensed:
    """A stretch that may fulfil an item in other words.

    ``chance`` 0..1 is how likely it does; ``guarded``: it denies, asks or supposes where the item
    doesn't, so it can't be credited. ``hit.phrase`` is the phrase it stands for.
    """

    hit: PhraseHit
    chance: float
    guarded: bool


class Sense:
    """Looks for a script's items in one call by sense."""

    def __init__(
        self, meaning: Meaning, call: CallMeaning, language: str, values: Mapping[str, Sequence[str]]
    ) -> None:
        self._meaning = meaning
        self._call = call
        self._language = language
        self._values = values
        self._found: dict[Wanted, tuple[Sensed, ...]] = {}

    @property
    def calibration(self) -> tuple[float, ...]:
        """Bias and weights of the chance and of the nearest wording."""
        return tuple(float(value) for value in self._meaning.space.calibration)

    @property
    def thresholds(self) -> tuple[float, float]:
        """From which chance on an item is met, and below which it isn't."""
        met, missed = self._meaning.space.thresholds
        return float(met), float(missed)

    @property
    def entailment(self) -> EntailmentModel | None:
        """The user's own model for what sense leaves open, None without one."""
        return self._meaning.entailment

    def item(self, item: Item, phrases: Sequence[str] = ()) -> tuple[Sensed, ...]:
        """All stretches with their chance to fulfil the item; given ``phrases``, these alone."""
        kinds = ("states", "asks")
        if item.kind == "must_not_say":
            kinds = ("forbidden", "states")
        elif item.speaker == "customer":
            kinds = ("customer", "states")
        title = "" if phrases else item.title
        return self._look(phrases or item.phrases, title, kinds)

    def condition(self, phrases: Sequence[str], who: str) -> tuple[Sensed, ...]:
        """All stretches with their chance to say what a condition's phrases say."""
        kinds = ("customer",) if who == "customer" else ("states", "asks")
        return self._look(phrases, "", kinds)

    def _names_value(self, phrases: Sequence[str], text: str) -> bool:
        """True when a text names a value (a company) that every phrase asks for, or none is asked for."""
        asked = [[name for name in self._values if "{" + name + "}" in phrase] for phrase in phrases]
        if not all(asked):
            return True
        said = text.casefold()
        wanted = {value for names in asked for name in names for value in self._values[name]}
        return any(word in said for value in wanted for word in _long(value))

    def _look(self, phrases: Sequence[str], title: str, kinds: tuple[str, ...]) -> tuple[Sensed, ...]:
        texts = tuple(plain(phrase, self._language, self._values) for phrase in phrases)
        wanted = Wanted(texts, title, self._language, kinds)
        if wanted not in self._found:
            sought = self._meaning.seek(wanted)
            chances = self._meaning.chances(wanted, self._call)
            found = []
            for unit, chance, signs in zip(self._call.units, chances, self._call.heard.signs, strict=True):
                if unit.first == unit.last:
                    continue
                guarded = bool(signs[0]) != sought.denies or (bool(signs[1]) and not sought.asks)
                guarded = guarded or bool(signs[2]) or (sought.needs_number and not signs[3])
                guarded = guarded or not self._names_value(phrases, unit.text)
                found.append(Sensed(_hit(unit, phrases[0], float(chance)), float(chance), guarded))
            self._found[wanted] = tuple(found)
        return self._found[wanted]


def _long(value: str) -> list[str]:
    return [word for word in value.casefold().split() if len(word) >= _TELLING] or [value.casefold()]


def likeliest(found: Sequence[Sensed]) -> Sensed | None:
    """The likeliest stretch; of those about as likely the shortest, then the earliest."""
    top = max((each.chance for each in found), default=0.0)
    near = [each for each in found if each.chance >= top - _ABOUT_AS_LIKELY]
    return min(near, key=lambda each: (_length(each.hit), each.hit.start_ms), default=None)


def credited(item: Item, sense: Sense | None) -> list[PhraseHit]:
    """The earliest stretch sure enough to have fulfilled an item, in a list; [] when there is none."""
    if sense is None:
        return []
    least = sense.thresholds[0]
    fit = (
        each.hit
        for each in sense.item(item)
        if not each.guarded
        and item.speaker in {"anyone", each.hit.speaker}
        and fulfilled(each.chance, 0.0, sense.calibration) >= least
    )
    first = min(fit, key=lambda hit: (hit.start_ms, hit.end_ms), default=None)
    return [] if first is None else [first]


def fulfilled(chance: float, nearest: float, calibration: Sequence[float]) -> float:
    """The chance that an item is fulfilled, given its likeliest stretch and its nearest wording."""
    bias, of_chance, of_nearest = calibration
    odds = math.log(max(chance, 1e-4) / max(1 - chance, 1e-4))
    return 1 / (1 + math.exp(-(bias + of_chance * odds + of_nearest * nearest)))


def _length(hit: PhraseHit) -> int:
    return hit.last.word - hit.first.word


def _hit(unit: Unit, phrase: str, chance: float) -> PhraseHit:
    return PhraseHit(
        phrase=phrase,
        speaker=unit.speaker,
        first=unit.first,
        last=unit.last,
        start_ms=unit.start_ms,
        end_ms=unit.end_ms,
        similarity=round(chance, 4),
        confidence=round(chance, 4),
    )
