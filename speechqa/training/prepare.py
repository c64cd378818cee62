"""Owns turning labelled calls into numbers: features by name, and the rows of their sense."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.checks.call_type import sense as senses
from speechqa.checks.call_type.named import by_cues, by_words, view
from speechqa.checks.call_type.pieces import spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.checks.call_type.named import Feature
    from speechqa.meaning import Meaning
    from speechqa.records import Transcript
    from speechqa.training.examples import Labelled

    Rows = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A call in numbers: named features by words and by cues, the pooled vector, and a row a piece.

    The last two are None where nothing is compared by sense.
    """

    call: Labelled
    words: Mapping[str, float]
    cues: Mapping[str, float]
    pooled: Rows | None
    alone: Rows | None


def prepare(call: Labelled, meaning: Meaning | None) -> Prepared:
    """The call in numbers, as ``classify`` would see it."""
    if meaning is None:
        seen = view(call.transcript, direction=call.direction)
        return Prepared(call, _values(by_words(seen)), _values(by_cues(seen)), None, None)
    described = meaning.describe(call.transcript, _places(call.transcript))
    heard = meaning.read(call.transcript, described)
    seen = view(call.transcript, direction=call.direction, known=senses.known_signs(heard))
    sense = senses.sense_of(heard, seen)
    return Prepared(
        call,
        _values(by_words(seen)),
        _values(by_cues(seen)),
        senses.pooled(sense, seen),
        senses.alone(sense, seen),
    )


def prepare_all(calls: Iterable[Labelled], meaning: Meaning | None) -> list[Prepared]:
    """All calls in numbers, in their order."""
    return [prepare(call, meaning) for call in calls]


def _places(transcript: Transcript) -> tuple[tuple[int, int, int], ...]:
    """The pieces alone: the classifier looks at no others, and encoding takes long."""
    return tuple(
        (number, first, end) for number, turn in enumerate(transcript.turns) for first, end in spans(turn)
    )


def _values(named: Mapping[str, Feature]) -> dict[str, float]:
    return {name: feature.value for name, feature in named.items()}
