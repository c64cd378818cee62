"""Owns the files of word lists: ``stopwords/<lang>/<list>.txt`` into values.

One term a line, ``term | severity`` (1-3, default 1), ``#`` comments, ``!term`` an
exception. A term fits all its inflections; ``=term`` fits this form only (for function
words, whose inflections are other words); ``~term`` is a sound whose letters may be
drawn out (``~um`` fits "ummm").
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.checks.words import base
from speechqa.errors import WordListError
from speechqa.records import PROFANITY
from speechqa.scripts.problems import as_lines

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 8_000_000
MAX_LINES = 100_000
MAX_TERM = 120  # characters: longer than any phrase people say in one breath
MAX_SEVERITY = 3
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?", re.IGNORECASE)
_LIST_NAME = re.compile(r"[\w-]{1,64}")


@dataclass(frozen=True, slots=True)
class Term:
    """One line of a list. ``text`` is as listed (with ``=`` or ``~``), ``severity`` 1..3."""

    text: str
    severity: int = 1

    @property
    def shown(self) -> str:
        """The term without its marks, as it stands in reports."""
        return self.text.lstrip("=~ ")


@dataclass(frozen=True, slots=True, eq=False)
class WordList:
    """One list of one language. ``base`` are dictionary words that count unless excepted;
    ``hash`` is the SHA-256 of all that decides what the list finds.
    """

    language: str
    name: str
    terms: tuple[Term, ...]
    exceptions: tuple[Term, ...]
    hash: str
    base: frozenset[str] = frozenset()

    # Lists are compared by content hash, so compiled forms can be cached across processes.
    def __eq__(self, other: object) -> bool:
        if not isinstance(other, WordList):
            return NotImplemented
        return (self.language, self.name, self.hash) == (other.language, other.name, other.hash)

    def __hash__(self) -> int:
        return hash((self.language, self.name, self.hash))


@dataclass(frozen=True, slots=True)
class WordLists:
    """All lists of a folder, sorted by language and name."""

    lists: tuple[WordList, ...] = ()

    @property
    def hashes(self) -> tuple[tuple[str, str], ...]:
        """Pairs of "language/list" and its SHA-256, sorted."""
        return tuple((f"{one.language}/{one.name}", one.hash) for one in self.lists)

    def of(self, language: str) -> tuple[WordList, ...]:
        """The lists of one language, by name; none for a language without lists."""
        return tuple(one for one in self.lists if one.language == language)


def load_word_lists(folder: Path) -> WordLists:
    """The lists in ``folder/<lang>/*.txt``.

    Raises:
        WordListError: The folder can't be read, or every problem of every file, one a line
            with file and line.
    """
    try:
        languages = sorted(path for path in folder.iterdir() if path.is_dir())
    except OSError as error:
        raise WordListError(
            f"{folder}: can't read the word lists ({error.strerror}); name the right folder"
        ) from error
    problems: list[str] = []
    found = [
        _read_list(path, language.name.lower(), problems)
        for language in languages
        if _LANGUAGE.fullmatch(language.name)
        for path in sorted(language.glob("*.txt"))
    ]
    if problems:
        raise WordListError(as_lines(problems))
    return WordLists(tuple(sorted((one for one in found if one), key=lambda one: (one.language, one.name))))


def _read_list(path: Path, language: str, problems: list[str]) -> WordList | None:
    """The list, None when the file can't be read; what is wrong with it is added to ``problems``."""
    try:
        data = _read_bytes(path)
        lines = _lines(data, path)
    except WordListError as error:
        problems.append(str(error))
        return None
    terms: list[Term] = []
    exceptions: list[Term] = []
    for number, line in enumerate(lines, start=1):
        text = _without_comment(line)
        if not text:
            continue
        is_exception = text.startswith("!")
        try:
            term = _parse(text[1:].strip() if is_exception else text, f"{path}, line {number}")
        except WordListError as error:
            problems.append(str(error))
        else:
            (exceptions if is_exception else terms).append(term)
    dictionary = base.words(language) if path.stem == PROFANITY else frozenset()
    return WordList(language, path.stem, tuple(terms), tuple(exceptions), _hash(data, dictionary), dictionary)


def _read_bytes(path: Path) -> bytes:
    if not _LIST_NAME.fullmatch(path.stem):
        raise WordListError(f"{path}: a list is named with letters, digits, '-' and '_' (at most 64)")
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise WordListError(f"{path}: can't read it ({error.strerror})") from error
    if len(data) > MAX_BYTES:
        raise WordListError(f"{path}: larger than {MAX_BYTES // 1_000_000} MB; split the list")
    return data


def _lines(data: bytes, path: Path) -> list[str]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise WordListError(f"{path}, line {line}: not UTF-8; save the list as UTF-8") from error
    lines = text.split("\n")
    if len(lines) > MAX_LINES:
        raise WordListError(f"{path}, line {MAX_LINES + 1}: more than {MAX_LINES} lines; split the list")
    return lines


def _without_comment(line: str) -> str:
    return re.split(r"(?:^|\s)#", line, maxsplit=1)[0].strip()


def _parse(text: str, place: str) -> Term:
    body, bar, mark = text.partition("|")
    body = " ".join(body.split())
    severity = mark.strip()
    if bar and (
        not severity.isascii() or not severity.isdecimal() or not 1 <= int(severity[:9]) <= MAX_SEVERITY
    ):
        raise WordListError(f"{place}: severity {severity[:20]!r} is not 1, 2 or 3; write 'term | 2'")
    if not any(char.isalnum() for char in body):
        raise WordListError(f"{place}: the term is empty; write a word, or '#' before a comment")
    if len(body) > MAX_TERM:
        raise WordListError(f"{place}: the term has {len(body)} characters, at most {MAX_TERM} are possible")
    if body.startswith("~") and len(body.split()) > 1:
        raise WordListError(f"{place}: '~' draws out one word; {body!r} has several")
    return Term(body, int(severity) if severity else 1)


def _hash(data: bytes, dictionary: frozenset[str]) -> str:
    digest = hashlib.sha256(data)
    digest.update("\n".join(sorted(dictionary)).encode())
    return digest.hexdigest()
