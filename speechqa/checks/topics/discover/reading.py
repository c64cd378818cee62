"""Owns what discovery reads of calls: telling words in order, cut into passages, known topics left out."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from speechqa import lang
from speechqa.checks.topics.find import find_topics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from speechqa.checks.topics.values import TopicSets
    from speechqa.records import Transcript, Turn

# Telling words of a passage: what is said in one breath and answered.
PASSAGE_WORDS = 25
# Turns at each end of a call where people greet, give their names and say goodbye.
EDGE_TURNS = 3
SHORTEST_WORD = 3  # letters
_DROPPED = -1


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """The telling words of all calls of a language, one after the other; arrays have an entry a word.

    ``lemma`` are indexes of lemmas, ``surface`` of ``surfaces`` (the words as said). Words with equal
    ``run`` follow each other within a turn, small words left out; ``place`` counts those too. ``at_edge``
    is true in a call's first and last turns. ``known`` are pairs of a passage and the index in ``topics`` of
    a topic that it talks of.
    """

    call_ids: tuple[str, ...]
    weeks: tuple[str, ...]
    surfaces: tuple[str, ...]
    surface: NDArray[np.int32]
    lemma: NDArray[np.int32]
    run: NDArray[np.int32]
    place: NDArray[np.int32]
    call: NDArray[np.int32]
    passage: NDArray[np.int32]
    at_edge: NDArray[np.bool_]
    turn: NDArray[np.int32]
    topics: tuple[str, ...]
    known: NDArray[np.int32]


class Reader:
    """Takes calls of one language, one by one; ``corpus`` is what they hold together."""

    def __init__(self, language: str, topics: TopicSets) -> None:
        self.language = language
        self._language = lang.get(language)
        self._sets = topics
        own = topics.of(language)
        self._topics = {topic.id: n for n, topic in enumerate(own.topics if own else ())}
        self._calls: list[str] = []
        self._weeks: list[str] = []
        self._numbers: dict[str, int] = {}
        self._surfaces: list[str] = []
        self._columns = {name: array("i") for name in ("surface", "run", "place", "call", "passage", "turn")}
        self._edges = array("b")
        self._known: list[tuple[int, int]] = []
        self._run = self._passage = 0

    def add(self, call_id: str, week: str, transcript: Transcript) -> None:
        """Nothing; the call's words are read."""
        until = self._mentions(transcript)
        last = len(transcript.turns) - 1
        self._calls.append(call_id)
        self._weeks.append(week)
        self._passage += 1
        begun = len(self._edges)
        for index, turn in enumerate(transcript.turns):
            if len(self._edges) - begun >= PASSAGE_WORDS:
                self._passage += 1
                begun = len(self._edges)
            self._turn(turn, index, until.get(index, {}))
            at_edge = index < EDGE_TURNS or index > last - EDGE_TURNS
            self._edges.extend([at_edge] * (len(self._columns["run"]) - len(self._edges)))
            self._known.extend((self._passage, topic) for topic in sorted(self._heard.get(index, ())))

    def _mentions(self, transcript: Transcript) -> dict[int, dict[int, int]]:
        """By turn: when mentions of known topics begin, with the end of the longest; notes the topics."""
        until: dict[int, dict[int, int]] = {}
        self._heard: dict[int, set[int]] = {}
        for one in find_topics(transcript, self._sets):
            starts = until.setdefault(one.turn, {})
            starts[one.start_ms] = max(one.end_ms, starts.get(one.start_ms, 0))
            self._heard.setdefault(one.turn, set()).add(self._topics[one.topic])
        return until

    def _turn(self, turn: Turn, index: int, mentions: dict[int, int]) -> None:
        self._run += 1
        columns, numbers, call = self._columns, self._numbers, len(self._calls) - 1
        known_until = place = 0
        for word in turn.words:
            if word.start_ms in mentions:
                known_until = max(known_until, mentions[word.start_ms])
                self._run += 1  # no n-gram runs across what is known
            for token in self._language.tokens(word.text):
                place += 1
                number = numbers.get(token)
                if number is None:
                    number = self._number(token)
                if number == _DROPPED or word.start_ms < known_until:
                    continue
                columns["surface"].append(number)
                columns["run"].append(self._run)
                columns["place"].append(place)
                columns["call"].append(call)
                columns["passage"].append(self._passage)
                columns["turn"].append(index)

    def _number(self, token: str) -> int:
        """The index of a word, -1 for small words, numbers, days and months."""
        language = self._language
        dropped = (
            len(token) < SHORTEST_WORD
            or not token.isalpha()
            or token in language.light_words
            or not language.lemmas(token).isdisjoint(language.light_words)
            or language.number_at((token,), 0) is not None
            or language.date_at((token,), 0) is not None
        )
        number = _DROPPED if dropped else len(self._surfaces)
        if not dropped:
            self._surfaces.append(token)
        self._numbers[token] = number
        return number

    def corpus(self) -> Corpus:
        """All that was read."""
        columns = {name: np.frombuffer(values, np.int32) for name, values in self._columns.items()}
        known = np.array(sorted(set(self._known)), np.int32).reshape(-1, 2)
        return Corpus(
            call_ids=tuple(self._calls),
            weeks=tuple(self._weeks),
            surfaces=tuple(self._surfaces),
            lemma=self._lemmas(columns["surface"]),
            at_edge=np.frombuffer(self._edges, np.int8).astype(bool),
            topics=tuple(self._topics),
            known=known,
            **columns,
        )

    def _lemmas(self, surface: NDArray[np.int32]) -> NDArray[np.int32]:
        """An index of a lemma for each word: of several lemmas the one that most words may be."""
        counts = np.bincount(surface, minlength=len(self._surfaces))
        weights: dict[str, int] = {}
        possible = [sorted(self._language.lemmas(token)) for token in self._surfaces]
        for lemmas, count in zip(possible, counts.tolist(), strict=True):
            for lemma in lemmas:
                weights[lemma] = weights.get(lemma, 0) + count
        numbers: dict[str, int] = {}
        chosen = [_likeliest(lemmas, weights) for lemmas in possible]
        of_surface = np.array([numbers.setdefault(lemma, len(numbers)) for lemma in chosen], np.int32)
        return of_surface[surface] if len(surface) else surface


def _likeliest(lemmas: Sequence[str], weights: dict[str, int]) -> str:
    return min(lemmas, key=lambda lemma: (-weights[lemma], lemma))
