"""Owns the rows that people's reviews make: the log, how far sides agree, and cells beside the machine's."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from speechqa.records import AgreementRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speechqa.export.columns import Value
    from speechqa.records import CallResult, Review, Verdict


def verdict_cells(call: CallResult, verdict: Verdict) -> tuple[Value, ...]:
    """The columns machine_verdict to machine_confidence: a confirmation is a review, too."""
    decided = call.review.of(verdict.item) if call.review else None
    if decided is None or decided.verdict is None:
        return (verdict.verdict, None, None, None, verdict.confidence)
    machine, review = decided.verdict, decided.review
    return (machine.verdict, review.author, review.made_at, review.reason, machine.confidence)


def call_cells(call: CallResult) -> tuple[Value, ...]:
    """The columns machine_score to reviewed_items."""
    analysis, card, review = call.analysis, call.scorecard, call.review
    if analysis is None:
        return (None,) * 4
    if review is None:
        kind = analysis.call_class.call_type
        return (card.score if card else None, card.passed if card else None, kind, 0)
    machine = review.machine_class or analysis.call_class
    return (review.machine_score, review.machine_passed, machine.call_type, len(review.decided))


def review_rows(calls: Iterable[CallResult]) -> Iterator[tuple[Value, ...]]:
    """Everything people said, call by call in the order it came, and whether it counts today."""
    for call in calls:
        for review in call.review.log if call.review else ():
            yield (
                call.recording.call_id,
                call.recording.agent,
                review.script,
                review.item,
                review.kind,
                review.value or ("withdrawn" if review.kind == "decision" else ""),
                review.machine,
                review.author,
                review.made_at,
                review.reason,
                review.number,
                _answers(call, review),
                *_counts(call, review),
            )


def _answers(call: CallResult, review: Review) -> int | None:
    """The number of the appeal that is answered."""
    appeals = call.review.appeals if call.review else ()
    return next((each.appeal.number for each in appeals if each.appeal.digest == review.about), None)


def _counts(call: CallResult, review: Review) -> tuple[bool | None, str]:
    """(whether a decision is in force, why not); None for what never counts in a score."""
    if review.kind != "decision" or call.review is None:
        return None, ""
    if any(each.review == review for each in call.review.decided):
        return True, ""
    lapsed = next((each.why for each in call.review.lapsed if each.review == review), "")
    return False, lapsed or ("" if not review.value else "decided again since")


def agreement_row(row: AgreementRow) -> tuple[Value, ...]:
    """The columns of ``agreement.csv``."""
    return tuple(getattr(row, each.name) for each in fields(AgreementRow))
