"""Owns what German says around personal data."""

from __future__ import annotations

from speechqa.lang.tokenise import words
from speechqa.privacy.words.vocabulary import Vocabulary, phrases

VOCABULARY = Vocabulary(
    cues={
        "phone": phrases(
            """
            telefon*, handy*, mobil*, festnetz*, rufnummer*, rückruf*, durchwahl*, erreichen sie mich,
            erreichbar unter, mich unter, sie unter, mich anrufen, rufen sie mich, meine nummer, ihre
            nummer, vorwahl*, whatsapp, zurückrufen, die nummer von mir, kontaktnummer*
            """
        ),
        "card": phrases(
            """
            kartennummer*, kreditkart*, visa*, mastercard*, prüfziffer*, prüfnummer*, sicherheitscode*,
            karte lautet, nummer der karte, nummer auf der karte, ec karte, girokarte*, cvc, cvv
            """
        ),
        "account": phrases(
            """
            iban, kontonummer*, bankleitzahl*, bankverbindung*, kontodaten, konto lautet, lastschrift*, bic
            """
        ),
        "id": phrases(
            """
            steuer id*, steueridentifikationsnummer*, identifikationsnummer*, steuernummer*,
            sozialversicherungsnummer*, personalausweis*, ausweisnummer*, reisepass*,
            rentenversicherungsnummer*, versichertennummer*
            """
        ),
        "birth": phrases("geburtsdatum, geburtstag, geboren, geburtsdaten, geb"),
        "email": phrases("email*, e mail*, mailadresse*, mail*, schreiben sie mir an"),
        "order": phrases(
            """
            bestellnummer*, auftragsnummer*, rechnungsnummer*, kundennummer*, artikelnummer*,
            vorgangsnummer*, referenz*, vertragsnummer*, seriennummer*, sendungsnummer*, zählernummer*,
            zählerstand*, gerätenummer*, ticketnummer*, ticket*, modell*, buchungsnummer*, policennummer*,
            schadennummer*, teilenummer*, aktenzeichen, rechnung, bestellung, auftrag, fahrgestellnummer*,
            gutschein*, flug*, registernummer*, paketnummer*, angebotsnummer*, angebot*
            """
        ),
        "own_name": phrases(
            """
            mein name ist, mein name, ich heiße, ich heisse, mein nachname ist, mein vorname ist, name ist,
            auf den namen, unter dem namen, sie sprechen mit, hier ist, hier spricht, nachname ist,
            nachname, vorname, ich bin der herr, ich bin die frau
            """
        ),
        "perhaps_name": phrases("ich bin, das ist, hier"),
        "ask_name": phrases(
            """
            ihr name, ihren namen, ihr nachname, ihren nachnamen, ihren vornamen, ihr vorname, wie heißen
            sie, mit wem spreche ich, wie war ihr name, wie ist ihr name, wie war der name
            """
        ),
        "spell": phrases("buchstabier*, geschrieben, schreibt sich, schreibt man, nachname*"),
        "address": phrases(
            """
            meine adresse, ihre adresse, adresse ist, adresse lautet, anschrift*, ich wohne, wir wohnen,
            wohnhaft, lieferadresse*, rechnungsadresse*, wohne in der, wohne am, liefern sie an, straße
            """
        ),
    },
    zeros=words("null"),
    times={
        ("doppel",): 2, ("doppelte",): 2, ("doppelt",): 2, ("zweimal",): 2, ("zwei", "mal"): 2, ("zweimal",
        "die"): 2,
        ("zwei", "mal", "die"): 2, ("dreimal",): 3, ("drei", "mal"): 3, ("dreimal", "die"): 3, ("drei",
        "mal", "die"): 3,
        ("dreifach",): 3, ("doppel", "die"): 2,
    },
    between=words(
        """
        moment sekunde warten sie und dann noch mal nochmal strich bindestrich schrägstrich
        leerzeichen wieder die
        """
    ),
    units=(
        "euro*", "cent", "prozent", "dollar", "pfund", "minute*", "stunde*", "tag", "tage", "tagen",
        "woche*", "monat*",
        "jahr*", "meter*", "kilo*", "gramm", "liter*", "stück*", "person*", "leute", "mal", "grad", "uhr",
        "tausend",
        "quadratmeter*", "zentimeter*", "millimeter*", "zoll", "watt", "volt", "paket*", "kartons",
        "kisten", "plätze",
    ),
    dots=words("punkt dot"),
    ats=words("at ät et klammeraffe klammeraffen"),
    dashes=words("minus bindestrich strich"),
    underscores=words("unterstrich"),
    domains=words("de com org net info eu at ch pl ru"),
    links=words("wie für"),
    titles=words("herr herrn frau"),
    no_names=words(
        """
        und ich die der das ein eine am apparat hier aus von wegen mit ist nicht ja nein bitte danke guten
        hallo in der doktor genau also äh hätte möchte rufe an sie noch da auch nur gerade sehr schon für zu
        im vom bin habe
        """
    ),
    streets=("straße", "strasse", "weg", "platz", "allee", "gasse", "ring", "ufer", "damm", "chaussee"),
    street_ends=(
        "straße", "strasse", "weg", "platz", "allee", "gasse", "ring", "ufer", "damm", "chaussee", "steig",
        "graben",
    ),
    house=words("nummer hausnummer haus"),
    regions=("DE", "AT", "CH"),
)  # fmt: skip
