"""Owns what the dictionaries tell about a word's form: infinitive, finite verb, noun, person's name."""

from __future__ import annotations

import re
from functools import lru_cache

from speechqa.lang import lemmas
from speechqa.lang.tokenise import words

_CACHE = 100_000

_ENGLISH_ADJECTIVES = words(
    """
    important urgent great right correct fine good bad true wrong new easy hard possible impossible free
    ready welcome sorry brilliant perfect lovely nice great awful terrible weird about because how why what
    """
)
_GERMAN_ADJECTIVE = re.compile(r"\w{2,}(?:ig|lich|isch|bar|los|sam|haft)(?:e|en|er|es|em)?")
_GERMAN_PARTICIPLE = re.compile(r"\w*ge\w{2,}(?:t|en)|(?:be|ver|er|zer|ent|über|unter)\w{3,}(?:t|en)")
_POLISH_SURNAME = re.compile(r"\w{2,}(?:ski|ska|cki|cka|dzki|dzka|skiego|skiej|skim|cką|ską)")


def no(_token: str) -> bool:
    """False: for languages without a dictionary."""
    return False


def yes(_token: str) -> bool:
    """True: for languages without a dictionary."""
    return True


@lru_cache(maxsize=_CACHE)
def english_gerund(token: str) -> bool:
    """True for "guaranteeing": the form that may stand where others have an infinitive."""
    return len(token) > 5 and token.endswith("ing") and token not in lemmas.english(token)  # noqa: PLR2004 (letters)


@lru_cache(maxsize=_CACHE)
def english_name(token: str) -> bool:
    """False for words that are no name even in lower case: verb forms, adverbs, common adjectives."""
    inflected = token.endswith(("ed", "ing")) and token not in lemmas.english(token)
    return not (inflected or token in _ENGLISH_ADJECTIVES)


@lru_cache(maxsize=_CACHE)
def german_finite(token: str) -> bool:
    """True when ``token`` may be a verb."""
    return any(lemmas.german_verb(lemma) for lemma in lemmas.german(token) if lemma != token.capitalize())


@lru_cache(maxsize=_CACHE)
def german_name(token: str) -> bool:
    """False for participles and for adjectives with a telling ending."""
    participle = _GERMAN_PARTICIPLE.fullmatch(token) and german_finite(token)
    return not participle and _GERMAN_ADJECTIVE.fullmatch(token) is None and token not in ("wichtig", "gut")


@lru_cache(maxsize=_CACHE)
def russian_infinitive(token: str) -> bool:
    """True for «соединить»."""
    return any("INFN" in parse for parse in lemmas.russian_tags(token))


@lru_cache(maxsize=_CACHE)
def russian_finite(token: str) -> bool:
    """True for «соединяю», «записан»; not for imperatives."""
    return any(
        tag.startswith(("VERB", "PRTS")) and "impr" not in tag for tag in lemmas.russian_tags(token)[:1]
    )


@lru_cache(maxsize=_CACHE)
def russian_noun(token: str) -> bool:
    """True for nouns."""
    return lemmas.russian_tags(token)[0].startswith("NOUN")


@lru_cache(maxsize=_CACHE)
def russian_lacked(token: str) -> bool:
    """True for a genitive: the form of what there is none of."""
    return any("gent" in tag for tag in lemmas.russian_tags(token))


@lru_cache(maxsize=_CACHE)
def russian_name(token: str) -> bool:
    """True for names the dictionary knows and for words it doesn't know."""
    tags = lemmas.russian_tags(token)
    named = any(mark in tag for tag in tags for mark in ("Name", "Surn", "Patr"))
    return named if lemmas.russian_known(token) else tags[0].startswith(("NOUN", "ADJF"))


@lru_cache(maxsize=_CACHE)
def polish_infinitive(token: str) -> bool:
    """True for "połączyć"."""
    return any(tag.startswith("inf") for tag, _ in lemmas.polish_tags(token))


@lru_cache(maxsize=_CACHE)
def polish_finite(token: str) -> bool:
    """True for "łączę", "nagrywana"; not for imperatives."""
    kinds = ("fin", "bedzie", "praet", "ppas", "winien")
    return any(tag.startswith(kinds) for tag, _ in lemmas.polish_tags(token))


@lru_cache(maxsize=_CACHE)
def polish_noun(token: str) -> bool:
    """True for nouns."""
    return any(tag.startswith("subst") for tag, _ in lemmas.polish_tags(token))


@lru_cache(maxsize=_CACHE)
def polish_name(token: str) -> bool:
    """True for names the dictionary knows, for nouns of male persons and for words it doesn't know."""
    if _POLISH_SURNAME.fullmatch(token):
        return True
    return any(
        tag == "ign" or "imię" in labels or "nazwisko" in labels or (tag.startswith("subst") and "m1" in tag)
        for tag, labels in lemmas.polish_tags(token)
    )
