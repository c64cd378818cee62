"""Owns the HTML report: a folder of pages that opens from disk, without a server or a network.

``index.html`` is the team's page, ``report/`` holds the rest: a page for each agent and each call, the
style, the scripts, and the recordings' copies where they were asked for. All text of calls, names and files
is escaped by the template engine, and the pages forbid scripts that aren't the report's own.
"""

from __future__ import annotations

from speechqa.export.html.write import write_html

__all__ = ["write_html"]
