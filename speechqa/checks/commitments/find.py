"""Owns the commitments of a call: what was promised or agreed to, put together and told once each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, cast

from speechqa import lang
from speechqa.checks.commitments.agreed import agrees, answer_to
from speechqa.checks.commitments.days import marks_in
from speechqa.checks.commitments.due import contradict, due_in, joined
from speechqa.checks.commitments.heard import heard
from speechqa.checks.commitments.proposals import proposals
from speechqa.checks.commitments.sums import sum_in
from speechqa.records import Commitment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.checks.commitments.due import Due
    from speechqa.checks.commitments.heard import HeardTurn, Sentence
    from speechqa.checks.commitments.proposals import Proposal
    from speechqa.records import CommitmentKind, Transcript, Word

Side = Literal["agent", "customer"]
Span = tuple[int, int]

_OTHER: dict[Side, Side] = {"agent": "customer", "customer": "agent"}
# As often as the like was right in the half of the corpus that was looked at (docs/commitments.md).
_SURE = {"said": 0.85, "offered": 0.8, "asked": 0.75, "theirs": 0.8, "got": 0.75}
_UNDATED = 0.15  # less sure without a day
_PLAIN_KINDS = frozenset({"call_back", "deliver", "visit", "payment", "order", "meeting"})
_NEED_DAY = frozenset({"other", "payment", "meeting"})
_WITH_SUM = frozenset({"send_invoice", "payment", "order", "deliver", "send_offer"})
_BILLED = frozenset({"send_invoice", "payment", "order"})
_TALKED_OF = 2  # turns before in which the thing to be sent may be named
_WORDS = 60  # of a quote
_SHORT = 8  # tokens of a sentence beside a promise that only adds when: "By Friday."
_ANSWER = 2  # sentences of an answer


@dataclass(frozen=True, slots=True)
class _Made:
    """A commitment with what tells that two are the same one."""

    commitment: Commitment
    due: Due | None
    number: int


def find_commitments(transcript: Transcript, *, started_at: str) -> tuple[Commitment, ...]:
    """The commitments of a call by place; ``started_at`` (ISO 8601, or "") dates what was said.

    None are told where the sides can't be told apart, or in a language without cues.
    """
    turns = heard(transcript, lang.get(transcript.language))
    made: list[_Made] = []
    for number, turn in enumerate(turns):
        if turn.turn.speaker == "unknown" or not turn.tokens:
            continue
        peers = proposals(turn, number)
        for proposal in peers:
            one = _commitment(turns, proposal, _parts(turn, proposal, peers), started_at)
            if one is not None:
                _add(made, one)
    found = [each.commitment for each in made]
    return tuple(sorted(found, key=lambda each: (each.start_ms, each.end_ms, each.kind)))


def _commitment(
    turns: Sequence[HeardTurn], proposal: Proposal, parts: Sequence[Span], started_at: str
) -> _Made | None:
    turn = turns[proposal.number]
    speaker = cast("Side", turn.turn.speaker)
    answer = answer_to(turns, proposal.number)
    if proposal.form in {"offered", "asked"} and (answer is None or not agrees(answer, turn)):
        return None
    if proposal.form == "theirs" and speaker != "agent":
        return None
    kind = _kind(turns, proposal)
    due = _due(
        turns, proposal, parts, answer, started_at, neighbours=kind in _PLAIN_KINDS and not proposal.dated
    )
    needs_day = proposal.dated or kind in _NEED_DAY or proposal.form in {"theirs", "got"}
    needs_day = needs_day or (proposal.form == "asked" and kind in _PLAIN_KINDS)
    if needs_day and due is None:
        return None
    return _Made(_told(turn, proposal, kind, due, _sum(turn, proposal, kind)), due, proposal.number)


def _told(
    turn: HeardTurn,
    proposal: Proposal,
    kind: CommitmentKind,
    due: Due | None,
    money: tuple[float, str] | None,
) -> Commitment:
    said = _quoted(turn, proposal)
    speaker = cast("Side", turn.turn.speaker)
    sure = _SURE[proposal.form] - (_UNDATED if due is None else 0.0)
    heard_well = [word.confidence for word in said if word.confidence is not None]
    if heard_well:
        sure *= sum(heard_well) / len(heard_well)
    return Commitment(
        who=_OTHER[speaker] if proposal.form == "asked" else speaker,
        kind=kind,
        what=" ".join(word.text for word in said),
        start_ms=said[0].start_ms,
        end_ms=said[-1].end_ms,
        confidence=round(min(1.0, max(0.0, sure)), 3),
        due_text=due.text if due else "",
        due_date=due.date if due else "",
        due_time=due.time if due else "",
        amount=money[0] if money else None,
        currency=money[1] if money else "",
    )


def _quoted(turn: HeardTurn, proposal: Proposal) -> tuple[Word, ...]:
    """The words of the sentence, or of a part of it around the promise where it has no full stops."""
    sentence = turn.sentence_at(proposal.start)
    words = turn.words(sentence.start, sentence.end)
    if len(words) > _WORDS:
        around = turn.words(proposal.start, proposal.end)
        words = range(max(words[0], around[0] - _WORDS // 3), min(words[-1] + 1, around[-1] + _WORDS // 2))
    return turn.turn.words[words[0] : words[-1] + 1]


def _kind(turns: Sequence[HeardTurn], proposal: Proposal) -> CommitmentKind:
    """What kind of thing: of what is sent, by its name in the sentence, else in the talk just before."""
    got = proposal.form == "got"
    if proposal.verb in _PLAIN_KINDS | {"other"} and not got:
        return cast("CommitmentKind", proposal.verb)
    if proposal.verb == "invoice":
        return "send_invoice"
    turn = turns[proposal.number]
    sentence = turn.sentence_at(proposal.start)
    objects = list(turn.of("object", start=sentence.start, end=sentence.end))
    near = min(objects, key=lambda cue: abs(cue.start - proposal.end), default=None)
    if near is None and got:
        return "visit" if proposal.verb == "visit" else "other"
    if near is None:
        talked = turns[max(0, proposal.number - _TALKED_OF) : proposal.number]
        before = [cue for each in talked for cue in each.of("object")]
        before += turn.of("object", end=sentence.start)
        near = next((cue for cue in reversed(before) if cue.what != "deliver"), None)
    return cast("CommitmentKind", near.what) if near else "other"


def _due(  # noqa: PLR0913 (a promise, what stands around it, and the time of the call)
    turns: Sequence[HeardTurn],
    proposal: Proposal,
    parts: Sequence[Span],
    answer: HeardTurn | None,
    started_at: str,
    *,
    neighbours: bool,
) -> Due | None:
    """When it is due: by its sentence, the ones beside it, the answer, or what was said just before."""
    turn = turns[proposal.number]
    own = turn.sentences.index(turn.sentence_at(proposal.start))
    beside = [turn.sentences[place] for place in (own + 1, own - 1) if 0 <= place < len(turn.sentences)]
    short = [one for one in beside if one.end - one.start <= _SHORT]
    dues = (due_in(turn, *each, near=proposal.end, started_at=started_at, parts=True) for each in parts)
    found = next((due for due in dues if due is not None), None)
    if not neighbours:
        return found
    found = found or _first_due(turn, short, started_at)
    again = _first_due(answer, answer.sentences[:_ANSWER], started_at) if answer else None
    if found and again and proposal.form != "said" and contradict(found, again):
        return again  # who answers with another day has the last word
    before = turns[proposal.number - 1] if proposal.number else None
    earlier = _first_due(before, before.sentences[-1:], started_at) if before and before.tokens else None
    if found is None or found.day_named:
        return found or again or earlier
    day = next(
        (due for due in (again, earlier) if due and due.day_named and not contradict(due, found)), None
    )
    return joined(day, found) if day else found


def _parts(turn: HeardTurn, proposal: Proposal, peers: Sequence[Proposal]) -> list[Span]:
    """Where in its sentence the day of a promise stands, likeliest first: all of it, where there is but one.

    Of several each has what stands behind it up to the next one's clause, else what stands before it.
    """
    sentence = turn.sentence_at(proposal.start)
    near = [each for each in peers if sentence.start <= each.start < sentence.end]
    if len(near) == 1:
        return [(sentence.start, sentence.end)]
    place = near.index(proposal)
    before = near[place - 1].end if place else sentence.start
    end = sentence.end if place + 1 == len(near) else near[place + 1].start
    if end < sentence.end:
        starts = turn.language.clause_starts
        cuts = (k for k in range(proposal.end, end) if k in turn.commas or turn.tokens[k] in starts)
        end = next(cuts, end - 1) + 1
    parts = [(proposal.start, end), (before, proposal.start), (sentence.start, near[0].start)]
    return [(first, last) for first, last in parts if first < last]


def _span(sentence: Sentence) -> tuple[int, int]:
    return sentence.start, sentence.end


def _first_due(turn: HeardTurn, sentences: Sequence[Sentence], started_at: str) -> Due | None:
    """The first day or time named in these sentences."""
    found = (due_in(turn, *_span(one), near=one.end, started_at=started_at) for one in sentences)
    return next((due for due in found if due is not None), None)


def _sum(turn: HeardTurn, proposal: Proposal, kind: CommitmentKind) -> tuple[float, str] | None:
    """The sum named in the sentence; of invoices and payments also elsewhere in the turn.

    No farther: of sums talked of before, every other one was the wrong one (docs/commitments.md).
    """
    if kind not in _WITH_SUM:
        return None
    sentence = turn.sentence_at(proposal.start)
    bare, taken = kind in _BILLED, _dated(turn)
    found = sum_in(turn, sentence.start, sentence.end, bare=bare, taken=taken)
    return found or (sum_in(turn, 0, len(turn.tokens), bare=True, taken=taken) if bare else None)


def _dated(turn: HeardTurn) -> frozenset[int]:
    marks = marks_in(turn, 0, len(turn.tokens))
    return frozenset(place for mark in marks for place in range(mark.start, mark.end))


def _add(made: list[_Made], new: _Made) -> None:
    """Puts a commitment with the earlier ones, or into the one that it says again."""
    for index in range(len(made) - 1, -1, -1):
        if _same(made[index], new):
            made[index] = _joined(made[index], new)
            return
    made.append(new)


def _same(old: _Made, new: _Made) -> bool:
    first, second = old.commitment, new.commitment
    if old.due and new.due and contradict(old.due, new.due):
        return False
    dated = old.due is not None and new.due is not None
    loose = {"other", "meeting", "visit"}
    if first.who != second.who:
        # "See you on Friday" says again what the other promised.
        return dated and {first.kind, second.kind} <= {"visit", "meeting"}
    return first.kind == second.kind or (dated and bool({first.kind, second.kind} & loose))


def _joined(old: _Made, new: _Made) -> _Made:
    """The earlier one, with the day, time and sum that only the later tells."""
    first, second = old.commitment, new.commitment
    due = old.due if old.due and (new.due is None or len(old.due.keys) >= len(new.due.keys)) else new.due
    kind = second.kind if first.kind == "other" else first.kind
    priced = first if first.amount is not None else second
    joined = replace(
        first,
        kind=kind,
        confidence=max(first.confidence, second.confidence),
        due_text=due.text if due else "",
        due_date=due.date if due else "",
        due_time=due.time if due else "",
        amount=priced.amount,
        currency=priced.currency,
    )
    return _Made(joined, due, new.number)
