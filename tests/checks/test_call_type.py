"""Call type, outcome and stage on small dialogues of our own, ten and more a language."""

# ruff: noqa: E501 (dialogues read best with few line breaks)

from __future__ import annotations

import pytest

from speechqa.checks.call_type import classify, is_conversation
from speechqa.checks.call_type.cues import load
from speechqa.checks.call_type.decide import WEIGHTS
from speechqa.records import Transcript, Turn, Word


def transcript(language, *lines):
    turns, time = [], 0
    for line in lines:
        speaker = {"A": "agent", "C": "customer", "U": "unknown"}[line[0]]
        words = []
        for text in line[2:].split():
            words.append(Word(text, time, time + 300))
            time += 350
        turns.append(Turn(speaker, words[0].start_ms, words[-1].end_ms, tuple(words)))
    return Transcript(language, time, tuple(turns), "replay")


DIALOGUES = [
    # -- English
    ("en", "inbound", "negotiation", "sale_agreed", [
        "A Good morning, Tall Pines Garden Centre.", "C Hi, I'd like to buy a wooden shed.",
        "A Sure, what size do you need?", "C About two by three metres. How much is that?",
        "A That one is 640 pounds, delivery included.", "C Okay, I'll take it.",
        "A Wonderful, what's the delivery address?", "C Mill Lane 4."]),
    ("en", "inbound", "negotiation", "invoice_issued", [
        "A Print shop, hello.", "C We need 500 leaflets, what would that cost?",
        "A On glossy paper, 95 pounds plus VAT.", "C Fine, can we pay on account?",
        "A Yes. I'll email you the invoice this afternoon.", "C Great, thanks."]),
    ("en", "outbound", "negotiation", "refusal", [
        "A Hello, I'm calling about our new broadband offer.", "C Go on.",
        "A It's 24 pounds a month for twelve months.", "C No thanks, I'm not interested.",
        "A No problem, have a nice day."]),
    ("en", "inbound", "negotiation", "meeting_booked", [
        "A Kitchens by Orla, hello.", "C I'm interested in a new kitchen.",
        "A Lovely, how big is the room?", "C Four metres by three.",
        "A Our designer does a home survey, free of charge. Shall I book you in for Thursday at two?",
        "C Thursday works.", "A See you on Thursday then."]),
    ("en", "outbound", "negotiation", "next_contact_agreed", [
        "A I'm calling about your contract, it ends in May. We can offer you 30 pounds a month.",
        "C I need to think about it.", "A Of course. I'll call you back on Monday at ten.", "C Monday is fine."]),
    ("en", "inbound", "navigation", "none", [
        "A City dental, hello.", "C Hi, what are your opening hours?",
        "A Nine to five.", "C And where are you exactly?", "A Opposite the station.", "C Thank you."]),
    ("en", "inbound", "navigation", "none", [
        "A Baker and Sons, hello.", "C How much is a haircut?",
        "A Sorry, I think you have the wrong number, we are a bakery.", "C Oh, sorry.", "A Bye."]),
    ("en", "inbound", "navigation", "none", [
        "A Reception, good morning.", "C Could you put me through to Mr Hale please?",
        "A Hold the line.", "C Thanks."]),
    ("en", "inbound", "navigation", "none", [
        "A Hello, Brook Motors.", "C I'm calling from Leadify, we help businesses get more leads. We offer a free trial.",
        "A We're not interested, thank you.", "C Who is responsible for marketing?", "A Please put it in an email."]),
    ("en", "inbound", "other", "none", [
        "A Support, hello.", "C My heating is not working, it keeps making a noise.",
        "A Have you tried to restart it?", "C Yes, it still does not start.",
        "A I'm sorry to hear that, an engineer will look into it."]),
    ("en", "inbound", "other", "none", [
        "A Customer care.", "C I want to complain. My parcel was damaged and I want my money back.",
        "A I'm sorry about that.", "C It's unacceptable."]),
    ("en", "outbound", "other", "none", [
        "C You've reached the voicemail of Ann. Please leave a message after the tone.",
        "A Hello Ann, this is Tom about your quote, please call me back."]),
    # -- German
    ("de", "inbound", "negotiation", "sale_agreed", [
        "A Gartenmarkt Linde, guten Tag.", "C Ich möchte gern ein Gartenhaus kaufen. Was kostet das kleine?",
        "A Welche Größe brauchen Sie?", "C Zwei mal drei Meter.", "A Das kostet 840 Euro inklusive Lieferung.",
        "C Gut, das nehme ich.", "A Wie ist die Lieferadresse?", "C Mühlweg 4."]),
    ("de", "inbound", "negotiation", "invoice_issued", [
        "A Druckerei Falke.", "C Wir brauchen 500 Flyer. Was würde das kosten?",
        "A 95 Euro netto, lieferbar bis Freitag.", "C Gut, machen wir.",
        "A Dann schicke ich Ihnen heute die Rechnung per Mail.", "C Danke."]),
    ("de", "outbound", "negotiation", "refusal", [
        "A Guten Tag, ich rufe wegen Ihres Vertrags an, wir können Ihnen ein neues Angebot machen.",
        "C Was denn?", "A 29 Euro im Monat.", "C Nein danke, kein Interesse.", "A Schade, schönen Tag."]),
    ("de", "inbound", "negotiation", "meeting_booked", [
        "A Küchenstudio, guten Tag.", "C Ich interessiere mich für eine neue Küche.",
        "A Gern, wie groß ist der Raum?", "C Zwölf Quadratmeter.",
        "A Unser Berater kommt zum Aufmaß zu Ihnen, am Donnerstag um zehn?", "C Donnerstag passt.",
        "A Ich trage den Termin ein."]),
    ("de", "outbound", "negotiation", "next_contact_agreed", [
        "A Ihr Vertrag läuft im Mai aus, ich kann Ihnen 30 Euro im Monat anbieten.",
        "C Das muss ich mir überlegen.", "A Gern, ich rufe Sie am Montag wieder an.", "C Ja, Montag."]),
    ("de", "inbound", "navigation", "none", [
        "A Praxis Stein.", "C Wie sind Ihre Öffnungszeiten?", "A Acht bis zwölf.",
        "C Und wo finde ich Sie?", "A Neben dem Bahnhof."]),
    ("de", "inbound", "navigation", "none", [
        "A Bäckerei Korn.", "C Was kostet ein Ölwechsel?", "A Da haben Sie sich verwählt, wir sind eine Bäckerei.",
        "C Oh, Entschuldigung."]),
    ("de", "inbound", "navigation", "none", [
        "A Zentrale, guten Tag.", "C Können Sie mich bitte mit Frau Vogt verbinden?", "A Ich verbinde.", "C Danke."]),
    ("de", "inbound", "navigation", "none", [
        "A Autohaus Brand.", "C Wir sind eine Agentur und bieten Werbung an, kostenlos testen. Wer ist zuständig?",
        "A Wir haben kein Interesse.", "C Darf ich Ihnen Infomaterial schicken?"]),
    ("de", "inbound", "other", "none", [
        "A Kundendienst.", "C Meine Heizung funktioniert nicht, da blinkt eine Störung.",
        "A Haben Sie einen Neustart versucht?", "C Ja, geht nicht.", "A Dann kommt ein Techniker."]),
    ("de", "outbound", "other", "none", [
        "C Der gewünschte Teilnehmer ist zurzeit nicht erreichbar. Hinterlassen Sie eine Nachricht nach dem Signalton.",
        "A Hallo, hier ist Tom, bitte rufen Sie zurück."]),
    # -- Russian
    ("ru", "inbound", "negotiation", "sale_agreed", [
        "A Магазин Садовод, здравствуйте.", "C Хочу купить теплицу, сколько стоит?",
        "A Какая длина нужна?", "C Шесть метров.", "A Такая стоит 32 тысячи рублей.",
        "C Хорошо, беру.", "A На какой адрес доставить?", "C Садовая, четыре."]),
    ("ru", "inbound", "negotiation", "invoice_issued", [
        "A Типография, добрый день.", "C Нам нужно 500 листовок, какая цена?",
        "A Выйдет 9 тысяч рублей.", "C Нас устраивает.", "A Тогда сегодня выставлю вам счёт.", "C Спасибо."]),
    ("ru", "outbound", "negotiation", "refusal", [
        "A Здравствуйте, у нас для вас специальное предложение по интернету.", "C Какое?",
        "A 500 рублей в месяц.", "C Нет, спасибо, не интересно.", "A Хорошего дня."]),
    ("ru", "inbound", "negotiation", "meeting_booked", [
        "A Кухни на заказ, слушаю.", "C Меня интересует новая кухня.", "A Какая площадь комнаты?",
        "C Двенадцать метров.", "A Записала вас на замер в четверг в десять.", "C Отлично, жду."]),
    ("ru", "outbound", "negotiation", "next_contact_agreed", [
        "A У вас заканчивается договор, можем предложить за 900 рублей в месяц.", "C Надо подумать.",
        "A Хорошо, я перезвоню вам в понедельник.", "C Да, в понедельник."]),
    ("ru", "inbound", "navigation", "none", [
        "A Клиника, добрый день.", "C До скольки вы работаете?", "A До восьми.",
        "C А как к вам добраться?", "A От метро пешком."]),
    ("ru", "inbound", "navigation", "none", [
        "A Пекарня, слушаю.", "C Сколько стоит замена масла?", "A Вы ошиблись номером, это пекарня.", "C Извините."]),
    ("ru", "inbound", "navigation", "none", [
        "A Приёмная.", "C Соедините меня с бухгалтерией, пожалуйста.", "A Соединяю.", "C Спасибо."]),
    ("ru", "inbound", "navigation", "none", [
        "A Автосалон, здравствуйте.", "C Мы рекламное агентство, хотели предложить сотрудничество вашей компании.",
        "A Нас не интересует.", "C А кто у вас отвечает за рекламу?"]),
    ("ru", "inbound", "other", "none", [
        "A Техподдержка.", "C У меня не работает интернет, роутер мигает.", "A Перезагрузите роутер.",
        "C Не помогло.", "A Оформлю заявку, мастер приедет."]),
    ("ru", "inbound", "other", "none", [
        "A Слушаю вас.", "C У меня жалоба, верните деньги, привезли брак.", "A Приносим извинения.",
        "C Безобразие."]),
    ("ru", "outbound", "other", "none", [
        "C Абонент временно недоступен. Оставьте сообщение после сигнала.", "A Здравствуйте, перезвоните мне."]),
    # -- Polish
    ("pl", "inbound", "negotiation", "sale_agreed", [
        "A Ogrody Lipa, dzień dobry.", "C Chciałabym kupić altanę, ile kosztuje?", "A Jaki rozmiar?",
        "C Dwa na trzy.", "A Kosztuje 3200 złotych z dostawą.", "C Dobrze, biorę.",
        "A Jaki adres dostawy?", "C Młyńska 4."]),
    ("pl", "inbound", "negotiation", "invoice_issued", [
        "A Drukarnia, dzień dobry.", "C Potrzebujemy 500 ulotek, jaka cena?", "A 450 złotych netto.",
        "C Zgoda.", "A Dziś wyślę fakturę mailem.", "C Dziękuję."]),
    ("pl", "outbound", "negotiation", "refusal", [
        "A Dzień dobry, chciałabym zaproponować nową ofertę na internet.", "C Jaką?",
        "A 60 złotych miesięcznie.", "C Nie, dziękuję, nie jestem zainteresowany.", "A Miłego dnia."]),
    ("pl", "inbound", "negotiation", "meeting_booked", [
        "A Studio kuchni, słucham.", "C Interesuje mnie nowa kuchnia.", "A Jaki metraż?", "C Dwanaście metrów.",
        "A Zapisuję pana na pomiar w czwartek o dziesiątej.", "C Pasuje."]),
    ("pl", "outbound", "negotiation", "next_contact_agreed", [
        "A Kończy się pana umowa, możemy zaproponować 80 złotych miesięcznie.", "C Muszę się zastanowić.",
        "A Dobrze, zadzwonię w poniedziałek.", "C W poniedziałek, tak."]),
    ("pl", "inbound", "navigation", "none", [
        "A Przychodnia, słucham.", "C Do której jest czynne?", "A Do ósmej.", "C A jak do was dojechać?",
        "A Tramwajem."]),
    ("pl", "inbound", "navigation", "none", [
        "A Piekarnia, słucham.", "C Ile kosztuje wymiana oleju?", "A To pomyłka, tu piekarnia.", "C Przepraszam."]),
    ("pl", "inbound", "navigation", "none", [
        "A Sekretariat.", "C Proszę połączyć z księgowością.", "A Łączę.", "C Dziękuję."]),
    ("pl", "inbound", "navigation", "none", [
        "A Salon samochodowy.", "C Reprezentuję agencję reklamową, oferujemy państwa firmie współpracę.",
        "A Nie jesteśmy zainteresowani.", "C A kto odpowiada za reklamę?"]),
    ("pl", "inbound", "other", "none", [
        "A Serwis.", "C Nie działa mi internet, router miga.", "A Proszę wyłączyć i włączyć router.",
        "C Nie pomogło.", "A Przyjmuję zgłoszenie, technik przyjedzie."]),
    ("pl", "inbound", "other", "none", [
        "A Słucham.", "C Chcę złożyć reklamację, proszę o zwrot pieniędzy, towar uszkodzony.",
        "A Bardzo przepraszam.", "C To skandal."]),
    ("pl", "outbound", "other", "none", [
        "C Abonent jest czasowo niedostępny. Proszę zostawić wiadomość po sygnale.", "A Dzień dobry, proszę o kontakt."]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "direction", "call_type", "outcome", "lines"), DIALOGUES)
def test_small_dialogues(language, direction, call_type, outcome, lines):
    got = classify(transcript(language, *lines), direction=direction)
    assert (got.call_type, got.outcome) == (call_type, outcome)
    assert 0 < got.confidence <= 1
    assert (got.stage is None) == (call_type != "negotiation")


def test_internal_calls_are_other():
    got = classify(
        transcript("en", "A How much is the red one?", "C It is 20 pounds, I'll take it."),
        direction="internal",
    )
    assert (got.call_type, got.outcome, got.stage) == ("other", "none", None)


def test_starts_with_the_address_but_buys():
    lines = ["A Sofa shop.", "C Where are you? How do I get there?", "A Mill Lane. What size are you looking for?",
             "C A three seater, how much is it?", "A It's 900 pounds.", "C I'll take it."]  # fmt: skip
    assert classify(transcript("en", *lines), direction="inbound").call_type == "negotiation"


def test_parking_fee_is_no_price_talk():
    lines = ["A Museum, hello.", "C How much is the parking, where can I park?", "A Two pounds an hour in the car park.",
             "C And what are your opening hours?", "A Ten to six."]  # fmt: skip
    assert classify(transcript("en", *lines), direction="inbound").call_type == "navigation"


def test_little_evidence_is_little_confidence():
    vague = classify(
        transcript("en", "A Hello there my friend.", "C Well hello to you too."), direction="inbound"
    )
    clear = classify(transcript("en", *DIALOGUES[0][4]), direction="inbound")
    assert vague.confidence < 0.5 < clear.confidence


def test_unknown_language_and_empty_calls_do_not_fail():
    assert classify(Transcript("en", 0, (), "replay"), direction=None).call_type == "other"
    assert classify(transcript("xx", "A bla bla bla bla", "C bla bla bla"), direction=None).confidence < 0.5


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["A Hello?", "A Hello, can you hear me, anybody there?"], False),
        (["A Hello.", "C Hi."], False),
        (["C Press one for sales, press two for service.", "A Oh no."], False),
        (
            ["C For sales press one.", "A One.", "C Hello, sales.", "A Hi, it's Tom.", "C Hi Tom.", "A Hi."],
            True,
        ),
        (["A Good morning, how are you?", "C Fine, thank you."], True),
        (["U hello " * 10], True),
        (["U please leave a message after the tone thank you for calling us today goodbye now"], False),
    ],
)
def test_is_conversation(lines, expected):
    assert is_conversation(transcript("en", *lines)) is expected


@pytest.mark.parametrize("language", ["en", "de", "ru", "pl"])
def test_every_language_has_the_same_groups(language):
    names = {group.name for group in load(language).groups}
    assert names == set(WEIGHTS) | {"machine", "contact_set", "refused"}


def test_same_input_same_output():
    call = transcript("pl", *DIALOGUES[-4][4])
    assert classify(call, direction="inbound") == classify(call, direction="inbound")
