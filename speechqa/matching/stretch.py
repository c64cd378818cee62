"""Owns what a stretch of talk is to who says it: asserted, or told as others' words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from speechqa.matching.denied import denied_saying
from speechqa.matching.laying import Alignment
from speechqa.matching.mood import untold
from speechqa.matching.reported import by_others
from speechqa.matching.scope import scope_of

if TYPE_CHECKING:
    from speechqa.lang import Language
    from speechqa.matching.phrase import Phrase
    from speechqa.matching.scope import Scope
    from speechqa.matching.stream import Line, WordStream
    from speechqa.records import PhraseHit, WordAddress


def asserts(hit: PhraseHit, phrase: Phrase, stream: WordStream) -> bool:
    """True unless talk that stands for ``phrase`` is reported, unreal, or its saying denied."""
    scope = _scope(hit, stream)
    return scope is None or not (denied_saying(scope) or (not phrase.asks and untold(scope, phrase)))


def retold(hit: PhraseHit, phrase: Phrase, stream: WordStream) -> bool:
    """True where ``phrase`` was told as what others say, and nothing was said against it."""
    scope = _scope(hit, stream)
    return scope is not None and by_others(scope, states=phrase.states or phrase.denies)


def _scope(hit: PhraseHit, stream: WordStream) -> Scope | None:
    for line in stream.lines:
        if line.speaker == hit.speaker:
            first = bisect_left(line.addresses, _place(hit.first), key=_place)
            last = bisect_right(line.addresses, _place(hit.last), key=_place) - 1
            first = _opening(line, first, last, stream.language)
            return scope_of(line, Alignment(first, last, 0, 1.0, ()), stream.language)
    return None


def _place(address: WordAddress) -> tuple[int, int]:
    return address.turn, address.word


def _opening(line: Line, first: int, last: int, language: Language) -> int:
    """The first token behind words that tie the stretch to what governs it ("that …", "how …")."""
    ties = language.moods.links | language.moods.embeds | language.fillers | language.clause_starts
    while first < last and line.tokens[first] in ties:
        first += 1
    return first
