"""Owns what Polish says around personal data."""

from __future__ import annotations

from speechqa.lang.tokenise import words
from speechqa.privacy.words.vocabulary import Vocabulary, phrases

VOCABULARY = Vocabulary(
    cues={
        "phone": phrases(
            """
            telefon*, komórk*, komórkow*, numer kontaktowy, pod numerem, pod numer, mój numer, pani numer,
            pana numer, państwa numer, twój numer, oddzwoni*, oddzwaniać, zadzwonić do mnie na, do mnie pod,
            stacjonarn*, kierunkow*, whatsapp, numer do mnie, numer do pana, numer do pani, dodzwonić
            """
        ),
        "card": phrases(
            """
            numer karty, numerem karty, karty kredytowej, karta kredytowa, karty płatniczej, karta
            płatnicza, kartę kredytową, visa, mastercard, kod cvv, cvv, cvc, kod zabezpieczający, trzy
            cyfry, z tyłu karty
            """
        ),
        "account": phrases(
            """
            numer konta, numeru konta, numer rachunku, rachunku bankowego, konto bankowe, konta bankowego,
            iban, rachunek
            """
        ),
        "id": phrases(
            """
            pesel*, numer dowodu, dowodu osobistego, dowód osobisty, seria i numer, paszport*, numer
            paszportu, prawa jazdy
            """
        ),
        "birth": phrases(
            """
            data urodzenia, datę urodzenia, daty urodzenia, urodzi*, urodziłem się, urodziłam się, urodzony,
            urodzona, urodzin*, ur
            """
        ),
        "email": phrases("email*, e mail*, maila, mail, mailowy, mejl*, adres mailowy, adres poczty"),
        "order": phrases(
            """
            numer zamówienia, numerem zamówienia, zamówienie numer, numer faktury, faktur*, numer umowy,
            umow*, numer klienta, numer zlecenia, zleceni*, numer zgłoszenia, zgłoszeni*, numer przesyłki,
            przesyłk*, numer seryjny, seryjn*, numer katalogowy, model*, indeks*, numer polisy, polis*,
            numer licznika, licznik*, numer rezerwacji, rezerwacj*, nip*, regon*, krs, numer referencyjny,
            kod produktu, kod towaru, numer oferty, numer sprawy, numer części, lot*, kod rabatowy,
            zamówieni*
            """
        ),
        "own_name": phrases(
            """
            nazywam się, mam na imię, moje nazwisko, moje nazwisko to, na nazwisko, na imię, nazwisko, moje
            imię, imię i nazwisko to, przy telefonie, z tej strony, mówi
            """
        ),
        "perhaps_name": phrases("jestem, tu, tutaj"),
        "ask_name": phrases(
            """
            pani imię, pana imię, pani nazwisko, pana nazwisko, państwa nazwisko, jak się pan nazywa, jak
            się pani nazywa, z kim rozmawiam, z kim mam przyjemność, imię i nazwisko, jak pani godność, jak
            pana godność, godność, na jakie nazwisko, poproszę nazwisko, o nazwisko
            """
        ),
        "spell": phrases("przeliter*, liter*, pisane przez, pisze się, nazwisk*"),
        "address": phrases(
            """
            mój adres, pani adres, pana adres, adres to, adres dostawy, mieszkam przy, mieszkam na,
            mieszkamy, zamieszkał*, pod adres, pod adresem, adresem, dostarczyć na, adres zamieszkania
            """
        ),
    },
    zeros=words("zero"),
    times={
        ("dwa", "razy"): 2, ("trzy", "razy"): 3, ("podwójne",): 2, ("podwójna",): 2, ("potrójne",): 3,
        ("dwukrotnie",): 2,
    },
    between=words(
        """
        momencik moment chwileczkę sekundę proszę i potem dalej jeszcze raz myślnik kreska
        spacja następnie
        """
    ),
    units=(
        "złot*", "zł", "grosz*", "euro", "dolar*", "procent*", "minut*", "godzin*", "dzień", "dni",
        "tygodni*", "tydzień",
        "miesi*", "rok", "lat", "lata", "metr*", "kilo*", "gram*", "litr*", "sztuk*", "osób", "osoby",
        "raz", "stopni*",
        "tysi*", "milion*", "centymetr*", "milimetr*", "cali", "wat*", "volt*", "paczek", "paczki",
        "miejsc", "miejsca", "kartonów",
    ),
    dots=words("kropka kropką"),
    ats=words("małpa małpka małpą małpę at"),
    dashes=words("myślnik minus kreska"),
    underscores=words("podkreślnik podkreślenie"),
    domains=words("pl com eu org net de info ru"),
    links=words("jak"),
    titles=words("pan pani pana panu panem panią"),
    no_names=words(
        """
        i a w z na do od się to ja nie tak dzień dobry proszę dzwonię jestem mi pan pani ma jest mogę
        chciałem chciałam halo dziękuję może bardzo że o co jak tu już moje imię nazwisko
        """
    ),
    streets=("ulic*", "ul", "alej*", "al", "osiedl*", "os", "plac*", "pl"),
    house=words("numer dom mieszkania mieszkanie lokal przez łamane m"),
    regions=("PL",),
)  # fmt: skip
