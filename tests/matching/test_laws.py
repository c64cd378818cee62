"""Laws of matching, on made-up combinations of words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechqa import matching
from speechqa.lang import get
from speechqa.records import Transcript, Turn, Word

PHRASES = {
    "en": [
        "this call is recorded",
        "we guarantee delivery",
        "your order includes a warranty",
        "please confirm your address",
    ],
    "ru": [
        "разговор записывается",
        "мы гарантируем доставку",
        "в стоимость входит гарантия",
        "назовите ваш адрес",
    ],
    "de": [
        "das Gespräch wird aufgezeichnet",
        "wir garantieren die Lieferung",
        "der Preis enthält die Montage",
    ],
    "pl": ["rozmowa jest nagrywana", "gwarantujemy dostawę", "cena obejmuje montaż", "proszę podać adres"],
}
PADDING = {
    "en": "green garden river window table coffee monday seven",
    "ru": "зеленый сад река окно стол кофе понедельник семь",
    "de": "garten fluss fenster tisch kaffee montag sieben",
    "pl": "ogród rzeka okno stół kawa poniedziałek siedem",
}
DENIED = {
    "en": ("this call is recorded", "this call is {} recorded", "not"),
    "ru": ("разговор записывается", "разговор {} записывается", "не"),
    "de": ("das Gespräch wird aufgezeichnet", "das Gespräch wird {} aufgezeichnet", "nicht"),
    "pl": ("rozmowa jest nagrywana", "rozmowa {} jest nagrywana", "nie"),
}
STATED = {
    "en": ["this call is recorded", "we guarantee delivery"],
    "ru": ["разговор записывается", "мы гарантируем доставку"],
    "de": ["das Gespräch wird aufgezeichnet"],
    "pl": ["rozmowa jest nagrywana", "gwarantujemy dostawę"],
}
UNASSERTED = {
    "en": """
        my colleague says that|nobody can promise that|it would be a lie to say that|i never claimed that
        i was told that|if|who told you that|it is not true that|we hope that|some firms claim that
    """,
    "ru": """
        коллега говорит что|никто не обещал что|это ложь что|я не утверждал что|мне сказали что|если
        кто вам сказал что|неправда что|надеюсь что|проверьте что|якобы
    """,
    "de": """
        mein Kollege sagt, dass|niemand kann versprechen, dass|es ist eine Lüge, dass|mir wurde gesagt, dass
        wer hat Ihnen gesagt, dass|es ist nicht wahr, dass|ich bezweifle, dass|wenn
    """,
    "pl": """
        kolega mówi że|nikt nie obiecał że|to kłamstwo że|nie twierdziłem że|powiedziano mi że|jeśli
        kto panu powiedział że|nieprawda że|wątpię że|podobno
    """,
}
ASSERTED = {
    "en": "i can tell you that|as i said|i have to inform you that|please note that|there is no doubt that",
    "ru": "могу сказать что|как я говорил|должен сообщить что|обратите внимание что|я сказал что",
    "de": "ich sage Ihnen, dass|ich muss Ihnen mitteilen, dass|ich kann Ihnen sagen, dass",
    "pl": "mogę powiedzieć że|jak już mówiłem|muszę poinformować że|informuję że|powiedziałem że",
}
FILLERS = {"en": "um uh erm", "ru": "э ну мм", "de": "äh ähm öh", "pl": "yyy eee mm"}
CODES = st.sampled_from(list(PHRASES))
FEW = settings(max_examples=60, deadline=None)


def find(code, phrase, words, mode="close"):
    language = get(code)
    said = tuple(Word(word, 350 * i, 350 * i + 300, 0.9) for i, word in enumerate(words))
    turn = Turn("agent", 0, said[-1].end_ms, said)
    stream = matching.index(Transcript(code, said[-1].end_ms, (turn,), "test"), language)
    return matching.find(matching.compile_phrase(phrase, language), stream, mode=mode)


@st.composite
def padded(draw):
    code = draw(CODES)
    padding = st.lists(st.sampled_from(PADDING[code].split()), max_size=12)
    return code, draw(st.sampled_from(PHRASES[code])), draw(padding), draw(padding)


@FEW
@given(padded(), st.sampled_from(["verbatim", "close", "loose", "inflected"]))
def test_a_phrase_finds_itself_in_any_padding(case, mode):
    code, phrase, before, after = case
    words = phrase.split()
    (hit,) = find(code, phrase, [*before, *words, *after], mode)
    assert (hit.first.word, hit.last.word) == (len(before), len(before) + len(words) - 1)
    assert hit.similarity == 1.0
    assert not hit.negated


@FEW
@given(padded(), st.data())
def test_fillers_change_nothing(case, data):
    code, phrase, before, after = case
    words = phrase.split()
    for _ in range(data.draw(st.integers(1, 3))):
        words.insert(
            data.draw(st.integers(1, len(words) - 1)), data.draw(st.sampled_from(FILLERS[code].split()))
        )
    (hit,) = find(code, phrase, [*before, *words, *after])
    assert hit.similarity == 1.0
    assert not hit.negated


@FEW
@given(padded())
def test_other_words_are_no_hit(case):
    code, phrase, before, after = case
    words = [*before, *after]
    assert not words or find(code, phrase, words, "loose") == ()


@pytest.mark.parametrize("code", list(DENIED))
@FEW
@given(data=st.data())
def test_a_negation_put_in_turns_the_hit(code, data):
    phrase, frame, negation = DENIED[code]
    padding = st.lists(st.sampled_from(PADDING[code].split()), max_size=6)
    before, after = data.draw(padding), data.draw(padding)
    (plain,) = find(code, phrase, [*before, *frame.format("").split(), *after])
    (denied,) = find(code, phrase, [*before, *frame.format(negation).split(), *after])
    assert (plain.negated, denied.negated) == (False, True)


def frames(listed):
    return [frame.strip() for line in listed.strip().splitlines() for frame in line.split("|")]


@pytest.mark.parametrize(
    ("code", "frame"), [(code, frame) for code in UNASSERTED for frame in frames(UNASSERTED[code])]
)
def test_what_is_reported_supposed_or_denied_from_afar_is_not_asserted(code, frame):
    for phrase in STATED[code]:
        hits = find(code, phrase, [*frame.split(), *phrase.split()])
        assert all(hit.negated for hit in hits), phrase


@pytest.mark.parametrize("code", list(ASSERTED))
@FEW
@given(data=st.data())
def test_what_the_speaker_says_is_asserted_whatever_fillers_come_between(code, data):
    frame = data.draw(st.sampled_from(frames(ASSERTED[code])))
    words = [*frame.split(), *data.draw(st.sampled_from(STATED[code])).split()]
    phrase = " ".join(words[len(frame.split()) :])
    for _ in range(data.draw(st.integers(0, 2))):
        filler = data.draw(st.sampled_from(FILLERS[code].split()))
        words.insert(data.draw(st.integers(0, len(words) - 1)), filler)
    assert any(not hit.negated for hit in find(code, phrase, words))


@pytest.mark.parametrize("code", list(DENIED))
def test_a_denying_phrase_is_not_its_opposite(code):
    phrase, frame, negation = DENIED[code]
    (hit,) = find(code, frame.format(negation), frame.format(negation).split())
    assert not hit.negated
    assert find(code, frame.format(negation), phrase.split()) == ()


@FEW
@given(padded())
def test_same_input_same_output(case):
    code, phrase, before, after = case
    words = [*before, *phrase.split(), *after]
    assert find(code, phrase, words) == find(code, phrase, words)


COUNTED = {
    "en": "within {} days",
    "ru": "в течение {} дней",
    "de": "innerhalb von {} Tagen",
    "pl": "w ciągu {} dni",
}


@FEW
@given(st.sampled_from(list(COUNTED)), st.integers(2, 9999), st.integers(2, 9999))
def test_a_number_is_its_value_however_it_is_written(code, value, other):
    from num2words import num2words

    words, digits = COUNTED[code].format(num2words(value, lang=code)), COUNTED[code].format(value)
    tokens = get(code).tokens(words)
    assert len(find(code, digits, tokens)) == len(find(code, words, digits.split())) == 1
    said = COUNTED[code].format(other).split()
    assert bool(find(code, words, said)) == (value == other)
