"""Owns comparing how much was decoded with how much there should be."""

from __future__ import annotations

_TOLERATED_S = 0.5  # codecs pad or trim up to a few frames
_TOLERATED_SHARE = 0.02
_TOLD_TOLERATED_MS = 2000  # a switch counts from the answer, its recorder starts a little off
_TOLD_TOLERATED_SHARE = 0.1


def against_header(decoded_s: float, promised_s: float | None) -> tuple[int, str]:
    """Milliseconds missing of what the header promises, and a sentence when both differ ("" else)."""
    if promised_s is None:
        return 0, ""
    if abs(decoded_s - promised_s) <= max(_TOLERATED_S, _TOLERATED_SHARE * promised_s):
        return 0, ""
    told, promised = _two_lengths(decoded_s, promised_s)
    if decoded_s > promised_s:
        return 0, f"decoded {told} though the header says {promised}"
    lost_ms = round(1000 * (promised_s - decoded_s))
    return lost_ms, f"decoded {told} of {promised}: the recording is cut off or damaged"


def shortfall(
    duration_ms: int,
    lost_ms: int,
    expected_ms: int | None,
    *,
    told_by: str = "the call detail record or sidecar",
) -> tuple[int, str]:
    """All that is missing of a recording in milliseconds, and a sentence if ``expected_ms`` adds to it.

    ``lost_ms`` is what the file itself shows to be missing; ``expected_ms`` the call's length as
    ``told_by`` has it, None where nothing tells. Only a recording shorter than told by more than
    2 s and 10 % is damaged: switches count from the answer, recorders start with the ring or later.
    """
    if expected_ms is None:
        return lost_ms, ""
    missing_ms = expected_ms - duration_ms - lost_ms
    if missing_ms <= _TOLD_TOLERATED_MS + _TOLD_TOLERATED_SHARE * expected_ms:
        return lost_ms, ""
    told, expected = _two_lengths(duration_ms / 1000, expected_ms / 1000)
    return lost_ms + missing_ms, f"decoded {told} of {expected}: {told_by} says {expected}"


def _two_lengths(short_s: float, full_s: float) -> tuple[str, str]:
    digits = 0 if full_s >= 10 else 1  # noqa: PLR2004 - "0.6 s", but "62 s"
    return f"{short_s:.{digits}f} s", f"{full_s:.{digits}f} s"
