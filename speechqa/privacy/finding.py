"""Owns finding a call's personal data: every kind looked for, the surest first, none twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.privacy.addresses import find_addresses
from speechqa.privacy.births import find_births
from speechqa.privacy.cues import find_cues, topic
from speechqa.privacy.emails import find_emails
from speechqa.privacy.names import find_names
from speechqa.privacy.numbers import kind_of, with_letters, written_codes
from speechqa.privacy.runs import find_runs
from speechqa.privacy.talk import read
from speechqa.records import PersonalData, WordAddress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speechqa.privacy.cues import Cue
    from speechqa.privacy.runs import Run
    from speechqa.privacy.talk import Talk
    from speechqa.records import PersonalKind, Transcript

# So many digits of a number found elsewhere in the call are that number, read back in part.
_LEAST_ECHO = 3

Found = tuple["PersonalKind", tuple[int, ...]]


def find(transcript: Transcript) -> tuple[PersonalData, ...]:
    """The personal data in a transcript by time; no word belongs to two of them.

    In languages without a vocabulary only what needs no words is found: cards, IBANs, international phone
    numbers and written e-mail addresses.
    """
    talk = read(transcript)
    cues = find_cues(talk)
    taken: set[int] = set()
    found = []
    for kind, places in _candidates(talk, cues):
        free = tuple(place for place in sorted(set(places)) if place not in taken)
        if free and 2 * len(free) >= len(places):
            taken.update(free)
            found.append(_data(talk, kind, free))
    return tuple(sorted(found, key=lambda each: (each.start_ms, each.words[0].turn, each.words[0].word)))


def _candidates(talk: Talk, cues: Sequence[Cue]) -> Iterator[Found]:
    """Kinds and places, the surest first."""
    for places in find_emails(talk, cues):
        yield "email", places
    yield from written_codes(talk)
    births = tuple(find_births(talk, cues))
    for places in births:
        yield "birth_date", places
    yield from _numbers(talk, cues, {place for places in births for place in places})
    for places in find_addresses(talk, cues):
        yield "address", places
    for places in find_names(talk, cues):
        yield "name", places


def _numbers(talk: Talk, cues: Sequence[Cue], births: set[int]) -> Iterator[Found]:
    runs = [run for run in find_runs(talk) if not births.intersection(run.places)]
    known: list[tuple[str, PersonalKind]] = []
    others: list[Run] = []
    for run in runs:
        lettered = with_letters(run, talk)
        kind = lettered[0] if lettered else kind_of(run, topic(cues, run.first, run.last), talk)
        if kind is None:
            others.append(run)
            continue
        known.append((run.digits, kind))
        yield kind, lettered[1] if lettered else run.places
    for run in others:
        echoed = next((kind for digits, kind in known if _echoes(run, digits)), None)
        if echoed is not None:
            yield echoed, run.places


def _echoes(run: Run, digits: str) -> bool:
    """Whether a run repeats a part of a number that was found."""
    return len(run.digits) >= _LEAST_ECHO and run.digits in digits


def _data(talk: Talk, kind: PersonalKind, places: Sequence[int]) -> PersonalData:
    tokens = [talk.tokens[place] for place in places]
    words = sorted({(token.turn, token.word) for token in tokens})
    return PersonalData(
        kind=kind,
        speaker=tokens[0].speaker,
        start_ms=min(token.start_ms for token in tokens),
        end_ms=max(token.end_ms for token in tokens),
        words=tuple(WordAddress(*word) for word in words),
    )
