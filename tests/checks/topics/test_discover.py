"""Discovery: planted topics come out, known ones and small talk don't, the same each time."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechqa.checks.topics import NO_TOPICS, Topic, TopicSet, TopicSets, load_topics
from speechqa.checks.topics.discover import Reader, discover, draft
from speechqa.checks.topics.discover.classes import classes
from speechqa.checks.topics.discover.clusters import cluster
from speechqa.checks.topics.discover.grams import Grams, find_grams
from speechqa.records import Transcript, Turn, Word

PRICE = TopicSets((TopicSet("en", (Topic("price", "Price", ("price", "how much")),), "h"),))
HELLO = ["good morning Pellbrook this is Lucy speaking", "hello good morning", "how can I help you today"]
BYE = ["thank you so much for calling", "thanks goodbye", "have a lovely weekend goodbye"]
FILL = [
    "well let me have a look at that", "I see", "okay that sounds about right", "just a moment please",
    "we moved the sofa upstairs", "my sister said the same thing", "it rained the whole afternoon",
    "the printer upstairs was humming", "somebody rang the bell", "they painted the kitchen last spring",
]  # fmt: skip
PRICES = [
    "what price is the big one",
    "the price is ninety pounds",
    "is that price with tax",
    "that price is fine",
]
WASPS = [
    "there is a wasp nest under the roof", "the wasp nest is as big as a football",
    "can you remove a wasp nest", "our man sprays the wasp nest in the evening",
]  # fmt: skip
TOWING = ["can you fit a tow bar", "the detachable tow bar has its own wiring", "do I register the tow bar"]


def call(lines):
    turns, at = [], 0
    for n, line in enumerate(lines):
        words = tuple(Word(word, at + 300 * i, at + 300 * i + 250) for i, word in enumerate(line.split()))
        turns.append(Turn("agent" if n % 2 == 0 else "customer", at, words[-1].end_ms, words))
        at = words[-1].end_ms + 300
    return Transcript("en", at, tuple(turns), "test")


def archive(size=240, seed=1, wasps=0.1, towing=lambda _: 0.1):
    """(call id, week, transcript, names of what was planted) of each call."""
    chance = random.Random(seed)
    for n in range(size):
        middle = chance.sample(FILL, 6) + (chance.sample(PRICES, 3) if chance.random() < 0.2 else [])
        planted = [
            (name, lines)
            for name, lines, share in (("wasps", WASPS, wasps), ("towing", TOWING, towing(n / size)))
            if chance.random() < share
        ]
        for _, lines in planted:
            at = chance.randrange(len(middle))
            middle[at:at] = chance.sample(lines, 3)
        yield (
            f"c{n:04}",
            f"2026-W{1 + 10 * n // size:02}",
            call([*HELLO, *middle, *BYE]),
            [name for name, _ in planted],
        )


def found(calls, topics=PRICE, top=20):
    reader = Reader("en", topics)
    for call_id, week, transcript, _ in calls:
        reader.add(call_id, week, transcript)
    return [one.topic for one in discover(reader, top=top)]


def test_planted_topics_are_found_with_their_calls_and_nothing_else():
    calls = list(archive())
    topics = found(calls)
    by_word = {topic.words[0]: topic for topic in topics}
    assert set(by_word) == {"wasp nest", "tow bar"}
    for word, name in (("wasp nest", "wasps"), ("tow bar", "towing")):
        planted = sum(name in names for *_, names in calls)
        assert by_word[word].calls == planted
        assert by_word[word].share == planted / len(calls)
        assert sum(count for _, count in by_word[word].weeks) == planted


def test_the_words_of_known_topics_do_not_come_up_unless_nobody_knows_them():
    calls = list(archive())
    said = {word for topic in found(calls, NO_TOPICS) for word in topic.words}
    assert not {word for topic in found(calls) for word in topic.words} & {"price", "pounds"}
    assert "price" in " ".join(said)


def test_greetings_and_goodbyes_are_no_topics():
    words = {
        part for topic in found(list(archive()), NO_TOPICS) for word in topic.words for part in word.split()
    }
    assert not words & {"morning", "hello", "lucy", "pellbrook", "goodbye", "thanks", "weekend", "calling"}


def test_a_topic_that_comes_up_more_is_rising():
    calls = list(archive(size=600, towing=lambda place: 0.02 if place < 0.5 else 0.2))
    trends = {topic.words[0]: topic.trend for topic in found(calls)}
    assert trends["tow bar"] == "rising"
    assert trends["wasp nest"] == "steady"
    undated = [(call_id, "", transcript, names) for call_id, _, transcript, names in calls]
    assert {topic.trend for topic in found(undated)} == {"unknown"}


def test_what_is_said_beside_a_known_topic_and_is_most_of_it_is_covered():
    pests = Topic("pests", "Pests", ("roof", "evening", "remove", "football"))
    nests = TopicSets((TopicSet("en", (pests,), "nests"),))
    topic = next(topic for topic in found(list(archive()), nests) if "wasp nest" in topic.words)
    assert (topic.beside, topic.covered) == ("pests", True)
    assert topic.beside_share > 0.9
    assert "wasp" not in draft([topic])


def test_examples_are_turns_that_say_it():
    calls = {call_id: transcript for call_id, _, transcript, _ in archive()}
    reader = Reader("en", PRICE)
    for call_id, week, transcript, _ in archive():
        reader.add(call_id, week, transcript)
    for one in discover(reader, top=5):
        assert len({call_id for call_id, _ in one.examples}) == 3
        for call_id, turn in one.examples:
            assert one.topic.words[0] in calls[call_id].turns[turn].text


def test_the_order_of_calls_changes_no_topic_and_twice_the_same_is_the_same():
    calls = list(archive())
    assert found(calls) == found(calls)
    figures = [(topic.words, topic.calls, topic.trend) for topic in found(calls)]
    random.Random(5).shuffle(calls)
    assert [(topic.words, topic.calls, topic.trend) for topic in found(calls)] == figures


@pytest.mark.parametrize(
    "calls", [[], [("a", "", call(["hello"]), [])], [("a", "", Transcript("en", 0, (), "t"), [])]]
)
def test_little_talk_has_no_topics(calls):
    assert found(calls) == []


def test_top_is_the_most_that_come_back():
    assert len(found(list(archive()), top=1)) == 1


def test_a_draft_is_a_file_of_topics_that_finds_the_calls_again(tmp_path):
    calls = list(archive())
    (tmp_path / "en.yaml").write_text(draft(found(calls), taken=["wasp_nest"]), encoding="utf-8")
    sets = load_topics(tmp_path)
    assert {topic.id for topic in sets.sets[0].topics} == {"wasp_nest_2", "tow_bar"}
    assert [topic.words for topic in found(calls, sets)] == [("price",)]
    assert draft([]) == ""


def test_small_words_between_become_a_gap_in_the_draft():
    lines = ["the lid of the bin is lost", "a lid for a bin costs extra", "lid and bin"]
    calls = [(f"c{n}", "", call([*HELLO, *FILL[:4], *lines, *FILL[4:8], *BYE]), []) for n in range(4)]
    calls += [(f"d{n}", "", call([*HELLO, *FILL, *BYE]), []) for n in range(20)]
    assert "lid .. bin" in {term for topic in found(calls, NO_TOPICS) for term in topic.terms}


# -- the parts


def grams_of(passages):
    """Single words as n-grams with one occurrence for each word of each passage, a passage a call."""
    names = sorted({word for words in passages for word in words})
    gram = np.array([names.index(word) for words in passages for word in words], np.int64)
    passage = np.array([n for n, words in enumerate(passages) for _ in words], np.int32)
    lemmas = np.full((len(names), 3), -1, np.int32)
    lemmas[:, 0] = np.arange(len(names))
    counts = np.bincount(gram, minlength=len(names))
    return Grams(lemmas, counts, counts, gram, np.arange(len(gram)), passage, passage)


def test_words_of_the_same_passages_make_a_cluster():
    passages = [["a", "b"]] * 10 + [["c", "d"]] * 10 + [["e"]] * 10
    labels = cluster(grams_of(passages))
    assert labels.tolist() == [0, 0, 1, 1, 2]


@settings(max_examples=30)
@given(
    st.lists(
        st.lists(st.sampled_from("abcdef"), min_size=1, max_size=4, unique=True), min_size=1, max_size=25
    )
)
def test_clusters_are_numbered_by_their_first_word_whatever_the_passages(passages):
    labels = cluster(grams_of(passages)).tolist()
    firsts = [labels.index(label) for label in range(max(labels) + 1)]
    assert firsts == sorted(firsts)
    assert cluster(grams_of(passages)).tolist() == labels


def test_class_based_tf_idf_is_the_published_formula():
    from speechqa.checks.topics.discover.classes import _assigned, _class_tf_idf

    passages = [["a", "b"]] * 3 + [["c", "b"]] * 1 + [["c", "d"]] * 4
    grams = grams_of(passages)
    labels = np.array([0, 0, 1, 1])
    weights = _class_tf_idf(grams, _assigned(grams, labels, 8), 2)
    counts = np.array([[3, 4, 1, 0], [0, 0, 4, 4]])  # "c b": b is rarer, so it is of b's class
    expected = counts * np.log(1 + counts.sum() / 2 / counts.sum(axis=0))
    assert np.allclose(weights, expected)


def test_a_word_said_once_a_call_everywhere_is_no_topic_and_one_said_again_is():
    calls = [(f"c{n}", "", call([*HELLO, *FILL, *BYE]), []) for n in range(30)]
    for n in range(4):
        again = ["the boiler hums", "which boiler", "that old boiler"]
        calls[n] = (f"c{n}", "", call([*HELLO, *FILL[:5], *again, *FILL[5:], *BYE]), [])
    reader = Reader("en", NO_TOPICS)
    for call_id, week, transcript, _ in calls:
        reader.add(call_id, week, transcript)
    corpus = reader.corpus()
    grams = find_grams(corpus)
    words = {corpus.surfaces[corpus.surface[first]] for first in grams.first.tolist()}
    assert words == {"boiler"}
    (one,) = classes(corpus, grams, cluster(grams))
    assert one.calls.tolist() == [0, 1, 2, 3]
