"""Owns the table that people fill in where there is no page: a row an item, empty columns at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.export import Column, Table
from speechqa.review.queue import queue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from speechqa.records import CallResult, Verdict
    from speechqa.review.queue import Task

    Titles = Mapping[tuple[str, str], str]
    Row = tuple[str | int | float | None, ...]

_CALL = (Column("call_id"), Column("agent"), Column("started_at"), Column("script"), Column("audio_sha256"))
_ITEM = (Column("item"), Column("title"), Column("critical", "flag"))
_MACHINE = (
    Column("why"),
    Column("verdict"),
    Column("confidence", "share"),
    Column("speaker"),
    Column("start_s", "ms"),
    Column("end_s", "ms"),
    Column("quote"),
    Column("reason"),
)
TO_FILL = ("review_verdict", "review_reason", "appeal", "answer")
BLIND = "blind"


def review_table(calls: Sequence[CallResult], titles: Titles, *, day: str, blind: bool = False) -> Table:
    """The table ``review``: calls that are worth a human's time first, each with all its items.

    The row with an empty item is the kind of call. ``blind`` leaves out what the machine says and takes only
    the calls drawn by chance on ``day``; what is filled in there are ratings.
    """
    tasks = queue(calls, day=day)
    if blind:
        chosen = [task.call for task in tasks if "sample" in task.why]
        columns: tuple[Column, ...] = (
            *_CALL,
            *_ITEM,
            Column(BLIND, "flag"),
            Column(TO_FILL[0]),
            Column(TO_FILL[1]),
        )
        return Table("review", columns, tuple(row for call in chosen for row in _blind_rows(call, titles)))
    columns = (*_CALL, *_ITEM, *_MACHINE, *(Column(name) for name in TO_FILL))
    why = {task.call.recording.call_id: task for task in tasks}
    rest = [call for call in calls if call.analysis and call.recording.call_id not in why]
    ordered = [*(task.call for task in tasks if task.call.analysis), *rest]
    rows = (row for call in ordered for row in _rows(call, titles, why.get(call.recording.call_id)))
    return Table("review", columns, tuple(rows))


def _rows(call: CallResult, titles: Titles, task: Task | None) -> Iterator[Row]:
    if call.analysis is None:
        return
    empty = (None,) * len(TO_FILL)
    kind = call.analysis.call_class
    why = "; ".join(task.why_of("")) if task else ""
    yield (
        *_call_cells(call), "", "call type", None,
        why, kind.call_type, kind.confidence, None, None, None, None, None, *empty,
    )  # fmt: skip
    for verdict in call.analysis.verdicts:
        yield (
            *_call_cells(call),
            *_item_cells(call, verdict, titles),
            "; ".join(task.why_of(verdict.item)) if task else "",
            verdict.verdict,
            verdict.confidence,
            verdict.speaker,
            verdict.start_ms,
            verdict.end_ms,
            verdict.quote,
            verdict.reason,
            *empty,
        )


def _blind_rows(call: CallResult, titles: Titles) -> Iterator[Row]:
    yield (*_call_cells(call), "", "call type", None, True, None, None)
    for verdict in call.analysis.verdicts if call.analysis else ():
        yield (*_call_cells(call), *_item_cells(call, verdict, titles), True, None, None)


def _call_cells(call: CallResult) -> tuple[str, ...]:
    recording = call.recording
    script = call.analysis.script if call.analysis else ""
    return (recording.call_id, recording.agent, recording.started_at, script, recording.content_hash)


def _item_cells(call: CallResult, verdict: Verdict, titles: Titles) -> tuple[str | bool, ...]:
    script = call.analysis.script if call.analysis else ""
    return (verdict.item, titles.get((script, verdict.item), verdict.item), verdict.critical)
