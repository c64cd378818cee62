"""Owns the words round a hit: its turn, its sentence, what in it cancels the hit."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from speechqa.checks.explain.values import Said
from speechqa.checks.items.search import SENTENCE_END
from speechqa.checks.items.wording import hit_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speechqa.checks.items.search import Finder
    from speechqa.records import PhraseHit, Transcript, Word

_QUOTES = "\"'»”“«„)"
# A denial further off than this governs something else.
_REACH_WORDS = 12


def said_at(transcript: Transcript, hit: PhraseHit) -> Said:
    """The hit with the rest of its first and last turn."""
    first, last = transcript.turns[hit.first.turn].words, transcript.turns[hit.last.turn].words
    return Said(
        speaker=hit.speaker,
        start_ms=hit.start_ms,
        end_ms=hit.end_ms,
        before=_text(first[: hit.first.word]),
        text=_text(hit_words(transcript, hit)),
        after=_text(last[hit.last.word + 1 :]),
    )


def cancelling(finder: Finder, hit: PhraseHit) -> str:
    """The words of the hit's sentence that deny it, else those that ask or make a condition; "" for none."""
    language = finder.language
    tokens = [token for word in _sentence(finder.transcript, hit) for token in language.tokens(word.text)]
    denying = [token for token in tokens if token in language.negations]
    questions = language.question_words - language.complementisers
    turning = language.conditionals | language.moods.embeds | language.grammar.asking | questions
    found = denying or [token for token in tokens if token in turning]
    return ", ".join(dict.fromkeys(found))


def asked(transcript: Transcript, hit: PhraseHit) -> bool:
    """True when the sentence the hit ends in has a question mark."""
    words = transcript.turns[hit.last.turn].words[hit.last.word :]
    end = next((word for word in words if _ends(word)), None)
    return end is not None and end.text.rstrip(_QUOTES).endswith("?")


def _sentence(transcript: Transcript, hit: PhraseHit) -> Sequence[Word]:
    """The hit's words and those round them up to the ends of its sentence, a dozen on each side at most."""
    first, last = transcript.turns[hit.first.turn].words, transcript.turns[hit.last.turn].words
    before: list[Word] = []
    for word in islice(reversed(first[: hit.first.word]), _REACH_WORDS):
        if _ends(word):
            break
        before.insert(0, word)
    after: list[Word] = []
    open_end = not _ends(last[hit.last.word])
    for word in islice(last[hit.last.word + 1 :], _REACH_WORDS if open_end else 0):
        after.append(word)
        if _ends(word):
            break
    return [*before, *hit_words(transcript, hit), *after]


def _ends(word: Word) -> bool:
    return word.text.rstrip(_QUOTES).endswith(SENTENCE_END)


def _text(words: Iterable[Word]) -> str:
    return " ".join(" ".join(word.text for word in words).split())
