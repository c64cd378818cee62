"""Owns every number that changes what the recogniser writes, and their hash."""

from __future__ import annotations

import dataclasses
import hashlib
import json

# Goes up with any change of code in this room that can change a transcript.
ENGINE_VERSION = "3"
# Goes up with any change that can change an answer of a second look at the sound.
LOOK_VERSION = "1"


@dataclasses.dataclass(frozen=True, slots=True)
class Options:
    """How speech is cut, packed, decoded and cleaned. Times in milliseconds."""

    compute_type: str = "int8"
    # The plain sequential engine instead of packed windows.
    exact: bool = False
    # SHA-256 of the model that tells voices on one channel apart, "" where there is none.
    voice_model: str = ""
    beam_size: int = 5
    # Cutting: Silero's own default threshold. Speech keeps 0.4 s of what is round it, so that pieces
    # follow each other with the pauses they had.
    vad_threshold: float = 0.5
    vad_min_silence_ms: int = 160
    vad_padding_ms: int = 400
    # Packing: pieces of one channel are joined into windows of similar length, and the encoder sees
    # little more than the speech. See docs/performance.md for the curve of speed against errors.
    pack_ms: int = 20_000
    # Doubtful windows of one side are heard once more together, in a window of up to this length.
    long_ms: int = 28_000
    gap_ms: int = 0
    window_step_ms: int = 1_000
    window_tail_ms: int = 4_000
    decoder_tail_ms: int = 2_000
    # Guards of a decoded window; the first two are Whisper's own (Radford et al. 2022, 4.5).
    max_compression: float = 2.4
    min_logprob: float = -1.0
    # Fast talk in Russian has 7 tokens a second; pads and pauses bring a window under that.
    tokens_per_second: float = 8.0
    # Below this the model is asked, too, how much it believes to hear the language it writes.
    sure_logprob: float = -0.35
    # A piece this long without words is decoded once more by itself, and a gap between words that long.
    rescue_ms: int = 1_000
    rescue_between_ms: int = 2_200
    # Cleaning.
    doubtful_confidence: float = 0.6
    hopeless_confidence: float = 0.25
    no_speech_prob: float = 0.6
    no_speech_logprob: float = -0.8
    max_words_per_second: float = 8.0
    crosstalk_db: float = 12.0
    unheard_ms: int = 800
    turn_pause_ms: int = 1_000

    @property
    def digest(self) -> str:
        """SHA-256 over all options and the engine version."""
        content = json.dumps({"engine": ENGINE_VERSION, **dataclasses.asdict(self)}, sort_keys=True)
        return hashlib.sha256(content.encode("utf-8")).hexdigest()
