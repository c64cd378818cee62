"""Owns the question whether two agents' calls were heard and judged alike; if not, nobody is ranked."""

from __future__ import annotations

from collections.abc import Iterable

from speechqa.scoring.intervals import mean, newcombe, welch
from speechqa.scoring.samples import CallFigures, Key, Sample

# What counts as another quality of hearing, where chance doesn't explain it: so much mean word confidence,
# so many decibels between speech and noise, so large a share of items left open. Ours: docs/comparison.md.
MOST_CONFIDENCE = 0.05
MOST_SNR_DB = 6.0
MOST_OPEN_SHARE = 0.10


def heard_differently(own: Sample, other: Sample, key: Key) -> bool:
    """Whether the two must not be ranked by the figure.

    So it is where mean word confidence, mean distance of speech to noise, or the share left open of what the
    figure is made of differs by more than its limit, and by more than chance (95 %).
    """
    return (
        _differ(
            (call.confidence for call in own.calls),
            (call.confidence for call in other.calls),
            MOST_CONFIDENCE,
        )
        or _differ((call.snr_db for call in own.calls), (call.snr_db for call in other.calls), MOST_SNR_DB)
        or _left_open(own, other, key)
    )


def _differ(own: Iterable[float | None], other: Iterable[float | None], most: float) -> bool:
    values = [each for each in own if each is not None]
    others = [each for each in other if each is not None]
    interval = welch(values, others)
    if interval is None or abs(mean(values) - mean(others)) <= most:
        return False
    low, high = interval
    return low > 0 or high < 0


def _left_open(own: Sample, other: Sample, key: Key) -> bool:
    """Whether what the figure is made of was left open far more often for one of them."""
    if key.indicator != "item":
        mine, theirs = ([_open_share(call, key) for call in each.calls] for each in (own, other))
        return _differ(mine, theirs, MOST_OPEN_SHARE)
    counts = [each.items.get(key.name, (0, 0, 0)) for each in (own, other)]
    (part, whole), (other_part, other_whole) = ((left, judged + left) for _, judged, left in counts)
    if not whole or not other_whole or abs(part / whole - other_part / other_whole) <= MOST_OPEN_SHARE:
        return False
    low, high = newcombe(part, whole, other_part, other_whole)
    return low > 0 or high < 0


def _open_share(call: CallFigures, key: Key) -> float | None:
    """How much of what applied in the call, or in the section, was left open."""
    applied = [item for item, section in call.section_of.items() if key.name in {"", section}]
    return sum(item in call.unjudged for item in applied) / len(applied) if applied else None
