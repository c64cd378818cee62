"""Owns turning stored calls into the report that the exporters write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from speechqa import __version__, intake, scoring
from speechqa.pipeline.rules import Rules, engine_version
from speechqa.records import CallResult, Failure, Recording, Report, Versions
from speechqa.store import StoredCall, TranscriptFacts

if TYPE_CHECKING:
    from speechqa.store.database import Store


def report(
    *,
    store: Store,
    rules: Rules,
    call_ids: Sequence[str] | None = None,
    failures: Sequence[Failure] = (),
) -> Report:
    """Results of ``call_ids`` (None: every stored call), with ``failures`` of files that are no call."""
    stored = store.calls(call_ids, transcripts=False)
    results = [*map(_result, stored), *map(_failed_file, failures)]
    calls = tuple(sorted(results, key=lambda each: (each.recording.call_id, each.recording.file)))
    failed = {each.failure for each in calls if each.failure is not None}
    return Report(
        calls=calls,
        agents=scoring.agent_rows(calls),
        failures=tuple(sorted(failed, key=lambda each: (each.file, each.stage, each.error))),
        versions=_versions(stored, rules),
    )


def _result(call: StoredCall) -> CallResult:
    if call.failure is not None or call.facts is None or call.analysis is None:
        failure = call.failure.failure if call.failure else _unfinished(call)
        return CallResult(call.recording, "failed", failure=failure)
    facts = call.facts
    return CallResult(
        recording=call.recording,
        status="scored" if facts.words or _unheard_ms(facts) else "no_speech",
        duration_ms=facts.duration_ms,
        language=facts.language,
        model=facts.model or facts.backend,
        asr_confidence=facts.asr_confidence,
        words=facts.words,
        analysis=call.analysis,
        scorecard=call.scorecard,
        sound=facts.sound,
    )


def _unheard_ms(facts: TranscriptFacts) -> int:
    """Speech without trusted words: a call that couldn't be understood isn't one without speech."""
    return sum(each.unheard_ms for each in facts.sound.channels) if facts.sound else 0


def _unfinished(call: StoredCall) -> Failure:
    """Why a call that never failed has no result: an earlier command stopped, or did less than ``run``."""
    if call.facts is None:
        return Failure(call.recording.file, "asr", "not transcribed yet; run again")
    return Failure(call.recording.file, "checks", "transcribed, but not judged yet; run `speechqa score`")


def _failed_file(failure: Failure) -> CallResult:
    # The file never became a recording: only its name is known.
    nothing = Recording(path="", file=failure.file, content_hash="", call_id=intake.stem_of(failure.file))
    return CallResult(nothing, "failed", failure=failure)


def _versions(stored: Sequence[StoredCall], rules: Rules) -> Versions:
    models = {
        (call.facts.model, call.facts.model_hash)
        for call in stored
        if call.facts is not None and call.facts.model
    }
    return Versions(
        program=__version__,
        engine=engine_version(),
        models=tuple(sorted(models)),
        scripts=tuple(sorted(rules.script_hashes)),
        word_lists=tuple(sorted(rules.word_list_hashes)),
    )
