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
    words = tuple(Word(word, 350 * i, 350 * i + 300) for i, word in enumerate(text.split()))
    turn = Turn("agent", 0, words[-1].end_ms, words)
    transcript = Transcript(code, words[-1].end_ms, (turn,), "test")
    hits = matching.find(found, matching.index(transcript, language), mode=mode)
    return [
        " ".join(word.text for word in words[hit.first.word : hit.last.word + 1])
        for hit in hits
        if not hit.negated
    ]


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
