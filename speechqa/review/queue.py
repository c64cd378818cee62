"""Owns which calls are worth a human's time, and why: what a person decided leaves the queue."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from speechqa.review.raters import RATERS_WANTED, raters

if TYPE_CHECKING:
    from speechqa.records import CallResult, Verdict

# Most pressing first: somebody waits for an answer; a call failed; money hangs on a doubtful verdict;
# nothing was decided; the script may be the wrong one; and calls by chance, to know how good all others are.
Why = Literal["appeal", "critical", "near_threshold", "cannot_tell", "call_type", "sample"]
REASONS: tuple[Why, ...] = get_args(Why)

# Verdicts less sure than this are near the point where they'd be cannot_tell; so are call types.
NEAR = 0.6
# A score so close to the pass mark may be on the wrong side of it by one item.
NEAR_POINTS = 5.0
SAMPLE = 5


@dataclass(frozen=True, slots=True)
class Task:
    """A call with the reasons to look at it, each with the item it is about ("" for the call as a whole)."""

    call: CallResult
    about: tuple[tuple[Why, str], ...]

    @property
    def why(self) -> tuple[Why, ...]:
        """The reasons, each once, most pressing first."""
        return tuple(dict.fromkeys(why for why, _ in self.about))

    @property
    def items(self) -> tuple[str, ...]:
        """The items, each once, those of the most pressing reason first."""
        return tuple(dict.fromkeys(item for _, item in self.about if item))

    def why_of(self, item: str) -> tuple[Why, ...]:
        """The reasons that are about one item, or about the call as a whole for ""."""
        return tuple(why for why, about in self.about if about == item)


def queue(calls: Sequence[CallResult], *, day: str, sample: int = SAMPLE) -> tuple[Task, ...]:
    """The calls worth looking at, most pressing first, then by call id.

    ``day`` (ISO 8601) chooses ``sample`` calls by chance: the same ones whenever it is asked for the same
    calls, others the next day. A call that one person rated blind stays until another one did.
    """
    chosen = _chosen(calls, day, sample)
    tasks = [_task(call, sampled=call.recording.call_id in chosen) for call in calls]
    return tuple(
        sorted(
            (task for task in tasks if task.why),
            key=lambda task: (REASONS.index(task.why[0]), task.call.recording.call_id),
        )
    )


def _chosen(calls: Iterable[CallResult], day: str, count: int) -> set[str]:
    """Ids of the scored calls with the smallest hashes of day and id: as good as by lot."""
    ids = [call.recording.call_id for call in calls if call.analysis and call.analysis.verdicts]
    ids.sort(key=lambda each: (_lot(day, each), each))
    return set(ids[:count])


def _lot(day: str, call_id: str) -> str:
    return hashlib.sha256(f"{day}\n{call_id}".encode("utf-8", "surrogatepass")).hexdigest()


def _task(call: CallResult, *, sampled: bool) -> Task:
    found = list(_reasons(call))
    rated = len(raters(call))
    if rated < RATERS_WANTED and (sampled or rated):
        found.append(("sample", ""))
    found.sort(key=lambda each: REASONS.index(each[0]))
    return Task(call, tuple(dict.fromkeys(found)))


def _reasons(call: CallResult) -> Iterator[tuple[Why, str]]:
    """(why, item) of all that is open on a call."""
    review, analysis = call.review, call.analysis
    for each in review.appeals if review else ():
        if not each.answers:
            yield "appeal", each.appeal.item
    if analysis is None:
        return
    decided = {each.review.item for each in review.decided} if review else set()
    for verdict in analysis.verdicts:
        if verdict.item not in decided:
            yield from ((why, verdict.item) for why in _doubts(verdict))
    if not decided and _score_is_near(call):
        yield "near_threshold", ""
    if "" not in decided and analysis.call_class.confidence < NEAR:
        yield "call_type", ""


def _doubts(verdict: Verdict) -> Iterator[Why]:
    if verdict.verdict == "cannot_tell":
        yield "cannot_tell"
    elif verdict.verdict == "not_met" and verdict.critical:
        yield "critical"
    elif verdict.verdict in {"met", "not_met"} and verdict.max_points and verdict.confidence < NEAR:
        yield "near_threshold"


def _score_is_near(call: CallResult) -> bool:
    score = call.scorecard.score if call.scorecard else None
    if (
        score is None
        or call.analysis is None
        or any(each.critical and each.verdict == "not_met" for each in call.analysis.verdicts)
    ):
        return False
    return abs(score - call.analysis.pass_mark) < NEAR_POINTS
