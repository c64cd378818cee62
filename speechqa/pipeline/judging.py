"""Owns judging one call by the rules: its analysis and score, or why there are none."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace

from speechqa import checks, scoring
from speechqa.checks import calibration, items
from speechqa.errors import CallError, SetupError
from speechqa.meaning import is_whole
from speechqa.pipeline.lengths import as_long_as_told
from speechqa.pipeline.rules import Rules
from speechqa.records import (
    Basis,
    Before,
    CallAnalysis,
    Failure,
    Recording,
    Scorecard,
    SoundQuestion,
    Transcript,
)
from speechqa.store import AnalysisKey

# Parts of a key that don't tell what is looked for in every call; a second look is told by its sounds.
_NOT_OF_LISTS = {"scripts", "second_look"}


@dataclass(frozen=True, slots=True)
class Judged:
    """What judging a call gave: analysis and score, or a failure; ``note`` is a sentence for people.

    ``described`` is what the comparison by sense made of the transcript, if that is new. ``questions`` is
    what the sound should be asked, the same whatever second looks told before. ``basis`` tells what the
    analysis rests on, where its key was given.
    """

    analysis: CallAnalysis | None = None
    scorecard: Scorecard | None = None
    failure: Failure | None = None
    note: str = ""
    described: bytes | None = None
    questions: tuple[SoundQuestion, ...] = ()
    basis: Basis | None = None


def judge(  # noqa: PLR0913  # a call, what it is judged by, and what is known of it
    recording: Recording,
    transcript: Transcript,
    rules: Rules,
    described: bytes | None = None,
    *,
    asking: bool = False,
    key: AnalysisKey | None = None,
    before: Before | None = None,
) -> Judged:
    """The call's analysis by ``rules``, or its failure. Raises ``SetupError`` when rules can't be used.

    ``described`` is what ``rules.meaning`` made of the transcript, where it was kept; damaged bytes count
    as none, and the answer's ``described`` takes their place. ``questions`` are worked out only with
    ``asking``. ``key`` is the analysis's, ``before`` the call's analysis until now, of which what rests on
    the same is used again.
    """
    whole, missing = as_long_as_told(transcript, recording)
    new = None
    rests_on = rests_on_call(key, transcript) if key else None
    try:
        if rules.meaning is not None and (described is None or not is_whole(described)):
            described = new = rules.meaning.describe(transcript)
        analysis = _analysis(recording, whole, rules, described, rests_on=rests_on, before=before)
        basis = checks.basis(analysis, rules.library, rests_on) if rests_on else None
        questions = _questions(recording, whole, rules, described, analysis) if asking else ()
        scorecard = scoring.score(analysis.verdicts, analysis.pass_mark)
    except SetupError:
        raise
    except Exception as error:  # noqa: BLE001  # a bug on one call must not stop the others
        return Judged(failure=_failure(recording, error), note=missing)
    return Judged(analysis, scorecard, note=missing, described=new, questions=questions, basis=basis)


def rests_on_call(key: AnalysisKey, transcript: Transcript) -> Basis:
    """What decides all but the verdicts of a call whose analysis has this key."""
    looks = [asdict(sound) for sound in transcript.second_look]
    call = [key.transcript, key.metadata, key.engine, looks]
    parts = {name: value for name, value in asdict(key).items() if name not in _NOT_OF_LISTS}
    return Basis(call=_digest(call), lists=_digest([call, parts]))


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]


def _analysis(  # noqa: PLR0913  # a call, and what it is judged by
    recording: Recording,
    transcript: Transcript,
    rules: Rules,
    described: bytes | None,
    *,
    rests_on: Basis | None = None,
    before: Before | None = None,
) -> CallAnalysis:
    analysis = checks.run(
        transcript,
        recording=recording,
        library=rules.library,
        script_id=rules.script,
        word_lists=rules.word_lists,
        topic_sets=rules.topic_sets,
        call_types=rules.call_types,
        meaning=rules.meaning,
        described=described,
        rests_on=rests_on,
        before=before,
    )
    if rules.calibration is None:
        return analysis
    return replace(analysis, verdicts=calibration.apply(analysis.verdicts, rules.calibration))


def _questions(
    recording: Recording,
    transcript: Transcript,
    rules: Rules,
    described: bytes | None,
    analysis: CallAnalysis,
) -> tuple[SoundQuestion, ...]:
    """What the sound should be asked about items that the words alone would fail."""
    if transcript.second_look:
        transcript = replace(transcript, second_look=())
        analysis = _analysis(recording, transcript, rules, described)
    script = rules.library.get(analysis.script)
    if script is None:
        return ()
    return items.questions(
        script,
        transcript,
        analysis.verdicts,
        recording=recording,
        call_class=analysis.call_class,
        meaning=rules.meaning,
        described=described,
    )


def _failure(recording: Recording, error: Exception) -> Failure:
    if isinstance(error, CallError):
        return Failure(recording.file, error.stage, str(error))
    return Failure(recording.file, "checks", f"unexpected {type(error).__name__}: {error}; please report it")
