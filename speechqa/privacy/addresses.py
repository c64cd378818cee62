"""Owns addresses: a street with its house number, said by the customer or asked for by the agent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speechqa.privacy.cues import fits_any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speechqa.privacy.cues import Cue
    from speechqa.privacy.talk import Talk

_NAME_PARTS = 3  # words of a street's name beside its number
_CUE_REACH = 20
_CUE_REACH_BACK = 4  # "fourteen Park Road, your address"
_SHORTEST_STEM = 3
_HOUSE = re.compile(r"\d{1,4}[a-zа-я]?")
_LARGEST = 9999
# "Park Road" needs no more, "the road" is none.
_NUMBER_REACH = 2


def find_addresses(talk: Talk, cues: Sequence[Cue]) -> Iterator[tuple[int, ...]]:
    """The places of each street with its number."""
    for stretch in talk.stretches:
        for at, place in enumerate(stretch):
            if not _is_street(talk, place) or not _is_customers(talk, place, cues):
                continue
            found = _before(talk, stretch, at) if talk.words.number_first else _behind(talk, stretch, at)
            if found:
                yield found


def _is_street(talk: Talk, place: int) -> bool:
    text = talk.tokens[place].text
    if fits_any(text, talk.words.streets):
        return True
    return any(
        text.endswith(end) and len(text) >= len(end) + _SHORTEST_STEM for end in talk.words.street_ends
    )


def _is_customers(talk: Talk, place: int, cues: Sequence[Cue]) -> bool:
    """Whether an address here is the customer's: the customer tells it, or the agent names it as theirs."""
    if talk.tokens[place].speaker != "agent":
        return True
    return any(
        cue.kind == "address"
        and -_CUE_REACH_BACK <= place - cue.last <= _CUE_REACH
        and talk.tokens[cue.last].speaker == "agent"
        and talk.tokens[cue.first].text.startswith(
            ("your", "ihr", "ваш", "pan", "deliver", "liefer", "доста", "dostar")
        )
        for cue in cues
    )


def _before(talk: Talk, stretch: Sequence[int], at: int) -> tuple[int, ...] | None:
    """Number and name in front of the word for the street: "twelve Park Road"."""
    for names in range(1, _NAME_PARTS + 1):
        first = at - names
        if first < 1 or not _is_name_part(talk, stretch[first]):
            return None
        size = _number_behind(talk, stretch, first - 1)
        if size:
            return tuple(stretch[first - size : at + 1])
    return None


def _number_behind(talk: Talk, stretch: Sequence[int], last: int) -> int:
    """Length in tokens of a house number that ends at ``last``."""
    for size in (3, 2, 1):
        if last - size + 1 >= 0 and _number_size(talk, stretch, last - size + 1) == size:
            return size
    return 0


def _behind(talk: Talk, stretch: Sequence[int], at: int) -> tuple[int, ...] | None:
    """Name and number behind the word for the street: «улица Ленина, дом пять», "Lindenweg acht"."""
    own_name = not fits_any(talk.tokens[stretch[at]].text, talk.words.streets)
    for names in range(0 if own_name or _named_before(talk, stretch, at) else 1, _NAME_PARTS + 1):
        end = at + 1 + names
        if any(not _is_name_part(talk, place) for place in stretch[at + 1 : end]):
            return None
        while end < len(stretch) and talk.tokens[stretch[end]].text in talk.words.house:
            end += 1
        size = _number_size(talk, stretch, end) if end < len(stretch) else 0
        if size:
            first = at - 1 if _named_before(talk, stretch, at) else at
            return tuple(stretch[first : _with_flat(talk, stretch, end + size)])
    return None


def _named_before(talk: Talk, stretch: Sequence[int], at: int) -> bool:
    """Whether the street's name stands before its word: "Lange Straße", «Садовая улица»."""
    if not at:
        return False
    token = talk.tokens[stretch[at - 1]]
    return (
        token.text not in talk.language.light_words and not token.ends and (token.capital or not talk.written)
    )


def _with_flat(talk: Talk, stretch: Sequence[int], end: int) -> int:
    """Where the address ends with its flat: «квартира двенадцать»."""
    at = end
    while at < len(stretch) and talk.tokens[stretch[at]].text in talk.words.house:
        at += 1
    size = _number_size(talk, stretch, at) if end < at < len(stretch) else 0
    return at + size if size else end


def _is_name_part(talk: Talk, place: int) -> bool:
    token = talk.tokens[place]
    small = token.text in talk.language.light_words and token.text not in ("der", "den", "the")
    return token.text.isalpha() and not small and not token.ends


def _number_size(talk: Talk, stretch: Sequence[int], at: int) -> int:
    """Length in tokens of a house number at ``at``, 0 where there is none."""
    texts = [talk.tokens[place].text for place in stretch[at : at + 4]]
    if _HOUSE.fullmatch(texts[0]):
        return 1
    found = talk.language.number_at(texts, 0)
    if found is None or not 0 < found[0] <= _LARGEST or found[0] != int(found[0]):
        return 0
    following = texts[found[1]] if found[1] < len(texts) else ""
    return 0 if fits_any(following, talk.words.units) and not talk.words.number_first else found[1]
