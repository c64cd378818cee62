from hypothesis import given, settings
from hypothesis import strategies as st

from speechqa.checks.items import judge
from speechqa.checks.items.limit import Limit
from speechqa.checks.items.places import call_end, common
from speechqa.records import CallClass, Recording, Transcript, Turn, Word
from speechqa.scripts import Item, Script, Within

WORDS = st.sampled_from(
    ["this", "call", "is", "recorded", "not", "we", "guarantee", "hello", "fifty", "price"]
)
KINDS = st.sampled_from(["say", "all_of", "at_least", "must_not_say"])
PHRASES = ("this call is recorded", "we guarantee", "the price is {number}")


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    turns, now = [], 0
    for _ in range(draw(st.integers(0, 5))):
        texts = draw(st.lists(WORDS, min_size=1, max_size=8))
        words = tuple(Word(text, now + 300 * i, now + 300 * (i + 1), 0.8) for i, text in enumerate(texts))
        turns.append(
            Turn(draw(st.sampled_from(["agent", "customer", "unknown"])), now, words[-1].end_ms, words)
        )
        now = words[-1].end_ms + draw(st.integers(0, 20_000))
    return Transcript("en", now, tuple(turns), "test")


@st.composite
def items(draw: st.DrawFn) -> Item:
    within = draw(
        st.none()
        | st.builds(
            Within,
            st.sampled_from(["first", "last"]),
            st.integers(1, 40).map(float),
            st.sampled_from(["seconds", "turns", "percent"]),
        )
    )
    kind = draw(KINDS)
    count = {"all_of": 3, "at_least": 2}.get(kind, 1)
    weight = draw(st.sampled_from([0.0, 1.0, 2.5]))
    match = draw(st.sampled_from(["verbatim", "close", "loose"]))
    return Item("i", "t", "s", kind, PHRASES, count, within=within, weight=weight, match=match)


@settings(max_examples=60, deadline=None)
@given(transcripts(), items())
def test_every_verdict_is_well_formed_and_repeatable(transcript: Transcript, item: Item) -> None:
    script = Script("s", "1", "en", "t", (item,))
    recording, call_class = Recording("p", "f", "h", "c"), CallClass("negotiation", 1.0)
    (found,) = judge(script, transcript, recording=recording, call_class=call_class)
    assert 0 <= found.confidence <= 1
    assert found.points == (item.weight if found.verdict == "met" else 0)
    assert found.max_points == (item.weight if found.verdict in {"met", "not_met"} else 0)
    assert found.reason
    assert (found.speaker is None) == (found.start_ms is None) == (found.quote == "")
    assert judge(script, transcript, recording=recording, call_class=call_class) == (found,)


@given(transcripts(), st.lists(st.tuples(st.integers(0, 90_000), st.integers(0, 90_000)), max_size=4))
def test_common_stretches_lie_inside_every_limit(
    transcript: Transcript, pairs: list[tuple[int, int]]
) -> None:
    limits = [Limit(((min(pair), max(pair)),), "", "") for pair in pairs]
    for start, end in common(limits, transcript):
        assert 0 <= start <= end <= call_end(transcript)
        assert all(limit.intervals[0][0] <= start and end <= limit.intervals[0][1] for limit in limits)
