"""Owns separable verbs: "zeichnen … auf" is the verb "aufzeichnen"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.lang.lemmas import german_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.lang import Language

REACH = 12  # tokens between verb and particle
_SHORTEST_VERB = 3


def particles(tokens: Sequence[str], language: Language) -> dict[int, int]:
    """Position of each verb whose particle stands apart, with the particle's position."""
    found: dict[int, int] = {}
    for i, token in enumerate(tokens):
        if token not in language.separable_particles or _preposition(tokens, i, language):
            continue
        for j in range(i - 1, max(-1, i - REACH), -1):
            if j not in found and whole_verbs(token, tokens[j], language):
                found[j] = i
                break
    return found


def whole_verbs(particle: str, token: str, language: Language) -> frozenset[str]:
    """Infinitives that ``token`` and its particle make together, as the dictionary knows them."""
    if not token or token in language.function_words:
        return frozenset()
    verbs = (lemma for lemma in language.lemmas(token) if len(lemma) >= _SHORTEST_VERB and german_verb(lemma))
    return frozenset(particle + verb for verb in verbs if german_verb(particle + verb))


def _preposition(tokens: Sequence[str], i: int, language: Language) -> bool:
    """True when the particle is a preposition, because its noun begins right behind it."""
    if language.particle_prepositions and tokens[i] not in language.particle_prepositions:
        return False
    return i + 1 < len(tokens) and tokens[i + 1] in language.particle_blockers
