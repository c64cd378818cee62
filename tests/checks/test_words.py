"""Word lists: the files, the whole-word rule, inflections, exceptions, the shipped lists."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.checks.words import find_words, load_word_lists
from speechqa.checks.words.lists import MAX_LINES
from speechqa.errors import WordListError
from speechqa.records import Transcript, Turn, Word

SHIPPED = Path(__file__).parents[2] / "stopwords"
LANGUAGES = ("de", "en", "pl", "ru")


@pytest.fixture(scope="module")
def shipped():
    return load_word_lists(SHIPPED)


def call(language, text, speaker="agent"):
    words = tuple(Word(word, n * 400, n * 400 + 300) for n, word in enumerate(text.split()))
    end = len(words) * 400
    return Transcript(language, end, (Turn(speaker, 0, end, words),), "replay")


def said(language, text, lists, name=None):
    hits = find_words(call(language, text), lists)
    return [hit.matched.lower() for hit in hits if name is None or hit.list == name]


def folder(tmp_path, text, name="own.txt", language="en"):
    path = tmp_path / language / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return tmp_path


# -- files


def test_lines_of_a_list(tmp_path):
    lists = load_word_lists(folder(tmp_path, "\ufeff# note\nwait | 3 # why\n!wait for it\n\n  hold  on\n"))
    (own,) = lists.of("en")
    assert [(term.text, term.severity) for term in own.terms] == [("wait", 3), ("hold on", 1)]
    assert [term.text for term in own.exceptions] == ["wait for it"]
    assert lists.hashes == (("en/own", own.hash),)
    hits = find_words(call("en", "he waited please wait for it and hold on"), lists)
    assert [(hit.term, hit.matched, hit.severity) for hit in hits] == [
        ("wait", "waited", 3),
        ("hold on", "hold on", 1),
    ]


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("fine\nbad | 4", 2, "severity"),
        ("bad | high", 1, "severity"),
        ("bad | 1 | 2", 1, "severity"),
        ("bad |", 1, "severity"),
        ("bad | ²", 1, "severity"),
        ("ok\n | 2", 2, "empty"),
        ("!", 1, "empty"),
        ("=", 1, "empty"),
        ("x" * 500, 1, "characters"),
        ("~two words", 1, "several"),
        (b"fine\n\xff\xfe", 2, "UTF-8"),
        ("a\n" * (MAX_LINES + 1), MAX_LINES + 1, "lines"),
    ],
)
def test_wrong_lines_name_file_and_line(tmp_path, text, line, problem):
    with pytest.raises(WordListError, match=problem) as error:
        load_word_lists(folder(tmp_path, text))
    assert f"own.txt, line {line}" in str(error.value)


def test_all_problems_of_all_files_are_told_at_once(tmp_path):
    folder(tmp_path, "fine\nbad | 4\n!\n")
    folder(tmp_path, "x", name="a=b.txt")
    folder(tmp_path, b"\xff", language="de")
    folder(tmp_path, "fine", language="pl")
    with pytest.raises(WordListError) as error:
        load_word_lists(tmp_path)
    places = [told.removeprefix(f"{tmp_path}/").split(": ")[0] for told in str(error.value).split("\n")]
    assert places == ["de/own.txt, line 1", "en/a=b.txt", "en/own.txt, line 2", "en/own.txt, line 3"]


def test_a_wrong_file_gives_its_first_problems_only(tmp_path):
    with pytest.raises(WordListError, match="and 900 more; mend these first") as error:
        load_word_lists(folder(tmp_path, "bad | 4\n" * 1000))
    assert len(str(error.value).split("\n")) == 101


def test_wrong_folders_and_names(tmp_path):
    with pytest.raises(WordListError, match="right folder"):
        load_word_lists(tmp_path / "none")
    with pytest.raises(WordListError, match="letters"):
        load_word_lists(folder(tmp_path, "x", name="a=b.txt"))


def test_other_folders_and_files_are_left_alone(tmp_path):
    folder(tmp_path, "x", name="README.md")
    folder(tmp_path, "x", language=".git")
    assert load_word_lists(tmp_path).lists == ()


def test_hash_changes_with_content(tmp_path):
    before = load_word_lists(folder(tmp_path, "one")).hashes
    assert before != load_word_lists(folder(tmp_path, "one | 2")).hashes


# -- finding


def test_speaker_and_times(tmp_path):
    lists = load_word_lists(folder(tmp_path, "calm down"))
    (hit,) = find_words(call("en", "Please, calm down! Now.", speaker="customer"), lists)
    assert astuple(hit) == ("own", "calm down", "calm down", 1, "customer", 400, 1100)


def test_longest_term_wins_and_hits_do_not_overlap(tmp_path):
    lists = load_word_lists(folder(tmp_path, "=not sure\n=i am not sure\n=sure thing"))
    assert said("en", "I am not sure thing", lists) == ["i am not sure"]


def test_language_without_lists(tmp_path):
    lists = load_word_lists(folder(tmp_path, "x"))
    assert find_words(call("fr", "x x"), lists) == ()


@given(st.text(alphabet="abzéя", min_size=1, max_size=5), st.text(alphabet="abzéя", min_size=1, max_size=5))
def test_never_inside_another_word(tmp_path_factory, left, right):
    lists = load_word_lists(folder(tmp_path_factory.mktemp("lists"), "=qwx", language="fr"))
    assert said("fr", f"{left}qwx qwx{right} {left}qwx{right}", lists) == []
    assert said("fr", f"{left} QWX, {right}", lists) == ["qwx"]


# -- the shipped lists


def test_all_lists_are_shipped(shipped):
    names = {f"{one.language}/{one.name}" for one in shipped.lists}
    assert names >= {
        f"{lang}/{name}" for lang in LANGUAGES for name in ("fillers", "conflict", "uncertainty", "profanity")
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_is_found_and_no_exception_hides_it(shipped, language):
    for own in shipped.of(language):
        hidden = [term.text for term in own.terms if not said(language, term.shown, shipped, own.name)]
        assert hidden == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_exceptions_are_no_hits(shipped, language):
    for own in shipped.of(language):
        seen = {term.shown: said(language, term.shown, shipped, own.name) for term in own.exceptions}
        assert {term: hits for term, hits in seen.items() if hits} == {}


@pytest.mark.parametrize(
    ("language", "name", "text", "expected"),
    [
        ("en", "fillers", "Ummm, so, like, two, er, chairs, you know.", ["ummm", "like", "er", "you know"]),
        ("en", "fillers", "I'd like tea. Do you know Umberto? It looks like rain.", []),
        (
            "en",
            "conflict",
            "You have to calm down, I've told you.",
            ["you have to", "calm down", "i've told you"],
        ),
        ("en", "conflict", "No problem, you don't have to. What do you have to pay?", []),
        ("en", "uncertainty", "Maybe, I'm not sure, I don't know.", ["maybe", "not sure", "i don't know"]),
        ("de", "fillers", "Äh, ähhhm, um drei ist er da, halt.", ["äh", "ähhhm", "halt"]),
        ("de", "fillers", "Bitte halten Sie die Karte. Wissen Sie, wann er kommt?", []),
        ("de", "conflict", "Sie müssen sich beruhigen! Ihr Problem.", ["sie müssen", "ihr problem"]),
        ("de", "conflict", "Kein Problem, Sie müssen nichts tun.", []),
        (
            "de",
            "uncertainty",
            "Vielleicht, ich glaube, keine Ahnung.",
            ["vielleicht", "ich glaube", "keine ahnung"],
        ),
        ("ru", "fillers", "Э-э, ээээ, ну, типа того, эмм", ["э-э", "ээээ", "ну", "типа того", "эмм"]),
        ("ru", "fillers", "Нужен пакет нового типа, покороче.", []),
        ("ru", "conflict", "Вы должны ждать, с проблемами не ко мне", ["вы должны", "проблемами"]),
        ("ru", "conflict", "Без проблем, никаких проблем, вам должны позвонить", []),
        ("ru", "uncertainty", "Наверное, может быть, не уверена", ["наверное", "может быть", "не уверена"]),
        ("pl", "fillers", "Yyyy, no, znaczy, eee", ["yyyy", "no", "znaczy", "eee"]),
        ("pl", "fillers", "Co to znaczy? Nowy notes.", []),
        ("pl", "conflict", "Musi pani czekać, mamy problemy", ["musi pani", "problemy"]),
        ("pl", "conflict", "Nie ma problemu, bez problemu, nie musi pan", []),
        ("pl", "uncertainty", "Chyba, nie jestem pewna", ["chyba", "nie jestem pewna"]),
        ("pl", "uncertainty", "Dziś, chyba że pan woli jutro", []),
        (
            "en",
            "profanity",
            "This is fucking shit, bloody hell, damn",
            ["fucking", "shit", "bloody hell", "damn"],
        ),
        ("en", "profanity", "What a load of f*** and s**t", ["f***", "s**t"]),
        (
            "de",
            "profanity",
            "So eine Scheiße, verdammter Mist, Arschlöcher",
            ["scheiße", "verdammter", "arschlöcher"],
        ),
        ("ru", "profanity", "Хуйнёй страдаете, блядь, нахуй, пиздец", ["хуйнёй", "блядь", "нахуй", "пиздец"]),
        ("ru", "profanity", "Дерьма привезли, хрен вам, ёбаный", ["дерьма", "хрен", "ёбаный"]),
        ("pl", "profanity", "Kurwą, gówna, spierdalaj, cholera", ["kurwą", "gówna", "spierdalaj", "cholera"]),
        # harmless words with such letters, names, ordinary words in the base dictionary
        (
            "en",
            "profanity",
            "Scunthorpe, Dick Hancock, Mr Dickens, cocktails, class, assess, hello",
            [],
        ),
        (
            "en",
            "profanity",
            "A shag carpet, hardcore for the drive, a pipe flange and screws, Ford Escort, sex",
            [],
        ),
        (
            "de",
            "profanity",
            "Abstand, Schrauben, verzögern, Samen, Flansch, Schmutz, Kanaille",
            [],
        ),
        (
            "ru",
            "profanity",
            "Застрахуй, застраховать, подстрахуйте, гребной, скважина, член",
            [],
        ),
        (
            "ru",
            "profanity",
            "Парикмахер, прикинуть, мандаты, очки, писать, убить, фланец, кончится, рублями",
            [],
        ),
        (
            "pl",
            "profanity",
            "Zalany, dzwonek, kołnierz, opóźniać, Osram, kurki",
            [],
        ),
        ("pl", "profanity", "Kurczę, pisarz, pieprz, szczyt, jajka", []),
        ("ru", "profanity", "Блин, фиг его знает", []),
    ],
)
def test_shipped_lists_hear_what_people_hear(shipped, language, name, text, expected):
    assert said(language, text, shipped, name) == expected


@pytest.mark.parametrize(
    ("confidence", "name"), [(None, "profanity"), (0.9, "profanity"), (0.6, "profanity_unsure")]
)
def test_nobody_is_blamed_for_a_word_that_may_be_misheard(shipped, confidence, name):
    turn = Turn("agent", 0, 400, (Word("shit", 0, 400, confidence),))
    [hit] = find_words(Transcript("en", 400, (turn,), "asr"), shipped)
    assert hit.list == name


def test_a_stop_word_counts_however_sure_the_recogniser_was(shipped):
    turn = Turn("agent", 0, 400, (Word("maybe", 0, 400, 0.3),))
    [hit] = find_words(Transcript("en", 400, (turn,), "asr"), shipped)
    assert hit.list == "uncertainty"
