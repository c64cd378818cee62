"""Owns finding where somebody ends a call, in whichever of a language's words of farewell.

"Cheerio then" fulfils "goodbye" as well as the word itself. Who wishes a good day parts by it; who only parts
wishes nothing, and who thanks thanks for the call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.matching.farewell import framed
from speechqa.matching.laying import Alignment

if TYPE_CHECKING:
    from speechqa.lang import Language
    from speechqa.matching.farewell import Parting
    from speechqa.matching.stream import Line

_TOLD = 3  # words from thanks to who tells of them
_LAST_TURNS = 2  # "pa" and "see you on" end a call, and elsewhere are other words


def partings(line: Line, language: Language, kind: Parting) -> list[Alignment]:
    """The farewells in the last turns of a line's speaker that may stand for one of this ``kind``."""
    turns = sorted({address.turn for address in line.addresses})[-_LAST_TURNS:]
    start = next((i for i, address in enumerate(line.addresses) if address.turn in turns), 0)
    farewells, tokens = language.farewells, line.tokens[start:]
    frames = {
        "wishes": farewells.wishes,
        "thanks": farewells.thanks,
        "parts": (*farewells.wishes, *farewells.partings, *farewells.until),
    }
    return [
        Alignment(start + low, start + high - 1, ((1 << (high - low)) - 1) << (start + low), 1.0, ())
        for low, high in framed(tokens, frames.get(kind, ()))
        if kind != "thanks" or _thanks(tokens, low, high, language)
    ]


def _thanks(tokens: tuple[str, ...], low: int, high: int, language: Language) -> bool:
    """True unless thanks decline ("no, thank you") or are talked of («хоть раз спасибо сказали»)."""
    near = tokens[max(0, low - _TOLD) : high + _TOLD]
    told = any(language.lemmas(token) & language.moods.reports for token in near)
    return not told and not (low and tokens[low - 1] in language.negations)
