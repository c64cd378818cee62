"""Owns the tables on call types, outcomes and stages of labelled calls: figures, confusion, what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from labelled import Call
from markdown_tables import print_table

from speechqa.records import CallResult, CallType, Outcome, Stage
from speechqa.training.figures import Guess, agreement, confusion

Pairs = Sequence[tuple[Call, CallResult]]
CLASSES: dict[str, tuple[str, ...]] = {
    "call type": get_args(CallType),
    "outcome": get_args(Outcome),
    "stage": (*get_args(Stage), "none"),
}
_HEADER = ("calls of", "what", "calls", "right", "macro-F1", "ECE")


def kinds(pairs: Pairs) -> dict[str, list[Guess]]:
    """What calls were taken for, by aspect; outcome and stage of those that people call negotiations.

    Where the machine saw no negotiation it gave no outcome, which counts as "none".
    """
    found: dict[str, list[Guess]] = {name: [] for name in CLASSES}
    for call, result in pairs:
        if result.analysis is None or not call.call_type:
            continue
        told = result.analysis.call_class
        sure = told.outcome_confidence or told.confidence
        found["call type"].append(_guess(call, call.call_type, told.call_type, told.confidence))
        if call.call_type == "negotiation":
            found["outcome"].append(_guess(call, call.outcome, told.outcome, sure))
            found["stage"].append(_guess(call, call.stage, told.stage or "none", sure))
    return found


def _guess(call: Call, truth: str, found: str, confidence: float) -> Guess:
    return Guess(call.call_id, call.language, truth, found, confidence)


def print_kinds(groups: Mapping[str, Pairs]) -> None:
    """Nothing; prints figures of all groups, then each group's confusion and the calls that differ."""
    every = {name: kinds(pairs) for name, pairs in groups.items()}
    print()
    print_table(_HEADER, [row for name, found in every.items() for row in _rows(name, found)])
    for name, found in every.items():
        for aspect in ("call type", "outcome"):
            print(f"\n{name}, {aspect}: rows are what people say, columns what it was taken for\n")
            classes = CLASSES[aspect]
            counts = confusion(found[aspect], classes)
            print_table(
                ("", *classes), [(each, *map(str, row)) for each, row in zip(classes, counts, strict=True)]
            )
    wrong = [
        (name, aspect, each.call_id, each.truth, each.found, f"{each.confidence:.2f}")
        for name, found in every.items()
        for aspect in ("call type", "outcome")
        for each in found[aspect]
        if each.truth != each.found
    ]
    print("\nTaken for something else:\n")
    print_table(("calls of", "what", "call", "people say", "taken for", "confidence"), wrong)


def _rows(name: str, found: Mapping[str, Sequence[Guess]]) -> Iterator[tuple[str, ...]]:
    for aspect, guesses in found.items():
        told = agreement(guesses)
        # A stage has no chance of its own to be believed.
        figures = (told.accuracy, told.macro_f1, None if aspect == "stage" else told.ece)
        yield (
            name,
            aspect,
            str(told.n),
            *("-" if each is None else f"{each:.2f}" for each in figures),
        )
