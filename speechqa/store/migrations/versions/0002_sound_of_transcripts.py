"""A column for what is known of a transcript's channels; empty for transcripts made before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column; it holds ASCII JSON."""
    op.add_column("transcripts", sa.Column("sound", sa.Text))
