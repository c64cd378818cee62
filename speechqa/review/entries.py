"""Owns what may be entered into the log: checked, cleaned, complete, whichever way it comes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

from speechqa.errors import ReviewError
from speechqa.records import CallType, Review, ReviewKind, VerdictValue
from speechqa.store import review_digest

if TYPE_CHECKING:
    from speechqa.records import CallResult

MAX_AUTHOR = 100
MAX_TEXT = 2000
# As a value of a decision: the machine's verdict counts again.
WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Said:
    """What a person wants to enter, as it was typed; fields as in ``Review``."""

    kind: ReviewKind
    author: str
    item: str = ""
    value: str = ""
    reason: str = ""
    about: str = ""


def entry(call: CallResult, said: Said, *, after: str = "") -> Review:
    """The review to be kept. ``after``: see :func:`speechqa.store.review_digest`.

    Raises ``ReviewError`` whose ``field`` is the one that is wrong.
    """
    if call.analysis is None:
        raise ReviewError(
            "the call has no results to be reviewed; run `speechqa run` or `speechqa score`", "item"
        )
    made = Review(
        call_id=call.recording.call_id,
        audio=call.recording.content_hash,
        kind=said.kind,
        author=author_name(said.author),
        item=said.item,
        script=call.analysis.script if said.item else "",
        value=_value(said),
        machine=_machine(call, said.item),
        reason=clean_note(said.reason),
        about=said.about,
    )
    _check_reason(made)
    if made.kind == "answer" and made.about not in _appeals(call):
        raise ReviewError("there is no such appeal of this call", "about")
    return replace(made, digest=review_digest(made, after=after))


def author_name(typed: str) -> str:
    """The name on one line. Raises ``ReviewError`` when there is none, or it is too long for one."""
    name = " ".join(clean_note(typed).split())
    if not name:
        raise ReviewError("who says so? Give a name", "author")
    if len(name) > MAX_AUTHOR:
        raise ReviewError(f"the name is longer than {MAX_AUTHOR} letters", "author")
    return name


def clean_note(typed: str) -> str:
    """The text without control characters, line ends kept. Raises ``ReviewError`` when it is too long."""
    text = typed.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > MAX_TEXT:
        raise ReviewError(f"longer than {MAX_TEXT} letters; say it shorter", "reason")
    # Marks of direction (Cf) could make a text read otherwise than it is.
    kept = (char for char in text if char == "\n" or unicodedata.category(char) not in {"Cc", "Cf", "Cs"})
    return unicodedata.normalize("NFC", "".join(kept))


def _value(said: Said) -> str:
    value = "_".join(said.value.casefold().replace("-", " ").split())
    if said.kind in {"appeal", "answer"}:
        return ""
    if said.kind == "decision" and value == WITHDRAW:
        return ""
    allowed: tuple[str, ...] = get_args(VerdictValue) if said.item else get_args(CallType)
    if value not in allowed:
        raise ReviewError(f"{said.value[:40]!r} must be one of {', '.join(allowed)}", "value")
    return value


def _machine(call: CallResult, item: str) -> str:
    """What the machine says of the item, or of the kind of call for ""."""
    analysis, review = call.analysis, call.review
    if analysis is None:
        return ""
    if not item:
        kind = review.machine_class if review and review.machine_class else analysis.call_class
        return kind.call_type
    decided = review.of(item) if review else None
    if decided and decided.verdict:
        return decided.verdict.verdict
    found = next((each for each in analysis.verdicts if each.item == item), None)
    if found is None:
        raise ReviewError(f"the script {analysis.script or '(none)'} has no item {item[:60]!r}", "item")
    return found.verdict


def _check_reason(made: Review) -> None:
    if made.reason:
        return
    if made.kind in {"appeal", "answer"}:
        raise ReviewError(f"an {made.kind} without words says nothing", "reason")
    if made.kind == "decision" and made.value not in {"", made.machine}:
        raise ReviewError(
            f"the machine says {made.machine}: give the reason why it is {made.value}", "reason"
        )


def _appeals(call: CallResult) -> set[str]:
    return {each.appeal.digest for each in call.review.appeals} if call.review else set()
