"""Owns stems that relatives share: aspect pairs of Slavic verbs, German verbs and their nouns in -ung.

Rules of thumb over lemmas, for a weaker equality than the dictionary's. "" where none applies.
"""

from __future__ import annotations

import re

_RUSSIAN_VERB = re.compile(r"(\w{4,}?)(?:ыва|ива|ля|ва|а|я|и|е|ну)ть(?:ся)?")
_POLISH_VERB = re.compile(r"(\w{4,}?)(?:ywa|iwa|owa|ia|ną|wa|a|i|y|e)ć")
_GERMAN = re.compile(r"(\w{6,}?)(?:ung|e?n)")


def none(_lemma: str) -> str:
    """No stems: for languages without rules."""
    return ""


def russian(lemma: str) -> str:
    """Aspect pairs: «выставить» and «выставлять» share "выстав"."""
    return _stem(_RUSSIAN_VERB, lemma)


def polish(lemma: str) -> str:
    """Aspect pairs: "wystawić" and "wystawiać" share "wystaw"."""
    return _stem(_POLISH_VERB, lemma)


def german(lemma: str) -> str:
    """Verb and noun: "aufzeichnen" and "aufzeichnung" share "aufzeichn"."""
    return _stem(_GERMAN, lemma)


def _stem(pattern: re.Pattern[str], lemma: str) -> str:
    match = pattern.fullmatch(lemma)
    return f"~{match[1]}" if match else ""
