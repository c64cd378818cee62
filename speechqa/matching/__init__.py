"""Owns finding phrases in transcripts in spite of inflection, recognition errors and negation.

Word-level local alignment: ``compile_phrases`` once for a script, ``index`` once for a call, then ``find``.
"""

from __future__ import annotations

from speechqa.matching.alignment import Pairing, SearchMode, alignment
from speechqa.matching.limits import Mode
from speechqa.matching.phrase import Phrase, compile_phrase, compile_phrases, problems
from speechqa.matching.search import find, nearest
from speechqa.matching.sounds import alike_sounds, sound_likeness
from speechqa.matching.stream import WordStream, index
from speechqa.matching.stretch import asserts, retold

__all__ = [
    "Mode",
    "Pairing",
    "Phrase",
    "SearchMode",
    "WordStream",
    "alignment",
    "alike_sounds",
    "asserts",
    "compile_phrase",
    "compile_phrases",
    "find",
    "index",
    "nearest",
    "problems",
    "retold",
    "sound_likeness",
]
