"""Topics of a call: where each is talked of, and which the call is about."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.checks.topics import (
    MOST_TOPICS,
    NO_TOPICS,
    Topic,
    TopicSet,
    TopicSets,
    find_topics,
    load_topics,
    rank,
)
from speechqa.records import TopicMention, Transcript, Turn, Word

SHIPPED = load_topics(Path(__file__).parents[3] / "topics")


def turn(speaker, text, start=0, confidence=None):
    words = tuple(
        Word(word, start + 400 * n, start + 400 * n + 300, confidence) for n, word in enumerate(text.split())
    )
    return Turn(speaker, start, words[-1].end_ms, words)


def call(*turns, language="en", **fields):
    return Transcript(language, turns[-1].end_ms, turns, "test", **fields)


def sets(*topics, language="en"):
    return TopicSets((TopicSet(language, topics, repr(topics)),))


def said(transcript, topics):
    return [(one.topic, one.matched) for one in find_topics(transcript, topics)]


TOWING = Topic("towing", "Towing", ("tow bar", "towing hitch", "bar"), ("snack bar",))


def test_a_mention_tells_what_was_said_where_and_by_whom():
    transcript = call(turn("agent", "hello"), turn("customer", "two tow bars please", 1_000))
    assert find_topics(transcript, sets(TOWING)) == (
        TopicMention("towing", "tow bar", "tow bars", "customer", 1, 1_400, 2_100),
    )


def test_the_longer_term_wins_and_exceptions_do_not_count():
    assert said(call(turn("agent", "the tow bar not the snack bar")), sets(TOWING)) == [("towing", "tow bar")]


def test_two_topics_may_share_words():
    other = Topic("metal", "Metal", ("bar",))
    found = said(call(turn("agent", "a tow bar")), sets(TOWING, other))
    assert found == [("towing", "tow bar"), ("metal", "bar")]


def test_an_exact_form_and_words_in_between():
    topic = Topic("x", "X", ("=tow", "how much .. cost"))
    assert said(call(turn("agent", "towing")), sets(topic)) == []
    found = said(call(turn("agent", "how much would that really cost tow")), sets(topic))
    assert found == [("x", "how much would that really cost"), ("x", "tow")]


def test_a_number_in_words_or_digits():
    topic = Topic("x", "X", ("<n> pounds",))
    found = said(call(turn("agent", "ninety five pounds or 90 pounds not many pounds")), sets(topic))
    assert found == [("x", "ninety five pounds"), ("x", "90 pounds")]


def test_only_the_named_speaker_counts_unless_nobody_can_tell_who_speaks():
    topic = Topic("x", "X", ("bar",), speaker="customer")
    turns = (turn("agent", "bar"), turn("customer", "bar", 1_000))
    assert [one.turn for one in find_topics(call(*turns), sets(topic))] == [1]
    unsure = find_topics(call(*turns, speaker_confidence=0.5), sets(topic))
    assert [(one.turn, one.speaker) for one in unsure] == [(0, "unknown"), (1, "unknown")]


def test_words_that_were_hardly_heard_are_no_mention():
    assert said(call(turn("agent", "bar", confidence=0.1)), sets(TOWING)) == []
    assert said(call(turn("agent", "bar", confidence=0.4)), sets(TOWING)) == [("towing", "bar")]


def test_a_language_without_topics_has_none():
    assert find_topics(call(turn("agent", "tow bar"), language="fr"), sets(TOWING)) == ()
    assert find_topics(call(turn("agent", "tow bar")), NO_TOPICS) == ()


def mention(topic, turn_index):
    return TopicMention(topic, "t", "t", "agent", turn_index, 0, 1)


def test_what_was_said_in_more_turns_and_at_the_start_ranks_first():
    late = [mention("late", n) for n in (10, 11, 12)]
    assert rank([*late, mention("early", 1)]) == ("late", "early")
    assert rank([*late[:1], mention("early", 1)]) == ("early", "late")
    assert rank([mention("b", 1), mention("a", 1), mention("b", 1)]) == ("b", "a")
    assert rank([mention("b", 1), mention("a", 1)]) == ("a", "b")


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 20)), max_size=40), st.randoms())
def test_rank_does_not_depend_on_the_order_and_names_known_topics_once(pairs, random):
    mentions = [mention(*pair) for pair in pairs]
    ranked = rank(mentions)
    random.shuffle(mentions)
    assert rank(mentions) == ranked
    assert len(set(ranked)) == len(ranked) == min(MOST_TOPICS, len({topic for topic, _ in pairs}))


@given(
    st.lists(
        st.sampled_from(["tow", "bar", "bars", "snack", "towing", "hitch", "the"]), min_size=1, max_size=30
    )
)
def test_mentions_of_a_topic_never_overlap_and_never_stand_in_an_exception(words):
    found = find_topics(call(turn("agent", " ".join(words))), sets(TOWING))
    for one, other in pairwise(found):
        assert one.end_ms <= other.start_ms
    for one in found:
        first = one.start_ms // 400
        assert not (one.matched == "bar" and first and words[first - 1] == "snack")


def test_very_long_turns_take_linear_time():
    import time

    long = call(turn("agent", "tow bar snack bar " * 20_000))
    started = time.process_time()
    assert len(find_topics(long, sets(TOWING))) == 20_000
    assert time.process_time() - started < 10


# What somebody who calls says, and what the shipped topics must make of it.
SPOKEN = [
    ("en", "good morning how much would a new boiler cost with fitting", {"price", "installation"}),
    ("en", "could you knock something off if we take ten", {"discount"}),
    ("en", "where is my parcel it still has not arrived", {"order_status"}),
    ("en", "my washing machine is leaking and shows an error code", {"technical_fault"}),
    ("en", "I'd like to cancel what's the notice period", {"cancellation"}),
    ("en", "how did you get my number delete my data please", {"personal_data"}),
    ("en", "sorry I think I've got the wrong number", {"wrong_number"}),
    ("en", "are you open on Saturdays and where can I park", {"opening_hours", "parking"}),
    ("en", "could you put me through to the accounts department", {"contact_person"}),
    ("en", "we help companies like yours who is in charge of marketing", {"vendor_pitch"}),
    ("en", "we already work with another supplier", {"competitor"}),
    ("en", "can I pay in instalments or spread the cost", {"financing"}),
    ("de", "guten Tag was würde denn eine neue Heizung kosten mit Einbau", {"price", "installation"}),
    ("de", "könnten Sie uns beim Preis etwas Nachlass geben", {"discount", "price"}),
    ("de", "meine Bestellung ist noch nicht angekommen haben Sie eine Sendungsnummer", {"order_status"}),
    ("de", "die Waschmaschine ist kaputt da kommt eine Fehlermeldung", {"technical_fault"}),
    ("de", "ich möchte meinen Vertrag kündigen", {"cancellation", "documents"}),
    ("de", "da habe ich mich verwählt Entschuldigung", {"wrong_number"}),
    ("de", "haben Sie samstags geöffnet", {"opening_hours"}),
    ("de", "verbinden Sie mich bitte mit der Buchhaltung", {"contact_person"}),
    ("de", "ich rufe wegen der Stellenanzeige an", {"job_application"}),
    ("de", "wie lautet denn Ihre Bankverbindung", {"bank_details"}),
    ("ru", "здравствуйте сколько у вас стоит установка котла", {"price", "installation"}),
    ("ru", "а скидочку сделаете если возьмём десять", {"discount"}),
    ("ru", "до сих пор жду когда привезут мой заказ", {"order_status"}),
    ("ru", "стиральная машина сломалась и не включается", {"technical_fault"}),
    ("ru", "хочу расторгнуть договор", {"cancellation", "documents"}),
    ("ru", "вы ошиблись номером", {"wrong_number"}),
    ("ru", "до скольки вы сегодня работаете и есть ли парковка", {"opening_hours", "parking"}),
    ("ru", "соедините с бухгалтерией пожалуйста", {"contact_person"}),
    ("ru", "у нас уже есть свой поставщик", {"competitor"}),
    ("ru", "а в рассрочку можно", {"financing"}),
    ("pl", "dzień dobry ile by u państwa kosztował montaż klimatyzacji", {"installation"}),
    ("pl", "a ile to kosztuje i czy jest jakiś rabat", {"price", "discount"}),
    ("pl", "moja paczka jeszcze nie dotarła jaki jest numer przesyłki", {"order_status"}),
    ("pl", "pralka się zepsuła i nie włącza się", {"technical_fault"}),
    ("pl", "chciałabym wypowiedzieć umowę", {"cancellation", "documents"}),
    ("pl", "przepraszam to pomyłka", {"wrong_number"}),
    ("pl", "do której godziny jest czynne", {"opening_hours"}),
    ("pl", "proszę połączyć z księgowością", {"contact_person"}),
    ("pl", "skąd macie mój numer proszę usunąć moje dane", {"personal_data"}),
    ("pl", "czy można to wziąć na raty", {"financing"}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), SPOKEN)
def test_the_shipped_topics_hear_what_callers_say(language, text, expected):
    found = {one.topic for one in find_topics(call(turn("customer", text), language=language), SHIPPED)}
    assert expected <= found


# Words of a topic in another sense.
ELSEWHERE = [
    ("en", "of course this call is recorded for quality and training purposes", {"training", "quality"}),
    ("en", "when it comes to that I'm not sure", {"price"}),
    ("en", "what is your email address", {"address"}),
    ("de", "das Gespräch wird zu Schulungszwecken aufgezeichnet", {"training", "quality"}),
    ("de", "ich würde an Ihrer Stelle noch warten", {"job_application"}),
    ("ru", "разговор записывается в целях контроля качества", {"quality", "appointment"}),
    ("ru", "да я в курсе спасибо", {"training"}),
    ("pl", "rozmowa jest nagrywana w celu poprawy jakości obsługi", {"quality"}),
]


@pytest.mark.parametrize(("language", "text", "wrong"), ELSEWHERE)
def test_the_shipped_topics_know_words_in_another_sense(language, text, wrong):
    found = {one.topic for one in find_topics(call(turn("agent", text), language=language), SHIPPED)}
    assert not found & wrong


@pytest.mark.parametrize("language", ["en", "de", "ru", "pl"])
def test_greetings_and_goodbyes_are_about_nothing(language):
    talk = {
        "en": "good morning how are you fine thank you have a nice day goodbye take care",
        "de": "guten Tag wie geht es Ihnen danke gut schönen Tag noch auf Wiederhören tschüss",
        "ru": "добрый день как у вас дела спасибо всё хорошо всего доброго до свидания",
        "pl": "dzień dobry co słychać dziękuję dobrze miłego dnia do widzenia",
    }
    assert said(call(turn("agent", talk[language]), language=language), SHIPPED) == []
