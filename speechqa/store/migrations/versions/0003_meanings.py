"""A table for what encoders made of transcripts, so that comparing by sense needn't encode them again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the table; ``digest`` tells which encoder and trained space a payload is of."""
    op.create_table(
        "meanings",
        sa.Column("transcript_key", sa.String, sa.ForeignKey("transcripts.transcript_key"), primary_key=True),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
    )
