import json

import pytest

pytest.importorskip("sklearn", reason="needs the extra 'evaluate'")

from speechqa.errors import SettingsError
from speechqa.evaluation import Checked, calibration_text, fit, read_calibration

CURVE = {"verdict": "met", "grounds": "", "labels": 1, "knots": [[0.5, 0.9]], "steps": []}


@pytest.fixture
def fitted():
    labelled = [
        Checked(f"c{i % 20}", decision, round(0.5 + i / 100, 3), i % 5 > 0)
        for decision in ("met", "not_met")
        for i in range(50)
    ]
    return fit(labelled, [0.02, 0.1], engine="e")


def text(fitted):
    origin = {"labels_file": "l.csv", "labels_sha256": "ab", "date": "2026-01-31"}
    return calibration_text(fitted, **origin, program="1")


def test_what_is_written_is_read(fitted, tmp_path):
    (tmp_path / "c.json").write_text(text(fitted), encoding="utf-8")
    found = read_calibration(tmp_path / "c.json", meaning=False)
    assert found == fitted.calibration
    assert found.digest == fitted.calibration.digest
    assert text(fitted) == text(fitted)


def test_the_file_says_where_it_comes_from_and_how_good_it_is(fitted):
    content = json.loads(text(fitted))
    assert content["labels"] == {"file": "l.csv", "sha256": "ab", "calls": 20, "verdicts": 100}
    assert (content["date"], content["engine"], content["meaning"]) == ("2026-01-31", "e", False)
    assert [each["wish"] for each in content["figures_on_unseen_calls"]["wishes"]] == [0.02, 0.1, 0.02, 0.1]


def test_a_folder_holds_one_for_each_way_of_judging(fitted, tmp_path):
    (tmp_path / "words_alone.json").write_text(text(fitted), encoding="utf-8")
    assert read_calibration(tmp_path, meaning=False) == fitted.calibration
    with pytest.raises(SettingsError, match=r"with_meaning\.json: can't be read"):
        read_calibration(tmp_path, meaning=True)


def test_one_made_for_the_other_way_of_judging_is_refused(fitted, tmp_path):
    (tmp_path / "c.json").write_text(text(fitted), encoding="utf-8")
    with pytest.raises(SettingsError, match="where words alone decide"):
        read_calibration(tmp_path / "c.json", meaning=True)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"format": "other"}, "format"),
        ({"curves": [CURVE | {"knots": []}]}, "curves.0.knots"),
        ({"curves": [CURVE | {"knots": [[0.5, 2]]}]}, "curves.0.knots"),
        ({"curves": [CURVE | {"knots": [[0.5, 0.9], [0.6, 0.8]]}]}, "must rise"),
        ({"curves": [CURVE | {"grounds": "hearsay"}]}, "curves.0.grounds"),
        ({"curves": [CURVE]}, "over all grounds for met and for not_met"),
        ({"curves": [CURVE, CURVE, CURVE | {"verdict": "not_met"}]}, "none twice"),
    ],
)
def test_a_damaged_file_is_told_with_the_place(fitted, tmp_path, change, says):
    content = json.loads(text(fitted)) | change
    (tmp_path / "c.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(SettingsError, match=says):
        read_calibration(tmp_path / "c.json", meaning=False)


def test_what_is_no_json_is_told(tmp_path):
    (tmp_path / "c.json").write_text("{", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"c\.json: the file: Invalid JSON"):
        read_calibration(tmp_path / "c.json", meaning=False)
