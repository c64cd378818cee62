import contextlib
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from speechqa.errors import ScriptError
from speechqa.scripts import load_library

# Fragments that a damaged or malicious script is made of.
PARTS = st.sampled_from(
    [
        *(
            "id: a\n",
            "sections:\n",
            "  - title: t\n",
            "    items:\n",
            "      - id: x\n",
            "        say: [a, {b}, *c]\n",
        ),
        *(
            "when: {customer_says: ~, reply_within: 3}\n",
            "at_least: {count: x, of: 3}\n",
            "- ",
            "[",
            "]",
            "{",
            "}",
        ),
        *(
            "&c ",
            "*c ",
            "!!x ",
            "? ",
            ": ",
            "|\n",
            '"',
            "'",
            "#",
            "%",
            "\t",
            "\n",
            "é",
            "\x07",
            "\ufeff",
            "<<: ",
        ),
        *("values: {company: [{a: b}]}\n", "after: [x]\n", "examples: {met: [[x]]}\n", "within: {a: b}\n"),
    ]
)


def load(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.yaml"
        path.write_bytes(raw)
        with contextlib.suppress(ScriptError):
            load_library(Path(folder))


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS, max_size=25))
def test_no_text_does_more_than_a_script_error(parts: list[str]) -> None:
    load("".join(parts).encode())


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_do_more_than_a_script_error(raw: bytes) -> None:
    load(raw)
