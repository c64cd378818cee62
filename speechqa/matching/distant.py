"""Owns denial that isn't next to what it denies: inside a hit, behind it, or over a long object.

"delivery is not in the price included", "garantieren kann ich Ihnen den Termin nicht",
«соединить вас я не могу», "I can't for that date promise": the clause is denied, wherever its
negation stands.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from speechqa.lang import Language
from speechqa.matching.stream import cut_off

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speechqa.matching.laying import Alignment
    from speechqa.matching.stream import Line

_REACH = 9  # tokens between a negation and what it denies from afar
_MODAL_REACH = 3  # tokens between a negation and its modal verb


def denied_inside(line: Line, position: int, hit: Alignment, language: Language) -> bool:
    """True when the negation stands between the words found, in one clause with the next of them."""
    for i in range(position, hit.last):
        if line.ends_clause[i] or line.comma[i]:
            return False
        if hit.mask >> (i + 1) & 1:
            return True
        if line.tokens[i + 1] in language.clause_starts:
            return False
    return False


def denied_idiom(line: Line, hit: Alignment, language: Language) -> bool:
    """True when the hit's own word stands in an idiom with a negation: "your problem" isn't "no problem"."""
    for start in range(max(0, hit.first - 3), min(hit.last + 2, len(line.tokens))):
        for idiom in _idioms(language).get(line.tokens[start], ()):
            if line.tokens[start : start + len(idiom)] != idiom:
                continue
            shared = [i for i in range(start, start + len(idiom)) if hit.mask >> i & 1]
            if any(_negation(line, i, language) for i in shared):
                continue
            if any(line.tokens[i] not in language.light_words for i in shared):
                return True
    return False


@lru_cache(maxsize=16)
def _idioms(language: Language) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Fixed expressions with a negation, by their first words."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for idiom in language.neutral_negations:
        found[idiom[0]] = (*found.get(idiom[0], ()), idiom)
    return found


def _negation(line: Line, i: int, language: Language) -> bool:
    return line.tokens[i] in language.negations or line.tokens[i] in language.answers


def denied_behind(line: Line, position: int, hit: Alignment, language: Language) -> bool:
    """True when the negation behind ``hit`` denies its clause."""
    between = range(hit.last + 1, position)
    if len(between) > _REACH or _ends_between(line, hit.last, position):
        return False
    for i in between:
        filler = i + 1 == position and line.tokens[i] in language.fillers  # "also nicht"
        if line.tokens[i] in language.clause_starts and not filler:
            return False
    if language.grammar.closing:
        return _closes(line, position, hit, language)
    infinitives = sum(language.grammar.infinitive(line.tokens[i]) for i in between)
    if infinitives or any(_starts_clause(line, i, language) for i in between if i + 1 < position):
        return False
    if language.grammar.inverts:
        return _gerund_denied(line, position, hit, language)
    return _modal_behind(line, position, hit, language)


def _ends_between(line: Line, first: int, last: int) -> bool:
    return any(line.ends_clause[i] or line.comma[i] for i in range(first, last))


def _starts_clause(line: Line, i: int, language: Language) -> bool:
    """True when a subject and its verb follow: another clause began."""
    grammar = language.grammar
    token, following = line.tokens[i], line.tokens[i + 1]
    verb = following in grammar.auxiliaries or grammar.finite(following)
    return token in grammar.subjects and verb


def _closes(line: Line, position: int, hit: Alignment, language: Language) -> bool:
    """German: "nicht" at the end of a clause denies all of it; "nicht heute, sondern morgen" doesn't."""
    if line.tokens[position] not in language.trailing_negations or language.closes_clause(
        line.tokens[hit.last]
    ):
        return False
    if any(_starts_clause(line, i, language) for i in range(hit.last + 1, position - 1)):
        return False
    words = [token for token in _found(line, hit) if token not in language.grammar.no_names]
    if not any(token in language.grammar.auxiliaries or language.grammar.finite(token) for token in words):
        rest = line.tokens[hit.last + 1 : position]
        if not any(language.lemmas(token) & language.grammar.needs for token in rest):
            return False
    if line.ends_clause[position] or line.comma[position]:
        return True
    following = line.tokens[position + 1]
    return (
        following in language.clause_starts
        or following in language.fillers
        or cut_off(line.tokens[position], following)
        or language.closes_clause(following)
        or language.grammar.finite(following)
    )


def _gerund_denied(line: Line, position: int, hit: Alignment, language: Language) -> bool:
    """English: "guaranteeing that is not possible"."""
    grammar = language.grammar
    gerund = any(grammar.infinitive(token) for token in _found(line, hit))
    needed = any(
        language.lemmas(token) & grammar.needs
        for token in line.tokens[position + 1 : position + 1 + _MODAL_REACH]
    )
    return (gerund or needed) and position > 0 and line.tokens[position - 1] in grammar.auxiliaries


def _modal_behind(line: Line, position: int, hit: Alignment, language: Language) -> bool:
    """«соединить вас я не могу»; a thing that isn't needed isn't asked for («адрес мне не нужен»)."""
    grammar = language.grammar
    infinitive = any(grammar.infinitive(token) for token in _found(line, hit))
    words: set[str] = set()
    for token in _same_clause(line, position, _MODAL_REACH):
        words |= language.lemmas(token)
    return bool((infinitive and words & grammar.modals) or words & grammar.needs)


def _same_clause(line: Line, position: int, count: int) -> Iterable[str]:
    for i in range(position, min(position + count, len(line.tokens) - 1)):
        if line.ends_clause[i] or line.comma[i]:
            return
        yield line.tokens[i + 1]


def _found(line: Line, hit: Alignment) -> list[str]:
    return [line.tokens[i] for i in range(hit.first, hit.last + 1) if hit.mask >> i & 1]


def denied_modal(line: Line, position: int, hit: Alignment, language: Language) -> bool:
    """True when the negation's modal verb governs an infinitive of ``hit`` over a longer object."""
    grammar = language.grammar
    near = list(_same_clause(line, position, _MODAL_REACH))
    if not any(language.lemmas(token) & grammar.modals for token in near):
        return False
    for i in range(position, min(hit.last + 1, position + _REACH)):
        if i > position and grammar.infinitive(line.tokens[i]):
            if hit.mask >> i & 1:
                return True
            if not language.lemmas(line.tokens[i]) & grammar.modals:
                return False
        if (
            line.ends_clause[i]
            or line.comma[i]
            or (i > position and line.tokens[i] in language.clause_starts)
        ):
            return False
    return False
