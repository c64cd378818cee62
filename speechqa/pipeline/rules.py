"""Owns what calls are judged by: scripts, word lists, topics, and the version of the judging code."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from speechqa import evaluation, scripts
from speechqa.checks import calibration as calibrating
from speechqa.checks import topics, words
from speechqa.checks.call_type import CallTypeModel, load_model
from speechqa.errors import SettingsError
from speechqa.meaning import EntailmentModel, Meaning, lacks, load_meaning
from speechqa.records import Calibration, Decision, Recording
from speechqa.settings import starter_data
from speechqa.store import AnalysisKey, analysis_key

# The rooms whose code decides verdicts and scores.
_JUDGING = ("lang", "matching", "meaning", "scripts", "checks", "scoring/cards.py", "records")
_SHORT = 16  # letters of a digest, enough to tell versions apart


@dataclass(frozen=True, slots=True)
class Rules:
    """Scripts and word lists in force; ``script`` forces one script id on calls without their own.

    ``meaning_folder`` holds what is needed to compare by sense, ``meaning_digest`` tells which that is; ""
    where other words than a script's can't be told, and ``words_only`` says why. ``entailment_folder`` and
    ``entailment_digest`` are of a user's own model for what sense leaves open, "" without one.
    ``calibration`` is what labelled calls taught, None for the rules' own confidence. ``call_types_folder``
    and ``call_types_digest`` are of the classifier that tells what kind of call it is.
    """

    library: scripts.ScriptLibrary
    word_lists: words.WordLists
    script_hashes: tuple[tuple[str, str], ...]
    word_list_hashes: tuple[tuple[str, str], ...]
    topic_sets: topics.TopicSets = topics.NO_TOPICS
    script: str = ""
    meaning_folder: str = ""
    meaning_digest: str = ""
    words_only: str = ""
    entailment_folder: str = ""
    entailment_digest: str = ""
    calibration: Calibration | None = None
    call_types_folder: str = ""
    call_types_digest: str = ""

    @property
    def call_types(self) -> CallTypeModel:
        """The classifier of calls, loaded once a process."""
        return _call_types(self.call_types_folder or str(_shipped_call_types()))

    @property
    def meaning(self) -> Meaning | None:
        """The comparison by sense, loaded once a process; None without one."""
        return _meaning(self.meaning_folder, self.entailment_folder) if self.meaning_digest else None

    @property
    def engine(self) -> str:
        """Code and classifier, comparison by sense, user's model that judge; behind "/" the calibration."""
        raw = raw_engine(self.call_types_digest, self.meaning_digest, self.entailment_digest)
        return f"{raw}/{self.calibration.digest}" if self.calibration else raw

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the verdicts must know of how they were judged, as sentences."""
        told = []
        if not self.meaning_digest:
            told.append(f"Other words than the scripts' could not be compared: {self.words_only}")
        elif self.meaning is not None and self.meaning.placing != self.call_types.meaning:
            told.append(
                "Call types are told by words alone: their model was trained for another comparison by "
                "sense; train it again with `speechqa classify train`"
            )
        if self.calibration and self.calibration.curve("not_met", "unsaid").least > 1:
            told.append(
                "What was merely not found is held against nobody (cannot_tell): on the calls that the "
                "calibration was learnt from too many such verdicts were wrong"
            )
        learnt = self.calibration.engine if self.calibration else ""
        raw = raw_engine(self.call_types_digest, self.meaning_digest, self.entailment_digest)
        # The calibration that comes with the program names its models only: the code comes along.
        if learnt not in {"", raw, f"+{raw.partition('+')[2]}"}:
            told.append("The calibration was learnt from verdicts of another version; learn it again")
        return tuple(told)

    def key_for(self, recording: Recording, transcript: str) -> AnalysisKey:
        """A key over all that decides this call's analysis: same key, same verdicts."""
        listed = dict(self.word_list_hashes)
        listed |= {f"topics/{language}": digest for language, digest in self.topic_sets.hashes}
        return analysis_key(
            recording,
            transcript=transcript,
            scripts=dict(self.script_hashes),
            word_lists=listed,
            engine=self.engine,
            script_id=self.script,
        )


def load_rules(  # noqa: PLR0913 -- all that calls are judged by
    *,
    scripts_dir: Path,
    stopwords_dir: Path,
    topics_dir: Path | None = None,
    script: str = "",
    meaning_dir: Path | None = None,
    entailment: Path | None = None,
    calibration: Path | None = None,
    wrong_at_most: Sequence[tuple[Decision, float]] = (),
    call_types: Path | None = None,
) -> Rules:
    """Scripts, word lists and topics from their folders, comparison by sense and calibration if any.

    ``entailment`` is the folder of a user's own model for what sense leaves open, ``call_types`` that of the
    classifier, None for the one that comes with the program. Raises ``ScriptError``,
    ``WordListError``, ``TopicError``, or ``SettingsError`` for an unknown ``script``, a damaged comparison
    by sense, a user's model or a calibration that can't be used or can't promise what ``wrong_at_most`` asks.
    """
    library = scripts.load_library(scripts_dir)
    if script and library.get(script) is None:
        known = ", ".join(sorted(each.id for each in library.scripts)) or "none"
        raise SettingsError(f"--script {script}: no such script in {scripts_dir}; known: {known}")
    word_lists = words.load_word_lists(stopwords_dir)
    sense = _meaning(str(meaning_dir), str(entailment or "")) if meaning_dir else None
    own = _entailment(sense, meaning_dir, entailment)
    return Rules(
        library=library,
        word_lists=word_lists,
        script_hashes=library.hashes,
        word_list_hashes=word_lists.hashes,
        topic_sets=topics.load_topics(topics_dir) if topics_dir else topics.NO_TOPICS,
        script=script,
        meaning_folder=str(meaning_dir) if sense else "",
        meaning_digest=sense.digest if sense else "",
        words_only="" if sense else _words_only(meaning_dir),
        entailment_folder=str(entailment or ""),
        entailment_digest=own.digest if own else "",
        calibration=_calibration(calibration, wrong_at_most, meaning=sense is not None),
        call_types_folder=str(call_types or _shipped_call_types()),
        call_types_digest=_call_types(str(call_types or _shipped_call_types())).digest,
    )


def _shipped_call_types() -> Path:
    return starter_data("models/call_type", Path.cwd())


def _entailment(
    sense: Meaning | None, meaning_dir: Path | None, folder: Path | None
) -> EntailmentModel | None:
    if folder is not None and sense is None:
        raise SettingsError(
            f"entailment = {folder}: is asked only about what the comparison by sense leaves open, and there "
            f"is none: {_words_only(meaning_dir)}"
        )
    return sense.entailment if sense else None


def _words_only(meaning_dir: Path | None) -> str:
    return lacks(meaning_dir) if meaning_dir else "no folder was given for it"


def _calibration(
    path: Path | None, wrong_at_most: Sequence[tuple[Decision, float]], *, meaning: bool
) -> Calibration | None:
    if path is None:
        if wrong_at_most:
            raise SettingsError(
                "wrong_at_most needs a calibration, which tells how often verdicts are wrong: set calibration"
                " to shipped, or to a file made by `speechqa evaluate --labels FILE --calibrate FILE`"
            )
        return None
    found = evaluation.read_calibration(path, meaning=meaning)
    for decision, wish in wrong_at_most:
        best = min(found.of(decision), key=lambda curve: curve.best_wish)
        if best.best_wish > wish:
            raise SettingsError(
                f"wrong_at_most: {path} can't promise that at most {wish:.2%} of {decision} are wrong, only "
                f"{best.best_wish:.2%}, having learnt from {best.labels}; label more calls, or ask for less: "
                f"set wrong_at_most (not_met=0.05 unless you say otherwise; none lets all stand)"
            )
    return calibrating.with_wish(found, dict(wrong_at_most))


def judging_engine(meaning_dir: Path, entailment: Path | None = None, call_types: Path | None = None) -> str:
    """What judges in this installation, calibration apart; see ``Rules.engine``."""
    model = _call_types(str(call_types or _shipped_call_types()))
    sense = _meaning(str(meaning_dir), str(entailment or ""))
    own = _entailment(sense, meaning_dir, entailment)
    return raw_engine(model.digest, sense.digest if sense else "", own.digest if own else "")


def raw_engine(call_types_digest: str, meaning_digest: str, entailment_digest: str) -> str:
    """The version of judging code and classifier, of the comparison by sense and of the user's own model."""
    judging = hashlib.sha256(f"{engine_version()} {call_types_digest}".encode()).hexdigest()[:_SHORT]
    parts = (judging, meaning_digest, entailment_digest[:_SHORT])
    return "+".join(part for part in parts if part)


@lru_cache(maxsize=1)
def _meaning(folder: str, entailment: str) -> Meaning | None:
    found = load_meaning(Path(folder), Path(entailment) if entailment else None)
    if found is not None:
        from speechqa.asr.devices import keep_numpy_to_one_thread

        # Half of the processor's time went into threads that waited for each other.
        keep_numpy_to_one_thread()
    return found


@lru_cache(maxsize=2)  # a user's own and the program's
def _call_types(folder: str) -> CallTypeModel:
    return load_model(Path(folder))


@lru_cache(maxsize=1)
def engine_version() -> str:
    """A short hash of the judging code itself, so that changed code means new verdicts."""
    digest = hashlib.sha256()
    package = resources.files("speechqa")
    for name in _JUDGING:
        for path, content in _files(package / name, name):
            digest.update(path.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()[:_SHORT]


def _files(node: Traversable, path: str) -> list[tuple[str, bytes]]:
    if node.is_file():
        return [] if path.endswith((".pyc", ".so")) else [(path, node.read_bytes())]
    inside = sorted(node.iterdir(), key=lambda child: child.name)
    return [
        pair
        for child in inside
        if child.name != "__pycache__"
        for pair in _files(child, f"{path}/{child.name}")
    ]
