"""Owns what is found in a transcript: call type, talk metrics, word hits, script verdicts.

Each check is one module with a pure function, registered in ``CHECKS`` under the field of
``CallAnalysis`` it fills. To add one: a module, a field, a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from speechqa import scripts
from speechqa.checks import call_type, items, talk, topics, words
from speechqa.checks.commitments import find_commitments
from speechqa.checks.settled import settled
from speechqa.errors import IntakeError
from speechqa.meaning import CallMeaning, Meaning
from speechqa.records import (
    Basis,
    Before,
    CallAnalysis,
    CallClass,
    Direction,
    Recording,
    Same,
    TopicMention,
    Transcript,
    Verdict,
)
from speechqa.scripts import Script, ScriptLibrary


@dataclass(frozen=True, slots=True)
class Case:
    """All that a check may look at; ``script`` is None when none fits the call."""

    transcript: Transcript
    recording: Recording
    call_class: CallClass
    script: Script | None
    word_lists: words.WordLists
    meaning: Meaning | None = None
    described: bytes | None = None
    known: Mapping[str, Verdict] = field(default_factory=dict)


CHECKS: dict[str, Callable[[Case], object]] = {
    "talk": lambda case: talk.measure(case.transcript),
    "word_hits": lambda case: words.find_words(case.transcript, case.word_lists),
    "commitments": lambda case: find_commitments(case.transcript, started_at=case.recording.started_at),
    "verdicts": lambda case: _verdicts(case),  # noqa: PLW0108  # defined below
}


def run(  # noqa: PLR0913 - a call and what it is judged by
    transcript: Transcript,
    *,
    recording: Recording,
    library: ScriptLibrary,
    word_lists: words.WordLists,
    call_types: call_type.CallTypeModel,
    script_id: str = "",
    meaning: Meaning | None = None,
    described: bytes | None = None,
    topic_sets: topics.TopicSets = topics.NO_TOPICS,
    rests_on: Basis | None = None,
    before: Before | None = None,
) -> CallAnalysis:
    """Everything the checks find in one call; the same input always gives the same value.

    ``rests_on`` tells what decides all but the verdicts. Parts of the analysis ``before`` that rest on the
    same are taken from there: verdicts calibrated, where those are. ``script_id`` applies to calls that
    don't name a script themselves. With ``meaning`` script items said in other words count; ``described``
    is what its ``describe`` gave for the transcript, if it was kept.
    ``call_types`` tells what kind of call it is, by sense where it was trained on what ``meaning`` gives.
    Raises ``IntakeError`` when the call names a script that isn't in the library.
    """
    if before is None or rests_on is None or before.basis.call != rests_on.call:
        before = None
    # The call type comes first: it takes part in choosing the script.
    same = before.analysis if before and rests_on and before.basis.lists == rests_on.lists else None
    kept = (same.call_class, same.topic_mentions) if same else None
    call_class, mentions = kept or classify(
        transcript,
        direction=recording.direction,
        topic_sets=topic_sets,
        model=call_types,
        call=_sense(transcript, call_types, meaning, described),
    )
    script = _script(transcript, recording, library, script_id, call_class)
    known = _known(script, before) if script and before else {}
    case = Case(transcript, recording, call_class, script, word_lists, meaning, described, known)
    found = {
        name: getattr(same, name) if same and name != "verdicts" else check(case)
        for name, check in CHECKS.items()
    }
    return CallAnalysis(
        call_class=call_class,
        script=script.id if script else "",
        script_version=str(script.version) if script else "",
        pass_mark=script.pass_mark if script else 0.0,
        script_hash=_script_hash(Same(script)) if script else "",
        topic_mentions=mentions,
        **found,  # type: ignore[arg-type]  # CHECKS is keyed by field; tests/checks/test_run.py compares the types
    )


def _known(script: Script, before: Before) -> dict[str, Verdict]:
    """The verdicts that were given before on the same grounds, by the ids of their items."""
    given = dict(zip(before.basis.verdicts, before.analysis.verdicts, strict=True))
    keys = items.verdict_keys(script, before.basis.call)
    pairs = zip(script.items, keys, strict=True)
    return {item.id: items.weighed(given[key], item) for item, key in pairs if key in given}


def basis(analysis: CallAnalysis, library: ScriptLibrary, rests_on: Basis) -> Basis:
    """What the analysis rests on that ``run`` gave for these; its verdicts included."""
    script = library.get(analysis.script)
    return replace(rests_on, verdicts=items.verdict_keys(script, rests_on.call) if script else ())


def _sense(
    transcript: Transcript,
    call_types: call_type.CallTypeModel,
    meaning: Meaning | None,
    described: bytes | None,
) -> CallMeaning | None:
    """The call's vectors, where the classifier was trained on such."""
    if meaning is None or described is None or meaning.placing != call_types.meaning:
        return None
    return meaning.read(transcript, described)


def classify(
    transcript: Transcript,
    *,
    direction: Direction | None,
    topic_sets: topics.TopicSets,
    model: call_type.CallTypeModel,
    call: CallMeaning | None = None,
) -> tuple[CallClass, tuple[TopicMention, ...]]:
    """What kind of call it is, with its topics, and each place where a topic is talked of.

    ``call`` are its vectors of the kind the ``model`` was trained on. A call without a conversation has no
    topics: a phone menu names them all.
    """
    promises = find_commitments(transcript, started_at="")
    found = call_type.classify(transcript, direction=direction, model=model, call=call, promises=promises)
    found = settled(found, transcript, promises)
    if found.call_type == "other" and not call_type.is_conversation(transcript):
        return found, ()
    mentions = topics.find_topics(transcript, topic_sets)
    return replace(found, topics=topics.rank(mentions)), mentions


def _script(
    transcript: Transcript,
    recording: Recording,
    library: ScriptLibrary,
    script_id: str,
    call_class: CallClass,
) -> Script | None:
    if recording.script and library.get(recording.script) is None:
        known = ", ".join(sorted(script.id for script in library.scripts)) or "none"
        raise IntakeError(f"names script '{recording.script}', which does not exist; known: {known}")
    return scripts.route(
        library,
        language=transcript.language,
        direction=recording.direction,
        team=recording.team,
        queue=recording.queue,
        call_type=call_class.call_type,
        wanted=recording.script or script_id,
    )


@lru_cache(maxsize=64)  # the same few scripts for each call of an archive
def _script_hash(script: Same[Script]) -> str:
    return script.value.hash


def _verdicts(case: Case) -> object:
    if case.script is None:
        return ()
    return items.judge(
        case.script,
        case.transcript,
        recording=case.recording,
        call_class=case.call_class,
        meaning=case.meaning,
        described=case.described,
        known=case.known,
    )
