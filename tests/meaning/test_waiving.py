"""What waives a charge is told from what denies: in signs, in an item's phrases, and between the two."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa import lang
from speechqa.meaning import features, placing, sought
from speechqa.meaning.space import Space
from speechqa.meaning.units import Signs, signs, waiving
from speechqa.meaning.wording import worded

FREE = {
    "en": ("the survey is free", "there's no charge for the survey"),
    "de": ("das Aufmaß ist kostenlos", "das Aufmaß kostet Sie nichts"),
    "ru": ("замер бесплатный", "за замер платить не надо"),
    "pl": ("pomiar jest bezpłatny", "za pomiar nic pan nie płaci"),
}
CHARGED = {
    "en": ("the survey costs forty pounds", "there's a fee for the survey"),
    "de": ("das Aufmaß kostet vierzig Euro", "wir berechnen das Aufmaß"),
    "ru": ("замер стоит сорок рублей", "замер платный, оплата мастеру"),
    "pl": ("pomiar kosztuje czterdzieści złotych", "jest opłata za pomiar"),
}
OTHER = {
    "en": ("the survey is on Monday", "we don't survey on Mondays"),
    "de": ("das Aufmaß ist am Montag", "montags messen wir nicht"),
    "ru": ("замер в понедельник", "в понедельник не замеряем"),
    "pl": ("pomiar jest w poniedziałek", "w poniedziałki nie mierzymy"),
}
CODES = pytest.mark.parametrize("code", sorted(lang.LANGUAGES))


def small_space() -> Space:
    """Two acts, three dimensions of which two tell acts apart."""
    one = np.eye(3, dtype=np.float32)
    return Space(
        acts=("a", "b"),
        width=2,
        mean=np.zeros(3, np.float32),
        projection=one,
        probe=np.zeros((3, 2), np.float32),
        offset=np.zeros(2, np.float32),
        centroids=one[:2, :2],
        kinds=np.array([0, 1]),
        exemplars=one[:2, :2],
        exemplar_acts=np.array([0, 1]),
        counter=np.array([False, True]),
        wordings={},
        layers=(),
        centre=np.zeros(len(features.FEATURES), np.float32),
        scale=np.ones(len(features.FEATURES), np.float32),
        calibration=np.zeros(3, np.float32),
        thresholds=np.array([0.9, 0.1], np.float32),
        several=np.zeros(4, np.float32),
        replies=np.zeros(3, np.float32),
        encoder="none",
        digest="none",
    )


def items_of(*sides: tuple[bool, bool | None]) -> sought.Items:
    """Items alike but for (denies, waives)."""
    space = small_space()
    placed = placing.place(np.ones((1, 3), np.float32), space)
    found = [
        sought.seek(
            placed,
            None,
            space,
            kinds=("states",),
            by_words=np.full((1, 4), 0.25),
            asks=False,
            denies=denies,
            needs_number=False,
            waives=waives,
        )
        for denies, waives in sides
    ]
    return sought.together(found, space)


def heard_of(*found: Signs) -> features.Heard:
    """Units alike but for their signs."""
    space = small_space()
    placed = placing.place(np.ones((len(found), 3), np.float32), space)
    alike = worded(np.full((len(found), 4), 0.25))
    return features.hear(placed, np.array([each.row for each in found]), alike, space)


def item_side(phrases: tuple[str, ...], code: str) -> tuple[bool, bool | None]:
    language = lang.get(code)
    return any(signs(phrase, language).denies for phrase in phrases), waiving(phrases, language)


@CODES
def test_what_waives_denies_nothing(code: str) -> None:
    called, waived = (signs(text, lang.get(code)) for text in FREE[code])
    assert (called.denies, called.waives, called.claims) == (False, True, False)
    assert (waived.denies, waived.waives, waived.claims) == (False, True, False)


@CODES
def test_a_charge_is_claimed(code: str) -> None:
    for text in CHARGED[code]:
        found = signs(text, lang.get(code))
        assert (found.denies, found.waives, found.claims) == (False, False, True), text


@CODES
def test_other_talk_keeps_its_denials(code: str) -> None:
    stated, denied = (signs(text, lang.get(code)) for text in OTHER[code])
    assert (stated.denies, stated.waives, stated.claims) == (False, False, False)
    assert (denied.denies, denied.waives, denied.claims) == (True, False, False)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "there's no charge for that but we don't come on Sundays"),
        ("de", "dafür verlangen wir keine Gebühr, aber sonntags kommen wir nicht"),
        ("ru", "платить за это не надо, но по воскресеньям мы не ездим"),
        ("pl", "za to nic pan nie płaci, ale w niedziele nie jeździmy"),
    ],
)
def test_a_denial_beside_a_waiver_still_denies(code: str, text: str) -> None:
    found = signs(text, lang.get(code))
    assert (found.denies, found.waives, found.claims) == (True, True, False)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "you don't pay anything until Friday"),
        ("de", "Sie zahlen vorab nichts"),
        ("ru", "платить сейчас не надо"),
        ("pl", "nie płaci pan nic z góry"),
    ],
)
def test_what_is_put_off_is_still_a_charge(code: str, text: str) -> None:
    found = signs(text, lang.get(code))
    assert (found.denies, found.waives, found.claims) == (True, False, True)


@CODES
def test_an_item_waives_claims_or_neither(code: str) -> None:
    language = lang.get(code)
    for free, charged, other in itertools.product(FREE[code], CHARGED[code], OTHER[code]):
        assert waiving((free,), language) is True
        assert waiving((charged,), language) is False
        assert waiving((other,), language) is None
        # One phrase that says it is free tells what all of them mean; so does one that names a charge.
        assert waiving((charged, free, other), language) is True
        assert waiving((other, charged), language) is False
    assert waiving((), language) is None


@CODES
def test_free_and_charged_are_opposites_and_neither_denies_itself(code: str) -> None:
    language = lang.get(code)
    items = items_of(item_side(FREE[code], code), item_side(CHARGED[code], code))
    heard = heard_of(*(signs(text, language) for text in (*FREE[code], *CHARGED[code])))
    found = features.denied(items, heard)
    assert found[:2, 0].tolist() == [False, False]
    assert found[2:, 0].tolist() == [True, True]
    assert found[2:, 1].tolist() == [False, False]
    assert found[:2, 1].tolist() == [True, True]


@CODES
def test_of_other_items_only_denials_tell(code: str) -> None:
    language = lang.get(code)
    items = items_of((False, None), (True, None))
    heard = heard_of(*(signs(text, language) for text in (*FREE[code], *CHARGED[code], *OTHER[code])))
    denies = [False, False, False, False, False, True]
    assert features.denied(items, heard).T.tolist() == [denies, [not each for each in denies]]


SIGNS = st.builds(Signs, *[st.booleans()] * 6)
SIDES = st.tuples(st.booleans(), st.sampled_from([True, False, None]))


@given(st.lists(SIGNS, min_size=1, max_size=5), st.lists(SIDES, min_size=1, max_size=4))
def test_no_item_or_unit_depends_on_those_beside_it(
    found: list[Signs], sides: list[tuple[bool, bool | None]]
) -> None:
    whole = features.denied(items_of(*sides), heard_of(*found))
    assert whole.shape == (len(found), len(sides))
    for (i, unit), (j, side) in itertools.product(enumerate(found), enumerate(sides)):
        alone = features.denied(items_of(side), heard_of(unit))[0, 0]
        denies, waives = side
        opposite = {True: unit.claims, False: unit.waives, None: False}[waives]
        assert whole[i, j] == alone == ((unit.denies != denies) or opposite)
