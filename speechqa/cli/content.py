"""Owns what the content commands do, behind their options."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from speechqa import lang, matching, settings
from speechqa import scripts as script_room
from speechqa.checks import examples, lint, words
from speechqa.checks.lint.spoken import conditions, rule_field
from speechqa.errors import ScriptError, SettingsError
from speechqa.records import Direction, Speaker, Transcript, Turn, Word, WordHit

_SPEAKER = re.compile(r"\b(agent|customer):", re.IGNORECASE)
_DIRECTIONS: dict[str, Direction] = {"inbound": "inbound", "outbound": "outbound", "internal": "internal"}
_WORD_MS = 400


def load(folder: Path | None, config: Path | None) -> script_room.ScriptLibrary:
    """The scripts in ``folder``, else those of the settings. Raises ``ScriptError``."""
    return script_room.load_library(settings.load(options={"scripts": folder}, config=config).scripts)


def check_scripts(library: script_room.ScriptLibrary) -> tuple[script_room.Problem, ...]:
    """What is suspicious in the scripts. Raises ``ScriptError`` for phrases the matcher can't work with."""
    wrong: list[script_room.Problem] = []
    for script in library.scripts:
        language, values, source = lang.get(script.language), dict(script.values), library.source(script.id)
        for item in script.items:
            rule = [(rule_field(item), phrase) for phrase in item.phrases]
            decoys = [("not", phrase) for phrase in item.not_]
            for field, phrase in (*rule, *decoys, *conditions(item)):
                problem = matching.problems(phrase, language, values)
                if problem:
                    line = source.line(item.id, field, phrase)
                    wrong.append(script_room.Problem(source.file, line, item.id, problem))
    if wrong:
        raise ScriptError("\n".join(str(problem) for problem in sorted(set(wrong))))
    return lint.warnings(library)


def chosen(library: script_room.ScriptLibrary, script_id: str | None) -> tuple[script_room.Script, ...]:
    """The script with this id, or all. Raises ``SettingsError``."""
    if script_id is not None and library.get(script_id) is None:
        known = ", ".join(sorted(script.id for script in library.scripts)) or "none"
        raise SettingsError(f"scripts test {script_id}: no such script; known: {known}")
    return tuple(script for script in library.scripts if script_id in (None, script.id))


def misheard(
    scripts: Sequence[script_room.Script], *, strength: float, seed: int
) -> tuple[examples.Garbled, ...]:
    """The examples of scripts with recognition errors in a share of their words; none at strength 0."""
    if not strength:
        return ()
    tried = (examples.try_garbled(script, strength=strength, seed=seed) for script in scripts)
    return tuple(one for each in tried for one in each.garbled)


def draft(path: Path, *, language: str | None, out: Path | None) -> tuple[script_room.Draft, Path | None]:
    """(the draft of a written script, the file below ``out`` it was written to, None without ``out``).

    A file that is there is never written over. Raises ``ScriptError`` or ``SettingsError``.
    """
    if language is not None and language not in lang.LANGUAGES:
        known = ", ".join(sorted(lang.LANGUAGES))
        raise SettingsError(f"--language {language}: scripts can't be drafted in it; known: {known}")
    made = script_room.draft(path, language=language or "", refuses=_refusal)
    if out is None:
        return made, None
    target = out / made.language / f"{made.id}.yaml"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(made.yaml)
    except FileExistsError as error:
        raise SettingsError(
            f"{target.as_posix()}: is there already; rename it or give another --out"
        ) from error
    except OSError as error:
        raise SettingsError(
            f"{target.as_posix()}: can't be written ({error.strerror}); check --out"
        ) from error
    return made, target


def _refusal(phrase: str, language: str) -> str:
    return matching.problems(phrase, lang.get(language), {"company": ["Company"]})


def check_words(
    text: str, *, language: str, stopwords: Path | None, config: Path | None
) -> tuple[WordHit, ...]:
    """The word hits in ``text``. Raises ``WordListError`` or ``SettingsError``."""
    folder = settings.load(options={"stopwords": stopwords}, config=config).stopwords
    lists = words.load_word_lists(folder)
    known = sorted({each.language for each in lists.lists})
    if language not in known:
        raise SettingsError(f"--language {language}: {folder} has no lists for it; known: {', '.join(known)}")
    return words.find_words(spoken(text, language), lists)


def direction(name: str) -> Direction:
    """The direction of this name. Raises ``SettingsError`` for an unknown one."""
    if name not in _DIRECTIONS:
        raise SettingsError(f"--direction {name}: must be one of {', '.join(_DIRECTIONS)}")
    return _DIRECTIONS[name]


def spoken(text: str, language: str) -> Transcript:
    """``text`` as a call: "agent:" and "customer:" start a turn; without them the agent speaks."""
    parts = _SPEAKER.split(text)
    pairs: list[tuple[Speaker, str]] = [("agent", parts[0])]
    for name, said in zip(parts[1::2], parts[2::2], strict=True):
        pairs.append(("customer" if name.lower() == "customer" else "agent", said))
    turns: list[Turn] = []
    at = 0
    for speaker, said in pairs:
        heard = tuple(
            Word(word, at + i * _WORD_MS, at + (i + 1) * _WORD_MS) for i, word in enumerate(said.split())
        )
        if heard:
            turns.append(Turn(speaker, at, heard[-1].end_ms, heard))
            at = heard[-1].end_ms
    return Transcript(language=language, duration_ms=at, turns=tuple(turns), backend="text")
