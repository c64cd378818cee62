"""Owns blind double rating: who has rated a call, and when a call has been rated enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speechqa.records import CallResult

# Two people who don't know of each other's verdicts show how far people agree.
RATERS_WANTED = 2


def raters(call: CallResult) -> tuple[str, ...]:
    """The people who rated this recording blind, in the order they did."""
    log = call.review.log if call.review else ()
    audio = call.recording.content_hash
    return tuple(dict.fromkeys(each.author for each in log if each.kind == "rating" and each.audio == audio))


def knows_verdicts(call: CallResult, author: str) -> bool:
    """Whether the person decided or answered something of the call, and so has seen its verdicts."""
    log = call.review.log if call.review else ()
    return any(each.author == author and each.kind in {"decision", "answer"} for each in log)
