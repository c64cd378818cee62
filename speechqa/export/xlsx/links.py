"""Owns which cells open a page of the HTML report that lies beside the workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from speechqa.export.html.names import agent_page, page_name

if TYPE_CHECKING:
    from xlsxwriter.url import Url

    from speechqa.export.columns import Value
    from speechqa.export.tables import Table

Row = tuple["Value", ...]
_FOLDER = "report"


def pages(out: Path) -> frozenset[str]:
    """The pages of agents and calls below ``out``, relative to it; none where there is no report."""
    return frozenset(
        f"{_FOLDER}/{kind}/{page.name}"
        for kind in ("agents", "calls")
        for page in (out / _FOLDER / kind).glob("*.html")
    )


def page_link(page: str, text: str) -> Url:
    """``text`` that opens a page of ``pages``, as XlsxWriter takes it."""
    from xlsxwriter.url import Url

    link = Url(f"external:{page}")
    link.text = text
    # XlsxWriter writes \, which only Windows follows; / is followed everywhere.
    link._relationship_link = page  # noqa: SLF001 - it has no other door
    return link


def linker(table: Table, known: frozenset[str]) -> tuple[int, Callable[[Row], str]] | None:
    """The column that links and what gives a row's page, "" where there is none; None for other tables."""
    header = table.header
    if "call_id" in header:
        at = header.index("call_id")
        return at, lambda row: _known(f"calls/{page_name(str(row[at]))}.html", known)
    if table.name == "agents":
        name, team = header.index("agent"), header.index("team")
        return name, lambda row: _known(f"agents/{agent_page(str(row[team]), str(row[name]))}.html", known)
    return None


def _known(page: str, known: frozenset[str]) -> str:
    address = f"{_FOLDER}/{page}"
    return address if address in known else ""
