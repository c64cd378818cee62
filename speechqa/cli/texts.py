"""Owns making foreign text (file names, quotes) harmless to show in a terminal."""

from __future__ import annotations


def plain(text: str, *, lines: bool = False) -> str:
    """``text`` without control characters, which could move the cursor or forge output.

    Line breaks stay when ``lines`` is true. Bytes of a file name that are no text show as �.
    """
    kept = "\n" if lines else ""
    shown = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(char if char.isprintable() or char in kept else "�" for char in shown)


def clock(ms: int) -> str:
    """A duration for people: ``1:02:03`` or ``2:03``."""
    seconds = round(ms / 1000)
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
