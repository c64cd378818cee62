"""Owns turning stored calls into the report that the exporters write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from speechqa import __version__, scoring
from speechqa.pipeline.rules import Rules, engine_version
from speechqa.records import CallResult, CallStatus, Failure, Recording, Report, Versions
from speechqa.store import Store, StoredCall


def report(
    *,
    store: Store,
    rules: Rules,
    call_ids: Sequence[str] | None = None,
    failures: Sequence[Failure] = (),
) -> Report:
    """Results of ``call_ids`` (None: every stored call), with ``failures`` of files that are no call."""
    stored = store.calls(call_ids)
    calls = tuple(sorted((_result(call) for call in stored), key=lambda each: each.recording.call_id))
    failed = [each.failure for each in calls if each.failure is not None]
    calls += tuple(_failed_file(failure) for failure in failures)
    return Report(
        calls=calls,
        agents=scoring.agent_rows(calls),
        failures=tuple(sorted({*failed, *failures}, key=lambda each: (each.file, each.stage, each.error))),
        versions=_versions(stored, rules),
    )


def _result(call: StoredCall) -> CallResult:
    if call.failure is not None or call.transcript is None or call.analysis is None:
        failure = call.failure or Failure(call.recording.file, "asr", "not transcribed yet; run again")
        return CallResult(call.recording, "failed", failure=failure)
    transcript = call.transcript
    status: CallStatus = "scored" if transcript.word_count else "no_speech"
    return CallResult(
        recording=call.recording,
        status=status,
        duration_ms=transcript.duration_ms,
        language=transcript.language,
        model=transcript.model or transcript.backend,
        asr_confidence=transcript.asr_confidence,
        words=transcript.word_count,
        analysis=call.analysis,
        scorecard=call.scorecard,
    )


def _failed_file(failure: Failure) -> CallResult:
    # The file never became a recording: only its name is known.
    nothing = Recording(path="", file=failure.file, content_hash="", call_id=PurePosixPath(failure.file).stem)
    return CallResult(nothing, "failed", failure=failure)


def _versions(stored: Sequence[StoredCall], rules: Rules) -> Versions:
    models = {
        (call.transcript.model, call.transcript.model_hash)
        for call in stored
        if call.transcript is not None and call.transcript.model
    }
    return Versions(
        program=__version__,
        engine=engine_version(),
        models=tuple(sorted(models)),
        scripts=tuple(sorted(rules.library.hashes)),
        word_lists=tuple(sorted(rules.word_lists.hashes)),
    )
