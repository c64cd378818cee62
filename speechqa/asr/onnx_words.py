"""Owns making words of a model's tokens: letters or word pieces with times and probabilities."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.records import Word

if TYPE_CHECKING:
    from collections.abc import Sequence

# How long the last token of a word sounds, as far as the next word leaves it room: models say
# where a token begins, not where it ends. Letters last 60-80 ms in talk, word pieces longer.
_LAST_TOKEN_MS = 120


@dataclass(frozen=True, slots=True)
class Token:
    """A letter or word piece; a leading blank begins a word. ``start_ms`` is in the piece of sound."""

    text: str
    start_ms: int
    logprob: float


def words_of(tokens: Sequence[Token], *, start_ms: int, end_ms: int) -> tuple[Word, ...]:
    """Words in time order, in the channel's own time; the piece of sound lies between the two times.

    A word's confidence is the geometric mean of its tokens' probabilities. Punctuation
    belongs to the word before it, and doesn't count.
    """
    groups: list[list[Token]] = []
    for token in tokens:
        if token.text.startswith(" ") or not groups:
            groups.append([])
        if token.text.strip():
            groups[-1].append(token)
    joined = _with_punctuation([group for group in groups if group])
    begins = [min(max(start_ms + group[0].start_ms, start_ms), end_ms) for group in joined]
    words = []
    for index, group in enumerate(joined):
        limit = begins[index + 1] if index + 1 < len(joined) else end_ms
        ends = start_ms + group[-1].start_ms + _LAST_TOKEN_MS
        text = "".join(token.text for token in group).strip()
        words.append(Word(text, begins[index], max(min(ends, limit), begins[index]), _confidence(group)))
    return tuple(words)


def _with_punctuation(groups: Sequence[list[Token]]) -> list[list[Token]]:
    """The groups, with those that hold no letter or digit joined to the one before, or dropped."""
    out: list[list[Token]] = []
    for group in groups:
        if any(_spoken(token) for token in group):
            out.append(group)
        elif out:
            out[-1] = [*out[-1], *(Token(t.text.strip(), t.start_ms, t.logprob) for t in group)]
    return out


def _spoken(token: Token) -> bool:
    return any(letter.isalnum() for letter in token.text)


def _confidence(group: Sequence[Token]) -> float:
    known = [token.logprob for token in group if _spoken(token)]
    mean = sum(known) / len(known)
    return round(min(math.exp(mean), 1.0), 4) if math.isfinite(mean) and mean < 1 else 0.0
