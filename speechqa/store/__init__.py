"""Owns everything that touches the database: tables, migrations, resume queries, locks.

SQLite by default, PostgreSQL by URL. Opening, locking and the keys are light to import;
SQLAlchemy is loaded when a store is opened, Alembic only when its schema must change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.store.locking import lock
from speechqa.store.values import (
    AnalysisKey,
    Parcel,
    StoredCall,
    StoredFailure,
    TranscriptFacts,
    analysis_key,
    review_digest,
    transcript_key,
)

if TYPE_CHECKING:
    from pathlib import Path

    from speechqa.store.database import Store

__all__ = [
    "AnalysisKey",
    "Parcel",
    "StoredCall",
    "StoredFailure",
    "TranscriptFacts",
    "analysis_key",
    "lock",
    "open_store",
    "review_digest",
    "transcript_key",
]


def open_store(url_or_path: str | Path, *, create: bool = True) -> Store:
    """The store at a file path or ``postgresql://`` URL, created or migrated if need be.

    Use it as a context manager, or call ``close``. Raises ``StoreError`` saying what to
    do when the place holds no store of ours, a newer one, a damaged one, or can't be
    written; with ``create`` false also when there is no store yet.
    """
    from speechqa.store.database import Store
    from speechqa.store.opening import open_engine
    from speechqa.store.places import parse_place

    place = parse_place(url_or_path)
    return Store(open_engine(place, create=create), place)
