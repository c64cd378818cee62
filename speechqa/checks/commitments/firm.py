"""Owns what makes a promise none: a denial, a condition, a doubt, a hope, a standing phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speechqa.checks.commitments.heard import HeardTurn, Sentence

_CONDITION_BEFORE, _CONDITION_BEHIND = 14, 10  # tokens
_DOUBT_BEFORE, _DOUBT_BEHIND = 6, 4
_DENIED_BEFORE = 3


def unfirm(turn: HeardTurn, start: int, end: int) -> bool:
    """Whether the words between two tokens are denied, depend on something, or are not meant firmly."""
    sentence = turn.sentence_at(start)
    return (
        _denied(turn, start, end, sentence)
        or _conditional(turn, start, end, sentence)
        or _doubted(turn, start, end, sentence)
        or _unreal(turn, start, end)
    )


def denials(turn: HeardTurn, start: int, end: int) -> list[int]:
    """Tokens between two that deny something; "no problem" and the like don't."""
    language = turn.language
    covered: set[int] = set()
    for place in range(max(0, start - 2), end):
        for idiom in language.neutral_negations:
            if turn.tokens[place : place + len(idiom)] == idiom:
                covered.update(range(place, place + len(idiom)))
    return [
        place
        for place in range(start, min(end, len(turn.tokens)))
        if turn.tokens[place] in language.negations and place not in covered
    ]


def _denied(turn: HeardTurn, start: int, end: int, sentence: Sentence) -> bool:
    language = turn.language
    first = start
    while first > max(sentence.start, start - _DENIED_BEFORE) and first - 1 not in turn.commas:
        first -= 1
    behind = end
    # "nicht" may stand at the end of the clause.
    while language.grammar.closing and behind < sentence.end and behind - 1 not in turn.commas:
        behind += 1
    found = denials(turn, first, min(behind + (not language.grammar.closing), sentence.end))
    return any(place >= start or not _answers(turn, place, sentence) for place in found)


def _answers(turn: HeardTurn, place: int, sentence: Sentence) -> bool:
    """Whether a negation is an answer of its own ("no I'll call"), which denies nothing behind it."""
    language = turn.language
    if turn.tokens[place] not in language.answers or place > sentence.start:
        return False
    following = turn.tokens[place + 1] if place + 1 < len(turn.tokens) else ""
    return not language.answer_denies("", following)


def _conditional(turn: HeardTurn, start: int, end: int, sentence: Sentence) -> bool:
    condition = turn.language.grammar.condition
    whether = {"whether", "ob", "разве"}
    before = turn.tokens[max(sentence.start, start - _CONDITION_BEFORE) : end]
    behind = turn.tokens[end : min(sentence.end, end + _CONDITION_BEHIND)]
    return any(token in condition - whether for token in (*before, *behind))


def _doubted(turn: HeardTurn, start: int, end: int, sentence: Sentence) -> bool:
    first, last = max(sentence.start, start - _DOUBT_BEFORE), min(sentence.end, end + _DOUBT_BEHIND)
    maybe = any(cue.end == start for cue in turn.of("maybe"))
    return maybe or any(turn.of("vague", start=first, end=last))


def _unreal(turn: HeardTurn, start: int, end: int) -> bool:
    """Whether it is said of what would be; in an offer ("I would like to") such words are part of the cue."""
    offered = any(
        cue.start <= start < cue.end or start <= cue.start < end for cue in turn.of("offer", "ask", "get")
    )
    return not offered and any(
        turn.language.moods.unreal(token) for token in turn.tokens[max(0, start - 1) : end + 1]
    )
