"""Prints how long ``speechqa score`` takes over a large archive, and whether it gives the same bytes.

Run: ``python benchmarks/rescoring.py`` (``--calls 10000``). The calls and scripts are invented, see
``archive.py``; the command runs as its users run it, with its defaults, in a temporary folder.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import archive
import yaml

_OUT_FILES = ("calls.csv", "verdicts.csv", "hits.csv", "agents.csv", "summary.json")
_LIBRARY = Path(__file__).parent.parent / "scripts_library"
_STOPWORDS = Path(__file__).parent.parent / "stopwords"


def _weight(items: list[dict[str, Any]]) -> None:
    items[0]["weight"] = 2


def _phrase(items: list[dict[str, Any]]) -> None:
    item = next(each for each in items if isinstance(each.get("say"), list))
    item["say"] = [*item["say"], "it is a pleasure to talk to you"]


def _titles(items: list[dict[str, Any]]) -> None:
    for item in items:
        item["title"] += "."


_EDITS: dict[str, Callable[[list[dict[str, Any]]], None]] = {
    "an item's weight changed": _weight,
    "an item's phrases changed": _phrase,
    "every item changed": _titles,
}


def main() -> int:
    """0 when every re-scoring gave what it must."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the archive; used again when it is there")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = chosen.keep or Path(folder)
        if not (work / "store.sqlite").exists():
            archive.write_scripts(work / "scripts", _LIBRARY)
            archive.fill(work / "store.sqlite", work / "scripts", calls=chosen.calls, seed=chosen.seed)
        return _measure(work, Path(folder), chosen.calls)


def _measure(work: Path, folder: Path, calls: int) -> int:
    store = folder / "scored.sqlite"
    shutil.copy(work / "store.sqlite", store)
    print(f"{calls} calls, {archive.ITEMS} items, a store of {_size(store)} MB\n")
    print("| what | s | calls/s | MB |\n|---|---|---|---|")
    first = _score("judged for the first time", folder, store, work / "scripts", calls)
    again = _score("nothing changed", folder, store, work / "scripts", calls)
    for what, edit in _EDITS.items():
        _score(what, folder, store, _edited(work / "scripts", folder / "edited", edit), calls)
    back = _score("and changed back", folder, store, work / "scripts", calls)
    same = first == again == back
    print(f"\nSame scripts, same bytes: {'yes' if same else 'NO'}")
    return 0 if same else 1


def _edited(scripts: Path, target: Path, edit: Callable[[list[dict[str, Any]]], None]) -> Path:
    """``target`` with the scripts after an edit of each one's items."""
    shutil.rmtree(target, ignore_errors=True)
    for path in sorted(scripts.rglob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        edit(content["sections"][0]["items"])
        copy = target / path.relative_to(scripts)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return target


def _score(what: str, folder: Path, store: Path, scripts: Path, calls: int) -> str:
    """The SHA-256 of all tables after one run of the command, which is timed and printed."""
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    places = ["--store", str(store), "--scripts", str(scripts), "--stopwords", str(_STOPWORDS)]
    command = [sys.executable, "-m", "speechqa", "score", "--diff", "--quiet", "--out", str(out), *places]
    before, start = _cpu_s(), time.monotonic()
    with (folder / "printed.txt").open("wb") as printed:
        subprocess.run(command, check=True, stdout=printed)
    seconds, cpu = time.monotonic() - start, _cpu_s() - before
    most_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"| {what} | {seconds:.1f} (CPU {cpu:.1f}) | {calls / seconds:.0f} | {most_mb:.0f} |", flush=True)
    return _digest([out / name for name in _OUT_FILES])


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _digest(paths: Sequence[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.read_bytes())
    return whole.hexdigest()


def _size(path: Path) -> int:
    return round(path.stat().st_size / 1_000_000)


if __name__ == "__main__":
    sys.exit(main())
