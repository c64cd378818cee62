"""Commitments on small dialogues of our own: what counts, what doesn't, by when and for how much."""

# ruff: noqa: E501 (dialogues read best with few line breaks)

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechqa import lang
from speechqa.checks.commitments import find_commitments
from speechqa.records import CallAnalysis, CallClass, TalkMetrics, Transcript, Turn, Word
from speechqa.store.codec import from_text, to_text

TUESDAY = "2026-03-03T10:00:00"


def call(language, *lines, confidence=None):
    turns, time = [], 0
    for line in lines:
        words = []
        for text in line[2:].split():
            words.append(Word(text, time, time + 300, confidence))
            time += 350
        speaker = {"A": "agent", "C": "customer", "U": "unknown"}[line[0]]
        turns.append(Turn(speaker, words[0].start_ms, words[-1].end_ms, tuple(words)))
        time += 500
    return Transcript(language, time, tuple(turns), "replay")


def found(language, *lines, started_at=TUESDAY):
    return find_commitments(call(language, *lines), started_at=started_at)


PROMISED = [
    # -- English
    ("en", ["A I'll call you back on Thursday at three."], "agent", "call_back", "2026-03-05", "15:00"),
    ("en", ["A we will send you the offer today"], "agent", "send_offer", "2026-03-03", ""),
    ("en", ["A We'll deliver it on the 12th."], "agent", "deliver", "2026-03-12", ""),
    ("en", ["C I'll pay by Friday."], "customer", "payment", "2026-03-06", ""),
    ("en", ["A Shall I send the invoice?", "C Yes please."], "agent", "send_invoice", "", ""),
    ("en", ["A Can you pay by Friday?", "C Sure."], "customer", "payment", "2026-03-06", ""),
    ("en", ["A Can I ring you tomorrow at four?", "C Four's fine."], "agent", "call_back", "2026-03-04", "16:00"),
    ("en", ["C ill send you the signed contract in two days"], "customer", "send_documents", "2026-03-05", ""),
    ("en", ["A No problem, I'll email the quote tomorrow."], "agent", "send_offer", "2026-03-04", ""),
    ("en", ["A You'll have the contract by Wednesday."], "agent", "send_documents", "2026-03-04", ""),
    # -- Russian
    ("ru", ["A Я вам перезвоню в четверг в три часа."], "agent", "call_back", "2026-03-05", "15:00"),
    ("ru", ["A сегодня вышлю вам счёт"], "agent", "send_invoice", "2026-03-03", ""),
    ("ru", ["A Привезём двенадцатого."], "agent", "deliver", "2026-03-12", ""),
    ("ru", ["C Оплачу до пятницы."], "customer", "payment", "2026-03-06", ""),
    ("ru", ["A Могу прислать договор завтра.", "C Да, хорошо."], "agent", "send_documents", "2026-03-04", ""),
    ("ru", ["A Сможете оплатить до пятницы?", "C Конечно."], "customer", "payment", "2026-03-06", ""),
    ("ru", ["A Мастер приедет завтра."], "agent", "visit", "2026-03-04", ""),
    # -- German
    ("de", ["A Ich rufe Sie am Donnerstag um drei zurück."], "agent", "call_back", "2026-03-05", "15:00"),
    ("de", ["A ich schicke ihnen heute das angebot"], "agent", "send_offer", "2026-03-03", ""),
    ("de", ["A Wir liefern am zwölften."], "agent", "deliver", "2026-03-12", ""),
    ("de", ["C Ich überweise bis Freitag."], "customer", "payment", "2026-03-06", ""),
    ("de", ["A Soll ich Ihnen die Rechnung schicken?", "C Ja, bitte."], "agent", "send_invoice", "", ""),
    ("de", ["A Können Sie bis Freitag zahlen?", "C Klar."], "customer", "payment", "2026-03-06", ""),
    # -- Polish
    ("pl", ["A Oddzwonię w czwartek o piętnastej."], "agent", "call_back", "2026-03-05", "15:00"),
    ("pl", ["A dziś wyślę panu ofertę"], "agent", "send_offer", "2026-03-03", ""),
    ("pl", ["A Dostarczymy dwunastego."], "agent", "deliver", "2026-03-12", ""),
    ("pl", ["C Zapłacę do piątku."], "customer", "payment", "2026-03-06", ""),
    ("pl", ["A Mogę wysłać umowę jutro.", "C Tak, proszę."], "agent", "send_documents", "2026-03-04", ""),
    ("pl", ["A Czy może pan zapłacić do piątku?", "C Jasne."], "customer", "payment", "2026-03-06", ""),
]  # fmt: skip


@pytest.mark.parametrize("promised", PROMISED)
def test_a_promise_is_found_with_its_side_kind_and_day(promised):
    language, lines, *expected = promised
    (one,) = found(language, *lines)
    assert [one.who, one.kind, one.due_date, one.due_time] == expected
    assert one.what == lines[0][2:]
    assert bool(one.due_text) == bool(one.due_date)


NONE = [
    ("en", ["A Shall I send the invoice?", "C No, not yet."]),
    ("en", ["A Shall I send the invoice?"]),
    ("en", ["A Can you pay by Friday?", "C I'll think about it."]),
    ("en", ["A If you order today I could deliver it tomorrow."]),
    ("en", ["A If you order today I'll deliver it tomorrow."]),
    ("en", ["A I sent the offer on Monday."]),
    ("en", ["A I won't call you back on Monday."]),
    ("en", ["A We'll be happy to help you."]),
    ("en", ["A Hopefully I'll deliver it on Monday."]),
    ("en", ["A I will never send you an invoice again."]),
    ("en", ["A Maybe I'll call you back."]),
    ("en", ["U I'll call you back on Monday."]),
    ("ru", ["A Прислать вам счёт?", "C Нет, не надо."]),
    ("ru", ["A Я отправил предложение в понедельник."]),
    ("ru", ["A Я не перезвоню завтра."]),
    ("ru", ["C Я подумаю и, наверное, перезвоню."]),
    ("ru", ["A Если закажете сегодня, завтра привезём."]),
    ("ru", ["C Сможете привезти завтра?", "A Нет, завтра никак."]),
    ("de", ["A Soll ich die Rechnung schicken?", "C Nein, noch nicht."]),
    ("de", ["A Ich habe das Angebot am Montag geschickt."]),
    ("de", ["A Ich rufe Sie morgen nicht zurück."]),
    ("de", ["A Wenn Sie heute bestellen, liefern wir morgen."]),
    ("de", ["C Ich überlege es mir und rufe vielleicht zurück."]),
    ("de", ["C Ich zahle im Monat vierzig Euro."]),
    ("pl", ["A Wysłać panu fakturę?", "C Nie, jeszcze nie."]),
    ("pl", ["A Wysłałem ofertę w poniedziałek."]),
    ("pl", ["A Nie oddzwonię jutro."]),
    ("pl", ["A Jeśli pan zamówi dziś, jutro dostarczymy."]),
    ("pl", ["C Zastanowię się i może zadzwonię."]),
    ("xx", ["A I'll call you back on Monday."]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "lines"), NONE)
def test_what_is_no_firm_promise_is_left_out(language, lines):
    assert found(language, *lines) == ()


def test_without_the_time_of_the_call_no_date_is_guessed():
    (one,) = found("en", "A I'll call you back on Thursday at three.", started_at="")
    assert (one.due_text, one.due_date, one.due_time) == ("on Thursday at three", "", "15:00")


@pytest.mark.parametrize(
    ("words", "day", "time"),
    [
        ("next Friday", "", ""),  # two different days to different people
        ("on Friday the 12th", "", ""),  # a Thursday
        ("on Thursday the 12th", "2026-03-12", ""),
        ("on Tuesday", "2026-03-10", ""),
        ("in two weeks", "2026-03-17", ""),
        ("by the end of the month", "2026-03-31", ""),
        ("on the 5th of February", "2027-02-05", ""),
        ("in two hours", "2026-03-03", "12:00"),
        ("tomorrow before noon", "2026-03-04", "12:00"),
        ("tomorrow between eight and ten", "2026-03-04", "10:00"),
        ("tomorrow at half past nine", "2026-03-04", "09:30"),
        ("tomorrow evening at eight", "2026-03-04", "20:00"),
    ],
)
def test_days_and_times_as_people_say_them(words, day, time):
    (one,) = found("en", f"A I'll call you back {words}.")
    assert (one.due_date, one.due_time) == (day, time)
    assert words in one.due_text or one.due_text in words


def test_a_sum_is_told_with_its_currency_and_no_currency_is_guessed():
    (one,) = found("en", "A I'll send the invoice for 1200 euros today.")
    assert (one.amount, one.currency) == (1200.0, "EUR")
    (one,) = found("en", "C I'll transfer nine hundred today.")
    assert (one.amount, one.currency) == (900.0, "")
    (one,) = found("en", "C I'll pay on Friday at three.")
    assert one.amount is None


def test_the_number_of_a_card_is_no_sum():
    (one,) = found("en", "C I'll pay today with the card 4111 1111 1111 1111.")
    assert one.amount is None


def test_the_answer_with_another_day_has_the_last_word():
    (one,) = found("en", "A Can I call you on Monday?", "C Yes, Thursday at two works.")
    assert (one.who, one.due_date, one.due_time) == ("agent", "2026-03-05", "14:00")


def test_a_promise_said_twice_is_told_once_with_what_both_tell():
    (one,) = found("en", "A I'll ring you back on Thursday.", "C Good.", "A I'll ring at four, then.")
    assert (one.due_date, one.due_time) == ("2026-03-05", "")
    assert one.what == "I'll ring you back on Thursday."


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "A We'll deliver it on the twelfth, and I'll call you back on Thursday."),
        ("de", "A Am zwölften liefern wir, und ich rufe Sie am Donnerstag zurück."),
        ("ru", "A Двенадцатого привезём, а в четверг я вам перезвоню."),
        ("pl", "A Dostarczymy dwunastego i oddzwonię w czwartek."),
    ],
)
def test_of_two_promises_in_a_sentence_each_has_its_own_day(language, line):
    dates = {one.kind: one.due_date for one in found(language, line)}
    assert dates == {"deliver": "2026-03-12", "call_back": "2026-03-05"}


def test_badly_heard_words_make_it_less_sure():
    lines = ("A I'll call you back on Monday.",)
    sure = find_commitments(call("en", *lines, confidence=1.0), started_at=TUESDAY)[0].confidence
    unsure = find_commitments(call("en", *lines, confidence=0.5), started_at=TUESDAY)[0].confidence
    assert unsure == pytest.approx(sure / 2)


def test_analyses_kept_before_there_were_commitments_are_read():
    analysis = CallAnalysis(CallClass("other", 1.0), TalkMetrics(0, 0, 0, 0, 0, 0, None))
    old = to_text(analysis).replace(',"commitments":[]', "")
    assert "commitments" not in old
    assert from_text(CallAnalysis, old) == analysis
    full = CallAnalysis(
        analysis.call_class, analysis.talk, commitments=found("en", "A I'll call you back on Monday.")
    )
    assert from_text(CallAnalysis, to_text(full)) == full


LINES = [(language, lines) for language, lines, *_ in PROMISED]


@given(st.sampled_from(LINES), st.data())
@settings(max_examples=150, deadline=None)
def test_a_negation_never_adds_a_commitment(case, data):
    language, lines = case
    line = data.draw(st.integers(0, len(lines) - 1))
    words = lines[line].split()
    words.insert(data.draw(st.integers(1, len(words))), lang.get(language).negation)
    changed = [*lines[:line], " ".join(words), *lines[line + 1 :]]
    assert len(found(language, *changed)) <= len(found(language, *lines))


@given(st.sampled_from(LINES))
def test_asking_instead_of_telling_never_adds_a_commitment(case):
    language, lines = case
    asked = [line.rstrip(".?") + "?" for line in lines]
    assert len(found(language, *asked)) <= len(found(language, *lines))


@given(st.sampled_from(LINES), st.dates(date(1970, 1, 1), date(2100, 12, 31)))
def test_dates_are_never_before_the_call(case, day):
    language, lines = case
    for one in found(language, *lines, started_at=f"{day.isoformat()}T09:00:00"):
        assert not one.due_date or one.due_date >= day.isoformat()


@given(
    st.lists(
        st.tuples(
            st.sampled_from("AC"),
            st.lists(
                st.sampled_from(["I'll", "will", "send", "yes", "no", "pay", "call", "31.", "12.13", "99", "0", "the", "of", "may", "in", "two", "hours", "by", "24:00", "?", "if"]),
                min_size=1,
                max_size=12,
            ),
        ),
        max_size=6,
    ),
    st.sampled_from(["", "9999-12-31T23:59:59", "no date", "2026-03-03"]),
)  # fmt: skip
@settings(deadline=None)
def test_any_words_give_whole_values_and_the_same_twice(turns, started_at):
    lines = [f"{who} {' '.join(words)}" for who, words in turns]
    one = found("en", *lines, started_at=started_at)
    assert one == found("en", *lines, started_at=started_at)
    assert all(0 <= each.confidence <= 1 and each.start_ms <= each.end_ms for each in one)


@pytest.mark.parametrize(
    ("language", "terms", "sent", "bill"),
    [
        ("en", "A Twelve months, electronic invoice, thirty days' notice.", "A I'll email it today.", "A I'll send you the invoice today."),
        ("ru", "A Договор на год, счета приходят на почту каждый месяц.", "A Сегодня вышлю вам.", "A Сегодня вышлю вам счёт."),
        ("de", "A Zwölf Monate Laufzeit, die Rechnungen kommen per E-Mail.", "A Ich schicke es Ihnen heute.", "A Ich schicke Ihnen heute die Rechnung."),
        ("pl", "A Umowa na rok, faktura elektroniczna, miesiąc wypowiedzenia.", "A Dzisiaj wyślę.", "A Dzisiaj wyślę fakturę."),
    ],
)  # fmt: skip
def test_how_bills_come_is_no_bill_that_is_promised(language, terms, sent, bill):
    (found_without,) = found(language, terms, "C Fine.", sent)
    assert found_without.kind in {"other", "send_documents"}
    (found_with,) = found(language, terms, "C Fine.", bill)
    assert found_with.kind == "send_invoice"
