"""Owns what was said in other words: the stretches of a call that may fulfil an item by sense.

Sense never overrules a denial, a question or a condition: such a stretch is shown, never credited.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from speechqa.checks.items import guards, queries
from speechqa.records import PhraseHit, Same

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.checks.items.queries import Plan, Query
    from speechqa.meaning import CallMeaning, EntailmentModel, Meaning, Unit
    from speechqa.scripts.values import Item

# Chances this near are equal for choosing evidence: the shorter stretch is the better quote.
_ABOUT_AS_LIKELY = 0.02
# Stretches are told that are so much less likely than the likeliest: a little more than matters.
_TOLD = 2 * _ABOUT_AS_LIKELY


@dataclass(frozen=True, slots=True)
class Sensed:
    """A stretch that may fulfil an item in other words.

    ``chance`` 0..1 is how likely it does; ``guarded``: it denies, asks or supposes where the item
    doesn't, so it can't be credited. ``hit.phrase`` is the phrase it stands for.
    """

    hit: PhraseHit
    chance: float
    guarded: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Answer:
    """A query's chance for each of the stretches ``which``; ``top`` has the likeliest of these."""

    which: Sequence[int]
    chances: Sequence[float]
    guarded: Sequence[bool]
    top: Sequence[int]


class Sense:
    """Looks for a script's items in one call by sense; all that ``items`` ask for is compared at once."""

    def __init__(
        self,
        meaning: Meaning,
        call: CallMeaning,
        language: str,
        values: Mapping[str, Sequence[str]],
        items: tuple[Item, ...] = (),
    ) -> None:
        self._meaning = meaning
        self._call = call
        self._language = language
        self._values = tuple((name, tuple(texts)) for name, texts in values.items())
        self._plans = queries.plans(Same(items), language, self._values)
        self._answers: dict[Query, _Answer] = {}
        self.calibration: tuple[float, ...] = tuple(meaning.space.calibration.tolist())
        """Bias and weights of the chance and of the nearest wording."""
        met, missed = meaning.space.thresholds.tolist()
        self.thresholds: tuple[float, float] = (met, missed)
        """From which chance on an item is met, and below which it isn't."""
        self.several: tuple[float, ...] = tuple(meaning.space.several.tolist())
        """Bias and slopes of ``several.fulfilled``."""
        self.replies: tuple[float, ...] = tuple(meaning.space.replies.tolist())
        """Bias and weights of ``replies.answered``."""

    @property
    def entailment(self) -> EntailmentModel | None:
        """The user's own model for what sense leaves open, None without one."""
        return self._meaning.entailment

    def item(
        self, item: Item, phrases: Sequence[str] = (), fits: Callable[[Unit], bool] | None = None
    ) -> tuple[Sensed, ...]:
        """The stretches by the item's speaker with their chance to fulfil it; given ``phrases``, these alone.

        Only those that ``fits`` lets through. Where one stretch is enough, the less likely of them are left
        out, unless a user's own model may change their order; without ``fits`` only where it may be anywhere.
        """
        several = item.kind in {"at_least", "must_not_say"} or queries.must_reply(item)
        return self._look(queries.for_item(item, phrases), fits, several=several)

    def everyone(self, item: Item, phrases: Sequence[str] = ()) -> tuple[Sensed, ...]:
        """All stretches, whoever says them, with their chance to say what the item asks for."""
        query = queries.for_item(item, phrases)
        return self._look(replace(query, speaker="anyone", anywhere=False))

    def condition(self, phrases: Sequence[str], who: str) -> tuple[Sensed, ...]:
        """All stretches by ``who`` with their chance to say what a condition's phrases say."""
        return self._look(queries.for_condition(phrases, who), several=True)

    def asking(self, speaker: str) -> int:
        """In how many turns ``speaker`` ("anyone" for both) asks something."""
        asks = zip(self._call.units, self._call.heard.signs[:, 1].tolist(), strict=True)
        return len({one.first.turn for one, asked in asks if asked and speaker in {"anyone", one.speaker}})

    def earliest(self, item: Item) -> PhraseHit | None:
        """The earliest stretch sure enough to have fulfilled an item; None when there is none."""
        query, units = queries.for_item(item), self._call.units
        answer = self._answer(query)
        fulfilling = [
            row
            for row, chance in enumerate(answer.chances)
            if not answer.guarded[row] and fulfilled(chance, 0.0, self.calibration) >= self.thresholds[0]
        ]
        found = [(units[answer.which[row]], answer.chances[row]) for row in fulfilling]
        unit, chance = min(found, key=lambda each: (each[0].start_ms, each[0].end_ms), default=(None, 0.0))
        return None if unit is None else hit_of(unit, query.phrases[0], chance)

    def before(
        self, item: Item, moment_ms: int, phrases: Sequence[str] = ()
    ) -> tuple[float, PhraseHit | None]:
        """How likely what began before ``moment_ms`` says an item (0..1), and the likeliest of it.

        Given ``phrases``, whether it says these.
        """
        query, units = queries.for_item(item, phrases), self._call.units
        answer = self._answer(query)
        earlier = [
            (chance, units[i])
            for i, chance, guarded in zip(answer.which, answer.chances, answer.guarded, strict=True)
            if units[i].start_ms < moment_ms and not guarded
        ]
        if not earlier:
            return 0.0, None
        chance, unit = max(earlier, key=lambda each: (each[0], -each[1].start_ms))
        return fulfilled(chance, 0.0, self.calibration), hit_of(unit, query.phrases[0], chance)

    def rivalled(self, item: Item, hit: PhraseHit) -> bool:
        """True where another item's number is told likelier by the stretch ``hit`` than this one's.

        "It's 286 pounds for the year" is the premium, and not the excess as well.
        """
        own = queries.for_item(item)
        plan = self._plans.get(own.speaker)
        if plan is None or own not in plan.columns or not _numbered(own):
            return False
        which = self._answer(own).which
        place = (hit.first, hit.last)
        rows = [
            k for k, i in enumerate(which) if (self._call.units[i].first, self._call.units[i].last) == place
        ]
        others = [query for query in plan.columns if _numbered(query) and query.phrases != own.phrases]
        least = max((self._answer(own).chances[row] for row in rows), default=1.0) + _ABOUT_AS_LIKELY
        return any(self._answer(query).chances[row] > least for query in others for row in rows)

    def _look(
        self, query: Query, fits: Callable[[Unit], bool] | None = None, *, several: bool = False
    ) -> tuple[Sensed, ...]:
        answer, units = self._answer(query), self._call.units
        few = self.entailment is None and not several
        rows: Sequence[int] = answer.top if few and query.anywhere else range(len(answer.which))
        if fits is not None:
            rows = [row for row in rows if fits(units[answer.which[row]])]
            rows = _likely(answer, rows) if few else rows
        return tuple(
            Sensed(
                hit_of(units[answer.which[row]], query.phrases[0], answer.chances[row]),
                answer.chances[row],
                answer.guarded[row],
            )
            for row in rows
        )

    def _answer(self, query: Query) -> _Answer:
        if query not in self._answers:
            plan = self._plans.get(query.speaker)
            if plan is None or query not in plan.columns:
                plan = queries.plan((query,), self._language, self._values)
            self._ask(plan, query.speaker)
        return self._answers[query]

    def _ask(self, plan: Plan, speaker: str) -> None:
        """Nothing; compares what the speaker said with all queries of the plan."""
        which = [
            i
            for i, unit in enumerate(self._call.units)
            if unit.first != unit.last and speaker in {"anyone", unit.speaker}
        ]
        items = self._meaning.together(plan.wanted)
        chances = self._meaning.chances(items, self._call, which)
        guarded = guards.guarded(items, plan, self._meaning, self._call, which, self._language)
        top = _top(chances, guarded)
        columns = zip(chances.T.tolist(), guarded.T.tolist(), top, strict=True)
        for query, column in zip(plan.columns, columns, strict=True):
            self._answers[query] = _Answer(which, *column)


def _numbered(query: Query) -> bool:
    """True where every phrase has a {number}."""
    return all("{number}" in phrase for phrase in query.phrases)


def _top(chances: NDArray[np.float32], guarded: NDArray[np.bool_]) -> list[list[int]]:
    """For each query the stretches that may be its likeliest one, guarded ones counted and not, in order."""
    import numpy as np

    if not len(chances):
        return [[] for _ in range(chances.shape[1])]
    some = np.where(guarded, -1, chances)
    kept = (chances >= chances.max(0) - _TOLD) | (~guarded & (some >= some.max(0) - _TOLD))
    return [np.flatnonzero(column).tolist() for column in kept.T]


def _likely(answer: _Answer, rows: Sequence[int]) -> list[int]:
    """Of some rows those that may be the likeliest one, guarded ones counted and not, in order."""
    chances = answer.chances
    least = max((chances[row] for row in rows), default=0.0) - _TOLD
    free = max((chances[row] for row in rows if not answer.guarded[row]), default=0.0) - _TOLD
    return [
        row for row in rows if chances[row] >= least or (not answer.guarded[row] and chances[row] >= free)
    ]


def likeliest(found: Sequence[Sensed]) -> Sensed | None:
    """The likeliest stretch; of those about as likely the shortest, then the earliest."""
    top = max((each.chance for each in found), default=0.0)
    near = [each for each in found if each.chance >= top - _ABOUT_AS_LIKELY]
    return min(near, key=lambda each: (_length(each.hit), each.hit.start_ms), default=None)


def fulfilled(chance: float, nearest: float, calibration: Sequence[float]) -> float:
    """The chance that an item is fulfilled, given its likeliest stretch and its nearest wording."""
    bias, of_chance, of_nearest = calibration
    odds = math.log(max(chance, 1e-4) / max(1 - chance, 1e-4))
    return 1 / (1 + math.exp(-(bias + of_chance * odds + of_nearest * nearest)))


def _length(hit: PhraseHit) -> int:
    return hit.last.word - hit.first.word


def hit_of(unit: Unit, phrase: str, chance: float) -> PhraseHit:
    """A stretch as the hit of a phrase, as sure as it is likely."""
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
