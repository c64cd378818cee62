"""Owns whether the other side agrees to what was offered or asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.checks.commitments.days import marks_in
from speechqa.checks.commitments.firm import denials

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.checks.commitments.heard import HeardTurn

_OPENING = 8  # tokens of an answer in which it agrees or refuses
_ECHO = 4  # tokens of an answer in which a day said again begins
_ANSWER_WITHIN = 2  # turns


def answer_to(turns: Sequence[HeardTurn], number: int) -> HeardTurn | None:
    """The other side's next turn, None where it says nothing more."""
    speaker = turns[number].turn.speaker
    for turn in turns[number + 1 : number + 1 + _ANSWER_WITHIN]:
        if turn.turn.speaker not in {speaker, "unknown"} and turn.tokens:
            return turn
    return None


def agrees(answer: HeardTurn, asked: HeardTurn) -> bool:
    """Whether a turn agrees: by a word of consent, or by saying the day or time again."""
    end = min(len(answer.tokens), _OPENING)
    consents = [cue for cue in answer.of("yes") if cue.start < end]
    if refuses(answer):
        return False
    if consents and not (answer.sentences[0].asks and len(answer.sentences) == 1):
        return True
    return _echoes(answer, asked)


def refuses(answer: HeardTurn) -> bool:
    """Whether a turn opens with a refusal, outside of phrases of consent ("no problem")."""
    end = min(len(answer.tokens), _OPENING)
    covered = {
        place for cue in answer.of("yes") for place in range(cue.start, cue.end) if cue.end - cue.start > 1
    }
    refusals = {cue.start for cue in answer.of("no") if cue.start < end and cue.start not in covered}
    neutral = set(range(end)) - set(denials(answer, 0, end))
    plain = {place for place in refusals if answer.tokens[place] not in answer.language.negations}
    return bool(plain or (refusals - neutral))


def _echoes(answer: HeardTurn, asked: HeardTurn) -> bool:
    told = {(mark.kind, mark.value) for mark in marks_in(asked, 0, len(asked.tokens)) if mark.kind != "part"}
    again = [mark for mark in marks_in(answer, 0, len(answer.tokens)) if mark.start < _ECHO]
    open_still = answer.sentences[0].asks or any(
        token in answer.language.moods.contrasts or answer.language.moods.unreal(token)
        for token in answer.tokens[:_OPENING]
    )
    return not open_still and any((mark.kind, mark.value) in told for mark in again)
