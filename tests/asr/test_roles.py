"""Who is the agent: laws of the chance, cues of four languages, swapped channels, words of a mono call."""

import json
import os
import re
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechqa import lang
from speechqa.asr import roles
from speechqa.asr.roles import Line, agent_chance, check_channels, name_speakers
from speechqa.audio.diarisation import Voices, cut_stretches
from speechqa.records import Transcript, Turn, Word

DATA = Path(os.environ.get("SPEECHQA_DATA", Path(__file__).parents[2].parent / "shared" / "data"))
LANGUAGES = ("en", "ru", "de", "pl")

CALLS = {
    "en": [
        "Good afternoon, Larkspur Tiles, this is Ida speaking, how can I help you?",
        "Hello, I bought some tiles last week and my order has not arrived.",
        "I'm sorry to hear that. Could I take your order number, please?",
        "Four four one seven.",
        "Thank you. Bear with me, I'll check that for you. Is there anything else I can do?",
        "No, that's all.",
    ],
    "de": [
        "Guten Tag, Fliesenhaus Lerche, mein Name ist Ida Roth, was kann ich für Sie tun?",
        "Hallo, ich habe letzte Woche Fliesen bestellt und meine Bestellung ist nicht da.",
        "Das tut mir leid. Sagen Sie mir bitte Ihre Kundennummer?",
        "Vier vier eins sieben.",
        "Einen Moment bitte, ich schaue gleich nach. Kann ich sonst noch etwas für Sie tun?",
        "Nein, das war alles.",
    ],
    "ru": [
        "Компания «Жаворонок», меня зовут Ида, здравствуйте, чем могу помочь?",
        "Здравствуйте, я заказала плитку, а мой заказ не пришёл.",
        "Назовите, пожалуйста, номер заказа.",
        "Четыре четыре один семь.",
        "Минутку, сейчас проверю. У вас остались ещё вопросы?",
        "Нет, это всё.",
    ],
    "pl": [
        "Dzień dobry, Płytki Skowronek, Ida Lis, w czym mogę pomóc?",
        "Dzień dobry, zamówiłam płytki, a moje zamówienie nie przyszło.",
        "Proszę podać numer zamówienia.",
        "Cztery cztery jeden siedem.",
        "Chwileczkę, już sprawdzam. Czy mogę jeszcze w czymś pomóc?",
        "Nie, to wszystko.",
    ],
}


def conversation(language, agent=0):
    return [Line(agent if i % 2 == 0 else 1 - agent, text) for i, text in enumerate(CALLS[language])]


def transcript(language, *, swapped=False, source="channel"):
    names = ("customer", "agent") if swapped else ("agent", "customer")
    turns = tuple(
        Turn(names[i % 2], i * 5000, i * 5000 + 4000, tuple(words(text, i * 5000)))
        for i, text in enumerate(CALLS[language])
    )
    return Transcript(language, 40_000, turns, "replay", speaker_source=source)


def words(text, start=0):
    parts = text.split()
    return [Word(part, start + 300 * i, start + 300 * (i + 1)) for i, part in enumerate(parts)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_agent_is_known_by_what_is_said(language):
    assert agent_chance(conversation(language), language) > 0.95
    assert agent_chance(conversation(language, agent=1), language) < 0.05


@pytest.mark.parametrize("language", LANGUAGES)
def test_recogniser_style_is_understood_too(language):
    plain = [Line(each.voice, re.sub(r"[^\w\s']", "", each.text).lower()) for each in conversation(language)]
    assert agent_chance(plain, language) > 0.9


def test_nothing_said_tells_nothing():
    assert agent_chance([], "en") == 0.5
    assert agent_chance([Line(0, ""), Line(1, "")], "en", "inbound") == 0.5


def test_who_is_called_answers_first():
    lines = [Line(0, "good day to you all"), Line(1, "a lovely day it is")]
    assert agent_chance(lines, "en", "inbound") > agent_chance(lines, "en") > 0.5
    assert agent_chance(lines, "en", "outbound") == 0.5
    assert agent_chance([Line(0, "Hello?"), Line(1, "a lovely day it is")], "en", "outbound") < 0.5
    assert agent_chance(lines, "en", "internal") == 0.5


def test_a_business_called_by_us_is_no_agent():
    called = [
        Line(0, "Larkspur Tiles, how can I help you?"),
        Line(1, "Hi, this is Ole calling from Fenwick Energy. Is now a good time?"),
        Line(0, "What is it about?"),
    ]
    assert agent_chance(called, "en", "outbound") < 0.2


@pytest.mark.parametrize(
    ("language", "menu"),
    [
        ("en", "For sales press one"),
        ("de", "Für den Verkauf drücken Sie die Eins"),
        ("ru", "Для соединения с отделом продаж нажмите один"),
        ("pl", "Aby połączyć się ze sprzedażą, wybierz jeden"),
    ],
)
def test_a_machine_is_neither(language, menu):
    lines = [Line(0, CALLS[language][0]), Line(0, menu), Line(1, "aha"), Line(0, menu)]
    assert agent_chance(lines, language) == 0.5


def test_a_language_without_cues_is_left_nearly_open():
    assert 0.5 <= agent_chance(conversation("en"), "xx") < 0.7


said = st.lists(st.tuples(st.integers(0, 1), st.text(max_size=60)), max_size=12)
codes = st.sampled_from([*LANGUAGES, "fi", "", "../en"])
directions = st.sampled_from(["", "inbound", "outbound", "internal"])


@settings(deadline=None)
@given(said, codes, directions)
def test_the_other_voice_has_the_other_chance(lines, language, direction):
    one = agent_chance([Line(v, t) for v, t in lines], language, direction)
    other = agent_chance([Line(1 - v, t) for v, t in lines], language, direction)
    assert 0 < one < 1
    assert one + other == pytest.approx(1)


def test_a_very_long_call_costs_no_more_than_its_ends():
    lines = conversation("en") * 3000 + [Line(0, "word " * 100_000)]
    assert 0 < agent_chance(lines, "en") < 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_cue_files_are_well_formed(language):
    text = (resources.files(roles) / "cues" / f"{language}.txt").read_text(encoding="utf-8")
    known = lang.get(language)
    groups = {}
    for line in filter(None, (line for line in text.splitlines() if not line.startswith("#"))):
        if line.startswith("["):
            name, weight, place, *direction = line.strip("[]").split()
            assert name not in groups
            assert place in {"anywhere", "opening"}
            assert direction in ([], ["inbound"])
            groups[name] = abs(float(weight)) <= 3
            continue
        for word in re.split(r"[ |]", line.replace("..", "").replace("*", "")):
            # A word that tokens never look like would never be found.
            assert not word or known.tokens(word) == (word,), f"{word!r} in {line!r}"
    assert all(groups.values())
    assert "machine" in groups


def test_all_languages_have_the_same_groups():
    names = []
    for language in LANGUAGES:
        text = (resources.files(roles) / "cues" / f"{language}.txt").read_text(encoding="utf-8")
        names.append(re.findall(r"^\[(\w+ [^\]]+)", text, re.MULTILINE))
    assert all(one == other for one, other in pairwise(names))


@pytest.mark.parametrize("language", LANGUAGES)
def test_swapped_channels_are_told(language):
    assert check_channels(transcript(language)) == roles.ChannelCheck()
    found = check_channels(transcript(language, swapped=True))
    assert found.confidence < 0.1
    assert "channels look swapped" in found.warning
    assert "--channels" in check_channels(transcript(language, swapped=True), "inbound").warning


def test_only_channels_can_be_swapped():
    assert check_channels(transcript("en", swapped=True, source="voice")) == roles.ChannelCheck()
    assert check_channels(transcript("en", swapped=True), "internal") == roles.ChannelCheck()
    short = transcript("en", swapped=True)
    assert check_channels(Transcript("en", 9, short.turns[:2], "replay")) == roles.ChannelCheck()


def mono(language):
    said = [word for i, text in enumerate(CALLS[language]) for word in words(text, i * 10_000)]
    cut = cut_stretches(said)
    return said, cut, [each.start_ms // 10_000 % 2 for each in cut]


@pytest.mark.parametrize("first", [0, 1])
def test_words_of_a_mono_call_get_their_speakers(first):
    said, cut, labels = mono("en")
    voices = Voices(tuple(each ^ first for each in labels), (0.99,) * len(cut), 0.99)
    named = name_speakers(said, cut, voices, language="en", direction="inbound")
    assert named.source == "voice"
    assert 0.9 < named.confidence <= 0.99
    assert {word.start_ms // 10_000 % 2 for word in named.words["agent"]} == {0}
    assert sum(map(len, named.words.values())) == len(said)
    assert named.warning == ""


def test_an_unsure_stretch_stays_unknown():
    said, cut, labels = mono("en")
    sure = (0.55, *(0.99,) * (len(cut) - 1))
    named = name_speakers(said, cut, Voices(tuple(labels), sure, 0.99), language="en")
    assert named.words["unknown"] == said[: cut[0].after]


@pytest.mark.parametrize("chance", [0.1, 0.6])
def test_unsure_voices_leave_all_unknown_and_say_so(chance):
    said, cut, labels = mono("en")
    named = name_speakers(said, cut, Voices(tuple(labels), (0.9,) * len(cut), chance), language="en")
    assert named.words == {"unknown": said}
    assert (named.source, named.confidence < 0.7) == ("none", True)
    assert "can't be judged" in named.warning


def test_no_words_no_speakers():
    assert name_speakers([], (), Voices((), (), 0.0), language="en").words == {}


@pytest.mark.skipif(not (DATA / "calls_dev").is_dir(), reason="no evaluation data here")
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_right_map_of_the_labelled_dialogues_is_doubted(language):
    lines = (DATA / "calls_dev" / language / "dialogues.jsonl").read_text(encoding="utf-8").splitlines()
    for call in map(json.loads, lines):
        turns = tuple(Turn(t["speaker"], 0, 1, tuple(words(t["text"]))) for t in call["turns"])
        assert (
            check_channels(Transcript(language, 9, turns, "replay"), call["direction"] or "").warning == ""
        ), call["id"]
