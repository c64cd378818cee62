"""Owns which call a recording is from run to run: no call takes another one's place unseen.

Intake gives ids by what one run sees. A later run over another folder may meet the same
file name again: that is another call, and the store keeps both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from speechqa import intake
from speechqa.pipeline.events import Event, Notify
from speechqa.records import Recording

if TYPE_CHECKING:
    from speechqa.store.database import Store


def settle(recordings: Sequence[Recording], *, store: Store, notify: Notify) -> tuple[Recording, ...]:
    """The recordings under the ids the store keeps them by, in the same order.

    A recording found again keeps the id it had when only folders tell the two ids apart. One
    that got another id by its metadata is dropped under the old one. An id that stands for another file of
    the same name gets folders in front; one whose file was replaced stays, and that is told.
    """
    stored = {each.call_id: each for each in store.namesakes(recordings)}
    by_place = {(each.path, each.content_hash): each for each in stored.values()}
    taken = {each.call_id for each in recordings}
    settled = []
    for recording in recordings:
        before = by_place.get((recording.path, recording.content_hash))
        if before is not None and before.call_id != recording.call_id:
            if _differ_by_folders(before, recording) and before.call_id not in taken:
                settled.append(replace(recording, call_id=before.call_id))
                taken.add(before.call_id)
                continue
            if before.call_id not in taken:
                store.drop_call(before.call_id)
        namesake = stored.get(recording.call_id)
        if namesake is None or namesake.content_hash == recording.content_hash:
            settled.append(recording)
        elif _is_other_call(namesake, recording):
            settled.append(_renamed(recording, store=store, taken=taken))
        else:
            notify(Event("note", file=recording.file, text=_replaced(namesake, recording)))
            settled.append(recording)
    return tuple(settled)


def _differ_by_folders(one: Recording, other: Recording) -> bool:
    return intake.names_file(one) and intake.names_file(other)


def _is_other_call(stored: Recording, recording: Recording) -> bool:
    """True when only the file names are the same; an id that somebody gave means the same call."""
    elsewhere = stored.path != recording.path and stored.kind == recording.kind
    return elsewhere and intake.names_file(stored) and intake.names_file(recording)


def _renamed(recording: Recording, *, store: Store, taken: set[str]) -> Recording:
    """The recording under the first longer id that is free, or already its own."""
    for call_id in intake.other_ids(recording):
        candidate = replace(recording, call_id=call_id)
        holders = [each for each in store.namesakes([candidate]) if each.call_id == call_id]
        own = all(recording.content_hash == each.content_hash for each in holders)
        if call_id not in taken and own:
            break
    taken.add(candidate.call_id)
    return candidate


def _replaced(stored: Recording, recording: Recording) -> str:
    where = "" if stored.path == recording.path else f" (before: {stored.file})"
    what = f"holds other content than before under the call id {recording.call_id}{where}"
    return f"{what}; its earlier result is dropped"
