import pytest

from speechqa import matching
from speechqa.lang import get
from speechqa.records import Transcript, Turn, Word

PHRASES = {
    "en": "my name is {name}",
    "de": "mein Name ist {name}",
    "ru": "меня зовут {name}",
    "pl": "nazywam się {name}",
}
FIRMS = {"en": "Boxfort", "de": "Wortbrücke", "ru": "Сосновый берег", "pl": "Siedem Stron"}


def said(code, text, phrase="", mode="close", **values):
    """The words of each hit, those that are denied or reported left out."""
    language = get(code)
    found = matching.compile_phrase(phrase or PHRASES[code], language, {"company": [FIRMS[code]], **values})
    turns = tuple(turn(line, 20_000 * i) for i, line in enumerate(text.split(" | ")))
    transcript = Transcript(code, turns[-1].end_ms, turns, "test")
    hits = matching.find(found, matching.index(transcript, language), mode=mode)
    return [
        " ".join(word.text for word in turns[hit.first.turn].words[hit.first.word : hit.last.word + 1])
        for hit in hits
        if not hit.negated
    ]


def turn(text, start_ms):
    words = tuple(
        Word(word, start_ms + 350 * i, start_ms + 350 * i + 300) for i, word in enumerate(text.split())
    )
    return Turn("agent", start_ms, words[-1].end_ms, words)


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("en", "Good morning, you've come through to Priya.", "you've come through to Priya."),
        ("en", "this is fay how can i help", "this is fay"),
        ("en", "er fay er speaking", "fay er speaking"),
        ("en", "Boxfort. Lorcan.", "Boxfort. Lorcan."),
        ("en", "lorcan from boxfort", "lorcan from boxfort"),
        ("en", "Hello, this is Nigel Porter, from the garage.", "this is Nigel Porter,"),
        ("de", "guten morgen sie sprechen mit veit", "sie sprechen mit veit"),
        ("de", "Hier ist Frau Hansen.", "Hier ist Frau Hansen."),
        ("de", "vera am apparat was kann ich tun", "vera am apparat"),
        ("ru", "добрый вечер это звонкий дом дежурный никита", "дежурный никита"),
        ("ru", "таисия у аппарата", "таисия у аппарата"),
        ("ru", "Тут «Сосновый берег», Ульяна, решила вас набрать", "«Сосновый берег», Ульяна,"),
        ("pl", "auto na dziś mówi wiola rozmowy są nagrywane", "mówi wiola"),
        ("pl", "witam siedem stron kamila przy telefonie", "kamila przy telefonie"),
        ("pl", "roksana kłania się z tej strony", "roksana kłania się"),
    ],
)
def test_any_set_words_for_ones_own_name_count(code, text, words):
    assert said(code, text) == [words]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "this is boxfort"),
        ("en", "This is Important."),
        ("en", "this is not peter"),
        ("en", "Hello Peter, how are you?"),
        ("en", "he said this is peter"),
        ("en", "Boxfort. Mrs Hall?"),
        ("de", "Ich bin nicht Peter."),
        ("de", "hier ist ihre rechnung"),
        ("de", "Sprechen Sie mit Peter?"),
        ("ru", "скажите это важно"),
        ("ru", "это не никита"),
        ("ru", "оператор связи"),
        ("pl", "nie jestem kamila"),
        ("pl", "tak jak mówi pan prezes"),
        ("pl", "czy rozmawiam z panem Janem"),
    ],
)
def test_other_people_things_and_denials_do_not(code, text):
    assert said(code, text) == []


@pytest.mark.parametrize(
    ("phrase", "options"),
    [
        ("is that {name}", {}),
        ("my name is {name} from {company}", {}),
        ("my name is {name}, can you spare a minute", {}),
        ("my name is {name}", {"mode": "verbatim"}),
        ("my name is {name}", {"name": ["Gwen"]}),
    ],
)
def test_only_for_phrases_that_say_the_name_whichever_and_no_more(phrase, options):
    assert said("en", "this is fay") == ["this is fay"]
    assert said("en", "this is fay", phrase, **options) == []


def test_a_greeting_before_it_changes_nothing():
    assert said("de", "hier ist vera", "Guten Tag, mein Name ist {name}") == ["hier ist vera"]


OF_FIRMS = {
    "en": "I'm calling from {company}",
    "de": "ich rufe von {company} an",
    "ru": "вас беспокоит компания {company}",
    "pl": "dzwonię z firmy {company}",
}


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("en", "hi it's rudy over at boxfort", "over at boxfort"),
        ("en", "Boxfort, good morning, how can I help?", "Boxfort,"),
        ("en", "hello there its gareth from box fort hows things", "its gareth from box fort"),
        ("en", "I'm ringing on behalf of Boxfort, the storage people.", "ringing on behalf of Boxfort,"),
        ("de", "Guten Tag, Wortbrücke, mein Name ist Vera.", "Wortbrücke,"),
        ("de", "ja hallo ich melde mich von der wortbrücke", "ich melde mich von der wortbrücke"),
        ("ru", "Добрый день, это «Сосновый берег».", "это «Сосновый берег»."),
        ("pl", "Mówi Iga Wrona z Siedmiu Stron.", "Mówi Iga Wrona z Siedmiu Stron."),
        ("pl", "Dzień dobry, Marta Sito, Siedem Stron.", "Marta Sito, Siedem Stron."),
        ("pl", "witam siedem stron kamila przy telefonie", "siedem stron"),
    ],
)
def test_any_set_words_for_ones_firm_count(code, text, words):
    assert said(code, text, OF_FIRMS[code]) == [words]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "have you heard of boxfort"),
        ("en", "I'm not calling from Boxfort."),
        ("en", "you got a letter from boxfort"),
        ("en", "Is this Boxfort?"),
        ("en", "we are cheaper than Boxfort"),
        ("de", "haben Sie unseren Brief von Wortbrücke bekommen"),
        ("ru", "вы слышали про сосновый берег"),
        ("pl", "nie dzwonię z Siedem Stron"),
        ("pl", "czy zna pan Siedem Stron"),
    ],
)
def test_a_firm_that_is_only_talked_of_does_not(code, text):
    assert said(code, text, OF_FIRMS[code]) == []


def test_a_firm_opens_only_the_first_turns():
    assert said("en", "Boxfort is open on Sundays", OF_FIRMS["en"]) == ["Boxfort"]
    later = "er yes | well sundays | Boxfort is open on Sundays"
    assert said("en", later, OF_FIRMS["en"]) == []


@pytest.mark.parametrize(
    ("code", "phrase", "text", "words"),
    [
        (
            "pl",
            "z tej strony {name} {company}",
            "Dzień dobry, mówi Patryk, Siedem Stron.",
            "mówi Patryk, Siedem Stron.",
        ),
        ("en", "it's {name} from {company}", "Boxfort, Lorcan speaking", "Boxfort, Lorcan speaking"),
        (
            "ru",
            "это {name} компания {company}",
            "сосновый берег ульяна слушаю",
            "сосновый берег ульяна слушаю",
        ),
    ],
)
def test_a_name_and_a_firm_in_one_turn_count_together(code, phrase, text, words):
    assert said(code, text, phrase) == [words]


def test_a_name_without_the_firm_is_not_both():
    assert said("en", "Good morning, Lorcan speaking", "it's {name} from {company}") == []


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("pl", "dzień dobry dorota kotwica siedem stron", "dorota"),
        ("pl", "dobry wieczór edmund z siedmiu stron", "edmund"),
        ("pl", "Dzień dobry, pani Dorota z Siedmiu Stron?", ""),
        ("pl", "Dzień dobry, Doroto, tu Siedem Stron.", ""),
        ("en", "Hi Tom, Boxfort here.", ""),
    ],
)
def test_a_bare_name_beside_the_firm_counts_where_nobody_is_addressed_so(code, text, words):
    assert said(code, text) == [words] * bool(words)
