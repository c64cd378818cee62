"""Owns how an explanation reads: what was asked, the verdict, what was found, what came near and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from speechqa.checks.items.wording import clock
from speechqa.cli.explanation_layout import (
    Line,
    Style,
    aligned,
    in_context,
    labelled,
    lower,
    quoted,
    title,
    when,
    wrapped,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speechqa.checks.explain import Evidence, Found, Said, Sense
    from speechqa.pipeline.explaining import Explained
    from speechqa.records import Provenance, Verdict
    from speechqa.scripts import Item, Script

# Places shown where nothing was said that counts; of the other phrases only the words.
_MOST_NEAREST = 3
_STYLES: dict[str, Style] = {"met": "good", "not_met": "bad", "cannot_tell": "unsure"}
_KINDS = {
    "say": "to say any one of these",
    "all_of": "to say each of these",
    "must_not_say": "to say none of these",
}


class _Place(NamedTuple):
    """A place that a phrase fits best, and what else fits the same words less."""

    phrase: str
    found: Found
    more: tuple[Found, ...]
    others: list[tuple[str, Found]]


def lines(told: Explained) -> Iterator[Line]:
    """The whole explanation, line by line."""
    yield from _call(told)
    yield from _item(told.item, told.script, told.evidence)
    yield Line("")
    yield from _verdict(told.item, told.verdict)
    yield from _by_words(told)
    yield from _by_sense(told.item, told.evidence)
    yield from _hearing(told.evidence)
    yield from _stored(told)
    yield from _hashes(told.made_from)


# -- what was asked -------------------------------------------------------------


def _call(told: Explained) -> Iterator[Line]:
    recording = told.recording
    team = f", team {recording.team}" if recording.team else ""
    agent = f"agent {recording.agent}{team}" if recording.agent else ""
    facts = [agent, recording.direction or "", recording.started_at, recording.queue]
    yield from labelled("Call", f"{recording.call_id} ({recording.file})", "head")
    if any(facts):
        yield from labelled("", ", ".join(fact for fact in facts if fact))
    yield from labelled("Script", f"{told.script.id} {told.script.version}: {told.script.title}")
    yield from labelled("Item", f"{told.item.id}: {told.item.title} ({told.item.section})")


def _item(item: Item, script: Script, evidence: Evidence) -> Iterator[Line]:
    many = f"to say {item.count} different ones of these"
    who = "anyone" if item.speaker == "anyone" else f"the {item.speaker}"
    asked = [f"{who} {_KINDS.get(item.kind, many)}", *evidence.where]
    worth = _points(item.weight) + (", critical" if item.critical else "")
    match = f", match: {item.match}" if item.match != "close" else ""
    yield from labelled("Asks", f"{', '.join(asked)} ({worth}{match})")
    yield from labelled("", quoted(item.phrases))
    for name, values in script.values:
        if any("{" + name + "}" in phrase for phrase in (*item.phrases, *item.not_)):
            yield from labelled("", f"{{{name}}} is {' or '.join(values)}", "faint")
    if item.not_:
        yield from labelled("But not", quoted(item.not_))
    if evidence.refusal:
        yield from labelled("Applies", f"no: {evidence.refusal}")
    for said in evidence.triggers:
        yield from labelled(
            "Applies", f"because the {said.speaker} says '{said.text}' at {clock(said.start_ms)}"
        )


def _verdict(item: Item, verdict: Verdict) -> Iterator[Line]:
    sure = f"confidence {verdict.confidence:.2f}"
    points = f", {verdict.points:g} of {_points(verdict.max_points)}" if verdict.max_points else ""
    fails = ", fails the call" if item.critical and verdict.verdict == "not_met" else ""
    yield from labelled(_name(verdict), f"{sure}{points}{fails}", _STYLES.get(verdict.verdict, "faint"))
    yield from labelled("", verdict.reason)
    if verdict.raw is not None:
        grounds = f" ({verdict.grounds})" if verdict.grounds else ""
        raw = f"{verdict.raw.verdict}{grounds}, confidence {verdict.raw.confidence:.2f}"
        yield from labelled("", f"By the rules alone, before calibration on labelled calls: {raw}", "faint")


def _points(weight: float) -> str:
    return f"{weight:g} point" + ("" if weight == 1 else "s")


def _name(verdict: Verdict) -> str:
    return verdict.verdict.replace("_", " ").upper()


# -- what was found -------------------------------------------------------------


def _by_words(told: Explained) -> Iterator[Line]:
    item, verdict, phrases = told.item, told.verdict, told.evidence.phrases
    said = [(each.phrase, each.hits[0], each.hits[1:]) for each in phrases if each.hits]
    # The verdict's own evidence comes first.
    said.sort(
        key=lambda one: (not _is_evidence(one[1], one[0], verdict), not one[1].counts, -one[1].confidence)
    )
    near = [(each.phrase, each.nearest, ()) for each in phrases if each.nearest]
    near.sort(key=lambda one: -one[1].similarity)
    heard = _places(said, item)
    if any(found.counts for _, found, _ in said):
        near = []
    yield from title("Found by words")
    for place in heard:
        yield from _place(place, item)
    nearest = _places(near, item, besides=heard)[:_MOST_NEAREST]
    for place in nearest:
        yield from _place(place, item, nearest=True)
    shown = {phrase for phrase, _, _ in said} | {place.phrase for place in nearest}
    rest = [each.phrase for each in phrases if each.phrase not in shown]
    if rest:
        yield from wrapped(f"Not said: {quoted(rest)}", 2, "faint")


def _is_evidence(found: Found, phrase: str, verdict: Verdict) -> bool:
    return phrase == verdict.phrase and found.said.start_ms == verdict.start_ms


def _places(
    entries: Iterable[tuple[str, Found, tuple[Found, ...]]], item: Item, besides: Sequence[_Place] = ()
) -> list[_Place]:
    """The entries, those that fit the same words together where one phrase of the item is enough.

    Words in ``besides`` are shown already.
    """
    places: list[_Place] = []
    for phrase, found, more in entries:
        alike = (one for one in (*besides, *places) if _overlap(one.found.said, found.said))
        same = next(alike, None) if item.kind in {"say", "must_not_say"} else None
        if same is None:
            places.append(_Place(phrase, found, more, []))
        elif same not in besides:
            same.others.append((phrase, found))
    return places


def _overlap(one: Said, other: Said) -> bool:
    return one.speaker == other.speaker and one.start_ms < other.end_ms and other.start_ms < one.end_ms


def _place(place: _Place, item: Item, *, nearest: bool = False) -> Iterator[Line]:
    best = place.found
    yield from wrapped(f"'{place.phrase}'" + (" was not said; nearest to it:" if nearest else ""), 2)
    figures = f"similarity {best.similarity:.2f}, confidence {best.confidence:.2f}"
    cause = f" ({best.cause})" if best.cause else ""
    yield from wrapped(f"{when(best.said)}, {figures}: {_why(best, item)}{cause}", 4, _colour(best, item))
    yield from aligned(best.pairings)
    yield from wrapped(in_context(best.said), 4)
    for other in place.more:
        yield from wrapped(f"also {when(other.said)}: {_why(other, item)}", 4, "faint")
    if place.others:
        others = sorted(place.others, key=lambda each: -each[1].similarity)
        fitting = ", ".join(f"'{phrase}' ({found.similarity:.2f})" for phrase, found in others)
        yield from wrapped(f"The same words are also like {fitting}", 4, "faint")


def _why(found: Found, item: Item) -> str:
    return "must not be said" if found.counts and item.kind == "must_not_say" else lower(found.why)


def _colour(found: Found, item: Item) -> Style:
    if item.kind == "must_not_say":
        return "bad" if found.counts else ""
    return "good" if found.counts else "unsure"


def _by_sense(item: Item, evidence: Evidence) -> Iterator[Line]:
    if evidence.senses is None:
        why = "the wording itself is asked for" if item.match == "verbatim" else "see the extra 'meaning'"
        yield from title("Found by sense")
        yield from wrapped(f"Not compared by sense: {why}.", 2, "faint")
    elif evidence.senses:
        yield from title("Found by sense")
        for each in evidence.senses:
            yield from _stretch(each, item)


def _stretch(each: Sense, item: Item) -> Iterator[Line]:
    style: Style = "good" if each.counts else "unsure"
    yield from wrapped(f"{when(each.said)}, chance {each.chance:.2f}: {lower(each.why)}", 2, style)
    yield from wrapped(in_context(each.said), 4)
    if item.kind == "all_of":
        yield from wrapped(f"for '{each.phrase}'", 4, "faint")


# -- what wasn't heard, and what it was made from ---------------------------------


def _hearing(evidence: Evidence) -> Iterator[Line]:
    yield from title("Heard there")
    spans = " and ".join(f"{clock(start)} to {clock(end)}" for start, end in evidence.window) or "nowhere"
    yield from wrapped(f"Looked for at {spans}: {evidence.doubt or 'recognised well enough to judge'}.", 2)
    for span in evidence.unheard:
        length = (span.end_ms - span.start_ms) / 1000
        yield from wrapped(f"{clock(span.start_ms)} {span.speaker}: {length:.1f} s of speech not heard", 4)
    for text in evidence.removed:
        yield from wrapped(
            f"{clock(text.start_ms)} {text.speaker}: '{text.text}' left out ({text.reason})", 4
        )
    for sound in evidence.sounds:
        place = f"{clock(sound.place.start_ms)} {sound.place.speaker}"
        yield from wrapped(
            f"{place}: the sound was asked for '{sound.phrase}': {sound.hearing}; it reads '{sound.heard}'", 4
        )


def _stored(told: Explained) -> Iterator[Line]:
    yield Line("")
    stored = told.stored
    if stored is None:
        yield from labelled("Stored", "no verdict on this item by this script yet")
        return
    changes = ", ".join(_changed(told.made_from, told.stored_from))
    since = f". Since then changed: {changes}" if changes else ""
    if stored.verdict == told.verdict.verdict:
        yield from labelled("Stored", f"the same, confidence {stored.confidence:.2f}{since}")
    else:
        was = f"{_name(stored)}, confidence {stored.confidence:.2f}: {stored.reason}"
        yield from labelled("Stored", f"{was}{since}", "unsure")


def _changed(now: Provenance, then: Provenance | None) -> Iterator[str]:
    if then is None:
        return
    names = {"audio": "recording", "transcript": "transcript", "script": "script", "engine": "judging code"}
    for field, name in names.items():
        if getattr(now, field) != getattr(then, field):
            yield name


def _hashes(made_from: Provenance) -> Iterator[Line]:
    rows = {
        "Audio": made_from.audio,
        "Words": made_from.transcript,
        "Script": made_from.script,
        "Engine": made_from.engine,
    }
    for label, value in rows.items():
        yield from labelled(label, value, "faint")
