"""Owns the word classes that tell whether what is said is asserted: reports, doubts, the unreal, the past."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from speechqa.lang import lemmas
from speechqa.lang.tokenise import words

if TYPE_CHECKING:
    from collections.abc import Callable

Who: TypeAlias = Literal["", "own", "other", "past", "bare", "order"]
Idioms: TypeAlias = tuple[tuple[str, ...], ...]

_CACHE = 100_000
_POLISH_UNREAL = re.compile(r"\w+(?:łby|łaby|łoby|liby|łyby|łbym|łabym|libyśmy|łybyśmy|łbyś|łabyś)")


def _untold(_token: str) -> Who:
    return ""


def _real(_token: str) -> bool:
    return False


@dataclass(frozen=True, slots=True, eq=False)
class Moods:
    """Closed classes of one language; sets hold lemmas, or tokens where that is said.

    ``first`` (tokens) are the speaker as subject. ``who`` tells from a verb's form who acts: the speaker
    ("own"), others, untold in the past, an infinitive ("bare"), an "order", or "" where it doesn't show.
    ``reports`` are verbs of saying, ``checks`` of finding out, ``hopes`` what makes nothing true;
    ``hearsay`` (tokens) tells it as others' words.
    ``introduces`` (tokens) are those of them with which people say their name.
    ``authorities`` may speak for the speaker ("our terms say"). ``as_said`` (tokens) open "as I told you".
    ``links`` (tokens) tie a clause to the verb before; ``embeds`` (tokens) open a question inside a
    statement. ``truths`` are what a denied clause is said not to be; ``untrue`` denies by itself.
    ``relatives`` (tokens) tie a clause to a noun. ``concord`` (tokens) are negations that don't count
    beside another. ``contrasts`` (tokens) open what differs from the clause before;
    ``replaces`` (tokens) what holds instead of what was denied.
    ``unreal`` tells the forms of what isn't so ("would"); behind them ``polite`` verbs assert, and so
    do ``wishes`` in a condition. ``perfects`` (tokens) make the unreal past of any verb, as they do behind
    ``chances``. ``bygone`` and, with a verb in the past, ``past`` are idioms of what was once; ``later`` of
    what is said another time, ``undone`` of what is taken back.
    ``leave`` (tokens) say that something is allowed, to nobody by name. ``vows`` (lemmas) vouch for what
    they say, and denied, disclaim it.
    ``without`` (tokens) deny a thing and may be denied themselves.
    ``telling`` verbs are done by saying. ``strangers`` are others in the same trade, alone or behind
    ``other_ones``; ``unlike`` (tokens) only compares with them. ``tags`` (tokens) ask for agreement,
    ``agreement`` (tokens) says yes to what was said before.
    ``rates`` (tokens) stand between a number of days and the time they are counted in.
    """

    first: frozenset[str] = frozenset()
    who: Callable[[str], Who] = _untold
    reports: frozenset[str] = frozenset()
    checks: frozenset[str] = frozenset()
    hearsay: frozenset[str] = frozenset()
    hopes: frozenset[str] = frozenset()
    introduces: frozenset[str] = frozenset()
    authorities: frozenset[str] = frozenset()
    as_said: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    embeds: frozenset[str] = frozenset()
    truths: frozenset[str] = frozenset()
    untrue: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    concord: frozenset[str] = frozenset()
    contrasts: frozenset[str] = frozenset()
    replaces: frozenset[str] = frozenset()
    unreal: Callable[[str], bool] = _real
    polite: frozenset[str] = frozenset()
    wishes: frozenset[str] = frozenset()
    perfects: frozenset[str] = frozenset()
    chances: frozenset[str] = frozenset()
    bygone: Idioms = ()
    past: Idioms = ()
    later: Idioms = ()
    undone: Idioms = ()
    leave: frozenset[str] = frozenset()
    vows: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    telling: frozenset[str] = frozenset()
    strangers: frozenset[str] = frozenset()
    trades: frozenset[str] = frozenset()
    other_ones: frozenset[str] = frozenset()
    unlike: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    agreement: frozenset[str] = frozenset()
    rates: frozenset[str] = frozenset()


def idioms(text: str) -> Idioms:
    """The idioms of a list written in one string, separated by commas."""
    return tuple(tuple(idiom.split()) for idiom in text.split(","))


_GERMAN_PASTS = words("war waren wurde wurden hatte hatten galt gab musste mussten")


def german_who(token: str) -> Who:
    """Who acts in a German verb form: only the past shows, in few verbs."""
    return "past" if token in _GERMAN_PASTS else ""


@lru_cache(maxsize=_CACHE)
def russian_who(token: str) -> Who:
    """Who acts in a Russian verb form."""
    tag = lemmas.russian_tags(token)[0]
    if "impr" in tag:
        return "order"
    if "1per" in tag:
        return "own"
    if "INFN" in tag or "GRND" in tag:
        return "bare"
    if "past" in tag and tag.startswith("VERB"):
        return "past"
    if tag.startswith("PRTS"):  # «сказано» is said by others, «обязан» is said of anybody
        return "other" if "neut" in tag else "past"
    return "other" if tag.startswith("VERB") else ""


@lru_cache(maxsize=_CACHE)
def polish_who(token: str) -> Who:
    """Who acts in a Polish verb form."""
    tags = [tag for tag, _ in lemmas.polish_tags(token)]
    if any(tag.startswith(("fin", "aglt", "bedzie")) and ":pri" in tag for tag in tags):
        return "own"
    if any(tag.startswith("inf") for tag in tags):
        return "bare"
    if any(tag.startswith("praet") for tag in tags):
        return "past"
    if any(tag.startswith("impt") for tag in tags):
        return "order"
    return "other" if any(tag.startswith(("fin", "imps", "ppas")) for tag in tags) else ""


def one_of(text: str) -> Callable[[str], bool]:
    """A test for the words of a list written in one string."""
    return words(text).__contains__


def polish_unreal(token: str) -> bool:
    """True for "dalibyśmy" and for "by" apart."""
    return (
        token in ("by", "bym", "byśmy", "tobym", "tobyśmy", "jakby")
        or _POLISH_UNREAL.fullmatch(token) is not None
    )
