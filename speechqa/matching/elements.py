"""Owns ``Element``: a word or slot of a phrase, and reading what a person wrote into weighted elements."""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from speechqa.matching import limits
from speechqa.matching.amounts import Amount, amount_at
from speechqa.matching.particles import particles, whole_verbs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speechqa.lang import Language

Kind = Literal["word", "negation", "name", "number", "date", "any"]
SLOTS: dict[str, Kind] = {"name": "name", "number": "number", "date": "date", "any": "any"}
_PART = re.compile(r"\{(\w+)\}|\(([^()]*)\)|([^{}()]+)")


@dataclass(frozen=True, slots=True)
class Element:
    """One word or slot of a phrase.

    ``content``: the phrase can't do without it. ``proper``: from a script's values. ``light``: a
    small word, whether content or not. ``person``: "1", "2" or "3" of a pronoun or possessive.
    ``amount``: the number a phrase names, or what its {number} is told in.
    """

    kind: Kind
    text: str
    lemmas: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    groups: frozenset[int] = frozenset()
    content: bool = False
    question: bool = False
    optional: bool = False
    proper: bool = False
    light: bool = False
    person: str = ""
    amount: Amount | None = None

    @property
    def slot(self) -> bool:
        """True for slots, which must be filled."""
        return self.kind not in ("word", "negation")

    @property
    def required(self) -> bool:
        """True for content words and slots."""
        return not self.optional and (self.content or self.slot)

    @property
    def laid(self) -> bool:
        """True for what alignment lays first; small words are filled in afterwards."""
        return self.required or (self.question and not self.optional)

    def weight(self, function_weight: float) -> float:
        """How much of the phrase this element is."""
        if self.optional:
            return 0.0
        if self.content:
            return limits.CONTENT_WEIGHT
        if self.slot:
            return limits.SLOT_WEIGHT
        return max(limits.QUESTION_WEIGHT, function_weight) if self.question else function_weight


def readings(
    text: str, language: Language, values: Mapping[str, Sequence[str]]
) -> tuple[tuple[Element, ...], ...]:
    """The different readings of a phrase, one for each combination of values; never empty.

    Raises ValueError as ``compile_phrase`` does.
    """
    parts = [_alternatives(match, language, values) for match in _PART.finditer(text)]
    if math.prod(len(choices) for choices in parts) > limits.MOST_VARIANTS:
        raise ValueError(f"phrase {text[:40]!r} has over {limits.MOST_VARIANTS} readings: give fewer values")
    combined = itertools.product(*parts)
    joined = [tuple(itertools.chain.from_iterable(choice)) for choice in combined]
    variants = [
        _weigh(_with_whole_verbs(_with_scales(variant, language), language), language)
        for variant in joined
        if any(not part.optional for part in variant)
    ]
    if any(len(variant) > limits.MOST_WORDS for variant in variants):
        raise ValueError(f"phrase {text[:40]!r} has over {limits.MOST_WORDS} words: split it")
    if not variants:
        raise ValueError(f"phrase {text!r} has no words to look for")
    return tuple(dict.fromkeys(variants))


def _alternatives(
    match: re.Match[str], language: Language, values: Mapping[str, Sequence[str]]
) -> list[tuple[Element, ...]]:
    slot, optional, plain = match.groups()
    if plain is not None:
        return [_words(plain, language)]
    if optional is not None:
        return [_words(optional, language, optional=True)]
    if slot in values:
        return [_words(value, language, proper=True) for value in values[slot]]
    if slot in SLOTS:
        return [(Element(SLOTS[slot], "{" + slot + "}"),)]
    known = ", ".join("{" + name + "}" for name in SLOTS)
    raise ValueError(f"unknown placeholder {{{slot}}}: give it under values, or use one of {known}")


def _words(
    text: str, language: Language, *, optional: bool = False, proper: bool = False
) -> tuple[Element, ...]:
    tokens, made, i, taken = language.tokens(text), [], 0, set()
    while i < len(tokens):
        found = None if proper else amount_at(tokens, i, language)
        if i in taken:
            i += 1
        elif found is None:
            made.append(_word(tokens[i], language, optional=optional, proper=proper))
            i += 1
        else:
            amount, told = found
            named = " ".join(tokens[i : told.end])
            made.append(Element("number", named, content=not optional, optional=optional, amount=amount))
            i = told.end
            taken.add(told.tail)
            if amount.kind == "hour" and i < len(tokens) and tokens[i] in language.clock.hours:
                made.append(_word(tokens[i], language, optional=True))
                i += 1
    return tuple(made)


def _word(token: str, language: Language, *, optional: bool = False, proper: bool = False) -> Element:
    """The element of a plain word, not weighed yet."""
    lemmas = language.lemmas(token)
    groups = frozenset() if proper else language.synonym_groups(lemmas | {token})
    return Element("word", token, lemmas, language.kin(token), groups, optional=optional, proper=proper)


def _with_scales(variant: tuple[Element, ...], language: Language) -> tuple[Element, ...]:
    """``variant`` with a {number} and the scale behind it put together: "five thousand" is one number."""
    made: list[Element] = []
    for part in variant:
        slot = bool(made) and made[-1].kind == "number" and not made[-1].content
        fixed = part.amount is not None or not part.slot
        scale = _scale(part, language) if slot and fixed and not part.optional else 0
        if scale:
            size = scale * (made[-1].amount.value if made[-1].amount else 1)
            made[-1] = Element("number", f"{made[-1].text} {part.text}", amount=Amount(size, "scale"))
        else:
            made.append(part)
    return tuple(made)


def _scale(part: Element, language: Language) -> int:
    names, numbers = language.lemmas(part.text) | {part.text}, language.numbers
    hundred = 100 if names & numbers.hundred else 0
    return next((numbers.scales[name] for name in sorted(names) if name in numbers.scales), hundred)


def _with_whole_verbs(variant: tuple[Element, ...], language: Language) -> tuple[Element, ...]:
    """``variant`` with split verbs ("rufe … an") put together."""
    tokens = ["" if part.proper or part.optional else part.text for part in variant]
    # Behind what looks like a particle a slot or a name shows that it is a preposition.
    named = [part.slot or part.proper for part in variant] + [False]
    tokens = [
        "" if named[i + 1] and not part.slot else token
        for i, (part, token) in enumerate(zip(variant, tokens, strict=True))
    ]
    split_verbs = particles(tokens, language)
    made = []
    for i, element in enumerate(variant):
        if i in split_verbs:
            whole = whole_verbs(tokens[split_verbs[i]], element.text, language)
            made.append(replace(element, lemmas=whole, kin=whole, groups=language.synonym_groups(whole)))
        elif i not in split_verbs.values():
            made.append(element)
    return tuple(made)


def _weigh(variant: tuple[Element, ...], language: Language) -> tuple[Element, ...]:
    """``variant`` with content, question and negation words told apart; function words alone all count."""
    tokens = [part.text for part in variant]
    live = live_negations(tokens, language)
    light = language.light_words | (language.grammar.existence if live else frozenset())
    heavy = any(
        (part.kind == "number" and part.content)
        or (
            part.kind == "word"
            and not part.optional
            and (part.proper or (i not in live and part.text not in light))
        )
        for i, part in enumerate(variant)
    )
    return tuple(
        _weighed(part, language, negation=i in live, heavy=heavy, light=part.text in light)
        for i, part in enumerate(variant)
    )


def _weighed(part: Element, language: Language, *, negation: bool, heavy: bool, light: bool) -> Element:
    if part.kind != "word":
        return part
    question = part.text in language.question_words - language.grammar.whether
    content = negation or part.proper or not heavy or not light
    kind: Kind = "negation" if negation and not part.optional else "word"
    return replace(
        part,
        kind=kind,
        content=content and not part.optional,
        question=question,
        light=light and not part.proper,
        person="" if part.proper else language.grammar.persons.get(part.text, ""),
    )


def live_negations(tokens: Sequence[str], language: Language) -> frozenset[int]:
    """Positions of negation words in ``tokens`` that deny something: fixed expressions left out."""
    words = language.negations | language.answers
    found = {i for i, token in enumerate(tokens) if token in words}
    for i in sorted(found):
        for idiom in language.neutral_negations:
            for k, part in enumerate(idiom):
                if part == tokens[i] and _stands(idiom, tokens, i - k, language):
                    found.discard(i)
    return frozenset(found)


def _stands(idiom: tuple[str, ...], tokens: Sequence[str], start: int, language: Language) -> bool:
    """True when the idiom stands at ``start`` for itself: "don't you", not "don't, you know, …"."""
    last = start + len(idiom) - 1
    whole = start >= 0 and tuple(tokens[start : last + 1]) == idiom
    return whole and tuple(tokens[last : last + 2]) not in language.filler_phrases
