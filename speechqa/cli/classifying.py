"""Owns what the commands of the classifier do: putting the rooms together, and the lines they print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from speechqa import checks, intake
from speechqa.asr import replay
from speechqa.checks import topics
from speechqa.checks.call_type import load_model
from speechqa.checks.call_type.model import OUTCOMES, TYPES
from speechqa.cli import content
from speechqa.cli.texts import clock, plain
from speechqa.errors import CallError, SettingsError
from speechqa.export import check_folder, write_together
from speechqa.meaning import load_meaning
from speechqa.records import CallClass, ClassCue, Direction, Transcript
from speechqa.settings import Settings, load, starter_data
from speechqa.store import open_store

if TYPE_CHECKING:
    from speechqa.training.figures import Guess

Found = dict[str, tuple[Transcript, Direction | None]]
_SHOWN = 40  # calls that differ
_NEEDS = "training needs scikit-learn: pip install 'speechqa[evaluate]'"


def load_settings(options: Mapping[str, object], config: Path | None) -> Settings:
    """Settings from the options given and the file."""
    return load(options=options, config=config)


def told(said: str, settings: Settings, *, language: str, direction: str) -> Iterator[str]:
    """The lines on one call. Raises ``SettingsError`` or ``TopicError``."""
    way = content.direction(direction)
    transcript = _transcript(said, language)
    model, sense = load_model(settings.call_type_model), load_meaning(settings.meaning)
    call = None
    if sense is not None and sense.placing == model.meaning:
        call = sense.read(transcript, sense.describe(transcript))
    sets = topics.load_topics(settings.topics)
    found = checks.classify(transcript, direction=way, topic_sets=sets, model=model, call=call)[0]
    return _lines(found)


def _transcript(said: str, language: str) -> Transcript:
    path = Path(said)
    try:
        is_file = path.is_file()
    except (OSError, ValueError):  # a text too long for a name, or one that no name may hold
        is_file = False
    if not is_file:
        return content.spoken(said, language)
    if said.endswith(".json"):
        return _read(path)
    try:
        return content.spoken(path.read_text(encoding="utf-8"), language)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: can't be read as UTF-8 text ({error})") from error


def _read(path: Path) -> Transcript:
    try:
        return replay.read(path)
    except CallError as error:
        raise SettingsError(f"{path}: {error}") from error


def _lines(found: CallClass) -> Iterator[str]:
    review = ", review: unsure" if found.review else ""
    label = f" ({found.label})" if found.label else ""
    others = [
        f"{kind} {chance:.2f}"
        for kind, chance in zip(TYPES, found.chances, strict=False)
        if kind != found.call_type
    ]
    beside = f" ({', '.join(others)})" if others else ""
    yield f"{found.call_type}{label} {found.confidence:.2f}{beside}{review}"
    yield from (_cue_line(cue) for cue in found.cues)
    for number, each in enumerate(found.outcomes):
        yield f"{'outcome' if not number else 'or'} {each.outcome} {each.chance:.2f}"
        if each.cue is not None:
            yield _cue_line(each.cue)
    if found.stage:
        yield f"stage {found.stage}"
    if found.topics:
        yield f"topics {', '.join(found.topics)}"


def _cue_line(cue: ClassCue) -> str:
    return f"  {cue.weight:+.1f}  {clock(cue.start_ms)} {cue.speaker}: {plain(cue.quote)}"


def train(
    labels: Path, out: Path, settings: Settings, *, transcripts: Path | None, own_only: bool
) -> Iterator[str]:
    """The lines of the command ``classify train``; writes the model when all went well."""
    from speechqa.training import labels as tables
    from speechqa.training import own

    table = tables.read_table(labels)
    check_folder(out)
    starter = None if own_only else _corpus()
    found = _calls(settings, transcripts, [row.call_id for row in table.rows])
    _need_sklearn()
    learnt = own.learn(table, found, starter=starter, meaning=load_meaning(settings.meaning))
    write_together(out, own.own_files(learnt, table, starter=starter))
    yield from _missing(learnt.missing)
    yield from _figures("trained, calls it hadn't seen", learnt.types, learnt.outcomes)
    yield f"{out}: set call_type_model to it, then run `speechqa score`"


def evaluate(labels: Path, settings: Settings, *, transcripts: Path | None, own_only: bool) -> Iterator[str]:
    """The lines of the command ``classify evaluate``."""
    from speechqa.training import labels as tables
    from speechqa.training import own

    table = tables.read_table(labels)
    found = _calls(settings, transcripts, [row.call_id for row in table.rows])
    _need_sklearn()
    sense = load_meaning(settings.meaning)
    learnt = own.learn(table, found, starter=None if own_only else _corpus(), meaning=sense)
    mine, _ = own.labelled_calls(table, found)
    types, outcomes = own.shipped_guesses(mine, load_model(settings.call_type_model), sense)
    yield from _missing(learnt.missing)
    yield from _figures("trained on these, each call unseen", learnt.types, learnt.outcomes)
    yield from _figures(f"model in use, {settings.call_type_model}", types, outcomes)
    yield from _confusions("call type", learnt.types, TYPES)
    names = sorted({each.truth for each in learnt.labels} | {each.found for each in learnt.labels})
    if set(names) - set(TYPES):
        yield from _confusions("label", learnt.labels, names)
    yield from _confusions("outcome", learnt.outcomes, OUTCOMES)
    yield from _differing([*learnt.types, *learnt.outcomes])


def _need_sklearn() -> None:
    import importlib.util

    if importlib.util.find_spec("sklearn") is None:
        raise SettingsError(_NEEDS)


def _corpus() -> Path:
    """The folder of the program's corpus."""
    return starter_data("models/call_type", Path.cwd()) / "corpus"


def _calls(settings: Settings, transcripts: Path | None, ids: Sequence[str]) -> Found:
    """Transcripts and directions by call id, from a folder of them or from the store."""
    if transcripts is None:
        with open_store(settings.store, create=False) as store:
            kept = store.calls(sorted(set(ids)), analyses=False)
        return {
            call.recording.call_id: (call.transcript, call.recording.direction)
            for call in kept
            if call.transcript is not None
        }
    found = intake.find([transcripts], options=intake.IntakeOptions())
    wanted = set(ids)
    return {
        each.call_id: (_read(Path(each.path)), each.direction)
        for each in found.recordings
        if each.kind == "transcript" and each.call_id in wanted
    }


def _missing(ids: Sequence[str]) -> Iterator[str]:
    if ids:
        more = f" and {len(ids) - 1} more" if len(ids) > 1 else ""
        yield f"not found: {plain(ids[0])}{more}"


def _figures(title: str, types: Sequence[Guess], outcomes: Sequence[Guess]) -> Iterator[str]:
    from speechqa.training.figures import agreement

    yield f"{title}:"
    for name, guesses in (("call type", types), ("outcome", outcomes)):
        for code in ("", *sorted({each.language for each in guesses})):
            some = [each for each in guesses if code in ("", each.language)]
            found = agreement(some)
            if found.accuracy is not None:
                yield (
                    f"  {name:9} {code or 'all':4} {found.n:5} calls, right {found.accuracy:.3f}, "
                    f"macro-F1 {found.macro_f1:.3f}, ECE {found.ece:.3f}"
                )


def _confusions(title: str, guesses: Sequence[Guess], classes: Sequence[str]) -> Iterator[str]:
    from speechqa.training.figures import confusion

    for code in sorted({each.language for each in guesses}):
        some = [each for each in guesses if each.language == code]
        width = max(len(name) for name in classes)
        yield f"{title}, {code}: rows are your labels, columns what it was taken for"
        yield " " * (width + 2) + "  ".join(classes)
        for name, counts in zip(classes, confusion(some, classes), strict=True):
            cells = (f"{count:{len(other)}}" for count, other in zip(counts, classes, strict=True))
            yield f"{name:{width}}  " + "  ".join(cells)


def _differing(guesses: Sequence[Guess]) -> Iterator[str]:
    wrong = [each for each in guesses if each.truth != each.found]
    for each in wrong[:_SHOWN]:
        call_id = plain(each.call_id)
        yield f"{call_id}: labelled {each.truth}, taken for {each.found} ({each.confidence:.2f})"
    if len(wrong) > _SHOWN:
        yield f"and {len(wrong) - _SHOWN} more"
