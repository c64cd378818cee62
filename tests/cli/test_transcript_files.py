from hypothesis import given
from hypothesis import strategies as st

from speechqa.cli.transcript_files import file_names

PARTS = st.sampled_from(["a", "A", "b", "a_b", "x"])
FILES = st.builds(
    lambda folders, name, end: "/".join((*folders, name + end)),
    st.lists(PARTS, max_size=3),
    PARTS,
    st.sampled_from([".wav", ".mp3", ".transcript.json", ""]),
)


def test_a_name_of_its_own_stays_short():
    assert file_names(["calls/a.wav", "calls/b.wav"]) == {"calls/a.wav": "a", "calls/b.wav": "b"}


def test_equal_names_get_as_many_folders_as_it_takes():
    assert file_names(["z/a/x/1.wav", "z/b/x/1.wav"]) == {"z/a/x/1.wav": "a_x_1", "z/b/x/1.wav": "b_x_1"}


def test_one_name_in_two_formats_is_numbered():
    assert sorted(file_names(["c/1.wav", "c/1.mp3"]).values()) == ["c_1_1", "c_1_2"]


@given(st.lists(FILES, unique=True, max_size=8))
def test_no_transcript_is_written_over_another(files):
    names = file_names(files)
    assert sorted(names) == sorted(files)
    assert len({name.casefold() for name in names.values()}) == len(files)
    assert all("/" not in name for name in names.values())
