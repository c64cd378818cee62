"""Owns the dictionaries: a token to all lemmas it may have, one function a language.

Each library is loaded at first use and each function keeps a bounded cache.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from speechqa.lang.tokenise import words

_CACHE = 100_000


def surface(token: str) -> frozenset[str]:
    """The token itself: for languages without a dictionary."""
    return frozenset((token,))


@lru_cache(maxsize=_CACHE)
def english(token: str) -> frozenset[str]:
    """Lemmas of an English token."""
    import simplemma

    return frozenset((simplemma.lemmatize(token, lang="en").lower(),))


@lru_cache(maxsize=_CACHE)
def german(token: str) -> frozenset[str]:
    """Lemmas of a German token, as a noun and as anything else."""
    import simplemma

    found = {
        simplemma.lemmatize(form, lang="de", greedy=True).lower() for form in (token, token.capitalize())
    }
    split = _infinitive_with_zu(token)
    if split:
        found.add(split)
    if "ss" in token or "ß" in token:  # Swiss spelling, which the dictionary takes for other words
        found.add(token)
    return frozenset(found | {lemma.replace("ß", "ss") for lemma in found})


@lru_cache(maxsize=_CACHE)
def german_verb(token: str) -> bool:
    """True for a German infinitive the dictionary knows."""
    import simplemma

    return token.endswith("n") and bool(simplemma.is_known(token, lang="de"))


GERMAN_PARTICLES = words(
    """
        ab an auf aus bei durch ein fest fort her heraus hin hinzu los mit nach nieder um vor vorbei vorher
        weg weiter zu zurück zusammen
        """
)


def _infinitive_with_zu(token: str) -> str | None:
    for particle in sorted(GERMAN_PARTICLES, key=len, reverse=True):
        head = particle + "zu"
        if (
            token.startswith(head)
            and len(token) > len(head) + 3
            and german_verb(particle + token[len(head) :])
        ):
            return particle + token[len(head) :]
    return None


@lru_cache(maxsize=1)
def _russian_dictionary() -> Any:  # noqa: ANN401 (pymorphy3 has no types)
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=_CACHE)
def russian(token: str) -> frozenset[str]:
    """Lemmas of a Russian token, from all its parses."""
    parses = _russian_parses(token)
    return frozenset(parse.normal_form.replace("ё", "е") for parse in parses) or frozenset((token,))


def _russian_parses(token: str) -> list[Any]:
    try:
        return list(_russian_dictionary().parse(token))
    except ValueError:  # a digit of another script, which the dictionary can't read
        return []


@lru_cache(maxsize=1)
def _polish_dictionary() -> Any:  # noqa: ANN401 (morfeusz2 has no types)
    import morfeusz2

    return morfeusz2.Morfeusz(expand_tags=False)


@lru_cache(maxsize=_CACHE)
def polish(token: str) -> frozenset[str]:
    """Lemmas of a Polish token, from all its analyses."""
    if token == "ma":  # noqa: S105 (a word of the language)
        # hardly ever the old form of "moja"
        return frozenset(("mieć",))
    analyses = [analysis[2] for analysis in _polish_dictionary().analyse(token)]
    # "kupiłem" is cut into "kupił" and the ending "em", which is no "to be" of its own.
    found = {lemma.split(":")[0].lower() for _, lemma, tag, *_ in analyses if not tag.startswith("aglt")}
    return frozenset(found) or frozenset((token,))


# Tags of word classes a Polish "nie" may deny when it stands right before them.
_DENIABLE = ("fin", "bedzie", "impt", "inf", "praet", "pred", "winien", "ppas", "pact", "imps", "adv", "ger")


@lru_cache(maxsize=_CACHE)
def polish_deniable(token: str) -> bool:
    """True when ``token`` may be a verb or an adverb, which "nie" right before it denies."""
    return any(analysis[2][2].split(":")[0] in _DENIABLE for analysis in _polish_dictionary().analyse(token))


@lru_cache(maxsize=_CACHE)
def polish_tags(token: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Tag and labels of each analysis of a Polish token, asked in lower case and with a capital for names."""
    forms = (token, token.capitalize())
    found = (analysis[2] for form in forms for analysis in _polish_dictionary().analyse(form))
    return tuple(dict.fromkeys((reading[2], tuple(reading[3])) for reading in found))


@lru_cache(maxsize=_CACHE)
def russian_tags(token: str) -> tuple[str, ...]:
    """Tags of a Russian token's parses, the likeliest first; never empty."""
    return tuple(str(parse.tag) for parse in _russian_parses(token)) or ("UNKN",)


@lru_cache(maxsize=_CACHE)
def russian_known(token: str) -> bool:
    """True when the dictionary has the word itself."""
    return bool(_russian_dictionary().word_is_known(token))
