"""Owns runs of digits: written or said, one by one, in groups, doubled, over fillers and turns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.privacy.cues import fits_any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speechqa.privacy.talk import Talk, Token

# Words that may stand inside a number in a row: "five, um, yes, and then six".
_MOST_BETWEEN = 4
_LARGEST_GROUP = 9999
_WRITTEN = re.compile(r"\+?\(?\d[\d\-./()\s]*")
_QUANTITY = re.compile(
    r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d+[.,]\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2}"
)


@dataclass(frozen=True, slots=True)
class Run:
    """A run of digits; ``places`` are its tokens', ``groups`` how many parts it was told in.

    ``plus``: it opens as an international number. ``stretch`` is what its speaker said around it.
    """

    digits: str
    places: tuple[int, ...]
    groups: int
    plus: bool
    stretch: tuple[int, ...]

    @property
    def first(self) -> int:
        """The place of the first token."""
        return self.places[0]

    @property
    def last(self) -> int:
        """The place of the last token."""
        return self.places[-1]


@dataclass(slots=True)
class _Open:
    """A run half read."""

    digits: str = ""
    places: tuple[int, ...] = ()
    groups: int = 0
    plus: bool = False
    gap: int = 0

    def add(self, digits: str, places: Sequence[int]) -> None:
        self.digits += digits
        self.places += tuple(places)
        self.groups += 1
        self.gap = 0


def find_runs(talk: Talk) -> tuple[Run, ...]:
    """All runs of digits by place, of any length."""
    found = [run for stretch in talk.stretches for run in _runs(talk, stretch)]
    return tuple(sorted(found, key=lambda run: run.first))


def _runs(talk: Talk, stretch: tuple[int, ...]) -> Iterator[Run]:
    tokens = [talk.tokens[place] for place in stretch]
    texts = [token.text for token in tokens]
    now, at = _Open(), 0
    while at < len(tokens):
        digits, size = _piece(talk, tokens, texts, at)
        if digits and not _counts_things(talk, texts, at + size):
            now.add(digits, stretch[at : at + size])
            now.plus = now.plus or (now.groups == 1 and _opens_abroad(talk, tokens, at))
        elif digits or not _may_stand_between(talk, texts, at, now):
            if now.digits:
                yield Run(now.digits, now.places, now.groups, now.plus, stretch)
            now = _Open()
        else:
            now.gap += 1
        at += max(size, 1)
    if now.digits:
        yield Run(now.digits, now.places, now.groups, now.plus, stretch)


def _piece(talk: Talk, tokens: Sequence[Token], texts: Sequence[str], at: int) -> tuple[str, int]:
    """Digits and length in tokens of the part of a number at ``at``; ("", length) of what is a quantity."""
    for phrase, times in talk.words.times.items():
        if tuple(texts[at : at + len(phrase)]) == phrase and at + len(phrase) < len(texts):
            digits, size = _group(talk, tokens, texts, at + len(phrase))
            if len(digits) == 1:
                return digits * times, len(phrase) + size
    return _group(talk, tokens, texts, at)


def _group(talk: Talk, tokens: Sequence[Token], texts: Sequence[str], at: int) -> tuple[str, int]:
    token = tokens[at]
    if any(char.isdigit() for char in token.raw):
        return _written(tokens, at)
    if token.text in talk.words.zeros:
        return "0", 1
    found = _number_at(talk, texts, at)
    if found is None:
        return "", 0
    value, size = found
    said = texts[at : at + size]
    # A number of thousands is a quantity; written digits behind words are a group of their own.
    scaled = any(talk.language.lemmas(text) & talk.language.numbers.scales.keys() for text in said)
    if scaled or value != int(value) or value > _LARGEST_GROUP or any(map(_has_digit, said)):
        return "", 1 if any(map(_has_digit, said)) else size
    return str(int(value)), size


def _number_at(talk: Talk, texts: Sequence[str], at: int) -> tuple[float, int] | None:
    """Value and length of the number at ``at``; a zero opens another: "six zero" are two digits."""
    language = talk.language
    found = language.number_at(texts, at)
    if found is None:
        return None
    end = at + found[1]
    cut = next((i for i in range(at + 1, end) if language.number_at([texts[i]], 0) == (0, 1)), end)
    # "Nine hundred one two" is 900 and two digits; "nine hundred and one", or nothing behind, is 901.
    behind = next((i + 1 for i in range(at, end) if texts[i] in language.numbers.hundred), end)
    goes_on = end < len(texts) and language.number_at(texts, end) is not None
    if goes_on and behind < end and texts[behind] not in language.numbers.joiners:
        cut = min(cut, behind)
    return found if cut == end else language.number_at(texts[at:cut], 0)


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _written(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """Digits of a written word: not those of sums, times, dates, or of names such as "B2B"."""
    token = tokens[at]
    size = 1
    while not tokens[at + size - 1].last and at + size < len(tokens):
        size += 1
    text = token.raw.rstrip(".,;:!?")
    if not token.first or _QUANTITY.fullmatch(text) or not _WRITTEN.fullmatch(text):
        return "", size
    return re.sub(r"\D", "", text), size


def _counts_things(talk: Talk, texts: Sequence[str], at: int) -> bool:
    """Whether what follows makes the number before it a quantity, a price or a time."""
    if at >= len(texts):
        return False
    return fits_any(texts[at], talk.words.units) or bool(
        talk.language.lemmas(texts[at]) & talk.language.numbers.currencies
    )


def _opens_abroad(talk: Talk, tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].raw.startswith(("+", "(+")) or (at > 0 and tokens[at - 1].text in talk.words.plus)


def _may_stand_between(talk: Talk, texts: Sequence[str], at: int, now: _Open) -> bool:
    if not now.digits or now.gap >= _MOST_BETWEEN:
        return False
    text = texts[at]
    return text in talk.words.between or bool(talk.language.filler_at(texts, at))
