"""Owns the log of what people said of calls: added to, read, never changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from speechqa.records import Review
from speechqa.store import rows, schema
from speechqa.store.writes import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection


def insert_reviews(connection: Connection, reviews: Sequence[Review]) -> tuple[Review, ...]:
    """Those of the reviews that weren't kept before, in order; each carries its digest."""
    table = schema.reviews
    given = {review.digest: review for review in reviews}
    known = {
        digest
        for chunk in rows.chunks(list(given))
        for digest in connection.execute(select(table.c.digest).where(table.c.digest.in_(chunk))).scalars()
    }
    made_at = now()
    added = [review for digest, review in given.items() if digest not in known]
    for review in added:
        connection.execute(insert(table).values(**_row(review), made_at=made_at))
    return tuple(added)


def read_reviews(connection: Connection, call_ids: Sequence[str] | None) -> tuple[Review, ...]:
    """What people said of these calls, of all for None, in the order it came."""
    query = select(schema.reviews)
    queries = [query]
    if call_ids is not None:
        chunks = rows.chunks(sorted(set(call_ids)))
        queries = [query.where(schema.reviews.c.call_id.in_(chunk)) for chunk in chunks]
    found = [_read(row) for each in queries for row in connection.execute(each)]
    return tuple(sorted(found, key=lambda review: review.number))


def _row(review: Review) -> dict[str, str]:
    return {
        "digest": review.digest,
        "call_id": review.call_id,
        "content_hash": review.audio,
        "kind": review.kind,
        "script": review.script,
        "item": review.item,
        "author": review.author,
        "value": review.value,
        "machine": review.machine,
        "reason": review.reason,
        "about": review.about,
    }


def _read(row: rows.AnyRow) -> Review:
    return Review(
        call_id=row.call_id,
        audio=row.content_hash,
        kind=row.kind,
        author=row.author,
        item=row.item,
        script=row.script,
        value=row.value,
        machine=row.machine,
        reason=row.reason,
        about=row.about,
        digest=row.digest,
        made_at=_utc(row.made_at).isoformat(timespec="seconds"),
        number=row.number,
    )


def _utc(moment: datetime) -> datetime:
    # SQLite keeps UTC without saying so, PostgreSQL gives the session's zone.
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
