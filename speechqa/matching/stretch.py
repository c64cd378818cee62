"""Owns whether a stretch of talk, found by its sense and not by its words, is asserted by who says it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from speechqa.matching.denied import denied_saying
from speechqa.matching.laying import Alignment
from speechqa.matching.mood import untold
from speechqa.matching.scope import scope_of

if TYPE_CHECKING:
    from speechqa.lang import Language
    from speechqa.matching.phrase import Phrase
    from speechqa.matching.stream import Line, WordStream
    from speechqa.records import PhraseHit, WordAddress


def asserts(hit: PhraseHit, phrase: Phrase, stream: WordStream) -> bool:
    """True unless talk that stands for ``phrase`` is reported, unreal, or its saying denied."""
    language = stream.language
    for line in stream.lines:
        if line.speaker != hit.speaker:
            continue
        first = bisect_left(line.addresses, _place(hit.first), key=_place)
        last = bisect_right(line.addresses, _place(hit.last), key=_place) - 1
        first = _opening(line, first, last, language)
        scope = scope_of(line, Alignment(first, last, 0, 1.0, ()), language)
        return not (denied_saying(scope) or (not phrase.asks and untold(scope, phrase)))
    return True


def _place(address: WordAddress) -> tuple[int, int]:
    return address.turn, address.word


def _opening(line: Line, first: int, last: int, language: Language) -> int:
    """The first token behind words that tie the stretch to what governs it ("that …", "how …")."""
    ties = language.moods.links | language.moods.embeds | language.fillers | language.clause_starts
    while first < last and line.tokens[first] in ties:
        first += 1
    return first
