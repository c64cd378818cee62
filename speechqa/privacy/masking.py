"""Owns taking a call's personal data out of its transcript and out of every text that tells of it."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from speechqa import lang
from speechqa.lang.tokenise import words
from speechqa.records import WordAddress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speechqa.records import PersonalData, Transcript, Turn, Word

_T = TypeVar("_T")

_TOKEN = re.compile(r"\S+")
_CORE = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)
# A word alone tells so much: digits, an address, a name. Number words don't.
_TELLING = frozenset(("name", "email", "address"))
_TELLING_DIGITS = 3
_SHORTEST = 3
_SINGLE = 2
# Fields whose text doesn't come from what was said: scripts', lists' and the recording's own.
_NOT_SAID = words(
    """
    script script_version script_hash section item list term phrase missing asked content_hash agent team
    queue language model audio transcript engine topic id title path kind call_id file customer_phone
    started_at
    """
)


def tag(kind: str) -> str:
    """What stands where a word was taken out: the same in every language."""
    return f"[{kind}]"


class Mask:
    """Takes what was found in one transcript out of it, and of texts that quote it."""

    def __init__(self, transcript: Transcript, found: Sequence[PersonalData]) -> None:
        self._transcript = transcript
        self._tags = {address: tag(each.kind) for each in found for address in each.words}
        self._said = [
            (_plain(word.text), self._tags.get(WordAddress(number, place), ""))
            for number, turn in enumerate(transcript.turns)
            for place, word in enumerate(turn.words)
        ]
        self._places: dict[str, list[int]] = {}
        for at, (text, _) in enumerate(self._said):
            self._places.setdefault(text, []).append(at)
        self._telling = {text: one for text, one in self._said if one and _tells(text, one)}
        small = lang.get(transcript.language).light_words
        self._personal = {text: one for text, one in self._said if one and text and text not in small}

    def transcript(self, *, joined: bool = False) -> Transcript:
        """The transcript with tags for words, which keep their times; what wasn't believed is left out of it.

        ``joined``: words of one piece next to each other become one, as people read them.
        """
        turns = tuple(
            self._turn(number, turn, joined=joined) for number, turn in enumerate(self._transcript.turns)
        )
        removed = tuple(replace(each, text="") for each in self._transcript.removed)
        looks = tuple(self.value(each) for each in self._transcript.second_look)
        return replace(self._transcript, turns=turns, removed=removed, second_look=looks)

    def _turn(self, number: int, turn: Turn, *, joined: bool) -> Turn:
        shown: list[Word] = []
        before = ""
        for place, word in enumerate(turn.words):
            found = self._tags.get(WordAddress(number, place), "")
            if found and joined and found == before:
                shown[-1] = replace(shown[-1], text=_tagged(word.text, found), end_ms=word.end_ms)
            else:
                shown.append(replace(word, text=_tagged(word.text, found)) if found else word)
            before = found
        return replace(turn, words=tuple(shown))

    def text(self, text: str, *, strict: bool = False) -> str:
        """``text`` with tags where it quotes personal words of the call; the same tags in a row become one.

        A quote is known by two words in a row, or by one that tells much by itself. ``strict``: a text of
        one or two words loses all that are personal anywhere in the call, as digits told one by one are.
        """
        tokens = list(_TOKEN.finditer(text))
        plain = [_plain(token.group()) for token in tokens]
        tags = self._aligned(plain)
        # Longer texts have neighbours to be known by; there a lone "three" may be any three.
        known = self._personal if strict and len(tokens) <= _SINGLE else self._telling
        tags = [own or known.get(one, "") for own, one in zip(tags, plain, strict=True)]
        if not any(tags):
            return text
        pieces: list[str] = []
        end = 0
        for at, (token, own) in enumerate(zip(tokens, tags, strict=True)):
            again = bool(own) and at > 0 and tags[at - 1] == own
            if again:
                pieces[-1] = pieces[-1].rstrip(".,;:!?") + _tagged(token.group(), own).removeprefix(own)
            else:
                pieces += [text[end : token.start()], _tagged(token.group(), own) if own else token.group()]
            end = token.end()
        return "".join((*pieces, text[end:]))

    def _aligned(self, plain: Sequence[str]) -> list[str]:
        """A tag for each word that stands in a stretch of talk as the text has it; "" for others."""
        tags = [""] * len(plain)
        at = 0
        while at < len(plain):
            size = max(
                (self._length(plain, at, place) for place in self._places.get(plain[at], ())), default=0
            )
            if size > 1:
                for place in self._places[plain[at]]:
                    if self._length(plain, at, place) == size:
                        for i in range(size):
                            tags[at + i] = tags[at + i] or self._said[place + i][1]
            at += max(size, 1)
        return tags

    def _length(self, plain: Sequence[str], at: int, place: int) -> int:
        """How many words from ``at`` on are those said from ``place`` on."""
        size = 0
        while at + size < len(plain) and place + size < len(self._said):
            if not plain[at + size] or plain[at + size] != self._said[place + size][0]:
                break
            size += 1
        return size

    def value(self, value: _T, *, strict: bool = False) -> _T:
        """A frozen value with all its texts masked, but those that aren't the call's own words."""
        return self._masked(value, strict=strict)  # type: ignore[no-any-return]  # the same kind comes back

    def _masked(self, value: Any, *, strict: bool) -> Any:  # noqa: ANN401 -- any value of the records
        if isinstance(value, str):
            return self.text(value, strict=strict)
        if isinstance(value, tuple):
            return tuple(self._masked(part, strict=strict) for part in value)
        if not is_dataclass(value) or isinstance(value, type):
            return value
        changed = {name: self._masked(held, strict=strict) for name, held in _held(value)}
        return replace(value, **changed)


def _held(value: Any) -> Iterator[tuple[str, object]]:  # noqa: ANN401 -- any dataclass
    for field in fields(value):
        if field.init and field.name not in _NOT_SAID:
            yield field.name, getattr(value, field.name)


def _plain(text: str) -> str:
    """A word without the marks around it, in small letters."""
    found = _CORE.fullmatch(text)
    return (found[2] if found else text).casefold()


def _tells(text: str, found: str) -> bool:
    if sum(char.isdigit() for char in text) >= _TELLING_DIGITS or "@" in text:
        return True
    return found[1:-1] in _TELLING and len(text) >= _SHORTEST and found != tag("address")


def _tagged(text: str, found: str) -> str:
    """The tag with the marks that stood around the word."""
    marks = _CORE.fullmatch(text)
    return f"{marks[1].rstrip('+(')}{found}{marks[3].lstrip(')')}" if marks else found
