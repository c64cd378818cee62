"""Owns the values of review by people: what somebody said of a call, and what that changes in its results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from speechqa.records.findings import CallClass, Verdict

# decision: counts in place of the machine's verdict · rating: given blind, measures agreement, changes no
# score · appeal: the agent disagrees · answer: to an appeal
ReviewKind = Literal["decision", "rating", "appeal", "answer"]


@dataclass(frozen=True, slots=True)
class Review:
    """One thing that a person said of a call; kept for ever, never changed.

    ``audio`` is the recording's content hash. ``item`` is "" for what concerns the call as a whole: then
    ``value`` of a decision or rating is a call type, else a verdict; it is "" for appeals and answers.
    ``machine`` is what the machine said then. ``about`` is the ``digest`` of the appeal that is answered.
    ``digest`` (SHA-256 over what was said, by whom, of what) and ``made_at`` (ISO 8601, UTC) are given by
    the store; ``number`` counts up in the order in which reviews came.
    """

    call_id: str
    audio: str
    kind: ReviewKind
    author: str
    item: str = ""
    script: str = ""
    value: str = ""
    machine: str = ""
    reason: str = ""
    about: str = ""
    digest: str = ""
    made_at: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that is in force, beside what the machine says of the same today.

    ``verdict`` is the machine's own, None where ``review`` decides of the kind of call.
    """

    review: Review
    verdict: Verdict | None = None

    @property
    def confirms(self) -> bool:
        """Whether the person says what the machine says."""
        machine = self.verdict.verdict if self.verdict else self.review.machine
        return self.review.value == machine


@dataclass(frozen=True, slots=True)
class Appeal:
    """An agent's objection with its answers, oldest first."""

    appeal: Review
    answers: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A decision that no longer applies, and why."""

    review: Review
    why: str


@dataclass(frozen=True, slots=True)
class CallReview:
    """What people said of a call. ``machine_*`` is what it would be without them.

    ``decided`` holds the decisions in force, ``log`` everything, oldest first.
    """

    decided: tuple[Decided, ...] = ()
    appeals: tuple[Appeal, ...] = ()
    lapsed: tuple[Lapsed, ...] = ()
    log: tuple[Review, ...] = ()
    machine_class: CallClass | None = None
    machine_score: float | None = None
    machine_passed: bool | None = None

    def of(self, item: str) -> Decided | None:
        """The decision in force on an item, "" for the kind of call."""
        return next((each for each in self.decided if each.review.item == item), None)


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One row of ``agreement.csv``: how far two sides agree on an item, or on all (``item`` "").

    ``between`` names the sides. ``basis`` tells whose labels count: all, or those given blind. ``n`` are
    labels with a truth, ``unsure`` those where people can't tell; ``decided`` of them got a verdict from the
    machine (among people: all). Rates are 0..1 with 95 % bounds, None where there is nothing to tell by.
    """

    script: str
    item: str
    between: Literal["machine_people", "people_people"]
    basis: Literal["all", "blind"]
    n: int
    unsure: int
    decided: int
    agreed: float | None
    agreed_low: float | None
    agreed_high: float | None
    kappa: float | None
    kappa_low: float | None
    kappa_high: float | None
    precision_met: float | None = None
    precision_met_low: float | None = None
    precision_met_high: float | None = None
    recall_met: float | None = None
    recall_met_low: float | None = None
    recall_met_high: float | None = None
    precision_not_met: float | None = None
    precision_not_met_low: float | None = None
    precision_not_met_high: float | None = None
    recall_not_met: float | None = None
    recall_not_met_low: float | None = None
    recall_not_met_high: float | None = None
