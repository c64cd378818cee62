"""Owns simulated recognition errors: a text as a recogniser might have heard it, by a seed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from speechqa import lang
from speechqa.checks.examples.sounds import Sounds, sounds

if TYPE_CHECKING:
    from collections.abc import Callable

    from speechqa.lang import Language

# Of the words that change: how often in which way, about as Whisper base errs on telephone speech.
_SUBSTITUTION, _ENDING, _JOINED, _SPLIT, _DROPPED, _FILLER = 0.35, 0.2, 0.1, 0.08, 0.15, 0.12
_SHORTEST_WITH_ENDING = 5
_SHORTEST_SPLIT = 8
_SHORTEST_HEARD = 3
_MOST_LOST = 2
_NO_WORD = "-"  # stands for what is no single token; dictionaries refuse an empty one


def garble(text: str, language: str, *, strength: float, seed: int = 0) -> str:
    """``text`` with recognition errors in about ``strength`` (0..1) of its words; never empty if it isn't.

    The same arguments always give the same text. Words that deny stay as they are, and none is made:
    who really loses a "not" has heard another sentence. Number words become digits at any strength over 0.
    """
    known = lang.get(language)
    words = text.split()
    if not words or strength <= 0:
        return " ".join(words)
    dice = random.Random(f"{seed}:{language}:{strength:g}:{text}")  # noqa: S311 - a simulation, no secret
    words = _digits(words, known, dice)
    heard: list[str] = []
    while words:
        word = words.pop(0)
        if dice.random() >= strength or _fixed(word, known):
            heard.append(word)
        else:
            heard += _changed(word, words, known, dice)
    return " ".join(heard) or " ".join(text.split())


def _changed(word: str, rest: list[str], known: Language, dice: random.Random) -> list[str]:
    """What is heard for a word; what it takes of the next one is taken off ``rest``."""
    table = sounds(known.code)
    kinds: tuple[tuple[float, Callable[[], list[str]]], ...] = (
        (_SUBSTITUTION, lambda: [_sound_alike(word, table, dice)]),
        (_ENDING, lambda: [_without_ending(word, dice)]),
        (_JOINED, lambda: _joined(word, rest, known)),
        (_SPLIT, lambda: _split(word, dice)),
        (_DROPPED, lambda: [] if _small(word, known) else [_sound_alike(word, table, dice)]),
        (_FILLER, lambda: [dice.choice(table.hesitations), word]),
    )
    (_, change) = dice.choices(kinds, weights=[weight for weight, _ in kinds])[0]
    before = list(rest)
    heard = change()
    if _denials(heard, known):
        rest[:] = before
        return [word]
    return heard


def _sound_alike(word: str, table: Sounds, dice: random.Random) -> str:
    bare = word.strip(".,;:!?…").casefold()
    if bare in table.words:
        return table.words[bare]
    places = [
        (at, old, new)
        for old, new in table.letters
        for at in range(1, len(bare))
        if bare.startswith(old, at) and len(bare) >= _SHORTEST_HEARD
    ]
    if not places:
        return word
    at, old, new = dice.choice(places)
    return bare[:at] + new + bare[at + len(old) :]


def _without_ending(word: str, dice: random.Random) -> str:
    bare = word.strip(".,;:!?…")
    if len(bare) < _SHORTEST_WITH_ENDING:
        return bare or word
    return bare[: -dice.randint(1, _MOST_LOST)]


def _joined(word: str, rest: list[str], known: Language) -> list[str]:
    if not rest or _fixed(rest[0], known) or _fixed(word, known):
        return [word]
    return [word.strip(".,;:!?…") + rest.pop(0).casefold()]


def _split(word: str, dice: random.Random) -> list[str]:
    bare = word.strip(".,;:!?…")
    if len(bare) < _SHORTEST_SPLIT:
        return [word]
    at = dice.randint(3, len(bare) - 3)
    return [bare[:at], bare[at:]]


def _small(word: str, known: Language) -> bool:
    return all(token in known.function_words for token in known.tokens(word))


def _fixed(word: str, known: Language) -> bool:
    """True for words that no error may touch: those that deny, and what isn't letters."""
    return _denials([word], known) or not word.strip(".,;:!?…'’-").isalpha()


def _denials(words: list[str], known: Language) -> bool:
    """True when one of the words denies, alone or by a contraction ("isn't")."""
    tokens = known.tokens(" ".join(words))
    return any(token in known.negations or token in known.answers for token in tokens)


def _digits(words: list[str], known: Language, dice: random.Random) -> list[str]:
    """The words with some of the number words as a recogniser writes them."""
    read = [known.tokens(word) for word in words]
    single = [tokens[0] if len(tokens) == 1 else _NO_WORD for tokens in read]
    written: list[str] = []
    i = 0
    while i < len(words):
        found = known.number_at(single, i)
        spelt = found is not None and found[0] == int(found[0]) > 1 and words[i].isalpha()
        if found and spelt and dice.random() < 0.5:  # noqa: PLR2004 - even odds
            written.append(str(int(found[0])))
            i += found[1]
        else:
            written.append(words[i])
            i += 1
    return written
