"""Owns the rows that the table of calls is made of in the browser."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from speechqa.export.cells import clean
from speechqa.export.html.names import page_name

if TYPE_CHECKING:
    from speechqa.records import CallResult

COLUMNS = (
    "call", "page", "agent", "team", "phone", "started", "duration", "language", "status",
    "type", "outcome", "stage", "topics", "script", "recognition", "score", "passed", "critical",
)  # fmt: skip


def script(calls: Sequence[CallResult]) -> str:
    """JavaScript that hands the calls to the page: texts, numbers, or null."""
    rows = [[clean(cell) if isinstance(cell, str) else cell for cell in _row(call)] for call in calls]
    data = {"columns": COLUMNS, "rows": rows}
    return f"window.SPEECHQA_CALLS={json.dumps(data, ensure_ascii=True, separators=(',', ':'))};\n"


def _row(call: CallResult) -> tuple[str | float | None, ...]:
    recording, card = call.recording, call.scorecard
    kind = call.analysis.call_class if call.analysis else None
    passed = {True: "yes", False: "no", None: ""}[card.passed if card else None]
    return (
        recording.call_id,
        page_name(recording.call_id),
        recording.agent,
        recording.team,
        recording.customer_phone,
        recording.started_at,
        call.duration_ms,
        call.language,
        call.status,
        kind.call_type if kind else "",
        kind.outcome if kind else "",
        (kind.stage or "") if kind else "",
        ", ".join(kind.topics) if kind else "",
        call.analysis.script if call.analysis else "",
        None if call.asr_confidence is None else round(call.asr_confidence, 3),
        None if card is None or card.score is None else round(card.score, 2),
        passed,
        card.critical_failures if card else None,
    )
