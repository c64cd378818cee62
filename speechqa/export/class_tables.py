"""Owns the rows of ``classes.csv`` and ``commitments.csv``: what calls were taken for, what was promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speechqa.export.columns import Value
    from speechqa.records import CallResult, ClassCue


def class_rows(calls: Iterable[CallResult]) -> Iterator[tuple[Value, ...]]:
    """A row for each call that was judged."""
    for call in calls:
        if call.analysis is None:
            continue
        found = call.analysis.call_class
        cue = found.outcomes[0].cue if found.outcomes else None
        yield (
            call.recording.call_id,
            call.recording.agent,
            found.call_type,
            found.label,
            found.confidence,
            *(found.chances or (None, None, None)),
            found.review,
            "; ".join(_told(each) for each in found.cues),
            found.outcome,
            found.outcome_confidence,
            "; ".join(f"{each.outcome} {each.chance:.3f}" for each in found.outcomes),
            cue.speaker if cue else None,
            cue.start_ms if cue else None,
            cue.end_ms if cue else None,
            cue.quote if cue else "",
            found.stage,
        )


def commitment_rows(calls: Iterable[CallResult]) -> Iterator[tuple[Value, ...]]:
    """A row for each promise, by call and place."""
    for call in calls:
        for each in call.analysis.commitments if call.analysis else ():
            yield (
                call.recording.call_id,
                call.recording.agent,
                each.who,
                each.kind,
                each.what,
                each.due_text,
                each.due_date,
                each.due_time,
                each.amount,
                each.currency,
                each.start_ms,
                each.end_ms,
                each.confidence,
            )


def _told(cue: ClassCue) -> str:
    """Who said it, from when to when in seconds, and what."""
    return f"{cue.speaker} {cue.start_ms / 1000:.3f}-{cue.end_ms / 1000:.3f}: {cue.quote}"
