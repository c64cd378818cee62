"""Owns denial of what is said as a whole: "it isn't true that …", "there isn't one that we don't …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speechqa.matching.scope import Scope

_FRONTED = 14  # tokens of the main clause behind a "that" clause
_OBJECT_REACH = 6  # tokens from an object to the negation of its verb
_DOUBTED = 2  # tokens from "no" to "doubt"


def denied_saying(scope: Scope) -> bool:
    """True when the clause that governs the hit's denies it."""
    if scope.fronted:
        last = min(scope.end, scope.hit.last + _FRONTED)
        return _odd(scope, scope.hit.last + 1, last) and _says(scope, scope.hit.last + 1, last)
    return scope.link >= 0 and scope.saying and _odd(scope, scope.outer, scope.link - 1)


def _says(scope: Scope, first: int, last: int) -> bool:
    verbs = scope.language.attitudes | scope.language.moods.truths | scope.language.moods.untrue
    return any(scope.lemmas(i) & (verbs | scope.language.moods.reports) for i in range(first, last + 1))


def _odd(scope: Scope, first: int, last: int) -> bool:
    """True when ``first`` to ``last`` hold an odd number of denials, those that only agree left out."""
    moods = scope.language.moods
    denials = [i for i in range(first, last + 1) if _denies(scope, i)]
    plain = [i for i in denials if scope.line.tokens[i] not in moods.concord]
    untrue = [i for i in range(first, last + 1) if scope.lemmas(i) & moods.untrue and i not in denials]
    return ((len(plain) or min(1, len(denials))) + len(untrue)) % 2 == 1


def _denies(scope: Scope, i: int) -> bool:
    """True for a live negation that isn't an answer, and for that of "not true", "no doubt"."""
    line, language = scope.line, scope.language
    if line.tokens[i] not in language.negations | language.answers:
        return False
    if line.tokens[i] in language.answers and line.comma[i]:
        return False
    telling = language.moods.truths | language.moods.untrue
    following = range(i + 1, min(i + 1 + _DOUBTED, len(line.tokens)))
    return i in line.denials or any(scope.lemmas(k) & telling for k in following)


def denied_twice(scope: Scope, position: int) -> bool:
    """True when the denial at ``position`` stands in a relative clause to a denied noun of the hit."""
    line, moods = scope.line, scope.language.moods
    needs_comma = scope.language.grammar.closing or not scope.language.grammar.inverts
    for i in range(position - 1, scope.start, -1):
        tied = line.comma[i - 1] or not needs_comma
        if tied and line.tokens[i] in moods.relatives and scope.hit.mask >> (i - 1) & 1:
            return any(k in line.denials for k in range(scope.start, i - 1))
    return False


def denied_object(scope: Scope, position: int) -> bool:
    """True when the verb denied behind a hit without one takes it as object («скидку дать не смогу»)."""
    line, grammar, moods, hit = scope.line, scope.language.grammar, scope.language.moods, scope.hit
    if grammar.inverts or not hit.last < position <= min(scope.close, hit.last + _OBJECT_REACH):
        return False
    if any(moods.who(line.tokens[i]) for i in range(hit.first, hit.last + 1) if hit.mask >> i & 1):
        return False
    following = range(position + 1, min(position + 3, scope.close + 1))
    modal = any(scope.lemmas(i) & grammar.modals for i in following)
    return modal and any(grammar.infinitive(line.tokens[i]) for i in range(hit.last + 1, position))
