"""Owns bringing what people said of calls together with the calls' results."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from speechqa import review
from speechqa.records import Appeal, Decided

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from speechqa.pipeline.rules import Rules
    from speechqa.records import CallResult, CallReview, Review, Verdict
    from speechqa.store.database import Store


def with_reviews(
    calls: Iterable[CallResult], store: Store, rules: Rules | None, call_ids: Sequence[str] | None
) -> tuple[CallResult, ...]:
    """The calls as people decided, where somebody did; without rules, items left open earn nothing."""
    said: dict[str, list[Review]] = defaultdict(list)
    for each in store.reviews(call_ids):
        said[each.call_id].append(each)
    if not said:
        return tuple(calls)
    weights = item_weights(rules) if rules else {}
    return tuple(review.reviewed(call, said.get(call.recording.call_id, ()), weights) for call in calls)


def item_weights(rules: Rules) -> dict[tuple[str, str], float]:
    """What the items of today's scripts earn, by script id and item id."""
    return {(script.id, item.id): item.weight for script in rules.library.scripts for item in script.items}


def item_titles(rules: Rules) -> dict[tuple[str, str], str]:
    """What the items of today's scripts are called, by script id and item id."""
    return {(script.id, item.id): item.title for script in rules.library.scripts for item in script.items}


def review_notes(calls: Sequence[CallResult], rules: Rules) -> tuple[str, ...]:
    """Sentences on decisions that no longer apply, and on those that can't earn or cost points.

    They name no call: notes stand in redacted reports, too.
    """
    said = [call.review for call in calls if call.review]
    lapsed = sum(len(each.lapsed) for each in said)
    weights = item_weights(rules)
    worthless = sum(
        each.verdict is not None
        and each.review.value in {"met", "not_met"}
        and not each.verdict.max_points
        and (each.review.script, each.review.item) not in weights
        for one in said
        for each in one.decided
    )
    notes = {
        "decisions of people that no longer apply (reviews.csv tells which and why)": lapsed,
        "reviewed items that count no points, because their scripts aren't there (--scripts)": worthless,
    }
    return tuple(f"{about}: {count}" for about, count in notes.items() if count)


def masked_review(
    said: CallReview,
    *,
    call_id: str,
    text: Callable[[str], str],
    verdict: Callable[[Verdict], Verdict],
) -> CallReview:
    """What people said under a masked id, its words and the machine's quotes masked by these."""

    def masked(one: Review) -> Review:
        return replace(one, call_id=call_id, reason=text(one.reason))

    return replace(
        said,
        decided=tuple(
            Decided(masked(each.review), verdict(each.verdict) if each.verdict else None)
            for each in said.decided
        ),
        appeals=tuple(Appeal(masked(each.appeal), tuple(map(masked, each.answers))) for each in said.appeals),
        lapsed=tuple(replace(each, review=masked(each.review)) for each in said.lapsed),
        log=tuple(map(masked, said.log)),
    )
