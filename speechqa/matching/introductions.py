"""Owns finding where somebody says who they are, in whichever of a language's set words.

"Fay speaking" fulfils "my name is {name}" as well as the phrase itself, "Boxfort, good morning" fulfils "I'm
calling from {company}". Only given names count, or surnames behind a title: any word may follow "this is".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from speechqa.lang.introduced import NAME
from speechqa.lang.tokenise import fold
from speechqa.matching.laying import Alignment
from speechqa.matching.slots import may_be_name, named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speechqa.lang import Language
    from speechqa.lang.moods import Idioms
    from speechqa.matching.own_name import Firms, Who
    from speechqa.matching.stream import Line


_NAMES = 3  # words of a name at most
_BETWEEN = 3  # words between a given name and the firm: a surname, "from the"
_FIRST_TURNS = 2  # so many turns is who speaks still told without set words
_NEAR = 4  # words between a bare name and the firm
_TELLING, _ENDING = 4, 2  # letters that tell a firm's name, and that may be its ending
_CACHE = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class _Talk:
    """A line without its hesitations: ``tokens``, and at which ``places`` of the line they are."""

    line: Line
    places: tuple[int, ...]
    tokens: tuple[str, ...]
    language: Language

    def turn(self, i: int) -> int:
        """The number of the turn that a token is of."""
        return self.line.addresses[self.places[i]].turn

    @property
    def first_turns(self) -> list[int]:
        """The numbers of the speaker's first turns."""
        return list(dict.fromkeys(address.turn for address in self.line.addresses))[:_FIRST_TURNS]

    def plain(self, low: int, high: int) -> tuple[str, ...]:
        """The tokens from ``low`` to before ``high``, without diacritics."""
        return _plain(self.tokens[low:high])

    def one_turn(self, low: int, high: int) -> bool:
        """True when the tokens from ``low`` to before ``high`` are of one turn."""
        addresses = self.line.addresses
        return addresses[self.places[low]].turn == addresses[self.places[high - 1]].turn

    def one_clause(self, low: int, high: int) -> bool:
        """True when no clause ends between these tokens."""
        return not any(self.line.ends_clause[i] for i in self.places[low : high - 1])


def introductions(
    line: Line, language: Language, who: Who, names: Firms, firms: Sequence[Alignment]
) -> list[Alignment]:
    """All places of a line where its speaker says ``who`` they are: by name, of which firm, or both.

    ``names`` are a script's values, ``firms`` the places where the firm that is asked for is named.
    """
    talk = _talk(line, language)
    if not who.firm:
        return _own_names(talk, names)
    if not who.name:
        return [_alignment(talk, *told) for told in _told_firms(talk, firms, names)]
    named = [_alignment(talk, *place) for place in _places(talk, firms, names)]
    return _together(_own_names(talk, names), named, line)


def _talk(line: Line, language: Language) -> _Talk:
    places = tuple(i for i, token in enumerate(line.tokens) if token not in language.hesitations)
    return _Talk(line, places, tuple(line.tokens[i] for i in places), language)


def _own_names(talk: _Talk, names: Firms) -> list[Alignment]:
    """Where the speaker says their own name."""
    own = {token for name in names for token in name}
    frames = talk.language.introduced.frames
    return [
        _alignment(talk, low, high)
        for person in _persons(talk)
        if own.isdisjoint(talk.tokens[person[0] : person[1]])
        for low, high in (
            *_framed(talk, person, frames),
            *_beside(talk, person, names),
            *_bare(talk, person, names),
        )
    ]


def _told_firms(talk: _Talk, firms: Sequence[Alignment], names: Firms) -> list[tuple[int, int]]:
    """The stretches of ``tokens`` in which the speaker says of which firm they are."""
    persons = list(_persons(talk))
    told = (
        next(_framed(talk, firm, talk.language.introduced.firms), None)
        or _opening(talk, firm)
        or _with_person(talk, firm, persons)
        for firm in _places(talk, firms, names)
    )
    return [each for each in told if each]


def _places(talk: _Talk, hits: Sequence[Alignment], names: Firms) -> list[tuple[int, int]]:
    """Where a firm is named, as stretches of ``tokens`` (first, end), its longer name whole."""
    numbers = {place: i for i, place in enumerate(talk.places)}
    parts = {part for name in names for part in name}
    found = []
    for hit in hits:
        low, end = numbers.get(hit.first, -1), numbers.get(hit.last, -2) + 1
        while low > 0 and talk.tokens[low - 1] in parts and talk.one_turn(low - 1, low + 1):
            low -= 1
        if 0 <= low < end:
            found.append((low, end))
    return found


def _alignment(talk: _Talk, low: int, high: int) -> Alignment:
    mask = sum(1 << i for i in talk.places[low:high])
    return Alignment(talk.places[low], talk.places[high - 1], mask, 1.0, ())


def _together(names: Sequence[Alignment], firms: Sequence[Alignment], line: Line) -> list[Alignment]:
    """Where name and firm are said in one turn: one stretch from the first to the last of it."""
    found = []
    for name in names:
        turn = line.addresses[name.first].turn
        firm = next((each for each in firms if line.addresses[each.first].turn == turn), None)
        if firm is not None:
            low, high = min(name.first, firm.first), max(name.last, firm.last)
            found.append(Alignment(low, high, name.mask | firm.mask, 1.0, ()))
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


def _framed(talk: _Talk, named: tuple[int, int], frames: Idioms) -> Iterator[tuple[int, int]]:
    """The stretches of ``tokens`` in which set words say that what is named is the speaker, or their firm."""
    first, end = named
    for frame in frames:
        place = frame.index(NAME)
        low, high = first - place, end + len(frame) - place - 1
        if low < 0 or talk.plain(low, first) != _plain(frame[:place]):
            continue
        if talk.plain(end, high) != _plain(frame[place + 1 :]):
            continue
        if talk.one_turn(low, high) and talk.one_clause(low, high):
            yield low, high


@lru_cache(maxsize=_CACHE)
def _plain(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Tokens as careless writing has them: "się" as "sie"."""
    return tuple(fold(token) for token in tokens)


def _bare(talk: _Talk, person: tuple[int, int], names: Firms) -> Iterator[tuple[int, int]]:
    """The name, where nobody is addressed so: in one of the first turns, which names the firm as well."""
    first, end = person
    addresses, token = talk.language.introduced.addresses, talk.tokens[first]
    addressed = addresses & {token, *talk.tokens[max(0, first - 1) : first]}
    if not addresses or addressed or token not in talk.language.lemmas(token):
        return
    near = range(max(0, first - _NEAR), min(len(talk.tokens), end + _NEAR))
    stems = {_stem(part) for name in names for part in name if len(part) >= _TELLING}
    beside = (i for i in near if not first <= i < end and talk.turn(i) == talk.turn(first))
    if talk.turn(first) in talk.first_turns and any(_stem(talk.tokens[i]) in stems for i in beside):
        yield first, end


def _stem(token: str) -> str:
    return fold(token)[: max(_TELLING, len(token) - _ENDING)]


def _opening(talk: _Talk, firm: tuple[int, int]) -> tuple[int, int] | None:
    """The firm where one of the speaker's first turns opens with it, greetings apart."""
    first, end = firm
    start = next(i for i in range(first + 1) if talk.turn(i) == talk.turn(first))
    small = talk.language.grammar.no_names | talk.language.answers
    opens = talk.turn(first) in talk.first_turns and all(token in small for token in talk.tokens[start:first])
    return (first, end) if opens else None


def _with_person(
    talk: _Talk, firm: tuple[int, int], persons: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """The stretch of a name and the firm after it, in one of the speaker's first turns."""
    first, end = firm
    if talk.turn(first) not in talk.first_turns:
        return None
    links = talk.language.introduced.from_
    for low, high in persons:
        if low >= first or first - high > _BETWEEN or not talk.one_turn(low, end):
            continue
        # A firm's name written large may have passed for more of the person's.
        between = talk.tokens[min(high, first) : first]
        if all(token in links or may_be_name(token, talk.language) for token in between):
            framed = next(_framed(talk, (low, high), talk.language.introduced.frames), (low, high))
            return min(low, framed[0]), end
    return None


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
