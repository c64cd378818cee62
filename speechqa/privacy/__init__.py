"""Owns personal data in calls: finding it in four languages, and taking it out of what is shown."""

from __future__ import annotations

from speechqa.privacy.finding import find
from speechqa.privacy.labels import Labels, mask_name, mask_number
from speechqa.privacy.masking import Mask
from speechqa.privacy.silence import silenced

__all__ = ["Labels", "Mask", "find", "mask_name", "mask_number", "silenced"]
