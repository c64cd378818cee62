"""Owns what of a call stands for a condition's phrases: what the customer said that an item answers.

Words may be there and mean something else: «дороже не станет» has «дорого» in it, "you've a lot on" most of
"that's a lot". Where so little tells what a phrase is about, sense must not speak against it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from speechqa.checks.items import other_words, wants
from speechqa.checks.items.near import TOO_CLOSE
from speechqa.checks.items.search import overlap
from speechqa.checks.items.wording import cited, hit_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.checks.items.channels import Who
    from speechqa.checks.items.other_words import OtherWords
    from speechqa.checks.items.search import Candidate, Finder
    from speechqa.records import PhraseHit

# From this chance on a stretch may be the trigger: of labelled calls' likeliest stretches between this and
# what counts as said half were, of those below one in four.
PERHAPS = 0.4
# So many telling words make a stretch stand for what a customer must have said: of 22 stretches of our own
# dialogues that are likely enough 16 were it, of the 19 with two such words 16.
_TELLING = 2
# A phrase's only telling word, if shorter, may be said about anything, or be another word's form.
_TELLING_LETTERS = 7


@dataclass(frozen=True, slots=True)
class Triggers:
    """What stands for a condition's phrases. ``found`` is empty where nothing does.

    ``unsure`` tells why it perhaps doesn't. ``whose`` is what was said without its being known by whom.
    """

    found: tuple[PhraseHit, ...] = ()
    unsure: str = ""
    whose: PhraseHit | None = None


def triggers(phrases: Sequence[str], who: Who, finder: Finder) -> Triggers:
    """What ``who`` said that stands for a condition's phrases, by words or else by sense."""
    said = finder.said(phrases, who)
    fallen = [each.hit for each in said if not _stands(each, phrases, who, finder)]
    said = tuple(each for each in said if each.hit not in fallen)
    sure = tuple(each.hit for each in said if each.fate == "counts")
    if sure:
        return Triggers(sure)
    by_sense = _by_sense(phrases, who, finder)
    if by_sense is not None and by_sense.met:
        return Triggers((by_sense.hit,))
    if said:
        return Triggers(whose=said[0].hit)
    perhaps = _perhaps(phrases, finder, who, by_sense, fallen)
    if perhaps is None:
        return Triggers()
    doubt = f"Whether the {who} said '{perhaps.phrase}' isn't sure: {cited(finder.transcript, perhaps)}"
    return Triggers((perhaps,), doubt)


def _by_sense(phrases: Sequence[str], who: Who, finder: Finder) -> OtherWords | None:
    """What sense tells of a condition's phrases; None without sense, or where nothing tells anything.

    "Oh my" and "I'm Susie" are like any objection, so a stretch of one telling word is perhaps one at best.
    """
    sense = finder.sense
    if sense is None:
        return None
    said = [each for each in sense.condition(phrases, who) if each.hit.speaker == who]
    counts = [_telling(finder, each.hit) for each in said]
    several = [each for each, count in zip(said, counts, strict=True) if count >= _TELLING]
    found = other_words.concluded(other_words.best(several, 1), 1, sense, finder, 0.0)
    if found is not None and found.met:
        return found
    some = [each for each, count in zip(said, counts, strict=True) if count]
    found = other_words.concluded(other_words.best(some, 1), 1, sense, finder, 0.0)
    return found and replace(found, met=False)


def _telling(finder: Finder, hit: PhraseHit) -> int:
    """How many words of a stretch tell what it is about."""
    said = " ".join(word.text for word in hit_words(finder.transcript, hit))
    return len(wants.content(finder.language.tokens(said), finder.language))


def _stands(candidate: Candidate, phrases: Sequence[str], who: Who, finder: Finder) -> bool:
    """False where a phrase's only telling word, a short one, was said and sense doesn't take it for that."""
    hit, sense = candidate.hit, finder.sense
    if sense is None or candidate.fate != "counts" or not _short(hit, finder):
        return True
    chances = (each.chance for each in sense.condition(phrases, who) if overlap(each.hit, hit))
    return max(chances, default=1.0) > sense.thresholds[1]


def _short(hit: PhraseHit, finder: Finder) -> bool:
    telling = wants.content(finder.language.tokens(hit.phrase), finder.language)
    return len(telling) <= 1 and all(len(word) < _TELLING_LETTERS for word in telling)


def _perhaps(
    phrases: Sequence[str],
    finder: Finder,
    who: Who,
    by_sense: OtherWords | None,
    fallen: Sequence[PhraseHit],
) -> PhraseHit | None:
    """What may be a trigger by its sense or by words too close to call; None when nothing is like one.

    ``fallen`` are words found that sense takes for something else: of a single one nothing is left.
    """
    if by_sense is not None and by_sense.chance >= PERHAPS:
        return by_sense.hit
    near = (finder.nearest(phrase, who, least=TOO_CLOSE) for phrase in phrases)
    hits = [hit for hit in near if hit is not None and hit.similarity >= TOO_CLOSE]
    several = [hit for hit in (*fallen, *hits) if hit.first != hit.last]
    return max(several, key=lambda hit: (hit.similarity, -hit.start_ms), default=None)
