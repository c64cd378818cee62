"""Owns what a phrase wants beyond likeness: a price its currency, a question its asking.

Sense takes any number for a price, a deposit for the whole, a month's price for a day's, a firm's name for
what it sells, a farewell with a day for a visit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speechqa.checks.items.search import overlap
from speechqa.checks.items.wording import hit_words
from speechqa.lang.waived import clauses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.checks.items.search import Finder
    from speechqa.lang import Language
    from speechqa.records import PhraseHit
    from speechqa.scripts.values import Item

_SLOT = re.compile(r"\{\w+\}")
_WHOLE = {7, 12, 24, 30, 52, 365}  # so many units are one of a larger unit
_SAME = {"doba": "dzień", "сутки": "день", "arbeitstag": "tag", "werktag": "tag"}
_THOUSAND = 1000  # numbers said in thousands are money all the same


def lacking(item: Item, finder: Finder, hit: PhraseHit) -> bool:
    """True when a stretch that is like the item by sense lacks what all its phrases want."""
    tokens = _tokens(finder, hit)
    return (
        _unpriced(item, finder.language, tokens)
        or _advance(item, finder.language, tokens)
        or _other_rate(item, finder.language, tokens)
        or _unwaived(item, finder, hit)
        or _only_named(item, finder, tokens)
        or _only_parting(item, finder.language, tokens)
        or _own_introduction(item, finder, hit, tokens)
    )


def named(item: Item, finder: Finder, hit: PhraseHit) -> bool:
    """True where the stretch has a word of the item's phrases that tells what it is about, no unit."""
    language = finder.language
    units = language.numbers.currencies | language.dates.units
    own = (
        name
        for phrase in item.phrases
        for token in language.tokens(_SLOT.sub(" ", phrase))
        for name in _names(token, language)
    )
    return _has(_tokens(finder, hit), frozenset(own) - units, language)


def unasked(finder: Finder, hit: PhraseHit) -> str:
    """Why words found for a phrase that asks may ask something else, or nothing; "" when they ask it.

    "the call is recorded" states what "may I record the call" asks; "czy rozmawiam z panem" asks who is
    there, not whether he can talk.
    """
    if not hit.missing or not finder.asks(hit.phrase):
        return ""
    language, grammar, who = finder.language, finder.language.grammar, finder.language.moods.who
    wanted, tokens = language.tokens(hit.phrase), _tokens(finder, hit)
    missing = [token for word in hit.missing for token in language.tokens(word)]
    addressed = any(grammar.persons.get(token) == "2" for token in missing)
    own = any(who(t) == "own" and t not in grammar.offers for t in tokens)
    if addressed and own and not any(who(t) == "own" for t in wanted):
        return f"perhaps not what '{hit.phrase}' asks"
    lost = [token for token in missing if token in grammar.offers]
    states = any(t in grammar.auxiliaries and t not in wanted for t in tokens)
    if not lost or not states or _asks(finder, hit):
        return ""
    return f"perhaps not asked, without {', '.join(map(repr, lost))} of '{hit.phrase}'"


def content(tokens: Sequence[str], language: Language) -> list[str]:
    """The tokens that tell what it is about: no small words, numbers, forms of address, farewells."""
    grammar = language.grammar
    small = language.light_words | grammar.no_names | grammar.partings | language.negations
    small |= language.dates.joiners
    return [token for token in tokens if token not in small and language.number_at((token,), 0) is None]


def own_name(item: Item, finder: Finder, hit: PhraseHit) -> str:
    """Why "this is {name}" may be the speaker's own name, where the other's is wanted; "" when it isn't.

    Who says in set words elsewhere what they are called meant somebody else.
    """
    if not finder.names_other(item) or not finder.tells_name(hit.phrase) or _asks(finder, hit):
        return ""
    plain = finder.hits(hit.phrase, "close", own_name=False)
    told = (each for each in finder.hits(hit.phrase, "close") if each not in plain)
    if any(each.speaker == hit.speaker and not overlap(each, hit) for each in told):
        return ""
    return "perhaps the speaker's own name"


def _unpriced(item: Item, language: Language, tokens: Sequence[str]) -> bool:
    """True where every phrase wants a sum of money and only a number was said, or a sum of something else."""
    money = language.numbers.currencies
    phrases = [language.tokens(_SLOT.sub(" ", phrase)) for phrase in item.phrases if "{number}" in phrase]
    if len(phrases) < len(item.phrases) or not all(_has(phrase, money, language) for phrase in phrases):
        return False
    told = (language.number_at(tokens, i) for i in range(len(tokens)))
    large = any(number is not None and number[0] >= _THOUSAND for number in told)
    own = frozenset(name for phrase in phrases for token in phrase for name in _names(token, language))
    return not large and not _has(tokens, money | language.numbers.prices | own, language)


def _other_rate(item: Item, language: Language, tokens: Sequence[str]) -> bool:
    """True where all phrases want a sum of money for a time, and one for another time was said."""
    money = language.numbers.currencies
    phrases = [language.tokens(_SLOT.sub(" ", phrase)) for phrase in item.phrases]
    wanted = [_units(phrase, language) for phrase in phrases if _has(phrase, money, language)]
    told = _units(tokens, language)
    if len(wanted) < len(phrases) or not all(wanted) or not told:
        return False
    # Twelve months are a year.
    numbers = (language.number_at(tokens, i) for i in range(len(tokens)))
    counted = any(number is not None and number[0] in _WHOLE for number in numbers)
    return not counted and told.isdisjoint(frozenset().union(*wanted))


def _units(tokens: Sequence[str], language: Language) -> frozenset[str]:
    """The units of time among the tokens, those that mean the same as one."""
    names = frozenset(name for token in tokens for name in language.lemmas(token))
    return frozenset(_SAME.get(name, name) for name in names & language.dates.units)


def _advance(item: Item, language: Language, tokens: Sequence[str]) -> bool:
    """True where a sum of money is wanted and a deposit was said, which no phrase and no title names."""
    money, advances = language.numbers.currencies, language.numbers.advances
    wanted = [language.tokens(_SLOT.sub(" ", text)) for text in (item.title, *item.phrases)]
    if not any(_has(words, money, language) for words in wanted) or any(
        _has(words, advances, language) for words in wanted
    ):
        return False
    return _has(tokens, advances, language)


def _unwaived(item: Item, finder: Finder, hit: PhraseHit) -> bool:
    """True where every phrase says that something is free, and the stretch doesn't ("it's on the bill")."""
    language = finder.language

    def free(text: str) -> bool:
        return language.waived.gives(clauses(text, language.tokens))

    said = " ".join(word.text for word in hit_words(finder.transcript, hit))
    return all(free(_SLOT.sub(" ", phrase)) for phrase in item.phrases) and not free(said)


def _names(token: str, language: Language) -> frozenset[str]:
    """The lemmas of a phrase's word that tell what it is about: no small word, no number."""
    small = token in language.light_words or language.number_at((token,), 0) is not None
    return frozenset() if small else language.lemmas(token)


def _only_named(item: Item, finder: Finder, tokens: Sequence[str]) -> bool:
    """True where nothing but a firm's or product's name was said, and no phrase wants it."""
    language = finder.language
    if any("{" in phrase for phrase in item.phrases):
        return False
    for texts in finder.values.values():
        if any(_no_more(tokens, language.tokens(text), language) for text in texts):
            return True
    return False


def _no_more(tokens: Sequence[str], value: tuple[str, ...], language: Language) -> bool:
    """True when little but ``value`` was said ("Pfotenschutz Versicherung")."""
    at = next((i for i in range(len(tokens)) if tuple(tokens[i : i + len(value)]) == value), -1)
    return at >= 0 and len(content([*tokens[:at], *tokens[at + len(value) :]], language)) <= 1


def _only_parting(item: Item, language: Language, tokens: Sequence[str]) -> bool:
    """True for "goodbye then, until Monday" where a visit or a call on a day is wanted."""
    if not all("{date}" in phrase for phrase in item.phrases):
        return False
    days = language.dates.anchors
    rest = [token for token in content(tokens, language) if not language.lemmas(token) & days]
    return not rest and any(token in language.grammar.partings for token in tokens)


def _own_introduction(item: Item, finder: Finder, hit: PhraseHit, tokens: Sequence[str]) -> bool:
    """True where the other's name is wanted, and the speaker told their own."""
    if not finder.names_other(item) or _asks(finder, hit):
        return False
    persons = finder.language.grammar.persons
    return not any(persons.get(token) == "2" for token in tokens)


def _asks(finder: Finder, hit: PhraseHit) -> bool:
    """True when the words found, or what ends their sentence, ask."""
    language = finder.language
    asking = (language.question_words - language.complementisers) | language.grammar.whether
    words = finder.transcript.turns[hit.last.turn].words[hit.last.word :]
    mark = next((word.text[-1:] for word in words if word.text[-1:] in (".", "?", "!", "…")), "")
    return mark == "?" or any(token in asking for token in _tokens(finder, hit))


def _tokens(finder: Finder, hit: PhraseHit) -> tuple[str, ...]:
    return finder.language.tokens(" ".join(word.text for word in hit_words(finder.transcript, hit)))


def _has(tokens: Sequence[str], names: frozenset[str], language: Language) -> bool:
    return any(language.lemmas(token) & names for token in tokens)
