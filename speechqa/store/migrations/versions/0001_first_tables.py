"""First tables: recordings, calls, transcripts, analyses, failures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# PRAGMA application_id "SQA1": tells our SQLite files from other programs'.
_APPLICATION_ID = 0x53514131


def upgrade() -> None:
    """Create everything. ``Text`` columns hold text that the program has made safe."""
    _create_calls()
    _create_transcripts()
    _create_analyses()
    _create_failures()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"PRAGMA application_id = {_APPLICATION_ID}")


def _create_calls() -> None:
    op.create_table(
        "recordings",
        sa.Column("content_hash", sa.String, primary_key=True),
        sa.Column("duration_ms", sa.Integer),
        sa.Column("codec", sa.Text, nullable=False),
        sa.Column("first_file", sa.Text, nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "calls",
        sa.Column("call_id", sa.Text, primary_key=True),
        sa.Column("content_hash", sa.String, sa.ForeignKey("recordings.content_hash"), nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("recording", sa.Text, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_calls_content_hash", "calls", ["content_hash"])


def _create_transcripts() -> None:
    op.create_table(
        "transcripts",
        sa.Column("transcript_key", sa.String, primary_key=True),
        sa.Column("content_hash", sa.String, sa.ForeignKey("recordings.content_hash"), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("backend", sa.Text, nullable=False),
        sa.Column("model_hash", sa.Text, nullable=False),
        sa.Column("options_hash", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("duration_ms", sa.Integer, nullable=False),
        sa.Column("words", sa.Integer, nullable=False),
        sa.Column("asr_confidence", sa.Double),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_transcripts_content_hash_sequence", "transcripts", ["content_hash", "sequence"])


def _create_analyses() -> None:
    op.create_table(
        "analyses",
        sa.Column("call_id", sa.Text, sa.ForeignKey("calls.call_id", ondelete="CASCADE"), primary_key=True),
        sa.Column("transcript_key", sa.String, sa.ForeignKey("transcripts.transcript_key"), nullable=False),
        sa.Column("metadata_hash", sa.String, nullable=False),
        sa.Column("scripts_hash", sa.String, nullable=False),
        sa.Column("word_lists_hash", sa.String, nullable=False),
        sa.Column("engine", sa.Text, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_analyses_transcript_key", "analyses", ["transcript_key"])


def _create_failures() -> None:
    op.create_table(
        "failures",
        sa.Column("subject", sa.String, primary_key=True),
        sa.Column("call_id", sa.Text, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("content_hash", sa.String, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("attempt", sa.String, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_failures_call_id", "failures", ["call_id"])
