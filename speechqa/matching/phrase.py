"""Owns ``Phrase``: what a person wrote, compiled and ready to be found."""

from __future__ import annotations

import itertools
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from speechqa.lang import Language
from speechqa.matching.elements import Element, readings
from speechqa.matching.farewell import Parting, parting
from speechqa.matching.inventory import Inventory, Sought, joined, sought
from speechqa.matching.own_name import NOBODY, Firms, Who, firms, who

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Values = tuple[tuple[str, tuple[str, ...]], ...]

# What is kept compiled: as many sets as there are scripts in force, as many phrases as in some of them.
_SETS, _PHRASES = 64, 4096


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """One reading of a phrase. ``items`` are the numbers of its elements in ``inventory``, ``pairs`` those
    of each element written together with the next, None where they can't be.
    """

    elements: tuple[Element, ...]
    items: tuple[int, ...]
    pairs: tuple[int | None, ...]
    inventory: Inventory


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A compiled phrase: ``variants`` are its readings, one for each combination of values.

    ``denies``: it holds a negation of its own; ``states``: it is a statement with a verb, which a
    condition or a question doesn't assert; ``asks``: it is a question or a condition itself; ``names``: it
    only greets, or names a firm or product, which nobody reports. ``who``: it only says who the
    speaker is; ``firms`` are then the tokens of each of the script's values, ``firm`` is the name of the firm
    alone, None where none is wanted. ``parting``: it only ends a call.
    """

    text: str
    variants: tuple[Variant, ...]
    denies: bool
    states: bool = False
    asks: bool = False
    names: bool = False
    who: Who = NOBODY
    firms: Firms = ()
    firm: Phrase | None = None
    parting: Parting = ""


def compile_phrase(
    text: str, language: Language, values: Mapping[str, Sequence[str]] | None = None
) -> Phrase:
    """``text`` ready for ``find``; ``values`` fills placeholders such as {company} with alternatives.

    {name}, {number}, {date} and {any} are slots, (words) in parentheses are optional. A
    placeholder that is neither a slot nor in ``values`` raises ValueError, as does a text
    without words, with over 300 words or with too many readings.
    """
    given = tuple((name, tuple(texts)) for name, texts in sorted((values or {}).items()))
    return _compile_one(text, language, given)


@lru_cache(maxsize=_PHRASES)
def _compile_one(text: str, language: Language, values: Values) -> Phrase:
    return _compiled({text: readings(text, language, dict(values))}, language, dict(values))[text]


@lru_cache(maxsize=_SETS)
def compile_phrases(texts: tuple[str, ...], language: Language, values: Values = ()) -> Mapping[str, Phrase]:
    """The phrases by their texts, faster to find together than one by one; made once for equal arguments.

    What ``compile_phrase`` refuses is left out.
    """
    read = {}
    for text in texts:
        with suppress(ValueError):
            read[text] = readings(text, language, dict(values))
    return MappingProxyType(_compiled(read, language, dict(values)))


def _compiled(
    read: Mapping[str, Sequence[tuple[Element, ...]]],
    language: Language,
    values: Mapping[str, Sequence[str]],
) -> dict[str, Phrase]:
    numbers: dict[Sought, int] = {}
    numbered = {
        text: [_numbered(elements, numbers, language) for elements in variants]
        for text, variants in read.items()
    }
    inventory = Inventory(list(numbers), language)
    found = {
        text: _phrase(text, [Variant(*parts, inventory) for parts in variants], language)
        for text, variants in numbered.items()
    }
    for text, phrase in found.items():
        told, ends = who(text, language, values), parting(text, language)
        if told.name or told.firm:
            named = compile_phrase("{" + told.firm + "}", language, values) if told.firm else None
            found[text] = replace(phrase, who=told, firms=firms(values, language), firm=named)
        elif ends:
            found[text] = replace(phrase, parting=ends)
    inventory.owners = {variant: phrase for phrase in found.values() for variant in phrase.variants}
    return found


def _numbered(
    elements: tuple[Element, ...], numbers: dict[Sought, int], language: Language
) -> tuple[tuple[Element, ...], tuple[int, ...], tuple[int | None, ...]]:
    # A word alone has no others that would tell a recognition error from another word.
    strict = sum(not part.optional for part in elements) == 1 and not any(part.proper for part in elements)
    if strict:
        elements = tuple(_greeting(part, language) for part in elements)
    names = any(part.kind == "name" for part in elements)
    wanted = [sought(part, strict=strict, framing=names) for part in elements]
    items = tuple(numbers.setdefault(each, len(numbers)) for each in wanted)
    together = [joined(left, right) for left, right in itertools.pairwise(elements)]
    pairs = tuple(None if pair is None else numbers.setdefault(pair, len(numbers)) for pair in together)
    return elements, items, (*pairs, None)


def _greeting(part: Element, language: Language) -> Element:
    """A greeting with all that greet alike: alone, other words have no synonyms."""
    if part.kind != "word" or part.text not in language.grammar.no_names:
        return part
    alike = frozenset(name for i in part.groups for name in language.synonyms[i])
    return replace(part, lemmas=part.lemmas | alike)


def _phrase(text: str, variants: Sequence[Variant], language: Language) -> Phrase:
    read = [variant.elements for variant in variants]
    denies = all(any(part.kind == "negation" for part in elements) for elements in read)
    # "I'm not disturbing you?" asks politely what it denies: only plain statements are guarded.
    states = not denies and any(
        _states([part for part in elements if not part.optional], language) for elements in read
    )
    asks = any(_asks(elements, language) for elements in read)
    names = all(part.proper or part.text in language.grammar.no_names for each in read for part in each)
    return Phrase(text, tuple(variants), denies, states, asks, names)


def problems(text: str, language: Language, values: Mapping[str, Sequence[str]] | None = None) -> str:
    """What is wrong with a phrase, for the person who wrote it; "" when nothing is.

    Besides what ``compile_phrase`` refuses: phrases that fit almost anything said.
    """
    try:
        read = readings(text, language, values or {})
    except ValueError as error:
        return str(error)
    for elements in read:
        needed = [part for part in elements if not part.optional]
        if all(part.kind in ("name", "any") for part in needed):
            return f"phrase {text[:40]!r} has only slots that fit any words: add a word beside them"
        if all(part.kind == "word" and part.text in language.fillers for part in needed) and len(needed) > 1:
            return f"phrase {text[:40]!r} has only fillers, which are passed over: add a telling word"
    return ""


def _asks(variant: Sequence[Element], language: Language) -> bool:
    asking = language.question_words | language.moods.embeds | language.grammar.asking
    asking = (asking - language.complementisers) | language.conditionals
    first = next((part.text for part in variant if not part.optional), "")
    opens = language.grammar.inverts and first in language.grammar.auxiliaries and len(variant) > 1
    return (
        opens
        or _verb_first(variant, language)
        or _asks_leave(variant, first, language)
        or any(not part.proper and (part.question or part.text in asking) for part in variant)
    )


def _verb_first(variant: Sequence[Element], language: Language) -> bool:
    """True for "spreche ich mit …", "passt es Ihnen"; "bringen Sie bitte …" is an order."""
    texts = [part.text for part in variant if not part.optional][:2]
    if len(texts) < 2 or not language.grammar.closing:  # noqa: PLR2004 (verb and subject)
        return False
    subject = texts[1] in language.grammar.subjects - {"sie"} or texts[1] == "ihnen"
    return subject and language.grammar.finite(texts[0])


def _asks_leave(variant: Sequence[Element], first: str, language: Language) -> bool:
    """True for «можно вам перезвонить», "można prosić o pana nazwisko": leave is asked of whom it names."""
    impersonal = first in language.moods.leave
    return impersonal and any(part.person == "2" and not part.optional for part in variant)


def _states(variant: Sequence[Element], language: Language) -> bool:
    """True for a statement with a verb: no question, no condition, no command, no bare noun."""
    grammar = language.grammar
    texts = [part.text for part in variant if not part.proper]
    asking = language.question_words | language.conditionals | grammar.asking
    if not texts or any(part.question for part in variant) or any(text in asking for text in texts):
        return False
    if grammar.inverts and texts[0] in grammar.auxiliaries and len(texts) > 1:
        return False
    if not grammar.inverts:
        return any(grammar.finite(text) for text in texts)
    if texts[0] in grammar.subjects or any(text in grammar.auxiliaries for text in texts[1:]):
        return True
    return grammar.closing and any(grammar.finite(text) for text in texts[1:])
