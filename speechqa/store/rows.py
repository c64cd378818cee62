"""Owns the way between table rows and the store's values."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from speechqa.records import (
    Basis,
    CallAnalysis,
    CallSound,
    Failure,
    PhraseSound,
    Recording,
    Scorecard,
    Transcript,
)
from speechqa.store import schema
from speechqa.store.codec import from_text, pack, to_text, unpack
from speechqa.store.sound import sound_of
from speechqa.store.values import AnalysisKey, StoredCall, StoredFailure, TranscriptFacts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import Column, Connection, Row, Table

    AnyRow = Row[Any]

T = TypeVar("T")

# Both dialects can "insert, or update what is there" in one step, with one and the same spelling.
_INSERTS: dict[str, Callable[[Table], sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}
# Below every database's limit of parameters in one statement.
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Judged:
    """What ``analyses.payload`` holds; kept before there was one, an analysis has no ``basis``."""

    analysis: CallAnalysis
    scorecard: Scorecard
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Looks:
    """What ``second_looks.payload`` holds."""

    sounds: tuple[PhraseSound, ...]


def upsert(connection: Connection, table: Table, row: Mapping[str, object]) -> None:
    """Insert ``row``, or update all its columns where its primary key exists."""
    statement = _INSERTS[connection.dialect.name](table).values(**row)
    keys = list(table.primary_key.columns)
    rest = {name: statement.excluded[name] for name in row if name not in table.primary_key.columns}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=rest))


def insert_new(connection: Connection, table: Table, row: Mapping[str, object]) -> None:
    """Insert ``row`` unless its primary key exists."""
    connection.execute(_INSERTS[connection.dialect.name](table).values(**row).on_conflict_do_nothing())


def failure_subject(subject: Recording | str) -> str:
    """The key of a call's or a file's failure."""
    named = f"call:{subject.call_id}" if isinstance(subject, Recording) else f"file:{subject}"
    return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()


def transcript_row(transcript: Transcript) -> dict[str, object]:
    """The columns that depend on the transcript alone."""
    confidence = transcript.asr_confidence
    return {
        "model": transcript.model,
        "language": transcript.language,
        "duration_ms": int(transcript.duration_ms),
        "words": transcript.word_count,
        "asr_confidence": None if confidence is None else float(confidence),
        "payload": pack(replace(transcript, second_look=())),  # kept in a table of its own
        "sound": to_text(sound_of(transcript)),
    }


def read_facts(row: AnyRow) -> TranscriptFacts:
    """The facts in a row that holds the columns of ``transcripts``."""
    return TranscriptFacts(
        key=row.transcript_key,
        backend=row.backend,
        model_hash=row.model_hash,
        options_hash=row.options_hash,
        model=row.model,
        language=row.language,
        duration_ms=row.duration_ms,
        words=row.words,
        asr_confidence=row.asr_confidence,
        sound=None if row.sound is None else from_text(CallSound, row.sound),
    )


def analysis_key_row(key: AnalysisKey) -> dict[str, object]:
    """The columns that hold an analysis key."""
    return {
        "transcript_key": key.transcript,
        "metadata_hash": key.metadata,
        "scripts_hash": key.scripts,
        "word_lists_hash": key.word_lists,
        "engine": key.engine,
        "second_look": key.second_look or None,
    }


def read_analysis_key(row: AnyRow) -> AnalysisKey:
    """The key in a row of ``analyses``."""
    return AnalysisKey(
        transcript=row.transcript_key,
        metadata=row.metadata_hash,
        scripts=row.scripts_hash,
        word_lists=row.word_lists_hash,
        engine=row.engine,
        second_look=row.second_look or "",
    )


def read_analysis(row: AnyRow) -> tuple[CallAnalysis, Scorecard]:
    """Analysis and scorecard in a row of ``analyses``."""
    judged = unpack(Judged, row.payload)
    return judged.analysis, judged.scorecard


def read_failure(row: AnyRow) -> StoredFailure:
    """The failure in a row of ``failures``."""
    failure = Failure(file=row.file, stage=row.stage, error=row.error)
    return StoredFailure(failure, row.call_id, row.content_hash)


def read_recordings(connection: Connection, call_ids: Sequence[str] | None) -> Iterator[Recording]:
    """Recordings of the known calls among ``call_ids``, of all calls for None; in no order."""
    query = select(schema.calls.c.recording)
    if call_ids is None:
        queries = [query]
    else:
        queries = [
            query.where(schema.calls.c.call_id.in_(chunk)) for chunk in chunks(list(dict.fromkeys(call_ids)))
        ]
    for each in queries:
        for text in connection.execute(each).scalars():
            yield from_text(Recording, text)


def read_namesakes(connection: Connection, recordings: Sequence[Recording]) -> Iterator[Recording]:
    """Known recordings that share call id or content with one of ``recordings``; in no order, some twice."""
    yield from read_recordings(connection, [each.call_id for each in recordings])
    for chunk in chunks(sorted({each.content_hash for each in recordings})):
        query = select(schema.calls.c.recording).where(schema.calls.c.content_hash.in_(chunk))
        for text in connection.execute(query).scalars():
            yield from_text(Recording, text)


def read_calls(
    connection: Connection, call_ids: Sequence[str] | None, *, transcripts: bool, analyses: bool
) -> tuple[StoredCall, ...]:
    """The calls, sorted by call_id; sorted here because databases disagree about order."""
    recordings = sorted(read_recordings(connection, call_ids), key=lambda each: each.call_id)
    return tuple(
        call
        for chunk in chunks(recordings)
        for call in _read_chunk(connection, chunk, transcripts=transcripts, analyses=analyses)
    )


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in order, as many at a time as one statement takes."""
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def _read_chunk(
    connection: Connection, recordings: Sequence[Recording], *, transcripts: bool, analyses: bool
) -> Iterator[StoredCall]:
    ids = [each.call_id for each in recordings]
    asked = [column for column in schema.analyses.c if analyses or column.name != "payload"]
    judged = connection.execute(select(*asked).where(schema.analyses.c.call_id.in_(ids)))
    by_call = {row.call_id: row for row in judged}
    failures = {row.call_id: row for row in _rows_where(connection, schema.failures.c.call_id, ids)}
    by_content = _read_facts(connection, {each.content_hash for each in recordings})
    for recording in recordings:
        row, failure = by_call.get(recording.call_id), failures.get(recording.call_id)
        facts = _choose_facts(by_content.get(recording.content_hash, []), row)
        analysis, scorecard = read_analysis(row) if row and analyses else (None, None)
        yield StoredCall(
            recording=recording,
            facts=facts,
            transcript=read_transcript(connection, facts.key) if facts and transcripts else None,
            analysis_key=read_analysis_key(row) if row else None,
            analysis=analysis,
            scorecard=scorecard,
            failure=read_failure(failure) if failure else None,
        )


def _rows_where(connection: Connection, column: Column[str], values: Sequence[str]) -> Iterator[AnyRow]:
    yield from connection.execute(select(column.table).where(column.in_(values)))


def _read_facts(connection: Connection, hashes: set[str]) -> dict[str, list[TranscriptFacts]]:
    """Facts of all transcripts of these contents, the latest last."""
    table = schema.transcripts
    query = (
        select(*(column for column in table.c if column.name != "payload"))
        .where(table.c.content_hash.in_(sorted(hashes)))
        .order_by(table.c.sequence)
    )
    found: dict[str, list[TranscriptFacts]] = {}
    for row in connection.execute(query):
        found.setdefault(row.content_hash, []).append(read_facts(row))
    return found


def _choose_facts(candidates: Sequence[TranscriptFacts], analysis: AnyRow | None) -> TranscriptFacts | None:
    analysed = [each for each in candidates if analysis and each.key == analysis.transcript_key]
    return next(reversed([*candidates, *analysed]), None)


def read_transcript(connection: Connection, key: str) -> Transcript | None:
    """The transcript kept under ``key`` with what second looks at its sound told, else None."""
    said = read_payloads(connection, schema.transcripts.c.transcript_key, [key]).get(key)
    looks = read_payloads(connection, schema.second_looks.c.transcript_key, [key]).get(key)
    return None if said is None else open_transcript(said, looks)


def open_transcript(payload: bytes, looks: bytes | None) -> Transcript:
    """The transcript as it was put, with what second looks told of it."""
    transcript = unpack(Transcript, payload)
    return transcript if looks is None else replace(transcript, second_look=unpack(Looks, looks).sounds)


def read_payloads(connection: Connection, column: Column[str], values: Sequence[str]) -> dict[str, bytes]:
    """Payloads by a table's key ``column``, for those of ``values`` that are there."""
    query = select(column, column.table.c.payload)
    return {
        key: payload
        for chunk in chunks(values)
        for key, payload in connection.execute(query.where(column.in_(chunk)))
    }


def read_meanings(connection: Connection, keys: Sequence[str], digest: str) -> dict[str, bytes]:
    """What the encoder of this digest made of the transcripts under ``keys``, of those that are kept."""
    table = schema.meanings
    query = select(table.c.transcript_key, table.c.payload).where(table.c.digest == digest)
    return {
        key: payload
        for chunk in chunks(keys)
        for key, payload in connection.execute(query.where(table.c.transcript_key.in_(chunk)))
    }


def phrase_key(phrase: str) -> str:
    """The key of a phrase's vector."""
    return hashlib.sha256(phrase.encode("utf-8", "surrogatepass")).hexdigest()


def read_phrases(connection: Connection, phrases: Sequence[str], digest: str) -> dict[str, bytes]:
    """What the encoder of this digest makes of ``phrases``, of those that are kept."""
    table = schema.phrase_vectors
    query = select(table.c.phrase, table.c.payload).where(table.c.digest == digest)
    named = {phrase_key(phrase): phrase for phrase in phrases}
    return {
        named[key]: payload
        for chunk in chunks(sorted(named))
        for key, payload in connection.execute(query.where(table.c.phrase.in_(chunk)))
    }
