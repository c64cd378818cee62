"""Owns how a denial says something good: that nothing is to be paid, that nobody is bound to anything.

"There's no charge for that" says that it is free, though it denies. Patterns are held against a clause's
tokens, a space between two. What is put off or limited ("nothing to pay until Friday") or denied itself
("we can't do it without a fee") isn't waived. A false waiver is worse than a missed one: the words that
may stand in a pattern's gaps are listed.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Clauses = tuple[tuple[str, ...], ...]

_NEVER = re.compile(r"(?!)")
_OPENING = 4  # words of a clause in front that may only say when ("for the first month, …")
# A mark inside a number ends no clause; a recogniser may write no mark before "but".
_CLAUSE_END = re.compile(
    r"[,.;:!?…](?=\s|$)|\s[-–—]\s|\s(?=(?:but|because|aber|sondern|weil|но|потому|ale|bo)\s)", re.IGNORECASE
)
# Behind these a clause belongs to the one before, with its denial: "I can't promise, that …".
_TIED = re.compile(r"(?:that|whether|dass|daß|ob|что|чтобы|że|żeby|czy)\b")


def clauses(text: str, tokens: Callable[[str], tuple[str, ...]]) -> Clauses:
    """The tokens of each clause of ``text``, in order; joined they are those of the text."""
    return tuple(filter(None, map(tokens, _CLAUSE_END.split(text))))


@dataclass(frozen=True, slots=True)
class Waived:
    """``denied`` finds what denies a charge or a duty, ``lacking`` what is without one, ``free`` its absence;
    ``charged`` what names one, however small. ``limited`` finds what puts off or limits, ``live`` denials
    of anything.
    """

    denied: re.Pattern[str] = _NEVER
    lacking: re.Pattern[str] = _NEVER
    charged: re.Pattern[str] = _NEVER
    free: re.Pattern[str] = _NEVER
    limited: re.Pattern[str] = _NEVER
    live: re.Pattern[str] = _NEVER

    def without(self, said: Clauses) -> tuple[str, ...]:
        """The tokens of ``said`` less those that waive something; all of them where nothing does."""
        return tuple(itertools.chain.from_iterable(self._left(said, i).split() for i in range(len(said))))

    def claims(self, said: Clauses) -> bool:
        """True when ``said`` names a charge or a duty and doesn't waive it."""
        return bool(self.charged.search(" ".join(self.without(said)))) and not self.gives(said)

    def gives(self, said: Clauses) -> bool:
        """True when ``said`` tells that something is free or binds to nothing, in whatever way."""
        return any(
            self._calls_free(said, i) or self._left(said, i) != " ".join(clause)
            for i, clause in enumerate(said)
        )

    def _left(self, said: Clauses, i: int) -> str:
        text = " ".join(said[i])
        if self._is_limited(said, i):
            return text
        denied = list(self.denied.finditer(text))
        left = _blank(text, [*denied, *self.lacking.finditer(text)])
        live = self.live.search(left)
        if live is None:
            return left
        # "We can't do it without a fee", "I can't promise there's no charge".
        return _blank(text, [each for each in denied if each.end() <= live.start()])

    def _calls_free(self, said: Clauses, i: int) -> bool:
        text = " ".join(said[i])
        denied = self.live.search(self._left(said, i))
        return bool(self.free.search(text)) and not denied and not self._is_limited(said, i)

    def _is_limited(self, said: Clauses, i: int) -> bool:
        text = " ".join(said[i])
        before = " ".join(said[i - 1]) if i else ""
        after = " ".join(said[i + 1]) if i + 1 < len(said) else ""
        opened = before.count(" ") < _OPENING and self.limited.match(before)
        tied = _TIED.match(text) and self.live.search(before)
        return bool(self.limited.search(text) or self.limited.match(after) or opened or tied)


def _blank(text: str, found: Iterable[re.Match[str]]) -> str:
    for each in found:
        text = text[: each.start()] + " " * len(each[0]) + text[each.end() :]
    return text


def any_of(*patterns: str) -> re.Pattern[str]:
    """What finds any of ``patterns``, each from the start of a word."""
    return re.compile("|".join(rf"\b(?:{pattern})" for pattern in patterns))


def gap(words: str, most: int) -> str:
    """Up to ``most`` of ``words`` (alternatives of a pattern), each with a space behind it."""
    return rf"(?:(?:{words}) ){{0,{most}}}?"
