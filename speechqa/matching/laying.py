"""Owns the values of alignment: what a variant asks for, its task in a line, the ways of laying it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from speechqa.matching import limits
from speechqa.matching.heard import Heard
from speechqa.matching.limits import Limits
from speechqa.matching.phrase import Variant
from speechqa.matching.stream import Line, Spot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from speechqa.lang import Language
    from speechqa.lang.grammar import Grammar
    from speechqa.matching.elements import Element

SLOTS = ("name", "any")  # filled by what follows, not looked up
Pick: TypeAlias = tuple[int, int, Spot]  # first element, number of elements, where

_PLANS = 50_000


class Asked(NamedTuple):
    """An element that counts: its share of the phrase, and all items that may stand for it."""

    k: int
    share: float
    items: tuple[int, ...]
    needed: bool


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What a variant asks for under some limits, whatever the line.

    ``total`` is the sum of ``weights``. ``needed`` and ``helpful`` are the elements that are looked up;
    ``given`` is the share of slots, which anything fills. ``lemmas`` are those of all elements. ``frame``:
    all its words are small ones. The rest are numbers of elements: ``small`` ones are filled in last,
    ``owned`` pairs possessives with their content words, ``subjects`` are pronouns, ``addressed`` says
    "you" or "your". The last four tell of each element whether it is laid first, counts when missed, can't
    be done without, is filled by what follows.
    """

    variant: Variant
    bounds: Limits
    weights: tuple[float, ...]
    total: float
    needed: tuple[Asked, ...]
    helpful: tuple[Asked, ...]
    given: float
    lemmas: frozenset[str]
    may_miss: int
    reach: int
    frame: bool
    small: tuple[int, ...]
    negations: tuple[int, ...]
    names: tuple[int, ...]
    owned: tuple[tuple[int, int], ...]
    subjects: tuple[int, ...]
    addressed: tuple[int, ...]
    required: tuple[int, ...]
    laid: tuple[bool, ...]
    counted: tuple[bool, ...]
    told: tuple[bool, ...]
    filled: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """A phrase laid over a line: ``first`` to ``last`` (inclusive), ``mask`` the matched tokens as bits."""

    first: int
    last: int
    mask: int
    similarity: float
    missing: tuple[str, ...]


class Way(NamedTuple):
    """Elements laid so far: where the last one ends, tokens used, content words missed."""

    cost: float
    end: int
    mask: int
    missed: int
    picks: tuple[Pick, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """A plan with the spots of its elements in one line; ``small`` are small words that were heard there.

    ``spare`` is what they weigh together.
    """

    plan: Plan
    elements: tuple[Element, ...]
    spots: tuple[tuple[Spot, ...], ...]
    starts: tuple[list[int], ...]
    pairs: tuple[tuple[Spot, ...], ...]
    small: tuple[int, ...]
    spare: float
    heard: Heard
    line: Line
    language: Language


@lru_cache(maxsize=_PLANS)
def plan_for(variant: Variant, bounds: Limits) -> Plan:
    """What ``variant`` asks for under ``bounds``, made once."""
    elements, grammar = variant.elements, variant.inventory.language.grammar
    content = sum(part.content for part in elements)
    weights = _weights(elements, bounds)
    asked = [_asked(variant, k, weights) for k in range(len(elements))]
    looked_up = [one for one in asked if elements[one.k].kind not in SLOTS]
    return Plan(
        variant=variant,
        bounds=bounds,
        weights=weights,
        total=sum(weights),
        needed=tuple(one for one in looked_up if one.needed),
        helpful=tuple(one for one in looked_up if one.share and not one.needed),
        given=sum(one.share for one in asked if elements[one.k].kind in SLOTS),
        lemmas=frozenset(lemma for part in elements for lemma in part.lemmas),
        may_miss=min(bounds.missing, content - 1) if content >= bounds.missing_from else 0,
        reach=2 * len(elements) + bounds.gap + limits.ANY_WORDS * any(p.kind == "any" for p in elements),
        frame=_is_frame(elements),
        small=_which(elements, lambda part: not part.laid),
        negations=_which(elements, lambda part: part.kind == "negation"),
        names=_which(elements, lambda part: part.kind == "name"),
        owned=tuple(_owned(elements, grammar)),
        subjects=_which(elements, lambda part: bool(part.person) and part.text in grammar.subjects),
        addressed=_which(elements, lambda part: grammar.persons.get(part.text) == "2"),
        required=_which(elements, lambda part: part.required),
        laid=tuple(part.laid for part in elements),
        counted=tuple(part.required for part in elements),
        told=tuple(part.slot and not (part.content and bounds.numberless) for part in elements),
        filled=tuple(part.kind in SLOTS for part in elements),
    )


def _which(elements: tuple[Element, ...], fits: Callable[[Element], bool]) -> tuple[int, ...]:
    return tuple(k for k, part in enumerate(elements) if fits(part))


def _owned(elements: tuple[Element, ...], grammar: Grammar) -> Iterator[tuple[int, int]]:
    """Possessives of the phrase, each with the content word it belongs to."""
    for k, part in enumerate(elements):
        if part.text not in grammar.possessives or part.optional:
            continue
        owned = next((i for i in range(k + 1, len(elements)) if elements[i].content), None)
        if owned is not None:
            yield k, owned


def _asked(variant: Variant, k: int, weights: tuple[float, ...]) -> Asked:
    pairs = (variant.pairs[k], variant.pairs[k - 1] if k else None)
    items = (variant.items[k], *(pair for pair in pairs if pair is not None))
    return Asked(k, weights[k] / sum(weights), items, variant.elements[k].required)


def _is_frame(elements: tuple[Element, ...]) -> bool:
    """True for a phrase of several elements, none of them a content word of its own."""
    own = (
        (part.kind == "word" and not (part.light or part.proper or part.optional))
        or (part.kind == "number" and part.content)
        for part in elements
    )
    small = sum(part.light and not part.optional for part in elements)
    return bool(small) and sum(not part.optional for part in elements) > 1 and not any(own)


def _weights(elements: tuple[Element, ...], bounds: Limits) -> tuple[float, ...]:
    """Each element's share of the phrase; function words together count less than what they serve."""
    plain = [part.weight(bounds.function_weight) for part in elements]
    small = [not (part.content or part.question) and part.kind == "word" for part in elements]
    served = sum(weight for weight, function in zip(plain, small, strict=True) if not function)
    light = sum(weight for weight, function in zip(plain, small, strict=True) if function)
    several = sum(part.content or part.kind not in ("word", "negation") for part in elements) > 1
    most = served * (limits.MOST_FUNCTION_SEVERAL if several else limits.MOST_FUNCTION_ONE)
    factor = min(1.0, most / light) if light and not bounds.exact else 1.0
    return tuple(
        weight * factor if function else weight for weight, function in zip(plain, small, strict=True)
    )
