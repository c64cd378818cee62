"""Owns what English says around personal data."""

from __future__ import annotations

from speechqa.lang.tokenise import words
from speechqa.privacy.words.vocabulary import Vocabulary, phrases

VOCABULARY = Vocabulary(
    cues={
        "phone": phrases(
            """
            phone*, telephone*, mobile*, cell, cellphone*, landline*, call me on, call me back on, ring me
            on, reach me on, reach me at, reach you on, reach you at, call you on, call you back on, text me
            on, your number, my number, contact number*, number to call, best number, call back number,
            callback number, whatsapp, extension
            """
        ),
        "card": phrases(
            """
            card number*, credit card, debit card, long number, card ending, numbers on the card, visa,
            mastercard, security code, three digits on the back, cvv, cvc, across the front
            """
        ),
        "account": phrases("account number*, iban, sort code, bank account, bank details, bic, direct debit"),
        "id": phrases(
            """
            national insurance, insurance number, ni number, social security, passport number*, passport,
            driving licence number, tax number, nhs number
            """
        ),
        "birth": phrases(
            "date of birth, birth date, birthdate, birthday, born on, born in, was born, born, d o b, dob"
        ),
        "email": phrases("email*, mail address, e mail, mail me at, write to me at"),
        "order": phrases(
            """
            order number*, order is, order, reference, reference number*, invoice number*, invoice, ticket
            number*, tracking*, serial*, part number*, item number*, article number*, product code, product
            number, customer number*, policy number*, contract number*, model*, booking number*, case
            number*, meter*, vat number, sku, flight*, parcel number, voucher, account reference,
            registration number, company number
            """
        ),
        "own_name": phrases(
            "my name is, my name, name is, my surname is, my last name is, my first name is, i am called, "
            "surname is, the name is, last name is, first name is, full name is, under the name, "
            "in the name of, you are speaking to, you are speaking with"
        ),
        "perhaps_name": phrases("i am, this is, it is, here is"),
        "ask_name": phrases(
            """
            your name, your full name, your surname, your last name, your first name, who am i speaking to,
            who am i speaking with, who is calling, the surname, name please, whose name
            """
        ),
        "spell": phrases("spell*, spelled, spelt, letter by letter, surname, last name"),
        "address": phrases(
            """
            my address, your address, address is, i live at, we live at, i live on, live in, deliver it to,
            delivered to, deliver to, home address, delivery address, i am at, we are at, first line of,
            billing address
            """
        ),
    },
    zeros=words("oh o nought zero naught"),
    times={("double",): 2, ("triple",): 3, ("treble",): 3},
    between=words(
        """
        hang on sorry wait moment second hold and then dash hyphen space that is again next
        followed by comma it's its
        """
    ),
    units=(
        "pound*", "euro*", "dollar*", "pence", "cent", "cents", "percent", "quid", "minute*", "hour*",
        "day*", "week*",
        "month*", "year*", "metre*", "meter*", "kilo*", "gram*", "litre*", "piece*", "item*", "unit*",
        "box*", "people",
        "person*", "times", "mile*", "degrees", "mm", "cm", "am", "pm", "oclock", "grand", "thousand",
        "million",
        "pack*", "seat*", "room*", "inch*", "foot", "feet", "watt*", "volt*",
    ),
    dots=words("dot point"),
    ats=words("at"),
    dashes=words("dash hyphen minus"),
    underscores=words("underscore"),
    domains=words("com org net uk info eu de pl ru io co biz us ie fr"),
    links=words("for as like"),
    titles=words("mr mrs ms miss mister"),
    no_names=words(
        """
        calling speaking here from and i the a an on in with about it is not just your my to at for of that
        this yes no yeah please thank thanks sir madam okay well so but because sorry actually phoning
        ringing looking wondering still really very happy pleased sure good fine interested trying having
        afraid going
        """
    ),
    streets=(
        "street", "road", "avenue", "lane", "drive", "close", "court", "square", "crescent", "terrace",
        "gardens", "grove",
        "boulevard", "mews", "hill", "way", "row",
    ),
    house=words("flat apartment number house unit"),
    number_first=True,
    regions=("GB", "US", "IE"),
)  # fmt: skip
