"""Owns the pages: what each shows, by the templates of the report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import resources
from typing import TYPE_CHECKING, get_args

from speechqa import __version__
from speechqa.export.html.call import page_values
from speechqa.export.html.names import page_name
from speechqa.export.html.render import Renderer
from speechqa.records import CallType, VerdictValue
from speechqa.review.queue import REASONS, queue
from speechqa.review.raters import RATERS_WANTED, knows_verdicts, raters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from speechqa.export.material import LabelLanguage
    from speechqa.records import CallResult, Review
    from speechqa.review.queue import Task
    from speechqa.review.web.desk import Desk
    from speechqa.review.web.doors import Session

_ROWS = 100
_VALUES = get_args(VerdictValue)
_KINDS = get_args(CallType)


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the queue is shown; "" shows all."""

    why: str = ""
    agent: str = ""
    script: str = ""
    item: str = ""

    def fits(self, task: Task) -> bool:
        """Whether the task is shown."""
        analysis = task.call.analysis
        return (
            self.why in {"", *task.why}
            and self.agent in {"", task.call.recording.agent}
            and self.script in {"", analysis.script if analysis else ""}
            and self.item in {"", *task.items}
        )


class Pages:
    """Makes pages of what is on the desk."""

    def __init__(self, desk: Desk, language: LabelLanguage) -> None:
        self._desk = desk
        self._renderer = Renderer(language, resources.files(__package__) / "templates")

    def name(self, session: Session) -> bytes:
        """The page that asks who is there."""
        return self._page("review_name", session)

    def refused(self, session: Session, why: str, back: str) -> bytes:
        """The page that tells what was wrong with an entry."""
        return self._page("review_refused", session, why=why, back=back)

    def queue(self, session: Session, wanted: Filter) -> bytes:
        """The list of calls that are worth a human's time."""
        day = self._desk.sources.today()
        tasks = queue(self._desk.calls(), day=day)
        tasks = tuple(_as_seen(session, task) for task in tasks if _open_for(session, task))
        shown = [task for task in tasks if wanted.fits(task)]
        return self._page(
            "review_queue",
            session,
            tasks=shown[:_ROWS],
            count=len(shown),
            wanted=wanted,
            day=day,
            choices=_choices(tasks),
            reasons=REASONS,
            titles=self._desk.sources.titles,
        )

    def call(self, session: Session, call: CallResult) -> bytes:
        """The call's page of the report, with buttons."""
        session.seen.add(call.recording.call_id)
        transcript = self._desk.sources.transcript(call) if call.analysis else None
        values = page_values(call, transcript, self._desk.sources.titles, audio=_sound(call))
        return self._page(
            "review_call",
            session,
            **values,
            page=page_name(call.recording.call_id),
            last=last_said(call),
            values=_VALUES,
            kinds=_KINDS,
            ratings=_ratings(call) if _may_see_ratings(session, call) else (),
        )

    def rate(self, session: Session, call: CallResult) -> bytes:
        """The call without anything that machine or people said of it, to be rated blind."""
        transcript = self._desk.sources.transcript(call) if call.analysis else None
        verdicts = call.analysis.verdicts if call.analysis else ()
        script = call.analysis.script if call.analysis else ""
        hidden = replace(
            call, analysis=None, scorecard=None, review=None, made_from=None, asr_confidence=None
        )
        titles = self._desk.sources.titles
        return self._page(
            "review_rate",
            session,
            **page_values(hidden, transcript, {}, audio=_sound(call)),
            page=page_name(call.recording.call_id),
            items=[(each, titles.get((script, each.item), each.item)) for each in verdicts],
            values=_VALUES,
            kinds=_KINDS,
            problem=not_blind(session, call),
        )

    def _page(self, template: str, session: Session, **values: object) -> bytes:
        shown = {"program": __version__, "redacted": False, "session": session}
        return self._renderer.page(template, root="/", **shown, **values)


def not_blind(session: Session, call: CallResult) -> str:
    """Why this person can't rate the call blind (a label's key), "" when nothing speaks against it."""
    if session.name in raters(call):
        return "rated_note"
    return "seen_note" if knows(session, call) else ""


def knows(session: Session, call: CallResult) -> bool:
    """Whether this person has seen what machine or people said of the call."""
    return call.recording.call_id in session.seen or knows_verdicts(call, session.name)


def last_said(call: CallResult) -> Mapping[str, str]:
    """The digest of what was decided last of each item, "" for nothing: a form sent twice is one entry."""
    log = call.review.log if call.review else ()
    items = ["", *(each.item for each in call.analysis.verdicts)] if call.analysis else [""]
    last = {each.item: each.digest for each in log if each.kind == "decision"}
    return {item: last.get(item, "") for item in items}


def _open_for(session: Session, task: Task) -> bool:
    """Whether there is something to do for this person: who rated a call blind is done with that."""
    return task.why != ("sample",) or session.name not in raters(task.call)


def _as_seen(session: Session, task: Task) -> Task:
    """The task without what the machine found, for who may still rate the call blind; appeals don't wait."""
    may_rate = not knows(session, task.call) and session.name not in raters(task.call)
    blind = may_rate and "sample" in task.why and "appeal" not in task.why
    return replace(task, about=(("sample", ""),)) if blind else task


def _may_see_ratings(session: Session, call: CallResult) -> bool:
    by = raters(call)
    return session.name in by or len(by) >= RATERS_WANTED


def _ratings(call: CallResult) -> tuple[tuple[str, tuple[Review, ...]], ...]:
    """(item, what was rated) in the order of the script, the kind of call first."""
    log = call.review.log if call.review else ()
    audio = call.recording.content_hash
    given = [each for each in log if each.kind == "rating" and each.audio == audio]
    items = ["", *(each.item for each in call.analysis.verdicts)] if call.analysis else [""]
    rated = ((item, tuple(each for each in given if each.item == item)) for item in items)
    return tuple((item, found) for item, found in rated if found)


def _sound(call: CallResult) -> tuple[str, str]:
    if call.recording.kind != "audio":
        return "", ""
    return f"/audio/{page_name(call.recording.call_id)}", ""


def _choices(tasks: Sequence[Task]) -> Mapping[str, tuple[str, ...]]:
    """What the queue can be filtered by."""
    analyses = [task.call.analysis for task in tasks if task.call.analysis]
    return {
        "agent": _names(task.call.recording.agent for task in tasks),
        "script": _names(analysis.script for analysis in analyses),
        "item": _names(item for task in tasks for item in task.items),
    }


def _names(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(found) - {""}))
