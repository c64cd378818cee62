"""Tables of labels that people give their own calls."""

import pytest

from speechqa.errors import SettingsError
from speechqa.training.labels import read_table


def table(folder, *lines):
    path = folder / "labels.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_labels_subtypes_and_outcomes_are_read(tmp_path):
    found = read_table(
        table(
            tmp_path,
            "call_id,label,call_type,outcome,stage",
            "a,Wrong number,navigation,,",
            "b,negotiation,,sale-agreed,delivery",
            "c,wrong_number,,,none",
            "d,,,,",
        )
    )
    assert [(row.call_id, row.label, row.outcome, row.stage) for row in found.rows] == [
        ("a", "wrong_number", None, None),
        ("b", "negotiation", "sale_agreed", "delivery"),
        ("c", "wrong_number", None, None),
    ]
    assert found.parents == {"wrong_number": "navigation"}


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("call_id", "a"), "no column label"),
        (("call_id,label",), "holds no label"),
        (("call_id,label", ",other"), "line 2: call_id is empty"),
        (("call_id,label", "a,wrong_number"), "line 2: label wrong_number is none of negotiation"),
        (("call_id,label", "a,<b>"), "must be a word"),
        (("call_id,label,call_type", "a,other,navigation"), "is a call type itself"),
        (("call_id,label,call_type", "a,x,sales"), "call_type 'sales' must be one of"),
        (("call_id,label,call_type", "a,x,other", "b,x,navigation"), "x is navigation here and other above"),
        (("call_id,label,outcome", "a,negotiation,won"), "outcome 'won' must be one of"),
        (("call_id,label", "a,other", "a,navigation"), "lines 2 and 3: call a is labelled"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path, lines, says):
    with pytest.raises(SettingsError, match=says):
        read_table(table(tmp_path, *lines))
