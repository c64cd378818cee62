"""Owns the discovery of topics over an archive: offline, explainable, the same each time.

Telling words (``reading``) become n-grams that are said again within calls (``grams``), n-grams
said in the same passages become clusters (``clusters``), clusters become topics with words, calls
and examples (``classes``, ``figures``), and topics the first draft of a file (``draft``).
"""

from __future__ import annotations

from speechqa.checks.topics.discover.classes import classes
from speechqa.checks.topics.discover.clusters import cluster
from speechqa.checks.topics.discover.draft import draft
from speechqa.checks.topics.discover.figures import Found, described
from speechqa.checks.topics.discover.grams import find_grams
from speechqa.checks.topics.discover.reading import Reader

__all__ = ["Found", "Reader", "discover", "draft"]


def discover(reader: Reader, *, top: int) -> tuple[Found, ...]:
    """At most ``top`` topics of the calls read: those that no known topic covers first, then by calls."""
    corpus = reader.corpus()
    grams = find_grams(corpus)
    found = described(corpus, grams, classes(corpus, grams, cluster(grams)), language=reader.language)
    return tuple(sorted(found, key=lambda one: one.topic.covered)[:top])
