"""Owns what the page works on: the calls as they are now, their words, titles, and the log."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.export.html.names import page_name

if TYPE_CHECKING:
    from speechqa.records import CallResult, Review, Transcript

# Other programs may judge calls meanwhile; so much older a list of them is made anew.
FRESH_S = 60.0


@dataclass(frozen=True, slots=True)
class Sources:
    """Where calls come from and entries go: ``results`` of these call ids, or of all for None."""

    results: Callable[[Sequence[str] | None], tuple[CallResult, ...]]
    transcript: Callable[[CallResult], Transcript | None]
    titles: Mapping[tuple[str, str], str]
    add: Callable[[Sequence[Review]], tuple[Review, ...]]
    today: Callable[[], str]
    clock: Callable[[], float]


class Desk:
    """The calls, read once and then only where they changed. May be used by several threads."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self._lock = threading.Lock()
        self._calls: dict[str, CallResult] = {}
        self._ids: dict[str, str] = {}
        self._read_at: float | None = None

    def calls(self) -> tuple[CallResult, ...]:
        """All calls, by call id; at most a minute old, entries of this page at once."""
        with self._lock:
            now = self.sources.clock()
            if self._read_at is None or now - self._read_at > FRESH_S:
                self._keep(self.sources.results(None), whole=True)
                self._read_at = now
            return tuple(self._calls[each] for each in sorted(self._calls))

    def call(self, page: str) -> CallResult | None:
        """The call of a page's name as it is in the store now; None for an unknown one."""
        call_id = self._ids.get(page)
        if call_id is None:
            self.calls()
            call_id = self._ids.get(page)
        return None if call_id is None else self._again(call_id)

    def add(self, entries: Sequence[Review]) -> None:
        """Nothing; the entries are kept, and shown from now on."""
        self.sources.add(entries)
        for call_id in {each.call_id for each in entries}:
            self._again(call_id)

    def _again(self, call_id: str) -> CallResult | None:
        found = self.sources.results([call_id])
        with self._lock:
            self._keep(found, whole=False)
        return found[0] if found else None

    def _keep(self, calls: Sequence[CallResult], *, whole: bool) -> None:
        if whole:
            self._calls.clear()
            self._ids.clear()
        for call in calls:
            self._calls[call.recording.call_id] = call
            self._ids[page_name(call.recording.call_id)] = call.recording.call_id
