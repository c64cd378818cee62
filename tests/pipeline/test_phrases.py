"""What the encoder makes of phrases is worked out once, kept, and used instead of encoding again."""

from pathlib import Path

import numpy as np
import pytest
from calls_on_disk import BAD, script_folder, transcript_file
from threadpoolctl import threadpool_info

from speechqa import intake, pipeline
from speechqa.checks import items
from speechqa.meaning import Meaning
from speechqa.meaning.encoders import installed
from speechqa.pipeline.listening import Listening
from speechqa.pipeline.phrases import phrase_vectors
from speechqa.store import open_store

MODEL = Path(__file__).parents[2] / "models" / "meaning"
pytestmark = pytest.mark.skipif(not installed(), reason="needs the extra 'meaning'")


class Deaf:
    """The inner encoder, which may encode no more."""

    def __init__(self, inner):
        self.name, self.digest = inner.name, inner.digest

    def encode(self, texts):
        raise AssertionError(f"encoded again: {list(texts)}")


@pytest.fixture
def world(tmp_path):
    script_folder(tmp_path / "scripts")
    (tmp_path / "words").mkdir()
    transcript_file(tmp_path / "calls", "poor", said=BAD)
    return tmp_path


def rules(world):
    return pipeline.load_rules(
        scripts_dir=world / "scripts", stopwords_dir=world / "words", meaning_dir=MODEL
    )


def test_phrases_are_encoded_once_for_a_store(world):
    used = rules(world)
    (script,) = used.library.scripts
    with open_store(world / "s.sqlite") as store:
        dry = phrase_vectors(store, used, {script.language}, keep=False)
        assert sorted(dry) == list(items.sentences(script))
        assert store.get_phrases(sorted(dry), used.meaning_digest) == {}
        assert phrase_vectors(store, used, {script.language}) == dry
        assert store.get_phrases(sorted(dry), used.meaning_digest) == dry
        assert phrase_vectors(store, used, {"xx"}) == {}


def test_a_process_that_learnt_the_vectors_judges_alike_and_encodes_no_phrase(world):
    used = rules(world)
    (script,) = used.library.scripts
    meaning = used.meaning
    vectors = meaning.vectors(items.sentences(script))
    deaf = Meaning(Deaf(meaning._encoder), meaning.space)
    deaf.learn(vectors | {"damaged": b"abc"})
    plans = items.queries.plans(items.Same(script.items), script.language, items._values(script))
    for wanted in (each for plan in plans.values() for each in plan.wanted):
        one, other = meaning.seek(wanted), deaf.seek(wanted)
        assert np.array_equal(one.phrases, other.phrases)
        assert np.array_equal(one.acts, other.acts)
    with pytest.raises(AssertionError, match="damaged"):
        deaf._encode(["damaged"])


def test_scoring_again_keeps_the_vectors(world):
    found = intake.find([world / "calls"], options=intake.IntakeOptions())
    listening = Listening(model_dir="/m", model="base", model_hash="1", backend="b", options_hash="o")
    plain = pipeline.load_rules(scripts_dir=world / "scripts", stopwords_dir=world / "words")
    used = rules(world)
    sentences = items.sentences(used.library.scripts[0])
    with open_store(world / "s.sqlite") as store:
        pipeline.run(found.recordings, store=store, rules=plain, listening=listening)
        pipeline.rescore(store=store, rules=used, keep=False)
        assert store.get_phrases(sentences, used.meaning_digest) == {}
        pipeline.rescore(store=store, rules=used)
        assert sorted(store.get_phrases(sentences, used.meaning_digest)) == list(sentences)


def test_who_judges_by_sense_takes_one_thread_for_its_products(world):
    assert rules(world).meaning is not None
    assert {each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"} <= {1}
