"""Owns ``Language``: everything the other rooms may ask about one language."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from speechqa.lang import clock as _clock
from speechqa.lang import dates as _dates
from speechqa.lang import lemmas as _lemmas
from speechqa.lang import numbers as _numbers
from speechqa.lang import stems as _stems
from speechqa.lang import tokenise
from speechqa.lang.farewells import Farewells
from speechqa.lang.grammar import Grammar
from speechqa.lang.introduced import Introduced
from speechqa.lang.moods import Moods
from speechqa.lang.waived import Waived

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_WORD = 24  # characters: longer texts are hardly single words, and not worth keeping
_CACHE = 100_000


def _same(word: str) -> tuple[str, ...]:
    return (word,)


def _never(_token: str) -> bool:
    return False


def _never_denies(_previous: str, _following: str) -> bool:
    return False


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language: tokens, lemmas, numbers, dates and the small words that carry a sentence's sense.

    Word sets hold tokens as ``tokens`` gives them; ``attitudes`` holds lemmas.
    ``negations`` deny what they govern (``negation`` is the plainest); ``trailing_negations`` also from
    behind. ``answers`` are negations that may be an answer of their own ("no, …");
    ``answer_denies`` tells from the word before ("" at the start of a clause) and the word after whether one
    denies what follows. ``closes_clause`` is true for words behind which no negation belongs
    to the clause. ``neutral_negations`` are fixed expressions in which a negation denies nothing
    ("no problem"); ``waived`` are denials of a charge or a duty, which say that something is free.
    ``introduced`` tells how people say who they are, ``farewells`` how they end a call.
    ``clause_starts`` open another clause; ``complementisers`` tie a clause to the verb
    before. ``attitudes`` are verbs of saying and thinking: denying them denies what is said.
    ``fillers`` carry nothing; ``hesitations`` are those of them that are no words at all,
    ``filler_phrases`` pairs of words that are none by themselves («как бы»).
    ``conditionals`` are cues that something isn't asserted.
    ``negative_prefixes`` turn a word round, ``verb_prefixes`` make another verb: words that differ
    in them only are never taken for misheard. ``grammar`` holds closed
    classes and word forms, ``moods`` what tells whether something is asserted. ``synonyms`` are
    groups of lemmas that stand for each other in calls. ``light_words`` carry little of a phrase's
    sense: function and question words, fillers, adverbs.
    """

    code: str
    grammar: Grammar = field(default_factory=Grammar)
    moods: Moods = field(default_factory=Moods)
    lemmatise: Callable[[str], frozenset[str]] = _lemmas.surface
    stem: Callable[[str], str] = _stems.none
    contract: Callable[[str], tuple[str, ...]] = _same
    closes_clause: Callable[[str], bool] = _never
    answer_denies: Callable[[str, str], bool] = _never_denies
    negation: str = ""
    negations: frozenset[str] = frozenset()
    trailing_negations: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()
    neutral_negations: tuple[tuple[str, ...], ...] = ()
    waived: Waived = field(default_factory=Waived)
    introduced: Introduced = field(default_factory=Introduced)
    farewells: Farewells = field(default_factory=Farewells)
    conditionals: frozenset[str] = frozenset()
    clause_starts: frozenset[str] = frozenset()
    complementisers: frozenset[str] = frozenset()
    attitudes: frozenset[str] = frozenset()
    fillers: frozenset[str] = frozenset()
    hesitations: frozenset[str] = frozenset()
    filler_phrases: tuple[tuple[str, str], ...] = ()
    question_words: frozenset[str] = frozenset()
    function_words: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    negative_prefixes: tuple[str, ...] = ()
    verb_prefixes: frozenset[str] = frozenset()
    reflexive_endings: tuple[str, ...] = ()
    separable_particles: frozenset[str] = frozenset()
    particle_blockers: frozenset[str] = frozenset()
    particle_prepositions: frozenset[str] = frozenset()
    synonyms: tuple[frozenset[str], ...] = ()
    numbers: _numbers.NumberWords = field(default_factory=_numbers.NumberWords)
    dates: _dates.DateWords = field(default_factory=_dates.DateWords)
    clock: _clock.ClockWords = field(default_factory=_clock.ClockWords)
    aliases: Mapping[str, str] = field(default_factory=dict)

    light_words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        light = self.function_words | self.question_words | self.fillers | self.adverbs
        object.__setattr__(self, "light_words", light)

    def tokens(self, text: str) -> tuple[str, ...]:
        """Normalised tokens of ``text``: lower case, ё as е, hyphens split, contractions written out."""
        return _word_tokens(text, self) if len(text) <= _WORD else _tokens(text, self)

    def lemmas(self, token: str) -> frozenset[str]:
        """All lemmas ``token`` may have, never empty; two tokens are equal if their sets intersect."""
        return self.lemmatise(self.aliases.get(token, token))

    def kin(self, token: str) -> frozenset[str]:
        """Keys for a weaker equality: lemmas without reflexive endings, diacritics, aspect or noun ending."""
        keys = {tokenise.fold(token)}
        for lemma in self.lemmas(token):
            keys.add(tokenise.fold(lemma))
            keys.add(self.stem(lemma))
            for ending in self.reflexive_endings:
                if lemma.endswith(ending) and len(lemma) > len(ending) + 3:
                    keys.add(lemma.removesuffix(ending))
        return frozenset(keys - {""})

    def synonym_groups(self, names: frozenset[str]) -> frozenset[int]:
        """Numbers of the groups of ``synonyms`` that hold one of ``names``."""
        return frozenset(i for i, group in enumerate(self.synonyms) if names & group)

    def number_at(self, tokens: Sequence[str], i: int) -> tuple[float, int] | None:
        """Value and length in tokens of the longest number from ``tokens[i]`` on, digits or words."""
        found = _numbers.number_at(tokens, i, self.numbers, self.lemmas)
        if found is None and i and tokens[i - 1] in self.numbers.before_hours:
            hour = self.numbers.hours.get(tokens[i])
            return None if hour is None else (hour, 1)
        return found

    def filler_at(self, tokens: Sequence[str], i: int) -> int:
        """Length in tokens of the filler at ``tokens[i]``; 0 where there is none."""
        if tuple(tokens[i : i + 2]) in self.filler_phrases:
            return 2
        return int(tokens[i] in self.fillers)

    def time_at(self, tokens: Sequence[str], i: int) -> tuple[float, int] | None:
        """Hours and length of a time of day with its minutes ("half past two") from ``tokens[i]`` on."""
        return _clock.time_at(tokens, i, clock=self.clock, numbers=self.numbers, lemmas=self.lemmas)

    def hour_at(self, tokens: Sequence[str], i: int) -> tuple[int, int] | None:
        """A bare hour and its length in tokens from ``tokens[i]`` on."""
        return _clock.hour_at(tokens, i, self.numbers, self.lemmas)

    def ordinal_at(self, tokens: Sequence[str], i: int) -> tuple[int, int] | None:
        """1..31 and length of an ordinal for a day ("twenty first") from ``tokens[i]`` on."""
        return _numbers.ordinal_at(tokens, i, self.numbers, self.lemmas)

    def date_at(self, tokens: Sequence[str], i: int) -> int | None:
        """Length in tokens of the longest day or date from ``tokens[i]`` on."""
        return _dates.date_at(tokens, i, dates=self.dates, numbers=self.numbers, lemmas=self.lemmas)


def _tokens(text: str, language: Language) -> tuple[str, ...]:
    return tuple(part for word in tokenise.split_words(text) for part in language.contract(word))


# Calls use the same words over and over.
_word_tokens = lru_cache(maxsize=_CACHE)(_tokens)
