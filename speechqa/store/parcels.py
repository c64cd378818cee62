"""Owns parcels of stored values: read for another process, opened and packed again there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.records import Basis, Before
from speechqa.store import rows, schema
from speechqa.store.codec import pack, unpack
from speechqa.store.faults import mapped_faults
from speechqa.store.rows import Judged, open_transcript
from speechqa.store.values import Parcel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from speechqa.records import CallAnalysis, Recording, Scorecard, Transcript
    from speechqa.store.values import AnalysisKey


def read_parcels(
    connection: Connection, wanted: Sequence[tuple[Recording, AnalysisKey]], meaning: str, store: str
) -> tuple[Parcel, ...]:
    """The calls as they are stored, those without a transcript left out; see ``Store.parcels``."""
    calls, transcripts = schema.analyses.c.call_id, schema.transcripts.c.transcript_key
    keys = [key.transcript for _, key in wanted]
    said = rows.read_payloads(connection, transcripts, keys)
    described = rows.read_meanings(connection, keys, meaning) if meaning else {}
    looks = rows.read_payloads(connection, schema.second_looks.c.transcript_key, keys)
    before = rows.read_payloads(connection, calls, [each.call_id for each, _ in wanted])
    return tuple(
        Parcel(
            each,
            key,
            said[key.transcript],
            before.get(each.call_id),
            described.get(key.transcript),
            looks.get(key.transcript),
            store,
        )
        for each, key in wanted
        if key.transcript in said
    )


def transcript_in(parcel: Parcel) -> Transcript:
    """The call's transcript. Raises ``StoreError`` when it can't be read."""
    with mapped_faults(parcel.store):
        return open_transcript(parcel.transcript, parcel.second_look)


def analysis_before(parcel: Parcel) -> Before | None:
    """The call's analysis until now, None without one. Raises ``StoreError`` when it can't be read."""
    if parcel.before is None:
        return None
    with mapped_faults(parcel.store):
        kept = unpack(Judged, parcel.before)
    return Before(kept.analysis, kept.basis or Basis("", ""))


def pack_analysis(analysis: CallAnalysis, scorecard: Scorecard, basis: Basis | None = None) -> bytes:
    """All three as ``Store.put_payloads`` keeps them."""
    return pack(Judged(analysis, scorecard, basis))
