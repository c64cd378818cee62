"""Owns the words by which written scripts say what is meant: who speaks, what is forbidden, what is a gap."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cues:
    """Patterns of one language.

    ``forbids`` marks what must not be said; ``agent`` and ``customer`` are labels before a line of talk;
    ``condition`` opens "if the customer says"; ``say`` leads to words; ``orders`` opens an instruction;
    ``talks`` shows that a line is talk; ``window`` finds "in the first 30 seconds"; ``alternative`` is a
    bare "or". ``gaps`` maps a slot to what stands in its brackets.
    """

    forbids: re.Pattern[str]
    agent: re.Pattern[str]
    customer: re.Pattern[str]
    condition: re.Pattern[str]
    say: re.Pattern[str]
    orders: re.Pattern[str]
    talks: re.Pattern[str]
    window: re.Pattern[str]
    alternative: re.Pattern[str]
    gaps: tuple[tuple[str, re.Pattern[str]], ...]


def _cues(**patterns: str) -> Cues:
    made = {name: re.compile(text, re.IGNORECASE) for name, text in patterns.items()}
    slots = ("company", "name", "number", "date")
    gaps = tuple((slot, made.pop(slot)) for slot in slots)
    return Cues(gaps=gaps, **made)


_ENGLISH = _cues(
    forbids=r"\b(must ?n[o']t|must never|never|don'?t|do not|forbidden|prohibited|not allowed|avoid"
    r"|banned)\b",
    agent=r"(agent|operator|advisor|adviser|rep|representative|you|manager)\s*:\s*",
    customer=r"(customer|client|caller|prospect)\s*:\s*",
    condition=r"\b(if|when|where)\b",
    say=r"\b(say|says|answer|reply|ask|respond)\s*:\s*",
    orders=r"(ask|say|tell|greet|give|offer|confirm|check|introduce|explain|make|use|mention|thank the"
    r"|never|always|don'?t|do not|state|inform|identify|name|summari[sz]e|note|listen|be"
    r"|if|when|let the|wait|transfer|close|open|end)\b",
    talks=r"\b(i|i'm|i'd|we|we're|you|your|my|our|us|please|thanks?|hello|good (morning|afternoon"
    r"|evening|day))\b",
    window=r"\bfirst (\d{1,3}) (seconds?|minutes?)\b",
    alternative=r"(or|either|alternatively)[:,.]?",
    company=r"company|business|brand|firm",
    name=r"name|agent|customer",
    number=r"number|amount|price|sum|total|cost|percent|\d",
    date=r"date|day|time",
)
_RUSSIAN = _cues(
    forbids=r"(нельзя|запрещ|не говори|никогда|недопустим|избега|стоп-слов|не обеща|не использу)",
    agent=r"(оператор|менеджер|агент|сотрудник|мы|вы)\s*:\s*",
    customer=r"(клиент|покупатель|абонент|заказчик)\s*:\s*",
    condition=r"\b(если|когда)\b",
    say=r"(скажите|говорим|ответьте|спросите|сказать|ответ|отвечаем)\s*:\s*",
    orders=r"(скаж|спрос|назов|поздоров|представ|предлож|уточн|попрощ|поблагодар|объясн|сообщ|не "
    r"|никогда|всегда"
    r"|поприветств|провер|подтверд|если|когда|выслуша|дожд)",
    talks=r"\b(я|мы|вы|вас|вам|вами|ваш\w*|меня|мне|нас|нам|наш\w*|спасибо|пожалуйста|здравствуйте"
    r"|добр(ый|ое|ого))\b",
    window=r"\bпервы\w+ (\d{1,3}) (сек|мин)",
    alternative=r"(или|либо)[:,.]?",
    company=r"компани|фирм|организаци|бренд",
    name=r"им[яе]|фио|фамили",
    number=r"номер|сумм|цен|стоимост|количеств|процент|число|\d",
    date=r"дат|день|врем",
)
_GERMAN = _cues(
    forbids=r"\b(nicht sagen|verboten\w*|niemals|nie|nicht erlaubt|tabu|unzulässig|darf nicht"
    r"|dürfen nicht|vermeide\w*)\b",
    agent=r"(agent|agentin|mitarbeiter(in)?|berater(in)?|wir|sie)\s*:\s*",
    customer=r"(kunde|kundin|anrufer(in)?)\s*:\s*",
    condition=r"\b(wenn|falls|sobald)\b",
    say=r"\b(sagen sie|sagen|antworten sie|antwort|fragen sie|fragen)\s*:\s*",
    orders=r"(sagen|fragen|nennen|begrüß\w*|stellen|bieten|bestätigen|danken|erklären|verabschied\w*"
    r"|prüfen|weisen|nie\w*"
    r"|immer|wenn|falls|zuhören|fassen|informieren)\b",
    talks=r"\b(ich|wir|ihnen|ihre?[nmr]?|mein\w*|unser\w*|uns|bitte|danke|hallo|gute[nrs]? \w+"
    r"|vielen dank)\b",
    window=r"\bersten (\d{1,3}) (sek|min)",
    alternative=r"(oder|bzw\.?)[:,.]?",
    company=r"firma|firmenname|unternehmen|marke",
    name=r"name|vorname|nachname",
    number=r"nummer|betrag|preis|summe|anzahl|prozent|zahl|\d",
    date=r"datum|tag|uhrzeit|termin",
)
_POLISH = _cues(
    forbids=r"(nie wolno|zabronion|zakaz|nigdy|nie mów|niedozwolon|unikaj|nie obiecuj|nie używaj)",
    agent=r"(agent|agentka|konsultant|konsultantka|doradca|pracownik|my)\s*:\s*",
    customer=r"(klient|klientka|rozmówca)\s*:\s*",
    condition=r"\b(jeśli|jeżeli|gdy|kiedy)\b",
    say=r"(powiedz|odpowiedz|zapytaj|mówimy|odpowiedź)\s*:\s*",
    orders=r"(powiedz|zapytaj|przywitaj|podaj|przedstaw|zaproponuj|potwierdź|podziękuj|wyjaśnij"
    r"|pożegnaj|sprawdź|nie |nigdy"
    r"|zawsze|jeśli|jeżeli|gdy|poinformuj|wysłuchaj|poczekaj)",
    talks=r"\b(pan|pani|pana|panu|panią|państwa|państwu|proszę|dziękuję|dzień dobry|moje|nasz\w*|mnie"
    r"|mogę|możemy|nazywam|dzwonię)\b",
    window=r"\bpierwsz\w+ (\d{1,3}) (sek|min)",
    alternative=r"(lub|albo)[:,.]?",
    company=r"firm|spółk|nazwa firmy|marka",
    name=r"imi[ęe]|nazwisk",
    number=r"numer|kwot|cen|liczb|ilość|procent|\d",
    date=r"dat|dzień|termin|godzin",
)

_CUES = {"en": _ENGLISH, "ru": _RUSSIAN, "de": _GERMAN, "pl": _POLISH}


def cues(language: str) -> Cues:
    """The patterns of a language by its code; the English ones where it has none."""
    return _CUES.get(language, _ENGLISH)
