"""Owns fetching from the store what labels are compared with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from speechqa.evaluation import JudgedCall

if TYPE_CHECKING:
    from speechqa.store import StoredCall
    from speechqa.store.database import Store


def judged_calls(store: Store, call_ids: Sequence[str]) -> tuple[JudgedCall, ...]:
    """Those of the calls that are in the store, with their analyses, or why they have none; by call id."""
    return tuple(_judged(call) for call in store.calls(call_ids, transcripts=False))


def _judged(call: StoredCall) -> JudgedCall:
    call_id = call.recording.call_id
    if call.failure is not None:
        return JudgedCall(call_id, problem=f"the call failed: {call.failure.failure.error}")
    if call.facts is None:
        return JudgedCall(call_id, problem="the call is not transcribed yet; run `speechqa run`")
    if call.analysis is None or call.analysis_key is None:
        return JudgedCall(call_id, problem="the call is not judged yet; run `speechqa score`")
    return JudgedCall(call_id, call.facts.language, call.analysis_key.engine, call.analysis)
