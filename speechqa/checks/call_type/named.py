"""Owns what a call's words tell as named features: words and pairs, cues, signs of a sentence, promises.

A feature has a name people can read ("en c:price", "cue price_told>"), a value, and the pieces it was
heard in.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from speechqa import lang
from speechqa.checks.call_type.evidence import collect
from speechqa.checks.call_type.pieces import pieces
from speechqa.checks.commitments import find_commitments, place_of
from speechqa.meaning import asked, signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from speechqa.checks.call_type.evidence import Said
    from speechqa.checks.call_type.pieces import Piece
    from speechqa.records import Commitment, Direction, Transcript

WHO = {"agent": "a", "customer": "c", "unknown": "u"}
_LENGTH = 3.0  # of each family's vector: long calls aren't surer for being long
_OWN = 0.5  # what a cue weighs in its own language, beside what it weighs in all
_STEM = 5  # letters: what a recogniser seldom gets wrong of a word
_LAST_TURNS = 6  # what is promised in them still stands when the call ends

# What a sentence's words tell: denied, asked, conditional, a number named.
Signs = tuple[bool, bool, bool, bool]
Place = tuple[int, int, int]  # turn, first word, the word behind the last
_SIGNS = ("deny", "ask", "cond", "num")


@dataclass(frozen=True, slots=True, eq=False)
class CallView:
    """A call as the classifier sees it, its sense apart: pieces, cues, signs of each piece, direction.

    ``of_turn`` has the numbers of each turn's pieces. ``promises`` are its commitments, each with the number
    of its sentence, None where there is none.
    """

    language: str
    direction: Direction | None
    turns: int
    pieces: tuple[Piece, ...]
    of_turn: Mapping[int, tuple[int, ...]]
    cues: tuple[Said, ...]
    signs: tuple[Signs, ...]
    promises: tuple[tuple[Commitment, int | None], ...]


@dataclass(frozen=True, slots=True)
class Feature:
    """How much of a feature there is, and in which pieces it was heard (their numbers)."""

    value: float
    owners: tuple[int, ...] = ()


def view(
    transcript: Transcript,
    *,
    direction: Direction | None,
    known: Mapping[Place, Signs] | None = None,
    promises: Sequence[Commitment] | None = None,
) -> CallView:
    """The call's view; ``known`` has the signs of pieces where the comparison by sense kept them.

    ``promises`` are its commitments without dates, None where they are still to be found.
    """
    found = pieces(transcript)
    given = known or {}
    rows = tuple(
        given.get((piece.turn, piece.first, piece.end)) or _signs(transcript, piece) for piece in found
    )
    code = lang.get(transcript.language).code
    if promises is None:
        promises = find_commitments(transcript, started_at="")
    of_turn = _of_turn(found)
    made = tuple((each, _sentence_at(found, of_turn, place_of(each, transcript))) for each in promises)
    return CallView(code, direction, len(transcript.turns), found, of_turn, collect(transcript), rows, made)


def _of_turn(found: Sequence[Piece]) -> dict[int, tuple[int, ...]]:
    return {
        turn: tuple(number for number, _ in held)
        for turn, held in groupby(enumerate(found), key=lambda each: each[1].turn)
    }


def _sentence_at(
    found: Sequence[Piece], of_turn: Mapping[int, tuple[int, ...]], place: tuple[int, int] | None
) -> int | None:
    """The number of the sentence with the word at ``place``."""
    if place is None:
        return None
    turn, word = place
    held = (number for number in of_turn.get(turn, ()) if found[number].whole)
    return next((number for number in held if found[number].first <= word < found[number].end), None)


def _signs(transcript: Transcript, piece: Piece) -> Signs:
    words = transcript.turns[piece.turn].words[piece.first : piece.end]
    found = signs(" ".join(word.text for word in words), lang.get(transcript.language))
    asks = found.asks or asked(transcript, (piece.turn, piece.first, piece.end))
    return found.denies, asks, found.conditional, found.number


def by_words(call: CallView) -> dict[str, Feature]:
    """Words, pairs of words, words of the first and last third, stems; by who said them, by name."""
    said: dict[str, dict[str, list[int]]] = {"word": {}, "place": {}, "stem": {}}
    for number, piece in enumerate(call.pieces):
        if piece.whole:
            for family, name in _words(piece, f"{call.language} "):
                owners = said[family].setdefault(name, [])
                if not owners or owners[-1] != number:
                    owners.append(number)
    return _merged(_weighed(owners, _LENGTH) for owners in said.values())


def _words(piece: Piece, start: str) -> Iterator[tuple[str, str]]:
    """(family, name) of each feature in a piece."""
    who, third = WHO[piece.speaker], piece.third
    before = ""
    for name, form in zip(piece.names, piece.forms, strict=True):
        yield "word", f"{start}{who}:{name}"
        yield "word", f"{start}x:{name}"
        if before:
            yield "word", f"{start}{who}:{before} {name}"
        if third != "=":
            yield "place", f"{start}{who}{third}{name}"
        yield "stem", f"{start}{who}~{form[:_STEM]}"
        before = name


def by_cues(call: CallView) -> dict[str, Feature]:
    """Cues heard, where and beside a day; signs of sentences; the call's direction; what is promised."""
    return _merged((_cues(call), _flags(call), _promises(call)))


def _cues(call: CallView) -> dict[str, Feature]:
    dated = {piece.turn for piece in call.pieces if piece.dated}
    owners: dict[str, list[int]] = {}
    for said in call.cues:
        number = _sentence_at(call.pieces, call.of_turn, (said.turn, said.word))
        if number is None:
            continue
        names = [f"cue {said.group}", f"cue {said.group}{call.pieces[number].third}"]
        if not dated.isdisjoint((said.turn - 1, said.turn, said.turn + 1)):
            names.append(f"cue {said.group}+date")
        for name in names:
            owners.setdefault(name, []).append(number)
    both = math.sqrt(2)  # each cue stands for its own language, too
    shared = _weighed(owners, _LENGTH / both)
    own = {
        f"{call.language} {name}": Feature(_OWN * each.value, each.owners) for name, each in shared.items()
    }
    return shared | own


def _flags(call: CallView) -> dict[str, Feature]:
    owners: dict[str, list[int]] = {}
    for number, (piece, row) in enumerate(zip(call.pieces, call.signs, strict=True)):
        if not piece.whole:
            continue
        told = [name for name, there in zip(_SIGNS, row, strict=True) if there]
        told += [name for name, there in (("date", piece.dated), ("money", piece.money)) if there]
        for name in told:
            owners.setdefault(f"{WHO[piece.speaker]}:{name}", []).append(number)
            owners.setdefault(f"{WHO[piece.speaker]}{piece.third}{name}", []).append(number)
    found = {name: Feature(1.0, tuple(dict.fromkeys(held))) for name, held in owners.items()}
    direction = call.direction or "unknown"
    for name in (f"dir:{direction}", f"dir:{direction} {call.language}"):
        found[name] = Feature(1.0)
    return found


def _promises(call: CallView) -> dict[str, Feature]:
    """What kinds of thing are promised, by whom, whether with a day, and whether towards the end."""
    owners: dict[str, list[int]] = {}
    for promise, number in call.promises:
        late = number is not None and call.pieces[number].left < _LAST_TURNS
        for what in ("any", promise.kind, f"{promise.who}:{promise.kind}"):
            names = [f"promise {what}"]
            if promise.due_text:
                names.append(f"promise {what}+date")
            if late and what == promise.kind:
                names += [f"{name}>" for name in names]
            for name in names:
                owners.setdefault(name, []).extend([] if number is None else [number])
    return {name: Feature(1.0, tuple(dict.fromkeys(held))) for name, held in owners.items()}


def _weighed(owners: Mapping[str, list[int]], length: float) -> dict[str, Feature]:
    value = length / math.sqrt(len(owners) or 1)
    return {name: Feature(value, tuple(dict.fromkeys(held))) for name, held in owners.items()}


def _merged(parts: Iterable[dict[str, Feature]]) -> dict[str, Feature]:
    found: dict[str, Feature] = {}
    for part in parts:
        found |= part
    return found
