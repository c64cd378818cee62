"""Owns finding where somebody says their own name, in whichever of a language's set words.

"Fay speaking" fulfils "my name is {name}" as well as the phrase itself. Only given names count, or surnames
behind a title: any word may follow "this is".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.lang.introduced import NAME
from speechqa.matching.laying import Alignment
from speechqa.matching.slots import may_be_name, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speechqa.lang import Language
    from speechqa.matching.own_name import Firms
    from speechqa.matching.stream import Line


_NAMES = 3  # words of a name at most


@dataclass(frozen=True, slots=True, eq=False)
class _Talk:
    """A line without its hesitations: ``tokens``, and at which ``places`` of the line they are."""

    line: Line
    places: tuple[int, ...]
    tokens: tuple[str, ...]
    language: Language

    def one_turn(self, low: int, high: int) -> bool:
        """True when the tokens from ``low`` to before ``high`` are of one turn."""
        addresses = self.line.addresses
        return addresses[self.places[low]].turn == addresses[self.places[high - 1]].turn

    def one_clause(self, low: int, high: int) -> bool:
        """True when no clause ends between these tokens."""
        return not any(self.line.ends_clause[i] for i in self.places[low : high - 1])


def introductions(line: Line, language: Language, names: Firms) -> list[Alignment]:
    """All places of a line where its speaker says their own name; ``names`` are a script's values."""
    places = tuple(i for i, token in enumerate(line.tokens) if token not in language.hesitations)
    talk = _Talk(line, places, tuple(line.tokens[i] for i in places), language)
    own = {token for name in names for token in name}
    found = []
    for person in _persons(talk):
        if own.isdisjoint(talk.tokens[person[0] : person[1]]):
            for low, high in (*_framed(talk, person), *_beside(talk, person, names)):
                mask = sum(1 << i for i in places[low:high])
                found.append(Alignment(places[low], places[high - 1], mask, 1.0, ()))
    return found


def _persons(talk: _Talk) -> Iterator[tuple[int, int]]:
    """Where somebody is named: (first, end) in ``tokens``, with a title and a surname written large."""
    titles, count = talk.language.introduced.titles, len(talk.tokens)
    for i in range(count):
        titled = i > 0 and talk.tokens[i - 1] in titles
        if not _given(talk, i) and not (titled and named(talk.line, talk.places[i], talk.language)):
            continue
        end = i + 1
        while talk.line.cased and end < min(count, i + _NAMES) and _surname(talk, end):
            end += 1
        yield i - titled, end


def _given(talk: _Talk, i: int) -> bool:
    """True for a given name, though the dictionary may have it as another word, too («вера»)."""
    token, language = talk.tokens[i], talk.language
    written = not talk.line.cased or talk.places[i] in talk.line.capitals
    return written and language.introduced.given(token) and may_be_name(token, language)


def _surname(talk: _Talk, i: int) -> bool:
    follows = talk.one_clause(i - 1, i + 1) and talk.places[i] in talk.line.capitals
    return follows and may_be_name(talk.tokens[i], talk.language)


def _framed(talk: _Talk, person: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The stretches of ``tokens`` in which set words say that the person is the speaker."""
    first, end = person
    for frame in talk.language.introduced.frames:
        place = frame.index(NAME)
        low, high = first - place, end + len(frame) - place - 1
        if low < 0 or (*talk.tokens[low:first], NAME, *talk.tokens[end:high]) != frame:
            continue
        if talk.one_turn(low, high) and talk.one_clause(low, high):
            yield low, high


def _beside(talk: _Talk, person: tuple[int, int], names: Firms) -> Iterator[tuple[int, int]]:
    """The stretches of ``tokens`` where the person's name follows a firm's, or comes "from" it."""
    first, end = person
    if talk.tokens[first] in talk.language.introduced.titles:  # "Boxfort. Mrs Hall?" asks who is there
        return
    linked = talk.tokens[end : end + 1] and talk.tokens[end] in talk.language.introduced.from_
    for name in names:
        low, high = first - len(name), end + 1 + len(name)
        if low >= 0 and talk.tokens[low:first] == name and talk.one_turn(low, end):
            yield low, end
        if linked and talk.tokens[end + 1 : high] == name and talk.one_turn(first, high):
            yield first, high
