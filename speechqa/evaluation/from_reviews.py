"""Owns making labels of what people said in review: what ``evaluate`` and its calibration learn from."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from speechqa.evaluation.agreement import Basis, latest
from speechqa.evaluation.labels import Label, Labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speechqa.records import CallResult, Review

# What a table of labels is called that isn't a file.
NAME = "reviews"


def review_labels(calls: Iterable[CallResult], basis: Basis) -> Labels:
    """What each person says last of each item and of the kind of call; a label's line is its log number.

    ``basis`` "blind" takes what was said without knowing the machine's verdict, and nothing else.
    """
    rows = tuple(
        sorted((label for call in calls for label in _labels(call, basis)), key=lambda each: each.line)
    )
    said = [(each.call_id, each.aspect, each.item, each.script, each.rater, each.value) for each in rows]
    return Labels(rows, NAME, hashlib.sha256(json.dumps(said).encode("ascii")).hexdigest())


def _labels(call: CallResult, basis: Basis) -> Iterator[Label]:
    for review in latest(call, basis).values():
        yield _label(review)
    kinds: dict[str, Review] = {}
    for review in call.review.log if call.review else ():
        of_kind = review.kind == "rating" or (review.kind == "decision" and basis == "all")
        if of_kind and not review.item and review.audio == call.recording.content_hash:
            kinds[review.author] = review
    yield from (_label(review) for review in kinds.values() if review.value)


def _label(review: Review) -> Label:
    return Label(
        review.call_id,
        "verdict" if review.item else "call_type",
        review.value,
        review.item,
        review.script,
        review.author,
        review.number,
    )
