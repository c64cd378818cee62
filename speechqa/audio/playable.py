"""Owns telling which recordings a browser plays as they are; all others need a copy."""

from __future__ import annotations

from pathlib import Path

_HEAD = 4096
_PCM = 1
_PCM_BITS = (8, 16, 24)
_FORMAT_BYTES = 16
# An MPEG audio frame's first two bytes: eleven bits of sync, two of the version, two that say layer III.
_FRAME_MASK, _LAYER_THREE = 0xFFE6, 0xFFE2


def browser_type(path: str | Path) -> str:
    """The media type under which every current browser plays the file, "" when that isn't sure.

    Told by the file's first bytes, never by its name: a file that is no sound gets "".
    """
    source = Path(path)
    if not source.is_file():
        return ""
    with source.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "audio/wav" if _is_plain_pcm(head) else ""
    if head.startswith(b"fLaC"):
        return "audio/flac"
    if head.startswith(b"OggS"):
        return "audio/ogg" if b"OpusHead" in head or b"\x01vorbis" in head else ""
    if head.startswith(b"ID3") or _is_layer_three(head):
        return "audio/mpeg"
    return ""


def _is_plain_pcm(head: bytes) -> bool:
    at = head.find(b"fmt ")
    layout = head[at + 8 : at + 8 + _FORMAT_BYTES]
    if at < 0 or len(layout) < _FORMAT_BYTES:
        return False
    encoding, bits = (int.from_bytes(layout[place : place + 2], "little") for place in (0, 14))
    return encoding == _PCM and bits in _PCM_BITS


def _is_layer_three(head: bytes) -> bool:
    return int.from_bytes(head[:2], "big") & _FRAME_MASK == _LAYER_THREE
