"""Owns the Alembic environment: migrations run on the connection and transaction they are given."""

from __future__ import annotations

from alembic import context

# The opener holds the transaction, so a store is migrated wholly or not at all.
context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
