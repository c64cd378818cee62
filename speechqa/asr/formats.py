"""Owns transcripts as text for people and players: TXT, SRT and WebVTT. Pure functions."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speechqa.records import Transcript, Turn, Word

_NAMES = {"agent": "Agent", "customer": "Customer", "unknown": "Speaker"}
# Two subtitle lines of 42 characters, shown at most 7 s: the usual limits of subtitling guidelines.
_CUE_CHARACTERS = 84
_CUE_MS = 7000


def to_txt(transcript: Transcript) -> str:
    """One line a turn: time, speaker, text."""
    return "".join(
        f"[{_clock(t.start_ms, '.')[:-4]}] {_NAMES[t.speaker]}: {t.text}\n" for t in transcript.turns
    )


def to_srt(transcript: Transcript) -> str:
    """SubRip subtitles: numbered cues, the speaker in front of each turn."""
    cues = [
        f"{number}\n{_clock(words[0].start_ms, ',')} --> {_clock(_end(words), ',')}\n{label}{_text(words)}\n"
        for number, (label, words) in enumerate(_labelled(transcript), start=1)
    ]
    return "\n".join(cues)


def to_vtt(transcript: Transcript) -> str:
    """WebVTT subtitles, each cue with its voice."""
    cues = ["WEBVTT\n"]
    for turn in transcript.turns:
        cues.extend(
            f"{_clock(words[0].start_ms, '.')} --> {_clock(_end(words), '.')}\n"
            f"<v {_NAMES[turn.speaker]}>{html.escape(_text(words), quote=False)}\n"
            for words in _cues(turn)
        )
    return "\n".join(cues)


def _labelled(transcript: Transcript) -> Iterator[tuple[str, tuple[Word, ...]]]:
    for turn in transcript.turns:
        for number, words in enumerate(_cues(turn)):
            yield ("" if number else f"{_NAMES[turn.speaker]}: "), words


def _cues(turn: Turn) -> Iterator[tuple[Word, ...]]:
    cue: list[Word] = []
    for word in turn.words:
        too_long = len(_text((*cue, word))) > _CUE_CHARACTERS
        if cue and (too_long or word.end_ms - cue[0].start_ms > _CUE_MS):
            yield tuple(cue)
            cue = []
        cue.append(word)
    if cue:
        yield tuple(cue)


def _text(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)


def _end(words: tuple[Word, ...]) -> int:
    # Players drop cues that last no time.
    return max(words[-1].end_ms, words[0].start_ms + 1)


def _clock(milliseconds: int, mark: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{rest:03}"
