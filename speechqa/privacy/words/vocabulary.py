"""Owns ``Vocabulary``: what one language says around personal data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Phrase = tuple[str, ...]
# What a number or name nearby is, by what is said before it. "order" is a number of a thing, not of a person;
# "own_name" gives the speaker's ("perhaps_name" if two capitals follow), "ask_name" asks for the other's.
CueKind = Literal[
    "phone",
    "card",
    "account",
    "id",
    "birth",
    "email",
    "order",
    "own_name",
    "perhaps_name",
    "ask_name",
    "spell",
    "address",
]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words are tokens as ``lang`` gives them; in cues and units "…*" stands for every ending.

    ``cues`` are phrases by what they announce. ``zeros`` are further words for 0, ``times`` say how often the
    next digit comes, ``plus`` opens an international number, ``between`` may stand inside a number.
    ``units`` behind a number make it a quantity. ``dots``, ``ats``, ``dashes``, ``underscores`` are the
    signs of an e-mail address as they are spoken, ``domains`` the ends of one. ``links`` stand
    between a letter and its example ("M for Mike"). ``titles`` stand before a surname. ``streets`` are words
    for a street, ``street_ends`` what a street's name ends with; ``number_first``: the number precedes it.
    ``regions`` are the countries whose national phone numbers may be meant.
    """

    cues: Mapping[CueKind, tuple[Phrase, ...]] = field(default_factory=dict)
    zeros: frozenset[str] = frozenset()
    times: Mapping[Phrase, int] = field(default_factory=dict)
    plus: frozenset[str] = frozenset(("plus",))
    between: frozenset[str] = frozenset()
    units: tuple[str, ...] = ()
    dots: frozenset[str] = frozenset()
    ats: frozenset[str] = frozenset()
    dashes: frozenset[str] = frozenset()
    underscores: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    no_names: frozenset[str] = frozenset()
    streets: tuple[str, ...] = ()
    street_ends: tuple[str, ...] = ()
    house: frozenset[str] = frozenset()
    number_first: bool = False
    regions: tuple[str, ...] = ()


def phrases(text: str) -> tuple[Phrase, ...]:
    """The phrases of a list written in one string, separated by commas."""
    return tuple(tuple(phrase.split()) for phrase in text.split(",") if phrase.split())
