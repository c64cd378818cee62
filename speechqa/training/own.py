"""Owns training on a user's own calls, and holding the result against the program's own model."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.checks.call_type import classify
from speechqa.checks.call_type.model import TYPES, to_files
from speechqa.errors import SettingsError
from speechqa.training import corpus
from speechqa.training.examples import Labelled, short_and_misheard
from speechqa.training.figures import Guess
from speechqa.training.fit import Classes, fit_model
from speechqa.training.prepare import prepare_all
from speechqa.training.trial import cross_validate, guesses, with_temperatures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from speechqa.checks.call_type import CallTypeModel
    from speechqa.meaning import Meaning
    from speechqa.records import Direction, Transcript
    from speechqa.training.labels import LabelTable

_FEWEST = 10  # labelled calls: fewer teach nothing that could be tried


@dataclass(frozen=True, slots=True)
class Learnt:
    """A model and what it took the user's calls for that it hadn't seen: labels, types and outcomes.

    ``missing`` are labelled calls that weren't found.
    """

    model: CallTypeModel
    labels: tuple[Guess, ...]
    types: tuple[Guess, ...]
    outcomes: tuple[Guess, ...]
    calls: int
    missing: tuple[str, ...]


def labelled_calls(
    table: LabelTable, found: Mapping[str, tuple[Transcript, Direction | None]]
) -> tuple[list[Labelled], tuple[str, ...]]:
    """(the calls of the table that were found, the ids of the others), in the table's order."""
    calls, missing = [], []
    for row in {row.call_id: row for row in table.rows}.values():
        if row.call_id not in found:
            missing.append(row.call_id)
            continue
        transcript, direction = found[row.call_id]
        parent = next((kind for kind in TYPES if kind == row.label), None) or table.parents[row.label]
        bargains = parent == "negotiation"
        calls.append(
            Labelled(
                call_id=row.call_id,
                group=row.call_id,
                transcript=transcript,
                direction=direction,
                label=row.label,
                parent=parent,
                outcome=row.outcome if bargains else None,
                stage=row.stage if bargains else None,
            )
        )
    return calls, tuple(missing)


def learn(
    table: LabelTable,
    found: Mapping[str, tuple[Transcript, Direction | None]],
    *,
    starter: Path | None,
    meaning: Meaning | None,
) -> Learnt:
    """A classifier from the user's calls together with the program's corpus in ``starter`` (None: alone).

    Raises ``SettingsError`` where too few labelled calls were found.
    """
    own, missing = labelled_calls(table, found)
    if len(own) < _FEWEST:
        first = f", not {missing[0]}" if missing else ""
        raise SettingsError(
            f"{len(own)} of {len(own) + len(missing)} labelled calls were found{first}; at least {_FEWEST} "
            "are needed: give the folder of their transcripts, or the store that holds them"
        )
    subtypes = sorted({call.label for call in own} - set(TYPES))
    classes = Classes((*TYPES, *subtypes), (*TYPES, *(table.parents[name] for name in subtypes)))
    calls = [*own, *(corpus.read_corpus(starter) if starter else ())]
    prepared = prepare_all(calls, meaning)
    heard_badly = prepare_all([short_and_misheard(call) for call in calls], meaning)
    digest = meaning.placing if meaning else ""
    tried, _ = cross_validate(prepared, heard_badly, classes, meaning=digest)
    model = with_temperatures(fit_model([*prepared, *heard_badly], classes, meaning=digest), tried, classes)
    labels, types, outcomes = guesses(model, tried, by_sense=model.sense is not None)
    mine = {call.call_id for call in own}
    of_own = [tuple(each for each in part if each.call_id in mine) for part in (labels, types, outcomes)]
    return Learnt(model, of_own[0], of_own[1], of_own[2], calls=len(own), missing=missing)


def shipped_guesses(
    calls: Sequence[Labelled], model: CallTypeModel, meaning: Meaning | None
) -> tuple[tuple[Guess, ...], tuple[Guess, ...]]:
    """(call types, outcomes of negotiations) that another model takes the calls for."""
    types, outcomes = [], []
    for call in calls:
        heard = None
        if meaning is not None and meaning.placing == model.meaning:
            heard = meaning.read(call.transcript, meaning.describe(call.transcript))
        found = classify(call.transcript, direction=call.direction, model=model, call=heard)
        code = call.transcript.language
        types.append(Guess(call.call_id, code, call.parent, found.call_type, found.confidence))
        if call.outcome is not None:
            sure = found.outcome_confidence or found.confidence
            outcomes.append(Guess(call.call_id, code, call.outcome, found.outcome, sure))
    return tuple(types), tuple(outcomes)


def own_files(learnt: Learnt, table: LabelTable, *, starter: Path | None) -> dict[str, bytes]:
    """The files of a user's model folder."""
    right = sum(each.truth == each.found for each in learnt.types)
    counted = Counter(row.label for row in table.rows)
    return to_files(
        learnt.model,
        {
            "made_by": "speechqa classify train",
            "date": dt.datetime.now(dt.UTC).date().isoformat(),
            "labels_sha256": table.sha256,
            "corpus_sha256": corpus.digest(starter) if starter else "",
            "calls": learnt.calls,
            "labelled": dict(sorted(counted.items())),
            "held_out": {"call_type_right": right, "calls": len(learnt.types)},
        },
    )
