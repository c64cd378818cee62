"""Owns judging one call by the rules: its analysis and score, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass, replace

from speechqa import checks, scoring
from speechqa.checks import calibration, items
from speechqa.errors import CallError, SetupError
from speechqa.pipeline.lengths import as_long_as_told
from speechqa.pipeline.rules import Rules
from speechqa.records import CallAnalysis, Failure, Recording, Scorecard, SoundQuestion, Transcript


@dataclass(frozen=True, slots=True)
class Judged:
    """What judging a call gave: analysis and score, or a failure; ``note`` is a sentence for people.

    ``described`` is what the comparison by sense made of the transcript, if that is new. ``questions`` is
    what the sound should be asked, the same whatever second looks told before.
    """

    analysis: CallAnalysis | None = None
    scorecard: Scorecard | None = None
    failure: Failure | None = None
    note: str = ""
    described: bytes | None = None
    questions: tuple[SoundQuestion, ...] = ()


def judge(
    recording: Recording,
    transcript: Transcript,
    rules: Rules,
    described: bytes | None = None,
    *,
    asking: bool = False,
) -> Judged:
    """The call's analysis by ``rules``, or its failure. Raises ``SetupError`` when rules can't be used.

    ``described`` is what ``rules.meaning`` made of the transcript, where it was kept. ``questions`` are
    worked out only with ``asking``.
    """
    whole, missing = as_long_as_told(transcript, recording)
    new = None
    try:
        if rules.meaning is not None and described is None:
            new = rules.meaning.describe(transcript)
        analysis = _analysis(recording, whole, rules, described or new)
        questions = _questions(recording, whole, rules, described or new, analysis) if asking else ()
        scorecard = scoring.score(analysis.verdicts, analysis.pass_mark)
    except SetupError:
        raise
    except Exception as error:  # noqa: BLE001  # a bug on one call must not stop the others
        return Judged(failure=_failure(recording, error), note=missing)
    return Judged(analysis, scorecard, note=missing, described=new, questions=questions)


def _analysis(
    recording: Recording, transcript: Transcript, rules: Rules, described: bytes | None
) -> CallAnalysis:
    analysis = checks.run(
        transcript,
        recording=recording,
        library=rules.library,
        script_id=rules.script,
        word_lists=rules.word_lists,
        topic_sets=rules.topic_sets,
        meaning=rules.meaning,
        described=described,
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
