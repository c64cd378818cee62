"""Owns the warning about one saying that counts twice: a phrase that lies in another item's phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from speechqa import lang
from speechqa.checks.items import Finder
from speechqa.checks.lint.paragraphs import as_turns
from speechqa.checks.lint.places import never_together
from speechqa.checks.lint.spoken import rule_field, slots, spoken
from speechqa.checks.lint.warning import Warned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speechqa.scripts import Item, Script


class _Said(NamedTuple):
    item: Item
    phrase: str


def check(script: Script) -> Iterator[Warned]:
    """A warning for each pair of items of which one's phrase counts inside the other's.

    Not told where both can't apply to one call or one place, nor of what shares a ``{value}``: whoever
    writes "{name} from {company}" knows that the company is named.
    """
    said = [_Said(item, phrase) for item in script.items for phrase in item.phrases]
    transcript = as_turns([spoken(each.phrase, script) for each in said], script.language, "agent")
    finder = Finder(script, transcript, lang.get(script.language))
    order = {item.id: i for i, item in enumerate(script.items)}
    told: set[frozenset[str]] = set()
    for item in script.items:
        for phrase, other, starts_it in _holders(item, finder, said):
            pair = frozenset((item.id, other.item.id))
            equal = phrase.casefold() == other.phrase.casefold()
            if pair in told or (equal and order[other.item.id] > order[item.id]):
                continue
            text = _text(item, phrase, other, starts_it=starts_it)
            if text:
                told.add(pair)
                yield Warned((item.id, rule_field(item), phrase), text)


def _holders(item: Item, finder: Finder, said: list[_Said]) -> Iterator[tuple[str, _Said, bool]]:
    """(phrase, what holds it, whether it begins there) for each phrase found in another item's."""
    small = lang.get(finder.transcript.language).light_words
    for phrase in item.phrases:
        named = set(slots(phrase)) - {"name", "number", "date", "any"}
        for hit in finder.hits(phrase, item.match):
            whole = hit.first.turn == hit.last.turn and small.issuperset(hit.missing) and not hit.negated
            holder = said[hit.first.turn]
            if whole and holder.item.id != item.id and not named & set(slots(holder.phrase)):
                yield phrase, holder, hit.first.word == 0


def _text(item: Item, phrase: str, other: _Said, *, starts_it: bool) -> str:
    """The sentence for a phrase that another item's phrase holds; "" when that does no harm."""
    if never_together(item, other.item) or _ordered_apart(item, other.item, starts_it=starts_it):
        return ""
    held = f"'{phrase}' is also found in '{other.phrase}' of item '{other.item.id}'"
    forbidden = [each.kind == "must_not_say" for each in (item, other.item)]
    if forbidden == [False, False]:
        return f"{held}: one saying is credited twice; tell them apart by words, 'within' or 'not'"
    if forbidden == [True, True]:
        return f"{held}: one saying costs points twice; keep it in one of them"
    if forbidden == [True, False]:
        return f"{held}: who says what that item asks for breaks this one; reword it or add a 'not'"
    return ""


def _ordered_apart(item: Item, other: Item, *, starts_it: bool) -> bool:
    """True when their order keeps both from counting in one saying; ``item`` has the phrase inside."""
    if item.before == other.id or other.after == item.id:
        return True
    return starts_it and (item.after == other.id or other.before == item.id)
