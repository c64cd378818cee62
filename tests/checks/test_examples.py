from speechqa.checks.examples import as_transcript, test_script, try_garbled, try_mutants
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


def changed(item: Item, **fields) -> Item:
    return Item(**{field: getattr(item, field) for field in item.__slots__} | fields)


NOTICE = changed(
    SAY,
    phrases=("this call is recorded", "there is a tape running"),
    not_=("last call was recorded",),
    examples_met=("this call is being recorded", "just so you know there's a tape running"),
    examples_not_met=("your last call was recorded", "what is it"),
)


def survivors(*items: Item) -> list[tuple[str, str]]:
    return [(one.kind, one.what) for one in try_mutants(Script("s", "1", "en", "t", items)).survivors]


def test_examples_that_show_everything_notice_every_change() -> None:
    assert survivors(changed(NOTICE, not_=())) == []
    assert try_mutants(Script("s", "1", "en", "t", (NOTICE,))).made >= 6


def test_a_phrase_that_no_example_needs_is_named() -> None:
    item = changed(NOTICE, not_=(), phrases=(*NOTICE.phrases, "your words are kept"))
    assert survivors(item) == [("phrase", "'your words are kept' removed")]


def test_a_decoy_that_no_example_needs_is_named() -> None:
    item = changed(NOTICE, not_=("money back guarantee",))
    assert survivors(item) == [("not", "'not' removed")]


def test_examples_that_cannot_fail_are_told_in_one() -> None:
    item = changed(NOTICE, not_=(), within=None, examples_met=(), examples_not_met=("what is it",))
    assert survivors(item) == [("all", "any change of the rule")]


def test_order_and_count_are_changed_too() -> None:
    two = Item(
        "two", "t", "s", "at_least", ("free delivery", "two years of warranty", "a fixed price"), count=2,
        after="notice",
        examples_met=("this call is recorded and you get free delivery and two years of warranty",),
    )  # fmt: skip
    kinds = [kind for kind, _ in survivors(NOTICE, two)]
    assert kinds == [
        "phrase",
        "order",
        "count",
    ]  # "a fixed price", no example in the wrong order, with one only


def test_misheard_examples_are_counted_and_the_same_each_time() -> None:
    script = Script("s", "1", "en", "t", (NOTICE,))
    one, two = (try_garbled(script, strength=0.2, seed=1) for _ in range(2))
    assert one == two
    assert len(one.garbled) == 20
    assert one.kept + sum(each.got == "cannot_tell" for each in one.garbled) + len(one.turned) == 20
    assert try_garbled(script, strength=0.0).kept == 20
