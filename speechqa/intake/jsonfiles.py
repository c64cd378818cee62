"""Owns reading metadata from JSON: sidecars and the heads of ``.transcript.json`` files."""

# Paths are text here: names may be undecodable bytes, and have to be shown as typed.
# ruff: noqa: PTH116, PTH119, PTH122, PTH123

from __future__ import annotations

import json
import os
import stat
from typing import Any

from speechqa.errors import IntakeError
from speechqa.intake.values import METADATA_FIELDS

MAX_SIDECAR_BYTES = 1_000_000
_MAX_DEPTH = 64


def sidecar_path(recording: str) -> str | None:
    """Where the recording's sidecar lies, None without one.

    A transcript or a ``.truth.json`` is never a sidecar.
    """
    stem = (
        recording[: -len(".transcript.json")] if is_transcript(recording) else os.path.splitext(recording)[0]
    )
    if not os.path.basename(stem):
        return None
    for ending in (".json", ".JSON"):
        path = stem + ending
        if path != recording and not is_other_json(path) and os.path.lexists(path):
            return path
    return None


def is_transcript(path: str) -> bool:
    """True for ``<name>.transcript.json``."""
    name = os.path.basename(path).lower()
    return name.endswith(".transcript.json") and name != ".transcript.json"


def is_other_json(path: str) -> bool:
    """True for JSON files that by their name are no sidecars: transcripts and truth files."""
    return path.lower().endswith((".transcript.json", ".truth.json"))


def read_fields(path: str, *, limit: int = MAX_SIDECAR_BYTES) -> dict[str, str]:
    """The metadata fields of a JSON file, as written; raises IntakeError naming what is wrong."""
    from pydantic import ValidationError

    from speechqa.intake.schema import CallFields

    name = os.path.basename(path)
    data = _read_object(path, name, limit)
    try:
        fields = CallFields.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        wanted = "a number" if field == "duration_s" else "text"
        raise IntakeError(
            f"{name}: {field!r} must be {wanted}, not {_kind(first['input'])}; correct it"
        ) from error
    return {key: value for key in METADATA_FIELDS if (value := getattr(fields, key))}


def _read_object(path: str, name: str, limit: int) -> dict[str, Any]:
    text = _read_text(path, name, limit)
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise IntakeError(f"{name}: nested too deeply to be call metadata") from error
    except json.JSONDecodeError as error:
        raise IntakeError(f"{name}: not valid JSON, line {error.lineno}: {error.msg}; correct it") from error
    except ValueError as error:  # NaN, or a number of thousands of digits
        what = "a number of thousands of digits" if "digits" in str(error) else str(error)
        raise IntakeError(f"{name}: not valid JSON: {what}; correct it") from error
    if not isinstance(data, dict):
        raise IntakeError(f"{name}: must be a JSON object with fields, not {_kind(data)}")
    if _too_deep(data):
        raise IntakeError(f"{name}: nested too deeply to be call metadata")
    return data


def _read_text(path: str, name: str, limit: int) -> str:
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            raise IntakeError(f"{name}: is not a regular file; remove it or replace it")
        with open(path, "rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise IntakeError(f"{name}: can't be read: {error.strerror or error}") from error
    if len(data) > limit:
        what = "not a transcript of one call" if is_transcript(path) else "too large for call metadata"
        raise IntakeError(f"{name}: larger than {limit // 1_000_000} MB, {what}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise IntakeError(f"{name}: is not UTF-8 text (byte {error.start}); save it as UTF-8") from error


def _refuse_constant(value: str) -> None:
    raise ValueError(f"{value} is not a JSON number")


def _too_deep(data: object) -> bool:
    level = [data]
    for _ in range(_MAX_DEPTH):
        level = [
            child
            for node in level
            for child in (node.values() if isinstance(node, dict) else node if isinstance(node, list) else ())
            if isinstance(child, dict | list)
        ]
        if not level:
            return False
    return True


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", bool: "true or false", float: "a number with a fraction"}
    return kinds.get(type(value), "text" if isinstance(value, str) else type(value).__name__)
