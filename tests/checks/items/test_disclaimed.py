"""A forbidden promise that is disclaimed ("I can't promise …") isn't made, whatever words it is like."""

import pytest

from speechqa import lang
from speechqa.checks.items import Finder, judge, mood
from speechqa.meaning import Meaning
from speechqa.records import CallClass, PhraseHit, Recording, Transcript, Turn, Word, WordAddress
from speechqa.scripts import Item, Script

from .test_wants import call


def disclaimed(code: str, said: str) -> bool:
    """Whether the words behind the bar in ``said`` are disclaimed; without one, all of them."""
    before, _, after = said.rpartition("|")
    texts = [*before.split(), *after.split()]
    words = tuple(Word(text, 300 * i, 300 * i + 280) for i, text in enumerate(texts))
    transcript = Transcript(code, words[-1].end_ms, (Turn("agent", 0, words[-1].end_ms, words),), "test")
    first, last = WordAddress(0, len(before.split())), WordAddress(0, len(words) - 1)
    hit = PhraseHit("p", "agent", first, last, words[first.word].start_ms, words[-1].end_ms, 1.0, 1.0)
    finder = Finder(Script(id="s", language=code, title="", version=1, items=()), transcript, lang.get(code))
    return mood.disclaimed(finder, hit)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "I can't promise they will never come back"),
        ("en", "I can't really promise | they will never come back"),
        ("en", "I wouldn't say you will go deaf"),
        ("de", "Garantieren kann Ihnen das Zertifikat niemand"),
        ("de", "ich kann nicht versprechen | dass das Gerät wieder läuft"),
        ("ru", "мы же не гарантируем что | все будут здоровы"),
        ("ru", "никто не обещает что вы сдадите"),
        ("pl", "no pogody nie gwarantuję w marcu bywa deszcz"),
        ("pl", "ile pan zaoszczędzi tego nie wiem nie wróżę z fusów"),
    ],
)
def test_a_denied_vow_disclaims(code: str, said: str) -> None:
    assert disclaimed(code, said)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "not a single one ever again, that I can promise you"),
        ("en", "I promise you they will never come back"),
        ("en", "No, I promise it is gone for good"),
        ("en", "It's not a joke I promise | it is gone for good"),
        ("en", "I can't promise that. | They will never come back"),
        ("de", "ich verspreche Ihnen da fällt keiner durch"),
        ("de", "Nein, ich garantiere Ihnen das"),
        ("ru", "это не шутка я обещаю вы сдадите"),
        ("ru", "гарантирую никто не заболеет"),
        ("pl", "obiecuję że nikt tu nie zmoknie"),
        ("pl", "Nie, gwarantuję panu zwrot"),
    ],
)
def test_a_vow_that_stands_does_not(code: str, said: str) -> None:
    assert not disclaimed(code, said)


def forbidden(meaning: Meaning, phrases: tuple[str, ...], said: str) -> str:
    """The verdict of a forbidden promise."""
    item = Item("i", "Never promises that the pests will not come back", "s", "must_not_say", phrases)
    script, recording = Script("s", "1", "en", "t", (item,)), Recording("p", "f", "h", "c", language="en")
    heard = call("en", ("agent", said), ("customer", "I see"))
    kind = CallClass("negotiation", 1.0)
    return judge(script, heard, recording=recording, call_class=kind, meaning=meaning)[0].verdict


def test_what_is_like_a_forbidden_promise_and_disclaimed_leaves_nothing_open(meaning: Meaning) -> None:
    phrases = (
        "they will never come back",
        "you'll never see another one",
        "we guarantee they're gone for good",
    )
    sure, disclaimed_ = "you can be sure that no one of them", "I can't promise that none of them"
    assert forbidden(meaning, phrases, f"Well, {sure} ever returns") == "cannot_tell"
    assert forbidden(meaning, phrases, f"Well, {disclaimed_} ever returns") == "met"


def test_part_of_a_forbidden_phrase_is_disclaimed_with_its_vow(meaning: Meaning) -> None:
    phrases = ("we guarantee it", "they will never come back")
    assert forbidden(meaning, phrases, "I can't promise that they'll never come back.") == "met"
    assert forbidden(meaning, phrases, "I do promise that.") == "cannot_tell"
    assert forbidden(meaning, phrases, "We guarantee it.") == "not_met"
