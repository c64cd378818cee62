"""What words tell of an act: counted by hand, whatever is asked beside, in every language."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa import lang
from speechqa.meaning import load_space, wording
from speechqa.meaning.wording import KEPT, chances, clues, learnt, spread, worded

MODEL = Path(__file__).parents[2] / "models" / "meaning"
SAID = ("we record every call", "every call is recorded", "calls are recorded here")
PAID = ("you pay by card", "the card is charged", "you can pay by card here")
ENGLISH = lang.get("en")


def small() -> wording.Wording:
    """Act 0 is said by ``SAID``, act 1 by ``PAID``; "you pay" doesn't count for act 0."""
    texts = [*SAID, *PAID, "you pay"]
    return learnt([clues(text, ENGLISH) for text in texts], np.array([1] * 3 + [3] * 3 + [0]), acts=2)


def of(*texts: str) -> np.ndarray:
    return chances(small(), [clues(text, ENGLISH) for text in texts])


def test_words_tell_the_act_they_were_said_for():
    recorded, card, refused = of("this call gets recorded", "by card then", "you pay").argmax(1)
    assert (recorded, card, refused) == (1, 3, 0)


def test_without_a_known_word_all_classes_that_were_met_are_alike():
    # Nobody said what doesn't count for act 1: class 2 has no chance at all.
    assert of("zzz", "") == pytest.approx(np.array([[1 / 3, 1 / 3, 0, 1 / 3]] * 2))


def test_the_chance_is_that_of_naive_bayes():
    keys = np.array([1, 2, 3], np.uint32)
    found = learnt([keys[:2], keys[:2], keys[1:], keys[1:]], np.array([0, 0, 1, 1]), acts=1)
    got = chances(found, [keys[:1]])[0]
    # Clue 1 is in two texts of class 0, which have four clues in all, and in none of class 1.
    odds = [(2 + 0.05) / (4 + 0.15), 0.05 / (4 + 0.15)]
    assert got == pytest.approx(np.array(odds) / sum(odds))
    two = chances(found, [keys[:2]])[0]
    logs = [math.log(odds[k]) + math.log((2 + 0.05) / (4 + 0.15)) for k in (0, 1)]
    powers = np.exp(np.array(logs) / math.sqrt(2))
    assert two == pytest.approx(powers / powers.sum())


def test_what_one_text_alone_has_is_forgotten():
    kept = set(small().keys.tolist())
    once, often = (kept & set(clues(word, ENGLISH).tolist()) for word in ("charged", "recorded"))
    assert not once
    assert often


@given(st.lists(st.sampled_from([*SAID, *PAID, "no idea", ""]), min_size=1, max_size=6))
def test_no_text_depends_on_those_beside_it(texts):
    together = of(*texts)
    assert np.array_equal(together, np.vstack([of(text) for text in texts]))
    assert together.sum(1) == pytest.approx(1)


@pytest.mark.parametrize(
    ("code", "text", "other"),
    [
        ("en", "calls are recorded", "the call is recorded"),
        ("ru", "разговоры записываются", "разговор записывается"),
        ("de", "Gespräche werden aufgezeichnet", "das Gespräch wird aufgezeichnet"),
        ("pl", "rozmowy są nagrywane", "rozmowa jest nagrywana"),
    ],
)
def test_inflected_words_share_clues(code, text, other):
    first, second = clues(text, lang.get(code)), clues(other, lang.get(code))
    assert len(set(first.tolist()) & set(second.tolist())) >= 4
    assert np.array_equal(first, np.unique(first))


def test_a_letter_that_lost_its_mark_keeps_its_pieces():
    written, careless = clues("rozmowę nagrywają", lang.get("pl")), clues("rozmowe nagrywaja", lang.get("pl"))
    assert len(set(written.tolist()) & set(careless.tolist())) >= 10


def test_what_is_kept_gives_the_chances_back():
    odds = np.zeros((1, 40))
    odds[0, [3, 8, 31]] = 0.5, 0.3, 0.2
    said, unsaid = spread(worded(odds), 20)
    assert worded(odds).classes.shape == (1, KEPT)
    assert said[0, [1, 15]] == pytest.approx([0.5, 0.2], abs=1e-3)
    assert unsaid[0, 4] == pytest.approx(0.3, abs=1e-3)
    assert said.sum() + unsaid.sum() == pytest.approx(1, abs=1e-3)


def test_a_class_of_no_act_is_an_error():
    odds = np.zeros((1, 40))
    odds[0, 39] = 1
    with pytest.raises(ValueError, match="acts that nobody knows"):
        spread(worded(odds), 19)


def test_of_few_classes_all_are_kept():
    some = worded(np.array([[0.7, 0.3]]))
    assert some.classes.tolist() == [[0, 1]]
    assert spread(some, 1)[0] == pytest.approx(np.array([[0.3]]), abs=1e-3)


def test_arrays_come_back():
    found = wording.from_arrays(wording.to_arrays({"en": small()}))
    assert np.array_equal(chances(found["en"], [clues("by card", ENGLISH)]), of("by card"))


@pytest.mark.parametrize(
    ("code", "text", "act"),
    [
        ("en", "just so you know, this call is being recorded", "recording_notice"),
        ("ru", "разговор записывается", "recording_notice"),
        ("de", "das Gespräch wird aufgezeichnet", "recording_notice"),
        ("pl", "rozmowa jest nagrywana", "recording_notice"),
    ],
)
def test_the_shipped_tables_know_their_acts(code, text, act):
    space = load_space(MODEL)
    assert space is not None
    likely = chances(space.wordings[code], [clues(text, lang.get(code))])[0].argmax()
    assert (space.acts[likely // 2], likely % 2) == (act, 1)
