"""Owns redaction: personal data is taken out of what leaves the program, here alone. The store keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from speechqa import privacy
from speechqa.pipeline.events import Event, Notify
from speechqa.pipeline.reviewing import masked_review
from speechqa.records import CallResult, CallReview, Failure, Recording, Report, Transcript

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.evaluation import JudgedCall
    from speechqa.pipeline.explaining import Explained
    from speechqa.pipeline.rescoring import Change
    from speechqa.privacy import Labels, Mask
    from speechqa.store.database import Store


@dataclass(frozen=True, slots=True, eq=False)
class Redacted:
    """A report without personal data, and what the store still knows of its calls, by their masked ids."""

    report: Report
    _store: Store
    _true: dict[str, Recording] = field(default_factory=dict)

    def recording(self, call_id: str) -> Recording | None:
        """The recording of a masked id as it is on disk: to be opened, never to be shown."""
        return self._true.get(call_id)

    def transcript(self, call_id: str) -> Transcript | None:
        """The words of a masked id, masked."""
        transcript = self._stored(call_id)
        return None if transcript is None else masked(transcript)

    def silenced(self, call_id: str) -> tuple[tuple[int, int], ...]:
        """The stretches (start_ms, end_ms) of its recording that must not be heard."""
        transcript = self._stored(call_id)
        return () if transcript is None else privacy.silenced(transcript, privacy.find(transcript))

    def _stored(self, call_id: str) -> Transcript | None:
        true = self._true.get(call_id)
        return None if true is None else _transcript(self._store, true.call_id)


def redact(report: Report, *, store: Store) -> Redacted:
    """The report with masked names, numbers and quotes, and with where personal data was found."""
    recordings = [call.recording for call in report.calls]
    labels = privacy.Labels(recordings)
    calls = [_call(call, labels, store) for call in report.calls]
    failures = [_failure(each, labels) for each in report.failures]
    masks = _Masks(store)
    told = {name: _derived(getattr(report, name), labels, masks) for name in _names(report) - _OWN}
    return Redacted(
        replace(
            report,
            **told,
            calls=tuple(sorted(calls, key=lambda each: (each.recording.call_id, each.recording.file))),
            failures=tuple(sorted(failures, key=lambda each: (each.file, each.stage, each.error))),
            redacted=True,
        ),
        store,
        {labels.call_id(each.call_id): each for each in recordings},
    )


def _call(call: CallResult, labels: Labels, store: Store) -> CallResult:
    named = replace(
        call,
        recording=labels.recording(call.recording),
        failure=None if call.failure is None else _failure(call.failure, labels),
    )
    transcript = _transcript(store, call.recording.call_id) if call.analysis else None
    if transcript is None:
        return replace(named, review=_review(call, labels, None))
    found = privacy.find(transcript)
    mask = privacy.Mask(transcript, found)
    return replace(
        named,
        analysis=mask.value(call.analysis),
        sound=mask.value(call.sound),
        personal=found,
        review=_review(call, labels, mask),
    )


def _review(call: CallResult, labels: Labels, mask: Mask | None) -> CallReview | None:
    """What people said of the call; reviewers quote customers in their reasons."""
    if call.review is None:
        return None
    return masked_review(
        call.review,
        call_id=labels.call_id(call.recording.call_id),
        text=lambda text: labels.text(mask.text(text) if mask else text),
        verdict=lambda verdict: mask.value(verdict) if mask else verdict,
    )


class _Masks:
    """The mask of a call by its true id; one is kept, because rows of a call come together."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._last: tuple[str, Mask | None] = ("", None)

    def of(self, call_id: str) -> Mask | None:
        """The mask, None for a call without words."""
        if call_id != self._last[0]:
            transcript = _transcript(self._store, call_id)
            mask = None if transcript is None else privacy.Mask(transcript, privacy.find(transcript))
            self._last = (call_id, mask)
        return self._last[1]


# What is redacted by itself.
_OWN = frozenset(("calls", "failures", "versions", "redacted"))


def _names(value: Any) -> frozenset[str]:  # noqa: ANN401 -- any dataclass
    return frozenset(field.name for field in fields(value))


def _derived(value: Any, labels: Labels, masks: _Masks) -> Any:  # noqa: ANN401 -- any value of a report
    """What was worked out of the calls, where it names one: under its masked id, its quotes masked."""
    if isinstance(value, tuple):
        return tuple(_derived(part, labels, masks) for part in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    names = _names(value)
    if "call_id" not in names:
        return replace(value, **{name: _derived(getattr(value, name), labels, masks) for name in names})
    mask = masks.of(value.call_id)  # type: ignore[attr-defined]  # it has the field
    quoted: Any = value if mask is None else mask.value(value)
    return replace(quoted, call_id=labels.call_id(quoted.call_id))


def _failure(failure: Failure, labels: Labels) -> Failure:
    return replace(failure, file=labels.file(failure.file), error=labels.text(failure.error))


def _transcript(store: Store, call_id: str) -> Transcript | None:
    found = store.calls([call_id], analyses=False)
    return found[0].transcript if found else None


def masked(transcript: Transcript, *, joined: bool = False) -> Transcript:
    """The transcript with tags for personal words; ``joined`` as in ``privacy.Mask.transcript``."""
    return privacy.Mask(transcript, privacy.find(transcript)).transcript(joined=joined)


def explained(told: Explained, *, store: Store) -> Explained:
    """An explanation in which nothing personal is quoted, single words neither."""
    labels = privacy.Labels([told.recording])
    transcript = _transcript(store, told.recording.call_id)
    if transcript is None:
        return replace(told, recording=labels.recording(told.recording))
    mask = privacy.Mask(transcript, privacy.find(transcript))
    return replace(
        told,
        recording=labels.recording(told.recording),
        verdict=mask.value(told.verdict, strict=True),
        stored=mask.value(told.stored, strict=True),
        evidence=mask.value(told.evidence, strict=True),
    )


def judged(calls: Sequence[JudgedCall], *, store: Store) -> tuple[JudgedCall, ...]:
    """Judged calls whose quotes are masked, under the ids that people's labels give them."""
    masks = _Masks(store)
    told = []
    for call in calls:
        mask = masks.of(call.call_id) if call.analysis else None
        told.append(replace(call, analysis=mask.value(call.analysis)) if mask else call)
    return tuple(told)


def changes(found: Sequence[Change], *, store: Store) -> tuple[Change, ...]:
    """Changed verdicts under masked ids, their reasons without personal words."""
    recordings = [each.recording for each in store.calls(transcripts=False, analyses=False)]
    labels = privacy.Labels(recordings)
    masks = _Masks(store)
    return tuple(_derived(change, labels, masks) for change in found)


def quietly(notify: Notify, recordings: Sequence[Recording]) -> Notify:
    """A listener that is told of the calls under masked names."""
    labels = privacy.Labels(recordings)

    def told(event: Event) -> None:
        notify(
            replace(event, file=labels.file(event.file) if event.file else "", text=labels.text(event.text))
        )

    return told
