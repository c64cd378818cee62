"""Owns where in a call an item must be said: ``within``, ``after``, ``before``, ``reply_within``."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from speechqa.checks.items import order
from speechqa.checks.items.limit import Interval, Limit
from speechqa.checks.items.wording import capital, cited, clock, seconds
from speechqa.records import Same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.checks.items.search import Finder
    from speechqa.records import PhraseHit, Transcript
    from speechqa.scripts.values import Item, Within

# Word times of Whisper's alignment are off by some tenths of a second, at times by one.
TOLERANCE_MS = 1000


def call_end(transcript: Transcript) -> int:
    """The end of the call in ms: the recording's, or that of what is known to have gone on behind it.

    A turn does where the recording's length is unknown, a cut-off rest (``unheard``) where it is damaged.
    """
    return _call_end(Same(transcript))


@lru_cache(maxsize=8)  # asked many times about one call
def _call_end(transcript: Same[Transcript]) -> int:
    said = max((turn.end_ms for turn in transcript.value.turns), default=0)
    lost = max((span.end_ms for span in transcript.value.unheard), default=0)
    return max(transcript.value.duration_ms, said, lost)


def limits(
    item: Item, others: Sequence[Item], finder: Finder, triggers: Sequence[PhraseHit]
) -> tuple[Limit, ...]:
    """Every limit of an item in this call; ``triggers`` are hits that start its ``reply_within``."""
    found = [_within(item.within, finder.transcript)] if item.within else []
    named = {other.id: other for other in others}
    if item.after in named:
        found.append(_after(named[item.after], finder))
    if item.before in named:
        found += _before(named[item.before], finder)
    reply = item.when.reply_within_ms if item.when else None
    if reply is not None and triggers:
        found.append(_reply(reply, finder.transcript, triggers))
    return tuple(found)


def common(limits: Sequence[Limit], transcript: Transcript) -> tuple[Interval, ...]:
    """The stretches of the call that all limits permit, in time order."""
    intervals: list[Interval] = [(0, call_end(transcript))]
    for limit in limits:
        intervals = [
            (max(start, low), min(end, high))
            for start, end in intervals
            for low, high in limit.intervals
            if max(start, low) < min(end, high)
        ]
    return tuple(sorted(intervals))


def _within(within: Within, transcript: Transcript) -> Limit:
    end = call_end(transcript)
    last = within.edge == "last"
    if within.unit == "turns":
        return _within_turns(within, transcript)
    if within.unit == "seconds":
        length, name = within.amount * 1000, seconds(within.amount)
    else:
        length, name = end * within.amount / 100, f"{within.amount:g} % of the call"
    window = (end - round(length) - TOLERANCE_MS, end) if last else (0, round(length) + TOLERANCE_MS)
    side = "before" if last else "after"
    return Limit((window,), f"in the {within.edge} {name}", f"{side} the {within.edge} {name}", by_end=last)


def _within_turns(within: Within, transcript: Transcript) -> Limit:
    count, turns = int(within.amount), transcript.turns
    last = within.edge == "last"
    chosen = range(max(0, len(turns) - count), len(turns)) if last else range(min(count, len(turns)))
    if chosen:
        # The last turns of a recording that was cut off may lie in what is missing.
        end = call_end(transcript) if last else max(turns[i].end_ms for i in chosen)
        window = (min(turns[i].start_ms for i in chosen), end)
    else:
        window = (0, 0)
    name = f"{within.edge} turn" if count == 1 else f"{within.edge} {count} turns"
    side = "before" if last else "after"
    return Limit((window,), f"in the {name}", f"{side} the {name}", by_end=last, turns=chosen)


def _after(other: Item, finder: Finder) -> Limit:
    hits = order.done(other, finder)
    if not hits:
        text = f"but '{other.id}', which must come before, was never said"
        return Limit((), "", text, never=True, follows=other.id)
    start = hits[-1].start_ms
    when = f"'{other.id}' ({clock(start)})"
    later = ((start + 1, call_end(finder.transcript) + 1),)
    return Limit(later, f"after {when}", f"before {when}", follows=other.id)


def _before(other: Item, finder: Finder) -> list[Limit]:
    hits = order.begun(other, finder)
    if not hits:
        return []
    start = hits[0].start_ms
    where = f"before '{other.id}' ({clock(start)})"
    return [Limit(((0, start - 1),), where, f"after '{other.id}' ({clock(start)})")]


def _reply(reply_ms: int, transcript: Transcript, triggers: Sequence[PhraseHit]) -> Limit:
    end = call_end(transcript)
    intervals = tuple(
        (hit.end_ms - TOLERANCE_MS, min(end + 1, hit.end_ms + reply_ms + TOLERANCE_MS)) for hit in triggers
    )
    times = " or ".join(dict.fromkeys(cited(transcript, hit) for hit in triggers))
    name = f"within {seconds(reply_ms / 1000)} after {times}"
    return Limit(intervals, name, f"not {name}", replies_to=tuple(triggers))


def misplaced(limits: Sequence[Limit], hit: PhraseHit) -> str:
    """Why a hit's place doesn't count: "Said at 0:41, after the first 30 s"; "" when it does."""
    wrong = next((limit for limit in limits if not limit.allows(hit)), None)
    return "" if wrong is None else capital(f"said at {clock(hit.start_ms)}, {wrong.outside}")
