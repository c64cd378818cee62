"""Owns blind double rating: who has rated a call, and when a call has been rated enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speechqa.records import CallResult, Review

# Two people who don't know of each other's verdicts show how far people agree.
RATERS_WANTED = 2


def raters(call: CallResult) -> tuple[str, ...]:
    """The people who rated this recording blind, in the order they did."""
    log = call.review.log if call.review else ()
    audio = call.recording.content_hash
    return tuple(dict.fromkeys(each.author for each in log if each.kind == "rating" and each.audio == audio))


def refused_rating(call: CallResult, rating: Review) -> str:
    """Why a blind rating can't be taken, "" when it can; what was taken before can be given again."""
    log = call.review.log if call.review else ()
    if any(each.digest == rating.digest for each in log):
        return ""
    if knows_verdicts(call, rating.author):
        return f"{rating.author} has seen the verdicts of this call: the rating isn't blind"
    rated = any(
        (each.kind, each.author, each.item, each.audio)
        == ("rating", rating.author, rating.item, rating.audio)
        for each in log
    )
    return f"{rating.author} has rated this before; a blind rating isn't changed" if rated else ""


def knows_verdicts(call: CallResult, author: str) -> bool:
    """Whether the person decided or answered something of the call, and so has seen its verdicts."""
    log = call.review.log if call.review else ()
    return any(each.author == author and each.kind in {"decision", "answer"} for each in log)
