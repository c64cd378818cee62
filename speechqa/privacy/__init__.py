"""Owns personal data in calls: finding it in four languages, and taking it out of what is shown."""

from __future__ import annotations

from speechqa.privacy.finding import find

__all__ = ["find"]
