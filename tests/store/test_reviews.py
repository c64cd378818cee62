"""What people said of calls is kept in the order it came, and never changes."""

from dataclasses import replace
from datetime import datetime

import pytest

from speechqa.records import Review
from speechqa.store import open_store, review_digest

HOSTILE = "'; DROP TABLE reviews; -- \0 \udcff \\u0000 <script>"


def review(**changes):
    given = Review("a1", "h1", "decision", "Olga", "greeting", "en-test", "met", "not_met", "clearly said")
    made = replace(given, **changes)
    return made if made.digest else replace(made, digest=review_digest(made))


def test_reviews_come_back_in_order_after_a_reopening(place, make):
    said = [review(), review(kind="appeal", value="", reason=HOSTILE), review(call_id="b", author=HOSTILE)]
    with open_store(place) as store:
        make.judged_call(store)
        assert [each.digest for each in store.add_reviews(said)] == [each.digest for each in said]
    with open_store(place) as store:
        found = store.reviews()
        assert [replace(each, number=0, made_at="") for each in found] == said
        assert [each.number for each in found] == sorted(each.number for each in found)
        assert all(datetime.fromisoformat(each.made_at).utcoffset().total_seconds() == 0 for each in found)
        assert store.reviews(["a1"]) == found[:2]
        assert store.reviews([]) == ()


def test_what_is_said_twice_is_kept_once(store):
    assert store.add_reviews([review(), review()]) == (review(),)
    before = store.reviews()
    assert store.add_reviews([review()]) == ()
    assert store.reviews() == before


def test_the_same_words_said_later_are_another_review(store):
    first, second = review(), review(value="not_met")
    again = replace(first, digest=review_digest(first, after=second.digest))
    assert len(store.add_reviews([first, second, again])) == 3


@pytest.mark.parametrize(
    "name", ["call_id", "audio", "kind", "author", "item", "script", "value", "reason", "about"]
)
def test_every_part_of_what_is_said_tells_reviews_apart(name):
    assert review_digest(review(**{name: "other"})) != review_digest(review())


def test_a_review_outlives_its_call(store, make):
    make.judged_call(store, "a1")
    store.add_reviews([review()])
    store.drop_call("a1")
    assert len(store.reviews(["a1"])) == 1


def test_nothing_in_the_store_changes_or_removes_reviews():
    from pathlib import Path

    import speechqa.store

    code = "".join(
        path.read_text(encoding="utf-8") for path in Path(speechqa.store.__file__).parent.glob("*.py")
    )
    for words in ("update(schema.reviews", "delete(schema.reviews", "upsert(connection, schema.reviews"):
        assert words not in code
