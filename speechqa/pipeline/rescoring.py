"""Owns judging an archive again: in groups, in as many processes as there are cores.

Workers get stored values as they lie in the store and give back what goes into it: unpacking and
packing is theirs. Groups come back in the order they went out, so the number of workers changes nothing.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from speechqa.pipeline.events import Event, Notify, ignore
from speechqa.pipeline.judging import judge
from speechqa.pipeline.phrases import phrase_vectors
from speechqa.pipeline.rules import Rules
from speechqa.pipeline.workers import start_worker
from speechqa.records import CallAnalysis, VerdictValue
from speechqa.store import Parcel
from speechqa.store.parcels import analysis_before, pack_analysis, transcript_in

if TYPE_CHECKING:
    from speechqa.records import Failure, Recording
    from speechqa.store import AnalysisKey, StoredCall
    from speechqa.store.database import Store

# Calls a worker gets at a time and one commit keeps: a killed run loses little, and few calls need no worker.
_GROUP = 100
# The same where talk has to be encoded first, which takes a call a good part of a second.
_GROUP_TO_ENCODE = 10
# Groups that each worker gets at least.
_SHARES = 4
# Objects made before a process looks for garbage: a call makes tens of thousands, and little of it is.
_BETWEEN_COLLECTIONS = 50_000


@dataclass(frozen=True, slots=True)
class Change:
    """A verdict that re-scoring changed; ``old`` or ``new`` is None where the item is new or gone."""

    call_id: str
    script: str
    item: str
    old: VerdictValue | None
    new: VerdictValue | None
    reason: str
    agent: str = ""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of a call: its packed analysis, or its failure; ``described`` is what is new to keep."""

    payload: bytes
    described: bytes | None
    failure: Failure | None
    note: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Bench:
    """What a process judges by: rules, and what their phrases are to the encoder."""

    rules: Rules
    vectors: Mapping[str, bytes]


def rescore(
    *, store: Store, rules: Rules, keep: bool = True, notify: Notify = ignore, workers: int = 0
) -> tuple[Change, ...]:
    """The verdicts that change when every stored transcript is judged by ``rules``.

    With ``keep`` false nothing is stored: what would change is only told. ``workers`` is the number
    of processes, 0 for one a core.
    """
    changes: list[Change] = []
    todo = _todo(store, rules)
    languages = {call.facts.language for call, _ in todo if call.facts}
    bench = _Bench(rules, phrase_vectors(store, rules, languages, keep=keep) if todo else {})
    workers = workers or _cores()
    for parcels, outcomes in _outcomes(_parcels(store, rules, todo, workers), bench, workers):
        if keep:
            judged = [
                (parcel.recording.call_id, parcel.key, outcome.payload)
                for parcel, outcome in zip(parcels, outcomes, strict=True)
                if not outcome.failure
            ]
            new = [
                (parcel.key.transcript, outcome.described)
                for parcel, outcome in zip(parcels, outcomes, strict=True)
                if outcome.described is not None
            ]
            store.put_meanings(rules.meaning_digest, new)
            store.put_payloads(judged)
        for parcel, outcome in zip(parcels, outcomes, strict=True):
            _tell(parcel.recording, outcome, notify)
            if keep and outcome.failure:
                store.put_failure(parcel.recording, outcome.failure)
            changes.extend(outcome.changes)
    return tuple(changes)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _todo(store: Store, rules: Rules) -> list[tuple[StoredCall, AnalysisKey]]:
    """The calls whose analysis isn't what ``rules`` would give, by call id, each with its new key."""
    # Words and verdicts are read group by group: a year's archive doesn't fit in memory.
    calls = store.calls(transcripts=False, analyses=False)
    found = [(call, rules.key_for(call.recording, call.facts.key)) for call in calls if call.facts]
    return [(call, key) for call, key in found if key != call.analysis_key]


def _parcels(
    store: Store, rules: Rules, todo: Sequence[tuple[StoredCall, AnalysisKey]], workers: int
) -> Iterator[tuple[Parcel, ...]]:
    """What is stored of the calls, in groups."""
    # Of an archive worth several workers each gets several groups: they end at about the same time.
    share = _GROUP if len(todo) <= _GROUP else min(_GROUP, -(-len(todo) // (_SHARES * workers)))
    for start in range(0, len(todo), _GROUP):
        group = [(call.recording, key) for call, key in todo[start : start + _GROUP]]
        parcels = store.parcels(group, meaning=rules.meaning_digest)
        known = not rules.meaning_digest or all(parcel.described is not None for parcel in parcels)
        size = share if known else min(share, _GROUP_TO_ENCODE)
        yield from (parcels[at : at + size] for at in range(0, len(parcels), size))


def _outcomes(
    groups: Iterator[tuple[Parcel, ...]], bench: _Bench, workers: int
) -> Iterator[tuple[tuple[Parcel, ...], list[_Outcome]]]:
    """Each group with what became of its calls, in order."""
    waiting = deque(islice(groups, 2))
    packed = pickle.dumps(bench)
    if workers > 1 and len(waiting) > 1:
        yield from _by_workers(waiting, groups, packed, workers)
    # Few calls, one core, or what was under way when a worker was killed.
    for parcels in chain(waiting, groups):
        yield parcels, _judge_all(parcels, packed)


def _by_workers(
    waiting: deque[tuple[Parcel, ...]], groups: Iterator[tuple[Parcel, ...]], packed: bytes, workers: int
) -> Iterator[tuple[tuple[Parcel, ...], list[_Outcome]]]:
    """Results until all groups are done or a worker was killed; what isn't done then is ``waiting``."""
    running: deque[tuple[tuple[Parcel, ...], Future[list[_Outcome]]]] = deque()
    # spawn: a fork would copy the threads' locks of the numeric libraries in a bad state.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=start_worker)
    upcoming = chain(list(waiting), groups)
    waiting.clear()
    try:
        while True:
            # One more than the workers keeps them busy without reading far ahead.
            for parcels in islice(upcoming, workers + 1 - len(running)):
                waiting.append(parcels)
                running.append((parcels, pool.submit(_judge_all, parcels, packed)))
            if not running:
                return
            parcels, future = running.popleft()
            outcomes = future.result()
            waiting.popleft()
            yield parcels, outcomes
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _judge_all(parcels: Sequence[Parcel], packed: bytes) -> list[_Outcome]:
    rules = _unpacked(packed)
    return [_judge(parcel, rules) for parcel in parcels]


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> Rules:
    """The rules that the parent packed, ready to be used, once a process."""
    bench: _Bench = pickle.loads(packed)  # noqa: S301  # it comes from our own parent process
    if bench.rules.meaning is not None:
        bench.rules.meaning.learn(bench.vectors)
    if multiprocessing.parent_process() is not None:
        # What a worker judges by stays with it: no look for garbage need pass through it again.
        gc.collect()
        gc.freeze()
        gc.set_threshold(_BETWEEN_COLLECTIONS)
    return bench.rules


def _judge(parcel: Parcel, rules: Rules) -> _Outcome:
    before = analysis_before(parcel)
    judged = judge(
        parcel.recording, transcript_in(parcel), rules, parcel.described, key=parcel.key, before=before
    )
    if judged.analysis is None or judged.scorecard is None:
        return _Outcome(b"", None, judged.failure, judged.note, ())
    payload = pack_analysis(judged.analysis, judged.scorecard, judged.basis)
    # The same bytes as before are the same verdicts: nothing to compare.
    same = payload == parcel.before
    old = before.analysis if before else None
    changes = () if same else tuple(_changes(parcel.recording, old, judged.analysis))
    return _Outcome(payload, judged.described, None, judged.note, changes)


def _changes(recording: Recording, old: CallAnalysis | None, new: CallAnalysis) -> Iterator[Change]:
    before = {(old.script, v.item): v for v in old.verdicts} if old else {}
    after = {(new.script, v.item): v for v in new.verdicts}
    for script, item in sorted(before.keys() | after.keys()):
        was, now = before.get((script, item)), after.get((script, item))
        if was is None or now is None or was.verdict != now.verdict:
            yield Change(
                call_id=recording.call_id,
                script=script,
                item=item,
                old=was.verdict if was else None,
                new=now.verdict if now else None,
                reason=now.reason if now else "the item or the script no longer applies",
                agent=recording.agent,
            )


def _tell(recording: Recording, outcome: _Outcome, notify: Notify) -> None:
    if outcome.note:
        notify(Event("note", file=recording.file, text=outcome.note))
    if outcome.failure:
        notify(Event("failed", file=recording.file, text=outcome.failure.error))
