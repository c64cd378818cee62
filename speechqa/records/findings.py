"""Owns the values of matching and checks: hits, verdicts, figures, the kind of call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from speechqa.records.audio import Speaker
from speechqa.records.commitments import Commitment

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
# What a decision rests on: the script's words were said, or said where or how they don't count, or it was
# said in other words, or nothing of it was found; "" where nothing was decided.
Grounds = Literal["said", "discounted", "other_words", "unsaid", ""]

# Word lists whose hits are no stop words. "Unsure" hits may be misheard: shown, never counted.
PROFANITY = "profanity"
PROFANITY_UNSURE = "profanity_unsure"


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


@dataclass(frozen=True, slots=True)
class RawVerdict:
    """What the rules alone made of an item, before labelled calls told how far that can be believed."""

    verdict: VerdictValue
    confidence: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """One script item judged on one call.

    ``points`` of ``max_points`` were earned; ``max_points`` is 0 for items that don't
    count. ``speaker`` to ``quote`` are the evidence and empty without a hit.
    ``reason`` is a short sentence for people. ``raw`` is set once a calibration was applied:
    ``confidence`` is then the chance of being right, as labelled calls tell it. ``phrase`` is the
    script's phrase that matched, or came nearest, ``missing`` are words of it that were not heard.
    ``grounds`` is what a decision rests on.
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
    raw: RawVerdict | None = None
    phrase: str = ""
    missing: tuple[str, ...] = ()
    grounds: Grounds = ""


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
class TopicMention:
    """A place where a topic was talked of: ``term`` as listed, ``matched`` as said.

    ``topic`` is the topic's id, ``turn`` the index of the turn in the transcript.
    """

    topic: str
    term: str
    matched: str
    speaker: Speaker
    turn: int
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class TalkMetrics:
    """How the call was held (definitions: docs/talk.md); None is what the recording can't tell.

    Silence is time when nobody talks, hold the part of it in which somebody was kept waiting. ``*_wpm`` is
    words a minute of one's own talk, ``agent_talk_share`` 0..1 of both sides' talk. Response delays are
    median and 90th centile. Analyses kept before there was a figure have None there.
    """

    agent_talk_ms: int | None
    customer_talk_ms: int | None
    silence_ms: int
    longest_silence_ms: int
    overlap_ms: int | None
    interruptions: int | None
    agent_wpm: float | None
    longest_silence_start_ms: int | None = None
    agent_talk_share: float | None = None
    hold_ms: int | None = None
    longest_hold_ms: int | None = None
    longest_hold_start_ms: int | None = None
    interruptions_agent: int | None = None
    interruptions_customer: int | None = None
    customer_wpm: float | None = None
    longest_monologue_agent_ms: int | None = None
    longest_monologue_agent_start_ms: int | None = None
    longest_monologue_customer_ms: int | None = None
    longest_monologue_customer_start_ms: int | None = None
    questions_agent: int | None = None
    questions_customer: int | None = None
    response_delay_agent_ms: int | None = None
    response_delay_agent_p90_ms: int | None = None
    response_delay_customer_ms: int | None = None
    response_delay_customer_p90_ms: int | None = None


@dataclass(frozen=True, slots=True)
class ClassCue:
    """A stretch of talk that spoke for a call type or an outcome (``value``), and how much.

    ``weight`` is what it adds to the log-odds of ``value`` against what else it could be. ``turn`` is the
    index of its turn in the transcript.
    """

    value: str
    weight: float
    speaker: Speaker
    turn: int
    start_ms: int
    end_ms: int
    quote: str


@dataclass(frozen=True, slots=True)
class OutcomeChance:
    """How likely a negotiation ended so, 0..1, and what spoke for it most; None where nothing did."""

    outcome: Outcome
    chance: float
    cue: ClassCue | None = None


@dataclass(frozen=True, slots=True)
class CallClass:
    """What kind of call it was; ``stage`` is None outside negotiations.

    ``label`` is the sub-type where the classifier knows some, else "". ``chances`` are of each ``CallType``,
    in their order, empty where a fact decided (nobody talked, colleagues did). ``cues`` spoke for the call
    type, most first. ``outcomes`` are those that may be, likeliest first, empty outside negotiations; the
    first is ``outcome``. ``review`` asks for a person's look: the type or the outcome is unsure. Analyses
    kept before there were these have none of them.
    """

    call_type: CallType
    confidence: float
    outcome: Outcome = "none"
    stage: Stage | None = None
    topics: tuple[str, ...] = ()
    label: str = ""
    chances: tuple[float, ...] = ()
    review: bool = False
    outcomes: tuple[OutcomeChance, ...] = ()
    cues: tuple[ClassCue, ...] = ()

    @property
    def outcome_confidence(self) -> float | None:
        """The chance 0..1 that ``outcome`` is right; None where it wasn't weighed."""
        return self.outcomes[0].chance if self.outcomes else None


@dataclass(frozen=True, slots=True)
class CallAnalysis:
    """Everything the checks found in one transcript. ``script`` is "" when none fits.

    ``script_hash`` is the SHA-256 of the script's content, "" in analyses kept before there was one.
    """

    call_class: CallClass
    talk: TalkMetrics
    verdicts: tuple[Verdict, ...] = ()
    word_hits: tuple[WordHit, ...] = ()
    script: str = ""
    script_version: str = ""
    pass_mark: float = 0.0
    script_hash: str = ""
    topic_mentions: tuple[TopicMention, ...] = ()
    commitments: tuple[Commitment, ...] = ()
