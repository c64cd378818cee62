"""Owns the files of topics: ``topics/<lang>.yaml`` and ``topics/<lang>.<name>.yaml`` into values.

Files of one language add up. Every problem of every file is told at once, with file and line.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Literal, cast

from speechqa import lang
from speechqa.checks.topics.values import Topic, TopicSet, TopicSets
from speechqa.errors import TopicError
from speechqa.scripts import yaml_tree
from speechqa.scripts.problems import Problem, as_lines, did_you_mean, shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from speechqa.scripts.yaml_tree import Document, Location, Tree

MAX_FILES = 200
MAX_TOPICS = 500  # of a file
MAX_TERMS = 500  # of a topic
MAX_TERM = 120  # characters: longer than any phrase people say in one breath
MAX_TITLE = 100
_FILE = re.compile(r"([a-z]{2,3}(?:-[a-z0-9]{2,8})?)(?:\.[\w-]{1,64})*\.ya?ml", re.IGNORECASE)
_ID = re.compile(r"[^\W_][\w-]{0,63}")
_GAP = re.compile(r"[^.]*\w \.\. \w[^.]*")  # more than one gap would make search slow
_FEW_WORDS = 2  # three small words in a row are a turn of speech: "do you still have"
_SPEAKERS = ("agent", "customer", "anyone")
_FIELDS = ("id", "title", "terms", "not", "speaker")


def load_topics(folder: Path) -> TopicSets:
    """The topics in ``folder``, by language, files in the order of their names; ids are unique within one.

    Raises:
        TopicError: The folder can't be read or has no topics, or every problem of every file,
            one a line with file and line.
    """
    by_language: dict[str, list[Path]] = {}
    problems: list[Problem] = []
    for path in _paths(folder):
        name = _FILE.fullmatch(path.name)
        if name:
            by_language.setdefault(name[1].lower(), []).append(path)
        else:
            text = "is not named after a language; rename it to en.yaml, or en.mine.yaml beside another"
            problems.append(Problem(path.as_posix(), 1, "", text))
    sets = [_read_set(language, paths, problems) for language, paths in sorted(by_language.items())]
    if problems:
        raise TopicError(as_lines([str(problem) for problem in sorted(set(problems))]))
    return TopicSets(tuple(sets))


def check_topics(topics: TopicSets) -> tuple[str, ...]:
    """What loads, but hardly counts as meant, one sentence each: small words, terms of two topics."""
    found: list[str] = []
    for own in topics.sets:
        language = lang.get(own.language)
        owners: dict[tuple[str, ...], str] = {}
        for topic in own.topics:
            for term in topic.terms:
                where = f"{own.language}, topic '{topic.id}', {shown(term)}"
                tokens = language.tokens(term)
                if "<n>" not in term and len(tokens) <= _FEW_WORDS and set(tokens) <= language.light_words:
                    found.append(f"{where}: only small words, said in any call; add a telling word")
                other = owners.setdefault(tokens, topic.id)
                if other != topic.id:
                    found.append(f"{where}: is also in topic '{other}'; a saying counts for both")
    return tuple(found)


def _paths(folder: Path) -> list[Path]:
    try:
        # "en" before "en.mine".
        inside = sorted(folder.iterdir(), key=lambda path: path.stem)
    except OSError as error:
        raise TopicError(
            f"{folder.as_posix()}: can't read the topics ({error.strerror}); name the right folder (--topics)"
        ) from error
    paths = [
        path for path in inside if path.suffix.lower() in {".yaml", ".yml"} and not path.name.startswith(".")
    ]
    if not paths:
        raise TopicError(
            f"{folder.as_posix()}: has no topics; put them into <language>.yaml, or name another folder"
            " (--topics)"
        )
    if len(paths) > MAX_FILES:
        raise TopicError(f"{folder.as_posix()}: has more than {MAX_FILES} files; is it the right folder?")
    return paths


def _read_set(language: str, paths: Iterable[Path], problems: list[Problem]) -> TopicSet:
    """The topics of one language's files; what is wrong with them is added to ``problems``."""
    topics: list[Topic] = []
    places: dict[str, str] = {}
    for path in paths:
        document = yaml_tree.read(path)
        reader = _Reader(path.as_posix(), document, problems)
        for place, topic in reader.topics():
            if topic.id in places:
                reader.tell((*place, "id"), f"id {topic.id!r} is also used in {places[topic.id]}; rename one")
            places.setdefault(topic.id, f"{path.as_posix()}:{document.line((*place, 'id'))}")
            topics.append(topic)
    return TopicSet(language, tuple(topics), _hash(topics))


def _hash(topics: Iterable[Topic]) -> str:
    """SHA-256 of all that decides what is found; comments and line breaks don't."""
    digest = hashlib.sha256()
    for topic in topics:
        parts = (topic.id, topic.title, topic.speaker, *topic.terms, "\0", *topic.not_)
        digest.update("\n".join(parts).encode("utf-8", "surrogatepass") + b"\0\0")
    return digest.hexdigest()


class _Reader:
    """Reads one file's tree, noting every problem with its line."""

    def __init__(self, name: str, document: Document, problems: list[Problem]) -> None:
        self.name = name
        self.document = document
        self.problems = problems
        problems += [Problem(name, line, "", text) for line, text in document.problems]

    def tell(self, place: Location, text: str) -> None:
        self.problems.append(Problem(self.name, self.document.line(place), "", text))

    def topics(self) -> list[tuple[Location, Topic]]:
        data = self.document.data
        if data is None:
            if not self.document.problems:
                self.tell((), "the file is empty; write topics or delete the file")
            return []
        listed = data.get("topics") if isinstance(data, dict) else None
        if not isinstance(data, dict) or not isinstance(listed, list) or not listed:
            self.tell((), "must hold 'topics:' with a list, each topic after '- '")
            return []
        for name in data.keys() - {"topics"}:
            self.tell((name,), f"unknown field {name!r}; a file of topics has 'topics' only")
        if len(listed) > MAX_TOPICS:
            self.tell(("topics", MAX_TOPICS), f"more than {MAX_TOPICS} topics; split the file")
        found = [
            (("topics", i), self._topic(one, ("topics", i))) for i, one in enumerate(listed[:MAX_TOPICS])
        ]
        return [(place, topic) for place, topic in found if topic is not None]

    def _topic(self, data: Tree, place: Location) -> Topic | None:
        if not isinstance(data, dict):
            self.tell(place, "a topic must hold fields: id, title, terms")
            return None
        for name in data.keys() - set(_FIELDS):
            self.tell((*place, name), f"unknown field {name!r}; {did_you_mean(name, _FIELDS)}")
        ident, title = data.get("id"), data.get("title")
        if not isinstance(ident, str) or not _ID.fullmatch(ident):
            self.tell((*place, "id"), "id must be one word of letters, digits, '_' or '-', at most 64")
            return None
        if not isinstance(title, str) or not title.strip() or len(title) > MAX_TITLE:
            self.tell((*place, "title"), f"title must be a text of at most {MAX_TITLE} characters")
            return None
        speaker = data.get("speaker", "anyone")
        if speaker not in _SPEAKERS:
            wanted = "speaker must be agent, customer or anyone"
            self.tell((*place, "speaker"), f"{wanted}, not {shown(str(speaker))}")
        terms = self._terms(data.get("terms"), (*place, "terms"))
        excepted = self._terms(data["not"], (*place, "not")) if "not" in data else ()
        named = cast("Literal['agent', 'customer', 'anyone']", speaker)
        return Topic(ident, " ".join(title.split()), terms, excepted, named)

    def _terms(self, data: Tree, place: Location) -> tuple[str, ...]:
        listed = [data] if isinstance(data, str) else data
        if not isinstance(listed, list) or not listed:
            self.tell(place, f"{place[-1]} must be a list of words and phrases")
            return ()
        if len(listed) > MAX_TERMS:
            self.tell((*place, MAX_TERMS), f"more than {MAX_TERMS} in {place[-1]}; split the topic")
        read = (self._term(one, (*place, i)) for i, one in enumerate(listed[:MAX_TERMS]))
        return tuple(dict.fromkeys(term for term in read if term))

    def _term(self, data: Tree, place: Location) -> str:
        if not isinstance(data, str):
            self.tell(place, 'is no text; put text with {braces} or ": " in double quotes')
            return ""
        term = " ".join(data.split())
        if not any(char.isalnum() for char in term):
            self.tell(place, "has no word in it; write a word or remove it")
        elif len(term) > MAX_TERM:
            self.tell(place, f"has {len(term)} characters; at most {MAX_TERM} are possible")
        elif any(sign in _without_number(term) for sign in "|<>{}~") or "=" in term[1:]:
            self.tell(place, "has a sign that means nothing here; write words, <n> or '=' in front")
        elif ".." in term and not _GAP.fullmatch(term):
            self.tell(place, "'..' stands once, between two words, for up to three others")
        else:
            return term
        return ""


def _without_number(term: str) -> str:
    """The term without "<n>", which stands for a number."""
    return " ".join(part for part in term.split() if part != "<n>")
