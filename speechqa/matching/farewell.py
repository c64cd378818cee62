"""Owns telling phrases that only end a call, and where words of farewell stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from speechqa.lang.farewells import ANY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speechqa.lang import Language
    from speechqa.lang.moods import Idioms

Parting = Literal["", "parts", "wishes"]


def parting(text: str, language: Language) -> Parting:
    """Whether a phrase does nothing but part, or wish something in parting; small words beside it apart."""
    tokens = language.tokens(text)
    if "{" in text or not tokens:
        return ""
    for kind, frames in (("wishes", language.farewells.wishes), ("parts", language.farewells.partings)):
        told = {i for low, high in framed(tokens, frames) for i in range(low, high)}
        if told and all(i in told or token in language.light_words for i, token in enumerate(tokens)):
            return "wishes" if kind == "wishes" else "parts"
    return ""


def framed(tokens: tuple[str, ...], frames: Idioms) -> Iterator[tuple[int, int]]:
    """Where one of the frames stands: (first, end)."""
    for frame in frames:
        for low in range(len(tokens) - len(frame) + 1):
            if all(wanted in {ANY, tokens[low + k]} for k, wanted in enumerate(frame)):
                yield low, low + len(frame)
