"""Owns the negation guard: does a negation govern a hit, so that it asserts the opposite?

A negation governs what it reaches over small words and verbs of saying or thinking
("we can't say that the call is recorded"). Other words, sentence ends, pauses and
conjunctions stop it; an answer ("no, the call is recorded") never reaches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.matching.denied import denied_object, denied_saying, denied_twice
from speechqa.matching.distant import denied_behind, denied_idiom, denied_inside, denied_modal
from speechqa.matching.instead import rejected
from speechqa.matching.reported import denied_bare
from speechqa.matching.scope import scope_of
from speechqa.matching.stream import cut_off

if TYPE_CHECKING:
    from speechqa.lang import Language
    from speechqa.matching.laying import Alignment
    from speechqa.matching.stream import Line

_REACH_BEFORE = 8
_REACH_BEHIND = 9


def negated(line: Line, hit: Alignment, language: Language, *, denies: bool = False) -> bool:
    """True when a negation outside the phrase's own words governs ``hit``.

    A denial of what is said ("it isn't true that …") and one in the words said cancel each other.
    ``denies``: the phrase holds a negation of its own; then only a denial of the saying counts.
    """
    if not line.denials and not language.moods.untrue:
        return False
    scope = scope_of(line, hit, language)
    outer = denied_saying(scope)
    if denies:
        return outer or denied_bare(scope) or _not_without(line, hit, language)
    if denied_idiom(line, hit, language):
        return True
    governing = [
        position
        for position in sorted(line.denials)
        if hit.first - _REACH_BEFORE <= position <= hit.last + _REACH_BEHIND
        and not hit.mask >> position & 1
        and not (scope.saying and scope.outer <= position < scope.link)
        and not (scope.fronted and position > hit.last and outer)
        and not _rejects_only(line, position, hit, language)
        and (_governs(line, position, hit, language) or denied_object(scope, position))
    ]
    inner = bool(governing) and not denied_twice(scope, governing[-1])
    return inner != outer


def _not_without(line: Line, hit: Alignment, language: Language) -> bool:
    """True for "not without fees" where the phrase says "without fees"."""
    without = (i for i in range(hit.first, hit.last + 1) if line.tokens[i] in language.moods.without)
    return any(
        i > 0 and hit.mask >> i & 1 and i - 1 in line.denials and not _clause_ends(line, i - 1, language)
        for i in without
    )


def _rejects_only(line: Line, denial: int, hit: Alignment, language: Language) -> bool:
    """True when the denial rejects a value that is none of the hit's, which has the one in its place."""
    value = rejected(line, language).get(denial)
    if value is None or hit.last <= value.stop:
        return False
    units = language.dates.units | language.numbers.currencies  # "not two years but three"
    own = (line.tokens[i] for i in value if hit.mask >> i & 1)
    return all(token in language.light_words or language.lemmas(token) & units for token in own)


def _governs(line: Line, position: int, hit: Alignment, language: Language) -> bool:
    if position > hit.last:
        trails = line.tokens[position] in language.trailing_negations
        return (
            (trails and _reaches_back(line, position, hit, language))
            or denied_behind(line, position, hit, language)
            or (position == hit.last + 1 and _denies_noun(line, position, language))
        )
    if line.tokens[position] in language.answers and _is_answer(line, position, hit, language):
        return False
    if line.tokens[position] in language.grammar.absence and position < hit.first:
        return _lacks(line, position, hit, language)
    if denied_modal(line, position, hit, language):
        return True
    inside = position > hit.first and denied_inside(line, position, hit, language)
    return inside or _reaches(line, position, hit, language)


def _reaches(line: Line, position: int, hit: Alignment, language: Language) -> bool:
    """True when only small words, verbs of saying and hesitation stand between a denial and the hit."""
    for i in range(position, hit.last + 1):
        if i > position:
            if hit.mask >> i & 1:
                return True
            hesitates = cut_off(*line.tokens[i : i + 2]) or (
                i == position + 1 and line.tokens[i] in language.fillers
            )
            if not (hesitates or _transparent(line.tokens[i], language)):
                return False
        if _clause_ends(line, i, language):
            return False
    return False


def _lacks(line: Line, position: int, hit: Alignment, language: Language) -> bool:
    """True when what follows "there is a lack of" is a thing, and no other statement."""
    grammar = language.grammar
    between = range(position, hit.first)
    near = all(line.tokens[i] in grammar.determiners for i in between if i > position)
    open_ = not any(_clause_ends(line, i, language) for i in between)
    verbs = (grammar.auxiliaries | grammar.subjects).__contains__ if grammar.closing else grammar.finite
    stated = any(verbs(line.tokens[i]) for i in range(hit.first, hit.last + 1))
    return near and open_ and not stated


def _denies_noun(line: Line, position: int, language: Language) -> bool:
    """True for a denial right behind its noun («комиссии никакой», "opłaty żadnej"), not before another."""
    if line.tokens[position] not in language.grammar.nominal or _clause_ends(line, position - 1, language):
        return False
    return (
        line.ends_clause[position]
        or line.comma[position]
        or not language.grammar.noun(line.tokens[position + 1])
    )


def _transparent(token: str, language: Language) -> bool:
    if token in language.complementisers:
        return True
    if token in language.clause_starts:
        return False
    small = token in language.function_words or token in language.adverbs or token in language.fillers
    return small or token in language.negations or bool(language.lemmas(token) & language.attitudes)


def _clause_ends(line: Line, i: int, language: Language) -> bool:
    """True when a sentence end, a pause, or a comma not followed by "that" stands after token ``i``."""
    if line.ends_clause[i]:
        return True
    return line.comma[i] and line.tokens[i + 1] not in language.complementisers


def _reaches_back(line: Line, position: int, hit: Alignment, language: Language) -> bool:
    if language.closes_clause(line.tokens[hit.last]):
        return False
    for i in range(hit.last, position):
        if i > hit.last and not _transparent(line.tokens[i], language):
            return False
        if line.ends_clause[i] or line.comma[i]:
            return False
    return True


def _is_answer(line: Line, position: int, hit: Alignment, language: Language) -> bool:
    """True when "no" answers a question instead of denying what follows."""
    if line.comma[position] or line.ends_clause[position]:
        return True
    following = position + 1
    while following < hit.last:
        begun = cut_off(line.tokens[following], line.tokens[following + 1])
        length = language.filler_at(line.tokens, following) or begun
        if not length:
            break
        following += length
    before = position - 1
    while before >= 0 and line.tokens[before] in language.fillers and not line.ends_clause[before]:
        before -= 1
    opening = before < 0 or line.ends_clause[before] or line.comma[before]
    if not opening and before == position - 1 and _within(line, position, hit, language):
        return False
    previous = "" if opening else line.tokens[before]
    return not language.answer_denies(previous, line.tokens[following])


def _within(line: Line, position: int, hit: Alignment, language: Language) -> bool:
    """True for a "not" between the words of one statement: "umowa nie na 12 miesięcy", "cena to nie 200"."""
    if line.tokens[position] != language.negation or position >= hit.last or not hit.mask >> position - 1 & 1:
        return False
    following = line.tokens[position + 1]
    value = language.number_at(line.tokens, position + 1) or language.date_at(line.tokens, position + 1)
    return bool(value) or following in language.light_words
