"""Invented sentences in four languages: met, denied, decoys. One line a case in ``cases/<language>.txt``.

``yes``, ``negated``, ``no`` (not found), or ``not`` where either of the last two will do.

``yes?``, ``no?`` and ``negated?`` are what a person expects and this version gets wrong; a test fails
when one starts to work, so that the mark is taken away.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from speechqa import matching
from speechqa.lang import get
from speechqa.records import Transcript, Turn, Word

LANGUAGES = ("en", "ru", "de", "pl")
COMPANIES = {"en": "Fernhollow", "ru": "Белый Камень", "de": "Lindenhof", "pl": "Zielone Wzgórze"}


def transcript(text, *, language="", speaker="agent"):
    words = tuple(Word(word, 400 * i, 400 * i + 300) for i, word in enumerate(text.split()))
    turn = Turn(speaker, 0, words[-1].end_ms, words)
    return Transcript(language, words[-1].end_ms, (turn,), "test")


def answer(language, phrase, text):
    tools = get(language)
    compiled = matching.compile_phrase(phrase, tools, {"company": [COMPANIES[language]]})
    hits = matching.find(compiled, matching.index(transcript(text), tools))
    if not hits:
        return "no"
    return "negated" if all(hit.negated for hit in hits) else "yes"


def cases(language):
    lines = (Path(__file__).parent / "cases" / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split(" | ") for line in lines if line and not line.startswith("#")]
    return [(language, phrase, text, expected) for expected, phrase, text in rows]


@pytest.mark.parametrize(
    ("language", "phrase", "text", "expected"), [case for language in LANGUAGES for case in cases(language)]
)
def test_case(language, phrase, text, expected):
    got = answer(language, phrase, text)
    if expected.endswith("?"):
        assert got != expected[:-1], "works now: take the question mark away"
    elif expected == "not":
        assert got in ("no", "negated")
    else:
        assert got == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_enough_cases(language):
    rows = cases(language)
    assert len(rows) >= 60
    assert sum(expected.endswith("?") for *_, expected in rows) <= len(rows) // 10
