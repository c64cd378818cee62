"""Owns which language a call is in, from what the model hears in its speech."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.errors import RecognitionError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speechqa.records import Speaker

# Below this share of the model's belief a person should look.
_SURE = 0.5
# Sure enough to write one side of a call in another language than the other.
_OWN = 0.8


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


def agreed(channels: Mapping[int, Identified], *, given: bool) -> dict[int, Identified]:
    """The language of each channel: its own where the model is sure of another, else the call's.

    The call's is that of the channel whose language was most certain.
    """
    if given or not channels:
        return dict(channels)
    surest = max(sorted(channels), key=lambda channel: channels[channel].confidence or 0.0)
    own = {}
    for channel, found in channels.items():
        differs = found.code != channels[surest].code
        own[channel] = found if not differs or (found.confidence or 0.0) >= _OWN else channels[surest]
    return own


def call_language(channels: Mapping[int, Identified], speakers: Sequence[Speaker], given: str) -> Identified:
    """The language a call is judged in: the agent's, else the surest channel's; with all warnings.

    ``channels`` are indices into ``speakers``. Without speech it is what was ``given``.
    """
    if not channels:
        return Identified(given.strip().lower())
    agents = [channel for channel in sorted(channels) if speakers[channel] == "agent"]
    order = [*agents, *sorted(channels, key=lambda channel: -(channels[channel].confidence or 0.0))]
    chosen = channels[order[0]]
    others = sorted({found.code for found in channels.values()} - {chosen.code})
    told = [warning for channel in sorted(channels) for warning in channels[channel].warnings]
    if others:
        told.append(f"one side speaks {chosen.code!r}, the other {', '.join(map(repr, others))}")
    known = [each.confidence for each in channels.values() if each.confidence is not None]
    return Identified(chosen.code, min(known) if known else None, tuple(dict.fromkeys(told)))


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
