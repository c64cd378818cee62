"""Owns the clusters of n-grams: what is said in the same passages belongs together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from speechqa.checks.topics.discover.grams import Grams

LEAST_SIMILARITY = 0.25
_ROWS = 8_192  # passages of one matrix product


def cluster(grams: Grams) -> NDArray[np.int64]:
    """The cluster of each n-gram, numbered from 0 by the first n-gram in it.

    Similarity is normalised pointwise mutual information over passages (Bouma 2009), discounted for few
    joint passages (Pantel and Lin 2002). Clusters are merged by average linkage while the nearest two are at
    least ``LEAST_SIMILARITY`` alike.
    """
    similarity = _similarity(grams)
    labels = np.arange(len(similarity))
    sizes = np.ones(len(similarity))
    np.fill_diagonal(similarity, -np.inf)
    for _ in range(len(similarity) - 1):
        one, other = divmod(int(similarity.argmax()), len(similarity))
        if similarity[one, other] < LEAST_SIMILARITY:
            break
        one, other = min(one, other), max(one, other)
        joint = sizes[one] * similarity[one] + sizes[other] * similarity[other]
        joint /= sizes[one] + sizes[other]
        similarity[one] = similarity[:, one] = joint
        similarity[other] = similarity[:, other] = -np.inf
        similarity[one, one] = -np.inf
        sizes[one] += sizes[other]
        labels[labels == other] = one
    return np.unique(labels, return_inverse=True)[1] if len(labels) else labels


def _similarity(grams: Grams) -> NDArray[np.float64]:
    joint, total = _joint(grams)
    single = joint.diagonal()
    with np.errstate(divide="ignore", invalid="ignore"):
        information = np.log(joint * total / np.outer(single, single))
        normalised = np.where(joint >= total, 1.0, information / -np.log(joint / total))
    rarer = np.minimum.outer(single, single)
    discount = joint / (joint + 1) * rarer / (rarer + 1)
    return np.where(joint > 0, normalised * discount, 0.0)


def _joint(grams: Grams) -> tuple[NDArray[np.float64], int]:
    """(in how many passages each two n-grams occur together, how many passages have any n-gram)."""
    size = len(grams.lemmas)
    passages, row = np.unique(grams.passage, return_inverse=True)
    joint = np.zeros((size, size))
    order = np.argsort(row, kind="stable")
    row, gram = row[order], grams.gram[order]
    for start in range(0, len(passages), _ROWS):
        here = slice(*np.searchsorted(row, (start, start + _ROWS)))
        block = np.zeros((min(_ROWS, len(passages) - start), size), np.float32)
        block[row[here] - start, gram[here]] = 1
        joint += block.T @ block
    return joint, len(passages)
