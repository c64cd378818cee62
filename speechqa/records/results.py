"""Owns the values that are stored and exported: scores, failures, rows, the whole report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from speechqa.records.audio import ChannelQuality, Speaker
from speechqa.records.call import Recording
from speechqa.records.comparing import CoachingPoint, Comparison
from speechqa.records.findings import CallAnalysis
from speechqa.records.privacy import PersonalData
from speechqa.records.review import AgreementRow, CallReview
from speechqa.records.transcript import SpeakerSource

CallStatus = Literal["scored", "no_speech", "failed"]


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
class ChannelSound:
    """One speaker's side: its figures (None where none were measured), and what can't be relied on.

    ``removed_words`` is a count, ``unheard_ms`` the speech without trusted words.
    """

    speaker: Speaker
    quality: ChannelQuality | None = None
    removed_words: int = 0
    unheard_ms: int = 0


@dataclass(frozen=True, slots=True)
class CallSound:
    """How well a call was recorded and heard; fields as in ``Transcript``, its words left out."""

    channels: tuple[ChannelSound, ...] = ()
    speaker_source: SpeakerSource = "channel"
    speaker_confidence: float | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a call's verdicts were made from, so that they can be made again and compared.

    ``audio`` is the SHA-256 of the recording's bytes, ``transcript`` the store's key of the words (SHA-256
    over recording, recogniser, model and options), ``script`` the SHA-256 of the script's content, "" where
    none fits or it wasn't kept; ``engine`` is the version of the judging code and of its model of meaning.
    """

    audio: str
    transcript: str
    script: str
    engine: str


@dataclass(frozen=True, slots=True)
class CallResult:
    """One row of ``calls.csv``: the recording and all that is known about it.

    ``status`` is "failed" exactly when ``failure`` is set; then the rest is None. ``personal`` is where
    personal data was found, None where nobody looked. ``analysis`` and ``scorecard`` are as people decided,
    where somebody did: then ``review`` tells what was said, and the machine's own; None where nobody did.
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
    sound: CallSound | None = None
    made_from: Provenance | None = None
    personal: tuple[PersonalData, ...] | None = None
    review: CallReview | None = None


@dataclass(frozen=True, slots=True)
class AgentRow:
    """One row of ``agents.csv``. Means and rates are None where nothing was scored.

    ``score_low``/``score_high`` bound the mean's 95 % interval, None below two scored calls.
    ``growth_zone`` is None where the calls are too few, or were heard too differently, to hold the gap
    against the agent. Means at the end are over the calls where the figure of ``TalkMetrics`` is known.
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
    growth_zone: bool | None
    agent_talk_share_mean: float | None = None
    agent_wpm_mean: float | None = None
    hold_mean_ms: float | None = None
    interruptions_agent_mean: float | None = None
    questions_agent_mean: float | None = None
    longest_monologue_agent_mean_ms: float | None = None
    response_delay_agent_mean_ms: float | None = None


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One row of ``topics.csv``: a topic over all calls, or those of an agent or a week.

    ``by`` tells which; ``agent`` is "" unless by agent, ``week`` (ISO, as 2026-W05) unless by week; "" also
    stands where it isn't known. ``share`` 0..1 is of the analysed calls that ``by`` takes together.
    ``score_mean`` is None where no call with the topic was scored.
    """

    topic: str
    title: str
    by: Literal["all", "agent", "week"]
    agent: str
    week: str
    calls: int
    share: float
    mentions: int
    score_mean: float | None
    negotiation_share: float


@dataclass(frozen=True, slots=True)
class Versions:
    """What produced the figures: program, model, scripts and lists, each with its hash.

    ``meaning`` is the comparison by sense, ``entailment`` a user's own model beside it, "" without. ``notes``
    are sentences on what the figures lack.
    """

    program: str
    engine: str
    models: tuple[tuple[str, str], ...] = ()
    scripts: tuple[tuple[str, str], ...] = ()
    word_lists: tuple[tuple[str, str], ...] = ()
    topics: tuple[tuple[str, str], ...] = ()
    meaning: str = ""
    entailment: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All that the exporters write: calls sorted by call_id, agents by team and name.

    ``redacted``: personal data was looked for in each call and taken out. ``agreement`` holds rows where
    people reviewed calls.
    """

    calls: tuple[CallResult, ...]
    agents: tuple[AgentRow, ...]
    failures: tuple[Failure, ...]
    versions: Versions = field(default_factory=lambda: Versions(program="", engine=""))
    topics: tuple[TopicRow, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    coaching: tuple[CoachingPoint, ...] = ()
    redacted: bool = False
    agreement: tuple[AgreementRow, ...] = ()
