"""Owns an answer to SQL as text: cells for people, CSV, JSON."""

from __future__ import annotations

import csv
import datetime as dt
import decimal
import io
import json
import math
from typing import TYPE_CHECKING, Any

from speechqa.export.cells import clean, neutralise

if TYPE_CHECKING:
    from speechqa.export.querying import Answer


def answer_csv(answer: Answer) -> str:
    """The answer as CSV: comma, header row, text that spreadsheets don't run, empty for NULL."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(map(neutralise, answer.columns))
    for row in answer.rows:
        writer.writerow(neutralise(value) if isinstance(value, str) else shown(value) for value in row)
    return text.getvalue()


def answer_json(answer: Answer) -> str:
    """The answer as a JSON list with an object a row; null for NULL and for what is no number."""
    columns = tuple(map(clean, answer.columns))
    lines = (
        json.dumps(dict(zip(columns, map(_json, row), strict=True)), ensure_ascii=False, allow_nan=False)
        for row in answer.rows
    )
    text = ",\n".join(lines)
    return f"[\n{text}\n]\n" if text else "[]\n"


def shown(value: Any) -> str:  # noqa: ANN401 - SQL gives any type
    """A value as text: numbers in full, times in ISO 8601, lists and the like as JSON, "" for NULL."""
    made = _json(value)
    if made is None:
        return ""
    if isinstance(made, str):
        return made
    return json.dumps(made, ensure_ascii=False)


def _json(value: Any) -> Any:  # noqa: ANN401, PLR0911 - SQL gives any type; a line for each
    """The value in JSON's types."""
    match value:
        case None | bool() | int():
            return value
        case float():
            return value if math.isfinite(value) else None
        case decimal.Decimal():
            return _json(int(value) if value == value.to_integral_value() else float(value))
        case dt.timedelta():
            return value.total_seconds()
        case dt.date() | dt.time():
            return value.isoformat()
        case bytes():
            return value.hex()
        case list() | tuple():
            return [_json(each) for each in value]
        case dict():
            return {clean(str(key)): _json(each) for key, each in value.items()}
        case _:
            return clean(str(value))
