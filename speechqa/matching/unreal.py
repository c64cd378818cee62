"""Owns what isn't so here and now: "we would have refunded", bygone, put off, taken back, others'."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speechqa.matching.phrase import Phrase
    from speechqa.matching.scope import Scope

_VERB_REACH = 4  # tokens from "would" to its verb
_UNREAL_BEFORE = 4  # tokens from "would" to the first word found
_TAKEN_BACK = 12  # tokens behind a hit that may take it back
_TRADE_REACH = 2  # tokens from "other" to "firm"
_FREE_ORDER = 2  # tokens behind a hit where its verb may stand in languages of free order
_COMPARED = 3  # tokens from "unlike" to whom it compares with


def unreal(scope: Scope, phrase: Phrase) -> bool:
    """True when the words found tell of what isn't so, or isn't so here and now."""
    if not scope.language.moods.reports:
        return False
    wanted = {part.text for variant in phrase.variants for part in variant.elements}
    return (
        _supposed(scope, wanted) or _bygone(scope) or _put_off(scope) or _others(scope) or _taken_back(scope)
    )


def _supposed(scope: Scope, wanted: set[str]) -> bool:
    moods, tokens = scope.language.moods, scope.line.tokens
    if any(moods.unreal(text) for text in wanted):
        return False
    first = max(scope.clause, scope.hit.first - _UNREAL_BEFORE)
    for i in range(first, min(scope.close, scope.hit.last + _UNREAL_BEFORE) + 1):
        perfect = any(token in moods.perfects for token in tokens[i + 1 : i + 3])
        if tokens[i] in moods.chances and tokens[i] not in wanted and perfect:
            return True
        if moods.unreal(tokens[i]) and _truly(scope, i):
            return True
    return False


def _truly(scope: Scope, i: int) -> bool:
    """True unless the unreal form is only polite ("I would say", "I would like")."""
    grammar, moods, tokens = scope.language.grammar, scope.language.moods, scope.line.tokens
    if grammar.closing:
        closing = range(i + 1, scope.close + 1)
        perfect = tokens[i] in moods.perfects and any(_participle(scope, k) for k in closing)
        return perfect or _conditioned(scope)
    if not grammar.inverts:
        near = range(max(0, i - 2), min(len(tokens), i + 3))
        if i and tokens[i - 1] in moods.as_said:
            return False
        polite = any(scope.lemmas(k) & moods.polite for k in near)
        return not polite and (_conditioned(scope) or _contrasted(scope) or _twice(scope))
    own = i > 0 and tokens[i - 1] in moods.first  # "you'd get" offers, "we'd give" doesn't give
    for k in range(i + 1, min(len(tokens), i + 1 + _VERB_REACH)):
        if scope.lemmas(k) & moods.polite:
            own = False
    return own or _conditioned(scope) or _contrasted(scope)


def _contrasted(scope: Scope) -> bool:
    """True when a "but" follows in the sentence."""
    contrasts, tokens = scope.language.moods.contrasts, scope.line.tokens
    return any(tokens[k] in contrasts for k in range(scope.hit.last + 1, scope.end + 1))


def _twice(scope: Scope) -> bool:
    """True when two clauses of a sentence are unreal: a condition without "if" («были бы вы …, дали бы»)."""
    told = scope.language.moods.unreal
    return sum(told(scope.line.tokens[i]) for i in range(scope.start, scope.end + 1)) > 1


def _participle(scope: Scope, i: int) -> bool:
    token = scope.line.tokens[i]
    return token in ("gewesen", "worden") or (scope.language.closes_clause(token) and len(token) > 4)  # noqa: PLR2004 (no particle)


def _conditioned(scope: Scope) -> bool:
    """True when the sentence holds a condition that is more than a wish ("if you like")."""
    condition = scope.language.grammar.condition
    for i in scope.free(scope.start, scope.end):
        if scope.line.tokens[i] not in condition:
            continue
        clause = range(i + 1, min(i + 8, scope.end + 1))
        return not any(scope.lemmas(k) & scope.language.moods.wishes for k in clause)
    return False


def _bygone(scope: Scope) -> bool:
    moods, tokens = scope.language.moods, scope.line.tokens
    at = scope.idiom(moods.bygone, scope.clause, scope.close)
    if at >= 0 and not (at and tokens[at] == "used" and tokens[at - 1] in scope.language.grammar.auxiliaries):
        return True
    whole = range(scope.clause, scope.close + 1)
    return scope.idiom(moods.past, scope.clause, scope.close) >= 0 and any(
        moods.who(tokens[i]) == "past" for i in whole
    )


def _put_off(scope: Scope) -> bool:
    """True when what is done by saying it is announced for another time."""
    moods = scope.language.moods
    behind = 0 if scope.language.grammar.inverts and not scope.language.grammar.closing else _FREE_ORDER
    said = range(scope.clause, min(scope.close, scope.hit.last + behind) + 1)
    if not any(scope.lemmas(i) & moods.telling for i in said):
        return False
    last = next((i for i in range(scope.hit.last, scope.end) if scope.line.comma[i]), scope.end)
    return scope.idiom(moods.later, scope.clause, last) >= 0


def _others(scope: Scope) -> bool:
    """True when others in the trade do so, no word being the speaker's own ("other firms do it free")."""
    if scope.line.speaker == "customer":
        return False
    moods, tokens, persons = scope.language.moods, scope.line.tokens, scope.language.grammar.persons
    if any(persons.get(tokens[i]) == "1" for i in range(scope.hit.first, scope.hit.last + 1)):
        return False
    for i in scope.free(scope.clause, scope.close):
        names = scope.lemmas(i)
        if names & moods.strangers or (names & moods.trades and _other_one(scope, i)):
            compared = range(max(scope.start, i - _COMPARED), i)
            return not any(tokens[k] in moods.unlike for k in compared)
    return False


def _other_one(scope: Scope, i: int) -> bool:
    before = range(max(scope.start, i - _TRADE_REACH), i)
    return any(scope.lemmas(k) & scope.language.moods.other_ones for k in before)


def _taken_back(scope: Scope) -> bool:
    last = min(scope.end, scope.hit.last + _TAKEN_BACK)
    return scope.idiom(scope.language.moods.undone, scope.hit.last + 1, last) >= 0
