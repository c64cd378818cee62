"""Owns the search: phrases in a word stream, hits in time order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from speechqa.matching import limits
from speechqa.matching.align import alignments
from speechqa.matching.astray import astray
from speechqa.matching.closest import closest
from speechqa.matching.exact import exact
from speechqa.matching.introductions import introductions
from speechqa.matching.laying import Alignment
from speechqa.matching.mood import unasserted
from speechqa.matching.negation import negated
from speechqa.matching.partings import partings
from speechqa.matching.scope import scope_of
from speechqa.matching.screen import lines_holding
from speechqa.records import PhraseHit, Speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.matching.limits import Mode
    from speechqa.matching.phrase import Phrase
    from speechqa.matching.stream import Line, WordStream

_CERTAIN = 0.4  # share of a hit's confidence that doesn't depend on how well its words were recognised


def find(  # noqa: PLR0913 - a phrase, where it is looked for, and how
    phrase: Phrase,
    stream: WordStream,
    *,
    mode: Mode = "close",
    speaker: Speaker | Literal["anyone"] = "anyone",
    any_farewell: bool = False,
    own_name: bool = True,
) -> tuple[PhraseHit, ...]:
    """All places where ``phrase`` was said, in time order and not overlapping.

    Hits that a negation governs are among them with ``negated`` set: the caller decides. ``any_farewell``:
    where the phrase only ends a call, whatever else ends it counts as well. ``own_name``: where it only says
    who the speaker is, other set words for that do.
    """
    freely = any_farewell and bool(phrase.parting) and mode != "verbatim"
    introduces = own_name and _introduces(phrase, mode)
    everywhere = mode == "inflected" or freely or introduces
    lines = _lines(stream.lines if everywhere else _holding(phrase, stream, mode), speaker)
    hits = [
        _hit(phrase, line, alignment, stream)
        for line in lines
        for alignment in _with_farewells(phrase, line, stream, mode, introduces=introduces, freely=freely)
    ]
    if len(hits) < 2:  # noqa: PLR2004 (nothing to sort)
        return tuple(hits)
    return tuple(sorted(hits, key=lambda hit: (hit.start_ms, hit.end_ms, hit.speaker)))


def nearest(
    phrase: Phrase,
    stream: WordStream,
    *,
    speaker: Speaker | Literal["anyone"] = "anyone",
    least: float = limits.NEAREST.threshold,
) -> PhraseHit | None:
    """The place most like ``phrase`` that isn't a hit in ``close`` mode; None when nothing is like it.

    ``least``: a similarity below which it isn't asked for; less is found, sooner.
    """
    lines = _lines(lines_holding(phrase, stream, limits.NEAREST, least=least), speaker)
    if not lines:
        return None
    close = stream.lines if _introduces(phrase, "close") else _holding(phrase, stream, "close")
    taken = {
        (line.addresses[hit.first], line.addresses[hit.last])
        for line in lines
        if line in close
        for hit in _found(phrase, line, stream, "close", introduces=_introduces(phrase, "close"))
    }
    found = closest(phrase, lines, stream.language, taken=taken, least=least)
    return None if found is None else _hit(phrase, found[0], found[1], stream)


def _holding(phrase: Phrase, stream: WordStream, mode: Mode) -> tuple[Line, ...]:
    bounds = limits.MODES[mode]
    return lines_holding(phrase, stream, bounds, least=bounds.threshold)


def _lines(lines: Sequence[Line], speaker: Speaker | Literal["anyone"]) -> Sequence[Line]:
    return lines if speaker == "anyone" else [line for line in lines if line.speaker == speaker]


def _found(
    phrase: Phrase, line: Line, stream: WordStream, mode: Mode, *, introduces: bool
) -> Sequence[Alignment]:
    """The best alignments in a line, looked for once."""
    found = line.memo.get((phrase, mode, introduces))
    if not isinstance(found, tuple):
        best = _best(_aligned(phrase, line, stream, mode))
        if introduces:
            firm = phrase.firm
            named = firm is not None and _introduces(firm, "close")
            firms = () if firm is None else _found(firm, line, stream, "close", introduces=named)
            best = _added(best, introductions(line, stream.language, phrase.who, phrase.firms, firms))
        found = line.memo[phrase, mode, introduces] = tuple(best)
    return found


def _with_farewells(  # noqa: PLR0913 - a phrase, where it is looked for, and how
    phrase: Phrase, line: Line, stream: WordStream, mode: Mode, *, introduces: bool, freely: bool
) -> Sequence[Alignment]:
    found = _found(phrase, line, stream, mode, introduces=introduces)
    return _added(found, partings(line, stream.language, phrase.parting)) if freely else found


def _aligned(phrase: Phrase, line: Line, stream: WordStream, mode: Mode) -> list[Alignment]:
    language = stream.language
    if mode == "inflected":
        return [found for variant in phrase.variants for found in exact(variant.elements, line, language)]
    bounds = limits.MODES[mode]
    return [each for variant in phrase.variants for each in alignments(variant, line, language, bounds)]


def _introduces(phrase: Phrase, mode: Mode) -> bool:
    """True where other set words for who one is count as well as the phrase's."""
    return (phrase.who.name or bool(phrase.who.firm)) and mode != "verbatim"


def _best(found: Sequence[Alignment]) -> list[Alignment]:
    """The best of ``found`` that don't share a word: most similar first, then shorter, then earlier."""
    return _added([], sorted(found, key=lambda hit: (-hit.similarity, hit.last - hit.first, hit.first)))


def _added(best: Sequence[Alignment], more: Sequence[Alignment]) -> list[Alignment]:
    """``best``, and of ``more``, in order, what shares no word with those before it."""
    kept = [*best]
    for hit in more:
        if all(hit.last < other.first or other.last < hit.first for other in kept):
            kept.append(hit)
    return kept


def _hit(phrase: Phrase, line: Line, alignment: Alignment, stream: WordStream) -> PhraseHit:
    first, last = line.words[alignment.first], line.words[alignment.last]
    similarity = round(alignment.similarity, 4)
    return PhraseHit(
        phrase=phrase.text,
        speaker=line.speaker,
        first=line.addresses[alignment.first],
        last=line.addresses[alignment.last],
        start_ms=first.start_ms,
        end_ms=max(first.end_ms, last.end_ms),
        similarity=similarity,
        confidence=round(similarity * _recognised(line, alignment), 4),
        negated=_turned(phrase, line, alignment, stream),
        missing=alignment.missing,
    )


def _turned(phrase: Phrase, line: Line, alignment: Alignment, stream: WordStream) -> bool:
    """True when the words were said but not asserted: denied, asked, reported, or made a condition."""
    if negated(line, alignment, stream.language, denies=phrase.denies):
        return True
    if astray(scope_of(line, alignment, stream.language), phrase):
        return True
    return not phrase.asks and unasserted(line, alignment, stream.language, phrase)


def _recognised(line: Line, alignment: Alignment) -> float:
    """How well the matched words were recognised, 0.4..1; 1 where the source doesn't say."""
    known = [
        word.confidence
        for i, word in enumerate(line.words[alignment.first : alignment.last + 1], alignment.first)
        if alignment.mask >> i & 1 and word.confidence is not None
    ]
    return _CERTAIN + (1 - _CERTAIN) * sum(known) / len(known) if known else 1.0
