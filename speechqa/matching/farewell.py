"""Owns telling phrases that only end a call, and where words of farewell stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from speechqa.lang.farewells import ANY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speechqa.lang import Language
    from speechqa.lang.moods import Idioms

Parting = Literal["", "parts", "wishes", "thanks"]


def parting(text: str, language: Language) -> Parting:
    """Whether a phrase does nothing but part, wish something in parting, or thank for the call.

    Small words beside it are left apart.
    """
    tokens, farewells = language.tokens(text), language.farewells
    if "{" in text or not tokens:
        return ""
    small = language.light_words
    if _nothing_but(tokens, farewells.wishes, small):
        return "wishes"
    if _nothing_but(tokens, farewells.partings, small):
        return "parts"
    for_the_call = _nothing_but(tokens, farewells.thanks, small | farewells.contacts)
    return "thanks" if for_the_call and farewells.contacts & {*tokens} else ""


def _nothing_but(tokens: tuple[str, ...], frames: Idioms, small: frozenset[str]) -> bool:
    told = {i for low, high in framed(tokens, frames) for i in range(low, high)}
    return bool(told) and all(i in told or token in small for i, token in enumerate(tokens))


def framed(tokens: tuple[str, ...], frames: Idioms) -> Iterator[tuple[int, int]]:
    """Where one of the frames stands: (first, end)."""
    for frame in frames:
        for low in range(len(tokens) - len(frame) + 1):
            if all(wanted in {ANY, tokens[low + k]} for k, wanted in enumerate(frame)):
                yield low, low + len(frame)
