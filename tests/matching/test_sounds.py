from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from speechqa.matching import alike_sounds, sound_likeness
from speechqa.matching.sounds import sound


def test_what_sounds_alike_is_written_alike():
    assert sound("Coldharbour") == sound("Kolt Arbour")
    assert sound("Вирта") == sound("Wirta")
    assert sound_likeness("Trzy Wrzosy", "trzy wżosy") == 1
    assert sound_likeness("Pellbrook", "warranty") < 0.4


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_is_a_share_and_has_no_sides(one, other):
    assert 0 <= sound_likeness(one, other) <= 1
    assert sound_likeness(one, other) == sound_likeness(other, one)
    assert sound_likeness(one, one) == 1


@settings(deadline=None)
@given(st.lists(st.text("abcdehstz й", min_size=1, max_size=8), max_size=6))
def test_many_are_compared_as_one_by_one(heard: list[str]) -> None:
    names = ("Trzy", "Besch", "head")
    alone = {
        (column, row, likeness)
        for column, name in enumerate(names)
        for row, text in enumerate(heard)
        if (likeness := sound_likeness(text, name)) >= 0.6
    }
    assert set(alike_sounds(heard, names, least=0.6)) == alone
