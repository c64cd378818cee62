"""Owns the mood guard: a condition, a question or what others say asserts nothing.

"if this call is recorded", "is this call recorded?" and "my colleague says that it is recorded"
are no statement that it is. Here are conditions and questions: a conditional word that governs
the words found, an asking word before or beside them, or the inverted order of a question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.matching.reported import reported
from speechqa.matching.scope import scope_of
from speechqa.matching.unreal import unreal

if TYPE_CHECKING:
    from speechqa.lang import Language
    from speechqa.matching.laying import Alignment
    from speechqa.matching.phrase import Phrase
    from speechqa.matching.scope import Scope
    from speechqa.matching.stream import Line

_REACH = 6  # tokens from a conditional word to what it governs


def unasserted(line: Line, hit: Alignment, language: Language, phrase: Phrase) -> bool:
    """True when the words of ``phrase``, which doesn't ask, stand in a condition, a question or a report."""
    scope = scope_of(line, hit, language)
    if untold(scope, phrase) or _asks_leave(line, hit, language):
        return True
    if not phrase.states or _offered(line, hit, language):
        return False
    return _conditional(line, hit, language) or _asked(line, hit, language) or _inverted(line, hit, language)


def untold(scope: Scope, phrase: Phrase) -> bool:
    """True when what stands in ``scope`` is reported, unreal or part of a question ("how you can cancel")."""
    told = not phrase.names and reported(scope, states=phrase.states or phrase.denies)
    return told or unreal(scope, phrase) or _embedded(scope)


def _embedded(scope: Scope) -> bool:
    """True when a question word makes the hit's clause part of a statement ("how you can cancel")."""
    line, language = scope.line, scope.language
    i = scope.hit.first - 1
    small = (language.fillers | language.grammar.determiners) - language.moods.embeds
    while i >= scope.clause and (
        line.tokens[i] in small or line.tokens[i : i + 2] in language.filler_phrases
    ):
        i -= 1
    if i < scope.start or line.ends_clause[i] or line.comma[i] or line.tokens[i] not in language.moods.embeds:
        return False
    return not i or line.tokens[i - 1] not in language.moods.truths


def _offered(line: Line, hit: Alignment, language: Language) -> bool:
    """True for an offer made as a question: "can I call you back tomorrow"."""
    grammar = language.grammar
    around = [line.tokens[i] for i in range(max(0, hit.first - 2), hit.last + 1)]
    if not any(token in grammar.offers for token in around) or any(
        token in grammar.condition for token in around
    ):
        return False
    # Where verbs tell the person, the modal verb itself is in the first person.
    return not grammar.inverts or any(
        grammar.persons.get(token) == "1" and token in grammar.subjects for token in around
    )


def _asks_leave(line: Line, hit: Alignment, language: Language) -> bool:
    """True for «можно ли вернуть товар», which asks what «товар можно вернуть» states."""
    asking = language.grammar.asking
    return any(
        line.tokens[i] in language.moods.leave and not line.ends_clause[i] and line.tokens[i + 1] in asking
        for i in range(max(0, hit.first - 2), hit.last + 1)
    )


def _conditional(line: Line, hit: Alignment, language: Language) -> bool:
    opens = _opens_clause(line.tokens[hit.first], language)
    for i in range(hit.first - 1, max(-1, hit.first - 1 - _REACH), -1):
        if line.ends_clause[i] or line.comma[i]:
            return False
        token = line.tokens[i]
        if token in language.conditionals and token not in language.grammar.asking:
            return True
        if not _may_stand_between(token, language, opens=opens):
            return False
    return False


def _opens_clause(token: str, language: Language) -> bool:
    grammar = language.grammar
    if grammar.closing or token in grammar.subjects or token in grammar.determiners:
        return True
    return not (grammar.infinitive(token) or grammar.inverts)


def _may_stand_between(token: str, language: Language, *, opens: bool) -> bool:
    """True for what may stand between "if" and the first word found, which ``opens`` a clause or not."""
    grammar = language.grammar
    if token in grammar.auxiliaries or grammar.finite(token):
        return not opens
    small = token in language.fillers or token in language.adverbs or token in grammar.determiners
    return (
        small or token in grammar.subjects or token in grammar.possessives or token in language.function_words
    )


def _asked(line: Line, hit: Alignment, language: Language) -> bool:
    """True when an asking particle stands in the hit or right behind it («записывается ли»)."""
    for i in range(hit.first + 1, min(hit.last + 2, len(line.tokens))):
        if line.tokens[i] in language.grammar.asking and not hit.mask >> i & 1:
            return not (line.ends_clause[i - 1] or line.comma[i - 1])
    return False


def _inverted(line: Line, hit: Alignment, language: Language) -> bool:
    """True when the clause opens with its auxiliary, right before the hit ("is this call recorded")."""
    grammar = language.grammar
    if not grammar.inverts:
        return False
    at = hit.first if line.tokens[hit.first] in grammar.auxiliaries else hit.first - 1
    if at < 0 or line.tokens[at] not in grammar.auxiliaries or line.tokens[at] in ("want", "like"):
        return False
    if not (
        at == 0
        or line.ends_clause[at - 1]
        or line.tokens[at - 1] in language.fillers | language.clause_starts
    ):
        return False
    mark = _mark(line, hit.last)
    if mark in (".", "!"):
        return False
    if grammar.closing and mark != "?":
        return line.tokens[at] in (
            "wird",
            "werden",
        )  # others drop "das" before them: "kann ich Ihnen zusagen"
    following = line.tokens[min(at + 1, len(line.tokens) - 1)]
    return grammar.closing or following in grammar.subjects or following in grammar.determiners


def _mark(line: Line, position: int) -> str:
    """The mark that ends the sentence of ``position``; "" when there is none."""
    for i in range(position, len(line.tokens)):
        text = line.words[i].text
        if text[-1:] in (".", "?", "!"):
            return text[-1]
        if line.ends_clause[i]:
            return ""
    return ""
