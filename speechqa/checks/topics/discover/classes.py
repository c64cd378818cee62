"""Owns what clusters become: passages of each, its words by class-based TF-IDF, its calls and its examples.

Class-based TF-IDF (Grootendorst 2022, "BERTopic", equation 2): the weight of term t in class c is
tf(t, c) * log(1 + A / f(t)), with tf its count in the class's passages, f its count in all classes, and A
the mean number of terms a class. Here a term is an n-gram of lemmas, and a class all passages that a cluster
of n-grams explains best.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from speechqa.checks.topics.discover.grams import LONGEST, fewest_calls

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from speechqa.checks.topics.discover.grams import Grams
    from speechqa.checks.topics.discover.reading import Corpus

MOST_WORDS = 8
MOST_QUOTES = 3
# A call talks of a topic that two of its words name: one word alone may be said by the way.
LEAST_PLACES = 2
# A longer phrase stands for the word in it when it makes up so much of the word's uses.
PHRASE_SHARE = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class TopicClass:
    """A discovered topic in numbers: n-grams, most telling first; calls by index; passages of these calls.

    ``examples`` are pairs of a call and a turn in it that says most of the topic's words.
    """

    grams: tuple[int, ...]
    calls: NDArray[np.int32]
    passages: NDArray[np.int32]
    examples: tuple[tuple[int, int], ...]


def classes(corpus: Corpus, grams: Grams, labels: NDArray[np.int64]) -> list[TopicClass]:
    """The classes that enough calls talk of, those of most calls first."""
    if not len(labels):
        return []
    of_passage = _assigned(grams, labels, len(corpus.call_ids))
    weights = _class_tf_idf(grams, of_passage, int(labels.max()) + 1)
    assigned = _Assigned(corpus, grams, labels, of_passage)
    found = [_class(assigned, label, weights[label]) for label in range(len(weights))]
    return sorted((one for one in found if one), key=lambda one: (-len(one.calls), one.grams))


def _assigned(grams: Grams, labels: NDArray[np.int64], calls: int) -> NDArray[np.int64]:
    """The class of each passage, -1 for none: that with most of its n-grams, rare ones counting more."""
    count = int(labels.max()) + 1
    rarity = np.log(max(calls, 2) / grams.calls)
    pairs, which = np.unique(grams.passage * np.int64(count) + labels[grams.gram], return_inverse=True)
    score = np.bincount(which, weights=rarity[grams.gram])
    passage, label = np.divmod(pairs, count)
    best_last = np.lexsort((-label, score.round(9), passage))
    of_passage = np.full(int(grams.passage.max()) + 1, -1, np.int64)
    of_passage[passage[best_last]] = label[best_last]
    return of_passage


def _class_tf_idf(grams: Grams, of_passage: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """(classes, n-grams): the weight of each n-gram in each class."""
    label = of_passage[grams.passage]
    size = len(grams.lemmas)
    frequency = np.bincount(label * size + grams.gram, minlength=count * size).reshape(count, size)
    mean_terms = frequency.sum() / count
    weights: NDArray[np.float64] = frequency * np.log(1 + mean_terms / np.maximum(frequency.sum(axis=0), 1))
    return weights


@dataclass(frozen=True, slots=True, eq=False)
class _Assigned:
    """N-grams with their clusters, and the class of each passage."""

    corpus: Corpus
    grams: Grams
    labels: NDArray[np.int64]
    of_passage: NDArray[np.int64]


def _class(assigned: _Assigned, label: int, weights: NDArray[np.float64]) -> TopicClass | None:
    corpus, grams = assigned.corpus, assigned.grams
    own = (assigned.labels[grams.gram] == label) & (assigned.of_passage[grams.passage] == label)
    places = _places(grams, own)
    calls, said = np.unique(corpus.call[places], return_counts=True)
    calls = calls[said >= LEAST_PLACES]
    if len(calls) < fewest_calls(len(corpus.call_ids)):
        return None
    places = places[np.isin(corpus.call[places], calls)]
    return TopicClass(
        _telling(grams, np.flatnonzero(assigned.labels == label), weights),
        calls,
        np.unique(corpus.passage[places]),
        _examples(corpus, places),
    )


def _places(grams: Grams, own: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Indexes of the corpus's words that are in one of the occurrences, each once."""
    first, length = grams.first[own], grams.lengths[grams.gram[own]]
    return np.unique(np.concatenate([first[length > step] + step for step in range(LONGEST)]))


def _telling(grams: Grams, members: NDArray[np.int64], weights: NDArray[np.float64]) -> tuple[int, ...]:
    """The weightiest n-grams; of a phrase and a word in it the phrase, where that is how the word is used."""
    kept: list[int] = []
    for gram in sorted(members.tolist(), key=lambda one: (-weights[one].round(9), one)):
        inside = [one for one in kept if _within(grams, one, gram)]
        if any(grams.count[gram] < PHRASE_SHARE * grams.count[one] for one in inside):
            continue
        if any(_within(grams, gram, one) for one in kept):
            continue
        if inside:
            kept[kept.index(inside[0])] = gram
            kept = [one for one in kept if one not in inside[1:]]
        else:
            kept.append(gram)
    return tuple(kept[:MOST_WORDS])


def _within(grams: Grams, short: int, long: int) -> bool:
    """Whether the first n-gram is part of the second."""
    part = [lemma for lemma in grams.lemmas[short].tolist() if lemma >= 0]
    whole = [lemma for lemma in grams.lemmas[long].tolist() if lemma >= 0]
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


def _examples(corpus: Corpus, places: NDArray[np.int64]) -> tuple[tuple[int, int], ...]:
    """Of each call the turn that says most, those that say most first."""
    turns = np.stack([corpus.call[places], corpus.turn[places]], axis=1)
    pairs, said = np.unique(turns, axis=0, return_counts=True)
    chosen: dict[int, int] = {}
    for at in np.lexsort((pairs[:, 1], pairs[:, 0], -said)).tolist():
        chosen.setdefault(int(pairs[at, 0]), int(pairs[at, 1]))
        if len(chosen) == MOST_QUOTES:
            break
    return tuple(chosen.items())
