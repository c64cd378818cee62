"""Owns commitments: who promised what by when, and for what sum, as said in a call.

Read by cues alone (``cues/<lang>.txt``): a verb of doing something, in a form that promises, offers or asks
for it; offers and requests count when the other side agrees. Days are worked out from the call's time.
"""

from __future__ import annotations

from speechqa.checks.commitments.find import find_commitments
from speechqa.checks.commitments.place import place_of

__all__ = ["find_commitments", "place_of"]
