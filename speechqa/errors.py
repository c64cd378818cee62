"""Owns every error speechqa raises on purpose.

    SpeechQAError
    ├── SetupError            wrong set-up or arguments: exit 2, nothing done
    │   ├── SettingsError     speechqa.toml, environment or option
    │   ├── ScriptError       a script file; names file, line and item
    │   ├── WordListError     a stop-word or profanity list; names file and line
    │   ├── TopicError        a file of topics; names file and line
    │   ├── ReviewError       what a person says of a call; carries the field
    │   ├── ModelError        speech model missing, damaged or not fetchable
    │   └── StoreError        database missing, damaged, not writable
    ├── LockedError           another run holds the store: exit 3
    └── CallError             one call can't be processed: a failures.csv row
        ├── IntakeError       file or its metadata
        ├── AudioError        decoding
        ├── RecognitionError  the recogniser
        └── JudgingError      a model that judges what was said

Every message says what is wrong, where, and what to do. Foreign exceptions are
mapped in the room that calls the library, chained with ``from``.
"""

from __future__ import annotations


class SpeechQAError(Exception):
    """Base of all errors that speechqa raises on purpose."""


class SetupError(SpeechQAError):
    """Wrong set-up or arguments; nothing was done."""


class SettingsError(SetupError):
    """A wrong value in speechqa.toml, the environment or an option."""


class ScriptError(SetupError):
    """A script file that can't be used; the message carries file, line and item."""


class WordListError(SetupError):
    """A word list that can't be used; the message carries file and line."""


class TopicError(SetupError):
    """A file of topics that can't be used; the message carries file and line."""


class ReviewError(SetupError):
    """What a person says of a call that can't be taken; ``field`` is the one that is wrong."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class ModelError(SetupError):
    """A speech model that is missing, damaged or can't be fetched."""


class StoreError(SetupError):
    """A store that can't be opened, read or written."""


class LockedError(SpeechQAError):
    """Another run holds the store."""


class CallError(SpeechQAError):
    """One call can't be processed; the others go on."""

    stage = "call"


class IntakeError(CallError):
    """A recording's file or metadata can't be used."""

    stage = "intake"


class AudioError(CallError):
    """A recording can't be decoded."""

    stage = "audio"


class RecognitionError(CallError):
    """The recogniser failed on a call."""

    stage = "asr"


class JudgingError(CallError):
    """A model that helps to judge failed on a call."""

    stage = "checks"
