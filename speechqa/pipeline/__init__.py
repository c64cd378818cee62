"""Owns the order of the work: listen, judge, commit call by call, report.

``run`` walks recordings to stored results, ``rescore`` judges stored transcripts again,
``report`` gathers what the exporters write. A bad call becomes a stored failure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from speechqa.errors import ModelError
from speechqa.pipeline.discovering import Discovery, discover_topics
from speechqa.pipeline.evaluating import judged_calls
from speechqa.pipeline.events import Event, Notify, ignore
from speechqa.pipeline.identity import settle
from speechqa.pipeline.judging import judge
from speechqa.pipeline.listening import Listening, listen
from speechqa.pipeline.reporting import report, results
from speechqa.pipeline.rescoring import Change, rescore
from speechqa.pipeline.rules import Rules, engine_version, judging_engine, load_rules
from speechqa.pipeline.second_look import Doubt, listen_again, unanswered, with_answers
from speechqa.records import Failure, Recording, Transcript
from speechqa.store import transcript_key

if TYPE_CHECKING:
    from speechqa.store.database import Store

__all__ = [
    "Change",
    "Discovery",
    "Event",
    "HeardCall",
    "Listening",
    "Notify",
    "Rules",
    "discover_topics",
    "engine_version",
    "hear_all",
    "judged_calls",
    "judging_engine",
    "load_rules",
    "report",
    "rescore",
    "results",
    "run",
]


@dataclass(frozen=True, slots=True)
class HeardCall:
    """A recording, its transcript, and the key under which the transcript is stored."""

    recording: Recording
    transcript: Transcript
    key: str


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
    prepare = cache(prepare)
    recordings = settle(recordings, store=store, notify=notify)
    store.put_calls(recordings)
    known, failed = store.analysis_keys(), {each.call_id for each in store.failures()}
    open_calls: list[Recording] = []
    for recording in recordings:
        key = rules.key_for(recording, _transcript_key(recording, listening))
        before, look = known.get(recording.call_id), listening.second_look_for(recording)
        if before != key or look not in {"", before.second_look}:
            open_calls.append(recording)
            continue
        if recording.call_id in failed:
            store.clear_failure(recording)
        notify(Event("reused", file=recording.file))
    doubts: dict[str, Doubt] = {}
    for heard in _hear(open_calls, store=store, listening=listening, notify=notify, prepare=prepare):
        doubt = _judge(heard, store=store, rules=rules, listening=listening, notify=notify)
        if doubt is not None:
            doubts[doubt.key] = doubts[doubt.key].and_also(doubt) if doubt.key in doubts else doubt
    if doubts:
        _look_again(
            tuple(doubts.values()),
            store=store,
            rules=rules,
            listening=listening,
            notify=notify,
            prepare=prepare,
        )
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
    heard: HeardCall, *, store: Store, rules: Rules, listening: Listening, notify: Notify
) -> Doubt | None:
    """What a second look at the sound should tell; the analysis or failure is stored, under its key."""
    recording = heard.recording
    look = listening.second_look_for(recording)
    kept = store.get_meaning(heard.key, rules.meaning_digest) if rules.meaning_digest else None
    key = rules.key_for(recording, heard.key)
    judged = judge(recording, heard.transcript, rules, kept, asking=bool(look), key=key)
    if judged.described is not None:
        store.put_meanings(rules.meaning_digest, [(heard.key, judged.described)])
    if judged.note:
        notify(Event("note", file=recording.file, text=judged.note))
    if judged.failure:
        store.put_failure(recording, judged.failure)
        notify(Event("failed", file=recording.file, text=judged.failure.error))
    open_questions = unanswered(judged.questions, heard.transcript, listening.second_look)
    if judged.analysis and judged.scorecard:
        key = replace(key, second_look="" if open_questions else look)
        store.put_analysis(recording.call_id, key, judged.analysis, judged.scorecard, judged.basis)
    if not open_questions:
        return None
    return Doubt(heard.key, (recording,), heard.transcript.language, open_questions)


def _look_again(  # noqa: PLR0913  # the parts of a run
    doubts: Sequence[Doubt],
    *,
    store: Store,
    rules: Rules,
    listening: Listening,
    notify: Notify,
    prepare: Callable[[], None],
) -> None:
    """Nothing; calls whose sound answers are judged by that, too. The others stay open for the next run."""
    try:
        prepare()
    except ModelError as error:  # the calls were heard in an earlier run
        notify(Event("note", text=f"no second look at the sound: {error}"))
        return
    notify(Event("looking", calls=len(doubts)))
    for doubt, answers in listen_again(doubts, listening):
        first, *_ = doubt.recordings
        if isinstance(answers, Failure):
            text = f"no second look at the sound: {answers.error}"
            notify(Event("note", file=first.file, text=text))
            continue
        transcript = store.get_transcript(first, **listening.source_for(first)._asdict())
        if transcript is not None:
            whole = with_answers(transcript, answers)
            store.put_second_look(doubt.key, whole.second_look)
            for recording in doubt.recordings:
                heard = HeardCall(recording, whole, doubt.key)
                _judge_again(heard, store=store, rules=rules, look=listening.second_look_for(recording))
        notify(Event("looked", file=first.file))


def _judge_again(heard: HeardCall, *, store: Store, rules: Rules, look: str) -> None:
    """Nothing; the call's analysis is stored as resting on this second look."""
    kept = store.get_meaning(heard.key, rules.meaning_digest) if rules.meaning_digest else None
    key = replace(rules.key_for(heard.recording, heard.key), second_look=look)
    judged = judge(heard.recording, heard.transcript, rules, kept, key=key)
    if judged.analysis and judged.scorecard:
        store.put_analysis(heard.recording.call_id, key, judged.analysis, judged.scorecard, judged.basis)
