"""Owns one agent beside another: the figures of both on like calls, and whether they may be compared."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from speechqa.records import Comparison, Finding
from speechqa.scoring.intervals import mean, newcombe
from speechqa.scoring.recognition import heard_differently
from speechqa.scoring.resampling import Draws, difference_interval, draw
from speechqa.scoring.samples import Key, Sample, Work

LEAST_CALLS = 10  # of each agent; below that a difference is mostly chance
GROWTH_GAP_PCT = 25.0  # SPEC: a growth zone is a gap over 25 %
_MOST_ITEMS = 3  # that are named as making a gap
_FELT = 0.05  # points of a score: an item that takes less makes no gap

ByWork = Mapping[Work, Sample]


SCORE = Key("score", "")


def keys(sample: Sample) -> Iterator[Key]:
    """All that a sample has figures of: the score, then each section and its items."""
    if sample.scores:
        yield SCORE
    for section in dict.fromkeys(sample.section_of.values()):
        if section in sample.sections:
            yield Key("section", section)
        for item, (_, judged, _) in sample.items.items():
            if judged and sample.section_of[item] == section:
                yield Key("item", item)


def measured(sample: Sample | None, key: Key) -> tuple[float, int] | None:
    """(figure 0..100, calls it is of), None without any."""
    if sample is None:
        return None
    if key.indicator == "item":
        met, judged, _ = sample.items.get(key.name, (0, 0, 0))
        return (100 * met / judged, judged) if judged else None
    values = sample.scores if key.indicator == "score" else sample.sections.get(key.name, ())
    return (mean(values), len(values)) if values else None


@dataclass(frozen=True, slots=True)
class Part:
    """Both agents' like calls of one kind, and how much they weigh in the whole."""

    own: Sample
    other: Sample
    weight: float


@dataclass(frozen=True, slots=True)
class Beside:
    """Two agents' figures of one thing, on the same mix of work; ``small``: too few calls to compare."""

    key: Key
    parts: tuple[Part, ...]
    calls: int
    other_calls: int
    value: float
    other_value: float
    small: bool

    @property
    def gap_pct(self) -> float:
        """How far the agent is behind, in % of the other's figure; 0 if not behind."""
        behind = self.other_value - self.value
        return round(100 * behind / self.other_value, 9) if behind > 0 else 0.0

    @property
    def recognition_differs(self) -> bool:
        """Whether the calls of one were heard better, or judged more often, than those of the other."""
        return any(heard_differently(part.own, part.other, self.key) for part in self.parts)


def beside(own: ByWork, other: ByWork, key: Key) -> Beside | None:
    """The agents' figures over the kinds of work that both did; None where there is none.

    Kinds of work where one has too few calls are left out while there are others. Each kind weighs
    n·m/(n+m), n and m being the calls of either: weights that make the difference surest (Cochran 1954), and
    the same for both, so that who does more of the hard work doesn't look worse.
    """
    found = []
    for work in sorted(own.keys() & other.keys()):
        mine, theirs = measured(own[work], key), measured(other[work], key)
        if mine and theirs:
            found.append((work, mine, theirs))
    if not found:
        return None
    enough = [each for each in found if min(each[1][1], each[2][1]) >= LEAST_CALLS]
    used = enough or found
    weights = [mine[1] * theirs[1] / (mine[1] + theirs[1]) for _, mine, theirs in used]
    shares = [weight / math.fsum(weights) for weight in weights]
    return Beside(
        key=key,
        parts=tuple(
            Part(own[work], other[work], share) for (work, _, _), share in zip(used, shares, strict=True)
        ),
        calls=sum(mine[1] for _, mine, _ in used),
        other_calls=sum(theirs[1] for _, _, theirs in used),
        value=_weighed((mine[0] for _, mine, _ in used), shares),
        other_value=_weighed((theirs[0] for _, _, theirs in used), shares),
        small=not enough,
    )


def _weighed(figures: Iterable[float], shares: Iterable[float]) -> float:
    # Ten decimals: shares that add up to 0.999… must not make a gap of 25 % a growth zone.
    return round(math.fsum(figure * share for figure, share in zip(figures, shares, strict=True)), 10)


class DrawnSamples:
    """The draws of samples, each made once."""

    def __init__(self) -> None:
        self._found: dict[tuple[object, ...], dict[Key, Draws | None]] = {}

    def of(self, sample: Sample, key: Key) -> Draws:
        """The draws of a score or section that the sample has."""
        where = (*sample.agent, *sample.work)
        if where not in self._found:
            names = list(sample.sections)
            columns = [
                [call.score for call in sample.calls],
                *([call.sections.get(name) for call in sample.calls] for name in names),
            ]
            drawn = draw(columns, "\0".join(map(str, where)))
            self._found[where] = dict(
                zip([SCORE, *(Key("section", name) for name in names)], drawn, strict=True)
            )
        made = self._found[where][key]
        assert made is not None, "the sample has the figure"  # noqa: S101  # for the type checker
        return made


def compared(found: Beside, drawn: DrawnSamples, *, whole: bool = False) -> Comparison:
    """The row of two agents beside each other; ``whole``: it stands for all their like calls."""
    first, *_ = found.parts
    low, high = _interval(found, drawn)
    differs = found.recognition_differs
    finding = _finding(found, low, high, differs=differs)
    fit = finding not in {"too_few", "recognition_differs"}
    return Comparison(
        agent=first.own.agent.name,
        team=first.own.agent.team,
        other=first.other.agent.name,
        indicator=found.key.indicator,
        script="" if whole else first.own.work.script,
        direction="" if whole else first.own.work.direction,
        name=found.key.name,
        calls=found.calls,
        other_calls=found.other_calls,
        value=found.value,
        other_value=found.other_value,
        difference=found.value - found.other_value,
        low=low,
        high=high,
        gap_pct=found.gap_pct,
        finding=finding,
        growth_zone=fit and found.gap_pct > GROWTH_GAP_PCT,
        small=found.small,
        recognition_differs=differs,
        items=_making(found) if found.gap_pct > 0 else (),
        parts=len(found.parts),
    )


def _interval(found: Beside, drawn: DrawnSamples) -> tuple[float, float] | tuple[None, None]:
    if found.key.indicator == "item":
        (part,) = found.parts
        met, judged, _ = part.own.items[found.key.name]
        other_met, other_judged, _ = part.other.items[found.key.name]
        low, high = newcombe(met, judged, other_met, other_judged)
        return 100 * low, 100 * high
    return difference_interval(
        [drawn.of(part.own, found.key) for part in found.parts],
        [drawn.of(part.other, found.key) for part in found.parts],
        [part.weight for part in found.parts],
    )


def _finding(found: Beside, low: float | None, high: float | None, *, differs: bool) -> Finding:
    if found.small:
        return "too_few"
    if differs:
        return "recognition_differs"
    if low is None or high is None:
        return "open"
    return "ahead" if low > 0 else "behind" if high < 0 else "open"


def _making(found: Beside) -> tuple[str, ...]:
    """The items that take more from the agent's score than from the other's, the dearest first."""
    if found.key.indicator == "item":
        return ()
    scripts = {part.own.work.script for part in found.parts}
    taken: dict[str, float] = {}
    for part in found.parts:
        sections = part.other.section_of | part.own.section_of
        for item, section in sections.items():
            if found.key.indicator == "score" or section == found.key.name:
                name = f"{part.own.work.script}: {item}" if len(scripts) > 1 else item
                more = part.own.lost(item) - part.other.lost(item)
                taken[name] = taken.get(name, 0.0) + part.weight * more
    dearest = sorted(taken, key=lambda name: (-taken[name], name))
    return tuple(name for name in dearest if taken[name] > _FELT)[:_MOST_ITEMS]
