"""Owns what a text's words tell of its act, where a sentence's vector tells its topic.

A naive Bayes classifier for each language (Maron 1961): which of lemmas, pairs of neighbouring lemmas and
pieces of words occur in a text, how often they do in what was said for an act, and in what doesn't count for
it. Such clues overlap, so the log-likelihoods of a text are divided by the root of how many it has.
"""

from __future__ import annotations

import itertools
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from speechqa.lang.tokenise import fold
from speechqa.meaning.exact import stepped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.lang import Language

KEPT = 24  # a text's likeliest classes; what is less likely counts as never
_PIECE = 4  # letters
_LEAST = 2  # texts that have a clue: one alone tells nothing of others
_SMOOTHING = 0.05  # texts that have a clue for each class beforehand (Lidstone)
_ARRAYS = ("keys", "ends", "classes", "counts", "sizes")


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """How often each clue was met in one language, for each class.

    A class is twice the number of an act, and one more for what was said for it, not for what doesn't count.
    ``keys`` are the clues, sorted; ``ends`` where each one's entries end in ``classes`` and ``counts``, texts
    of that class that have it. ``sizes`` (classes,) has the clues of all texts of a class, repeated ones too.
    """

    keys: NDArray[np.uint32]
    ends: NDArray[np.int32]
    classes: NDArray[np.uint16]
    counts: NDArray[np.uint8]
    sizes: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Worded:
    """The likeliest ``classes`` (n, KEPT at most) of some texts by their words, and their ``chances``."""

    classes: NDArray[np.uint16]
    chances: NDArray[np.float16]


def clues(text: str, language: Language) -> NDArray[np.uint32]:
    """The clues of a text, each once, sorted: lemmas, pairs of them, pieces of four letters, as hashes."""
    import numpy as np

    tokens = language.tokens(text)
    lemmas = [min(language.lemmas(token)) for token in tokens]
    found = {f"l{lemma}" for lemma in lemmas}
    found |= {f"p{first} {second}" for first, second in itertools.pairwise(lemmas)}
    for token in tokens:
        edged = f"<{fold(token)}>"
        found |= {f"w{edged[i : i + _PIECE]}" for i in range(max(1, len(edged) - _PIECE + 1))}
    return np.unique(np.array([zlib.crc32(clue.encode()) for clue in found], np.uint32))


def learnt(texts: Sequence[NDArray[np.uint32]], classes: NDArray[np.int64], acts: int) -> Wording:
    """The wording of one language from the ``clues`` of its texts and their classes, for so many acts."""
    import numpy as np

    every = np.concatenate([*texts, np.zeros(0, np.uint32)])
    whose = np.repeat(classes, [len(each) for each in texts])
    _, place, met = np.unique(every, return_inverse=True, return_counts=True)
    often = met[place] >= _LEAST
    keys, place = np.unique(every[often], return_inverse=True)
    whose = whose[often]
    entries, counts = np.unique(place.astype(np.int64) * (2 * acts) + whose, return_counts=True)
    return Wording(
        keys=keys,
        ends=np.searchsorted(entries // (2 * acts), np.arange(len(keys)), side="right").astype(np.int32),
        classes=(entries % (2 * acts)).astype(np.uint16),
        counts=np.minimum(counts, np.iinfo(np.uint8).max).astype(np.uint8),
        sizes=np.bincount(whose, minlength=2 * acts).astype(np.int32),
    )


def chances(found: Wording, texts: Sequence[NDArray[np.uint32]]) -> NDArray[np.float64]:
    """The chance of each class for each text by its ``clues``, (texts, classes).

    All are alike where no clue is known; classes of which the language has no text have none.
    """
    import numpy as np

    every = np.concatenate([*texts, np.zeros(0, np.uint32)])
    place = np.minimum(np.searchsorted(found.keys, every), max(0, len(found.keys) - 1))
    known = found.keys[place] == every if len(found.keys) else np.zeros(len(every), bool)
    owner = np.repeat(np.arange(len(texts)), [len(each) for each in texts])[known]
    rows, entries = _entries(found, place[known], owner)
    gains = np.log1p(np.arange(256) / _SMOOTHING)[found.counts[entries]]
    shape = (len(texts), len(found.sizes))
    sums = np.bincount(rows * shape[1] + found.classes[entries], gains, shape[0] * shape[1]).reshape(shape)
    many = np.bincount(owner, minlength=len(texts))[:, None]
    there = found.sizes > 0
    rare = np.log(_SMOOTHING) - np.log(found.sizes + _SMOOTHING * max(1, len(found.keys)))
    odds = np.where(there, (sums + many * rare) / np.sqrt(np.maximum(many, 1)), -np.inf)
    powers = np.exp(odds - odds.max(1, keepdims=True, initial=-1e9))
    return np.asarray(powers / np.maximum(powers.sum(1, keepdims=True), 1e-9))


def _entries(
    found: Wording, place: NDArray[np.int64], owner: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(whose, number) of each entry of the clues at ``place``."""
    import numpy as np

    starts = np.concatenate([[0], found.ends[:-1]])[place]
    many = found.ends[place] - starts
    first = np.cumsum(many) - many
    return np.repeat(owner, many), np.repeat(starts - first, many) + np.arange(many.sum())


def worded(odds: NDArray[np.floating]) -> Worded:
    """The likeliest of all classes' chances (n, classes); of equally likely ones the first."""
    import numpy as np

    top = np.argsort(-odds, axis=1, kind="stable")[:, :KEPT]
    return Worded(top.astype(np.uint16), np.take_along_axis(odds, top, axis=1).astype(np.float16))


def as_sensed(acts: NDArray[np.floating]) -> NDArray[np.float64]:
    """The chances of all classes where a language's words are unknown: what the vectors say, either way."""
    import numpy as np

    return np.repeat(acts.astype(np.float64) / 2, 2, axis=1)


def spread(some: Worded, acts: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The chances by words that a text counts for each act, and that it doesn't: (n, acts) each, in steps.

    Raises ValueError where a class is of no act.
    """
    import numpy as np

    if some.classes.size and int(some.classes.max()) >= 2 * acts:
        raise ValueError("what was kept of the call's meaning names acts that nobody knows")
    found = np.zeros((len(some.classes), 2 * acts))
    np.put_along_axis(found, some.classes.astype(np.int64), some.chances.astype(np.float64), axis=1)
    return stepped(found[:, 1::2]), stepped(found[:, ::2])


def to_arrays(wordings: Mapping[str, Wording]) -> dict[str, NDArray[Any]]:
    """All arrays of all languages, by names to keep them under."""
    return {f"{code}_{name}": getattr(each, name) for code, each in wordings.items() for name in _ARRAYS}


def from_arrays(found: Mapping[str, NDArray[Any]]) -> dict[str, Wording]:
    """What ``to_arrays`` made. Raises KeyError where an array is missing."""
    codes = sorted(name.removesuffix("_keys") for name in found if name.endswith("_keys"))
    return {code: Wording(**{name: found[f"{code}_{name}"] for name in _ARRAYS}) for code in codes}
