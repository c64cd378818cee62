"""A table for what second looks at the sound told, and a column for which look an analysis rests on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add both; the column is empty for analyses made without a second look."""
    op.create_table(
        "second_looks",
        sa.Column("transcript_key", sa.String, sa.ForeignKey("transcripts.transcript_key"), primary_key=True),
        sa.Column("payload", sa.LargeBinary, nullable=False),
    )
    op.add_column("analyses", sa.Column("second_look", sa.String))
