"""Owns what the commands for topics do, behind their options."""

from __future__ import annotations

from pathlib import Path

from speechqa import settings
from speechqa.checks.topics import TopicSet, TopicSets, find_topics, load_topics
from speechqa.cli.content import spoken
from speechqa.errors import SettingsError
from speechqa.records import TopicMention


def load(folder: Path | None, config: Path | None) -> TopicSets:
    """The topics in ``folder``, else those of the settings. Raises ``TopicError``."""
    return load_topics(settings.load(options={"topics": folder}, config=config).topics)


def chosen(folder: Path | None, config: Path | None, language: str | None) -> tuple[TopicSet, ...]:
    """The topics of one language, or of all. Raises ``TopicError`` or ``SettingsError``."""
    sets = load(folder, config)
    return sets.sets if language is None else (_of(sets, language),)


def find(text: str, *, language: str, folder: Path | None, config: Path | None) -> tuple[TopicMention, ...]:
    """Where ``text`` talks of topics. Raises ``TopicError`` or ``SettingsError``."""
    sets = load(folder, config)
    return find_topics(spoken(text, _of(sets, language).language), sets)


def _of(sets: TopicSets, language: str) -> TopicSet:
    found = sets.of(language)
    if found is None:
        known = ", ".join(own.language for own in sets.sets)
        raise SettingsError(f"--language {language}: there are no topics for it; known: {known}")
    return found
