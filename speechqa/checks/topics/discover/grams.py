"""Owns the n-grams of lemmas in a corpus: how often, in how many calls, and which may name a topic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from speechqa.checks.topics.discover.reading import Corpus

LONGEST = 3  # words of an n-gram
MOST_GRAMS = 600
# A topic is said in this many calls at least: that many, or one in so many calls of a large archive.
FEWEST_CALLS = 3
ONE_CALL_IN = 500
MOST_CALLS = 0.3  # share of the calls: what comes up in more of them is how people talk
MOST_AT_EDGES = 0.6  # share of a word's uses in greetings and goodbyes
# Residual inverse document frequency (Church and Gale 1995, "Poisson mixtures"): how much rarer the
# calls with a word are than chance would spread it. Words of a topic are said again in the same call.
LEAST_RESIDUAL = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Grams:
    """N-grams, most promising first, and where they occur.

    ``lemmas`` (n, 3) are lemma indexes, -1 behind the last. ``gram`` to ``passage`` have an entry for each
    occurrence: which n-gram, the index of its first word in the corpus, its call and its passage.
    """

    lemmas: NDArray[np.int32]
    count: NDArray[np.int64]
    calls: NDArray[np.int64]
    gram: NDArray[np.int64]
    first: NDArray[np.int64]
    call: NDArray[np.int32]
    passage: NDArray[np.int32]

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Words of each n-gram."""
        lengths: NDArray[np.int64] = (self.lemmas >= 0).sum(axis=1)
        return lengths


def fewest_calls(calls: int) -> int:
    """In how many of so many calls a topic must come up."""
    return max(FEWEST_CALLS, calls // ONE_CALL_IN)


def find_grams(corpus: Corpus) -> Grams:
    """The n-grams that may name a topic: neither rare nor common, said again within calls, no greetings."""
    found = [_of_length(corpus, length) for length in range(1, LONGEST + 1)]
    lemmas = np.concatenate([each[0] for each in found])
    shift = np.cumsum([0, *(len(each[0]) for each in found[:-1])])
    gram = np.concatenate([each[1] + start for each, start in zip(found, shift, strict=True)])
    first = np.concatenate([each[2] for each in found])
    call = corpus.call[first]
    count = np.bincount(gram, minlength=len(lemmas))
    calls = _distinct(gram, call, len(lemmas), len(corpus.call_ids))
    residual = _residual(count, calls, len(corpus.call_ids))
    good = (
        (calls >= fewest_calls(len(corpus.call_ids)))
        & (calls <= MOST_CALLS * len(corpus.call_ids))
        & ~_greets(corpus, lemmas)
        & (residual >= LEAST_RESIDUAL)
    )
    # Ties by the words themselves: the order of equal ones mustn't hang on anything else.
    order = np.lexsort((*lemmas.T, -calls * residual, ~good))[: min(MOST_GRAMS, int(good.sum()))]
    return _chosen(corpus, order, (lemmas, count, calls), (gram, first))


def _greets(corpus: Corpus, lemmas: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Whether an n-gram has a word that is said in greetings and goodbyes more than elsewhere."""
    count = np.bincount(corpus.lemma)
    edges = np.bincount(corpus.lemma, weights=corpus.at_edge)
    # The last entry stands for the places without a word.
    greeting = np.append(edges > MOST_AT_EDGES * count, False)
    return np.asarray(greeting[lemmas].any(axis=1), np.bool_)


def _of_length(corpus: Corpus, length: int) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
    """(lemmas of each n-gram, which one each occurrence is, index of its first word)."""
    end = max(len(corpus.lemma) - length + 1, 0)
    first = np.flatnonzero(corpus.run[:end] == corpus.run[length - 1 : length - 1 + end])
    base = np.int64(corpus.lemma.max(initial=0) + 1)
    codes = np.zeros(len(first), np.int64)
    for step in range(length):
        codes = codes * base + corpus.lemma[first + step]
    unique, gram, count = np.unique(codes, return_inverse=True, return_counts=True)
    kept = count >= FEWEST_CALLS
    new = np.cumsum(kept) - 1
    which = kept[gram]
    lemmas = np.full((int(kept.sum()), LONGEST), -1, np.int32)
    rest = unique[kept]
    for step in range(length - 1, -1, -1):
        rest, lemmas[:, step] = np.divmod(rest, base)
    return lemmas, new[gram[which]], first[which]


def _distinct(gram: NDArray[np.int64], call: NDArray[np.int32], grams: int, calls: int) -> NDArray[np.int64]:
    """In how many different calls each n-gram occurs."""
    pairs = np.unique(gram * max(calls, 1) + call)
    return np.bincount(pairs // max(calls, 1), minlength=grams)


def _residual(count: NDArray[np.int64], calls: NDArray[np.int64], total: int) -> NDArray[np.float64]:
    by_chance = 1 - np.exp(-count / max(total, 1))
    return np.log2(by_chance * total / np.maximum(calls, 1))


def _chosen(
    corpus: Corpus,
    order: NDArray[np.int64],
    grams: tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]],
    occurrences: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> Grams:
    (lemmas, count, calls), (gram, first) = grams, occurrences
    new = np.full(len(lemmas), -1, np.int64)
    new[order] = np.arange(len(order))
    kept = new[gram] >= 0
    first = first[kept]
    return Grams(
        lemmas[order],
        count[order],
        calls[order],
        new[gram[kept]],
        first,
        corpus.call[first],
        corpus.passage[first],
    )
