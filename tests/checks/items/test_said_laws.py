"""Laws of verdicts in four languages: what hesitation, denial and the other speaker may change."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechqa.checks.items import judge
from speechqa.records import CallClass, Recording, Speaker, Transcript, Turn, Verdict, Word
from speechqa.scripts import Item, Script

CODES = ("en", "ru", "de", "pl")
# A phrase, and what was said of it with a place for a denial.
SAID = {
    "en": """
        this call is recorded | this call is {} recorded | not, never
        we guarantee delivery by Friday | we {} guarantee delivery by Friday | do not, never, cannot
        the price includes assembly | the price {} include assembly | does not, will not
        there is a fee for that | there is {} fee for that | no
        you can cancel within 14 days | you {} cancel within fourteen days | cannot, can not, can never
        we keep your data | we {} keep your data | do not, never, won't
    """,
    "ru": """
        разговор записывается | разговор {} записывается | не, никогда не
        мы гарантируем доставку к пятнице | мы {} гарантируем доставку к пятнице | не, никогда не
        в стоимость входит сборка | в стоимость {} входит сборка | не
        взимается комиссия | комиссия {} взимается | не
        вы можете отказаться за 14 дней | вы {} можете отказаться за четырнадцать дней | не
        мы храним ваши данные | мы {} храним ваши данные | не, нигде не, никогда не
    """,
    "de": """
        das Gespräch wird aufgezeichnet | das Gespräch wird {} aufgezeichnet | nicht, nie, niemals
        wir garantieren die Lieferung bis Freitag | wir garantieren {} Lieferung bis Freitag | keine
        der Preis enthält die Montage | der Preis enthält die Montage {} | nicht
        es fallen Gebühren an | es fallen {} Gebühren an | keine
        Sie können in 14 Tagen kündigen | Sie können {} in vierzehn Tagen kündigen | nicht, nie
        wir speichern Ihre Daten | wir speichern Ihre Daten {} | nicht, niemals
    """,
    "pl": """
        rozmowa jest nagrywana | rozmowa {} jest nagrywana | nie, nigdy nie
        gwarantujemy dostawę do piątku | {} gwarantujemy dostawy do piątku | nie, nigdy nie
        cena obejmuje montaż | cena {} obejmuje montażu | nie
        pobieramy opłatę | {} pobieramy opłaty | nie, nigdy nie
        może pan zrezygnować w 14 dni | {} może pan zrezygnować w czternaście dni | nie
        przechowujemy pana dane | {} przechowujemy pana danych | nie, nigdzie nie
    """,
}
HESITATIONS = {
    "en": "um, uh, erm, well, you know, I mean",
    "ru": "э, ну, мм, вот, как бы, значит",
    "de": "äh, ähm, also, na ja, halt, eben",
    "pl": "yyy, eee, no, znaczy, jakby, mm",
}
BEGUN = {
    "en": "okay, by the way, just so you know",
    "ru": "хорошо, кстати, сразу скажу",
    "de": "gut, übrigens, nur zur Information",
    "pl": "dobrze, przy okazji, od razu powiem",
}
CUSTOMER = {
    "en": ["hello", "how much is it", "I see", "that is too expensive", "and the delivery"],
    "ru": ["здравствуйте", "сколько это стоит", "понятно", "это слишком дорого", "а доставка"],
    "de": ["hallo", "was kostet das", "verstehe", "das ist zu teuer", "und die Lieferung"],
    "pl": ["dzień dobry", "ile to kosztuje", "rozumiem", "to za drogo", "a dostawa"],
}
# The same examples each time: what a wider search finds becomes a case of its own below.
FEW = settings(max_examples=40, deadline=None, derandomize=True)


def rows(code: str) -> list[tuple[str, str, list[str]]]:
    split = [line.split(" | ") for line in SAID[code].strip().splitlines()]
    return [(phrase.strip(), frame, denials.split(", ")) for phrase, frame, denials in split]


def listed(table: dict[str, str], code: str) -> st.SearchStrategy[list[str]]:
    return st.sampled_from(table[code].split(", ")).map(str.split)


def turn(speaker: Speaker, words: list[str], start: int) -> Turn:
    made = tuple(Word(word, start + 300 * i, start + 300 * i + 250) for i, word in enumerate(words))
    return Turn(speaker, start, made[-1].end_ms, made)


def verdicts(code: str, item: Item, *turns: tuple[Speaker, list[str]]) -> Verdict:
    made: list[Turn] = []
    for speaker, words in turns:
        made.append(turn(speaker, words, made[-1].end_ms + 300 if made else 0))
    transcript = Transcript(code, made[-1].end_ms + 5000, tuple(made), "test")
    script = Script("s", "1", code, "t", (item,))
    recording = Recording("p", "f", "h", "c", language=code)
    return judge(script, transcript, recording=recording, call_class=CallClass("negotiation", 1.0))[0]


def verdict(code: str, phrase: str, words: list[str], kind: str = "say") -> Verdict:
    item = Item("i", "t", "s", kind, (phrase,))  # type: ignore[arg-type]  # one of the kinds
    return verdicts(code, item, ("agent", words), ("customer", CUSTOMER[code][2].split()))


def hesitated(data: st.DataObject, code: str, words: list[str]) -> list[str]:
    """The words with hesitations put in, words stuttered, and the beginning said twice."""
    said: list[str] = []
    for i, word in enumerate(words):
        if i and data.draw(st.integers(0, 3)) == 0:
            said += data.draw(listed(HESITATIONS, code))
        if data.draw(st.integers(0, 5)) == 0:
            said.append(data.draw(st.sampled_from([word, word[:1], word[:2] + "-"])))
        said.append(word)
    if data.draw(st.booleans()):
        begun = words[: data.draw(st.integers(1, max(1, len(words) - 1)))]
        said = [*begun, *data.draw(listed(HESITATIONS, code)), *said]
    return said


@pytest.mark.parametrize("code", CODES)
@FEW
@given(data=st.data())
def test_hesitation_stutter_and_a_new_start_never_turn_met_into_not_met(
    code: str, data: st.DataObject
) -> None:
    phrase, _, _ = data.draw(st.sampled_from(rows(code)))
    words = [*data.draw(listed(BEGUN, code)), *hesitated(data, code, phrase.split())]
    assert verdict(code, phrase, words).verdict != "not_met", words
    assert verdict(code, phrase, words, "must_not_say").verdict != "met", words


@pytest.mark.parametrize(
    "said",
    [
        "okay you I mean can can I mean cancel within within I mean 14 days",
        "you I mean can can I mean cancel within 14 14 days",
        "you you know can can you know cancel within 14 14 days",
    ],
)
def test_hesitation_of_two_words_costs_nothing(said: str) -> None:
    assert verdict("en", "you can cancel within 14 days", said.split()).verdict == "met"


@pytest.mark.parametrize("code", CODES)
@FEW
@given(data=st.data())
def test_a_denial_put_in_never_leaves_it_met(code: str, data: st.DataObject) -> None:
    phrase, frame, denials = data.draw(st.sampled_from(rows(code)))
    denied = frame.format(data.draw(st.sampled_from(denials))).split()
    words = [*data.draw(listed(BEGUN, code)), *hesitated(data, code, denied)]
    assert verdict(code, phrase, words).verdict != "met", words
    assert verdict(code, phrase, words, "must_not_say").verdict != "not_met", words


@pytest.mark.parametrize("code", CODES)
@FEW
@given(data=st.data())
def test_the_order_of_what_the_other_says_changes_nothing(code: str, data: st.DataObject) -> None:
    phrase, frame, denials = data.draw(st.sampled_from(rows(code)))
    said = data.draw(st.sampled_from([phrase, frame.format(denials[0])])).split()
    cut = data.draw(st.integers(1, len(said) - 1))
    agent = [BEGUN[code].split(", ")[0].split(), said[:cut], said[cut:]]
    others = data.draw(st.permutations(CUSTOMER[code]))[: len(agent)]
    kind = data.draw(st.sampled_from(["say", "must_not_say"]))
    found = set()
    for order in itertools.permutations(others):
        # Each turn of the other takes as long, so that the agent's words keep their times.
        turns = [
            each
            for mine, theirs in zip(agent, order, strict=True)
            for each in (("agent", mine), ("customer", (theirs.split() + ["mhm"] * 5)[:5]))
        ]
        item = Item("i", "t", "s", kind, (phrase,))  # type: ignore[arg-type]  # one of the kinds
        found.add(verdicts(code, item, *turns))  # type: ignore[arg-type]  # pairs of speaker and words
    assert len(found) == 1
