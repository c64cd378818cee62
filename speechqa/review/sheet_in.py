"""Owns reading the table that people filled in: all of it is right, or nothing is taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from speechqa.errors import ReviewError
from speechqa.export.cells import neutralise
from speechqa.intake import open_table
from speechqa.review.entries import Said, author_name, clean_note, entry
from speechqa.review.raters import refused_rating
from speechqa.review.sheet_out import BLIND, TO_FILL

if TYPE_CHECKING:
    from pathlib import Path

    from speechqa.records import CallResult, Review, ReviewKind

_NEEDED = ("call_id", "item", TO_FILL[0])
# The column that a field of an entry is read from.
_COLUMNS = {"value": TO_FILL[0], "reason": TO_FILL[1], "about": TO_FILL[3]}
_MOST_FAULTS = 20
_MOST_ROWS = 1_000_000
_YES = frozenset({"true", "yes", "1", "wahr", "истина", "prawda"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a table says. ``entries`` are (line, review); ``empty`` rows say nothing yet."""

    entries: tuple[tuple[int, Review], ...]
    empty: int


def read_review_table(path: Path, calls: Sequence[CallResult], *, reviewer: str) -> Sheet:
    """What ``reviewer`` filled in of these calls, in the table's order.

    Raises ``ReviewError`` naming line and column of each fault; ``SettingsError`` when it is no table.
    """
    author = author_name(reviewer)
    # Ids stand in the table as spreadsheets were kept from running them.
    known = {neutralise(call.recording.call_id): call for call in calls}
    faults: list[str] = []
    found: list[tuple[int, Review]] = []
    empty = 0
    for line, row in _rows(path):
        try:
            said = [*_said(row, known, author)]
        except ReviewError as error:
            faults.append(f"line {line}, column {_COLUMNS.get(error.field, error.field)}: {error}")
            if len(faults) >= _MOST_FAULTS:
                break
            continue
        found.extend((line, each) for each in said)
        empty += not said
    faults.extend(_contradictions(found))
    if faults:
        raise ReviewError(f"{path}: nothing was taken; mend and import again\n  " + "\n  ".join(faults))
    return Sheet(tuple(found), empty)


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    header: list[str] | None = None
    with open_table(path, "reviews") as lines:
        for count, (line, cells) in enumerate(lines):
            if header is None:
                header = [cell.strip().casefold() for cell in cells]
                missing = [name for name in _NEEDED if name not in header]
                if missing:
                    raise ReviewError(
                        f"{path}: no column {' and '.join(missing)}; "
                        "make the table by `speechqa export csv --for-review`"
                    )
                continue
            if count > _MOST_ROWS:
                raise ReviewError(f"{path}: more than {_MOST_ROWS} rows; import it in parts")
            yield line, dict(zip(header, cells, strict=False))


def _said(row: Mapping[str, str], known: Mapping[str, CallResult], author: str) -> Iterator[Review]:
    """What a row says: a verdict, an appeal, an answer, or nothing."""
    value, reason, appeal, answer = (_cell(row, name) for name in TO_FILL)
    if not any((value, reason, appeal, answer)):
        return
    call = _call(row, known)
    item = _item(row, call)
    if value:
        kind: ReviewKind = "rating" if _cell(row, BLIND).casefold() in _YES else "decision"
        made = entry(call, Said(kind, author, item, value, reason))
        problem = refused_rating(call, made) if kind == "rating" else ""
        if problem:
            raise ReviewError(problem, "value")
        yield made
    elif reason:
        raise ReviewError("a reason without a verdict; fill in both", "value")
    if appeal:
        yield _text(call, Said("appeal", author, item, reason=appeal), "appeal")
    if answer:
        about = _open_appeal(call, item, answer, author)
        yield _text(call, Said("answer", author, item, reason=answer, about=about), "answer")


def _cell(row: Mapping[str, str], name: str) -> str:
    """The cell without the apostrophe that keeps spreadsheets from running it."""
    text = row.get(name, "").strip()
    bare = text.removeprefix("'")
    return bare if bare != text and neutralise(bare) == text else text


def _text(call: CallResult, said: Said, column: str) -> Review:
    try:
        return entry(call, said)
    except ReviewError as error:
        raise ReviewError(str(error), column if error.field == "reason" else error.field) from error


def _call(row: Mapping[str, str], known: Mapping[str, CallResult]) -> CallResult:
    call_id = row.get("call_id", "")
    call = known.get(call_id) or known.get(call_id.strip())
    if call is None:
        raise ReviewError(f"no call {call_id[:60]!r} in the store", "call_id")
    audio, script = row.get("audio_sha256", "").strip(), row.get("script", "").strip()
    if audio and audio != neutralise(call.recording.content_hash):
        raise ReviewError("the recording was replaced since; export the table again", "audio_sha256")
    if script and call.analysis and script != neutralise(call.analysis.script):
        raise ReviewError(f"the call is now judged by {call.analysis.script or 'no script'}", "script")
    return call


def _item(row: Mapping[str, str], call: CallResult) -> str:
    """The item's id as the script writes it."""
    written = row.get("item", "").strip()
    names = {neutralise(each.item): each.item for each in (call.analysis.verdicts if call.analysis else ())}
    return names.get(written, written)


def _open_appeal(call: CallResult, item: str, answer: str, author: str) -> str:
    """The digest of the appeal on the item that waits longest for an answer, or was answered so before."""
    appeals = [each for each in (call.review.appeals if call.review else ()) if each.appeal.item == item]
    said = clean_note(answer)
    same = [
        each for each in appeals if any((one.reason, one.author) == (said, author) for one in each.answers)
    ]
    waiting = [each for each in appeals if not each.answers]
    found = next(iter((*same, *waiting)), None)
    if found is None:
        raise ReviewError("no appeal on this item waits for an answer", "about")
    return found.appeal.digest


def _contradictions(found: Sequence[tuple[int, Review]]) -> Iterator[str]:
    """Two verdicts on one item: which one was meant?"""
    seen: dict[tuple[str, str, str], int] = {}
    values: dict[tuple[str, str, str], Review] = {}
    for line, review in found:
        if review.kind not in {"decision", "rating"}:
            continue
        key = (review.call_id, review.script, review.item)
        before = values.setdefault(key, replace(review))
        first = seen.setdefault(key, line)
        if (before.kind, before.value) != (review.kind, review.value):
            yield (
                f"lines {first} and {line}, column {TO_FILL[0]}: two verdicts on "
                f"{review.item or 'the kind of call'} of {review.call_id}; keep one"
            )
