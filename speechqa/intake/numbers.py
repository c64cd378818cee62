"""Owns telling agent from customer by the two numbers of a call."""

from __future__ import annotations

import re

_EXTENSION = re.compile(r"\d{2,6}")
_QUEUE_KINDS = frozenset({"q", "rg", "group"})


def is_extension(number: str) -> bool:
    """True for two to six digits: a number inside the company."""
    return bool(_EXTENSION.fullmatch(number))


def sides(kind: str, caller: str, called: str) -> dict[str, str]:
    """Direction, agent, customer_phone and queue, as far as the numbers tell.

    ``kind`` is FreePBX's first word ("q", "out", "internal" …) or "".
    """
    if kind in _QUEUE_KINDS:  # who took the call out of the queue stands in the CDR only
        if is_extension(caller):
            return {"direction": "internal", "queue": called}
        return {"direction": "inbound", "queue": called, "customer_phone": caller}
    if kind == "internal" or (kind not in {"out", "in"} and is_extension(caller) and is_extension(called)):
        return {"direction": "internal", "agent": caller}
    if kind == "out" or (kind != "in" and is_extension(caller)):
        return {"direction": "outbound", "agent": caller, "customer_phone": called}
    if kind == "conf":
        return {}
    agent = {"agent": called} if is_extension(called) else {}
    return {"direction": "inbound", "customer_phone": caller, **agent}
