"""Owns explaining one verdict: a stored call found by what people call it, judged again by today's rules."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from speechqa import intake
from speechqa.checks.explain import Evidence, explain
from speechqa.errors import SettingsError
from speechqa.pipeline.judging import judge
from speechqa.pipeline.lengths import as_long_as_told
from speechqa.pipeline.reporting import made_from
from speechqa.pipeline.rules import Rules
from speechqa.records import CallAnalysis, Provenance, Recording, Verdict
from speechqa.scripts import Item, Script
from speechqa.store import StoredCall

if TYPE_CHECKING:
    from speechqa.store.database import Store

# Names shown where none is near the one given.
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Explained:
    """A verdict by today's rules with its evidence; ``stored`` is the one kept before, None without any."""

    recording: Recording
    script: Script
    item: Item
    verdict: Verdict
    evidence: Evidence
    made_from: Provenance
    stored: Verdict | None
    stored_from: Provenance | None


def explain_item(name: str, item_id: str, *, store: Store, rules: Rules) -> Explained:
    """The verdict of one item of a call with its evidence; nothing is stored.

    ``name`` is the call's id, its file, or its file's name where only one call has it. Raises
    ``SettingsError`` for a call or an item that isn't known, and names those that are near.
    """
    call = _call(name, store)
    recording, facts, transcript = call.recording, call.facts, call.transcript
    if facts is None or transcript is None:
        why = f" ({call.failure.failure.error})" if call.failure else ""
        raise SettingsError(f"call {recording.call_id}: has no transcript{why}; `speechqa run` makes one")
    kept = store.get_meaning(facts.key, rules.meaning_digest) if rules.meaning_digest else None
    judged = judge(recording, transcript, rules, kept)
    if judged.analysis is None:
        error = judged.failure.error if judged.failure else "can't be judged"
        raise SettingsError(f"call {recording.call_id}: {error}")
    script, item, verdict = _item(item_id, recording, judged.analysis, rules)
    evidence = explain(
        item,
        script,
        as_long_as_told(transcript, recording)[0],
        recording=recording,
        call_class=judged.analysis.call_class,
        meaning=rules.meaning,
        described=judged.described or kept,
    )
    return Explained(
        recording=recording,
        script=script,
        item=item,
        verdict=verdict,
        evidence=evidence,
        made_from=Provenance(recording.content_hash, facts.key, script.hash, rules.engine),
        stored=_stored(call, script, item),
        stored_from=made_from(call),
    )


# -- which call ---------------------------------------------------------------


def _call(name: str, store: Store) -> StoredCall:
    exact = store.calls([name])
    if exact:
        return exact[0]
    known = [each.recording for each in store.calls(transcripts=False, analyses=False)]
    same = [each.call_id for each in known if name in _names(each)]
    if len(same) == 1:
        return store.calls(same)[0]
    if same:
        shown = ", ".join(same[:_SHOWN]) + (f" and {len(same) - _SHOWN} more" if len(same) > _SHOWN else "")
        raise SettingsError(f"call {name}: {len(same)} stored calls have this name; give one of {shown}")
    ids = [each.call_id for each in known]
    raise SettingsError(f"call {name}: not in the store; {_known(name, ids, 'calls')}")


def _names(recording: Recording) -> set[str]:
    """What people call a recording besides its id."""
    file, short = recording.file, posixpath.basename(recording.call_id)
    return {file, posixpath.basename(file), intake.stem_of(file), short, short.partition("~")[0]}


def _known(word: str, names: Sequence[str], what: str) -> str:
    """What to write instead: the names that are near, else some that are there."""
    folded = {name.casefold(): name for name in names}
    near = [name for name in sorted(folded) if word.casefold() in name][:_SHOWN]
    near = near or get_close_matches(word.casefold(), folded, n=3, cutoff=0.6)
    if near:
        return f"did you mean {_either(folded[each] for each in near)}?"
    if not names:
        return f"it has no {what}; `speechqa run` fills it"
    some = ", ".join(sorted(names)[:_SHOWN])
    return f"its {what}: {some}" if len(names) <= _SHOWN else f"it has {len(names)} {what}, such as {some}"


def _either(names: Iterable[str]) -> str:
    return " or ".join(f"'{name}'" for name in names)


# -- which item ---------------------------------------------------------------


def _item(
    item_id: str, recording: Recording, analysis: CallAnalysis, rules: Rules
) -> tuple[Script, Item, Verdict]:
    """The call's script, its item and today's verdict."""
    where = f"call {recording.call_id}"
    script = rules.library.get(analysis.script)
    if script is None:
        raise SettingsError(f"{where}: no script fits it, so nothing was judged; name one with --script")
    item = script.item(item_id)
    if item is None:
        others = [one.id for one in rules.library.scripts if one.item(item_id) and one.id != script.id]
        elsewhere = f" (scripts that have it: {', '.join(others)})" if others else ""
        ids = [one.id for one in script.items]
        raise SettingsError(
            f"item {item_id}: not in {script.id}, the script of {where}{elsewhere}; "
            f"{_known(item_id, ids, 'items')}"
        )
    return script, item, next(each for each in analysis.verdicts if each.item == item_id)


def _stored(call: StoredCall, script: Script, item: Item) -> Verdict | None:
    if call.analysis is None or call.analysis.script != script.id:
        return None
    return next((each for each in call.analysis.verdicts if each.item == item.id), None)
