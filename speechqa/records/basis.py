"""Owns what the parts of an analysis rest on: parts that rest on the same needn't be worked out again."""

from __future__ import annotations

from dataclasses import dataclass

from speechqa.records.findings import CallAnalysis


@dataclass(frozen=True, slots=True)
class Basis:
    """Digests of all that decides an analysis, part by part: equal digests, equal parts.

    ``call`` is of the call and the program, ``lists`` of that and of what is looked for in every call, such
    as word lists; ``verdicts`` has one a verdict, in their order, of ``call`` and the script's item.
    """

    call: str
    lists: str
    verdicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Before:
    """A call's analysis until now, and what it rests on."""

    analysis: CallAnalysis
    basis: Basis
