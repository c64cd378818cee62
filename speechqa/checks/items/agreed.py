"""Owns a forbidden thing that the other says and the speaker agrees to ("without a bill?" "sure").

Who agrees says it too, yet a "yes" may answer something else: it is for a person to hear.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from speechqa.meaning import signs
from speechqa.records import WordAddress

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speechqa.checks.items.search import Candidate, Finder
    from speechqa.records import PhraseHit
    from speechqa.scripts.values import Item

_OPENING = 3  # tokens of an answer in which it agrees
_ANSWER = 8  # of its tokens none of which may deny
_QUOTED = 12  # words of the answer shown


def agreed(item: Item, finder: Finder, candidates: Iterable[Candidate]) -> PhraseHit | None:
    """The first answer by the item's speaker that agrees to a forbidden phrase of the other, as a hit."""
    if item.speaker == "anyone":
        return None
    others = (each.hit for each in candidates if each.fate == "other_speaker")
    answers = (_answer(item, finder, hit) for hit in others if _proposed(finder, hit))
    return next((answer for answer in answers if answer is not None), None)


def _proposed(finder: Finder, hit: PhraseHit) -> bool:
    """True for what was said or asked, not denied."""
    words = finder.transcript.turns[hit.first.turn].words
    return not hit.negated or signs(" ".join(word.text for word in words), finder.language).asks


def _answer(item: Item, finder: Finder, hit: PhraseHit) -> PhraseHit | None:
    number = hit.last.turn + 1
    turn = finder.transcript.turns[number] if number < len(finder.transcript.turns) else None
    if turn is None or turn.speaker != item.speaker or not turn.words:
        return None
    language = finder.language
    tokens = language.tokens(" ".join(word.text for word in turn.words[:_ANSWER]))
    denying = language.negations | language.answers | language.moods.contrasts
    agrees = any(token in language.moods.agreement for token in tokens[:_OPENING])
    if not agrees or len(list(takewhile(lambda token: token not in denying, tokens))) < len(tokens):
        return None
    last = min(len(turn.words), _QUOTED) - 1
    return replace(
        hit,
        speaker=turn.speaker,
        first=WordAddress(number, 0),
        last=WordAddress(number, last),
        start_ms=turn.words[0].start_ms,
        end_ms=turn.words[last].end_ms,
    )
