"""Owns the shape of metadata in JSON files; apart, so that pydantic loads only when one is read."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict


def _to_text(value: object) -> object:
    """Numbers are common for ids and telephone numbers; nothing else is bent into text."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(_to_text)]


def _to_number_text(value: object) -> object:
    """Lengths are numbers, with a fraction or not; text is taken as it stands and judged later."""
    return repr(value) if isinstance(value, float) else _to_text(value)


Seconds = Annotated[str, BeforeValidator(_to_number_text)]


class CallFields(BaseModel):
    """The metadata fields of SPEC as a sidecar or transcript file may hold them."""

    model_config = ConfigDict(extra="ignore", strict=True)

    call_id: Text = ""
    agent: Text = ""
    team: Text = ""
    direction: Text = ""
    customer_phone: Text = ""
    started_at: Text = ""
    queue: Text = ""
    language: Text = ""
    script: Text = ""
    duration_s: Seconds = ""
