"""Owns e-mail addresses, written or spoken: "anna dot kowalska at example dot com"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speechqa.lang.tokenise import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speechqa.privacy.cues import Cue
    from speechqa.privacy.talk import Talk

_WRITTEN = re.compile(r"[^\s@]+@[^\s@]+\.\w{2,}")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}\.?")
_CUE_REACH = 25  # tokens from "my e-mail is" to its at sign
_LONGEST_PART = 12  # tokens, spelled ones too
_LONGEST_HOST = 7
_LEAST_SIGNS = 1
_BEFORE_AT = words("look looking find work working works website online site page visit shop office order")


def find_emails(talk: Talk, cues: Sequence[Cue]) -> Iterator[tuple[int, ...]]:
    """The places of each address."""
    for place, token in enumerate(talk.tokens):
        if token.first and _WRITTEN.fullmatch(token.raw.rstrip(".,;:!?")):
            yield _word(talk, place)
    for stretch in talk.stretches:
        taken = -1
        for at, place in enumerate(stretch):
            if at > taken and talk.tokens[place].text in talk.words.ats:
                found = _spoken(talk, stretch, at, cues)
                if found:
                    taken = stretch.index(found[-1])
                    yield found


def _word(talk: Talk, place: int) -> tuple[int, ...]:
    end = place
    while not talk.tokens[end].last:
        end += 1
    return tuple(range(place, end + 1))


def _spoken(talk: Talk, stretch: Sequence[int], at: int, cues: Sequence[Cue]) -> tuple[int, ...]:
    """The places of an address round its at sign; () where there is none."""
    host = _host_end(talk, stretch, at + 1)
    if host is None:
        return ()
    cue = max(
        (c.last for c in cues if c.kind == "email" and 0 < stretch[at] - c.last <= _CUE_REACH), default=None
    )
    start = _local_start(talk, stretch, at, cue)
    told = stretch[start:at]
    signs = sum(_is_sign(talk, place) or len(talk.tokens[place].text) == 1 for place in told)
    if not told or (cue is None and signs < _LEAST_SIGNS and _is_everyday(talk, told[-1])):
        return ()
    return tuple(stretch[start : host + 1])


def _host_end(talk: Talk, stretch: Sequence[int], at: int) -> int | None:
    """Index of the last token of a domain that begins at ``at``: a name, dots, and a known end."""
    said, end = talk.words, None
    for i in range(at, min(at + _LONGEST_HOST, len(stretch))):
        token = talk.tokens[stretch[i]]
        if token.first and "." in token.raw and _HOST.fullmatch(token.raw) and not token.last:
            return i + _word(talk, stretch[i])[-1] - stretch[i]
        before = talk.tokens[stretch[i - 1]]
        if i > at + 1 and token.text in said.domains and before.text in said.dots:
            end = i
        elif end is not None and token.text not in said.dots:
            break
        if token.text in said.ats:
            break
    return end


def _local_start(talk: Talk, stretch: Sequence[int], at: int, cue: int | None) -> int:
    """Index of the first token of the part before the at sign.

    Behind "my e-mail is" all of it counts; else one word, what signs tie to it, and what is spelled.
    """
    start = at
    least = max(0, at - _LONGEST_PART)
    while start > least and (cue is None or stretch[start - 1] > cue):
        place = stretch[start - 1]
        tied = start == at or _is_sign(talk, place) or _is_sign(talk, stretch[start])
        if not (tied or _is_spelled(talk, place)) and (cue is None or _is_small(talk, place)):
            break
        if start == at and _is_small(talk, place) and cue is not None:
            break
        start -= 1
    return start


def _is_sign(talk: Talk, place: int) -> bool:
    said = talk.words
    return talk.tokens[place].text in said.dots | said.dashes | said.underscores


def _is_spelled(talk: Talk, place: int) -> bool:
    token = talk.tokens[place]
    return len(token.text) == 1 or talk.language.number_at([token.text], 0) is not None


def _is_small(talk: Talk, place: int) -> bool:
    """Whether the word opens the sentence rather than the address: "it's", «это»."""
    token = talk.tokens[place]
    return len(token.text) > 1 and (token.ends or token.text in talk.language.light_words)


def _is_everyday(talk: Talk, place: int) -> bool:
    """Whether "at" behind the word is just a preposition: "look at", "find us at"."""
    text = talk.tokens[place].text
    return text in talk.language.light_words or text in _BEFORE_AT
