"""Owns the word error rate: each speaker's words in a row, numbers spelled out on both sides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from labelled import plain

from speechqa.records import Transcript

_LONGEST_NUMBER = 9


def errors(turns: Sequence[tuple[str, str]], transcript: Transcript, language: str) -> tuple[int, int]:
    """Word errors (substituted, left out, put in) and the number of words really spoken."""
    import jiwer

    wrong = count = 0
    for speaker in ("agent", "customer"):
        truth = normalised(" ".join(text for who, text in turns if who == speaker), language)
        heard = normalised(
            " ".join(turn.text for turn in transcript.turns if turn.speaker == speaker), language
        )
        if not truth:
            wrong += len(heard.split())
            continue
        found = jiwer.process_words(truth, heard)
        wrong += found.substitutions + found.deletions + found.insertions
        count += len(truth.split())
    return wrong, count


def normalised(text: str, language: str) -> str:
    """Lower case without punctuation; digits as words, so "20" and "twenty" are equal."""
    from num2words import num2words

    def spell(match: re.Match[str]) -> str:
        digits = match.group()
        # Long digit strings are phone numbers: read digit by digit.
        parts = [digits] if len(digits) <= _LONGEST_NUMBER and not digits.startswith("0") else list(digits)
        return " ".join(num2words(int(part), lang=language) for part in parts)

    return plain(re.sub(r"\d+", spell, re.sub(r"(?<=\d)[ ,.](?=\d{3}\b)", "", text)))
