"""Owns words that were found but belong elsewhere: to another owner, another half of a contrast, a rate.

"the account number of the charity" isn't the caller's; "delivery is included, but fitting costs
extra" doesn't include the fitting; "six days a week" is no six days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speechqa.matching.elements import Element
    from speechqa.matching.phrase import Phrase
    from speechqa.matching.scope import Scope


def astray(scope: Scope, phrase: Phrase) -> bool:
    """True when the words found don't say together what ``phrase`` says."""
    elements = [variant.elements for variant in phrase.variants]
    return (
        any(_other_owner(scope, each) for each in elements)
        or any(_contrasted(scope, each) for each in elements)
        or any(_rate(scope, each) for each in elements)
        or _told_by_others(scope)
    )


def _other_owner(scope: Scope, elements: tuple[Element, ...]) -> bool:
    """True when another owner follows where "your" of a request wasn't heard."""
    grammar, tokens, hit = scope.language.grammar, scope.line.tokens, scope.hit
    asks = elements[0].text in grammar.auxiliaries and grammar.inverts
    yours = any(part.text in grammar.possessives and part.person == "2" for part in elements)
    heard = any(
        hit.mask >> i & 1 and tokens[i] in grammar.possessives for i in range(hit.first, hit.last + 1)
    )
    if not asks or not yours or heard or hit.last >= scope.end:
        return False
    return tokens[hit.last + 1] in grammar.owners


def _contrasted(scope: Scope, elements: tuple[Element, ...]) -> bool:
    """True when what the phrase opens with was found behind a "but", the rest of it before."""
    hit, contrasts = scope.hit, scope.language.moods.contrasts
    opening = next((part.lemmas for part in elements if part.content and not part.slot), frozenset())
    first = [i for i in range(hit.first, hit.last + 1) if hit.mask >> i & 1 and scope.lemmas(i) & opening]
    particles = scope.language.grammar.closing  # "aber" in the middle of a clause only stresses it
    return bool(first) and any(
        scope.line.tokens[i] in contrasts and first[0] > i and (scope.line.comma[i - 1] or not particles)
        for i in scope.free(hit.first, hit.last)
    )


def _rate(scope: Scope, elements: tuple[Element, ...]) -> bool:
    """True for "six days a week" where the phrase has no rate."""
    language, last, tokens = scope.language, scope.hit.last, scope.line.tokens
    units, rates = language.dates.units, language.moods.rates
    if last + 2 > scope.end or not scope.lemmas(last) & units or any(part.text in rates for part in elements):
        return False
    return tokens[last + 1] in rates and bool(scope.lemmas(last + 2) & units)


def _told_by_others(scope: Scope) -> bool:
    """True when somebody else will tell what a hit without a verb names («о доставке сообщит логист»)."""
    moods, tokens, hit = scope.language.moods, scope.line.tokens, scope.hit
    own = (i for i in range(hit.first, hit.last + 1) if hit.mask >> i & 1)
    if any(moods.who(tokens[i]) for i in own):
        return False
    inside = scope.free(max(scope.clause, hit.first - 1), min(scope.close, hit.last + 3))
    return any(scope.lemmas(i) & moods.telling and moods.who(tokens[i]) == "other" for i in inside)
