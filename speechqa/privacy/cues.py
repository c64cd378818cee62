"""Owns what a number or a name is by what is said around it: "my phone number is", "the order number is"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speechqa.privacy.talk import Talk, Token
    from speechqa.privacy.words.vocabulary import CueKind, Phrase

# Tokens from a cue to what it announces, both sides' talk counted; fewer where the cue comes behind.
REACH = 40
REACH_BACK = 6


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue and the places of its first and last token."""

    kind: CueKind
    first: int
    last: int


def find_cues(talk: Talk) -> tuple[Cue, ...]:
    """The call's cues by place; where one lies inside another only the longer one is there."""
    found = sorted(_all(talk), key=lambda cue: (cue.first, -cue.last))
    kept: list[Cue] = []
    for cue in found:
        inside = any(
            one.first <= cue.first and cue.last <= one.last and _size(one) > _size(cue) for one in kept
        )
        if not inside:
            kept.append(cue)
    return tuple(kept)


def _size(cue: Cue) -> int:
    return cue.last - cue.first


def _all(talk: Talk) -> Iterator[Cue]:
    by_start: dict[str, list[tuple[CueKind, Phrase]]] = {}
    for kind, phrases in talk.words.cues.items():
        for phrase in phrases:
            by_start.setdefault(phrase[0][:2], []).append((kind, phrase))
    for place, token in enumerate(talk.tokens):
        for kind, phrase in by_start.get(token.text[:2], ()):
            if _stands(talk.tokens, place, phrase):
                yield Cue(kind, place, place + len(phrase) - 1)


def _stands(tokens: Sequence[Token], place: int, phrase: Phrase) -> bool:
    said = tokens[place : place + len(phrase)]
    if len(said) < len(phrase) or said[0].turn != said[-1].turn:
        return False
    return all(fits(token.text, wanted) for token, wanted in zip(said, phrase, strict=True))


def fits(text: str, wanted: str) -> bool:
    """Whether a token is the word, or begins with it where the word ends in a star."""
    return text.startswith(wanted[:-1]) if wanted.endswith("*") else text == wanted


def fits_any(text: str, listed: Iterable[str]) -> bool:
    """Whether a token is one of the words."""
    return any(fits(text, wanted) for wanted in listed)


def topic(cues: Sequence[Cue], first: int, last: int) -> CueKind | None:
    """What the tokens ``first`` to ``last`` are announced as by the nearest cue; None where none is near.

    The last cue before counts, and one right behind ("… is my mobile") where it is nearer.
    """
    before = [(first - cue.last, cue.kind) for cue in cues if 0 < first - cue.last <= REACH]
    behind = [(3 * (cue.first - last), cue.kind) for cue in cues if 0 < cue.first - last <= REACH_BACK]
    return min([*before, *behind], default=(0, None), key=lambda found: found[0])[1]
