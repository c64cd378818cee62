"""Owns the frozen values that walk from room to room.

Times are integer milliseconds from the start of the recording. Values are never
changed in place: use ``dataclasses.replace``.
"""

from __future__ import annotations

from speechqa.records.audio import Audio, Channel, ChannelQuality, Span, Speaker
from speechqa.records.basis import Basis, Before
from speechqa.records.calibration import DECISIONS, Calibration, Curve, Decision, Step
from speechqa.records.call import Direction, Recording
from speechqa.records.commitments import Commitment, CommitmentKind
from speechqa.records.comparing import (
    Clip,
    CoachingPoint,
    Comparison,
    Finding,
    Indicator,
    Place,
    Standing,
)
from speechqa.records.discovery import DiscoveredTopic, Quote, Trend
from speechqa.records.findings import (
    PROFANITY,
    PROFANITY_UNSURE,
    CallAnalysis,
    CallClass,
    CallType,
    ClassCue,
    Grounds,
    Outcome,
    OutcomeChance,
    PhraseHit,
    RawVerdict,
    Stage,
    TalkMetrics,
    TopicMention,
    Verdict,
    VerdictValue,
    WordAddress,
    WordHit,
)
from speechqa.records.privacy import PersonalData, PersonalKind
from speechqa.records.results import (
    AgentRow,
    CallResult,
    CallSound,
    CallStatus,
    ChannelSound,
    Failure,
    Provenance,
    Report,
    Scorecard,
    TopicRow,
    Versions,
)
from speechqa.records.review import AgreementRow, Appeal, CallReview, Decided, Lapsed, Review, ReviewKind
from speechqa.records.same import Same
from speechqa.records.second_look import Hearing, PhraseSound, SoundQuestion
from speechqa.records.transcript import (
    MAX_TRANSCRIPT_BYTES,
    RemovedText,
    SpeakerSource,
    Transcript,
    Turn,
    Word,
)

__all__ = [
    "DECISIONS",
    "MAX_TRANSCRIPT_BYTES",
    "PROFANITY",
    "PROFANITY_UNSURE",
    "AgentRow",
    "AgreementRow",
    "Appeal",
    "Audio",
    "Basis",
    "Before",
    "Calibration",
    "CallAnalysis",
    "CallClass",
    "CallResult",
    "CallReview",
    "CallSound",
    "CallStatus",
    "CallType",
    "Channel",
    "ChannelQuality",
    "ChannelSound",
    "ClassCue",
    "Clip",
    "CoachingPoint",
    "Commitment",
    "CommitmentKind",
    "Comparison",
    "Curve",
    "Decided",
    "Decision",
    "Direction",
    "DiscoveredTopic",
    "Failure",
    "Finding",
    "Grounds",
    "Hearing",
    "Indicator",
    "Lapsed",
    "Outcome",
    "OutcomeChance",
    "PersonalData",
    "PersonalKind",
    "PhraseHit",
    "PhraseSound",
    "Place",
    "Provenance",
    "Quote",
    "RawVerdict",
    "Recording",
    "RemovedText",
    "Report",
    "Review",
    "ReviewKind",
    "Same",
    "Scorecard",
    "SoundQuestion",
    "Span",
    "Speaker",
    "SpeakerSource",
    "Stage",
    "Standing",
    "Step",
    "TalkMetrics",
    "TopicMention",
    "TopicRow",
    "Transcript",
    "Trend",
    "Turn",
    "Verdict",
    "VerdictValue",
    "Versions",
    "Word",
    "WordAddress",
    "WordHit",
]
