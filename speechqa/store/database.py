"""Owns the open store: what was transcribed, judged and failed, one commit for each call."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from sqlalchemy import delete, select, update

from speechqa.records import CallAnalysis, Recording, Scorecard, Transcript
from speechqa.store import rows, schema
from speechqa.store.codec import pack
from speechqa.store.faults import mapped_faults
from speechqa.store.opening import reader, writer
from speechqa.store.parcels import read_parcels
from speechqa.store.reviews import insert_reviews, read_reviews
from speechqa.store.values import AnalysisKey, Parcel, StoredCall, StoredFailure, transcript_key
from speechqa.store.writes import keep_call, keep_recording, mark_latest, next_sequence, now, outdated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import TracebackType

    from sqlalchemy import Connection, Engine

    from speechqa.records import Basis, Failure, PhraseSound, Review
    from speechqa.store.places import Place


class Store:
    """An open store. Every method is one transaction, committed when it returns.

    All methods raise ``StoreError`` when the database can't be read or written.
    """

    def __init__(self, engine: Engine, place: Place) -> None:
        self._engine = engine
        self._reader, self._writer = reader(engine), writer(engine)
        self._shown = place.shown

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database. The store can't be used any more."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with mapped_faults(self._shown), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with mapped_faults(self._shown), self._writer.begin() as connection:
            yield connection

    # -- calls ---------------------------------------------------------------

    def put_calls(self, recordings: Iterable[Recording]) -> None:
        """Keep calls as intake sees them now, all in one commit; nothing is written for known ones.

        When a call's audio changed, its analysis and failure are dropped: they tell of other audio.
        """
        given = {each.call_id: each for each in recordings}
        with self._reading() as connection:
            known = set(rows.read_recordings(connection, list(given)))
        changed = [each for each in given.values() if each not in known]
        if not changed:
            return
        with self._writing() as connection:
            for recording in changed:
                keep_call(connection, recording)

    def namesakes(self, recordings: Sequence[Recording]) -> tuple[Recording, ...]:
        """Stored calls that share call id or content with one of ``recordings``, sorted by call_id."""
        with self._reading() as connection:
            found = set(rows.read_namesakes(connection, recordings))
        return tuple(sorted(found, key=lambda each: each.call_id))

    def drop_call(self, call_id: str) -> None:
        """Forget a call with its analysis and failure; its transcript stays with its content."""
        with self._writing() as connection:
            for table in (schema.failures, schema.analyses, schema.calls):
                connection.execute(delete(table).where(table.c.call_id == call_id))

    def calls(
        self, call_ids: Sequence[str] | None = None, *, transcripts: bool = True, analyses: bool = True
    ) -> tuple[StoredCall, ...]:
        """Calls with all that is known of them, sorted by call_id; unknown ids are left out.

        ``transcripts=False`` leaves the words out, for the tables of a large store, ``analyses=False``
        what was judged, not the key of it.
        """
        with self._reading() as connection:
            return rows.read_calls(connection, call_ids, transcripts=transcripts, analyses=analyses)

    # -- transcripts ---------------------------------------------------------

    def get_transcript(
        self, recording: Recording, *, backend: str, model_hash: str, options_hash: str
    ) -> Transcript | None:
        """The transcript this recogniser made of this content before, else None."""
        key = transcript_key(
            recording.content_hash, backend=backend, model_hash=model_hash, options_hash=options_hash
        )
        with self._reading() as connection:
            return rows.read_transcript(connection, key)

    def transcripts(self, wanted: Sequence[tuple[Recording, str]]) -> Iterator[tuple[Recording, Transcript]]:
        """The recordings with the transcripts kept under their keys, in order; unknown keys are left out."""
        for chunk in rows.chunks(wanted):
            with self._reading() as connection:
                keys = [key for _, key in chunk]
                said = rows.read_payloads(connection, schema.transcripts.c.transcript_key, keys)
                found = [(each, rows.open_transcript(said[key], None)) for each, key in chunk if key in said]
            yield from found

    def has_transcript(self, key: str) -> bool:
        """Whether a transcript is kept under this :func:`transcript_key`."""
        table = schema.transcripts
        with self._reading() as connection:
            query = select(table.c.sequence).where(table.c.transcript_key == key)
            return connection.execute(query).first() is not None

    def put_transcript(  # noqa: PLR0913 -- the key has three parts
        self,
        recording: Recording,
        transcript: Transcript,
        *,
        backend: str,
        model_hash: str,
        options_hash: str,
        codec: str = "",
    ) -> str:
        """The key under which ``transcript`` is now kept. ``codec`` is noted with the recording."""
        key = transcript_key(
            recording.content_hash, backend=backend, model_hash=model_hash, options_hash=options_hash
        )
        row = {
            "transcript_key": key,
            "content_hash": recording.content_hash,
            "backend": backend,
            "model_hash": model_hash,
            "options_hash": options_hash,
            **rows.transcript_row(transcript),
            "made_at": now(),
        }
        with self._writing() as connection:
            keep_recording(connection, recording)
            sequence = next_sequence(connection, recording.content_hash)
            rows.upsert(connection, schema.transcripts, {**row, "sequence": sequence})
            connection.execute(
                update(schema.recordings)
                .where(schema.recordings.c.content_hash == recording.content_hash)
                .values(duration_ms=transcript.duration_ms, **({"codec": codec} if codec else {}))
            )
        return key

    def get_meaning(self, key: str, digest: str) -> bytes | None:
        """What the encoder of this digest made of the transcript under ``key``, if that is kept."""
        with self._reading() as connection:
            return rows.read_meanings(connection, [key], digest).get(key)

    def put_meanings(self, digest: str, described: Iterable[tuple[str, bytes]]) -> None:
        """Keep what an encoder made of transcripts, by their keys, in place of what was kept before."""
        with self._writing() as connection:
            for key, payload in described:
                row = {"transcript_key": key, "digest": digest, "payload": payload}
                rows.upsert(connection, schema.meanings, row)

    def get_phrases(self, phrases: Sequence[str], digest: str) -> dict[str, bytes]:
        """Phrases with what the encoder of this digest makes of them, of those that are kept."""
        with self._reading() as connection:
            return rows.read_phrases(connection, phrases, digest)

    def put_phrases(self, digest: str, vectors: Mapping[str, bytes]) -> None:
        """Keep what an encoder makes of phrases; what other encoders made of any is forgotten."""
        table = schema.phrase_vectors
        with self._writing() as connection:
            connection.execute(delete(table).where(table.c.digest != digest))
            for phrase, payload in vectors.items():
                row = {"phrase": rows.phrase_key(phrase), "digest": digest, "payload": payload}
                rows.upsert(connection, table, row)

    def put_second_look(self, key: str, sounds: Sequence[PhraseSound]) -> None:
        """Keep what second looks told of the transcript under ``key``, in place of what was kept."""
        row = {"transcript_key": key, "payload": pack(rows.Looks(tuple(sounds)))}
        with self._writing() as connection:
            rows.upsert(connection, schema.second_looks, row)

    # -- analyses ------------------------------------------------------------

    def analysis_keys(self) -> dict[str, AnalysisKey]:
        """Call id to the key of its current analysis, for all analysed calls: quick to ask once."""
        with self._reading() as connection:
            columns = [column for column in schema.analyses.c if column.name != "payload"]
            return {row.call_id: rows.read_analysis_key(row) for row in connection.execute(select(*columns))}

    def put_analysis(
        self,
        call_id: str,
        key: AnalysisKey,
        analysis: CallAnalysis,
        scorecard: Scorecard,
        basis: Basis | None = None,
    ) -> None:
        """Keep the call's analysis in place of the one before, and clear its failure.

        The call and the transcript must have been put before; else ``StoreError``.
        """
        row = {
            "call_id": call_id,
            **rows.analysis_key_row(key),
            "payload": pack(rows.Judged(analysis, scorecard, basis)),
            "made_at": now(),
        }
        with self._writing() as connection:
            rows.upsert(connection, schema.analyses, row)
            mark_latest(connection, key.transcript)
            connection.execute(delete(schema.failures).where(schema.failures.c.call_id == call_id))

    def parcels(
        self, wanted: Sequence[tuple[Recording, AnalysisKey]], *, meaning: str = ""
    ) -> tuple[Parcel, ...]:
        """The calls with their transcripts and analyses as they are stored; without a transcript left out.

        ``meaning`` is the digest of the encoder whose vectors are wanted, "" for none.
        """
        with self._reading() as connection:
            return read_parcels(connection, wanted, meaning, self._shown)

    def put_payloads(self, judged: Sequence[tuple[str, AnalysisKey, bytes]]) -> None:
        """Keep packed analyses by call ids as ``put_analysis`` does, all in one commit."""
        made_at = now()
        with self._writing() as connection:
            for call_id, key, payload in judged:
                row = {"call_id": call_id, **rows.analysis_key_row(key), "payload": payload}
                rows.upsert(connection, schema.analyses, {**row, "made_at": made_at})
            for older in outdated(connection, [key.transcript for _, key, _ in judged]):
                mark_latest(connection, older)
            ids = [call_id for call_id, _, _ in judged]
            connection.execute(delete(schema.failures).where(schema.failures.c.call_id.in_(ids)))

    # -- failures ------------------------------------------------------------

    def put_failure(self, subject: Recording | str, failure: Failure) -> None:
        """Keep why a call, or a file that never became one, could not be processed."""
        call = subject if isinstance(subject, Recording) else None
        row = {
            "subject": rows.failure_subject(subject),
            "call_id": call.call_id if call else "",
            "file": failure.file,
            "content_hash": call.content_hash if call else "",
            "stage": failure.stage,
            "error": failure.error,
            "attempt": "",  # the column is kept for stores that have it
            "made_at": now(),
        }
        with self._writing() as connection:
            if call:
                keep_call(connection, call)
            rows.upsert(connection, schema.failures, row)

    def clear_failure(self, subject: Recording | str) -> None:
        """Forget the failure of a call and of its file, or of a file."""
        subjects = [rows.failure_subject(subject)]
        if isinstance(subject, Recording):
            subjects.append(rows.failure_subject(subject.file))
        with self._writing() as connection:
            connection.execute(delete(schema.failures).where(schema.failures.c.subject.in_(subjects)))

    def failures(self) -> tuple[StoredFailure, ...]:
        """All failures, of calls and of files, sorted by file, then call_id."""
        with self._reading() as connection:
            found = [rows.read_failure(row) for row in connection.execute(select(schema.failures))]
        return tuple(sorted(found, key=lambda each: (each.failure.file, each.call_id)))

    # -- reviews -------------------------------------------------------------

    def add_reviews(self, reviews: Sequence[Review]) -> tuple[Review, ...]:
        """Those of the reviews that weren't kept before, in order; what was kept stays as it was.

        Each carries its digest. They are numbered and dated here; nothing changes or removes them later.
        """
        with self._writing() as connection:
            return insert_reviews(connection, reviews)

    def reviews(self, call_ids: Sequence[str] | None = None) -> tuple[Review, ...]:
        """What people said of these calls, of all for None, in the order it came."""
        with self._reading() as connection:
            return read_reviews(connection, call_ids)
