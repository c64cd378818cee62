"""Owns what others said: a report, a hope or a request to check asserts nothing of the speaker's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from speechqa.matching.slots import named

if TYPE_CHECKING:
    from speechqa.matching.scope import Scope

Owner: TypeAlias = Literal["own", "other", "none"]
_BARE_REACH = 5  # tokens from a verb of saying without "that" to what was said
_TAIL = 5  # tokens behind what was said to "… they claim"
_AROUND = 4  # tokens from a verb to its subject where that may stand on either side
_MODAL_REACH = 6  # the same where the verb closes the clause ("ich muss Ihnen dazu noch sagen")
_FRONTED = 14  # tokens of the main clause behind a "that" clause


def reported(scope: Scope, *, states: bool) -> bool:
    """True when the hit is what somebody else said, or what is only hoped or to be checked."""
    moods, tokens = scope.language.moods, scope.line.tokens
    if scope.line.speaker == "customer" or not moods.reports:
        return False
    if any(tokens[i] in moods.hearsay for i in scope.free(scope.clause, scope.close)):
        return True
    verb = _governing(scope, states=states)
    if verb >= 0 and not (scope.link < 0 and _introduces(scope, verb)):
        if scope.lemmas(verb) & moods.hopes:
            denying = scope.language.negations | scope.language.answers
            return not any(tokens[i] in denying for i in range(scope.outer, verb))
        owner = _owner(scope, verb)
        if scope.lemmas(verb) & moods.checks:
            return owner != "own" or not _done(scope, verb)
        if owner == "other" and tokens[scope.outer if scope.link >= 0 else scope.start] not in moods.as_said:
            return True
    return _behind(scope)


def by_others(scope: Scope, *, states: bool) -> bool:
    """True when the hit is told as what a third person says, and nothing near takes it back or doubts it."""
    language, tokens = scope.language, scope.line.tokens
    if scope.line.speaker == "customer" or _against(scope):
        return False
    verb = _governing(scope, states=states)
    if verb < 0:
        return _behind(scope)
    opens = scope.outer if scope.link >= 0 else scope.start
    before = range(opens, scope.hit.first)
    asked = any(tokens[i] in language.question_words - language.moods.links for i in before)
    addressed = any(language.grammar.persons.get(tokens[i]) == "2" for i in before if i < verb)
    told = bool(scope.lemmas(verb) & language.moods.reports)
    return told and not (asked or addressed) and _owner(scope, verb) == "other"


def _against(scope: Scope) -> bool:
    """True when the sentence, or what comes right behind it, denies, doubts or asks."""
    language, line = scope.language, scope.line
    denying = language.moods.untrue | language.moods.hearsay | language.moods.hopes
    asked = line.words[scope.end].text.endswith("?")
    near = range(scope.start, min(len(line.tokens), scope.end + 1 + _FRONTED))
    return asked or any(i in line.denials or scope.lemmas(i) & denying for i in near)


def _done(scope: Scope, verb: int) -> bool:
    token = scope.line.tokens[verb]
    return scope.language.moods.who(token) in ("own", "past") or token not in scope.language.lemmas(token)


def _governing(scope: Scope, *, states: bool) -> int:
    """The verb of saying, hoping or checking that governs the hit; -1 when there is none."""
    moods = scope.language.moods
    verbs = moods.reports | moods.checks | moods.hopes
    if scope.link >= 0:
        return next((i for i in range(scope.link - 1, scope.outer - 1, -1) if scope.lemmas(i) & verbs), -1)
    return _bare(scope, moods.reports | moods.hopes, states=states)


def denied_bare(scope: Scope) -> bool:
    """True when a saying without "that" is denied ("I wouldn't say there is no fee")."""
    verb = -1 if scope.link >= 0 else _bare(scope, scope.language.moods.reports, states=True)
    near = range(max(scope.start, verb - _AROUND), verb)
    return verb >= 0 and sum(i in scope.line.denials for i in near) % 2 == 1


def _bare(scope: Scope, verbs: frozenset[str], *, states: bool) -> int:
    line, language = scope.line, scope.language
    asked = scope.hit.first > 0 and line.tokens[scope.hit.first - 1] == "to"
    if not states and not asked:
        return -1
    for i in range(scope.hit.first - 1, max(scope.start, scope.hit.first - _BARE_REACH) - 1, -1):
        spoken = language.grammar.closing or not language.grammar.inverts or line.ends_clause[i]
        if scope.lemmas(i) & verbs:
            return i if spoken or not line.comma[i] else -1
        small = line.tokens[i] in language.light_words or line.tokens[i] in language.grammar.persons
        if line.comma[i] or line.tokens[i] in language.clause_starts or not small:
            return -1
    return -1


def _behind(scope: Scope) -> bool:
    """True for "…, they claim", and for what was said behind a clause that opens with "that"."""
    moods, last = scope.language.moods, scope.hit.last
    fronted = scope.fronted
    if not fronted and not scope.line.comma[last]:
        return False
    if (
        not fronted
        and last < scope.end
        and (scope.line.tokens[last + 1] in moods.as_said or _relative(scope, last + 1))
    ):
        return False
    first = last + 1 + (scope.language.grammar.inverts and not scope.language.grammar.closing)
    end = min(scope.end, last + (_FRONTED if fronted else _TAIL))
    for i in range(last + 1, end + 1):
        if scope.lemmas(i) & moods.reports and (fronted or scope.end - i <= 2):  # noqa: PLR2004 (words)
            if _introduces(scope, i):
                return False
            ordered = moods.who(scope.line.tokens[i]) == "order"
            return _owner(scope, i) == "other" and not ordered and (fronted or i >= first)
    return False


def _introduces(scope: Scope, verb: int) -> bool:
    """True for «…, говорит Анна», "dzień dobry, Jan mówi, …" in the first turn: they say their own name."""
    line, language = scope.line, scope.language
    if (
        line.tokens[verb] not in language.moods.introduces
        or line.addresses[verb].turn != line.addresses[0].turn
    ):
        return False
    greeted = any(token in language.grammar.no_names for token in line.tokens[: max(0, verb - 1)])
    if greeted and language.introduced.given(line.tokens[verb - 1]):
        return True
    i = verb + 1
    while i < scope.end and line.tokens[i] in language.function_words:
        i += 1
    return i <= scope.end and named(line, i, language)


def _relative(scope: Scope, i: int) -> bool:
    """True when a relative clause opens at ``i``: it tells of somebody ("…, die uns geschrieben hat")."""
    line, grammar = scope.line, scope.language.grammar
    if line.tokens[i] not in scope.language.moods.relatives:
        return False
    if not grammar.closing:
        return not grammar.inverts or line.tokens[i] == "who"
    end = next((k for k in range(i, scope.end) if line.comma[k]), scope.end)
    verbs = (line.tokens[end] in grammar.auxiliaries, line.tokens[min(i + 1, end)] in grammar.auxiliaries)
    return end > i + 1 and verbs == (True, False)


def _owner(scope: Scope, verb: int) -> Owner:
    """Whose words the verb of saying tells; "none" where nobody is named."""
    moods, tokens = scope.language.moods, scope.line.tokens
    opens = scope.outer if scope.link >= 0 else scope.start
    if any(scope.lemmas(i) & moods.authorities for i in range(opens, verb + 1)):
        return "own"
    if scope.language.grammar.inverts and not scope.language.grammar.closing:
        return _english_owner(scope, verb)
    who = moods.who(tokens[verb])
    if who in ("own", "other", "order"):
        return "own" if who == "own" else "other"
    return _owner_around(scope, verb, opens)


def _owner_around(scope: Scope, verb: int, opens: int) -> Owner:
    """Whose words they are where the verb's form doesn't show it: by the pronouns around it."""
    language, tokens = scope.language, scope.line.tokens
    moods = language.moods
    reach = _MODAL_REACH if scope.language.grammar.closing else _AROUND
    around = [i for i in range(verb - reach, verb + _AROUND) if i != verb and _outside(scope, i)]
    if any(tokens[i] in language.question_words - moods.as_said for i in around if i < verb):
        return "other"
    if any(tokens[i] in moods.first for i in around):
        return "own"
    if moods.who(tokens[verb]) == "bare":
        return "other" if any(moods.who(tokens[i]) == "other" for i in around if i < verb) else "own"
    small = language.light_words - language.grammar.subjects - {"wurde", "wurden", "worden"}
    rest = [i for i in around if scope.clause > i >= opens]
    told = moods.who(tokens[verb]) or not rest
    return "other" if told or any(tokens[i] not in small for i in rest) else "none"


def _outside(scope: Scope, i: int) -> bool:
    """True for tokens of the sentence that aren't of the hit."""
    return scope.start <= i <= scope.end and not scope.hit.first <= i <= scope.hit.last


def _english_owner(scope: Scope, verb: int) -> Owner:
    """English: the nearest subject before the verb, none of it in the passive ("I was told")."""
    line, language = scope.line, scope.language
    grammar, moods = language.grammar, language.moods
    named = passive = False
    for i in range(verb - 1, max(-1, verb - 12), -1):
        token = line.tokens[i]
        if line.ends_clause[i] or line.comma[i] or token in ("and", "but"):
            break
        passive = passive or (token in ("was", "were", "been", "is", "are") and _participle(scope, verb))
        if token in moods.first or (token in ("me", "us") and i and line.tokens[i - 1] == "let"):
            return "other" if passive else "own"
        other = grammar.persons.get(token) in ("2", "3") or token in ("who", "which", "it")
        if other or token in grammar.determiners - moods.links:
            return "other"
        small = language.light_words | moods.as_said | grammar.modals | language.negations
        named = named or not (token in small or token.endswith("ly"))
    return "other" if named or passive else "none"


def _participle(scope: Scope, verb: int) -> bool:
    token = scope.line.tokens[verb]
    return token not in scope.language.lemmas(token) and not token.endswith("ing")
