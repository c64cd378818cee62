"""Owns how a verdict is put together: points by the item, evidence by the hit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from speechqa.checks.items.wording import quote
from speechqa.records import Verdict

if TYPE_CHECKING:
    from speechqa.checks.items.near import Near
    from speechqa.checks.items.search import Finder
    from speechqa.records import Grounds, PhraseHit, VerdictValue
    from speechqa.scripts.values import Item


def outcome(  # noqa: PLR0913 - the parts of a verdict
    item: Item,
    value: VerdictValue,
    confidence: float,
    reason: str,
    *,
    finder: Finder | None = None,
    hit: PhraseHit | None = None,
    near: Near | None = None,
    grounds: Grounds = "",
) -> Verdict:
    """A verdict with the item's points; with a hit its evidence too.

    ``near`` is what came nearest where there is no hit: its phrase and what is missing of it are told.
    ``grounds`` are what a decision rests on.
    """
    counts = value in {"met", "not_met"}
    like = hit or (near.hit if near else None)
    return Verdict(
        section=item.section,
        item=item.id,
        verdict=value,
        confidence=round(max(0.0, min(1.0, confidence)), 3),
        points=item.weight if value == "met" else 0.0,
        max_points=item.weight if counts else 0.0,
        critical=item.critical,
        speaker=hit.speaker if hit else None,
        start_ms=hit.start_ms if hit else None,
        end_ms=hit.end_ms if hit else None,
        quote=quote(finder.transcript, hit) if finder and hit else "",
        reason=reason,
        phrase=like.phrase if like else "",
        missing=like.missing if like else (),
        grounds=grounds,
    )


def left_open(verdict: Verdict, confidence: float, reason: str) -> Verdict:
    """``cannot_tell`` instead of the verdict, with its evidence; nothing is earned or lost."""
    return replace(
        verdict,
        verdict="cannot_tell",
        confidence=confidence,
        points=0.0,
        max_points=0.0,
        reason=reason,
        grounds="",
    )


def weighed(verdict: Verdict, item: Item) -> Verdict:
    """The verdict with the item's section, weight and gravity as they are now, which decide nothing else."""
    counts = verdict.verdict in {"met", "not_met"}
    return replace(
        verdict,
        section=item.section,
        critical=item.critical,
        points=item.weight if verdict.verdict == "met" else 0.0,
        max_points=item.weight if counts else 0.0,
    )
