"""Owns a call as tokens with their places, and the stretches that one speaker says in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa import lang
from speechqa.privacy.words import NOTHING, VOCABULARIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speechqa.lang import Language
    from speechqa.privacy.words import Vocabulary
    from speechqa.records import Speaker, Transcript, Turn

# Between two parts of a number the other side says little, or repeats digits.
_ASIDE_TOKENS = 4
_ASIDE_MS = 20_000
_QUOTES = "\"'«»„“”‚‘’()[]"
_ENDS = (".", "!", "?", ";")


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a word: ``raw`` is the whole word, ``first`` and ``last`` tell its place in the word.

    ``comma``: one stands behind it.
    """

    text: str
    raw: str
    turn: int
    word: int
    speaker: Speaker
    start_ms: int
    end_ms: int
    first: bool
    last: bool
    comma: bool

    @property
    def capital(self) -> bool:
        """Whether the word is written with a capital."""
        return self.raw[:1].isupper()

    @property
    def ends(self) -> bool:
        """Whether a sentence ends behind the token."""
        return self.last and self.raw.endswith(_ENDS)


@dataclass(frozen=True, slots=True, eq=False)
class Talk:
    """All tokens of a call in the order of its turns.

    ``stretches`` are places of tokens of one speaker that may belong together, over turns too.
    ``written`` is false where the recogniser writes no capitals.
    """

    tokens: tuple[Token, ...]
    stretches: tuple[tuple[int, ...], ...]
    language: Language
    words: Vocabulary
    written: bool


def read(transcript: Transcript) -> Talk:
    """The transcript as tokens."""
    language = lang.get(transcript.language)
    tokens = tuple(
        token for number, turn in enumerate(transcript.turns) for token in _tokens(turn, number, language)
    )
    return Talk(
        tokens=tokens,
        stretches=tuple(_stretches(tokens, language)),
        language=language,
        words=VOCABULARIES.get(language.code, NOTHING),
        written=any(token.capital for token in tokens),
    )


def _tokens(turn: Turn, number: int, language: Language) -> Iterator[Token]:
    for place, word in enumerate(turn.words):
        raw = word.text.strip(_QUOTES + ",")
        texts = language.tokens(raw)
        for i, text in enumerate(texts):
            last = i == len(texts) - 1
            yield Token(
                text=text,
                raw=raw,
                turn=number,
                word=place,
                speaker=turn.speaker,
                start_ms=word.start_ms,
                end_ms=word.end_ms,
                first=i == 0,
                last=last,
                comma=last and word.text.endswith(","),
            )


def _stretches(tokens: Sequence[Token], language: Language) -> Iterator[tuple[int, ...]]:
    """The places of one speaker's tokens, cut where the other says more than a few words between."""
    for speaker in ("agent", "customer", "unknown"):
        places: list[int] = []
        for place, token in enumerate(tokens):
            if token.speaker != speaker:
                continue
            if places and _parted(tokens, places[-1], place, language):
                yield tuple(places)
                places = []
            places.append(place)
        if places:
            yield tuple(places)


def _parted(tokens: Sequence[Token], before: int, after: int, language: Language) -> bool:
    if tokens[after].start_ms - tokens[before].end_ms > _ASIDE_MS:
        return True
    between = [token.text for token in tokens[before + 1 : after]]
    content = [
        text
        for i, text in enumerate(between)
        if text not in language.fillers and language.number_at(between, i) is None
    ]
    return len(content) > _ASIDE_TOKENS
