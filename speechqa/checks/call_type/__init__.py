"""Owns the kind of a call: call type, commercial outcome and funnel stage, from its words and their sense.

A small trained model (``models/call_type``) weighs readable cues, words and the vectors that the comparison
by sense keeps; the pieces of talk that decided are told. Features are made here, trained in ``training``.
"""

from __future__ import annotations

from speechqa.checks.call_type.conversation import has_machine, is_conversation
from speechqa.checks.call_type.decide import Chances, chances_of, classify, type_chances
from speechqa.checks.call_type.model import CallTypeModel, load_model

__all__ = [
    "CallTypeModel",
    "Chances",
    "chances_of",
    "classify",
    "has_machine",
    "is_conversation",
    "load_model",
    "type_chances",
]
