"""Owns the question whether two agents' calls were heard equally well: if not, a difference may lie in the
hearing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from speechqa.scoring.intervals import mean, newcombe, welch
from speechqa.scoring.samples import CallFigures, Sample

# What counts as another quality of hearing, where chance doesn't explain it: so much mean word confidence, so
# large a share of items left open, so many decibels between speech and noise. Our choice; docs/comparison.md.
MOST_CONFIDENCE = 0.05
MOST_OPEN_SHARE = 0.10
MOST_SNR_DB = 6.0

_FIGURES: tuple[tuple[Callable[[CallFigures], float | None], float], ...] = (
    (lambda call: call.confidence, MOST_CONFIDENCE),
    (lambda call: call.open_share, MOST_OPEN_SHARE),
    (lambda call: call.snr_db, MOST_SNR_DB),
)


def heard_differently(own: Sample, other: Sample) -> bool:
    """Whether a mean of one figure differs by more than its limit, and by more than chance (95 %)."""
    return any(
        _differ([*map(figure, own.calls)], [*map(figure, other.calls)], most) for figure, most in _FIGURES
    )


def _differ(own: Iterable[float | None], other: Iterable[float | None], most: float) -> bool:
    values = [each for each in own if each is not None]
    others = [each for each in other if each is not None]
    interval = welch(values, others)
    if interval is None or abs(mean(values) - mean(others)) <= most:
        return False
    low, high = interval
    return low > 0 or high < 0


def item_heard_differently(own: Sample, other: Sample, item: str) -> bool:
    """Whether the item itself could be judged far more often for one of them."""
    (_, judged, unjudged), (_, other_judged, other_unjudged) = own.items[item], other.items[item]
    whole, other_whole = judged + unjudged, other_judged + other_unjudged
    if abs(unjudged / whole - other_unjudged / other_whole) <= MOST_OPEN_SHARE:
        return False
    low, high = newcombe(unjudged, whole, other_unjudged, other_whole)
    return low > 0 or high < 0
