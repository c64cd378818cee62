"""Owns the mutation check: rules changed on purpose, to see whether the examples notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from speechqa import lang, matching
from speechqa.checks.examples.place import elsewhere, placed
from speechqa.checks.examples.run import as_transcript, expectations, finder_of, judge_said, mouth

if TYPE_CHECKING:
    from speechqa.checks.items import Finder
    from speechqa.records import Verdict
    from speechqa.scripts import Item, Script

Kind = Literal["phrase", "not", "within", "speaker", "order", "count", "denial", "all"]

# A phrase nobody says, for items with one phrase only.
_NEVER_SAID = "qzxvqzxv"
_DENIED = {
    "en": "I can't say that {}",
    "ru": "я не могу сказать, что {}",
    "de": "ich kann nicht sagen, dass {}",
    "pl": "nie mogę powiedzieć, że {}",
}


@dataclass(frozen=True, slots=True)
class Survivor:
    """A change of an item that none of its examples notices, or a denial that counts.

    ``what`` completes "no example notices …"; of a denial it is the text.
    """

    script: str
    item: str
    kind: Kind
    what: str


@dataclass(frozen=True, slots=True)
class Mutants:
    """How many changes were tried, and those that stayed unnoticed, in the script's order."""

    made: int
    survivors: tuple[Survivor, ...]


@dataclass(frozen=True, slots=True)
class _Mutant:
    kind: Kind
    what: str
    item: Item


@dataclass(frozen=True, slots=True)
class _Said:
    """An example, what finds phrases in it alone and in a whole call, and its verdict as the item is."""

    alone: Finder
    in_call: Finder
    verdict: Verdict


def try_mutants(script: Script) -> Mutants:
    """The changes tried on each item with examples: each phrase dropped, ``not`` and order dropped,
    ``within`` and ``speaker`` turned round, ``count`` moved, the example denied.

    A change is noticed when the verdict on one of the item's examples becomes another.
    """
    made = 0
    survivors: list[Survivor] = []
    for item in script.items:
        said = [_said(script, item, text) for _, text in expectations(item)]
        if not said:
            continue
        changed = [(mutant, _noticed(script, mutant, said, i)) for i, mutant in enumerate(_mutants(item))]
        missed = [_survivor(script, item, mutant.kind, mutant.what) for mutant, seen in changed if not seen]
        if changed and len(missed) == len(changed):
            missed = [_survivor(script, item, "all", "any change of the rule")]
        credited = _credited_denials(script, item, said)
        missed += [_survivor(script, item, "denial", text) for text, ok in credited if not ok]
        made += len(changed) + len(credited)
        survivors += missed
    return Mutants(made, tuple(survivors))


def _survivor(script: Script, item: Item, kind: Kind, what: str) -> Survivor:
    return Survivor(script.id, item.id, kind, what)


def _said(script: Script, item: Item, text: str) -> _Said:
    transcript = as_transcript(text, script.language, mouth(item))
    alone = finder_of(script, transcript)
    in_call = finder_of(script, placed(transcript, item.within)) if item.within else alone
    return _Said(alone, in_call, judge_said(script, replace(item, within=None), alone))


def _noticed(script: Script, mutant: _Mutant, said: list[_Said], number: int) -> bool:
    # A finder keeps what it found by the item's id, so each mutant has its own.
    item = replace(mutant.item, id=f"{mutant.item.id}/{number}")
    return any(
        judge_said(script, item, one.in_call if item.within else one.alone).verdict != one.verdict.verdict
        for one in said
    )


def _mutants(item: Item) -> Iterator[_Mutant]:
    """Every change of an item, the place of its examples kept except where that is what changes."""
    plain = replace(item, within=None)
    yield from _phrases(plain)
    if item.not_:
        yield _Mutant("not", "'not' removed", replace(plain, not_=()))
    if item.within:
        other = elsewhere(item.within)
        text = f"'within: {item.within.edge} …' turned into '{other.edge} …'"
        yield _Mutant("within", text, replace(item, within=other))
    speaker: Literal["agent", "customer"] = "customer" if mouth(item) == "agent" else "agent"
    yield _Mutant("speaker", f"'speaker: {speaker}'", replace(plain, speaker=speaker))
    if item.after:
        yield _Mutant("order", f"'after: {item.after}' removed", replace(plain, after=""))
    if item.before:
        yield _Mutant("order", f"'before: {item.before}' removed", replace(plain, before=""))
    if item.kind == "at_least":
        for count in (item.count - 1, item.count + 1):
            if 1 <= count <= len(item.phrases):
                yield _Mutant("count", f"'count: {count}'", replace(plain, count=count))


def _phrases(item: Item) -> Iterator[_Mutant]:
    for phrase in item.phrases:
        rest = tuple(other for other in item.phrases if other != phrase) or (_NEVER_SAID,)
        count = len(rest) if item.kind == "all_of" else item.count
        yield _Mutant("phrase", f"'{phrase}' removed", replace(item, phrases=rest, count=count))


def _credited_denials(script: Script, item: Item, said: list[_Said]) -> list[tuple[str, bool]]:
    """(denied text, whether the denial is respected) of each example that a statement decides.

    Only the words that decide it are denied: a greeting before them isn't what a denial is about.
    """
    frame = _DENIED.get(script.language.split("-", maxsplit=1)[0])
    fulfilled = "not_met" if item.kind == "must_not_say" else "met"
    plain = replace(item, within=None)
    tried = []
    for one in said:
        if frame and one.verdict.verdict == fulfilled and _stated(script, plain, one.alone):
            text = frame.format(one.verdict.quote)
            finder = finder_of(script, as_transcript(text, script.language, mouth(item)))
            tried.append((text, judge_said(script, plain, finder).verdict != fulfilled))
    return tried


def _stated(script: Script, item: Item, finder: Finder) -> bool:
    """True when all that counts in an example are statements with a verb: a denial must turn those."""
    phrases = {each.hit.phrase for each in finder.candidates(item) if each.fate == "counts"}
    language, values = lang.get(script.language), dict(script.values)
    return all(matching.compile_phrase(phrase, language, values).states for phrase in phrases)
