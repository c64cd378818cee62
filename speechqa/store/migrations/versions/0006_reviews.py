"""A table for what people said of calls: decisions, blind ratings, appeals and answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the table, empty; rows are only ever added to it."""
    op.create_table(
        "reviews",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("digest", sa.String, nullable=False, unique=True),
        sa.Column("call_id", sa.Text, nullable=False),
        sa.Column("content_hash", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("script", sa.Text, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.Column("machine", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("about", sa.String, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_reviews_call_id", "reviews", ["call_id"])
