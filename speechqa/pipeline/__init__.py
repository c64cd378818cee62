"""Owns the order of the work: listen, judge, commit call by call, report.

``run`` walks recordings to stored results, ``rescore`` judges stored transcripts again,
``report`` gathers what the exporters write. A bad call becomes a stored failure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from speechqa import checks, scoring
from speechqa.errors import CallError, SetupError
from speechqa.pipeline.events import Event, Notify, ignore
from speechqa.pipeline.identity import settle
from speechqa.pipeline.lengths import as_long_as_told
from speechqa.pipeline.listening import Listening, Source, listen
from speechqa.pipeline.reporting import report
from speechqa.pipeline.rules import Rules, engine_version, load_rules
from speechqa.records import CallAnalysis, Failure, Recording, Transcript, VerdictValue
from speechqa.store import transcript_key

if TYPE_CHECKING:
    from speechqa.store.database import Store

__all__ = [
    "Change",
    "Event",
    "HeardCall",
    "Listening",
    "Notify",
    "Rules",
    "engine_version",
    "hear_all",
    "load_rules",
    "report",
    "rescore",
    "run",
]


@dataclass(frozen=True, slots=True)
class HeardCall:
    """A recording, its transcript, and the key under which the transcript is stored."""

    recording: Recording
    transcript: Transcript
    key: str


@dataclass(frozen=True, slots=True)
class Change:
    """A verdict that re-scoring changed; ``old`` or ``new`` is None where the item is new or gone."""

    call_id: str
    script: str
    item: str
    old: VerdictValue | None
    new: VerdictValue | None
    reason: str


def run(  # noqa: PLR0913  # the parts of a run
    recordings: Sequence[Recording],
    *,
    store: Store,
    rules: Rules,
    listening: Listening,
    notify: Notify = ignore,
    prepare: Callable[[], None] = lambda: None,
) -> tuple[str, ...]:
    """The ids of the calls; each recording ends as a stored analysis or failure, one commit each.

    ``prepare`` is called before the first audio is listened to; what it raises stops the run.
    """
    recordings = settle(recordings, store=store, notify=notify)
    store.put_calls(recordings)
    known, failed = store.analysis_keys(), {each.call_id for each in store.failures()}
    open_calls: list[Recording] = []
    for recording in recordings:
        key = rules.key_for(recording, _transcript_key(recording, listening))
        if known.get(recording.call_id) != key:
            open_calls.append(recording)
            continue
        if recording.call_id in failed:
            store.clear_failure(recording)
        notify(Event("reused", file=recording.file))
    for heard in _hear(open_calls, store=store, listening=listening, notify=notify, prepare=prepare):
        _judge(heard, store=store, rules=rules, notify=notify)
    return tuple(recording.call_id for recording in recordings)


def hear_all(
    recordings: Sequence[Recording],
    *,
    store: Store,
    listening: Listening,
    notify: Notify = ignore,
    prepare: Callable[[], None] = lambda: None,
) -> Iterator[HeardCall]:
    """Each recording that could be heard; failures are stored and notified. ``prepare``: see ``run``."""
    recordings = settle(recordings, store=store, notify=notify)
    store.put_calls(recordings)
    yield from _hear(recordings, store=store, listening=listening, notify=notify, prepare=prepare)


def rescore(*, store: Store, rules: Rules, keep: bool = True, notify: Notify = ignore) -> tuple[Change, ...]:
    """The verdicts that change when every stored transcript is judged by ``rules``.

    With ``keep`` false nothing is stored: what would change is only told.
    """
    changes: list[Change] = []
    # Words are read call by call: a year's archive doesn't fit in memory.
    for call in store.calls(transcripts=False):
        if call.facts is None or rules.key_for(call.recording, call.facts.key) == call.analysis_key:
            continue
        source = Source(call.facts.backend, call.facts.model_hash, call.facts.options_hash)
        transcript = store.get_transcript(call.recording, **source._asdict())
        if transcript is None:
            continue
        heard = HeardCall(call.recording, transcript, call.facts.key)
        new = _judge(heard, store=store, rules=rules, notify=notify, keep=keep)
        if new is not None:
            changes.extend(_changes(call.recording.call_id, call.analysis, new))
    return tuple(changes)


def _transcript_key(recording: Recording, listening: Listening) -> str:
    source = listening.source_for(recording)
    return transcript_key(recording.content_hash, **source._asdict())


def _hear(
    recordings: Sequence[Recording],
    *,
    store: Store,
    listening: Listening,
    notify: Notify,
    prepare: Callable[[], None],
) -> Iterator[HeardCall]:
    """Stored transcripts first, then those that have to be listened to, as they come."""
    groups: dict[str, list[Recording]] = {}
    for recording in recordings:
        groups.setdefault(_transcript_key(recording, listening), []).append(recording)
    todo = [same[0] for key, same in groups.items() if not store.has_transcript(key)]
    if any(recording.kind == "audio" for recording in todo):
        prepare()
    waiting = {recording.call_id for recording in todo}
    planned = [each for same in groups.values() if same[0].call_id in waiting for each in same]
    notify(Event("planned", calls=len(planned), size=sum(map(_size, planned))))
    for key, same in groups.items():
        stored = None
        if same[0].call_id not in waiting:
            stored = store.get_transcript(same[0], **listening.source_for(same[0])._asdict())
        if stored is not None:
            for recording in same:
                notify(Event("reused", file=recording.file))
                yield HeardCall(recording, stored, key)
    for recording, heard in listen(todo, listening):
        # The same content under two names is listened to once.
        same = groups[_transcript_key(recording, listening)]
        yield from _kept(heard, same, store=store, listening=listening, notify=notify)


def _kept(
    heard: Transcript | Failure,
    same: Sequence[Recording],
    *,
    store: Store,
    listening: Listening,
    notify: Notify,
) -> Iterator[HeardCall]:
    if isinstance(heard, Failure):
        for recording in same:
            store.put_failure(recording, replace(heard, file=recording.file))
            notify(Event("failed", file=recording.file, size=_size(recording), text=heard.error))
        return
    key = store.put_transcript(same[0], heard, **listening.source_for(same[0])._asdict())
    for recording in same:
        size, length = _size(recording), heard.duration_ms
        notify(Event("transcribed", file=recording.file, size=size, audio_ms=length))
        for warning in heard.warnings:
            notify(Event("note", file=recording.file, text=warning))
        yield HeardCall(recording, heard, key)


def _size(recording: Recording) -> int:
    try:
        return Path(recording.path).stat().st_size
    except OSError:
        return 0


def _judge(
    heard: HeardCall, *, store: Store, rules: Rules, notify: Notify, keep: bool = True
) -> CallAnalysis | None:
    """The call's analysis, stored under a key of all that decided it; None when it failed."""
    recording = heard.recording
    transcript, missing = as_long_as_told(heard.transcript, recording)
    if missing:
        notify(Event("note", file=recording.file, text=missing))
    try:
        analysis = checks.run(
            transcript,
            recording=recording,
            library=rules.library,
            script_id=rules.script,
            word_lists=rules.word_lists,
        )
        scorecard = scoring.score(analysis.verdicts, analysis.pass_mark)
    except SetupError:
        raise
    except Exception as error:  # noqa: BLE001  # a bug on one call must not stop the others
        failure = _judging_failure(recording, error)
        if keep:
            store.put_failure(recording, failure)
        notify(Event("failed", file=recording.file, text=failure.error))
        return None
    if keep:
        key = rules.key_for(recording, heard.key)
        store.put_analysis(recording.call_id, key, analysis, scorecard)
    return analysis


def _judging_failure(recording: Recording, error: Exception) -> Failure:
    if isinstance(error, CallError):
        return Failure(recording.file, error.stage, str(error))
    return Failure(recording.file, "checks", f"unexpected {type(error).__name__}: {error}; please report it")


def _changes(call_id: str, old: CallAnalysis | None, new: CallAnalysis) -> Iterator[Change]:
    before = {(old.script, v.item): v for v in old.verdicts} if old else {}
    after = {(new.script, v.item): v for v in new.verdicts}
    for script, item in sorted(before.keys() | after.keys()):
        was, now = before.get((script, item)), after.get((script, item))
        if was is None or now is None or was.verdict != now.verdict:
            reason = now.reason if now else "the item or the script no longer applies"
            old_value = was.verdict if was else None
            yield Change(call_id, script, item, old_value, now.verdict if now else None, reason)
