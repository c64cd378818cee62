"""Owns putting labels beside what the machine said: pairs, and the labels that have no counterpart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from speechqa.evaluation.labels import Aspect, Label
from speechqa.records import CallAnalysis, Verdict


@dataclass(frozen=True, slots=True)
class JudgedCall:
    """A stored call as evaluation sees it; ``problem`` says why there is no ``analysis``.

    ``engine`` is the version of the code and the models that judged it.
    """

    call_id: str
    language: str = ""
    engine: str = ""
    analysis: CallAnalysis | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """An item of a call: what people say (``cannot_tell`` also where they are split), and the verdict."""

    call_id: str
    language: str
    script: str
    human: str
    verdict: Verdict
    split: bool = False


@dataclass(frozen=True, slots=True)
class KindPair:
    """What kind of call people and the machine say it is, in one aspect."""

    call_id: str
    aspect: Aspect
    human: str
    machine: str


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A label without counterpart in the store, and why."""

    label: Label
    why: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Labels beside verdicts. ``rater_pairs`` are values that two people gave to the same thing."""

    pairs: tuple[Pair, ...]
    kinds: tuple[KindPair, ...]
    unmatched: tuple[Unmatched, ...]
    rater_pairs: tuple[tuple[str, str], ...]


def join(labels: Sequence[Label], calls: Sequence[JudgedCall]) -> Joined:
    """Every label beside its verdict, by call and item; several people's labels of one item become one."""
    by_id = {call.call_id: call for call in calls}
    missing = [Unmatched(label, why) for label in labels if (why := _gap(label, by_id))]
    lost = {each.label for each in missing}
    pairs: list[Pair] = []
    kinds: list[KindPair] = []
    raters: list[tuple[str, str]] = []
    matched = sorted((label for label in labels if label not in lost), key=_place)
    for _, group in groupby(matched, key=_place):
        same = sorted(group, key=lambda label: (label.rater, label.line))
        first, call = same[0], by_id[same[0].call_id]
        if first.aspect == "verdict":
            raters.extend((one.value, other.value) for one, other in combinations(same, 2))
            pairs.extend(_pair(call, first.item, [label.value for label in same]))
        else:
            kinds.extend(_kind(call, first.aspect, [label.value for label in same]))
    missing.sort(key=lambda each: (each.label.line, each.label.aspect))
    return Joined(tuple(pairs), tuple(kinds), tuple(missing), tuple(raters))


def _place(label: Label) -> tuple[str, str, str]:
    return label.call_id, label.aspect, label.item


def _gap(label: Label, calls: Mapping[str, JudgedCall]) -> str:
    """Why a label has nothing to be compared with; "" if it has."""
    call = calls.get(label.call_id)
    if call is None:
        return "no such call in the store"
    if call.analysis is None:
        return call.problem
    return _item_gap(label, call.analysis) if label.aspect == "verdict" else ""


def _item_gap(label: Label, analysis: CallAnalysis) -> str:
    if not analysis.script:
        return "no script fitted this call"
    if label.script not in {"", analysis.script}:
        return f"the call was judged by the script {analysis.script}"
    if all(verdict.item != label.item for verdict in analysis.verdicts):
        return f"the script {analysis.script} has no such item"
    return ""


def _pair(call: JudgedCall, item: str, values: Sequence[str]) -> Iterator[Pair]:
    said, split = agreed(values)
    if call.analysis is not None:
        verdict = next(each for each in call.analysis.verdicts if each.item == item)
        yield Pair(call.call_id, call.language, call.analysis.script, said or "cannot_tell", verdict, split)


def _kind(call: JudgedCall, aspect: Aspect, values: Sequence[str]) -> Iterator[KindPair]:
    said, _ = agreed(values)
    if said and call.analysis is not None:
        found = call.analysis.call_class
        machine = found.call_type if aspect == "call_type" else found.outcome
        yield KindPair(call.call_id, aspect, said, machine)


def agreed(values: Sequence[str]) -> tuple[str, bool]:
    """(what more than half of the people say, whether no value has that many); "" when they are split."""
    value, votes = max(sorted(Counter(values).items()), key=lambda each: each[1])
    return (value, False) if 2 * votes > len(values) else ("", True)
