"""Owns a turn as promises are looked for in it: its tokens, its cues by place, and its sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.checks.commitments.cues import load
from speechqa.checks.lexicon import scan
from speechqa.checks.spoken import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speechqa.checks.spoken import SpokenTurn
    from speechqa.lang import Language
    from speechqa.records import Transcript, Turn

_PAUSE_MS = 1000
_ENDS = (".", "?", "!", "…", ";")
_QUOTES = "\"'»”)"


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that play a ``role`` (see ``cues/en.txt``): tokens ``start`` to ``end`` (exclusive)."""

    role: str
    what: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """Tokens ``start`` to ``end`` (exclusive) of a turn; ``asks`` is true for a question."""

    start: int
    end: int
    asks: bool


@dataclass(frozen=True, slots=True, eq=False)
class HeardTurn:
    """A turn with its cues in order; ``commas`` are tokens behind which a comma or a dash stands."""

    turn: Turn
    tokens: tuple[str, ...]
    owner: tuple[int, ...]
    cues: tuple[Cue, ...]
    sentences: tuple[Sentence, ...]
    commas: frozenset[int]
    language: Language

    def sentence_at(self, place: int) -> Sentence:
        """The sentence that holds token number ``place``."""
        return next(one for one in self.sentences if one.start <= place < one.end)

    def of(self, *roles: str, start: int = 0, end: int | None = None) -> Iterator[Cue]:
        """The cues of these roles that lie between two tokens."""
        limit = len(self.tokens) if end is None else end
        return (cue for cue in self.cues if cue.role in roles and start <= cue.start and cue.end <= limit)

    def words(self, start: int, end: int) -> range:
        """The numbers of the words that tokens ``start`` to ``end`` (exclusive) belong to."""
        return range(self.owner[start], self.owner[end - 1] + 1)


def heard(transcript: Transcript, language: Language) -> tuple[HeardTurn, ...]:
    """All turns of a call, in order."""
    pairs = zip(transcript.turns, spoken(transcript, language), strict=True)
    return tuple(_turn(turn, said, language) for turn, said in pairs)


def _turn(turn: Turn, said: SpokenTurn, language: Language) -> HeardTurn:
    cue_set = load(language.code)
    found = (Cue(*cue_set.groups[hit.key], hit.start, hit.end) for hit in scan(cue_set.lexicon, said.tokens))
    tokens = said.tokens.texts
    last = {word: place for place, word in enumerate(said.owner)}
    return HeardTurn(
        turn=turn,
        tokens=tokens,
        owner=said.owner,
        cues=_promising(found),
        sentences=tuple(_sentences(turn, said, language)),
        commas=frozenset(
            place for word, place in last.items() if turn.words[word].text.endswith((",", "–", "—", ":"))
        ),
        language=language,
    )


def _promising(found: Iterable[Cue]) -> tuple[Cue, ...]:
    """The cues without the invoices that only tell how one is billed ("electronic invoice, of course")."""
    cues = tuple(found)
    terms = [cue for cue in cues if cue.role == "terms"]
    return tuple(
        cue
        for cue in cues
        if cue.role != "object" or not any(each.start <= cue.start < each.end for each in terms)
    )


def _sentences(turn: Turn, said: SpokenTurn, language: Language) -> Iterator[Sentence]:
    """The sentences: they end at a full stop or a pause."""
    tokens, owner = said.tokens.texts, said.owner
    start = 0
    for place, word in enumerate(owner):
        end = place + 1
        if end < len(owner) and (owner[end] == word or not _ends(turn, word)):
            continue
        yield Sentence(start, end, _asks(turn.words[word].text, tokens[start:end], language))
        start = end


def _ends(turn: Turn, word: int) -> bool:
    following = turn.words[word + 1] if word + 1 < len(turn.words) else None
    pause = following is None or following.start_ms - turn.words[word].end_ms > _PAUSE_MS
    return pause or turn.words[word].text.rstrip(_QUOTES).endswith(_ENDS)


def _asks(last: str, tokens: Sequence[str], language: Language) -> bool:
    """Whether a sentence is a question: by its mark, or by its first word where it has none."""
    last = last.rstrip(_QUOTES)
    if last.endswith(_ENDS):
        return last.endswith("?")
    return tokens[0] in language.question_words
