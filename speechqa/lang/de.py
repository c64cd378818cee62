"""Owns German."""

from __future__ import annotations

import re
from functools import lru_cache

from speechqa.lang import clock, farewells, grammar, introduced, lemmas, moods_west, stems
from speechqa.lang.dates import DateWords
from speechqa.lang.language import Language
from speechqa.lang.moods import idioms
from speechqa.lang.numbers import NumberWords
from speechqa.lang.tokenise import groups, words
from speechqa.lang.waived_west import GERMAN

_UNITS = (
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn"
)
_TEENS = "siebzehn achtzehn neunzehn"
_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
_ORDINALS = (
    "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft dreizehnt vierzehnt fünfzehnt "
    "sechzehnt siebzehnt achtzehnt neunzehnt"
)

_ATOMS = (
    {word: value for value, word in enumerate(f"{_UNITS} {_TEENS}".split())}
    | {word: 20 + 10 * i for i, word in enumerate(_TENS.split())}
    | {"zwo": 2, "dreissig": 30}
)
_INSIDE = _ATOMS | {"ein": 1, "eine": 1}


@lru_cache(maxsize=10_000)
def _compound(token: str) -> int | None:
    """Value of a number written as one word ("vierhundertzwanzig"), None for other words."""
    for word, scale in (("tausend", 1000), ("hundert", 100)):
        head, found, tail = token.partition(word)
        if found:
            left = 1 if not head else _compound(head)
            right = 0 if not tail else _compound(tail.removeprefix("und") or "?")
            return None if left is None or right is None or left >= 1000 else left * scale + right  # noqa: PLR2004 (thousands aren't counted in thousands)
    unit, found, tens = token.partition("und")
    if found and tens in _ATOMS and _ATOMS[tens] >= 20 and _INSIDE.get(unit, 10) < 10:  # noqa: PLR2004 (tens, units)
        return _INSIDE[unit] + _ATOMS[tens]
    return _INSIDE.get(token)


def _written_together(token: str) -> int | None:
    # "ein", "eine" alone are articles, "hundert" and "tausend" alone have their own entries.
    return None if token in ("ein", "eine") else _compound(token)


def _ordinals() -> dict[str, int]:
    table = {word: value + 1 for value, word in enumerate(_ORDINALS.split())}
    units = "ein zwei drei vier fünf sechs sieben acht neun".split()  # noqa: SIM905 (reads better)
    table |= {"zwanzigst": 20, "dreißigst": 30, "einunddreißigst": 31}
    table |= {f"{unit}undzwanzigst": 21 + i for i, unit in enumerate(units)}
    return {stem + ending: value for stem, value in table.items() for ending in ("e", "en", "er", "em", "es")}


NUMBERS = NumberWords(
    atoms=_ATOMS,
    hundred=frozenset(("hundert",)),
    scales={"tausend": 1000, "million": 1_000_000},
    halves=(("einhalb",), ("und", "ein", "halb")),
    wholes={"anderthalb": 1.5, "eineinhalb": 1.5, "zweieinhalb": 2.5, "dreieinhalb": 3.5, "viereinhalb": 4.5},
    joiners=frozenset(("und",)),
    ones=frozenset(("ein", "eine")),
    points=frozenset(("komma",)),
    currencies=words("euro franken"),
    prices=words("kosten preis zahlen bezahlen berechnen summe gebühr beitrag miete betrag"),
    advances=words("anzahlung vorauszahlung kaution abschlag"),
    ordinals=_ordinals(),
    compound=_written_together,
)

DATES = DateWords(
    months=words(
        """
        januar jänner februar märz april mai juni juli august september oktober november
        dezember
        """
    ),
    anchors=words(
        """
        montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar jänner februar märz
        april mai juni juli august september oktober november dezember heute morgen übermorgen gestern
        wochenende montagmorgen dienstagmorgen mittwochmorgen donnerstagmorgen freitagmorgen
        montagnachmittag freitagnachmittag vormittag nachmittag
        """
    ),
    units=words("tag werktag woche monat jahr stunde arbeitstag"),
    pointers=words(
        """
        nächst nächste nächsten nächster nächstes kommend kommende kommenden dies diese dieser diesen
        diesem jed jede jeden
        """
    ),
    joiners=words(
        """
        am im in an bis zum ab vor nach der den dem des die um gegen innerhalb von spätestens früh
        """
    ),
    phrases=(("so", "bald", "wie", "möglich"),),
)


# Verbs with "es" behind them as people and recognisers write them, without the apostrophe.
_JOINED = words("gehts gibts wirds wars tuts machts kanns solls wärs hätts reichts stimmts klappts passts")


def _contract(word: str) -> tuple[str, ...]:
    """``word`` with "'s" written out as "es" ("geht's", "gehts")."""
    if word.endswith("'s"):
        return (word[:-2], "es")
    if word in _JOINED:
        return (word[:-1], "es")
    return (word.replace("'", ""),)


def _closes_clause(token: str) -> bool:
    """True for participles and split-off particles: no "nicht" of the same clause follows them."""
    participle = re.fullmatch(r"\w*ge\w{2,}(?:t|en)", token) is not None
    return participle or token in lemmas.GERMAN_PARTICLES


LANGUAGE = Language(
    code="de",
    grammar=grammar.GERMAN,
    moods=moods_west.GERMAN,
    closes_clause=_closes_clause,
    lemmatise=lemmas.german,
    stem=stems.german,
    contract=_contract,
    negation="nicht",
    negations=words(
        """
        nicht nichts kein keine keinen keinem keiner keines keinerlei nie niemals niemand niemandem ohne
        nirgends weder unmöglich nein kaum entfällt entfallen
        """
    ),
    trailing_negations=words(
        "nicht nichts nie niemals niemand kein keine keinen keinem keiner keines entfällt entfallen"
    ),
    answers=frozenset(("nein",)),
    waived=GERMAN,
    introduced=introduced.GERMAN,
    farewells=farewells.GERMAN,
    neutral_negations=idioms(
        """
        kein problem,keine sorge,keine angst,nicht wundern,wundern sie sich nicht,erschrecken sie nicht,
        keine ursache,keine frage,nicht nur,nicht wahr,nichts zu danken,nichts dagegen,warum nicht,
        wenn nicht,oder nicht,nicht später als,nicht mehr als,ohne weiteres,ohne zweifel,ohne probleme,
        gar kein problem,machen sie sich keine sorgen,nicht vergessen,macht nichts,er ist nicht da,
        sie ist nicht da,ist heute nicht da,ist gerade nicht da
        """
    ),
    conditionals=words("wenn ob falls sofern"),
    clause_starts=words(
        """
        und aber sondern oder denn weil obwohl deshalb deswegen daher dann wenn falls sonst während
        trotzdem also
        """
    ),
    complementisers=words("dass daß ob"),
    attitudes=words(
        """
        sagen denken glauben versprechen meinen behaupten wissen garantieren sicher gewiss bestätigen
        brauchen benötigen können wollen möglich dürfen möchten versuchen anbieten lassen haben zusagen
        zusichern
        """
    ),
    fillers=words(
        """
        äh ähm öh öhm hm hmm mhm mm tja na naja halt eben also ja genau okay ok so mal quasi sozusagen
        bitte gut eigentlich einfach doch nun
        """
    ),
    hesitations=words("äh ähm öh öhm hm hmm mm"),
    question_words=words(
        """
        wer was wen wem wessen welche welcher welches welchen wann wo wohin woher warum wieso weshalb wie
        wieviel wieviele
        """
    ),
    function_words=words(
        """
        der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem ich du
        er sie es wir ihr mich dich ihn uns euch mir dir ihm ihnen sich mein meine meinen meinem meiner
        dein deine sein seine ihre ihren ihrem ihrer ihres unser unsere unseren unserem unserer ist sind
        war waren bin bist sei wird werden wurde wurden werde worden hat haben habe hatte hätte hätten
        kann können könnte könnten darf dürfen dürfte dürften soll sollen will wollen möchte möchten muss
        müssen mag zu in im ins am an auf aus bei beim mit nach von vom vor zum zur für um über unter und
        oder aber dass daß wenn ob als auch noch schon nur mal bitte da dort hier so dann denn man alle
        alles viel viele vielen herzlich herzlichen
        """
    ),
    adverbs=words(
        """
        jetzt heute derzeit momentan leider wirklich generell grundsätzlich normalerweise überhaupt gar
        mehr immer ganz hundertprozentig unbedingt absolut sicher
        """
    ),
    verb_prefixes=lemmas.GERMAN_PARTICLES | words("be ent er ge ver zer über unter miss"),
    negative_prefixes=("un", "in", "nicht"),
    separable_particles=lemmas.GERMAN_PARTICLES,
    particle_prepositions=words("ab an auf aus bei durch mit nach um vor zu"),
    particle_blockers=words(
        """
        der die das den dem des ein eine einen einem einer ihr ihre ihren ihrem ihrer mein meine meinem
        meiner meinen unser unsere unserem unserer unseren dieser diese diesem diesen dieses ihnen uns mir
        ihm sie es mich dich ihn ende anfang welche welchem welcher welchen jeden jedem jeder
        """
    ),
    synonyms=groups(
        "aufzeichnen aufzeichnung aufnehmen aufnahme mitschneiden mitschnitt mitgeschnitten aufgenommen",
        "gespräch anruf telefonat",
        "preis kosten kostet",
        "helfen hilfe",
        "liefern lieferung zustellen zustellung",
        "bezahlen zahlen zahlung bezahlung",
        "schicken senden zuschicken zusenden schickt",
        "garantieren garantie versprechen zusichern",
        "kaufen kauf erwerben",
        "teuer kostspielig",
        "verbinden durchstellen weiterleiten",
        "zurückrufen rückruf",
        "beinhalten enthalten inklusive inbegriffen umfassen",
        "hallo grüß",
        "tschüss wiederhören",
        "rabatt nachlass ermäßigung",
        "buchen bestellen bestellung",
        "brauchen benötigen",
        "einverstanden einverständnis",
        "danke dank bedanken danken",
        "bestätigen bestätigung",
        "informieren hinweisen",
        "sprechen reden",
        "insgesamt gesamt zusammen",
        "name heißen",
        "termin treffen",
        "vereinbaren ausmachen abmachen",
        "anbieten angebot",
        "erklären erläutern",
        "nennen mitteilen sagen",
        "bestellung auftrag",
        "ändern anpassen",
        "verlängern verlängerung",
        "kündigen kündigung",
        "widerrufen widerruf",
        "prüfen überprüfen",
        "moment augenblick",
        "warten dranbleiben",
        "antworten antwort",
        "adresse anschrift",
        "firma unternehmen",
        "kostenlos gratis kostenfrei umsonst",
        "günstig billig preiswert",
        "größe maß",
        "entschuldigen entschuldigung verzeihung",
        "telefonnummer rufnummer",
        "montage einbau montieren",
        "gebühr kosten",
        "zusammenfassen zusammenfassung",
        "rate ratenzahlung",
        "verfügbar lieferbar vorrätig",
        "erreichen kontaktieren",
        "ausgehen betragen",
        "stören ungelegen",
        "übersenden schicken",
        "zufrieden glücklich",
        "weitergeben übermitteln",
        "qualität schulung",
        "störung problem",
        "anrufen melden",
        "lauten heißen",
    ),
    numbers=NUMBERS,
    dates=DATES,
    clock=clock.GERMAN,
    aliases={"percent": "prozent", "etwas": "was", "irgendetwas": "was", "irgendwas": "was"},
)
