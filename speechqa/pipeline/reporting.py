"""Owns turning stored calls into the report that the exporters write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from speechqa import __version__, intake, scoring
from speechqa.audio import shortfall
from speechqa.checks import topics
from speechqa.evaluation import agreement
from speechqa.pipeline.lengths import as_long_as_told
from speechqa.pipeline.listening import Source
from speechqa.pipeline.reviewing import review_notes, with_reviews
from speechqa.pipeline.rules import Rules
from speechqa.records import CallResult, CallSound, Failure, Provenance, Recording, Report, Versions
from speechqa.scripts import Item
from speechqa.store import StoredCall, TranscriptFacts
from speechqa.store.sound import sound_of

if TYPE_CHECKING:
    from speechqa.store.database import Store


def report(
    *,
    store: Store,
    rules: Rules,
    call_ids: Sequence[str] | None = None,
    failures: Sequence[Failure] = (),
) -> Report:
    """Results of ``call_ids`` (None: every stored call), with ``failures`` of files that are no call.

    Where people decided something, results are as they decided, and tell so.
    """
    stored = store.calls(call_ids, transcripts=False)
    found = [*(_result(call, store) for call in stored), *map(_failed_file, failures)]
    found.sort(key=lambda each: (each.recording.call_id, each.recording.file))
    calls = with_reviews(found, store, rules, call_ids)
    failed = {each.failure for each in calls if each.failure is not None}
    return Report(
        calls=calls,
        agents=scoring.agent_rows(calls),
        failures=tuple(sorted(failed, key=lambda each: (each.file, each.stage, each.error))),
        versions=_versions(stored, rules, review_notes(calls, rules)),
        topics=topics.topic_rows(calls, rules.topic_sets),
        comparisons=scoring.compare_teams(calls),
        coaching=scoring.coaching_points(calls, _items(rules)),
        agreement=agreement(calls),
    )


def results(
    *, store: Store, rules: Rules | None, call_ids: Sequence[str] | None = None
) -> tuple[CallResult, ...]:
    """The calls of a :func:`report` alone, by call id: quick for a few of them.

    Without ``rules``, what people decided of items that the machine left open earns no points.
    """
    found = [_result(call, store) for call in store.calls(call_ids, transcripts=False)]
    return with_reviews(found, store, rules, call_ids)


def _items(rules: Rules) -> dict[tuple[str, str], Item]:
    return {(script.id, item.id): item for script in rules.library.scripts for item in script.items}


def _result(call: StoredCall, store: Store) -> CallResult:
    if call.failure is not None or call.facts is None or call.analysis is None:
        failure = call.failure.failure if call.failure else _unfinished(call)
        return CallResult(call.recording, "failed", failure=failure)
    facts = call.facts
    sound = _sound(call.recording, facts, store)
    return CallResult(
        recording=call.recording,
        status="scored" if facts.words or _unheard_ms(sound) else "no_speech",
        duration_ms=facts.duration_ms,
        language=facts.language,
        model=facts.model or facts.backend,
        asr_confidence=facts.asr_confidence,
        words=facts.words,
        analysis=call.analysis,
        scorecard=call.scorecard,
        sound=sound,
        made_from=made_from(call),
    )


def made_from(call: StoredCall) -> Provenance | None:
    """What the call's stored verdicts were made from; None without any."""
    if call.analysis is None or call.analysis_key is None:
        return None
    return Provenance(
        audio=call.recording.content_hash,
        transcript=call.analysis_key.transcript,
        script=call.analysis.script_hash,
        engine=call.analysis_key.engine,
    )


def _sound(recording: Recording, facts: TranscriptFacts, store: Store) -> CallSound | None:
    """How well the call was heard, with what is missing of it by its own records."""
    # Transcripts are read only of the few calls where something may be missing.
    if facts.sound is None or not shortfall(facts.duration_ms, 0, recording.expected_ms)[1]:
        return facts.sound
    source = Source(facts.backend, facts.model_hash, facts.options_hash)
    transcript = store.get_transcript(recording, **source._asdict())
    if transcript is None:
        return facts.sound
    whole, told = as_long_as_told(transcript, recording)
    return sound_of(replace(whole, warnings=(*whole.warnings, told) if told else whole.warnings))


def _unheard_ms(sound: CallSound | None) -> int:
    """Speech without trusted words: a call that couldn't be understood isn't one without speech."""
    return sum(each.unheard_ms for each in sound.channels) if sound else 0


def _unfinished(call: StoredCall) -> Failure:
    """Why a call that never failed has no result: an earlier command stopped, or did less than ``run``."""
    if call.facts is None:
        return Failure(call.recording.file, "asr", "not transcribed yet; run again")
    return Failure(call.recording.file, "checks", "transcribed, but not judged yet; run `speechqa score`")


def _failed_file(failure: Failure) -> CallResult:
    # The file never became a recording: only its name is known.
    nothing = Recording(path="", file=failure.file, content_hash="", call_id=intake.stem_of(failure.file))
    return CallResult(nothing, "failed", failure=failure)


def _versions(stored: Sequence[StoredCall], rules: Rules, notes: tuple[str, ...]) -> Versions:
    models = {
        (call.facts.model, call.facts.model_hash)
        for call in stored
        if call.facts is not None and call.facts.model
    }
    return Versions(
        program=__version__,
        engine=rules.engine,
        models=tuple(sorted(models)),
        scripts=tuple(sorted(rules.script_hashes)),
        word_lists=tuple(sorted(rules.word_list_hashes)),
        topics=rules.topic_sets.hashes,
        meaning=rules.meaning_digest,
        entailment=rules.entailment_digest,
        notes=(*rules.notes, *notes),
    )
