"""Owns reading what people say of their own calls: ``call_id,label[,call_type][,outcome][,stage]`` as CSV."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from speechqa.checks.call_type.model import OUTCOMES, STAGES, TYPES
from speechqa.errors import SettingsError
from speechqa.intake import clean_text, open_table

if TYPE_CHECKING:
    from pathlib import Path

    from speechqa.records import CallType, Outcome, Stage

_COLUMNS = "call_id, label, and optionally call_type, outcome, stage"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_MOST_LABELS = 60


@dataclass(frozen=True, slots=True)
class Told:
    """What a row says of a call; ``line`` is its place in the table."""

    call_id: str
    label: str
    outcome: Outcome | None
    stage: Stage | None
    line: int


@dataclass(frozen=True, slots=True)
class LabelTable:
    """The rows of a table, the call type of each label that isn't one itself, the SHA-256 of the file."""

    rows: tuple[Told, ...]
    parents: Mapping[str, CallType]
    sha256: str


def read_table(path: Path) -> LabelTable:
    """The labels in a CSV table. A label that is no call type names its own in ``call_type``, once at least.

    Raises ``SettingsError`` naming the line of what is wrong.
    """
    rows: list[Told] = []
    parents: dict[str, CallType] = {}
    header: list[str] | None = None
    with open_table(path, "labels") as lines:
        for line, cells in lines:
            if header is None:
                header = [cell.strip().casefold() for cell in cells]
                if missing := [name for name in ("call_id", "label") if name not in header]:
                    raise SettingsError(
                        f"labels {path}: no column {' and '.join(missing)}; columns are {_COLUMNS}"
                    )
                continue
            row = dict(zip(header, (clean_text(cell) for cell in cells), strict=False))
            if row.get("label"):
                rows.append(_told(row, f"labels {path}, line {line}", line, parents))
    _check(path, rows, parents)
    return LabelTable(tuple(rows), parents, hashlib.sha256(path.read_bytes()).hexdigest())


def _told(row: Mapping[str, str], where: str, line: int, parents: dict[str, CallType]) -> Told:
    if not row.get("call_id"):
        raise SettingsError(f"{where}: call_id is empty; write the call's id as in calls.csv")
    label = _plain(row["label"])
    if not _NAME.fullmatch(label):
        raise SettingsError(f"{where}: label {row['label']!r} must be a word such as wrong_number")
    kind = _one_of(row, "call_type", TYPES, where)
    if label in TYPES and kind not in {None, label}:
        raise SettingsError(f"{where}: label {label} is a call type itself, so call_type can't be {kind}")
    if kind is not None and label not in TYPES:
        before = parents.setdefault(label, cast("CallType", kind))
        if before != kind:
            raise SettingsError(f"{where}: label {label} is {kind} here and {before} above; keep one")
    return Told(
        call_id=row["call_id"],
        label=label,
        outcome=cast("Outcome | None", _one_of(row, "outcome", OUTCOMES, where)),
        stage=cast("Stage | None", _one_of(row, "stage", STAGES, where)),
        line=line,
    )


def _plain(cell: str) -> str:
    return "_".join(cell.casefold().replace("-", " ").split())


def _one_of(row: Mapping[str, str], name: str, allowed: tuple[str, ...], where: str) -> str | None:
    value = _plain(row.get(name, ""))
    if value and value not in allowed and not (name == "stage" and value == "none"):
        raise SettingsError(f"{where}: {name} {row[name]!r} must be one of {', '.join(allowed)}")
    return value if value in allowed else None


def _check(path: Path, rows: list[Told], parents: Mapping[str, CallType]) -> None:
    if not rows:
        raise SettingsError(f"labels {path}: holds no label; columns are {_COLUMNS}")
    seen: dict[str, Told] = {}
    for row in rows:
        if row.label not in TYPES and row.label not in parents:
            raise SettingsError(
                f"labels {path}, line {row.line}: label {row.label} is none of {', '.join(TYPES)}; say in "
                "the column call_type which of them it belongs to"
            )
        before = seen.setdefault(row.call_id, row)
        if before is not row and before.label != row.label:
            raise SettingsError(
                f"labels {path}, lines {before.line} and {row.line}: call {row.call_id} is labelled "
                f"{before.label} and {row.label}; keep one"
            )
    if len(parents) > _MOST_LABELS:
        raise SettingsError(f"labels {path}: {len(parents)} labels; more than {_MOST_LABELS} can't be learnt")
