"""Owns whether the model understood a window of speech at all, or wrote fluent words over sound.

Whisper writes fluent text over reversed speech, other languages and crosstalk, often with confident
words. Three signs that know nothing of any language tell it apart: the model's own belief that it
hears the language it was told to write, the mean log-probability, and whether a second decoding with
other neighbours writes the same words.
"""

from __future__ import annotations

import difflib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

OTHER_LANGUAGE = "not this language, or not understood"
NOT_UNDERSTOOD = "not understood"
NOT_REPEATABLE = "two decodings differ"

# Below this two decodings have next to nothing in common; above it they are two guesses at real speech.
_NOTHING_SHARED = 0.15

# How much a tenfold lower belief in the language weighs against the log-probability, and what both
# together must reach. Measured with Whisper base on telephone channels in four languages, beliefs by side:
# synthetic voices with a strong accent stayed above -1.04; sides that spoke another language than asked
# for fell below -1.13.
_BELIEF_WEIGHT = 0.23
_LEAST_LIKELY = -1.09
# Whisper hears a language in a second or two only roughly: there a third of the belief will do.
_BRIEF_MS = 1_500
_WHOLE_MS = 6_000
# Less than any belief that means anything.
_NO_BELIEF = 1e-6
# Understood windows of 6 s and more stayed at -0.65 and above even where words were wrong, shorter ones at
# -0.83; reversed speech that passes for the language lay at -0.67 to -1.4. (Whisper's own limit for trying
# again is -1.0.)
_HOPELESS_LOGPROB = -0.85
_HOPELESS_LONG_LOGPROB = -0.66
# Worth a second decoding: every true window with fewer signs of trouble than these agreed with itself.
_DOUBTFUL_BELIEF = 0.6
_DOUBTFUL_LOGPROB = -0.5
_DOUBTFUL_NO_SPEECH = 0.5
_AGREEMENT = 0.45
# Where little else speaks for the words, the second decoding must say much the same; where they are
# probable, as of a clear voice with an accent, less will do.
_ACCENT_BELIEF = 0.2
_ACCENT_AGREEMENT = 0.55
_PROBABLE_LOGPROB = -0.45
_PROBABLE_AGREEMENT = 0.4


@dataclass(frozen=True, slots=True)
class Hearing:
    """What the model says of one window besides its words.

    ``language_belief`` 0..1 is its probability for the language in use among all it knows, None for
    models of one language. ``agreement`` 0..1 is how many words a second decoding shared, None
    where none was made.
    """

    speech_ms: int
    avg_logprob: float
    no_speech_prob: float
    language_belief: float | None = None
    agreement: float | None = None


def needs_second_hearing(heard: Hearing) -> bool:
    """Whether a second decoding should decide; False where the signs suffice already."""
    if heard.agreement is not None or misunderstood(heard):
        return False
    return _is_doubtful(heard)


def misunderstood(heard: Hearing) -> str:
    """Why none of the window's words can be trusted, "" if they can."""
    # A second hearing may make more of it, so only what came of that is held to the stricter limit.
    settled = heard.agreement is not None and heard.speech_ms >= _WHOLE_MS
    least = _HOPELESS_LONG_LOGPROB if settled else _HOPELESS_LOGPROB
    if heard.avg_logprob < least or _is_doubtful_in_all(heard):
        return NOT_UNDERSTOOD
    if _is_foreign(heard):
        return OTHER_LANGUAGE
    if belief_in_words(heard) < _NOTHING_SHARED:
        return NOT_REPEATABLE
    return ""


def belief_in_words(heard: Hearing) -> float:
    """How far each word of the window may be believed, 0..1, by what a second decoding made of it.

    1 where there is no reason for doubt; else the share of words both decodings have.
    """
    if heard.agreement is None or not _is_doubtful(heard) or heard.agreement >= _asked_agreement(heard):
        return 1.0
    return heard.agreement


def agreement(first: Sequence[str], second: Sequence[str]) -> float:
    """The share 0..1 of the words of both decodings that stand in the same order in both; 1 without words."""
    if not first and not second:
        return 1.0
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    shared = sum(block.size for block in matcher.get_matching_blocks())
    return 2 * shared / (len(first) + len(second))


def side_belief(windows: Sequence[tuple[float, int]]) -> float:
    """One side's belief from (belief, milliseconds of speech) of its windows: their geometric mean by length.

    A side rarely changes its language, and a window's own belief in an accent is unsteady.
    """
    total = sum(length for _, length in windows)
    return math.exp(sum(length * math.log(max(belief, _NO_BELIEF)) for belief, length in windows) / total)


def _is_doubtful(heard: Hearing) -> bool:
    return (
        (heard.language_belief is not None and heard.language_belief < _DOUBTFUL_BELIEF)
        or heard.avg_logprob < _DOUBTFUL_LOGPROB
        or heard.no_speech_prob > _DOUBTFUL_NO_SPEECH
    )


def _is_doubtful_in_all(heard: Hearing) -> bool:
    """Whether every sign speaks against a little sound, as of a buzz: two decodings may agree on nonsense."""
    return (
        heard.speech_ms < _WHOLE_MS
        and heard.language_belief is not None
        and heard.language_belief < _ACCENT_BELIEF
        and heard.avg_logprob < _DOUBTFUL_LOGPROB
        and heard.no_speech_prob > _DOUBTFUL_NO_SPEECH
    )


def _asked_agreement(heard: Hearing) -> float:
    if heard.avg_logprob >= _PROBABLE_LOGPROB:
        return _PROBABLE_AGREEMENT
    accent = heard.language_belief is not None and heard.language_belief < _ACCENT_BELIEF
    return _ACCENT_AGREEMENT if accent else _AGREEMENT


def _is_foreign(heard: Hearing) -> bool:
    """Whether the words are too improbable for a language that it hardly sounds like."""
    if heard.language_belief is None:
        return False
    part = min(max((heard.speech_ms - _BRIEF_MS) / (_WHOLE_MS - _BRIEF_MS), 0.0), 1.0)
    belief = max(heard.language_belief, _NO_BELIEF) * 3 / (1 + 2 * part)
    return heard.avg_logprob + _BELIEF_WEIGHT * math.log10(belief) < _LEAST_LIKELY
