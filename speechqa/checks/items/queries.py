"""Owns what a script asks of a call by sense: a query for each item and condition, made once a script."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from speechqa.meaning import Wanted, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from speechqa.records import Same
    from speechqa.scripts.values import Item

Values = tuple[tuple[str, tuple[str, ...]], ...]

# Letters of a word that tells which value was named (a company), not its legal form.
_TELLING = 4
# So many letters of a longer word may be its ending.
_ENDING = 2
_SCRIPTS = 64


@dataclass(frozen=True, slots=True)
class Query:
    """Phrases that a speaker may say in other words, as one of the ``kinds`` of acts.

    ``anywhere``: the likeliest stretch is enough, wherever in the call it is.
    """

    phrases: tuple[str, ...]
    title: str
    speaker: str
    kinds: tuple[str, ...]
    anywhere: bool


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Queries about one speaker, asked together.

    ``names`` has for each query the beginnings of values (a company) of which one must be named, () where
    none is asked for; ``somebody`` tells whether somebody must be named, whoever it is.
    """

    columns: Mapping[Query, int]
    wanted: tuple[Wanted, ...]
    names: tuple[tuple[str, ...], ...]
    somebody: tuple[bool, ...]


def for_item(item: Item, phrases: Sequence[str] = ()) -> Query:
    """What is asked for an item; given ``phrases``, these alone."""
    kinds = ("states", "asks")
    if item.kind == "must_not_say":
        kinds = ("forbidden", "states")
    elif item.speaker == "customer":
        kinds = ("customer", "states")
    bound = bool(item.within or item.after or item.before or must_reply(item))
    return Query(
        phrases=tuple(phrases) or item.phrases,
        title="" if phrases else item.title,
        speaker=item.speaker,
        kinds=kinds,
        # Of several answers each counts, and of forbidden things the likeliest may be a disclaimer.
        anywhere=item.kind not in {"at_least", "must_not_say"} and not bound,
    )


def must_reply(item: Item) -> bool:
    """True where an item must be said in time after something else."""
    return item.when is not None and item.when.reply_within_ms is not None


def for_condition(phrases: Sequence[str], who: str) -> Query:
    """What is asked for a condition: whether ``who`` says it."""
    kinds = ("customer",) if who == "customer" else ("states", "asks")
    return Query(tuple(phrases), "", who, kinds, anywhere=True)


@lru_cache(maxsize=_SCRIPTS)
def plans(items: Same[tuple[Item, ...]], language: str, values: Values) -> Mapping[str, Plan]:
    """All queries of a script's items by whom they are about."""
    found: dict[str, dict[Query, None]] = {}
    for query in _all(items.value):
        found.setdefault(query.speaker, {})[query] = None
    return {speaker: plan(tuple(queries), language, values) for speaker, queries in found.items()}


def sentences(items: Same[tuple[Item, ...]], language: str, values: Values) -> tuple[str, ...]:
    """All that a script's items are compared as, by sense: phrases and titles, each once, sorted."""
    wanted = [each for plan in plans(items, language, values).values() for each in plan.wanted]
    return tuple(sorted({text for each in wanted for text in (*each.phrases, each.title) if text}))


def plan(queries: tuple[Query, ...], language: str, values: Values) -> Plan:
    """The queries, to be asked together."""
    given = dict(values)
    return Plan(
        columns={query: column for column, query in enumerate(queries)},
        wanted=tuple(
            Wanted(
                phrases=tuple(plain(phrase, language, given) for phrase in query.phrases),
                title=query.title,
                language=language,
                kinds=query.kinds,
            )
            for query in queries
        ),
        names=tuple(_names(query.phrases, given) for query in queries),
        somebody=tuple("name" not in given and all("{name}" in p for p in q.phrases) for q in queries),
    )


def _all(items: Sequence[Item]) -> Iterator[Query]:
    for item in items:
        if item.when is not None:
            for who, phrases in (("customer", item.when.customer_says), ("agent", item.when.agent_says)):
                if phrases:
                    yield for_condition(phrases, who)
        if item.match == "verbatim":
            continue
        if item.kind == "all_of":
            yield from (for_item(item, (phrase,)) for phrase in item.phrases)
        else:
            yield for_item(item)


def _names(phrases: Sequence[str], values: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Words of which a text must hold one to name a value that every phrase asks for."""
    asked = [[name for name in values if "{" + name + "}" in phrase] for phrase in phrases]
    if not all(asked):
        return ()
    texts = {text for names in asked for name in names for text in values[name]}
    return tuple(sorted({_stem(word) for text in texts for word in _long(text)}))


def _stem(word: str) -> str:
    """A name without its ending: "Zielonej Miski" names "Zielona Miska"."""
    return word[: max(_TELLING, len(word) - _ENDING)]


def _long(value: str) -> list[str]:
    return [word for word in value.casefold().split() if len(word) >= _TELLING] or [value.casefold()]
