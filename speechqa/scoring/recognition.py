"""Owns the question whether two agents' calls were heard and judged alike; if not, nobody is ranked."""

from __future__ import annotations

from speechqa.scoring.intervals import Summary, newcombe, welch
from speechqa.scoring.samples import Key, Sample

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
        _differ(own.confidence, other.confidence, MOST_CONFIDENCE)
        or _differ(own.snr_db, other.snr_db, MOST_SNR_DB)
        or _left_open(own, other, key)
    )


def _differ(own: Summary | None, other: Summary | None, most: float) -> bool:
    if own is None or other is None or abs(own.mean - other.mean) <= most:
        return False
    low, high = welch(own, other)
    return low > 0 or high < 0


def _left_open(own: Sample, other: Sample, key: Key) -> bool:
    """Whether what the figure is made of was left open far more often for one of them."""
    if key.indicator != "item":
        return _differ(own.open_shares.get(key.name), other.open_shares.get(key.name), MOST_OPEN_SHARE)
    counts = [each.items.get(key.name, (0, 0, 0)) for each in (own, other)]
    (part, whole), (other_part, other_whole) = ((left, judged + left) for _, judged, left in counts)
    if not whole or not other_whole or abs(part / whole - other_part / other_whole) <= MOST_OPEN_SHARE:
        return False
    low, high = newcombe(part, whole, other_part, other_whole)
    return low > 0 or high < 0
