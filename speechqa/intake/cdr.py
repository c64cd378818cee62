"""Owns the CDR table: which row belongs to which recording, and what it tells."""

# Paths are text here: names may be undecodable bytes, and have to be shown as typed.
# ruff: noqa: PTH119, PTH122

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from speechqa.errors import SettingsError
from speechqa.intake.numbers import is_extension, sides
from speechqa.intake.sources import AUDIO_EXTENSIONS
from speechqa.intake.tables import open_table
from speechqa.intake.values import METADATA_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

# Asterisk's Master.csv has no header; the last columns depend on its build.
_ASTERISK = (
    "accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp", "lastdata", "start",
    "answer", "end", "duration", "billsec", "disposition", "amaflags", "uniqueid", "userfield",
)  # fmt: skip
_ASTERISK_MIN = 16
_DISPOSITIONS = frozenset({"ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION", "CANCEL"})

_KEYS = ("file", "uniqueid", "linkedid", "call_id")
_ALIASES: dict[str, tuple[str, ...]] = {
    "file": ("file", "filename", "file_name", "recording", "recordingfile", "recording_file", "userfield"),
    "agent": ("agent", "agent_name", "operator", "extension", "user"),
    "customer_phone": ("customer_phone", "phone", "phone_number", "number"),
    "started_at": ("started_at", "start", "calldate", "start_time", "date"),
    "queue": ("queue", "queue_name"),
    "team": ("team", "department"),
}
_CHANNEL = re.compile(
    r"(?:PJSIP|SIP|IAX2|SCCP|DAHDI|Local|Agent)/(\w+?)(?:@.*|-[0-9a-f]+(?:;\d)?)?", re.IGNORECASE
)
_TOKEN = re.compile(r"[\w.]{6,}")


class CdrTable:
    """The rows of a CDR table that fit the given file stems, best row per key."""

    def __init__(self, rows: Mapping[str, Mapping[str, str]]) -> None:
        self._rows = rows

    def fields(self, stem: str) -> dict[str, str]:
        """What the table tells about a recording, with our field names, raw; {} without a row."""
        for key in name_keys(stem):
            row = self._rows.get(key)
            if row is not None:
                return _to_fields(row)
        return {}


def name_keys(stem: str) -> tuple[str, ...]:
    """What a CDR row may know a file by: its stem, then each longer token in it, the likeliest first."""
    unique = re.findall(r"\d{9,10}\.\d+", stem)
    tokens = [token.casefold() for token in _TOKEN.findall(stem) if re.search(r"\d", token)]
    return tuple(dict.fromkeys((stem.casefold(), *unique, *tokens)))


def read_cdr(path: Path, columns: Mapping[str, str], stems: Iterable[str]) -> CdrTable:
    """The rows for these file stems; SettingsError when the table or the mapping can't be used.

    The table is read row by row and only matching rows are kept, whatever its size.
    """
    wanted = {key for stem in stems for key in name_keys(stem)}
    best: dict[str, Mapping[str, str]] = {}
    with open_table(path, "CDR table") as lines:
        header: tuple[str, ...] = ()
        for _, cells in lines:
            if not header:
                header = _header(path, cells, columns)
                if not _is_data(cells):
                    continue
            row = {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
            for key in _row_keys(row):
                if key in wanted and (key not in best or _rank(row) > _rank(best[key])):
                    best[key] = row
    return CdrTable(best)


def _header(path: Path, cells: Sequence[str], columns: Mapping[str, str]) -> tuple[str, ...]:
    """Our or Asterisk's name for each column."""
    if _is_data(cells):
        extra = tuple(f"column{i}" for i in range(len(_ASTERISK), len(cells)))
        return (*_ASTERISK, *extra)[: len(cells)]
    names = [cell.strip().casefold() for cell in cells]
    renamed = list(names)
    for ours, theirs in columns.items():
        if ours not in (*METADATA_FIELDS, *_KEYS):
            allowed = ", ".join((*_KEYS, *METADATA_FIELDS))
            raise SettingsError(f"CDR mapping: {ours!r} is not a field; allowed are {allowed}")
        if theirs.strip().casefold() not in names:
            raise SettingsError(
                f"CDR table {path}: has no column {theirs!r}, named for {ours}; it has {', '.join(cells)}"
            )
        renamed[names.index(theirs.strip().casefold())] = ours
    for ours, aliases in _ALIASES.items():
        alias = next((a for a in aliases if a in renamed), None)
        # Asterisk's own tables are told apart by their src column and read by _asterisk_fields.
        if ours not in renamed and alias is not None and not (ours == "file" and alias == "userfield"):
            renamed[renamed.index(alias)] = ours
    if not any(key in renamed for key in _KEYS):
        raise SettingsError(
            f"CDR table {path}: no column tells the recording; name one file, uniqueid or call_id, or map it"
        )
    return tuple(renamed)


def _is_data(cells: Sequence[str]) -> bool:
    """True for a row of Asterisk's headerless Master.csv."""
    return len(cells) >= _ASTERISK_MIN and cells[14].strip().upper() in _DISPOSITIONS


def _row_keys(row: Mapping[str, str]) -> set[str]:
    keys = {row[key].casefold() for key in ("uniqueid", "linkedid", "call_id") if row.get(key)}
    for column in ("file", "userfield"):
        name = os.path.basename(row.get(column, "").replace("\\", "/").removeprefix("audio:"))
        stem, extension = os.path.splitext(name)
        # A user field may hold any word; only what looks like a recording's name is one.
        if name and (column == "file" or extension.lower() in AUDIO_EXTENSIONS):
            keys |= {name.casefold(), stem.casefold()}
    return keys


def _rank(row: Mapping[str, str]) -> tuple[bool, int]:
    """Of several rows for one call (one per phone that rang) the answered, longest one counts."""
    billed = row.get("billsec", "")
    seconds = int(billed[:9]) if billed[:9].isascii() and billed[:9].isdigit() else 0
    return row.get("disposition", "ANSWERED").upper() == "ANSWERED", seconds


def _to_fields(row: Mapping[str, str]) -> dict[str, str]:
    told = {name: row[name] for name in METADATA_FIELDS if row.get(name)}
    if row.get("start"):
        told.setdefault("started_at", row["start"])
    if row.get("billsec") and not _is_queue(row):
        told.setdefault("duration_s", row["billsec"])
    return {**_asterisk_fields(row), **told} if row.get("src") or row.get("dst") else told


def _is_queue(row: Mapping[str, str]) -> bool:
    # Billed from the moment the queue took the call; the recording starts when an agent does.
    return row.get("lastapp", "").casefold() == "queue"


def _asterisk_fields(row: Mapping[str, str]) -> dict[str, str]:
    """Direction, sides and queue from Asterisk's src, dst and channels."""
    queue = _is_queue(row)
    answered_by = _channel_user(row.get("dstchannel", ""))
    fields = sides("", row.get("src", ""), row.get("dst", ""))
    if fields.get("direction") == "inbound" and is_extension(answered_by):
        fields["agent"] = answered_by
    elif fields.get("direction") == "inbound" and queue:
        fields.pop("agent", None)  # dst is the queue's own number
    if queue and row.get("lastdata"):
        fields["queue"] = row["lastdata"].split(",")[0]
    return fields


def _channel_user(channel: str) -> str:
    match = _CHANNEL.fullmatch(channel)
    return match.group(1) if match else ""
