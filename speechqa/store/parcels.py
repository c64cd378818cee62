"""Owns opening and packing stored values away from the database, in the process that judges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.store.codec import pack, unpack
from speechqa.store.faults import mapped_faults
from speechqa.store.rows import Judged, open_transcript

if TYPE_CHECKING:
    from speechqa.records import CallAnalysis, Scorecard, Transcript
    from speechqa.store.values import Parcel


def transcript_in(parcel: Parcel) -> Transcript:
    """The call's transcript. Raises ``StoreError`` when it can't be read."""
    with mapped_faults(parcel.store):
        return open_transcript(parcel.transcript, parcel.second_look)


def analysis_before(parcel: Parcel) -> CallAnalysis | None:
    """The call's analysis until now, None without one. Raises ``StoreError`` when it can't be read."""
    with mapped_faults(parcel.store):
        return None if parcel.before is None else unpack(Judged, parcel.before).analysis


def pack_analysis(analysis: CallAnalysis, scorecard: Scorecard) -> bytes:
    """The two as ``Store.put_payloads`` keeps them."""
    return pack(Judged(analysis, scorecard))
