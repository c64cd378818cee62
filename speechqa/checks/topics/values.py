"""Owns the values of topics: one topic, the topics of a language, all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Topic:
    """What calls may be about: any of ``terms`` said by ``speaker``, outside the phrases in ``not_``.

    Terms are as in word lists: any inflection counts; ``=`` in front takes exactly this form.
    """

    id: str
    title: str
    terms: tuple[str, ...]
    not_: tuple[str, ...] = ()
    speaker: Literal["agent", "customer", "anyone"] = "anyone"


@dataclass(frozen=True, slots=True, eq=False)
class TopicSet:
    """The topics of one language, in the order of their files; ``hash`` is the SHA-256 of all in them."""

    language: str
    topics: tuple[Topic, ...]
    hash: str

    # Sets are compared by content hash, so compiled forms can be cached across processes.
    def __eq__(self, other: object) -> bool:
        if not isinstance(other, TopicSet):
            return NotImplemented
        return (self.language, self.hash) == (other.language, other.hash)

    def __hash__(self) -> int:
        return hash((self.language, self.hash))


@dataclass(frozen=True, slots=True)
class TopicSets:
    """All topics of a folder, by language."""

    sets: tuple[TopicSet, ...] = ()

    @property
    def hashes(self) -> tuple[tuple[str, str], ...]:
        """Pairs of a language and the SHA-256 of its topics, sorted."""
        return tuple((one.language, one.hash) for one in self.sets)

    def of(self, language: str) -> TopicSet | None:
        """The topics of one language, None without any."""
        return next((one for one in self.sets if one.language == language), None)

    def title(self, topic: str, language: str) -> str:
        """The topic's title in a language; its id where the language has no such topic."""
        found = self.of(language)
        return next((one.title for one in found.topics if one.id == topic) if found else iter(()), topic)


NO_TOPICS = TopicSets()
