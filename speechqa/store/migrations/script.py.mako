"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """The change, in portable DDL: SQLite and PostgreSQL."""
    ${upgrades if upgrades else "pass"}
