"""Owns likeness in sense: whether something was said in other words than a script's.

An encoder (optional, extra ``meaning``) puts sentences near each other that mean alike; a small trained
judge weighs that with known speech acts, polarity and mood. Words that were found are ``matching``'s.
"""

from __future__ import annotations

from speechqa.meaning.call import CallMeaning, Meaning, Wanted, load_meaning, plain
from speechqa.meaning.described import is_whole
from speechqa.meaning.encoders import SentenceEncoder, load_encoder
from speechqa.meaning.entailment import EntailmentModel, load_entailment
from speechqa.meaning.hypotheses import hypothesis, numbers
from speechqa.meaning.lacking import lacks
from speechqa.meaning.sought import Items
from speechqa.meaning.space import Space, load_space
from speechqa.meaning.units import Signs, Unit, asked, sentences_of, signs, windows

__all__ = [
    "CallMeaning",
    "EntailmentModel",
    "Items",
    "Meaning",
    "SentenceEncoder",
    "Signs",
    "Space",
    "Unit",
    "Wanted",
    "asked",
    "hypothesis",
    "is_whole",
    "lacks",
    "load_encoder",
    "load_entailment",
    "load_meaning",
    "load_space",
    "numbers",
    "plain",
    "sentences_of",
    "signs",
    "windows",
]
