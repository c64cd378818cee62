import contextlib
import io
import tempfile
import time
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechqa.errors import ScriptError
from speechqa.scripts import Draft, Script, draft, load_library

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ENGLISH = """\
HOTLINE SCRIPT

1. Opening
   - "Good morning, [company name], this is [name] speaking."
   - "Good afternoon, [company], my name is [name]. How can I help you?"
2. Tell them in the first 30 seconds that the call is recorded: "This call is recorded."

Needs
-----
* Ask about the quantity: "How many do you need?" or "How many were you thinking of?"
* Ask for the budget.

Objections:
- If the customer says "that's too expensive" or "that's a lot of money": say "That includes delivery."
Customer: "I need to think about it."
Agent: Of course. When may I call you again?

You must not say
- I guarantee
- "You have to decide today"

Closing
Thank the caller.
"Thank you for calling, have a nice day."
"""

RUSSIAN = """\
Приветствие
- Поздоровайтесь и представьтесь: «Здравствуйте, это [компания], меня зовут [имя]»

Нельзя говорить:
- мы гарантируем результат
- «это не ко мне»
"""
GERMAN = """\
Begrüßung
- Begrüßen Sie den Kunden: „Guten Tag, hier ist [Firma], mein Name ist [Name].“

Das darf nicht gesagt werden:
- Das garantiere ich Ihnen
- „Da kann ich nichts machen“
"""
POLISH = """\
Powitanie
- Przywitaj się z klientem: „Dzień dobry, tu [firma], z tej strony [imię].”

Nie wolno mówić:
- gwarantujemy panu wynik
- „to nie moja sprawa”
"""


def made(folder: Path, text: str, *, language: str = "", name: str = "hotline.txt") -> tuple[Draft, Script]:
    """The draft of a text and the script that it loads as."""
    (folder / name).write_text(text, encoding="utf-8")
    return loaded(folder, draft(folder / name, language=language, refuses=accepts))


def loaded(folder: Path, drafted: Draft) -> tuple[Draft, Script]:
    target = folder / "scripts" / drafted.language / f"{drafted.id}.yaml"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(drafted.yaml, encoding="utf-8")
    (script,) = load_library(folder / "scripts").scripts
    return drafted, script


def accepts(_phrase: str, _language: str) -> str:
    return ""


def test_headings_lists_quotes_and_labels_find_their_place(tmp_path: Path) -> None:
    drafted, script = made(tmp_path, ENGLISH)
    assert (script.id, script.language, script.title) == ("hotline", "en", "HOTLINE SCRIPT")
    assert script.values == (("company", ("Your Company",)),)
    assert script.sections == ("HOTLINE SCRIPT", "Needs", "Objections", "You must not say", "Closing")
    opening, notice, quantity, price, again, never, today, closing = script.items
    assert (opening.title, opening.kind) == ("Opening", "say")
    assert opening.phrases == (
        "Good morning, {company}, this is {name} speaking",
        "Good afternoon, {company}, my name is {name}",
    )
    assert notice.phrases == ("This call is recorded",)
    assert notice.within is not None
    assert (notice.within.edge, notice.within.amount) == ("first", 30)
    assert quantity.title == "Ask about the quantity"
    assert quantity.phrases == ("How many do you need", "How many were you thinking of")
    assert price.when is not None
    assert price.when.customer_says == ("that's too expensive", "that's a lot of money")
    assert price.phrases == ("That includes delivery",)
    assert again.when is not None
    assert again.when.customer_says == ("I need to think about it",)
    assert [item.kind for item in (never, today)] == ["must_not_say"] * 2
    assert (closing.title, closing.phrases) == (
        "Thank the caller.",
        ("Thank you for calling, have a nice day",),
    )
    assert drafted.unplaced == (
        "line 5: How can I help you",
        "line 11: Ask for the budget.",
        "line 16: Of course",
    )
    assert all(f"# Not placed: {line}" in drafted.yaml for line in drafted.unplaced)


@pytest.mark.parametrize(
    ("language", "text", "required", "forbidden"),
    [
        (
            "ru",
            RUSSIAN,
            "Здравствуйте, это {company}, меня зовут {name}",
            ("мы гарантируем результат", "это не ко мне"),
        ),
        (
            "de",
            GERMAN,
            "Guten Tag, hier ist {company}, mein Name ist {name}",
            ("Das garantiere ich Ihnen", "Da kann ich nichts machen"),
        ),
        (
            "pl",
            POLISH,
            "Dzień dobry, tu {company}, z tej strony {name}",
            ("gwarantujemy panu wynik", "to nie moja sprawa"),
        ),
    ],
)
def test_each_language_has_its_quotes_gaps_and_prohibitions(tmp_path, language, text, required, forbidden):
    _, script = made(tmp_path, text, language=language)
    first, *rest = script.items
    assert (first.kind, first.phrases) == ("say", (required,))
    assert {item.kind for item in rest} == {"must_not_say"}
    assert tuple(phrase for item in rest for phrase in item.phrases) == forbidden


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", ENGLISH),
        ("de", 'Fragen Sie: "Was kann ich für Sie tun, und wie ist Ihr Name?"'),
        ("ru", "«Чем я могу вам помочь, и как вас зовут?»"),
        ("pl", '"W czym mogę panu pomóc, i jak się pan nazywa?"'),
    ],
)
def test_the_language_is_guessed(tmp_path, language, text):
    assert made(tmp_path, text)[0].language == language


def test_a_forbidding_line_makes_no_required_phrase(tmp_path: Path) -> None:
    text = '- Never promise a thing: "I promise a refund"\n- Do not say\n    - you are wrong\n    - calm down'
    _, script = made(tmp_path, text, language="en")
    assert {item.kind for item in script.items} == {"must_not_say"}
    assert sum(len(item.phrases) for item in script.items) == 3


def test_a_heading_that_comes_to_nothing_is_told(tmp_path: Path) -> None:
    text = 'SCRIPT\n\nGreeting\n\nGood morning Acme\n\nHelp\n\n"How can I help you today?"\n'
    drafted, _ = made(tmp_path, text, language="en")
    assert drafted.unplaced == ("line 3: Greeting", "line 5: Good morning Acme")


@pytest.mark.parametrize(
    "text",
    [
        "a" * 99_000,
        "# " + "#" * 99_000 + "x",
        "'a" * 49_000,
        "[" * 99_000,
        "(" * 99_000,
        "/a" * 49_000,
        ". " * 49_000,
    ],
)
def test_long_lines_take_no_time(tmp_path: Path, text: str) -> None:
    started = time.perf_counter()
    with contextlib.suppress(ScriptError):
        made(tmp_path, f'Agent: {text}\n"{text}"', language="en")
    assert time.perf_counter() - started < 5


def test_refused_phrases_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text('"How are you today?" or "{name}, how much is it?"', encoding="utf-8")
    drafted = draft(tmp_path / "a.txt", language="en", refuses=lambda phrase, _: "no" * ("much" in phrase))
    assert drafted.unplaced == ("line 1: {name}, how much is it",)


def docx(*paragraphs: str, styles: str = "", prolog: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        body = f'{prolog}<w:document xmlns:w="{W}"><w:body>{"".join(paragraphs)}</w:body></w:document>'
        archive.writestr("word/document.xml", body)
        if styles:
            archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{W}">{styles}</w:styles>')
    return stream.getvalue()


def paragraph(text: str, inside: str = "", run: str = "") -> str:
    properties = f"<w:pPr>{inside}</w:pPr>" if inside else ""
    return f"<w:p>{properties}<w:r>{run}<w:t>{escape(text)}</w:t></w:r></w:p>"


LIST = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
STYLES = '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'


def test_a_word_file_gives_headings_by_style_and_lists_by_level(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(
        docx(
            paragraph("Opening", '<w:pStyle w:val="berschrift1"/>'),
            paragraph("Greet the caller", LIST.format(0)),
            paragraph("Good morning, how can I help you?", LIST.format(1)),
            paragraph("Good afternoon, what can I do for you?", LIST.format(1)),
            paragraph("Must not say", "", "<w:rPr><w:b/></w:rPr>"),
            paragraph("you have no choice", LIST.format(0)),
            styles=STYLES,
        )
    )
    _, script = loaded(tmp_path, draft(tmp_path / "a.docx", language="en", refuses=accepts))
    greeting, pressure = script.items
    assert (greeting.section, greeting.title, greeting.kind) == ("Opening", "Greet the caller", "say")
    assert greeting.phrases == ("Good morning, how can I help you", "Good afternoon, what can I do for you")
    assert (pressure.section, pressure.kind) == ("Must not say", "must_not_say")


BOMB = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("raw", "name", "says"),
    [
        (docx(paragraph("x"), prolog=BOMB), "a.docx", "entities"),
        (docx("<w:p>" * 3), "a.docx", "damaged"),
        (docx(paragraph(" " * 20_000_001)), "a.docx", "more than 20 MB"),
        (docx(paragraph("word " * 40_001)), "a.docx", "letters"),
        (b"PK\x03\x04 not a zip", "a.docx", "damaged"),
        (docx(), "a.docx", "has no text"),
        (b"\xd0\xcf\x11\xe0 old", "a.doc", "save it as .docx"),
        (b"\xff\xff\xff", "a.txt", "neither .docx nor UTF-8"),
        (b"a\0b", "a.txt", "is no text"),
        (b" \n ", "a.txt", "has no text"),
        (b"Ask for the budget.", "a.txt", "no words to listen for"),
        (b'"xyzzy plugh"', "a.txt", "give --language"),
    ],
)
def test_what_cannot_be_drafted_is_said(tmp_path, raw, name, says):
    (tmp_path / name).write_bytes(raw)
    language = "" if "language" in says else "en"
    with pytest.raises(ScriptError, match=says) as caught:
        draft(tmp_path / name, language=language, refuses=accepts)
    assert name in str(caught.value)


def test_another_zip_and_a_missing_file_are_said(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("x", "y")
    for name, says in (("a.docx", "is no Word file"), ("none.txt", "can't be read")):
        with pytest.raises(ScriptError, match=says):
            draft(tmp_path / name, language="en", refuses=accepts)


LINES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [*ENGLISH.split("\n"), "(please)", '"[name]"', '"({x})"', '"{"', "- “a (b” c) d/e", "or"]
    ),
    st.sampled_from(["- null", '"~"', '"yes"', '"24"', "Agent: [x] (y) ____", "Customer:", "Never say:"]),
    st.just('"(a) {any} ... (b)"'),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=15), st.sampled_from(["en", "ru", "de", "pl"]))
def test_every_draft_loads_and_is_the_same_again(lines: list[str], language: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            drafted, script = made(folder, "\n".join(lines), language=language)
        except ScriptError:
            return  # no words in it
        assert drafted == draft(folder / "hotline.txt", language=language, refuses=accepts)
        assert drafted.items == len(script.items)
