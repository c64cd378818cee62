"""Owns choosing where the model runs: GPU or CPU, number format, number of threads."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from speechqa.errors import ModelError

# What a worker with the base model may take at its peak; see docs/performance.md.
_WORKER_MEGABYTES = 1_000

# Windows decoded together on a CPU: enough to read the weights seldom, few enough to share among threads.
_CPU_BATCH = 8
# On a GPU more fill it better; large-v3 with five beams takes about this much memory for a window.
_GPU_BATCH = 16
_LARGEST_BATCH = 64
_WINDOW_MEGABYTES = 250

# Fastest first; CTranslate2 tells which of them the device supports.
_GPU_TYPES = ("int8_float16", "float16", "int8_float32", "float32")
_CPU_TYPES = ("int8", "int8_float32", "float32")


@dataclass(frozen=True, slots=True)
class DeviceChoice:
    """Where to run and in which number format."""

    device: str
    compute_type: str
    warnings: tuple[str, ...] = ()


def choose_device(wanted: str) -> DeviceChoice:
    """The device for "auto", "cpu" or "cuda"; a ``ModelError`` when "cuda" isn't there."""
    import ctranslate2

    if wanted not in ("auto", "cpu", "cuda"):
        raise ModelError(f"device {wanted!r} is not known: choose auto, cpu or cuda")
    gpus = int(ctranslate2.get_cuda_device_count()) if wanted != "cpu" else 0
    if wanted == "cuda" and gpus == 0:
        raise ModelError(
            "--device cuda: no CUDA GPU is visible to CTranslate2; "
            "check the driver (nvidia-smi) or use --device auto"
        )
    device, preferred = ("cuda", _GPU_TYPES) if gpus else ("cpu", _CPU_TYPES)
    supported = ctranslate2.get_supported_compute_types(device)
    compute_type = next((kind for kind in preferred if kind in supported), "default")
    return DeviceChoice(device, compute_type)


def choose_batch(device: str) -> int:
    """How many windows to decode at once: few on a CPU, on a GPU as many as its free memory holds."""
    if device != "cuda":
        return _CPU_BATCH
    free = _free_gpu_megabytes()
    if free is None:
        return _GPU_BATCH
    return max(1, min(_LARGEST_BATCH, free // _WINDOW_MEGABYTES))


def _free_gpu_megabytes() -> int | None:
    """What the driver's own tool says of the first GPU; None where it isn't there or says nothing."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return None
    query = [tool, "--query-gpu=memory.free", "--format=csv,noheader,nounits", "--id=0"]
    try:
        told = subprocess.run(query, capture_output=True, text=True, timeout=10, check=True)  # noqa: S603 - no input of users
        return int(told.stdout.split()[0])
    except (OSError, subprocess.SubprocessError, ValueError, IndexError):
        return None


def choose_threads(wanted: int) -> int:
    """``wanted``, or for 0 the physical cores this process may use (hyper-threads don't help here)."""
    if wanted > 0:
        return wanted
    try:
        usable = sorted(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        return max(1, os.cpu_count() or 1)
    return max(1, len({_core(cpu) for cpu in usable}))


def keep_numpy_to_one_thread() -> None:
    """Nothing; from now on this process's matrix products outside the model take one thread.

    They are small: more threads only wait for each other, which took a fifth of the processor's time, and
    their number changed the last digits of the features, and so words.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped] # it has no type hints

    threadpool_limits(limits=1, user_api="blas")


def return_free_memory() -> None:
    """Nothing; what was freed goes back to the system, where its C library can do that (glibc).

    Each thread frees into a pool of its own, which otherwise keeps it: memory grew by a seventh in a
    thousand calls.
    """
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def choose_workers(wanted: int, *, device: str) -> int:
    """``wanted`` processes, or for 0 as many as suit the machine: one a core, as far as its memory goes.

    A process a core gets more done than one process with all cores; a GPU is fed by one.
    """
    if wanted > 0:
        return wanted
    if device == "cuda":
        return 1
    return max(1, min(choose_threads(0), _free_megabytes() // _WORKER_MEGABYTES))


def _free_megabytes() -> int:
    """Memory that can be had without swapping; plenty where the system doesn't say."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("MemAvailable:"))
    except (OSError, ValueError, IndexError, StopIteration):
        return 1 << 20


def _core(cpu: int) -> str:
    siblings = Path(f"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list")
    try:
        return siblings.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return str(cpu)
