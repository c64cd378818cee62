"""A table for what an encoder makes of scripts' phrases, which every run and worker would encode again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the table, empty: phrases are encoded when calls are judged next."""
    op.create_table(
        "phrase_vectors",
        sa.Column("phrase", sa.String, primary_key=True),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
    )
