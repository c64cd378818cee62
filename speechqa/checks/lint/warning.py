"""Owns ``Warned``: one doubt about a script, before file and line are known."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Warned:
    """A sentence that says what and what to do; ``place`` as in ``scripts.Source.line``."""

    place: tuple[str, ...]
    text: str
