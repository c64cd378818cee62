"""Owns transcripts as files: reading ``.transcript.json`` from elsewhere, and writing the same format.

Metadata fields of the file (agent, direction, …) belong to intake and are ignored here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from speechqa.asr.text_language import guess_language
from speechqa.asr.turns import mean_confidence
from speechqa.errors import IntakeError
from speechqa.records import (
    MAX_TRANSCRIPT_BYTES,
    ChannelQuality,
    RemovedText,
    Span,
    SpeakerSource,
    Transcript,
    Turn,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from speechqa.records import Recording

BACKEND = "replay"
MAX_SECONDS = 24 * 3600.0

_Speaker = Literal["agent", "customer", "unknown"]
_Seconds = Annotated[float, Field(ge=0, le=MAX_SECONDS, allow_inf_nan=False)]
_Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
_Figure = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]
_Text = Annotated[str, StringConstraints(max_length=100_000)]
_Label = Annotated[str, StringConstraints(max_length=1000)]


class _Timed(BaseModel):
    model_config = ConfigDict(extra="ignore")
    start_s: _Seconds
    end_s: _Seconds

    @model_validator(mode="after")
    def _forward(self) -> _Timed:
        if self.end_s < self.start_s:
            raise ValueError(f"end_s {self.end_s:g} lies before start_s {self.start_s:g}")
        return self


class _Word(_Timed):
    text: _Text
    confidence: _Share | None = None


class _Turn(_Timed):
    speaker: _Speaker
    text: _Text = ""
    words: Annotated[list[_Word], Field(max_length=100_000)] | None = None


class _Removed(_Timed):
    speaker: _Speaker
    text: _Text
    reason: _Label = ""


class _Span(_Timed):
    speaker: _Speaker


class _Quality(BaseModel):
    model_config = ConfigDict(extra="ignore")
    speaker: _Speaker
    speech_s: _Seconds
    level_db: _Figure | None = None
    snr_db: _Figure | None = None
    clipped: _Share | None = None
    bandwidth_hz: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    word_confidence: _Share | None = None


class _Document(BaseModel):
    model_config = ConfigDict(extra="ignore")
    turns: Annotated[list[_Turn], Field(max_length=200_000)]
    language: Annotated[str, StringConstraints(max_length=35)] | None = None
    duration_s: _Seconds | None = None
    asr_confidence: _Share | None = None
    language_confidence: _Share | None = None
    removed: list[_Removed] = []
    unheard: list[_Span] = []
    waiting: list[_Span] | None = None
    warnings: list[_Label] = []
    speaker_source: SpeakerSource = "channel"
    speaker_confidence: _Share | None = None
    quality: Annotated[list[_Quality], Field(max_length=100)] = []


def read(path: Path) -> Transcript:
    """The transcript in the file ``path``: turns in time order, empty ones dropped.

    Without ``words`` each word's time is interpolated over its turn by characters. Without
    ``language`` it is guessed from the words, "" when unsure. An ``IntakeError`` names
    the file and the turn that is wrong.
    """
    document = _parse(path)
    turns = tuple(
        sorted((t for t in map(_turn, document.turns) if t.words), key=lambda t: (t.start_ms, t.end_ms))
    )
    end = max((turn.end_ms for turn in turns), default=0)
    return Transcript(
        language=(document.language or "").strip().lower()
        or guess_language(w.text for t in turns for w in t.words),
        duration_ms=max(_ms(document.duration_s or 0.0), end),
        turns=turns,
        backend=BACKEND,
        asr_confidence=document.asr_confidence
        if document.asr_confidence is not None
        else mean_confidence(turns),
        language_confidence=document.language_confidence,
        removed=tuple(
            RemovedText(r.speaker, _ms(r.start_s), _ms(r.end_s), r.text, r.reason) for r in document.removed
        ),
        unheard=_spans(document.unheard),
        warnings=tuple(document.warnings),
        speaker_source=document.speaker_source,
        speaker_confidence=document.speaker_confidence,
        quality=tuple(map(_quality, document.quality)),
        waiting=None if document.waiting is None else _spans(document.waiting),
    )


def to_json(transcript: Transcript, recording: Recording | None = None) -> dict[str, Any]:
    """The transcript as the JSON-ready value that ``read`` takes, with what is known of the recording."""
    return {
        **_metadata(recording),
        "language": transcript.language or (recording.language if recording else ""),
        "duration_s": _s(transcript.duration_ms),
        "asr_confidence": _rounded(transcript.asr_confidence),
        "language_confidence": _rounded(transcript.language_confidence),
        "model": transcript.model,
        "turns": [_turn_json(turn) for turn in transcript.turns],
        "removed": [
            {"speaker": r.speaker, **_times(r.start_ms, r.end_ms), "text": r.text, "reason": r.reason}
            for r in transcript.removed
        ],
        "unheard": _spans_json(transcript.unheard),
        **({} if transcript.waiting is None else {"waiting": _spans_json(transcript.waiting)}),
        "warnings": list(transcript.warnings),
        "speaker_source": transcript.speaker_source,
        "speaker_confidence": _rounded(transcript.speaker_confidence),
        "quality": [_quality_json(each) for each in transcript.quality],
    }


def spread(text: str, start_ms: int, end_ms: int) -> tuple[Word, ...]:
    """The words of ``text`` with times spread over the turn in proportion to their letters."""
    tokens = text.split()
    total = sum(len(token) + 1 for token in tokens)
    words = []
    passed = 0
    for token in tokens:
        begin = start_ms + (end_ms - start_ms) * passed // total
        passed += len(token) + 1
        words.append(Word(token, begin, start_ms + (end_ms - start_ms) * passed // total))
    return tuple(words)


def _parse(path: Path) -> _Document:
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_TRANSCRIPT_BYTES + 1)
    except OSError as error:
        raise IntakeError(f"{path.name}: can't be read ({error.strerror})") from error
    if len(raw) > MAX_TRANSCRIPT_BYTES:
        raise IntakeError(
            f"{path.name}: larger than {MAX_TRANSCRIPT_BYTES // 1_000_000} MB, not a transcript of one call"
        )
    try:
        return _Document.model_validate_json(raw.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        raise IntakeError(f"{path.name}: {_problem(error)}") from error


def _problem(error: ValidationError) -> str:
    first = error.errors()[0]
    steps = list(first["loc"])
    where = ""
    if steps[:1] == ["turns"] and len(steps) > 1:
        where = f"turn {int(steps[1]) + 1}: "
        steps = steps[2:]
    field = ".".join(str(step) for step in steps)
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return f"not a usable transcript: {where}{field + ': ' if field else ''}{first['msg']}{more}"


def _turn(turn: _Turn) -> Turn:
    start, end = _ms(turn.start_s), _ms(turn.end_s)
    if turn.words is None:
        return Turn(turn.speaker, start, end, spread(turn.text, start, end))
    words = (Word(w.text.strip(), _ms(w.start_s), _ms(w.end_s), w.confidence) for w in turn.words)
    return Turn(
        turn.speaker, start, end, tuple(sorted((w for w in words if w.text), key=lambda w: w.start_ms))
    )


def _turn_json(turn: Turn) -> dict[str, Any]:
    words: list[dict[str, Any]] = []
    for word in turn.words:
        entry: dict[str, Any] = {"text": word.text, **_times(word.start_ms, word.end_ms)}
        if word.confidence is not None:
            entry["confidence"] = _rounded(word.confidence)
        words.append(entry)
    return {"speaker": turn.speaker, **_times(turn.start_ms, turn.end_ms), "text": turn.text, "words": words}


def _spans(spans: Sequence[_Span]) -> tuple[Span, ...]:
    return tuple(Span(span.speaker, _ms(span.start_s), _ms(span.end_s)) for span in spans)


def _spans_json(spans: Sequence[Span]) -> list[dict[str, Any]]:
    return [{"speaker": span.speaker, **_times(span.start_ms, span.end_ms)} for span in spans]


def _quality(quality: _Quality) -> ChannelQuality:
    figures = quality.model_dump(exclude={"speech_s"})
    return ChannelQuality(speech_ms=_ms(quality.speech_s), **figures)


def _quality_json(quality: ChannelQuality) -> dict[str, Any]:
    return {
        "speaker": quality.speaker,
        "speech_s": _s(quality.speech_ms),
        "level_db": quality.level_db,
        "snr_db": quality.snr_db,
        "clipped": None if quality.clipped is None else round(quality.clipped, 5),
        "bandwidth_hz": quality.bandwidth_hz,
        "word_confidence": _rounded(quality.word_confidence),
    }


def _metadata(recording: Recording | None) -> dict[str, str]:
    if recording is None:
        return {}
    fields = {
        "agent": recording.agent,
        "team": recording.team,
        "direction": recording.direction or "",
        "customer_phone": recording.customer_phone,
        "started_at": recording.started_at,
        "queue": recording.queue,
        "script": recording.script,
    }
    return {"call_id": recording.call_id} | {name: value for name, value in fields.items() if value}


def _times(start_ms: int, end_ms: int) -> dict[str, float]:
    return {"start_s": _s(start_ms), "end_s": _s(end_ms)}


def _s(milliseconds: int) -> float:
    return round(milliseconds / 1000, 3)


def _ms(seconds: float) -> int:
    return round(seconds * 1000)


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
