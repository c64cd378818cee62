"""Files of topics: what is read, and that everything wrong is told with file and line."""

from pathlib import Path

import pytest

from speechqa import lang
from speechqa.checks.topics import check_topics, load_topics
from speechqa.checks.topics.files import MAX_TERM, MAX_TERMS
from speechqa.errors import TopicError

SHIPPED = Path(__file__).parents[3] / "topics"


def folder(tmp_path, **files):
    for name, text in files.items():
        path = tmp_path / f"{name.replace('_', '.')}.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return tmp_path


def test_a_file_becomes_topics(tmp_path):
    text = """
topics:
  - id: towing
    title: Towing  hitch
    terms: [towing hitch, tow bar, =TOW, tow bar]
    not: tow bar cover
    speaker: customer
  - {id: wasps, title: Wasps, terms: wasp nest}
"""
    (own,) = load_topics(folder(tmp_path, en=text)).sets
    towing, wasps = own.topics
    assert (towing.id, towing.title, towing.speaker) == ("towing", "Towing hitch", "customer")
    assert towing.terms == ("towing hitch", "tow bar", "=TOW")
    assert towing.not_ == ("tow bar cover",)
    assert (wasps.terms, wasps.not_, wasps.speaker) == (("wasp nest",), (), "anyone")


def test_files_of_one_language_add_up_and_comments_change_nothing(tmp_path):
    one = "topics: [{id: a, title: A, terms: [x]}]"
    two = "topics: [{id: b, title: B, terms: [y]}]"
    sets = load_topics(folder(tmp_path, en=one, en_mine=two, ru=one))
    assert [(each.language, [topic.id for topic in each.topics]) for each in sets.sets] == [
        ("en", ["a", "b"]),
        ("ru", ["a"]),
    ]
    before = sets.hashes
    folder(tmp_path, en="# why\n" + one)
    assert load_topics(tmp_path).hashes == before
    folder(tmp_path, en=one.replace("x", "z"))
    assert load_topics(tmp_path).hashes != before


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("", 1, "empty"),
        ("- a", 1, "topics:"),
        ("topics:\n", 1, "topics:"),
        ("topics: []", 1, "topics:"),
        ("version: 1\ntopics: [{id: a, title: A, terms: [x]}]", 1, "'version'"),
        ("topics:\n  - price\n", 2, "must hold fields"),
        ("topics:\n  - id: a b\n    title: A\n    terms: [x]\n", 2, "one word"),
        ("topics:\n  - title: A\n    terms: [x]\n", 2, "one word"),
        ("topics:\n  - id: a\n    terms: [x]\n", 2, "title"),
        ("topics:\n  - id: a\n    title: A\n", 2, "terms must be a list"),
        ("topics:\n  - id: a\n    title: A\n    terms: []\n", 4, "terms must be a list"),
        ("topics:\n  - id: a\n    title: A\n    terms:\n      - x\n      - '!?'\n", 6, "no word"),
        ("topics:\n  - id: a\n    title: A\n    terms: [x, {name}]\n", 4, "double quotes"),
        ("topics:\n  - id: a\n    title: A\n    terms: [x|y]\n", 4, "means nothing here"),
        ("topics:\n  - id: a\n    title: A\n    terms: [<m> pounds]\n", 4, "means nothing here"),
        ("topics:\n  - id: a\n    title: A\n    terms: [x .. y .. z]\n", 4, "'..' stands once"),
        ("topics:\n  - id: a\n    title: A\n    terms: ['.. x']\n", 4, "'..' stands once"),
        ("topics:\n  - id: a\n    title: A\n    term: [x]\n    terms: [x]\n", 4, "did you mean 'terms'"),
        (
            "topics:\n  - id: a\n    title: A\n    terms: [x]\n    speaker: me\n",
            5,
            "agent, customer or anyone",
        ),
        ("topics:\n  - &x {id: a, title: A, terms: [x]}\n  - *x\n", 2, "also used"),
        (f"topics:\n  - id: a\n    title: A\n    terms: [{'x' * (MAX_TERM + 1)}]\n", 4, "characters"),
        (f"topics:\n  - id: a\n    title: A\n    terms: [{'x,' * (MAX_TERMS + 1)}]\n", 4, "split the topic"),
        ("topics:\n\t- a", 2, "not valid YAML"),
        (b"topics:\n  - id: \xff", 2, "UTF-8"),
        ("topics: [!!python/object:os.system {}]", 1, "isn't allowed"),
    ],
)
def test_everything_wrong_is_told_with_file_and_line(tmp_path, text, line, told):
    with pytest.raises(TopicError) as error:
        load_topics(folder(tmp_path, en=text))
    lines = str(error.value).splitlines()
    assert any(
        each.startswith(f"{(tmp_path / 'en.yaml').as_posix()}:{line}: ") and told in each for each in lines
    )


def test_every_problem_of_every_file_is_told_at_once(tmp_path):
    bad = "topics: [{id: a, title: A, terms: []}, {id: a b, title: A, terms: [x]}]"
    with pytest.raises(TopicError) as error:
        load_topics(folder(tmp_path, en=bad, ru=bad))
    assert len(str(error.value).splitlines()) == 4


def test_a_folder_without_topics_says_what_to_do(tmp_path):
    with pytest.raises(TopicError, match="--topics"):
        load_topics(tmp_path)
    with pytest.raises(TopicError, match="No such file"):
        load_topics(tmp_path / "none")
    (tmp_path / "my topics.yaml").write_text("topics: [{id: a, title: A, terms: [x]}]")
    with pytest.raises(TopicError, match="en.yaml"):
        load_topics(tmp_path)


def test_warnings_name_small_words_and_terms_of_two_topics(tmp_path):
    text = "topics: [{id: a, title: A, terms: [is it, lamp]}, {id: b, title: B, terms: [Lamp, desk]}]"
    first, second = check_topics(load_topics(folder(tmp_path, en=text)))
    assert "'is it': only small words" in first
    assert "topic 'b', 'Lamp': is also in topic 'a'" in second


# -- the shipped topics


def test_the_shipped_topics_load_without_warnings_and_are_the_same_in_each_language():
    sets = load_topics(SHIPPED)
    assert check_topics(sets) == ()
    assert [own.language for own in sets.sets] == sorted(lang.LANGUAGES)
    ids = [[topic.id for topic in own.topics] for own in sets.sets]
    assert len(ids[0]) >= 30
    assert all(each == ids[0] for each in ids)


def test_each_shipped_topic_has_ten_ways_to_say_it():
    few = [
        (own.language, topic.id)
        for own in load_topics(SHIPPED).sets
        for topic in own.topics
        if len(topic.terms) < 10
    ]
    assert few == []
