"""Owns the thresholds of matching: how much may differ in each mode.

They were set by hand on invented sentences in four languages (``tests/matching``), not
fitted to labelled calls. Weights and costs share one scale: a phrase's similarity is the
share of its weight that was heard, minus what was inserted or moved.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mode = Literal["verbatim", "close", "loose", "inflected"]

# Weights of a phrase's words. A function word tells little, a question word more.
CONTENT_WEIGHT = 1.0
QUESTION_WEIGHT = 0.6
FUNCTION_WEIGHT = 0.3
SLOT_WEIGHT = 0.6
# Function words together weigh at most this share of the words they serve: one such word, or several.
MOST_FUNCTION_ONE = 0.35
MOST_FUNCTION_SEVERAL = 0.25

# Similarity of two words that aren't equal by lemma.
KIN = 0.95  # the same word without its diacritics or reflexive ending
OTHER_NEGATION = 0.9  # another negation word stands in
SYNONYM = 0.85
SOUNDS_ALIKE = 0.8  # least edit similarity of two words taken for each other
SOUNDS_ALIKE_NAME = 0.75  # the same for names, which recognisers garble more
SOUNDS_ALIKE_FRAME = 0.79  # for the words beside a person's name: one letter in five may be wrong
SHORTEST_GARBLED = 5  # letters: shorter words must be right
SHORTEST_JOINED = 6  # letters of words written together or apart

# When small words decide (``enough``).
TELLING = 0.6  # weight of a person or question word beside a phrase's one content word
TELLING_SHARE = 0.32  # share of the small words' weight that must be heard beside it
FRAME_MAY_MISS = 6  # a phrase of small words only may miss one of so many
FRAME_INSERTED = 1  # and bears so many small words put in
NEARBY = 5  # tokens around a hit where its small words count in any order
TITLE_WORDS = 2  # between a name and the words around it
OTHER_ENDING = 0.9  # the same word as far as it was heard, its ending lost or another
LONGEST_ENDING = 2  # letters by which such forms may differ in length
SAME_PERSON = 0.9  # "me" where the phrase has "us"

# One hit.
LONGEST_PAUSE_MS = 6000
ANY_WORDS = 8
NAME_WORDS = 3
MOST_VARIANTS = 5000  # readings of one phrase; more is a mistake in its values
MOST_WORDS = 300  # words of one phrase
BEAM = 6  # ways of laying a phrase kept at each word
FITTED = 3  # of them weighed in full
FEW_INSERTED = 4  # inserted words beyond these cost MANY_INSERTED more each: another statement began
MANY_INSERTED = 0.04


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """What one mode bears.

    ``missing`` content words may be absent once a phrase has ``missing_from`` of them. ``exact``: the
    phrase's own words count, not their relatives and synonyms. ``numberless``: a number the phrase names
    may be among what is absent.
    """

    threshold: float
    gap: int
    insertion: float
    light_insertion: float
    reorder: float | None
    border: float = 0.05  # a sentence end or pause inside a hit
    missing: int = 0
    missing_from: int = 99
    exact: bool = False
    function_weight: float = FUNCTION_WEIGHT
    numberless: bool = False


MODES: dict[Mode, Limits] = {
    "verbatim": Limits(0.85, 3, 0.06, 0.04, None, missing=1, missing_from=8, exact=True, function_weight=0.7),
    "close": Limits(0.68, 6, 0.03, 0.015, 0.05, missing=1, missing_from=5),
    "loose": Limits(0.6, 12, 0.015, 0.005, 0.02, missing=1, missing_from=3, function_weight=0.1),
}

NEAREST = Limits(0.3, 8, 0.03, 0.01, 0.05, missing=9, missing_from=2, numberless=True)
