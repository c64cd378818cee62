"""Owns the verdicts: each item of a script judged on one transcript, with evidence and reason."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from speechqa import lang
from speechqa.checks.call_type import has_machine, is_conversation
from speechqa.checks.items import conditions, hearing, keys, places, queries, second_look
from speechqa.checks.items.judging import judge_item
from speechqa.checks.items.keys import verdict_keys
from speechqa.checks.items.outcome import outcome, weighed
from speechqa.checks.items.search import Finder
from speechqa.checks.items.sense import Sense
from speechqa.records import Same, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from speechqa.meaning import Meaning
    from speechqa.records import CallClass, Recording, SoundQuestion, Transcript
    from speechqa.scripts.values import Item, Script

__all__ = [
    "Finder",
    "finder_for",
    "has_conversation",
    "judge",
    "judge_item",
    "questions",
    "sentences",
    "verdict_keys",
    "weighed",
]

_NONE: Mapping[str, Verdict] = MappingProxyType({})
NO_CONVERSATION = "No conversation took place in this call"


def judge(  # noqa: PLR0913 - what a verdict rests on
    script: Script,
    transcript: Transcript,
    *,
    recording: Recording,
    call_class: CallClass,
    meaning: Meaning | None = None,
    described: bytes | None = None,
    known: Mapping[str, Verdict] = _NONE,
) -> tuple[Verdict, ...]:
    """A verdict for each item, in the script's order; ``known`` ones, by the ids of their items, as they are.

    With ``meaning`` other wordings count too; ``described`` is what ``meaning.describe`` gave for this
    transcript, worked out here where it wasn't kept.

    Without a conversation (voicemail, menus, silence) every item is ``not_applicable``. Where there
    may be one that nobody could understand, items about the side that was lost are ``cannot_tell``.
    """
    ids = tuple(item.id for item in script.items if item.id not in known)
    lost = _lost_conversation(transcript, call_class) if ids else None
    finder = finder_for(script, transcript, meaning, described, ids) if lost else None

    def verdict(item: Item) -> Verdict:
        if item.id in known:
            return known[item.id]
        if lost is None or finder is None:
            return outcome(item, "not_applicable", call_class.confidence, NO_CONVERSATION)
        if why := lost(item):
            return outcome(item, "cannot_tell", 0.5, why)
        condition = conditions.check(item.when, finder, recording, call_class)
        return judge_item(item, script.items, finder, condition)

    return tuple(map(verdict, script.items))


def questions(  # noqa: PLR0913 - what the verdicts rested on
    script: Script,
    transcript: Transcript,
    verdicts: Sequence[Verdict],
    *,
    recording: Recording,
    call_class: CallClass,
    meaning: Meaning | None = None,
    described: bytes | None = None,
) -> tuple[SoundQuestion, ...]:
    """What the sound should be asked before ``verdicts`` fail the agent, the weightiest item first.

    Only about items nothing was found for, where speech has no words or weak ones. The rest: see ``judge``.
    """
    open_ids = {verdict.item for verdict in verdicts if second_look.lacks_words(verdict)}
    items = sorted(
        (item for item in script.items if item.id in open_ids),
        key=lambda item: (not item.critical, -item.weight),
    )
    if not items:
        return ()
    finder = finder_for(script, transcript, meaning, described)
    found = []
    for item in items:
        triggers = conditions.check(item.when, finder, recording, call_class).triggers
        limits = [each for each in places.limits(item, script.items, finder, triggers) if not each.never]
        allowed = places.common(limits, transcript)
        found.append(second_look.question(item, transcript, allowed, finder.language, dict(script.values)))
    return tuple(each for each in found if each is not None)


def finder_for(
    script: Script,
    transcript: Transcript,
    meaning: Meaning | None,
    described: bytes | None,
    ids: tuple[str, ...] | None = None,
) -> Finder:
    """What looks the script's phrases up in the transcript; the rest is as for ``judge``.

    Given ``ids``, it is made ready for items of these only, which costs less and changes no answer.
    """
    items = script.items if ids is None else keys.needed(Same(script), ids)
    sense = None
    if meaning is not None:
        call = meaning.read(transcript, meaning.describe(transcript) if described is None else described)
        sense = Sense(meaning, call, script.language, dict(script.values), items)
    return Finder(script, transcript, lang.get(script.language), sense, items)


def sentences(script: Script) -> tuple[str, ...]:
    """The texts that calls are compared with by sense when they are judged by ``script``, sorted."""
    return queries.sentences(Same(script.items), script.language, _values(script))


def _values(script: Script) -> queries.Values:
    return tuple((name, tuple(texts)) for name, texts in dict(script.values).items())


def _lost_conversation(transcript: Transcript, call_class: CallClass) -> Callable[[Item], str] | None:
    """Tells for each item why it can't be judged ("": it can); None where no conversation took place."""
    if has_conversation(transcript, call_class):
        return lambda _: ""
    lost = "" if has_machine(transcript) else hearing.lost_side(transcript)
    if not lost:
        return None
    if hearing.take_turns(transcript):
        return lambda item: hearing.mostly_unheard(transcript, item.speaker, least_ms=0)
    return lambda _: lost


def has_conversation(transcript: Transcript, call_class: CallClass) -> bool:
    """True when two sides are heard talking (or one channel holds talk of speakers not told apart).

    A call classified as negotiation or navigation is a conversation; among the others
    voicemail, menus and silence are not.
    """
    if call_class.call_type != "other":
        return True
    speakers = {turn.speaker for turn in transcript.turns if turn.words}
    return ("unknown" in speakers or {"agent", "customer"} <= speakers) and is_conversation(transcript)
