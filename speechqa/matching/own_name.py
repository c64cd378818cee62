"""Owns telling phrases that only say who the speaker is: their own name, the firm they are of, or both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.lang.introduced import NAME

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speechqa.lang import Language
    from speechqa.lang.moods import Idioms

Firms = tuple[tuple[str, ...], ...]

_OPTIONAL = re.compile(r"\([^()]*\)")
_PLACE = re.compile(r"\{([^{}]*)\}")
_FIRM = "{}"  # where a firm stands in a phrase: no token looks so


@dataclass(frozen=True, slots=True)
class Who:
    """Who a phrase says the speaker is: by ``name``, whichever; ``firm`` is the value that names the firm."""

    name: bool = False
    firm: str = ""


NOBODY = Who()


def who(text: str, language: Language, values: Mapping[str, Sequence[str]]) -> Who:
    """What a phrase that does nothing else, greetings apart, says of the speaker; of others nothing."""
    places = _PLACE.findall(text)
    firm = next((place for place in places if place in values and place != "name"), "")
    wanted = [place for place in ("name", firm) if place in places]
    if not wanted or sorted(places) != sorted(wanted) or "name" in values:
        return NOBODY
    tokens, greeted = _marked(text, firm, language)
    if not firm:
        return Who(name=_set_words(tokens, language.introduced.frames, language))
    if "name" not in places:
        alone = tokens == (_FIRM,)
        fits = greeted if alone else _names_firm(tokens, language)
        return Who(firm=firm if fits else "")
    both = any(
        _set_words(name, language.introduced.frames, language) and _names_firm(rest, language)
        for name, rest in _halves(tokens)
    )
    return Who(name=both, firm=firm if both else "")


def firms(values: Mapping[str, Sequence[str]], language: Language) -> Firms:
    """What a script's values name, as tokens: a name right beside a firm's is the speaker's."""
    told = {language.tokens(text) for texts in values.values() for text in texts}
    return tuple(sorted(told - {()}))


def _marked(text: str, firm: str, language: Language) -> tuple[tuple[str, ...], bool]:
    """The tokens of a phrase without greetings, places marked, and whether it greets."""
    marks = {"name": NAME, firm: _FIRM}
    tokens: list[str] = []
    for i, part in enumerate(_PLACE.split(_OPTIONAL.sub(" ", text))):
        tokens += (marks[part],) if i % 2 else language.tokens(part)
    kept = tuple(token for token in tokens if token not in language.grammar.no_names)
    return kept, len(kept) < len(tokens)


def _set_words(tokens: tuple[str, ...], frames: Idioms, language: Language) -> bool:
    """True for one of the ``frames``, small words before it apart ("I'm calling from …")."""
    for start in range(len(tokens)):
        if tokens[start:] in frames:
            return True
        if tokens[start] not in language.function_words or tokens[start] in language.negations:
            return False
    return False


def _names_firm(tokens: tuple[str, ...], language: Language) -> bool:
    named = tuple(NAME if token == _FIRM else token for token in tokens)
    linked = named[-1:] == (NAME,) and set(named[:-1]) <= language.introduced.from_
    return linked or _set_words(named, language.introduced.firms, language)


def _halves(tokens: tuple[str, ...]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """All ways to part a phrase between name and firm: (the name's part, the firm's)."""
    low, high = sorted((tokens.index(NAME), tokens.index(_FIRM)))
    parted = [(tokens[:at], tokens[at:]) for at in range(low + 1, high + 1)]
    return [(left, right) if NAME in left else (right, left) for left, right in parted]
