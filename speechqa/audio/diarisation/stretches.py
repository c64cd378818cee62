"""Owns cutting recognised words into stretches that one person speaks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.records import Word

_PAUSE_MS = 250  # a shorter silence is a stop consonant or a breath within a phrase
_LONGEST_MS = 6_000  # recognisers leave out full stops: no stretch grows without end
_SENTENCE_ENDS = (".", "?", "!", "…")
# How likely the speaker changes between two stretches: people answer questions, and rarely
# take over without a pause. Deliberately flat: the voice decides, this only breaks ties.
_CHANGE = 0.4
_CHANGE_WITHOUT_PAUSE = 0.2
_CHANGE_AFTER_QUESTION = 0.8


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words ``first`` up to but without ``after``, from ``start_ms`` to ``end_ms`` of the call.

    ``change`` is how likely, 0..1, someone else speaks here than in the stretch before, going by
    pause and punctuation alone.
    """

    first: int
    after: int
    start_ms: int
    end_ms: int
    change: float


def cut_stretches(words: Sequence[Word]) -> tuple[Stretch, ...]:
    """Stretches that cover all words once; ``words`` are one channel's in time order.

    Cut at pauses of 250 ms, at ends of sentences, and after 6 s.
    """
    out: list[Stretch] = []
    first = 0
    change = _CHANGE
    for index in range(1, len(words) + 1):
        if index < len(words) and not _ends(words[first], words[index - 1], words[index]):
            continue
        end = max(word.end_ms for word in words[first:index])
        out.append(Stretch(first, index, words[first].start_ms, end, change))
        if index < len(words):
            change = _chance_of_change(words[index - 1], words[index])
        first = index
    return tuple(out)


def join_stretches(parts: Sequence[Sequence[Stretch]]) -> tuple[Stretch, ...]:
    """The stretches of a call's parts, each cut by itself, as stretches of all its words in a row."""
    out: list[Stretch] = []
    words = 0
    for part in parts:
        out += [replace(each, first=each.first + words, after=each.after + words) for each in part]
        words = out[-1].after if out else 0
    return tuple(out)


def _ends(first: Word, last: Word, following: Word) -> bool:
    return (
        following.start_ms - last.end_ms >= _PAUSE_MS
        or last.text.endswith(_SENTENCE_ENDS)
        or following.end_ms - first.start_ms > _LONGEST_MS
    )


def _chance_of_change(last: Word, following: Word) -> float:
    if last.text.endswith("?"):
        return _CHANGE_AFTER_QUESTION
    return _CHANGE if following.start_ms - last.end_ms >= _PAUSE_MS else _CHANGE_WITHOUT_PAUSE
