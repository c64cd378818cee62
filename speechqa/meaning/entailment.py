"""Owns models of text pairs: whether what was said entails what a script asks for.

Optional, and always the user's own: natural language inference, or a cross-encoder of likeness or relevance,
as ONNX in a folder. Nothing of the folder is executed but the network's standard operators.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, Protocol

from speechqa.errors import JudgingError, SettingsError
from speechqa.meaning.pair_folder import PairFolder, read_pair_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.errors import SpeechQAError

# "likeness": how alike two texts are, or how relevant; such a model hardly knows an opposite.
PairKind = Literal["entailment", "likeness"]
# Columns of what ``entailed`` gives.
ENTAILMENT, NEUTRAL, CONTRADICTION = 0, 1, 2

_INPUTS = {"input_ids", "attention_mask", "token_type_ids"}
_MOST_TOKENS = 256  # of both texts together; a premise has some 30 words
_MESSAGE = 200  # characters of a library's message
_PROBE = ("The call is recorded.", "We record the call.")


class EntailmentModel(Protocol):
    """Pairs of texts to probabilities; ``digest`` changes whenever they would."""

    @property
    def name(self) -> str:
        """A short name for people."""

    @property
    def digest(self) -> str:
        """Hash of all that the answers depend on."""

    @property
    def kind(self) -> PairKind:
        """What the answers tell."""

    def entailed(self, premises: Sequence[str], hypotheses: Sequence[str]) -> NDArray[np.float32]:
        """Probabilities of entailment, neutral and contradiction, shape (n, 3); rows add up to 1.

        A pair's answer doesn't depend on the pairs beside it. Raises ``JudgingError`` when the model fails.
        """


class OnnxPairs:
    """An ``EntailmentModel`` from a folder's files, on one thread of the processor."""

    def __init__(self, found: PairFolder) -> None:
        self.name = found.name
        self.digest = found.digest
        self.kind: PairKind = "likeness" if len(found.labels) == 1 else "entailment"
        self._labels = found.labels
        self._tokenizer = _tokenizer(found)
        self._session = _session(found)
        self._inputs = _inputs(self._session, found)
        self._try_out(found)

    def entailed(self, premises: Sequence[str], hypotheses: Sequence[str]) -> NDArray[np.float32]:
        """Probabilities, shape (n, 3), as ``EntailmentModel`` says; one pair at a time, so none is padded."""
        import numpy as np

        pairs = zip(premises, hypotheses, strict=True)
        rows = [self._one(premise, hypothesis) for premise, hypothesis in pairs]
        return np.asarray(rows, np.float32).reshape(len(rows), 3)

    def _one(self, premise: str, hypothesis: str) -> NDArray[np.float64]:
        with _mapped(
            lambda told: JudgingError(f"the model '{self.name}' failed: {told}; take another, or none")
        ):
            return _probabilities(self._scores(premise, hypothesis), self._labels)

    def _scores(self, premise: str, hypothesis: str) -> NDArray[np.float64]:
        import numpy as np

        # Models of relevance are taught (query, passage): what is looked for comes first.
        pair = (hypothesis, premise) if self.kind == "likeness" else (premise, hypothesis)
        encoded = self._tokenizer.encode(*pair)
        columns = {
            "input_ids": encoded.ids,
            "attention_mask": encoded.attention_mask,
            "token_type_ids": encoded.type_ids,
        }
        feeds = {name: np.array([columns[name]], kind) for name, kind in self._inputs.items()}
        scores = np.asarray(self._session.run(None, feeds)[0], np.float64)
        if scores.size != len(self._labels):
            raise ValueError(
                f"it gives {scores.size} values a pair, its config.json {len(self._labels)} labels"
            )
        if not np.isfinite(scores).all():
            raise ValueError("it gives values that are no numbers")
        return scores.reshape(-1)

    def _try_out(self, found: PairFolder) -> None:
        """Nothing; what can't answer is found before the first call is touched."""
        with _mapped(lambda told: _unfit(found, f"model.onnx doesn't answer ({told})")):
            self._scores(*_PROBE)


def load_entailment(folder: Path) -> EntailmentModel:
    """The model in ``folder``: model.onnx, tokenizer.json, config.json. Reads them whole.

    Raises ``SettingsError`` saying what is wrong with which file, and what to do.
    """
    return OnnxPairs(read_pair_folder(folder))


@contextmanager
def _mapped(ours: Callable[[str], SpeechQAError]) -> Iterator[None]:
    """Whatever a library raises inside becomes ``ours``, made of its message's first line."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # onnxruntime's errors have no base; a panic in tokenizers is no Exception
        line = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise ours(line[:_MESSAGE]) from error


def _tokenizer(found: PairFolder) -> Any:  # noqa: ANN401 - its class is the library's own
    from tokenizers import Tokenizer

    with _mapped(lambda told: _unfit(found, f"tokenizer.json can't be used ({told})")):
        tokenizer = Tokenizer.from_str(found.tokenizer)
        tokenizer.no_padding()
        tokenizer.enable_truncation(min(_MOST_TOKENS, found.most_tokens))
        marks = sum(tokenizer.encode(*_PROBE).special_tokens_mask)
    if marks < 2:  # noqa: PLR2004 - one between the texts, one at an end
        raise _unfit(found, "tokenizer.json doesn't mark where one text ends and the other begins")
    return tokenizer


def _session(found: PairFolder) -> Any:  # noqa: ANN401 - its class is the library's own
    import onnxruntime  # type: ignore[import-untyped]  # it ships no types

    options = onnxruntime.SessionOptions()
    # One thread: sums come out in one order, and worker processes share the cores already.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = 4  # nothing: its errors come as exceptions, too
    with _mapped(lambda told: _unfit(found, f"model.onnx can't be loaded ({told})")):
        # As bytes: these were hashed. Operators of others would have to be registered, and none are.
        session = onnxruntime.InferenceSession(
            found.network, options, providers=["CPUExecutionProvider"], enable_fallback=0
        )
    # Kept for other processors only; a large model would lie in memory twice.
    session._model_bytes = None  # noqa: SLF001
    return session


def _inputs(session: Any, found: PairFolder) -> dict[str, str]:  # noqa: ANN401 - see ``_session``
    """The network's inputs and the numpy type of each."""
    kinds = {"tensor(int64)": "int64", "tensor(int32)": "int32"}
    wanted = {each.name: kinds.get(each.type, "") for each in session.get_inputs()}
    if "input_ids" not in wanted or wanted.keys() - _INPUTS or not all(wanted.values()):
        names = ", ".join(sorted(wanted)) or "nothing"
        raise _unfit(found, f"model.onnx asks for {names}, and not for tokens of texts as integers")
    return wanted


def _probabilities(scores: NDArray[np.float64], labels: Sequence[int]) -> NDArray[np.float64]:
    """Scores as probabilities in our order: softmax, or for a single score the logistic function."""
    import numpy as np

    found = np.zeros(3)
    if len(labels) == 1:
        found[ENTAILMENT] = 1 / (1 + np.exp(-np.clip(scores[0], -50, 50)))
        found[NEUTRAL] = 1 - found[ENTAILMENT]
        return found
    powers = np.exp(scores - scores.max())
    np.add.at(found, list(labels), powers / powers.sum())
    return found


def _unfit(found: PairFolder, what: str) -> SettingsError:
    return SettingsError(
        f"entailment = {found.folder}: {what}; export the model again, or leave the setting out "
        "(docs/meaning.md says which models fit)"
    )
