"""Owns numbers and days that are named only to be replaced: "not 24 but 36 months", "nie 12, tylko 24".

Such a denial takes back the first value, not what is said of the second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speechqa.lang import Language
    from speechqa.matching.stream import Line

_REACH = 6  # tokens from the denial to the word that replaces
_NEAR = 2  # small words from there to the value that counts: "but for 36 months", not "but we can do 36"


def rejected(line: Line, language: Language) -> dict[int, range]:
    """Denials of a value that another takes the place of, each with the tokens of the first value."""
    found = line.memo.get("instead")
    if not isinstance(found, dict):
        found = line.memo["instead"] = dict(_rejected(line, language))
    return found


def _rejected(line: Line, language: Language) -> Iterator[tuple[int, range]]:
    for denial in sorted(line.denials):
        opposed = _opposed(line, denial, language)
        value = next((i for i in range(denial + 1, opposed) if _valued(line, i, language)), -1)
        if value > 0 and _follows(line, opposed, language):
            yield denial, range(value, opposed)


def _opposed(line: Line, denial: int, language: Language) -> int:
    """The first "but" in reach of a denial; -1 where its sentence has none."""
    for i in range(denial, min(denial + _REACH, len(line.tokens) - 1)):
        if line.ends_clause[i]:
            return -1
        if line.tokens[i + 1] in language.moods.replaces:
            return i + 1
    return -1


def _follows(line: Line, opposed: int, language: Language) -> bool:
    """True when a value stands right behind "but", or small words without a subject or verb do between."""
    grammar = language.grammar
    for i in range(opposed + 1, min(opposed + 2 + _NEAR, len(line.tokens))):
        if _valued(line, i, language):
            return True
        token = line.tokens[i]
        small = token in language.light_words and token not in grammar.subjects | grammar.auxiliaries
        if line.ends_clause[i] or not small:
            return False
    return False


def _valued(line: Line, i: int, language: Language) -> bool:
    return bool(language.date_at(line.tokens, i) or language.number_at(line.tokens, i))
