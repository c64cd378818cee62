"""Owns how many examples keep their verdict under simulated recognition errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.checks.examples.garble import garble
from speechqa.checks.examples.run import Expected, expectations, judge_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speechqa.records import VerdictValue
    from speechqa.scripts import Item, Script

# Each example is garbled so many times, by seeds that follow the one given.
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Garbled:
    """One example as a recogniser might have heard it, and the verdict on that."""

    script: str
    item: str
    text: str
    heard: str
    expected: Expected
    got: VerdictValue

    @property
    def kept(self) -> bool:
        """Whether the verdict is still the example's."""
        return self.got == self.expected

    @property
    def turned(self) -> bool:
        """Whether the verdict is now the opposite: worse than one that can't tell."""
        return self.got in {"met", "not_met"} and not self.kept


@dataclass(frozen=True, slots=True)
class Robustness:
    """All garbled examples of a script, ``ROUNDS`` for each example that is right without errors."""

    garbled: tuple[Garbled, ...]

    @property
    def kept(self) -> int:
        """How many keep their verdict."""
        return sum(one.kept for one in self.garbled)

    @property
    def turned(self) -> tuple[Garbled, ...]:
        """Those whose verdict became the opposite."""
        return tuple(one for one in self.garbled if one.turned)


def try_garbled(script: Script, *, strength: float, seed: int = 0) -> Robustness:
    """The verdicts on a script's examples with errors in about ``strength`` (0..1) of their words.

    The same script, strength and seed always give the same result.
    """
    return Robustness(
        tuple(one for item in script.items for one in _garbled(script, item, strength=strength, seed=seed))
    )


def _garbled(script: Script, item: Item, *, strength: float, seed: int) -> Iterator[Garbled]:
    for expected, text in expectations(item):
        if judge_text(script, item, text).verdict != expected:
            continue  # already told by ``test_script``
        for number in range(seed, seed + ROUNDS):
            heard = garble(text, script.language, strength=strength, seed=number)
            got = judge_text(script, item, heard).verdict
            yield Garbled(script.id, item.id, text, heard, expected, got)
