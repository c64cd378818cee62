"""Owns the calls into onnx-asr: load a model from a folder, turn sound into tokens.

Nothing else in speechqa imports this library. Only a local folder is ever opened: it is told to
stay offline, so a missing file is an error and never a download. Its exceptions leave as
``ModelError`` (loading) or ``RecognitionError`` (using).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speechqa.asr.onnx_words import Token
from speechqa.errors import ModelError, RecognitionError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from speechqa.asr.onnx_folder import OnnxModel

RATE = 16_000
# Shorter sound is filled up with silence: networks can't look at less than a few frames.
_LEAST_SAMPLES = RATE // 2
_CUDA = "CUDAExecutionProvider"
_CPU = "CPUExecutionProvider"


class OnnxRecogniser:
    """A loaded model. ``device`` says where it runs."""

    def __init__(self, model: OnnxModel, *, device: str, threads: int) -> None:
        self.device = choose_provider(device)
        self._delay_ms = model.delay_ms
        try:
            self._adapter = _open(model, self.device, threads)
        except Exception as error:  # onnxruntime's errors have no other base
            raise ModelError(
                f"{model.folder}: this {model.kind} model can't be loaded: {_first_line(error)}; "
                "copy its files again, or see docs/recognisers.md"
            ) from error

    def recognise(self, samples: NDArray[np.float32]) -> tuple[Token, ...]:
        """The tokens in one piece of sound at 16 kHz, in time order. Raises ``RecognitionError``."""
        import numpy as np

        short = max(_LEAST_SAMPLES - len(samples), 0)
        sound = np.ascontiguousarray(np.pad(samples, (0, short)), dtype=np.float32)
        try:
            result = self._adapter.recognize(sound, sample_rate=RATE)
        except Exception as error:  # as in __init__
            raise RecognitionError(f"the recogniser failed: {_first_line(error)}") from error
        times = result.timestamps or []
        if len(times) != len(result.tokens or []) or len(result.logprobs or []) != len(times):
            raise RecognitionError(
                "the recogniser gave no time or probability for its words; "
                "take another model, see docs/recognisers.md"
            )
        parts = zip(result.tokens or [], times, result.logprobs or [], strict=True)
        return tuple(
            Token(text, max(round(at * 1000) - self._delay_ms, 0), float(logprob))
            for text, at, logprob in parts
            if not _marker(text)
        )


def library_version() -> str:
    """The version of onnx-asr; a ``ModelError`` with what to install if it isn't there."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("onnx-asr")
    except PackageNotFoundError as error:
        raise ModelError("this kind of model needs one more package: pip install 'speechqa[onnx]'") from error


def choose_provider(wanted: str) -> str:
    """Where "auto", "cpu" or "cuda" runs; a ``ModelError`` when "cuda" isn't there."""
    import onnxruntime  # type: ignore[import-untyped]  # it ships no types

    if wanted not in ("auto", "cpu", "cuda"):
        raise ModelError(f"device {wanted!r} is not known: choose auto, cpu or cuda")
    there = _CUDA in onnxruntime.get_available_providers()
    if wanted == "cuda" and not there:
        raise ModelError(
            "--device cuda: this onnxruntime can't use a GPU; install onnxruntime-gpu or use --device auto"
        )
    return "cuda" if there and wanted != "cpu" else "cpu"


def _open(model: OnnxModel, device: str, threads: int) -> Any:  # noqa: ANN401 - its class is the library's own
    import onnxruntime
    from onnx_asr.loader import Manager

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = 3  # errors only: its warnings are about speed, for developers
    manager = Manager(
        sess_options=options,
        providers=[_CUDA, _CPU] if device == "cuda" else [_CPU],
        preprocessor_config={"max_concurrent_workers": 1},
    )
    quantization = model.precision or None
    return manager.create_asr(
        model.kind, model.folder, quantization=quantization, offline=True
    ).with_timestamps()


def _marker(text: str) -> bool:
    """Whether a token is the model's own sign, such as <unk>, not speech."""
    bare = text.strip()
    return len(bare) > 2 and bare.startswith("<") and bare.endswith(">")  # noqa: PLR2004 - more than "<>"


def _first_line(error: BaseException) -> str:
    return f"{type(error).__name__}: {str(error).strip().split(chr(10), 1)[0][:300]}"
