"""Owns the file of a calibration: what was learnt, from which labels, how good it was on unseen calls."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from speechqa.errors import SettingsError
from speechqa.evaluation.fitting import Fitted
from speechqa.records import DECISIONS, Calibration, Curve, Decision, Grounds, Step

FORMAT = "speechqa calibration 2"
# A folder of calibrations holds one for each way of judging.
WITH_MEANING, WORDS_ALONE = "with_meaning.json", "words_alone.json"
_MAX_BYTES = 10_000_000
_DECIMALS = 6

Share = Annotated[float, Field(ge=0, le=1)]


def _rising(knots: list[tuple[float, float]]) -> list[tuple[float, float]]:
    if any(one[0] >= other[0] or one[1] > other[1] for one, other in pairwise(knots)):
        raise ValueError("must rise from knot to knot")
    return knots


def _whole(curves: list[_Curve]) -> list[_Curve]:
    keys = [each.key for each in curves]
    if len(set(keys)) < len(keys) or not {(decision, "") for decision in DECISIONS} <= set(keys):
        raise ValueError("must hold a curve over all grounds for met and for not_met, and none twice")
    return curves


class _Curve(BaseModel):
    model_config = ConfigDict(extra="ignore")
    verdict: Decision
    grounds: Grounds
    labels: Annotated[int, Field(ge=0)]
    knots: Annotated[list[tuple[Share, Share]], Field(min_length=1), AfterValidator(_rising)]
    steps: list[tuple[Share, Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]]]

    @property
    def key(self) -> tuple[Decision, Grounds]:
        return self.verdict, self.grounds

    def value(self) -> Curve:
        return Curve(tuple(self.knots), tuple(Step(*step) for step in self.steps), self.labels)


class _File(BaseModel):
    model_config = ConfigDict(extra="ignore")
    format: Literal["speechqa calibration 2"]
    meaning: bool
    engine: str = ""
    curves: Annotated[list[_Curve], AfterValidator(_whole)]


def read_calibration(path: Path, *, meaning: bool) -> Calibration:
    """The calibration in a file, or that of a folder which was made with, or without, comparison by sense.

    Raises ``SettingsError`` when it can't be read, or was made for the other way of judging.
    """
    file = path / (WITH_MEANING if meaning else WORDS_ALONE) if path.is_dir() else path
    try:
        content = file.read_bytes()[: _MAX_BYTES + 1]
        if len(content) > _MAX_BYTES:
            raise SettingsError(
                f"calibration {file}: larger than {_MAX_BYTES} bytes; is this the right file?"
            )
        found = _File.model_validate_json(content)
    except OSError as error:
        raise SettingsError(
            f"calibration {file}: can't be read ({error.strerror}); make it with "
            "`speechqa evaluate --labels FILE --calibrate FILE`"
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise SettingsError(
            f"calibration {file}: {place}: {first['msg']}; make it anew with "
            "`speechqa evaluate --labels FILE --calibrate FILE`"
        ) from error
    if found.meaning != meaning:
        raise SettingsError(f"calibration {file}: {_mismatch(meaning=meaning)}")
    return Calibration({each.key: each.value() for each in found.curves}, meaning, found.engine)


def _mismatch(*, meaning: bool) -> str:
    if meaning:
        return "was made where words alone decide, but items are compared by sense here; calibrate again"
    return (
        "was made with comparison by sense, which is missing here: pip install 'speechqa[meaning]', "
        "or calibrate again"
    )


def calibration_text(fitted: Fitted, *, labels_file: str, labels_sha256: str, date: str, program: str) -> str:
    """The file's content: JSON, a line for each part."""
    found = fitted.calibration
    content: dict[str, Any] = {
        "format": FORMAT,
        "date": date,
        "program": program,
        "engine": found.engine,
        "meaning": found.meaning,
        "labels": {
            "file": labels_file,
            "sha256": labels_sha256,
            "calls": fitted.calls,
            "verdicts": sum(found.curve(each).labels for each in DECISIONS),
        },
        "figures_on_unseen_calls": _figures(fitted),
    }
    parts = [f" {json.dumps(name)}: {json.dumps(part, ensure_ascii=False)}" for name, part in content.items()]
    curves = ",\n".join(f"  {json.dumps(each)}" for each in _curves(found))
    return "{\n" + ",\n".join([*parts, f' "curves": [\n{curves}\n ]']) + "\n}\n"


def _curves(calibration: Calibration) -> Iterator[dict[str, Any]]:
    for (decision, grounds), curve in sorted(calibration.curves.items()):
        steps = [(step.least, step.decided, step.wrong) for step in curve.steps]
        kind = {"verdict": decision, "grounds": grounds, "labels": curve.labels}
        yield kind | {"knots": curve.knots, "steps": steps}


def _figures(fitted: Fitted) -> dict[str, Any]:
    def shown(pairs: Any) -> dict[str, Any]:  # noqa: ANN401 -- two fields of one type
        return {
            decision: {"ece": _rounded(each.ece), "brier": _rounded(each.brier)} for decision, each in pairs
        }

    wishes = [asdict(each) for each in fitted.wishes]
    return {"before": shown(fitted.before), "after": shown(fitted.after), "wishes": wishes}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DECIMALS)
