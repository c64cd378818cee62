"""Owns who may come in: a token that works once, then a session cookie; forms bear the session's mark."""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

# A session ends when nothing was asked for so long.
IDLE_S = 8 * 3600.0
_BYTES = 32


@dataclass(slots=True)
class Session:
    """Somebody at the page. ``mark`` stands in every form; ``seen`` are calls whose verdicts were shown."""

    key: str
    mark: str
    used_at: float
    name: str = ""
    seen: set[str] = field(default_factory=set)


class Doors:
    """Tokens and sessions, kept in memory alone: they end with the program."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._tokens: set[str] = set()
        self._sessions: dict[str, Session] = {}

    def new_token(self) -> str:
        """A token that lets one browser in, once."""
        token = secrets.token_urlsafe(_BYTES)
        with self._lock:
            self._tokens.add(token)
        return token

    def enter(self, token: str) -> Session | None:
        """A new session for an unused token, which is used up; else None."""
        with self._lock:
            known = next((each for each in self._tokens if _same(each, token)), None)
            if known is None:
                return None
            self._tokens.remove(known)
            session = Session(secrets.token_urlsafe(_BYTES), secrets.token_urlsafe(_BYTES), self._clock())
            self._sessions[session.key] = session
            return session

    def session(self, key: str) -> Session | None:
        """The session of a cookie, None when there is none or it ended."""
        with self._lock:
            found = next((each for each in self._sessions.values() if _same(each.key, key)), None)
            if found is None:
                return None
            now = self._clock()
            if now - found.used_at > IDLE_S:
                del self._sessions[found.key]
                return None
            found.used_at = now
            return found


def is_marked(session: Session, mark: str) -> bool:
    """Whether a form was made by this session's own pages."""
    return _same(session.mark, mark)


def _same(one: str, other: str) -> bool:
    # In time that tells nothing of how much agrees.
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
