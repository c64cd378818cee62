"""Owns which language a call is in, from what the model hears in its speech."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.errors import RecognitionError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Below this share of the model's belief a person should look.
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class Identified:
    """A language and the model's probability for it among all languages; None when it was given."""

    code: str
    confidence: float | None = None
    warnings: tuple[str, ...] = ()


def given_language(code: str, known: Sequence[str]) -> Identified:
    """The language people asked for; a ``RecognitionError`` if the model doesn't know it."""
    short = code.strip().lower().replace("_", "-").partition("-")[0]
    if short in known:
        return Identified(short)
    if tuple(known) == ("en",):
        raise RecognitionError(
            f"this model knows English only, not {code!r}; choose a multilingual one: `speechqa models list`"
        )
    raise RecognitionError(
        f"the model doesn't know the language {code!r}; give a two-letter code such as 'en'"
    )


def identify(
    beliefs: Sequence[tuple[Mapping[str, float], int]], candidates: Sequence[str], known: Sequence[str]
) -> Identified:
    """The candidate with the highest probability, averaged over windows by their speech.

    ``beliefs`` are pairs of probabilities by language and milliseconds of speech. The
    confidence is not rescaled to the candidates: a call in another language stays low.
    """
    possible = [code for code in candidates if code in known]
    if not possible:
        raise RecognitionError(f"the model knows none of the languages {', '.join(candidates)}")
    total = sum(weight for _, weight in beliefs) or 1
    mean = {
        code: sum(belief.get(code, 0.0) * weight for belief, weight in beliefs) / total
        for code in sorted(known)
    }
    best = max(possible, key=lambda code: mean[code])
    share = round(mean[best], 4)
    top = max(mean, key=lambda code: mean[code])
    if top != best and mean[top] >= _SURE:
        return Identified(
            best, share, (f"the call sounds like {top!r}, which is not among the languages to expect",)
        )
    if share < _SURE:
        return Identified(best, share, (f"the language is uncertain: {best!r} with {share:.0%}",))
    return Identified(best, share)
