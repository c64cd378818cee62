"""Owns ``Scope``: the clause of a hit, and the clause that governs it ("I never said that …")."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from speechqa.lang import Language
from speechqa.lang.moods import Idioms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from speechqa.matching.laying import Alignment
    from speechqa.matching.stream import Line

_LONGEST = 24  # tokens of a sentence looked at on either side of a hit
_CACHE = 100_000
_LINK_REACH = 6  # tokens from "that" to the first word found


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """A hit in its sentence, tokens ``start`` to ``end``; its clause is ``clause`` to ``close`` (inclusive).

    ``link`` is the token that ties the hit's clause to the one before ("that"), -1 when there is none;
    that governing clause opens at ``outer``.
    """

    line: Line
    hit: Alignment
    language: Language
    start: int
    end: int
    clause: int
    close: int
    link: int
    outer: int

    @property
    def fronted(self) -> bool:
        """True when what governs the hit's clause stands behind it ("that …, I know")."""
        return self.link >= 0 and self.outer >= self.link

    @property
    def saying(self) -> bool:
        """True when the governing clause says, thinks or denies something."""
        language = self.language
        verbs = language.attitudes | language.moods.reports | language.moods.truths | language.moods.untrue
        return any(self.lemmas(i) & verbs for i in range(self.outer, self.link))

    def free(self, first: int, last: int) -> Iterator[int]:
        """Tokens from ``first`` to ``last`` (inclusive) that aren't the phrase's own."""
        return (i for i in range(first, last + 1) if not self.hit.mask >> i & 1)

    def lemmas(self, i: int) -> frozenset[str]:
        """The lemmas of token ``i``, with the token itself and the verb it makes with a particle apart."""
        whole = self.line.form_at[i].whole
        names = _names(self.line.tokens[i], self.language)
        return names | whole if whole else names

    def idiom(self, idioms: Idioms, first: int, last: int) -> int:
        """Where one of ``idioms`` stands from ``first`` to ``last`` outside the phrase; -1 if none does."""
        tokens, opening = self.line.tokens, _by_first(idioms)
        for i in range(first, last + 1):
            if tokens[i] not in opening or self.hit.mask >> i & 1:
                continue
            for idiom in opening[tokens[i]]:
                behind = i + len(idiom) - 1
                if behind <= last and tokens[i : behind + 1] == idiom and not self.hit.mask >> behind & 1:
                    return i
        return -1


@lru_cache(maxsize=_CACHE)
def _names(token: str, language: Language) -> frozenset[str]:
    return language.lemmas(token) | {token}


@lru_cache(maxsize=_CACHE)
def _by_first(idioms: Idioms) -> dict[str, Idioms]:
    """The idioms by their first words."""
    found: dict[str, Idioms] = {}
    for idiom in idioms:
        found[idiom[0]] = (*found.get(idiom[0], ()), idiom)
    return found


def scope_of(line: Line, hit: Alignment, language: Language) -> Scope:
    """The hit's scope; made once for a hit."""
    key = (hit.first, hit.last, hit.mask)
    found = line.memo.get(key)
    if not isinstance(found, Scope):
        start = _back(hit.first, lambda i: line.ends_clause[i] and not _speaks(line, i))
        end = hit.last
        while end < min(hit.last + _LONGEST, len(line.tokens) - 1) and not line.ends_clause[end]:
            end += 1
        link = _link(line, hit, language, start)
        starts = language.clause_starts
        clause = max(start, link + 1, _clause(line, hit.first, language))
        close = hit.last
        while close < end and not line.comma[close] and line.tokens[close + 1] not in starts:
            close += 1
        outer = max(start, _clause(line, link, language)) if link > 0 else start
        found = line.memo[key] = Scope(line, hit, language, start, end, clause, close, link, outer)
    return found


def _speaks(line: Line, i: int) -> bool:
    """True for the colon before what somebody said."""
    return line.words[i].text.endswith(":") and line.addresses[i].turn == line.addresses[i + 1].turn


def _back(first: int, stops: Callable[[int], bool]) -> int:
    i = first
    while i > max(0, first - _LONGEST) and not stops(i - 1):
        i -= 1
    return i


def _clause(line: Line, first: int, language: Language) -> int:
    """Where the clause that holds token ``first`` opens; a comma right before it doesn't count for "that"."""
    i = first
    linked = line.tokens[first] in language.moods.links
    while i > max(0, first - _LONGEST):
        comma = line.comma[i - 1] and not (linked and i == first)
        if (
            line.ends_clause[i - 1]
            or comma
            or (i < first and line.tokens[i] in language.clause_starts - language.moods.truths)
        ):
            return i
        i -= 1
    return i


def _link(line: Line, hit: Alignment, language: Language, start: int) -> int:
    links, starts = language.moods.links, language.clause_starts
    for i in range(hit.first - 1, max(start, hit.first - _LINK_REACH) - 1, -1):
        if line.comma[i] or line.ends_clause[i]:
            return -1
        if line.tokens[i] in links:
            return i
        if line.tokens[i] in starts:
            return -1
    return -1
