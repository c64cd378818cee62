"""Owns the kind of a call: call type, commercial outcome and funnel stage, from its words.

A first, transparent version: cue lexicons per language (``cues/<lang>.txt``), one table
of weights for all languages, no training. A new language is one cue file.
"""

from __future__ import annotations

from speechqa.checks.call_type.conversation import has_machine, is_conversation
from speechqa.checks.call_type.decide import classify

__all__ = ["classify", "has_machine", "is_conversation"]
