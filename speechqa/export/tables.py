"""Owns the columns of every table, in the order of the public contract.

Rows hold raw values (milliseconds, numbers, text, None); each format turns them into
cells by the column's kind, so all formats agree on what a column is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from speechqa.records import PROFANITY, PROFANITY_UNSURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speechqa.records import AgentRow, CallResult, ChannelQuality, Failure, Report, WordHit

# ms: milliseconds, shown as seconds · share: 0..1 · score: 0..100 or a percentage ·
# rate: per minute, per thousand, decibels · points: as small as can be · flag: true or false
Kind = Literal["text", "integer", "ms", "share", "score", "rate", "points", "flag"]
Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the header and what kind of value it holds."""

    name: str
    kind: Kind = "text"


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


CALLS = (
    Column("call_id"),
    Column("file"),
    Column("agent"),
    Column("team"),
    Column("direction"),
    Column("customer_phone"),
    Column("started_at"),
    Column("duration_s", "ms"),
    Column("language"),
    Column("model"),
    Column("status"),
    Column("asr_confidence", "share"),
    Column("words", "integer"),
    Column("agent_talk_s", "ms"),
    Column("customer_talk_s", "ms"),
    Column("silence_s", "ms"),
    Column("longest_silence_s", "ms"),
    Column("overlap_s", "ms"),
    Column("interruptions", "integer"),
    Column("agent_wpm", "rate"),
    Column("call_type"),
    Column("call_type_confidence", "share"),
    Column("outcome"),
    Column("stage"),
    Column("topics"),
    Column("script"),
    Column("script_version"),
    Column("score", "score"),
    Column("passed", "flag"),
    Column("critical_failures", "integer"),
    Column("stopword_hits", "integer"),
    Column("profanity_agent", "integer"),
    Column("profanity_customer", "integer"),
)
VERDICTS = (
    Column("call_id"),
    Column("agent"),
    Column("script"),
    Column("script_version"),
    Column("section"),
    Column("item"),
    Column("verdict"),
    Column("confidence", "share"),
    Column("points", "points"),
    Column("max_points", "points"),
    Column("speaker"),
    Column("start_s", "ms"),
    Column("end_s", "ms"),
    Column("quote"),
    Column("reason"),
)
HITS = (
    Column("call_id"),
    Column("agent"),
    Column("list"),
    Column("term"),
    Column("matched"),
    Column("severity", "integer"),
    Column("speaker"),
    Column("start_s", "ms"),
    Column("end_s", "ms"),
)
AGENTS = (
    Column("agent"),
    Column("team"),
    Column("calls", "integer"),
    Column("scored", "integer"),
    Column("score_mean", "score"),
    Column("score_low", "score"),
    Column("score_high", "score"),
    Column("pass_rate", "share"),
    Column("critical_failures", "integer"),
    Column("negotiation_share", "share"),
    Column("stopwords_per_1000", "rate"),
    Column("profanity", "integer"),
    Column("gap_to_best_pct", "score"),
    Column("growth_zone", "flag"),
)
FAILURES = (Column("file"), Column("stage"), Column("error"))
QUALITY = (
    Column("call_id"),
    Column("speaker"),
    Column("speech_s", "ms"),
    Column("level_db", "rate"),
    Column("snr_db", "rate"),
    Column("clipped_pct", "score"),
    Column("bandwidth_hz", "integer"),
    Column("word_confidence", "share"),
    Column("speaker_source"),
    Column("speaker_confidence", "share"),
    Column("asr_confidence", "share"),
    Column("removed_words", "integer"),
    Column("unheard_s", "ms"),
    Column("warnings"),
)


def report_tables(report: Report) -> dict[str, Table]:
    """The report's tables by name: calls, verdicts, hits, agents, failures, quality."""
    tables = (
        Table("calls", CALLS, tuple(_call_row(each) for each in report.calls)),
        Table("verdicts", VERDICTS, tuple(_verdict_rows(report.calls))),
        Table("hits", HITS, tuple(_hit_rows(report.calls))),
        Table("agents", AGENTS, tuple(_agent_row(each) for each in report.agents)),
        Table("failures", FAILURES, tuple((f.file, f.stage, f.error) for f in all_failures(report))),
        Table("quality", QUALITY, tuple(_quality_rows(report.calls))),
    )
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
            )


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


def _agent_row(row: AgentRow) -> tuple[Value, ...]:
    return tuple(getattr(row, column.name) for column in AGENTS)


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
