"""Owns where each element of a phrase was heard in a line, and how well."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from speechqa.matching import limits
from speechqa.matching.similarity import alike, different, opposite
from speechqa.matching.stream import Line, Spot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speechqa.lang import Language
    from speechqa.matching.limits import Limits
    from speechqa.matching.phrase import Element


def spots(
    element: Element, line: Line, language: Language, bounds: Limits, *, strict: bool
) -> tuple[Spot, ...]:
    """Where ``element`` was heard, in order; ``strict`` admits no recognition errors and no synonyms."""
    key = (element, bounds.synonyms, bounds.loose_endings, strict)
    found = line.memo.get(key)
    if found is None:
        found = line.memo[key] = tuple(_find(element, line, language, bounds, strict=strict))
    return found


def joined(left: Element, right: Element, line: Line) -> tuple[Spot, ...]:
    """Where two words of a phrase were heard as one ("fern hollow" as "Fernhollow")."""
    key = ("joined", left.text, right.text, left.proper)
    found = line.memo.get(key)
    if found is None:
        word = left.text + right.text
        least = limits.SOUNDS_ALIKE_NAME if left.proper else limits.SOUNDS_ALIKE
        pairs = alike(word, line.tokens, least=least) if len(word) >= limits.SHORTEST_JOINED else []
        # Where one half alone is as good, the whole isn't "joined".
        pairs = [
            (i, score) for i, score in pairs if len(line.tokens[i]) > max(len(left.text), len(right.text)) + 1
        ]
        found = line.memo[key] = tuple(_one(i, score) for i, score in pairs)
    return found


def _one(i: int, similarity: float) -> Spot:
    return Spot(i, i + 1, similarity, 1 << i)


def _find(element: Element, line: Line, language: Language, bounds: Limits, *, strict: bool) -> list[Spot]:
    if element.kind == "number":
        return _numbers(line, language)
    if element.kind == "date":
        return _dates(line, language)
    if element.kind == "name":
        return [_one(i, 1.0) for i in range(len(line.tokens)) if named(line, i, language)]
    if element.kind == "any":
        return []
    best: dict[int, float] = {}
    for i, similarity in _words(element, line, language, bounds, strict=strict):
        best[i] = max(similarity, best.get(i, 0.0))
    if element.person and not strict:
        for i in line.by_person.get(element.person, ()):
            best[i] = max(limits.SAME_PERSON, best.get(i, 0.0))
    found = [_with_particle(i, similarity, element, line) for i, similarity in best.items()]
    if element.content:
        found += _split(element, line, best, exactly=strict)
    return sorted(found, key=lambda spot: (spot.start, spot.end, -spot.similarity))


def _with_particle(i: int, similarity: float, element: Element, line: Line) -> Spot:
    whole = i in line.particles and not any(i in line.apart.get(lemma, ()) for lemma in element.lemmas)
    return Spot(i, i + 1, similarity, 1 << i | 1 << line.particles[i] if whole else 1 << i)


def _words(
    element: Element, line: Line, language: Language, bounds: Limits, *, strict: bool
) -> Iterable[tuple[int, float]]:
    for lemma in element.lemmas:
        for i in line.by_lemma.get(lemma, ()):
            yield i, 1.0 if bounds.loose_endings else _ending(element.text, line.tokens[i])
    if strict:
        return
    if bounds.loose_endings:
        yield from ((i, limits.KIN) for name in element.kin for i in line.by_kin.get(name, ()))
    if bounds.synonyms:
        yield from ((i, limits.SYNONYM) for group in element.groups for i in line.by_group.get(group, ()))
    if element.kind == "negation":
        yield from ((i, limits.OTHER_NEGATION) for i in line.denials)
    elif (element.content or element.proper) and len(element.text) >= limits.SHORTEST_GARBLED:
        yield from _garbled(element, line, language)


def _garbled(element: Element, line: Line, language: Language) -> Iterable[tuple[int, float]]:
    least = limits.SOUNDS_ALIKE_NAME if element.proper else limits.SOUNDS_ALIKE
    for i, similarity in alike(element.text, line.tokens, least=least):
        heard = line.tokens[i]
        turned = opposite(element.text, heard, language.negative_prefixes)
        if not turned and (element.proper or not different(element.text, heard, language.verb_prefixes)):
            yield i, similarity


def _ending(written: str, heard: str) -> float:
    """Similarity of two forms of one word where the recogniser may have lost the ending, nothing else."""
    if written == heard:
        return 1.0
    common = 0
    shorter = min(len(written), len(heard))
    while common < shorter and written[common] == heard[common]:
        common += 1
    same_but_ending = common >= shorter - 1 and abs(len(written) - len(heard)) <= limits.LONGEST_ENDING
    return limits.OTHER_ENDING if same_but_ending else 0.0


def _split(element: Element, line: Line, best: dict[int, float], *, exactly: bool) -> list[Spot]:
    """Where the word was heard as two ("fern hollow" for "Fernhollow")."""
    if len(element.text) < limits.SHORTEST_JOINED:
        return []
    names = [a + b for a, b in itertools.pairwise(line.tokens)]
    least = 1.0 if exactly else limits.SOUNDS_ALIKE_NAME if element.proper else limits.SOUNDS_ALIKE
    found = []
    for i, similarity in alike(element.text, names, least=least):
        if (
            max(best.get(i, 0.0), best.get(i + 1, 0.0)) >= similarity
            or line.segments[i] != line.segments[i + 1]
        ):
            continue
        if min(len(line.tokens[i]), len(line.tokens[i + 1])) > 1:
            found.append(Spot(i, i + 2, similarity, 3 << i))
    return found


def _numbers(line: Line, language: Language) -> list[Spot]:
    found, i = [], 0
    while i < len(line.tokens):
        number = language.number_at(line.tokens, i)
        length = number[1] if number else 0
        if number:
            found.append(Spot(i, i + length, 1.0, ((1 << length) - 1) << i))
        i += max(1, length)
    return found


def _dates(line: Line, language: Language) -> list[Spot]:
    found, i = [], 0
    while i < len(line.tokens):
        length = language.date_at(line.tokens, i) or 0
        if length:
            found.append(Spot(i, i + length, 1.0, ((1 << length) - 1) << i))
        i += max(1, length)
    return found


def named(line: Line, i: int, language: Language) -> bool:
    """True when token ``i`` may be part of a person's name, with a capital where the line has them."""
    if not may_be_name(line.tokens[i], language):
        return False
    return i in line.capitals if line.cased else language.grammar.name(line.tokens[i])


def may_be_name(token: str, language: Language) -> bool:
    """True when ``token`` may be part of a person's name: no small word, no number."""
    small = (
        token in language.function_words
        or token in language.fillers
        or token in language.negations
        or token in language.answers
        or token in language.question_words
        or token in language.adverbs
        or token in language.grammar.no_names
        or language.lemmas(token) <= language.dates.anchors
    )
    return not small and len(token) > 1 and not token[0].isdigit() and language.number_at((token,), 0) is None
