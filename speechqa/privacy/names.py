"""Owns names of people: behind "my name is", behind a title, spelled out; and where they come again.

An agent's own name is no secret of the call: it stands in the tables anyway. What the agent says of
his or her own name is left alone, what the agent calls the customer isn't.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speechqa.lang.tokenise import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speechqa.privacy.cues import Cue
    from speechqa.privacy.talk import Talk, Token

_MOST_PARTS = 3
_IS = frozenset(("is", "ist", "to"))
_ANSWER_TOKENS = 6  # "Kowalska, Anna Kowalska": longer answers to "your name?" are no bare name
_ANSWER_REACH = 14
_SPELLED = 4  # letters in a row; three are an abbreviation
_SPELLED_NEAR_CUE = 3
_SPELL_REACH = 25
_EXAMPLES = 2  # "M for Mike, A for Alpha"
_SHORTEST_AGAIN = 4
_PATRONYMIC = re.compile(
    r"[а-яё]{3,}(?:ович|евич|ич|овна|евна|ична|инична|овны|евны|овне|евне|овичу|евичу|овича|евича)"
)


def find_names(talk: Talk, cues: Sequence[Cue]) -> Iterator[tuple[int, ...]]:
    """The places of each name."""
    found = [
        *_introduced(talk, cues),
        *_answered(talk, cues),
        *_titled(talk),
        *_spelled(talk, cues),
        *_with_examples(talk),
        *_patronymics(talk),
    ]
    own = _agents_own(talk, cues)
    found = [places for places in found if any(_stem(talk.tokens[place].text) not in own for place in places)]
    yield from found
    yield from _again(talk, found, own)


def _agents_own(talk: Talk, cues: Sequence[Cue]) -> frozenset[str]:
    """Stems of what the agent gives as the agent's own name."""
    given = [cue for cue in cues if cue.kind == "own_name" and talk.tokens[cue.last].speaker == "agent"]
    return frozenset(
        _stem(talk.tokens[place].text)
        for cue in given
        for start in (cue.last + 1, cue.last + 2)  # "… mit Herrn Tobler"
        for places in _name_from(talk, start)
        for place in places
    )


def _introduced(talk: Talk, cues: Sequence[Cue]) -> Iterator[tuple[int, ...]]:
    for cue in cues:
        if cue.kind == "own_name" and talk.tokens[cue.last].speaker != "agent":
            if _goes_on(talk, cue.last):
                yield from _name_from(talk, cue.last + 1)
            if talk.tokens[cue.last].text == "name":
                yield from _name_before(talk, cue.first)
        elif cue.kind == "perhaps_name" and talk.tokens[cue.last].speaker != "agent":
            yield from _two_names(talk, cue.last)


def _two_names(talk: Talk, last: int) -> Iterator[tuple[int, ...]]:
    """First name and surname behind "I'm": one word may be anything ("I'm British")."""
    if talk.written and _goes_on(talk, last):
        found = _name_from(talk, last + 1, over_commas=False)
        yield from (places for places in found if len(places) > 1)


def _goes_on(talk: Talk, place: int) -> bool:
    """Whether the sentence goes on behind the token."""
    token = talk.tokens[place]
    return not token.ends and place + 1 < len(talk.tokens) and talk.tokens[place + 1].turn == token.turn


def _name_before(talk: Talk, place: int) -> Iterator[tuple[int, ...]]:
    """The name in front of "is my name": only where capitals show where it begins."""
    end = place
    if end and talk.tokens[end - 1].text in _IS:
        end -= 1
    start = end
    while start > max(0, end - _MOST_PARTS) and _leads_to(talk, start - 1, place):
        start -= 1
    if talk.written and start < end:
        yield tuple(range(start, end))


def _leads_to(talk: Talk, at: int, place: int) -> bool:
    token = talk.tokens[at]
    return not token.ends and token.turn == talk.tokens[place].turn and _may_be_name(talk, token)


def _answered(talk: Talk, cues: Sequence[Cue]) -> Iterator[tuple[int, ...]]:
    """Names that answer "your name, please?": a short turn of the other side, or its first words."""
    for cue in cues:
        asker = talk.tokens[cue.last]
        if cue.kind != "ask_name" or asker.speaker == "customer":
            continue
        for place in range(cue.last + 1, min(cue.last + 1 + _ANSWER_REACH, len(talk.tokens))):
            token = talk.tokens[place]
            if token.turn != asker.turn:
                yield from _answer(talk, place)
                break


def _answer(talk: Talk, place: int) -> Iterator[tuple[int, ...]]:
    turn = [at for at in range(place, len(talk.tokens)) if talk.tokens[at].turn == talk.tokens[place].turn]
    for at in turn[:_ANSWER_TOKENS]:
        if _may_be_name(talk, talk.tokens[at]) and (talk.written or len(turn) <= _ANSWER_TOKENS):
            yield from _name_from(talk, at)
            return


def _name_from(talk: Talk, place: int, *, over_commas: bool = True) -> Iterator[tuple[int, ...]]:
    """The name that begins at ``place``, up to three parts in one turn; nothing where none does."""
    end = place
    while end < len(talk.tokens) and end - place < _MOST_PARTS:
        token, before = talk.tokens[end], talk.tokens[end - 1]
        parted = end > place and (before.ends or (before.comma and not over_commas))
        if parted or token.turn != talk.tokens[place].turn or not _may_be_name(talk, token):
            break
        end += 1
    if end > place:
        yield tuple(range(place, end))


def _may_be_name(talk: Talk, token: Token) -> bool:
    """Whether a word may be a name: written with a capital where any are, and none of the small words."""
    language, words = talk.language, talk.words
    if not token.text.isalpha() or len(token.text) < 2:  # noqa: PLR2004 -- letters
        return False
    small = words.no_names | words.titles | language.light_words | language.grammar.no_names
    if token.text in small:
        return False
    if talk.written:
        # Two capitals are an abbreviation.
        return token.capital and not token.raw[:2].isupper() and language.number_at([token.text], 0) is None
    return language.grammar.name(token.text) and language.number_at([token.text], 0) is None


def _titled(talk: Talk) -> Iterator[tuple[int, ...]]:
    """Names behind a title: "Mrs Shaw", "pani Kowalska"; only where capitals tell them from other words."""
    if not talk.written:
        return
    for place, token in enumerate(talk.tokens[:-1]):
        following = talk.tokens[place + 1]
        stands = token.text in talk.words.titles and not token.ends and following.turn == token.turn
        if stands and not _says_own(talk, place):
            # "Mr Shaw, Judith speaking": the name behind the comma is another's.
            yield from _name_from(talk, place + 1, over_commas=False)


def _says_own(talk: Talk, place: int) -> bool:
    """Whether the agent names herself: "mein Name ist Frau Brandt"."""
    token = talk.tokens[place]
    if token.speaker != "agent":
        return False
    before = tuple(one.text for one in talk.tokens[max(0, place - 4) : place] if one.turn == token.turn)
    phrases = talk.words.cues.get("own_name", ())
    return any(before[i : i + len(phrase)] == phrase for phrase in phrases for i in range(len(before)))


def _spelled(talk: Talk, cues: Sequence[Cue]) -> Iterator[tuple[int, ...]]:
    """Letters in a row: four and more, or three near "spell" and a surname."""
    for stretch in talk.stretches:
        row: list[int] = []
        for place in (*stretch, None):
            if place is not None and _is_letter(talk, place):
                row.append(place)
                continue
            if row:
                near = any(
                    cue.kind in ("spell", "ask_name", "own_name") and 0 < row[0] - cue.last <= _SPELL_REACH
                    for cue in cues
                )
                words = sum(talk.tokens[at].text in talk.language.light_words for at in row)
                if len(row) - (0 if talk.written or near else words) >= (
                    _SPELLED_NEAR_CUE if near else _SPELLED
                ):
                    yield tuple(row)
            row = []


def _is_letter(talk: Talk, place: int) -> bool:
    """Whether the token is a letter, not a small word: capital where any are."""
    token = talk.tokens[place]
    if len(token.text) != 1 or not token.text.isalpha():
        return False
    return not talk.written or token.raw.isupper() or len(token.raw) > 1


def _with_examples(talk: Talk) -> Iterator[tuple[int, ...]]:
    """Letters with examples: "M wie Martha, A wie Anton"."""
    for stretch in talk.stretches:
        places: list[int] = []
        count, at = 0, 0
        while at < len(stretch):
            size = _example_at(talk, stretch, at)
            if size:
                places += stretch[at : at + size]
                count += 1
            elif places and talk.tokens[stretch[at]].text not in talk.words.between:
                if count >= _EXAMPLES:
                    yield tuple(places)
                places, count = [], 0
            at += max(size, 1)
        if count >= _EXAMPLES:
            yield tuple(places)


def _example_at(talk: Talk, stretch: Sequence[int], at: int) -> int:
    """3 where a letter, a linking word and an example with that letter stand at ``at``, else 0."""
    said = [talk.tokens[place].text for place in stretch[at : at + 3]]
    if len(said) < 3 or said[1] not in talk.words.links:  # noqa: PLR2004
        return 0
    return 3 if len(said[0]) == 1 and fold(said[2]).startswith(fold(said[0])) and len(said[2]) > 1 else 0


def _patronymics(talk: Talk) -> Iterator[tuple[int, ...]]:
    """Russian first name and patronymic: «Анна Сергеевна»."""
    if talk.language.code != "ru":
        return
    for place in range(1, len(talk.tokens)):
        token, before = talk.tokens[place], talk.tokens[place - 1]
        if not _PATRONYMIC.fullmatch(token.text) or before.turn != token.turn or before.ends:
            continue
        if _may_be_name(talk, token) and _may_be_name(talk, before) and not _says_own(talk, place - 1):
            yield (place - 1, place)


def _again(talk: Talk, found: Sequence[tuple[int, ...]], own: frozenset[str]) -> Iterator[tuple[int, ...]]:
    """Where a name that was found is said again, in another case too; only as written with a capital."""
    known = {place for places in found for place in places}
    said = (talk.tokens[place].text for place in known)
    spelled = ("".join(talk.tokens[place].text for place in places) for places in found)
    stems = {_stem(text) for text in (*said, *spelled) if len(text) >= _SHORTEST_AGAIN} - own
    for place, token in enumerate(talk.tokens):
        if place in known or len(token.text) < _SHORTEST_AGAIN or (talk.written and not token.capital):
            continue
        if _stem(token.text) in stems and _may_be_name(talk, token):
            yield (place,)


def _stem(text: str) -> str:
    """What the cases of a name share: all but its last two letters, four at least."""
    plain = fold(text)
    return plain[: max(_SHORTEST_AGAIN, len(plain) - 2)]
