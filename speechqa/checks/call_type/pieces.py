"""Owns the call cut into pieces: sentences, and windows of long ones, each with what its words tell."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa import lang
from speechqa.checks.spoken import spoken
from speechqa.meaning import sentences_of, windows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speechqa.checks.lexicon import Tokens
    from speechqa.checks.spoken import SpokenTurn
    from speechqa.records import Speaker, Transcript, Turn

_BEFORE_HOURS = frozenset({"at", "by", "around", "um", "gegen", "ab", "в", "к", "o", "na", "około"})
_HOURS_IN_A_DAY = 24
# fmt: off
_MONEY = frozenset(
    (
        "pound", "euro", "dollar", "quid", "pence", "cent", "gbp", "eur", "usd", "рубль", "руб", "тысяча",
        "тыс", "złoty", "złotówka", "zł", "pln", "grosz",
    )
)
# fmt: on
_FIRST, _LAST = 1 / 3, 2 / 3  # of a call: what opens it, and what closes it


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one turn: words ``first`` to ``end`` (exclusive) of turn number ``turn``.

    ``whole`` is true for sentences, false for windows of them. ``names`` has one lemma a token ("#" for
    digits), ``forms`` the tokens. ``place`` is 0 at the call's start, 1 at its end, ``left`` the number of
    turns behind it.
    """

    turn: int
    first: int
    end: int
    speaker: Speaker
    whole: bool
    names: tuple[str, ...]
    forms: tuple[str, ...]
    dated: bool
    money: bool
    place: float
    left: int

    @property
    def third(self) -> str:
        """In the first third of the call "<", in the last ">", between "="."""
        return "<" if self.place < _FIRST else ">" if self.place > _LAST else "="


def pieces(transcript: Transcript) -> tuple[Piece, ...]:
    """All pieces of a call by place, a sentence before its windows where both begin together."""
    language = lang.get(transcript.language)
    found: list[Piece] = []
    for number, said in enumerate(spoken(transcript, language)):
        found.extend(_of_turn(transcript, number, said))
    return tuple(found)


def _of_turn(transcript: Transcript, number: int, said: SpokenTurn) -> Iterator[Piece]:
    turn, last = transcript.turns[number], max(len(transcript.turns) - 1, 1)
    dates = _dates(said.tokens)
    sentences = set(sentences_of(turn))
    for first, end in spans(turn):
        held = range(bisect_left(said.owner, first), bisect_left(said.owner, end))
        names = tuple(_name(said.tokens, place) for place in held)
        yield Piece(
            turn=number,
            first=first,
            end=end,
            speaker=turn.speaker,
            whole=(first, end) in sentences,
            names=names,
            forms=tuple(said.tokens.texts[place] for place in held),
            dated=not dates.isdisjoint(held),
            money=not _MONEY.isdisjoint(names),
            place=number / last,
            left=len(transcript.turns) - 1 - number,
        )


def spans(turn: Turn) -> list[tuple[int, int]]:
    """Word ranges of a turn's pieces, in order."""
    sentences = list(sentences_of(turn))
    cut = (window for start, end in sentences for window in windows(start, end))
    return sorted({*sentences, *cut}, key=lambda span: (span[0], -span[1]))


def _name(tokens: Tokens, place: int) -> str:
    """One name for all forms of a word; of several lemmas always the same one."""
    return "#" if tokens.texts[place][0].isdigit() else min(tokens.lemmas[place])


def _dates(tokens: Tokens) -> frozenset[int]:
    """The tokens at which a day, a date or an hour begins."""
    return frozenset(
        place
        for place in range(len(tokens.texts))
        if tokens.language.date_at(tokens.texts, place) or _is_hour(tokens, place)
    )


def _is_hour(tokens: Tokens, place: int) -> bool:
    """Whether a clock hour stands at ``place``: "at three", "um 10", "в шесть"."""
    if not place or tokens.texts[place - 1] not in _BEFORE_HOURS:
        return False
    number = tokens.language.number_at(tokens.texts, place)
    return number is not None and 0 <= number[0] <= _HOURS_IN_A_DAY
