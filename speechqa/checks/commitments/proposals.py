"""Owns where something is promised, offered or asked for: a verb, in a form that says who will do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from speechqa.checks.commitments.firm import unfirm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speechqa.checks.commitments.heard import Cue, HeardTurn

Form: TypeAlias = Literal["said", "offered", "asked", "theirs", "got"]

_REACH = {"en": 7, "de": 14}  # tokens from "I will" to the verb; the German one stands at the end
_REACH_INFINITIVE = 6
_HEADS = ("will", "offer", "ask", "their")
_FORMS: dict[str, Form] = {
    "will": "said",
    "do": "said",
    "dated": "said",
    "offer": "offered",
    "ask": "asked",
    "beg": "asked",
    "their": "theirs",
    "get": "got",
}
_SECOND_PERSON = {"ru": ("те", "шь", "тесь"), "pl": ("cie", "sz")}
# Polish tells the person in the past too, which isn't promised.
_PAST = {"pl": ("łem", "łam", "liśmy", "łyśmy")}
_PASSIVE = {"pl": ("ny", "na", "ne", "no", "ni", "ty", "ta", "to", "te")}
_ADDRESSED = frozenset({"pan", "pani", "państwo"})
_NEAR = 3
_GREETING = 2  # turns in which somebody says why he calls
_BACK = frozenset({"zurück", "wieder", "nochmal"})
_PLEASE = frozenset({"please", "just", "bitte", "doch", "mal"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """Tokens ``start`` to ``end`` (exclusive) of turn ``number`` that bring up something to be done.

    ``said`` by who will do it, ``offered`` by him or ``asked`` of him; ``theirs``: somebody of the
    speaker's side will; ``got``: the other will have it. ``verb`` is what kind of thing. ``dated`` verbs tell
    of what will be done only where a day or time stands beside them ("ich zahle bar", "ich zahle morgen").
    """

    number: int
    start: int
    end: int
    form: Form
    verb: str
    dated: bool = False


def proposals(turn: HeardTurn, number: int) -> list[Proposal]:
    """What a turn brings up, in order, one a place; what is denied or doubted is left out."""
    found = [each for each in _all(turn, number) if not unfirm(turn, each.start, each.end)]
    kept: list[Proposal] = []
    for each in sorted(found, key=lambda one: (one.start, one.verb == "other", -one.end)):
        if not any(each.start < other.end and other.start < each.end for other in kept):
            kept.append(each)
    return kept


def _all(turn: HeardTurn, number: int) -> Iterator[Proposal]:
    for cue in turn.of("do", "beg", "get", "verb", "dated"):
        inflected = cue.role == "dated" and turn.language.code in _SECOND_PERSON
        read = cue.role == "verb" or inflected
        formed = _of_verb(turn, cue) if read else (cue, _FORMS[cue.role])
        if formed is None:
            continue
        opening, form = formed
        if cue.role == "beg" and not _opens(turn, cue.start):
            continue
        if cue.role == "dated" and cue.what == "call_back" and number < _GREETING and not _again(turn, cue):
            continue  # "I'm calling about …"
        asks = turn.sentence_at(cue.start).asks
        if asks and form == "said":
            form = "offered"
        elif asks and form in {"theirs", "got"}:
            continue
        yield Proposal(number, min(opening.start, cue.start), cue.end, form, cue.what, cue.role == "dated")


def _of_verb(turn: HeardTurn, cue: Cue) -> tuple[Cue, Form] | None:
    """What opens a verb, and who will do it; None where the verb tells no such thing."""
    if turn.language.code not in _SECOND_PERSON:
        before = turn.tokens[cue.start - 1 : cue.start]
        if turn.language.code == "en" and before and _is_noun_behind(turn, before[0], cue.start):
            return None
        head = _head(turn, cue, _REACH.get(turn.language.code, _REACH_INFINITIVE))
        return (head, _FORMS[head.role]) if head else None
    token = turn.tokens[cue.start]
    who = "past" if token.endswith(_PAST.get(turn.language.code, ())) else turn.language.moods.who(token)
    if who == "own":
        return cue, "said"
    if who == "order":
        return cue, "asked"
    if who == "bare":
        head = _head(turn, cue, _REACH_INFINITIVE)
        return (head, _FORMS[head.role]) if head else None
    form = _of_others(turn, cue) if who == "other" else None
    return (cue, form) if form else None


def _of_others(turn: HeardTurn, cue: Cue) -> Form | None:
    token, code = turn.tokens[cue.start], turn.language.code
    around = turn.tokens[max(0, cue.start - _NEAR) : cue.end + _NEAR]
    if token.endswith(_PASSIVE.get(code, ())):
        return None
    addressed = code == "pl" and not _ADDRESSED.isdisjoint(around) and turn.sentence_at(cue.start).asks
    return "asked" if token.endswith(_SECOND_PERSON[code]) or addressed else "theirs"


def _is_noun_behind(turn: HeardTurn, before: str, place: int) -> bool:
    """Whether an English word isn't what the words before it promise: "your call", "when it comes"."""
    grammar = turn.language.grammar
    if before in grammar.determiners | grammar.possessives:
        return True
    headed = any(cue.end == place for cue in turn.of(*_HEADS))
    return before in grammar.subjects and not headed


def _again(turn: HeardTurn, cue: Cue) -> bool:
    sentence = turn.sentence_at(cue.start)
    return not _BACK.isdisjoint(turn.tokens[sentence.start : sentence.end])


def _opens(turn: HeardTurn, place: int) -> bool:
    """Whether a clause begins here, with no more than "please" or "then" before."""
    if place - 1 in turn.commas or turn.sentence_at(place).start == place:
        return True
    before = turn.tokens[place - 1]
    small = turn.language.clause_starts | turn.language.fillers | _PLEASE
    return before in small or any(cue.end == place for cue in turn.of("yes"))


def _head(turn: HeardTurn, verb: Cue, reach: int) -> Cue | None:
    """The nearest words before ``verb`` that say who will do it, in its sentence."""
    sentence = turn.sentence_at(verb.start)
    first = max(sentence.start, verb.start - reach)
    heads = [cue for cue in turn.of(*_HEADS, start=first, end=verb.start) if cue.end <= verb.start]
    head = max(heads, key=lambda cue: (cue.end, cue.end - cue.start), default=None)
    return None if head is None or _another_clause(turn, head.end, verb.start) else head


def _another_clause(turn: HeardTurn, start: int, end: int) -> bool:
    """Whether a conjunction with a subject of its own stands between: "and then you send"."""
    starts, subjects = turn.language.clause_starts, turn.language.grammar.subjects
    return any(
        turn.tokens[place] in starts and turn.tokens[place + 1] in subjects for place in range(start, end - 1)
    )
