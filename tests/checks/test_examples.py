from speechqa.checks.examples import as_transcript, test_script
from speechqa.scripts import Item, Script, When, Within

SAY = Item(
    "notice",
    "t",
    "s",
    "say",
    ("this call is recorded",),
    within=Within("last", 1, "seconds"),
    when=When(call_type=("navigation",)),
    examples_met=("good day this call is recorded and thank you very much for your patience",),
    examples_not_met=("this call is not recorded", "this call is recorded"),
)
PRICE = Item("price", "t", "s", "say", ("the price is {number}",), after="notice", speaker="customer")


def test_examples_run_without_windows_and_conditions_and_tell_what_fails() -> None:
    results = test_script(Script("s", "1", "en", "t", (SAY,)))
    assert [(one.expected, one.got, one.ok) for one in results] == [
        ("met", "met", True),
        ("not_met", "not_met", True),
        ("not_met", "met", False),
    ]
    assert (results[0].script, results[0].item) == ("s", "notice")
    assert results[2].reason == "Said at 0:00"


def test_order_is_looked_for_in_the_example_itself() -> None:
    item = Item(
        **{field: getattr(PRICE, field) for field in PRICE.__slots__}
        | {
            "examples_met": ("this call is recorded and the price is 50 euros",),
            "examples_not_met": ("the price is 50 euros and this call is recorded", "the price is 50 euros"),
        }
    )
    assert all(one.ok for one in test_script(Script("s", "1", "en", "t", (SAY, item)))[3:])


def test_an_example_without_words_is_an_empty_call() -> None:
    assert as_transcript("", "en", "agent").turns == ()
