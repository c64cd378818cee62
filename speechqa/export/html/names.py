"""Owns the names of pages: safe in any file system and address, stable, one for each id."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from urllib.parse import quote

_UNSAFE = re.compile("[^A-Za-z0-9_-]+")
_LONGEST = 60  # letters of an id that are kept readable
_DIGEST = 10  # letters of the hash that keeps ids apart whose readable letters agree


def page_name(identity: str) -> str:
    """A file name without its ending: the readable letters of ``identity`` and a piece of its SHA-256."""
    digest = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
    readable = _UNSAFE.sub("-", identity).strip("-")[:_LONGEST]
    return f"{readable}-{digest}" if readable else digest


def agent_page(team: str, agent: str) -> str:
    """The name of an agent's page, who may have a namesake in another team."""
    return page_name(f"{agent}/{team}" if team else agent)


def address(target: Path, *, page: Path) -> str:
    """The address of ``target`` as seen from ``page``: relative where there is a way, percent-encoded."""
    try:
        relative = os.path.relpath(target.absolute(), page.absolute().parent)
    except ValueError:  # another drive
        return target.absolute().as_uri()
    return quote(os.fsencode(relative.replace(os.sep, "/")))
