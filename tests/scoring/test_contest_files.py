from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.errors import SettingsError
from speechqa.scoring import Badge, Contest, read_contests
from speechqa.scoring.contest_files import MAX_BYTES

EXAMPLE = Path(__file__).parents[2] / "contests" / "example.toml"


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "c.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_example_is_as_it_says():
    first, second = read_contests(EXAMPLE)
    assert (first.id, first.by, first.period, first.min_calls, first.places) == (
        "call-of-the-month", "score", "month", 20, 3,
    )  # fmt: skip
    assert first.badges == (Badge("Ninety and above", 90.0, 0),)
    assert (second.by, second.name, second.script, second.direction) == (
        "item", "greeting", "inbound-sales", "inbound",
    )  # fmt: skip
    assert second.badges == (Badge("Never without a greeting", 100.0),)


def test_what_is_left_out_has_a_default(file):
    assert read_contests(file('[[contest]]\nid = "x"\n')) == (Contest(id="x", title="x", places=1),)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("", 1, "has no contests"),
        ("[contest]\nid = 'x'", 1, "has no contests"),
        ("[[contest]]\n", 1, "id must be one word"),
        ("[[contest]]\nid = 'x'\n[[contest]]\ntitle='y'\nid = 'x'\n", 5, "the id 'x' too"),
        ("[[contest]]\nid = 'x'\nby = 'skore'\n", 3, "by must be one of score, section, item"),
        ("[[contest]]\nid = 'x'\nby = ['score']\n", 3, "by must be one of"),
        ("[[contest]]\nid = 'x'\nby = 'item'\n", 3, "needs a name"),
        ("[[contest]]\nid = 'x'\nname = 'greeting'\n", 3, "the score has none"),
        ("[[contest]]\nid = 'x'\n\nmin_cals = 3\n", 4, "did you mean 'min_calls'?"),
        ("[[contest]]\nid = 'x'\nmin_calls = 0\n", 3, "whole number from 1"),
        ("[[contest]]\nid = 'x'\nmin_calls = true\n", 3, "whole number from 1"),
        ("[[contest]]\nid = 'x'\nplaces = 1.5\n", 3, "whole number from 1"),
        ("[[contest]]\nid = 'x'\ntitle = ''\n", 3, "title must be a text"),
        ("[[contest]]\nid = 'x'\n[[contest.badge]]\ntitle = 'b'\n", 3, "at_least"),
        ("[[contest]]\nid = 'x'\n[[contest.badge]]\ntitle = 'b'\nat_least = 101\n", 5, "from 0 to 100"),
        ("[[contest]]\nid = 'x'\n[[contest.badge]]\nat_least = nan\ntitle='b'\n", 4, "from 0 to 100"),
        ("[[contest]]\nid = 'x'\nbadge = 3\n", 3, "[[contest.badge]]"),
        ("[[contest]]\nid = 'x'\n[other]\n", 1, "unknown field 'other'"),
        ("[[contest]]\nid = 'x\n", 2, "not valid TOML"),
        ("[[contest]]\nid = " + 3000 * "[", 2, "not valid TOML"),
        ("[[contest]]\nid = " + 9000 * "9", 2, "not valid TOML"),
    ],
)
def test_every_problem_has_its_line(file, text, line, told):
    path = file(text)
    with pytest.raises(SettingsError) as caught:
        read_contests(path)
    first = str(caught.value).splitlines()[0]
    assert first.startswith(f"{path}:{line}: ")
    assert told in first


def test_all_problems_are_told_at_once(file):
    with pytest.raises(SettingsError) as caught:
        read_contests(file("[[contest]]\nid = ''\nperiod = 'day'\nplaces = -1\n"))
    assert [line.split(":")[1] for line in str(caught.value).splitlines()] == ["2", "3", "4"]


def test_files_that_are_none(tmp_path):
    with pytest.raises(SettingsError, match="can't be read"):
        read_contests(tmp_path / "none.toml")
    (tmp_path / "big.toml").write_text("#" * (MAX_BYTES + 1), encoding="utf-8")
    with pytest.raises(SettingsError, match="larger than"):
        read_contests(tmp_path / "big.toml")
    (tmp_path / "latin.toml").write_bytes(b"# \xe4")
    with pytest.raises(SettingsError, match="UTF-8"):
        read_contests(tmp_path / "latin.toml")


@given(st.text())
def test_any_text_is_contests_or_an_error(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("any") / "c.toml"
    path.write_bytes(text.encode("utf-8", "replace"))
    with suppress(SettingsError):
        assert read_contests(path)
