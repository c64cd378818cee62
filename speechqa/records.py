"""Owns the frozen values that walk from room to room.

Times are integer milliseconds from the start of the recording. Values are never
changed in place: use ``dataclasses.replace``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# "unknown": the recording can't tell who speaks (one channel, not diarised).
Speaker = Literal["agent", "customer", "unknown"]
Direction = Literal["inbound", "outbound", "internal"]
CallType = Literal["negotiation", "navigation", "other"]
Outcome = Literal[
    "order_clarified",
    "invoice_issued",
    "next_contact_agreed",
    "meeting_booked",
    "sale_agreed",
    "refusal",
    "none",
]
Stage = Literal["lead", "offer", "documents", "payment", "delivery", "closed"]
VerdictValue = Literal["met", "not_met", "cannot_tell", "not_applicable"]
CallStatus = Literal["scored", "no_speech", "failed"]


# -- intake ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Recording:
    """One call found on disk, with the metadata known before listening.

    ``file`` is the path as shown to people (given folder + relative path, forward
    slashes); ``path`` is where to open it. ``content_hash`` is the SHA-256 of the
    file's bytes. ``started_at`` is ISO 8601, or "" when nothing tells the call time.
    Unknown text fields are "".
    """

    path: str
    file: str
    content_hash: str
    call_id: str
    kind: Literal["audio", "transcript"] = "audio"
    agent: str = ""
    team: str = ""
    direction: Direction | None = None
    customer_phone: str = ""
    started_at: str = ""
    queue: str = ""
    language: str = ""
    script: str = ""


# -- audio -------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Channel:
    """One channel of a recording: mono float32 samples in -1..1 at ``Audio.sample_rate``."""

    speaker: Speaker
    samples: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Audio:
    """A decoded recording, channels kept apart and resampled to 16 kHz.

    ``warnings`` holds sentences for people: what is odd about this file. ``lost_ms`` is
    how much its header promises beyond what could be decoded.
    """

    channels: tuple[Channel, ...]
    sample_rate: int
    duration_ms: int
    source_rate: int
    codec: str
    warnings: tuple[str, ...] = ()
    lost_ms: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time on one speaker's side."""

    speaker: Speaker
    start_ms: int
    end_ms: int


# -- asr ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word; ``confidence`` is 0..1, None where the source gives none."""

    text: str
    start_ms: int
    end_ms: int
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's uninterrupted utterance; ``text`` is the words joined by blanks."""

    speaker: Speaker
    start_ms: int
    end_ms: int
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words joined by single blanks."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class RemovedText:
    """Recogniser output kept out of judgement, with the reason, so it can be audited."""

    speaker: Speaker
    start_ms: int
    end_ms: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said: turns in time order, both speakers together.

    ``asr_confidence`` is the mean word confidence 0..1, None without word confidences.
    ``unheard`` are stretches with speech-like energy but no trusted words, and what is
    missing of a recording that was cut off: rules that look there answer ``cannot_tell``.
    ``model`` and ``model_hash`` are "" for transcripts from elsewhere.
    """

    language: str
    duration_ms: int
    turns: tuple[Turn, ...]
    backend: str
    model: str = ""
    model_hash: str = ""
    asr_confidence: float | None = None
    language_confidence: float | None = None
    removed: tuple[RemovedText, ...] = ()
    unheard: tuple[Span, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def word_count(self) -> int:
        """How many words all turns hold together."""
        return sum(len(turn.words) for turn in self.turns)


# -- matching ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WordAddress:
    """A word's place: index of its turn in the transcript, of the word in the turn."""

    turn: int
    word: int


@dataclass(frozen=True, slots=True)
class PhraseHit:
    """A place where a phrase was said.

    ``first`` and ``last`` (inclusive) are word addresses. ``similarity`` 0..1 is how
    well the words fit, ``confidence`` 0..1 also weighs how well they were recognised.
    ``negated``: a negation governs the hit, so it asserts the opposite.
    ``missing`` are words of the phrase that were not heard.
    """

    phrase: str
    speaker: Speaker
    first: WordAddress
    last: WordAddress
    start_ms: int
    end_ms: int
    similarity: float
    confidence: float
    negated: bool = False
    missing: tuple[str, ...] = ()


# -- checks ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verdict:
    """One script item judged on one call.

    ``points`` of ``max_points`` were earned; ``max_points`` is 0 for items that don't
    count. ``speaker`` to ``quote`` are the evidence and empty without a hit.
    ``reason`` is a short sentence for people.
    """

    section: str
    item: str
    verdict: VerdictValue
    confidence: float
    points: float
    max_points: float
    critical: bool = False
    speaker: Speaker | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    quote: str = ""
    reason: str = ""


# Word lists whose hits are no stop words. "Unsure" hits may be misheard: shown, never counted.
PROFANITY = "profanity"
PROFANITY_UNSURE = "profanity_unsure"


@dataclass(frozen=True, slots=True)
class WordHit:
    """A stop word or profanity: ``term`` as listed, ``matched`` as said; severity 1..3."""

    list: str
    term: str
    matched: str
    severity: int
    speaker: Speaker
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class TalkMetrics:
    """Who talked how long. Silence is time when nobody talks; ``agent_wpm`` is words a
    minute of the agent's own talk, None when the agent says too little to measure.
    """

    agent_talk_ms: int
    customer_talk_ms: int
    silence_ms: int
    longest_silence_ms: int
    overlap_ms: int
    interruptions: int
    agent_wpm: float | None


@dataclass(frozen=True, slots=True)
class CallClass:
    """What kind of call it was; ``stage`` is None outside negotiations."""

    call_type: CallType
    confidence: float
    outcome: Outcome = "none"
    stage: Stage | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallAnalysis:
    """Everything the checks found in one transcript. ``script`` is "" when none fits."""

    call_class: CallClass
    talk: TalkMetrics
    verdicts: tuple[Verdict, ...] = ()
    word_hits: tuple[WordHit, ...] = ()
    script: str = ""
    script_version: str = ""
    pass_mark: float = 0.0


# -- scoring and results -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A call's score 0..100, None when no item with a weight applied.

    ``passed`` is then None too, unless a critical item without weight failed the call.
    """

    score: float | None
    passed: bool | None
    critical_failures: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A call (or file) that could not be processed; ``error`` is for people."""

    file: str
    stage: str
    error: str


@dataclass(frozen=True, slots=True)
class CallResult:
    """One row of ``calls.csv``: the recording and all that is known about it.

    ``status`` is "failed" exactly when ``failure`` is set; then the rest is None.
    """

    recording: Recording
    status: CallStatus
    duration_ms: int | None = None
    language: str = ""
    model: str = ""
    asr_confidence: float | None = None
    words: int | None = None
    analysis: CallAnalysis | None = None
    scorecard: Scorecard | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class AgentRow:
    """One row of ``agents.csv``. Means and rates are None where nothing was scored.

    ``score_low``/``score_high`` bound the mean's 95 % interval, None below two scored calls.
    """

    agent: str
    team: str
    calls: int
    scored: int
    score_mean: float | None
    score_low: float | None
    score_high: float | None
    pass_rate: float | None
    critical_failures: int
    negotiation_share: float | None
    stopwords_per_1000: float | None
    profanity: int
    gap_to_best_pct: float | None
    growth_zone: bool


@dataclass(frozen=True, slots=True)
class Versions:
    """What produced the figures: program, model, scripts and lists, each with its hash."""

    program: str
    engine: str
    models: tuple[tuple[str, str], ...] = ()
    scripts: tuple[tuple[str, str], ...] = ()
    word_lists: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All that the exporters write: calls sorted by call_id, agents by team and name."""

    calls: tuple[CallResult, ...]
    agents: tuple[AgentRow, ...]
    failures: tuple[Failure, ...]
    versions: Versions = field(default_factory=lambda: Versions(program="", engine=""))
