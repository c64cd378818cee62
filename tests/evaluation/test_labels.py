import pytest

from speechqa.errors import SettingsError
from speechqa.evaluation import read_labels


def table(folder, *lines):
    path = folder / "labels.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_label_says_which_item_of_which_call_is_what(tmp_path):
    labels = read_labels(table(tmp_path, "call_id,item,verdict,rater", "a,greeting,Not met,eva"))
    [label] = labels.rows
    assert (label.call_id, label.item, label.value, label.rater) == ("a", "greeting", "not_met", "eva")
    assert (label.aspect, label.line) == ("verdict", 2)
    assert labels.call_ids == ("a",)


def test_a_corrected_verdicts_table_is_a_table_of_labels(tmp_path):
    path = table(
        tmp_path,
        "call_id,agent,script,script_version,section,item,verdict,confidence,reason",
        'a,anna,en-test,1,Opening,greeting,met,0.9,"Said, at 0:01"',
        "a,anna,en-test,1,Opening,notice,,0.9,not looked at yet",
    )
    labels = read_labels(path)
    assert [(label.item, label.script) for label in labels.rows] == [("greeting", "en-test")]
    assert labels.empty == 1


def test_the_kind_of_a_call_stands_once_though_each_row_repeats_it(tmp_path):
    path = table(
        tmp_path, "call_id,item,verdict,call_type,outcome", "a,x,met,navigation,", "a,y,met,navigation,none"
    )
    found = [(label.aspect, label.value) for label in read_labels(path).rows if label.aspect != "verdict"]
    assert sorted(found) == [("call_type", "navigation"), ("outcome", "none")]


def test_calls_can_be_labelled_without_items(tmp_path):
    labels = read_labels(table(tmp_path, "call_id;call_type", "a;other"))
    assert [(label.aspect, label.item) for label in labels.rows] == [("call_type", "")]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("call_id,verdict", "a,met"), "no column item"),
        (("item,verdict", "x,met"), "no column call_id"),
        (("call_id,item,verdict", "a,x,maybe"), "line 2: verdict 'maybe' must be one of met, not_met"),
        (("call_id,item,verdict", "a,,met"), "line 2: has a verdict, but no item"),
        (("call_id,item,verdict", ",x,met"), "line 2: call_id is empty"),
        (("call_id,item,verdict", "a,x,"), "holds no label"),
        (("call_id,item,verdict", "a,x,met", "a,y,met", "a,x,not_met"), "lines 2 and 4: call a, item x"),
        (("call_id,call_type", "a,sales"), "call_type 'sales' must be one of"),
    ],
)
def test_what_is_wrong_in_a_table_is_told_with_its_line(tmp_path, lines, says):
    with pytest.raises(SettingsError, match=says):
        read_labels(table(tmp_path, *lines))


def test_two_people_may_differ(tmp_path):
    labels = read_labels(table(tmp_path, "call_id,item,verdict,rater", "a,x,met,eva", "a,x,not_met,jan"))
    assert len(labels.rows) == 2


def test_a_table_that_is_not_there_is_told(tmp_path):
    with pytest.raises(SettingsError, match=r"none\.csv: can't be read"):
        read_labels(tmp_path / "none.csv")


def test_the_hash_is_that_of_the_file(tmp_path):
    one = read_labels(table(tmp_path, "call_id,item,verdict", "a,x,met")).sha256
    other = read_labels(table(tmp_path, "call_id,item,verdict", "a,x,not_met")).sha256
    assert len(one) == 64 != other
    assert one != other
