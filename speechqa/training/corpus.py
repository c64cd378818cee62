"""Owns the classifier's corpus: labelled calls in ``models/call_type/corpus/<lang>.txt``."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, cast

from speechqa.checks.call_type.model import OUTCOMES, STAGES, TYPES
from speechqa.errors import SettingsError
from speechqa.training.examples import Labelled, written

if TYPE_CHECKING:
    from pathlib import Path

    from speechqa.records import CallType, Direction, Outcome, Speaker, Stage

_START = re.compile(r"^== (\S+)$")
_TURN = re.compile(r"^([AC]): ?(.*)$")
_FIELD = re.compile(r"^([a-z_]+):[ ]?(.*)$")
_SPEAKERS: dict[str, Speaker] = {"A": "agent", "C": "customer"}
_DIRECTIONS = ("inbound", "outbound", "internal")


def read_corpus(folder: Path) -> tuple[Labelled, ...]:
    """All calls of a corpus, language by language. Raises ``SettingsError`` naming file and line."""
    files = sorted(folder.glob("*.txt"))
    if not files:
        raise SettingsError(f"{folder}: holds no <language>.txt; restore models/call_type/corpus")
    return tuple(call for file in files for call in _read(file))


def digest(folder: Path) -> str:
    """SHA-256 over the corpus's files, by name."""
    found = hashlib.sha256()
    for file in sorted(folder.glob("*.txt")):
        found.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()


def _read(file: Path) -> list[Labelled]:
    calls: list[Labelled] = []
    name, line_of = "", 0
    fields: dict[str, str] = {}
    turns: list[tuple[Speaker, str]] = []

    def close() -> None:
        if name:
            calls.append(_call(f"{file}, line {line_of}", file.stem, name, fields, turns))

    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if begun := _START.match(line):
            close()
            name, line_of, fields, turns = begun[1], number, {}, []
        elif spoken := _TURN.match(line):
            turns.append((_SPEAKERS[spoken[1]], spoken[2]))
        elif (given := _FIELD.match(line)) and not turns:
            fields.setdefault(given[1], given[2].strip())
        elif line.strip():
            raise SettingsError(
                f"{file}, line {number}: is no '== id', 'field: value' above the turns, 'A: …' or 'C: …'"
            )
    close()
    return calls


def _call(
    where: str, language: str, name: str, fields: dict[str, str], turns: list[tuple[Speaker, str]]
) -> Labelled:
    allowed = {
        "type": TYPES, "direction": _DIRECTIONS, "outcome": OUTCOMES, "stage": (*STAGES, "none"),
    }  # fmt: skip
    for field, values in allowed.items():
        if fields.get(field) not in values:
            raise SettingsError(
                f"{where}: {name}: {field} {fields.get(field)!r} must be one of {', '.join(values)}"
            )
    bargains = fields["type"] == "negotiation"
    stage = fields["stage"]
    return Labelled(
        call_id=name,
        group=f"{language}:{fields.get('trade', '')}",
        transcript=written(language, turns),
        direction=cast("Direction", fields["direction"]),
        label=fields["type"],
        parent=cast("CallType", fields["type"]),
        outcome=cast("Outcome", fields["outcome"]) if bargains else None,
        stage=cast("Stage", stage) if bargains and stage != "none" else None,
    )
