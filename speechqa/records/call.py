"""Owns the value that intake makes of a file: the recording and its metadata."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Direction = Literal["inbound", "outbound", "internal"]


@dataclass(frozen=True, slots=True)
class Recording:
    """One call found on disk, with the metadata known before listening.

    ``file`` is the path as shown to people (given folder + relative path, forward
    slashes); ``path`` is where to open it. ``content_hash`` is the SHA-256 of the
    file's bytes. ``started_at`` is ISO 8601, or "" when nothing tells the call time.
    Unknown text fields are "". ``expected_ms`` is how long the call was by a sidecar or call
    detail record, None when neither tells.
    """

    path: str
    file: str
    content_hash: str
    call_id: str
    kind: Literal["audio", "transcript"] = "audio"
    agent: str = ""
    team: str = ""
    direction: Direction | None = None
    customer_phone: str = ""
    started_at: str = ""
    queue: str = ""
    language: str = ""
    script: str = ""
    expected_ms: int | None = None
