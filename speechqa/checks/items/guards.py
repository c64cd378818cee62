"""Owns which stretches of a call can't be credited as which items, whatever their sense."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.checks.items.queries import Plan
    from speechqa.meaning import CallMeaning, Items, Meaning

# Languages that write every noun with a capital.
_CAPITAL_NOUNS = {"de"}
_SENTENCE_ENDS = (".", "?", "!", "…")


def guarded(  # noqa: PLR0913, PLR0917 - what is asked, and of which call
    items: Items, plan: Plan, meaning: Meaning, call: CallMeaning, which: Sequence[int], language: str
) -> NDArray[np.bool_]:
    """Which of the stretches ``which`` may not be credited as which of the queries: (stretches, queries).

    They deny, ask or suppose where the query doesn't, or name no number, firm or person where it wants one.
    """
    import numpy as np

    _, asks, conditional, number, _, _ = call.heard.signs[np.array(which, int)].T[..., None]
    contradicted = meaning.contradicted(items, call, which)
    # "Haven't you got an address?" asks for it as well as "have you".
    unasserted = (contradicted | conditional | asks) & ~(asks & items.asks)
    found: NDArray[np.bool_] = unasserted | (items.needs_number & ~number)
    texts = [call.text(i) for i in which] if any(plan.names) or any(plan.somebody) else []
    named = {names: _named(names, texts) for names in set(plan.names) if names}
    for column, names in enumerate(plan.names):
        if names:
            found[:, column] |= ~named[names]
    if any(plan.somebody):
        found |= _nameless(texts, language)[:, None] & np.array(plan.somebody)
    return found


def _named(names: Sequence[str], texts: Sequence[str]) -> NDArray[np.bool_]:
    """Which texts name a value by one of these words' beginnings."""
    import numpy as np

    folded = (text.casefold() for text in texts)
    return np.array([any(name in text for name in names) for text in folded], bool)


def _nameless(texts: Sequence[str], language: str) -> NDArray[np.bool_]:
    """Which texts name nobody, as far as capitals tell: not in German, nor where none are written."""
    import numpy as np

    written = language not in _CAPITAL_NOUNS and any(map(_has_capital, texts))
    return np.array([written and not _has_name(text) for text in texts], bool)


def _has_capital(text: str) -> bool:
    return text.replace("I", "i").lower() != text.replace("I", "i")


def _has_name(text: str) -> bool:
    """True when a word inside a sentence begins with a capital, the English "I" apart."""
    words = text.split()
    return any(
        word[0].isupper() and word.split("'")[0] != "I" and not before.endswith(_SENTENCE_ENDS)
        for before, word in pairwise(words)
    )
