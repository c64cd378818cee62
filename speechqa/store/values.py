"""Owns the values and keys the store hands out; pure, no database."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from speechqa.records import CallAnalysis, CallSound, Failure, Recording, Review, Scorecard, Transcript

    Pairs = Mapping[str, str] | Iterable[tuple[str, str]]

# What a re-judging can't depend on: where the file lies.
_PLACE_FIELDS = ("path", "file")


@dataclass(frozen=True, slots=True)
class AnalysisKey:
    """What an analysis was made from; equal keys mean the same words judged by the same rules.

    ``transcript`` is a :func:`transcript_key`, the others are hashes of the call's
    metadata, the scripts, the word lists, and the version of the rules' code. ``second_look`` tells
    how the sound was looked at again for what the words lack, "" when it wasn't; keys that
    differ in it alone are equal, as re-scoring has no sound to look at.
    """

    transcript: str
    metadata: str
    scripts: str
    word_lists: str
    engine: str
    second_look: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class TranscriptFacts:
    """A stored transcript without its words: keys, and the figures ``calls.csv`` needs.

    ``words`` is a count, ``asr_confidence`` 0..1 or None. ``sound`` is None for transcripts
    kept before there was one.
    """

    key: str
    backend: str
    model_hash: str
    options_hash: str
    model: str
    language: str
    duration_ms: int
    words: int
    asr_confidence: float | None
    sound: CallSound | None = None


@dataclass(frozen=True, slots=True)
class StoredFailure:
    """A failure as kept; ``call_id`` and ``content_hash`` are "" for a file that never became a recording."""

    failure: Failure
    call_id: str = ""
    content_hash: str = ""


@dataclass(frozen=True, slots=True)
class StoredCall:
    """One call and what is known about it.

    ``facts`` and ``transcript`` are those the analysis was made from, else the newest
    of this recording; ``transcript`` and ``analysis`` are None when they weren't asked for.
    ``failure`` is set when the last attempt failed, even if an older analysis is still there.
    """

    recording: Recording
    facts: TranscriptFacts | None = None
    transcript: Transcript | None = None
    analysis_key: AnalysisKey | None = None
    analysis: CallAnalysis | None = None
    scorecard: Scorecard | None = None
    failure: StoredFailure | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """A call on its way to be judged in another process; payloads are as stored.

    ``before`` is its analysis until now, None when it has none; ``described`` what an encoder made of the
    transcript, None when that isn't kept; ``second_look`` what second looks at its sound told;
    ``store`` names the store in errors.
    """

    recording: Recording
    key: AnalysisKey
    transcript: bytes
    before: bytes | None
    described: bytes | None
    second_look: bytes | None
    store: str


def transcript_key(content_hash: str, *, backend: str, model_hash: str, options_hash: str) -> str:
    """SHA-256 over what a transcript depends on."""
    return _digest([content_hash, backend, model_hash, options_hash])


def analysis_key(  # noqa: PLR0913 -- one argument for each thing verdicts depend on
    recording: Recording,
    *,
    transcript: str,
    scripts: Pairs,
    word_lists: Pairs,
    engine: str,
    script_id: str = "",
) -> AnalysisKey:
    """The key of judging ``recording``'s transcript with these scripts and lists.

    ``scripts`` and ``word_lists`` pair names with hashes; ``script_id`` is the script
    asked for by ``--script``, "" when none was.
    """
    metadata = {name: value for name, value in asdict(recording).items() if name not in _PLACE_FIELDS}
    return AnalysisKey(
        transcript=transcript,
        metadata=_digest(metadata),
        scripts=_pairs_digest(_sorted_pairs(scripts), script_id),
        word_lists=_pairs_digest(_sorted_pairs(word_lists)),
        engine=engine,
    )


def review_digest(review: Review, *, after: str = "") -> str:
    """SHA-256 over what was said, of what and by whom: what is said twice is kept once.

    ``after`` is the digest of what had been said last of the same thing: with it, the same words said later
    are told from a repetition by mistake. "" where they should not be.
    """
    said = [review.call_id, review.audio, review.kind, review.script, review.item]
    return _digest([*said, review.author, review.value, review.reason, review.about, after])


def _sorted_pairs(pairs: Pairs) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(dict(pairs).items()))


@lru_cache(maxsize=16)  # the same scripts and lists for each call of an archive
def _pairs_digest(pairs: tuple[tuple[str, str], ...], script_id: str | None = None) -> str:
    return _digest(dict(pairs) if script_id is None else [script_id, dict(pairs)])


def _digest(value: object) -> str:
    # ASCII JSON with sorted keys: unambiguous, and safe for names with stray bytes.
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode("ascii")).hexdigest()
