"""Owns the tables as queries see them; ``migrations/`` builds the same, a test compares them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import (
    Column,
    DateTime,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy import Dialect

# The newest migration; known here so that a current store opens without Alembic.
SCHEMA = "0006"
# PRAGMA application_id of our SQLite files: "SQA1".
APPLICATION_ID = 0x53514131

_UNSAFE = re.compile("[\\\\\0\ud800-\udfff]")
_ESCAPED = re.compile(r"\\(\\|u[0-9a-f]{4})")


class SafeText(TypeDecorator[str]):
    """Text that databases refuse, made storable and given back as it was.

    File names may hold stray bytes (surrogates) and other people's files NUL. Both are
    escaped with a backslash; so is the backslash itself, which keeps different texts different.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """The text as stored."""
        return None if value is None else _UNSAFE.sub(_escape, value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> str | None:
        """The text as it was."""
        return None if value is None else _ESCAPED.sub(_unescape, value)


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return "\\\\" if char == "\\" else f"\\u{ord(char):04x}"


def _unescape(match: re.Match[str]) -> str:
    code = match.group(1)
    return "\\" if code == "\\" else chr(int(code[1:], 16))


METADATA = MetaData()

# One row for each different content, whatever the file is called.
recordings = Table(
    "recordings",
    METADATA,
    Column("content_hash", String, primary_key=True),
    Column("duration_ms", Integer),
    Column("codec", SafeText, nullable=False),
    Column("first_file", SafeText, nullable=False),
    Column("first_seen", DateTime(timezone=True), nullable=False),
)

# The call as intake saw it last; ``recording`` is the whole value as JSON.
calls = Table(
    "calls",
    METADATA,
    Column("call_id", SafeText, primary_key=True),
    Column("content_hash", String, ForeignKey("recordings.content_hash"), nullable=False, index=True),
    Column("file", SafeText, nullable=False),
    Column("recording", Text, nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
)

# ``sequence`` counts up within one content: the highest was put or analysed last.
transcripts = Table(
    "transcripts",
    METADATA,
    Column("transcript_key", String, primary_key=True),
    Column("content_hash", String, ForeignKey("recordings.content_hash"), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("backend", SafeText, nullable=False),
    Column("model_hash", SafeText, nullable=False),
    Column("options_hash", SafeText, nullable=False),
    Column("model", SafeText, nullable=False),
    Column("language", SafeText, nullable=False),
    Column("duration_ms", Integer, nullable=False),
    Column("words", Integer, nullable=False),
    Column("asr_confidence", Double),
    Column("payload", LargeBinary, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("sound", Text),
    Index("ix_transcripts_content_hash_sequence", "content_hash", "sequence"),
)

# What the current encoder made of a transcript; ``digest`` tells encoder and trained space.
meanings = Table(
    "meanings",
    METADATA,
    Column("transcript_key", String, ForeignKey("transcripts.transcript_key"), primary_key=True),
    Column("digest", String, nullable=False),
    Column("payload", LargeBinary, nullable=False),
)

# What the current encoder makes of scripts' phrases; ``phrase`` is the SHA-256 of a phrase.
phrase_vectors = Table(
    "phrase_vectors",
    METADATA,
    Column("phrase", String, primary_key=True),
    Column("digest", String, nullable=False),
    Column("payload", LargeBinary, nullable=False),
)

# What second looks at the sound told of a transcript's doubtful places.
second_looks = Table(
    "second_looks",
    METADATA,
    Column("transcript_key", String, ForeignKey("transcripts.transcript_key"), primary_key=True),
    Column("payload", LargeBinary, nullable=False),
)

# One current analysis a call; a new one takes its place. ``second_look`` tells which look it rests on.
analyses = Table(
    "analyses",
    METADATA,
    Column("call_id", SafeText, ForeignKey("calls.call_id", ondelete="CASCADE"), primary_key=True),
    Column("transcript_key", String, ForeignKey("transcripts.transcript_key"), nullable=False, index=True),
    Column("metadata_hash", String, nullable=False),
    Column("scripts_hash", String, nullable=False),
    Column("word_lists_hash", String, nullable=False),
    Column("engine", SafeText, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("second_look", String),
)

# ``subject`` is the hash of the call or file, because paths can be longer than an index allows.
failures = Table(
    "failures",
    METADATA,
    Column("subject", String, primary_key=True),
    Column("call_id", SafeText, nullable=False, index=True),
    Column("file", SafeText, nullable=False),
    Column("content_hash", String, nullable=False),
    Column("stage", SafeText, nullable=False),
    Column("error", SafeText, nullable=False),
    Column("attempt", String, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
)

# What people said of calls: only ever added to. No foreign key: it outlives the call it speaks of.
reviews = Table(
    "reviews",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("digest", String, nullable=False, unique=True),
    Column("call_id", SafeText, nullable=False, index=True),
    Column("content_hash", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("script", SafeText, nullable=False),
    Column("item", SafeText, nullable=False),
    Column("author", SafeText, nullable=False),
    Column("value", String, nullable=False),
    Column("machine", String, nullable=False),
    Column("reason", SafeText, nullable=False),
    Column("about", String, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
)
