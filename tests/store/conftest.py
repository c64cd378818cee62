"""Small values for the store's tests, and stores of both kinds."""

import hashlib
import os

import pytest

from speechqa.records import (
    CallAnalysis,
    CallClass,
    Recording,
    Scorecard,
    TalkMetrics,
    Transcript,
    Turn,
    Verdict,
    Word,
    WordHit,
)
from speechqa.store import analysis_key, open_store


def _sha256(text):
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Make:
    """Builds the values that go into a store."""

    @property
    def source(self):
        return {"backend": "test", "model_hash": "m1", "options_hash": "o1"}

    def recording(self, call_id="a1", **changes):
        given = {
            "path": f"/calls/{call_id}.wav",
            "file": f"calls/{call_id}.wav",
            "content_hash": _sha256(call_id),
        }
        return Recording(**{**given, "call_id": call_id, **changes})

    def transcript(self, text="good morning", **changes):
        words = tuple(Word(each, 400 * i, 400 * i + 300, 0.1 + 0.2) for i, each in enumerate(text.split()))
        turn = Turn("agent", 0, 400 * len(words), words)
        given = {"language": "en", "duration_ms": 5000, "turns": (turn,), "backend": "test", "model": "base"}
        return Transcript(**{**given, "asr_confidence": 1 / 3, **changes})

    def analysis(self, **changes):
        given = {
            "call_class": CallClass("negotiation", 0.7, "sale_agreed", "closed", ("price", "доставка")),
            "talk": TalkMetrics(1000, 2000, 500, 400, 0, 1, None),
            "verdicts": (Verdict("Opening", "greeting", "met", 2 / 3, 1, 1.0, speaker="agent", quote="hi"),),
            "word_hits": (WordHit("fillers", "um", "umm", 1, "agent", 0, 10),),
        }
        return CallAnalysis(**{**given, **changes})

    def card(self, score=200 / 3):
        return Scorecard(score, passed=False, critical_failures=0)

    def key(self, recording, transcript_key, **changes):
        given = {"scripts": {"s": "1"}, "word_lists": {"fillers": "2"}, "engine": "e1"}
        return analysis_key(recording, transcript=transcript_key, **{**given, **changes})

    def judged_call(self, store, call_id="a1", **changes):
        """The recording and analysis key of a call put through all steps."""
        recording = self.recording(call_id, **changes)
        store.put_calls([recording])
        key = self.key(recording, store.put_transcript(recording, self.transcript(), **self.source))
        store.put_analysis(call_id, key, self.analysis(), self.card())
        return recording, key


@pytest.fixture(name="make", scope="session")
def _make():
    return Make()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """A place for a new store; on PostgreSQL, when a server is given, an empty database."""
    if request.param == "sqlite":
        return tmp_path / "speechqa.sqlite"
    url = os.environ.get("SPEECHQA_TEST_POSTGRES", "")
    if not url:
        pytest.skip("SPEECHQA_TEST_POSTGRES names no PostgreSQL database to test with")
    return _emptied(url, os.environ.get("PYTEST_XDIST_WORKER", ""))


def _emptied(url, worker):
    """The URL of an empty database: the one given, or beside it one for this worker of a parallel run."""
    import sqlalchemy

    from speechqa.store.places import parse_place

    place = parse_place(url).url
    if not worker:
        _run(place, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
        return url
    name = sqlalchemy.engine.make_url(url).database + f"_{worker}"
    _run(place, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
    return url.rpartition("/")[0] + f"/{name}"


def _run(place, *statements):
    import sqlalchemy

    engine = sqlalchemy.create_engine(place, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(sqlalchemy.text(statement))
    engine.dispose()


@pytest.fixture
def store(place):
    with open_store(place) as opened:
        yield opened
