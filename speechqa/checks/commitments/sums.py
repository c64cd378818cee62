"""Owns the sum of a promise: an amount of money named in a stretch of talk, with its currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.matching.amounts import amount_at, number_at

if TYPE_CHECKING:
    from collections.abc import Collection

    from speechqa.checks.commitments.heard import HeardTurn

_LEAST_BARE = 100  # smaller numbers without a currency may count anything
_LEAST_DIGITS = 7  # that many digits without a currency are a phone number


def sum_in(
    heard: HeardTurn, start: int, end: int, *, bare: bool, taken: Collection[int] = ()
) -> tuple[float, str] | None:
    """Amount and currency (ISO 4217, "" for none said) told last between two tokens; None for no sum.

    Numbers without a currency count only if ``bare``; tokens in ``taken`` tell a day or time.
    """
    plain: tuple[float, str] | None = None
    priced: tuple[float, str] | None = None
    place = start
    while place < end:
        told = None if place in taken else number_at(heard.tokens, place, heard.language)
        if told is None or told.end > end:
            place += 1
            continue
        currency = next((cue.what for cue in heard.of("money", start=told.end, end=told.end + 1)), "")
        if currency and told.value > 0:
            priced = (told.value, currency)
        elif _may_be_money(heard, place, told.value, told.end, end):
            plain = (told.value, "")
        place = max(told.end, told.tail + 1)
    return priced or (plain if bare else None)


def _may_be_money(heard: HeardTurn, place: int, value: float, behind: int, end: int) -> bool:
    """Whether a number without a currency is large, and counts nothing that is named behind it."""
    if not _LEAST_BARE <= value < 10**_LEAST_DIGITS:
        return False
    amount = amount_at(heard.tokens, place, heard.language)
    if amount is not None and amount[0].kind != "exact":
        return False
    if _in_a_row(heard, place, behind, end):
        return False
    counted = behind < end and behind - 1 not in heard.commas
    return not counted or heard.tokens[behind] in heard.language.light_words | heard.language.clause_starts


def _in_a_row(heard: HeardTurn, place: int, behind: int, end: int) -> bool:
    """Whether other numbers stand right beside it, as in a card's, a phone's or an account's number."""
    language, tokens = heard.language, heard.tokens
    after = behind < end and language.number_at(tokens, behind) is not None
    return after or (place > 0 and language.number_at(tokens, place - 1) is not None)
