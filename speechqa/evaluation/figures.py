"""Owns the figures of agreement between people and the machine: overall, by language, by item."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from speechqa.evaluation.joining import JudgedCall, KindPair, Pair, Unmatched, join
from speechqa.evaluation.labels import Aspect, Labels
from speechqa.evaluation.rates import Counts, Rate
from speechqa.records import DECISIONS, Decision

Group = Literal["overall", "language", "item"]
Kind = Literal["wrong", "left_open", "people_unsure"]
_BINS = 10


@dataclass(frozen=True, slots=True)
class Belief:
    """How far confidence can be believed, over ``n`` decisions, None without one.

    ``ece`` is the expected calibration error over ten equal bins (Naeini, Cooper, Hauskrecht 2015), ``brier``
    the mean squared distance between confidence and truth (Brier 1950); 0 is best.
    """

    n: int
    ece: float | None
    brier: float | None


@dataclass(frozen=True, slots=True)
class DecisionFigures:
    """One decision in one group: how often it was right, how often it was found, how sure it was."""

    decision: Decision
    precision: Rate
    recall: Rate
    f1: float | None
    belief: Belief


@dataclass(frozen=True, slots=True)
class Figures:
    """Agreement in one group of items.

    ``n`` are labels with a truth; ``unsure`` those where people can't tell, counted nowhere else. ``decided``
    is the share the machine gave another verdict than ``cannot_tell``, ``kappa`` the agreement on these.
    """

    group: Group
    name: str
    n: int
    unsure: int
    decided: Rate
    kappa: float | None
    belief: Belief
    decisions: tuple[DecisionFigures, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A pair that differs: a wrong verdict, one left open, or one given where people can't tell."""

    pair: Pair
    kind: Kind


@dataclass(frozen=True, slots=True)
class KindFigures:
    """Agreement on what kind of call it is, in one aspect, and the calls that differ."""

    aspect: Aspect
    accuracy: Rate
    kappa: float | None
    differing: tuple[KindPair, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that labels say of stored verdicts. ``raters`` is the agreement of people with each other."""

    labels: Labels
    calls: int
    pairs: tuple[Pair, ...]
    groups: tuple[Figures, ...]
    kinds: tuple[KindFigures, ...]
    disagreements: tuple[Disagreement, ...]
    unmatched: tuple[Unmatched, ...]
    raters: Rate
    rater_kappa: float | None


def evaluate(labels: Labels, calls: Sequence[JudgedCall]) -> Evaluation:
    """How stored verdicts agree with labels. Pure; the order of the table changes nothing."""
    joined = join(labels.rows, calls)
    among_people = Counts(joined.rater_pairs)
    return Evaluation(
        labels=labels,
        calls=len({pair.call_id for pair in joined.pairs} | {kind.call_id for kind in joined.kinds}),
        pairs=joined.pairs,
        groups=tuple(_groups(joined.pairs)),
        kinds=tuple(_kind_figures(joined.kinds)),
        disagreements=_disagreements(joined.pairs),
        unmatched=joined.unmatched,
        raters=among_people.accuracy(),
        rater_kappa=among_people.kappa(),
    )


def _groups(pairs: Sequence[Pair]) -> list[Figures]:
    parts: list[tuple[Group, Callable[[Pair], str]]] = [
        ("overall", lambda _: "all items"),
        ("language", lambda pair: pair.language or "(unknown)"),
        ("item", lambda pair: f"{pair.script}: {pair.verdict.item}"),
    ]
    return [
        figures(group, name, [pair for pair in pairs if name_of(pair) == name])
        for group, name_of in parts
        for name in sorted({name_of(pair) for pair in pairs})
    ]


def figures(group: Group, name: str, pairs: Sequence[Pair]) -> Figures:
    """The figures of one group of pairs."""
    known = [pair for pair in pairs if pair.human != "cannot_tell"]
    decided = [pair for pair in known if pair.verdict.verdict != "cannot_tell"]
    counts = Counts((pair.human, pair.verdict.verdict) for pair in known)
    return Figures(
        group=group,
        name=name,
        n=len(known),
        unsure=len(pairs) - len(known),
        decided=Rate(len(decided), len(known)),
        kappa=Counts((pair.human, pair.verdict.verdict) for pair in decided).kappa(),
        belief=_belief(known, DECISIONS),
        decisions=tuple(
            DecisionFigures(
                decision=each,
                precision=counts.precision(each),
                recall=counts.recall(each),
                f1=counts.f1(each),
                belief=_belief(known, (each,)),
            )
            for each in DECISIONS
        ),
    )


def _belief(pairs: Sequence[Pair], decisions: Sequence[Decision]) -> Belief:
    return belief(
        [
            (pair.verdict.confidence, pair.verdict.verdict == pair.human)
            for pair in pairs
            if pair.verdict.verdict in decisions
        ]
    )


def belief(decisions: Sequence[tuple[float, bool]]) -> Belief:
    """How far these (confidence, whether right) agree."""
    n = len(decisions)
    if not n:
        return Belief(0, None, None)
    bins: dict[int, list[float]] = {}
    for sure, right in decisions:
        bins.setdefault(min(_BINS - 1, int(sure * _BINS)), []).append(sure - right)
    # fsum: the same whatever the order of the labels.
    ece = math.fsum(abs(math.fsum(gaps)) for gaps in bins.values()) / n
    return Belief(n, ece, math.fsum((sure - right) ** 2 for sure, right in decisions) / n)


def _disagreements(pairs: Sequence[Pair]) -> tuple[Disagreement, ...]:
    """Wrong verdicts first, then those where people can't tell, then what the machine left open."""
    order: tuple[Kind, ...] = ("wrong", "people_unsure", "left_open")
    found = [Disagreement(pair, kind) for pair in pairs if (kind := _difference(pair))]
    found.sort(key=lambda each: (order.index(each.kind), each.pair.call_id, each.pair.verdict.item))
    return tuple(found)


def _difference(pair: Pair) -> Kind | None:
    machine = pair.verdict.verdict
    if machine == pair.human:
        return None
    if machine == "cannot_tell":
        return "left_open"
    return "people_unsure" if pair.human == "cannot_tell" else "wrong"


def _kind_figures(kinds: Sequence[KindPair]) -> list[KindFigures]:
    aspects: tuple[Aspect, ...] = ("call_type", "outcome")
    found = []
    for aspect in aspects:
        here = [each for each in kinds if each.aspect == aspect]
        counts = Counts((each.human, each.machine) for each in here)
        differing = tuple(each for each in here if each.human != each.machine)
        if here:
            found.append(KindFigures(aspect, counts.accuracy(), counts.kappa(), differing))
    return found
