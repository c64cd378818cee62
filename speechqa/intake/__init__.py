"""Owns finding recordings: sources, names, sidecars, CDR table, roster, content hash, call ids.

``find`` never stops at a bad file: it becomes a ``Failure``. Wrong arguments (a pattern that
matches nothing, an unreadable CDR table) raise ``SetupError`` before anything is done.
"""

from __future__ import annotations

from speechqa.intake.fields import clean_text
from speechqa.intake.find import find
from speechqa.intake.ids import names_file, other_ids, stem_of
from speechqa.intake.names import PRESETS
from speechqa.intake.tables import open_table
from speechqa.intake.values import Duplicate, Intake, IntakeOptions, Skipped

__all__ = [
    "PRESETS",
    "Duplicate",
    "Intake",
    "IntakeOptions",
    "Skipped",
    "clean_text",
    "find",
    "names_file",
    "open_table",
    "other_ids",
    "stem_of",
]
