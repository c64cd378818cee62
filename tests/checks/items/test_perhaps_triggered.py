"""Items whose condition was perhaps fulfilled, perhaps not: nobody is blamed, and credit is given."""

from __future__ import annotations

from dataclasses import replace

from speechqa.checks.items import judge
from speechqa.meaning import Meaning
from speechqa.records import CallClass, Recording, Verdict
from speechqa.scripts import Item, Script
from speechqa.scripts.values import When

from .test_wants import call

SAFETY = Item(
    "i",
    "Answers worries about the money",
    "s",
    "say",
    ("mamy gwarancję ubezpieczeniową",),
    when=When(customer_says=("boję się że biuro zbankrutuje",), reply_within_ms=30_000),
)
DEAR = Item(
    "i",
    "Answers a price objection",
    "s",
    "say",
    ("the first month is half price",),
    when=When(customer_says=("that's expensive", "that's more than I thought"), reply_within_ms=30_000),
)


def verdict(code: str, item: Item, asked: str, answer: str, meaning: Meaning | None = None) -> Verdict:
    script = Script("s", "1", code, "t", (item,))
    said = call(code, ("agent", "hello"), ("customer", asked), ("agent", answer), ("customer", "fine"))
    recording = Recording("p", "f", "h", "c", language=code)
    return judge(
        script, said, recording=recording, call_class=CallClass("negotiation", 1.0), meaning=meaning
    )[0]


ALMOST = "a ja boję się że biuro przepadnie"  # too close to the condition's words to call


def test_an_answer_to_what_is_perhaps_the_trigger_is_credited() -> None:
    assert verdict("pl", SAFETY, ALMOST, "mamy gwarancję ubezpieczeniową").verdict == "met"


def test_without_an_answer_nobody_is_blamed_and_the_words_are_shown() -> None:
    found = verdict("pl", SAFETY, ALMOST, "dobrze to wyślę ofertę")
    assert (found.verdict, found.points, found.max_points) == ("cannot_tell", 0.0, 0.0)
    assert "isn't sure: 'boję się że biuro'" in found.reason


def test_where_nothing_is_like_the_trigger_the_item_does_not_apply() -> None:
    assert verdict("pl", SAFETY, "poproszę na piątek", "dobrze").verdict == "not_applicable"


def test_the_plain_trigger_still_blames() -> None:
    said = "a ja boję się że biuro zbankrutuje"
    assert verdict("pl", SAFETY, said, "dobrze to wyślę ofertę").verdict == "not_met"


def test_what_must_not_be_answered_so_is_not_blamed_either() -> None:
    forbidden = replace(SAFETY, kind="must_not_say")
    assert verdict("pl", forbidden, ALMOST, "mamy gwarancję ubezpieczeniową").verdict == "cannot_tell"


def test_what_may_be_a_trigger_in_other_words_lets_the_item_apply(meaning: Meaning) -> None:
    asked = "Seventy-two a month is not what I had in mind."
    assert verdict("en", DEAR, asked, "I see. Shall I send you the form?", meaning).verdict == "cannot_tell"
    assert verdict("en", DEAR, asked, "The first month is half price.", meaning).verdict == "met"
    other = "You would only pay half of that for the first month."
    assert verdict("en", DEAR, asked, other, meaning).verdict == "cannot_tell"


def test_a_sure_trigger_in_other_words_counts_like_the_words(meaning: Meaning) -> None:
    asked = "Ooh, seventy-two a month, that is a bit steep for the likes of us."
    assert verdict("en", DEAR, asked, "I see. Shall I send you the form?", meaning).verdict == "not_met"
    assert verdict("en", DEAR, asked, "The first month is half price.", meaning).verdict == "met"


COSTLY = Item(
    "i",
    "Отвечает на «дорого»",
    "s",
    "say",
    ("в стоимость входит доставка",),
    when=When(customer_says=("дорого", "у других дешевле"), reply_within_ms=30_000),
)
STEEP = Item(
    "i",
    "Answers a price objection",
    "s",
    "say",
    ("delivery is included",),
    when=When(customer_says=("that's a lot",), reply_within_ms=30_000),
)


def test_a_short_word_in_another_meaning_is_no_trigger(meaning: Meaning) -> None:
    asked = "а вы обещаете что дороже потом не станет"
    assert verdict("ru", COSTLY, asked, "ну этого я не знаю", meaning).verdict == "not_applicable"
    assert verdict("ru", COSTLY, asked, "ну этого я не знаю").verdict != "not_applicable"
    assert verdict("ru", COSTLY, "ой, дорого.", "ну что поделать", meaning).verdict == "not_met"


def test_most_of_a_short_trigger_in_another_meaning_blames_nobody(meaning: Meaning) -> None:
    asked = "have you got a lot with you"
    found = verdict("en", STEEP, asked, "just behind the station", meaning)
    assert found.verdict == "cannot_tell"
    assert "isn't sure: 'a lot'" in found.reason
    assert verdict("en", STEEP, "well that's a lot", "just behind the station", meaning).verdict == "not_met"


def test_what_tells_little_is_perhaps_a_trigger_at_best(meaning: Meaning) -> None:
    found = verdict("en", STEEP, "oh my word", "just behind the station", meaning)
    assert found.verdict in {"cannot_tell", "not_applicable"}
