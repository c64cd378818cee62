"""Owns the files of discovered topics: what each is, and how many calls of a week talk of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.export.columns import DISCOVERED_TOPICS, DISCOVERED_WEEKS
from speechqa.export.csv_files import table_csv
from speechqa.export.tables import Table
from speechqa.export.whole_files import write_together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from speechqa.export.columns import Value
    from speechqa.records import DiscoveredTopic


def write_discovered(topics: Sequence[DiscoveredTopic], out: Path) -> tuple[Path, ...]:
    """``discovered_topics.csv`` and ``discovered_topic_weeks.csv`` in the folder ``out``, both or none.

    Ranks count within a language. Raises ``SettingsError`` if the folder can't be written.
    """
    ranked = _ranked(topics)
    tables = (
        Table("discovered_topics", DISCOVERED_TOPICS, tuple(_row(*each) for each in ranked)),
        Table(
            "discovered_topic_weeks",
            DISCOVERED_WEEKS,
            tuple(row for each in ranked for row in _week_rows(*each)),
        ),
    )
    return write_together(out, {f"{table.name}.csv": table_csv(table).encode("utf-8") for table in tables})


def _ranked(topics: Sequence[DiscoveredTopic]) -> list[tuple[int, DiscoveredTopic]]:
    ranks: dict[str, int] = {}
    ranked = []
    for topic in topics:
        ranks[topic.language] = ranks.get(topic.language, 0) + 1
        ranked.append((ranks[topic.language], topic))
    return ranked


def _row(rank: int, topic: DiscoveredTopic) -> tuple[Value, ...]:
    quotes = [value for quote in topic.quotes for value in (quote.call_id, quote.start_ms, quote.text)]
    columns = len(DISCOVERED_TOPICS)
    row: list[Value] = [
        topic.language,
        rank,
        "; ".join(topic.words),
        topic.calls,
        topic.share,
        topic.trend,
        topic.beside,
        topic.beside_share if topic.beside else None,
        topic.covered,
        *quotes,
    ]
    return tuple((row + [None] * columns)[:columns])


def _week_rows(rank: int, topic: DiscoveredTopic) -> Iterator[tuple[Value, ...]]:
    for week, calls in topic.weeks:
        yield topic.language, rank, "; ".join(topic.words), week, calls
