"""Owns the columns of the tables of figures over many calls: agents, topics, comparisons, boards."""

from __future__ import annotations

from speechqa.export.columns.column import Column

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
