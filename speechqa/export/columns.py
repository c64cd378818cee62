"""Owns the columns of every table, in the order of the public contract.

Rows hold raw values (milliseconds, numbers, text, None); each format turns them into
cells by the column's kind, so all formats agree on what a column is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# ms: milliseconds, shown as seconds · share: 0..1 · score: 0..100 or a percentage ·
# rate: per minute, per thousand, decibels · points: as small as can be · flag: true or false ·
# time: ISO 8601 text of a time or a day, with or without an offset
Kind = Literal["text", "integer", "ms", "share", "score", "rate", "points", "flag", "time"]
Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the header and what kind of value it holds."""

    name: str
    kind: Kind = "text"


# How the call was held: each names its field of ``TalkMetrics``.
HELD = (
    Column("agent_talk_share", "share"),
    Column("hold_s", "ms"),
    Column("longest_hold_s", "ms"),
    Column("interruptions_agent", "integer"),
    Column("interruptions_customer", "integer"),
    Column("customer_wpm", "rate"),
    Column("longest_monologue_agent_s", "ms"),
    Column("longest_monologue_customer_s", "ms"),
    Column("questions_agent", "integer"),
    Column("questions_customer", "integer"),
    Column("response_delay_agent_s", "ms"),
    Column("response_delay_customer_s", "ms"),
    Column("response_delay_agent_p90_s", "ms"),
    Column("response_delay_customer_p90_s", "ms"),
    Column("longest_silence_start_s", "ms"),
    Column("longest_hold_start_s", "ms"),
    Column("longest_monologue_agent_start_s", "ms"),
    Column("longest_monologue_customer_start_s", "ms"),
)
CALLS = (
    Column("call_id"),
    Column("file"),
    Column("agent"),
    Column("team"),
    Column("direction"),
    Column("customer_phone"),
    Column("started_at", "time"),
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
    *HELD,
    Column("machine_score", "score"),
    Column("machine_passed", "flag"),
    Column("machine_call_type"),
    Column("reviewed_items", "integer"),
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
    Column("phrase"),
    Column("missing"),
    Column("audio_sha256"),
    Column("transcript_sha256"),
    Column("script_sha256"),
    Column("engine"),
    Column("machine_verdict"),
    Column("reviewed_by"),
    Column("reviewed_at", "time"),
    Column("review_reason"),
    Column("machine_confidence", "share"),
)
CLASSES = (
    Column("call_id"),
    Column("agent"),
    Column("call_type"),
    Column("label"),
    Column("call_type_confidence", "share"),
    Column("chance_negotiation", "share"),
    Column("chance_navigation", "share"),
    Column("chance_other", "share"),
    Column("review", "flag"),
    Column("cues"),
    Column("outcome"),
    Column("outcome_confidence", "share"),
    Column("outcomes"),
    Column("outcome_speaker"),
    Column("outcome_start_s", "ms"),
    Column("outcome_end_s", "ms"),
    Column("outcome_quote"),
    Column("stage"),
)
COMMITMENTS = (
    Column("call_id"),
    Column("agent"),
    Column("who"),
    Column("kind"),
    Column("what"),
    Column("due_text"),
    Column("due_date", "time"),
    Column("due_time"),
    Column("amount", "points"),
    Column("currency"),
    Column("start_s", "ms"),
    Column("end_s", "ms"),
    Column("confidence", "share"),
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
    Column("agent_talk_share_mean", "share"),
    Column("agent_wpm_mean", "rate"),
    Column("hold_mean_s", "ms"),
    Column("interruptions_agent_mean", "rate"),
    Column("questions_agent_mean", "rate"),
    Column("longest_monologue_agent_mean_s", "ms"),
    Column("response_delay_agent_mean_s", "ms"),
)
TOPICS = (
    Column("topic"),
    Column("title"),
    Column("by"),
    Column("agent"),
    Column("week"),
    Column("calls", "integer"),
    Column("share", "share"),
    Column("mentions", "integer"),
    Column("score_mean", "score"),
    Column("negotiation_share", "share"),
)
TOPIC_MENTIONS = (
    Column("call_id"),
    Column("agent"),
    Column("topic"),
    Column("term"),
    Column("matched"),
    Column("speaker"),
    Column("start_s", "ms"),
    Column("end_s", "ms"),
)
DISCOVERED_TOPICS = (
    Column("language"),
    Column("rank", "integer"),
    Column("words"),
    Column("calls", "integer"),
    Column("share", "share"),
    Column("trend"),
    Column("beside"),
    Column("beside_share", "share"),
    Column("covered", "flag"),
    *(
        column
        for number in (1, 2, 3)
        for column in (
            Column(f"call_id_{number}"),
            Column(f"start_{number}_s", "ms"),
            Column(f"quote_{number}"),
        )
    ),
)
DISCOVERED_WEEKS = (
    Column("language"),
    Column("rank", "integer"),
    Column("words"),
    Column("week"),
    Column("calls", "integer"),
)
COMPARISON = (
    Column("agent"),
    Column("team"),
    Column("other"),
    Column("indicator"),
    Column("script"),
    Column("direction"),
    Column("name"),
    Column("calls", "integer"),
    Column("other_calls", "integer"),
    Column("value", "score"),
    Column("other_value", "score"),
    Column("difference", "score"),
    Column("low", "score"),
    Column("high", "score"),
    Column("gap_pct", "score"),
    Column("finding"),
    Column("growth_zone", "flag"),
    Column("small", "flag"),
    Column("recognition_differs", "flag"),
    Column("items"),
)
COACHING = (
    Column("agent"),
    Column("team"),
    Column("rank", "integer"),
    Column("script"),
    Column("item"),
    Column("title"),
    Column("points_lost", "points"),
    Column("missed", "integer"),
    Column("judged", "integer"),
    *(
        column
        for clip in ("worst", "best", "example")
        for column in (
            Column(f"{clip}_call_id"),
            Column(f"{clip}_start_s", "ms"),
            Column(f"{clip}_end_s", "ms"),
            Column(f"{clip}_quote"),
        )
    ),
)
# Where the clips cut of a point are, from the folder of the table on, and what kept one from being cut.
CLIP_FILES = (Column("worst_file"), Column("best_file"), Column("example_file"), Column("problem"))
LEADERBOARD = (
    Column("contest"),
    Column("team"),
    Column("script"),
    Column("direction"),
    Column("indicator"),
    Column("name"),
    Column("period"),
    Column("place", "integer"),
    Column("agent"),
    Column("calls", "integer"),
    Column("value", "score"),
    Column("low", "score"),
    Column("high", "score"),
    Column("standing"),
    Column("winner", "flag"),
    Column("badges"),
)
FAILURES = (Column("file"), Column("stage"), Column("error"))
PERSONAL_DATA = (
    Column("call_id"),
    Column("kind"),
    Column("speaker"),
    Column("start_s", "ms"),
    Column("end_s", "ms"),
)
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
REVIEWS = (
    Column("call_id"),
    Column("agent"),
    Column("script"),
    Column("item"),
    Column("kind"),
    Column("value"),
    Column("machine_value"),
    Column("author"),
    Column("at", "time"),
    Column("reason"),
    Column("number", "integer"),
    Column("answers", "integer"),
    Column("in_force", "flag"),
    Column("why_not"),
)
AGREEMENT = (
    Column("script"),
    Column("item"),
    Column("between"),
    Column("basis"),
    Column("labels", "integer"),
    Column("people_unsure", "integer"),
    Column("decided", "integer"),
    *(
        Column(f"{figure}{bound}", "share")
        for figure in (
            "agreed",
            "kappa",
            "precision_met",
            "recall_met",
            "precision_not_met",
            "recall_not_met",
        )
        for bound in ("", "_low", "_high")
    ),
)
