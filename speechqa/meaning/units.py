"""Owns what is compared by sense: sentences, clauses and windows of a turn, each with its signs.

People say a script's item in a sentence, in half of one, or in two. A recogniser may write no full
stops, so longer stretches are also cut into overlapping windows.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.lang.waived import clauses
from speechqa.records import WordAddress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speechqa.lang import Language
    from speechqa.records import Speaker, Transcript, Turn

Span = tuple[int, int, int]  # number of a turn, its first word, the word behind its last

_SENTENCE_ENDS = (".", "?", "!", "…", ";")
_CLAUSE_ENDS = (",", ":", "–", "-")
_STATES = (".", "!")
_QUOTES = "\"'»”)"
_PAUSE_MS = 1000
_SHORTEST = 2  # words of a clause
_WINDOW = 12  # words
_STEP = 5
_WISH_REACH = 3  # words from "if" to what makes it a wish
_TOGETHER = 30  # words of two sentences, or of a turn, looked at as one


@dataclass(frozen=True, slots=True)
class Signs:
    """What a text's words tell that its vector doesn't: denied, asked, conditional, a number named.

    ``waives``: something is said to be free or to bind to nothing, by a denial ("there's no charge"), which
    then denies nothing, or without; ``claims``: a charge or a duty is named.
    """

    denies: bool
    asks: bool
    conditional: bool
    number: bool
    waives: bool = False
    claims: bool = False

    @property
    def row(self) -> tuple[bool, ...]:
        """All of them in this order: a row of what is kept, and of what ``features`` reads."""
        return self.denies, self.asks, self.conditional, self.number, self.waives, self.claims


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of one speaker's turn; ``first`` and ``last`` (inclusive) are word addresses."""

    speaker: Speaker
    first: WordAddress
    last: WordAddress
    start_ms: int
    end_ms: int


def spans(transcript: Transcript) -> tuple[Span, ...]:
    """All stretches of a call, in its turns' order; they overlap."""
    return tuple(
        (number, start, end) for number, turn in enumerate(transcript.turns) for start, end in stretches(turn)
    )


def unit(transcript: Transcript, span: Span) -> Unit:
    """The stretch at ``span``. Raises ``IndexError`` where the transcript has no such words."""
    number, start, end = span
    turn = transcript.turns[number]
    first, last = turn.words[start], turn.words[end - 1]
    return Unit(
        speaker=turn.speaker,
        first=WordAddress(number, start),
        last=WordAddress(number, end - 1),
        start_ms=first.start_ms,
        end_ms=max(first.end_ms, last.end_ms),
    )


def text(transcript: Transcript, span: Span) -> str:
    """What was said at ``span``."""
    number, start, end = span
    return " ".join(word.text for word in transcript.turns[number].words[start:end])


def asked(transcript: Transcript, span: Span) -> bool:
    """True when the clause in which ``span`` ends, ends in a question mark; not if a tag follows."""
    number, _, end = span
    for word in transcript.turns[number].words[end - 1 :]:
        bare = word.text.rstrip(_QUOTES)
        if bare.endswith(_SENTENCE_ENDS):
            return bare.endswith("?")
        if bare.endswith(_CLAUSE_ENDS):
            return False
    return False


def stretches(turn: Turn) -> list[tuple[int, int]]:
    """Word ranges of a turn: sentences, pairs of them, clauses, windows, and a short turn as a whole."""
    sentences = list(sentences_of(turn))
    found = set(sentences)
    if 0 < len(turn.words) <= _TOGETHER:
        found.add((0, len(turn.words)))
    for (start, _), (_, end) in itertools.pairwise(sentences):
        if end - start <= _TOGETHER:
            found.add((start, end))
    for start, end in sentences:
        found.update(_clauses(turn, start, end))
        found.update(windows(start, end))
    return sorted(found)


def windows(start: int, end: int) -> list[tuple[int, int]]:
    """Overlapping word ranges of a sentence too long to mean one thing; none of a shorter one."""
    if end - start <= _WINDOW:
        return []
    return [(i, min(end, i + _WINDOW)) for i in range(start, end - _STEP + 1, _STEP)]


def signs(text: str, language: Language) -> Signs:
    """What the words of ``text`` tell of its polarity and mood."""
    said = clauses(text, language.tokens)
    tokens = tuple(itertools.chain.from_iterable(said))
    left = language.waived.without(said)
    return Signs(
        denies=_denies(left, language),
        asks=_asks(text.rstrip(_QUOTES + " ")[-1:], tokens, language),
        conditional=_supposes(tokens, language),
        number=any(language.number_at(tokens, i) is not None for i in range(len(tokens))),
        waives=language.waived.gives(said),
        claims=language.waived.claims(said),
    )


def waiving(phrases: Sequence[str], language: Language) -> bool | None:
    """True when some phrase says that something is free, False when none does and some name a charge."""
    said = [clauses(phrase, language.tokens) for phrase in phrases]
    if any(map(language.waived.gives, said)):
        return True
    return False if any(map(language.waived.claims, said)) else None


def _denies(tokens: Sequence[str], language: Language) -> bool:
    live = [i for i, token in enumerate(tokens) if token in language.negations]
    idioms = language.neutral_negations
    return any(
        not any(
            tuple(tokens[i - k : i - k + len(idiom)]) == idiom
            for idiom in idioms
            for k, word in enumerate(idiom)
            if word == tokens[i] and i >= k
        )
        for i in live
    )


def _supposes(tokens: Sequence[str], language: Language) -> bool:
    """True for an "if" that is more than a wish ("if you like")."""
    wishes = language.moods.wishes
    return any(
        token in language.conditionals
        and not any(language.lemmas(near) & wishes for near in tokens[i + 1 : i + 1 + _WISH_REACH])
        for i, token in enumerate(tokens)
    )


def _asks(mark: str, tokens: Sequence[str], language: Language) -> bool:
    """True for a question; ``mark`` is the text's last sign: "what you asked for is 44 pounds." is none."""
    opening = [token for token in tokens if token not in language.fillers][:2]
    if mark == "?" or (mark not in _STATES and any(token in language.question_words for token in opening)):
        return True
    inverted = len(opening) > 1 and opening[0] in language.grammar.auxiliaries
    asking = any(token in language.grammar.asking for token in tokens)
    return asking or (language.grammar.inverts and inverted and opening[1] in language.grammar.subjects)


def sentences_of(turn: Turn) -> Iterator[tuple[int, int]]:
    """Word ranges of a turn's sentences: they end at a full stop or a pause."""
    start = 0
    for i, word in enumerate(turn.words):
        last = i + 1 == len(turn.words)
        pause = 0 if last else turn.words[i + 1].start_ms - word.end_ms
        if last or pause > _PAUSE_MS or word.text.rstrip(_QUOTES).endswith(_SENTENCE_ENDS):
            yield start, i + 1
            start = i + 1


def _clauses(turn: Turn, start: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = [i + 1 for i in range(start, end - 1) if turn.words[i].text.endswith(_CLAUSE_ENDS)]
    edges = [start, *cuts, end]
    for first, last in itertools.pairwise(edges):
        if last - first >= _SHORTEST:
            yield first, last
