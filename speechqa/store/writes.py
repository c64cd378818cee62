"""Owns the steps that several writing transactions share."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, func, select, update

from speechqa.store import rows, schema
from speechqa.store.codec import to_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from speechqa.records import Recording


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def keep_recording(connection: Connection, recording: Recording) -> None:
    """Nothing; the content is known from now on, under the first file it was seen in."""
    row = {
        "content_hash": recording.content_hash,
        "codec": "",
        "first_file": recording.file,
        "first_seen": now(),
    }
    rows.insert_new(connection, schema.recordings, row)


def keep_call(connection: Connection, recording: Recording) -> None:
    """Nothing; the call is kept as given, and what was found in other content is dropped."""
    keep_recording(connection, recording)
    calls = schema.calls
    before = connection.execute(
        select(calls.c.content_hash).where(calls.c.call_id == recording.call_id)
    ).scalar_one_or_none()
    if before not in (None, recording.content_hash):
        for table in (schema.analyses, schema.failures):
            connection.execute(delete(table).where(table.c.call_id == recording.call_id))
    row = {
        "call_id": recording.call_id,
        "content_hash": recording.content_hash,
        "file": recording.file,
        "recording": to_text(recording),
        "updated_at": now(),
    }
    rows.upsert(connection, calls, row)


def next_sequence(connection: Connection, content_hash: str) -> int:
    """The number above all of this content's transcripts."""
    table = schema.transcripts
    highest = connection.execute(
        select(func.max(table.c.sequence)).where(table.c.content_hash == content_hash)
    ).scalar_one()
    return int(highest or 0) + 1


def outdated(connection: Connection, keys: Sequence[str]) -> list[str]:
    """Those of the transcripts that aren't the latest of their content, in their order."""
    table, newer = schema.transcripts, schema.transcripts.alias()
    query = select(table.c.transcript_key).where(
        table.c.transcript_key.in_(keys),
        exists().where(newer.c.content_hash == table.c.content_hash, newer.c.sequence > table.c.sequence),
    )
    found = set(connection.execute(query).scalars())
    return [key for key in dict.fromkeys(keys) if key in found]


def mark_latest(connection: Connection, key: str) -> None:
    """Make the transcript the latest of its content, unless it is already."""
    table = schema.transcripts
    content_hash = connection.execute(
        select(table.c.content_hash).where(table.c.transcript_key == key)
    ).scalar_one()
    following = next_sequence(connection, content_hash)
    connection.execute(
        update(table)
        .where(table.c.transcript_key == key, table.c.sequence != following - 1)
        .values(sequence=following)
    )
