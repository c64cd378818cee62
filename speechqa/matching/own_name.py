"""Owns telling phrases that only say the speaker's own name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speechqa.lang.introduced import NAME

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speechqa.lang import Language

Firms = tuple[tuple[str, ...], ...]

_OPTIONAL = re.compile(r"\([^()]*\)")


def introduces(text: str, language: Language, values: Mapping[str, Sequence[str]]) -> bool:
    """True when a phrase says the speaker's own {name}, whichever, and nothing else, greetings apart."""
    if text.count("{name}") != 1 or text.count("{") > 1 or "name" in values:
        return False
    before, after = (language.tokens(part) for part in _OPTIONAL.sub(" ", text).split("{name}"))
    opening = tuple(token for token in before if token not in language.grammar.no_names)
    return (*opening, NAME, *after) in language.introduced.frames


def firms(values: Mapping[str, Sequence[str]], language: Language) -> Firms:
    """What a script's values name, as tokens: a name right beside a firm's is the speaker's."""
    told = {language.tokens(text) for texts in values.values() for text in texts}
    return tuple(sorted(told - {()}))
