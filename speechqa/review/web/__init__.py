"""Owns the local page for review: who may come in, what is shown, what is entered.

Bound to this machine alone. Starlette and uvicorn (extra ``review``) are loaded when it is served.
"""

from __future__ import annotations

from speechqa.review.web.desk import Desk, Sources
from speechqa.review.web.doors import Doors
from speechqa.review.web.serving import HOST, open_port, serve

__all__ = ["HOST", "Desk", "Doors", "Sources", "open_port", "serve"]
