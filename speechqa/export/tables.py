"""Owns the rows of every table, of raw values in the order of its columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.export.class_tables import class_rows, commitment_rows
from speechqa.export.columns import (
    AGENTS,
    AGREEMENT,
    CALLS,
    CLASSES,
    COACHING,
    COMMITMENTS,
    COMPARISON,
    FAILURES,
    HELD,
    HITS,
    PERSONAL_DATA,
    QUALITY,
    REVIEWS,
    TOPIC_MENTIONS,
    TOPICS,
    VERDICTS,
)
from speechqa.export.review_tables import agreement_row, call_cells, review_rows, verdict_cells
from speechqa.records import PROFANITY, PROFANITY_UNSURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speechqa.export.columns import Column, Value
    from speechqa.records import (
        AgentRow,
        CallResult,
        ChannelQuality,
        CoachingPoint,
        Comparison,
        Failure,
        Report,
        TopicRow,
        WordHit,
    )


@dataclass(frozen=True, slots=True)
class Table:
    """A table by name: columns, and rows of one raw value for each column."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The columns' names."""
        return tuple(column.name for column in self.columns)


def report_tables(report: Report) -> dict[str, Table]:
    """The tables by name: calls, classes, verdicts, hits, agents, failures, quality, topics and more.

    The others are ``commitments``, ``comparison`` and ``coaching``.
    A redacted report has ``personal_data``, one of calls that people reviewed ``reviews`` and ``agreement``.
    """
    tables: tuple[Table, ...] = (
        Table("calls", CALLS, tuple(_call_row(each) for each in report.calls)),
        Table("verdicts", VERDICTS, tuple(_verdict_rows(report.calls))),
        Table("classes", CLASSES, tuple(class_rows(report.calls))),
        Table("commitments", COMMITMENTS, tuple(commitment_rows(report.calls))),
        Table("hits", HITS, tuple(_hit_rows(report.calls))),
        Table("agents", AGENTS, tuple(_agent_row(each) for each in report.agents)),
        Table("failures", FAILURES, tuple((f.file, f.stage, f.error) for f in all_failures(report))),
        Table("quality", QUALITY, tuple(_quality_rows(report.calls))),
        Table("topics", TOPICS, tuple(_topic_row(each) for each in report.topics)),
        Table("topic_mentions", TOPIC_MENTIONS, tuple(_mention_rows(report.calls))),
        Table("comparison", COMPARISON, tuple(_comparison_row(each) for each in report.comparisons)),
        Table("coaching", COACHING, tuple(coaching_row(each) for each in report.coaching)),
    )
    if report.redacted:
        tables = (*tables, Table("personal_data", PERSONAL_DATA, tuple(_personal_rows(report.calls))))
    reviews = tuple(review_rows(report.calls))
    if reviews:
        tables = (*tables, Table("reviews", REVIEWS, reviews))
    if report.agreement:
        tables = (*tables, Table("agreement", AGREEMENT, tuple(map(agreement_row, report.agreement))))
    return {table.name: table for table in tables}


def all_failures(report: Report) -> tuple[Failure, ...]:
    """Each failure once, of calls and of files that never became calls, sorted by file."""
    found = {*report.failures, *(call.failure for call in report.calls if call.failure)}
    return tuple(sorted(found, key=lambda each: (each.file, each.stage, each.error)))


def _call_row(call: CallResult) -> tuple[Value, ...]:
    recording, scorecard = call.recording, call.scorecard
    return (
        recording.call_id,
        recording.file,
        recording.agent,
        recording.team,
        recording.direction,
        recording.customer_phone,
        recording.started_at,
        call.duration_ms,
        call.language,
        call.model,
        call.status,
        call.asr_confidence,
        call.words,
        *_analysis_cells(call),
        scorecard.score if scorecard else None,
        scorecard.passed if scorecard else None,
        scorecard.critical_failures if scorecard else None,
        *_word_counts(call),
        *_held_cells(call),
        *call_cells(call),
    )


def _analysis_cells(call: CallResult) -> tuple[Value, ...]:
    """The columns agent_talk_s to script_version; all None for a call without analysis."""
    analysis = call.analysis
    if analysis is None:
        return (None,) * 14
    talk, call_class = analysis.talk, analysis.call_class
    return (
        talk.agent_talk_ms,
        talk.customer_talk_ms,
        talk.silence_ms,
        talk.longest_silence_ms,
        talk.overlap_ms,
        talk.interruptions,
        talk.agent_wpm,
        call_class.call_type,
        call_class.confidence,
        call_class.outcome,
        call_class.stage,
        ";".join(call_class.topics),
        analysis.script,
        analysis.script_version,
    )


def _held_cells(call: CallResult) -> tuple[Value, ...]:
    """The columns from agent_talk_share on: how the call was held; all None for a call without analysis."""
    talk = call.analysis.talk if call.analysis else None
    return tuple(None if talk is None else getattr(talk, field_of(column)) for column in HELD)


def field_of(column: Column) -> str:
    """The field that holds what the column shows: times are milliseconds there."""
    return column.name.removesuffix("_s") + "_ms" if column.kind == "ms" else column.name


def _word_counts(call: CallResult) -> tuple[int | None, int | None, int | None]:
    """Stop words and profanity of the agent, profanity of the customer.

    ``stopword_hits`` counts the agent only, because it is the agent who is judged by it.
    """
    if call.analysis is None:
        return (None, None, None)
    hits = call.analysis.word_hits
    return (
        sum(hit.list not in {PROFANITY, PROFANITY_UNSURE} and hit.speaker == "agent" for hit in hits),
        _count_profanity(hits, "agent"),
        _count_profanity(hits, "customer"),
    )


def _count_profanity(hits: Iterable[WordHit], speaker: str) -> int:
    return sum(hit.list == PROFANITY and hit.speaker == speaker for hit in hits)


def _verdict_rows(calls: Iterable[CallResult]) -> Iterator[tuple[Value, ...]]:
    for call in calls:
        made_from = _made_from(call)
        for verdict in call.analysis.verdicts if call.analysis else ():
            yield (
                call.recording.call_id,
                call.recording.agent,
                call.analysis.script if call.analysis else "",
                call.analysis.script_version if call.analysis else "",
                verdict.section,
                verdict.item,
                verdict.verdict,
                verdict.confidence,
                verdict.points,
                verdict.max_points,
                verdict.speaker,
                verdict.start_ms,
                verdict.end_ms,
                verdict.quote,
                verdict.reason,
                verdict.phrase,
                " ".join(verdict.missing),
                *made_from,
                *verdict_cells(call, verdict),
            )


def _made_from(call: CallResult) -> tuple[Value, ...]:
    """The columns audio_sha256 to engine; all None where that isn't known."""
    made_from = call.made_from
    if made_from is None:
        return (None,) * 4
    return (made_from.audio, made_from.transcript, made_from.script, made_from.engine)


def _hit_rows(calls: Iterable[CallResult]) -> Iterator[tuple[Value, ...]]:
    for call in calls:
        for hit in call.analysis.word_hits if call.analysis else ():
            yield (
                call.recording.call_id,
                call.recording.agent,
                hit.list,
                hit.term,
                hit.matched,
                hit.severity,
                hit.speaker,
                hit.start_ms,
                hit.end_ms,
            )


def _personal_rows(calls: Iterable[CallResult]) -> Iterator[tuple[Value, ...]]:
    """Where personal data was said; what it was is nowhere."""
    for call in calls:
        for found in call.personal or ():
            yield call.recording.call_id, found.kind, found.speaker, found.start_ms, found.end_ms


def _agent_row(row: AgentRow) -> tuple[Value, ...]:
    return tuple(getattr(row, field_of(column)) for column in AGENTS)


def _comparison_row(row: Comparison) -> tuple[Value, ...]:
    *cells, items = (getattr(row, column.name) for column in COMPARISON)
    return (*cells, "; ".join(items))


def coaching_row(point: CoachingPoint) -> tuple[Value, ...]:
    """The cells of ``COACHING``."""
    clips = (point.worst, point.best, point.example)
    heard = (
        (clip.call_id, clip.start_ms, clip.end_ms, clip.quote) if clip else (None,) * 4 for clip in clips
    )
    plain = (getattr(point, column.name) for column in COACHING[: -4 * len(clips)])
    return (*plain, *(cell for cells in heard for cell in cells))


def _topic_row(row: TopicRow) -> tuple[Value, ...]:
    return tuple(getattr(row, column.name) for column in TOPICS)


def _mention_rows(calls: Iterable[CallResult]) -> Iterator[tuple[Value, ...]]:
    for call in calls:
        for mention in call.analysis.topic_mentions if call.analysis else ():
            yield (
                call.recording.call_id,
                call.recording.agent,
                mention.topic,
                mention.term,
                mention.matched,
                mention.speaker,
                mention.start_ms,
                mention.end_ms,
            )


def _quality_rows(calls: Iterable[CallResult]) -> Iterator[tuple[Value, ...]]:
    """A row for each channel; what is told of the call as a whole stands in each of its rows."""
    for call in calls:
        sound = call.sound
        for channel in sound.channels if sound else ():
            yield (
                call.recording.call_id,
                channel.speaker,
                *_figures(channel.quality),
                sound.speaker_source if sound else "",
                sound.speaker_confidence if sound else None,
                call.asr_confidence,
                channel.removed_words,
                channel.unheard_ms,
                "; ".join(sound.warnings) if sound else "",
            )


def _figures(sound: ChannelQuality | None) -> tuple[Value, ...]:
    """The columns speech_s to word_confidence; all None where nothing was measured."""
    if sound is None:
        return (None,) * 6
    clipped = None if sound.clipped is None else 100 * sound.clipped
    return (sound.speech_ms, sound.level_db, sound.snr_db, clipped, sound.bandwidth_hz, sound.word_confidence)
