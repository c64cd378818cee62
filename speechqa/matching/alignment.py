"""Owns showing a hit: the words of a phrase beside the words said for them, as the search laid them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from speechqa.matching import limits
from speechqa.matching.align import _ways, openings, task_in
from speechqa.matching.fit import _fill, fit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from speechqa.lang import Language
    from speechqa.matching.elements import Element
    from speechqa.matching.laying import Task
    from speechqa.matching.phrase import Phrase
    from speechqa.matching.stream import Line, Spot, WordStream
    from speechqa.records import PhraseHit

# "form": another form of the word; "person": another pronoun of the same person; "joined" and "apart":
# written together or in two words; "denial", "filler", "repeated", "extra": said between the phrase's words.
Mark = Literal[
    "same", "form", "synonym", "sound", "person", "negation", "joined", "apart",
    "name", "number", "date", "any", "missing", "denial", "filler", "repeated", "extra",
]  # fmt: skip
SearchMode = Literal["verbatim", "close", "loose", "nearest"]

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Pairing:
    """Words of the phrase and words said for them.

    ``asked`` is "" for what was put in, ``said`` for what is missing. ``similarity`` 0..1 is how well they
    fit, 0 where one side is empty.
    """

    asked: str
    said: str
    mark: Mark
    similarity: float


@dataclass(frozen=True, slots=True)
class _Laid:
    """Elements by their numbers with the tokens they took; ``counts`` of elements laid together."""

    similarity: float
    placed: Mapping[int, Spot]
    counts: Mapping[int, int]


def alignment(
    phrase: Phrase, stream: WordStream, hit: PhraseHit, *, mode: SearchMode = "close"
) -> tuple[Pairing, ...]:
    """How ``phrase`` lies over the words of ``hit``, in the order said; () when it was not found there.

    ``mode`` is that in which the hit was found, "nearest" for a near miss.
    """
    bounds = limits.NEAREST if mode == "nearest" else limits.MODES[mode]
    best: tuple[tuple[bool, float], Task, _Laid] | None = None
    for line in (line for line in stream.lines if line.speaker == hit.speaker):
        for variant in phrase.variants:
            task = task_in(variant, line, stream.language, bounds, least=bounds.threshold)
            for laid in _laid(task, hit) if task else ():
                rank = (round(laid.similarity, 4) == hit.similarity, laid.similarity)
                if task and (best is None or rank > best[0]):
                    best = rank, task, laid
    return () if best is None else _pairings(best[1], best[2])


def _laid(task: Task, hit: PhraseHit) -> Iterator[_Laid]:
    """Every good way the phrase lies over just the words of the hit."""
    addresses = task.line.addresses
    if hit.first not in addresses or hit.last not in addresses:
        return
    first, last = addresses.index(hit.first), addresses.index(hit.last)
    for opening in openings(task):
        if not opening.low <= first <= last < opening.high:
            continue
        for way in _ways(task, opening)[: limits.FITTED]:
            found = fit(task, way, opening.low, opening.high) if way.picks else None
            if not found or (addresses[found.first], addresses[found.last]) != (hit.first, hit.last):
                continue
            filled, _ = _fill(task, way, opening.low, opening.high)
            placed = {k: spot for k, _, spot in way.picks} | filled
            yield _Laid(found.similarity, placed, {k: count for k, count, _ in way.picks})


def _pairings(task: Task, laid: _Laid) -> tuple[Pairing, ...]:
    rows: list[tuple[int, int, Pairing]] = []
    done: set[int] = set()
    for k, spot in laid.placed.items():
        count = laid.counts.get(k, 1)
        done.update(range(k, k + count))
        rows.append((spot.start, 0, _pairing(task, k, count, spot)))
    rows += _missing(task, laid, done)
    rows += [(i, 0, pairing) for i, pairing in _between(task, laid)]
    return tuple(row[2] for row in sorted(rows, key=lambda row: row[:2]))


def _pairing(task: Task, k: int, count: int, spot: Spot) -> Pairing:
    line, elements = task.line, task.elements[k : k + count]
    tokens = [i for i in range(spot.start, spot.mask.bit_length()) if spot.mask >> i & 1]
    mark = "joined" if count > 1 else _mark(elements[0], line, spot, task.language)
    asked = " ".join(part.text for part in elements)
    return Pairing(asked, _said(line, tokens, task.language), mark, round(spot.similarity, 4))


def _mark(element: Element, line: Line, spot: Spot, language: Language) -> Mark:
    if element.kind in ("name", "number", "date", "any"):
        return element.kind
    if spot.end - spot.start > 1:
        return "apart"
    token, form = line.tokens[spot.start], line.form_at[spot.start]
    lemmas = form.whole or language.lemmas(token)
    fitting: dict[Mark, bool] = {
        "same": token == element.text,
        "form": bool(element.lemmas & lemmas or element.kin & (form.whole or language.kin(token))),
        "synonym": bool(element.groups & language.synonym_groups(form.whole or lemmas | {token})),
        "person": bool(element.person) and language.grammar.persons.get(token) == element.person,
        "negation": element.kind == "negation" and spot.start in line.denials,
    }
    return next((mark for mark, fits in fitting.items() if fits), "sound")


def _missing(task: Task, laid: _Laid, done: set[int]) -> Iterator[tuple[int, int, Pairing]]:
    """What wasn't heard, right behind the words that stand before it in the phrase."""
    at = min(spot.start for spot in laid.placed.values()) - 1
    for k, part in enumerate(task.elements):
        if k in laid.placed:
            at = laid.placed[k].end - 1
        if k not in done and not part.optional:
            yield at, k + 1, Pairing(part.text, "", "missing", 0.0)


def _between(task: Task, laid: _Laid) -> Iterator[tuple[int, Pairing]]:
    """What was said between the phrase's words."""
    line, language, mask = task.line, task.language, 0
    for spot in laid.placed.values():
        mask |= spot.mask
    for i in range((mask & -mask).bit_length() - 1, mask.bit_length()):
        if mask >> i & 1:
            continue
        token = line.tokens[i]
        kinds: dict[Mark, bool] = {
            "denial": i in line.denials,
            "filler": token in language.fillers,
            "repeated": bool(language.lemmas(token) & task.plan.lemmas),
        }
        mark: Mark = next((kind for kind, fits in kinds.items() if fits), "extra")
        yield i, Pairing("", _said(line, [i], language), mark, 0.0)


def _said(line: Line, tokens: Sequence[int], language: Language) -> str:
    """Tokens as they were written, with "…" where words between them are left out."""
    parts: list[str] = []
    for n, i in enumerate(tokens):
        if n and i > tokens[n - 1] + 1:
            parts.append("…")
        parts.append(_written(line, i, language))
    return " ".join(parts)


def _written(line: Line, i: int, language: Language) -> str:
    """A token as the transcript has it, without the marks around it, where it is a word of its own."""
    text = line.words[i].text
    whole = _EDGES.sub("", text) if len(language.tokens(text)) == 1 else ""
    return whole or line.tokens[i]
