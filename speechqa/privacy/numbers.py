"""Owns what a run of digits is: a phone, a card, an account, a personal number. Check digits decide if any.

Luhn, ISO 7064 and national check digits come from ``stdnum``, phone numbering plans from ``phonenumbers``.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.privacy.runs import Run
    from speechqa.privacy.talk import Talk
    from speechqa.privacy.words.vocabulary import CueKind
    from speechqa.records import PersonalKind

_SHORTEST_CARD = 12  # ISO/IEC 7812-1; one digit may have gone unheard
_USUAL_CARD = range(15, 17)
_NUMBERED = ("order", "id", "account", "card", "birth")  # numbers with a name of their own, no phones
_CARD_STARTS = "23456"
_CVC = range(3, 5)
_ACCOUNT = range(6, 29)
_IDENTITY = range(6, 16)
_PHONE = range(6, 16)  # E.164 allows 15 digits
_SHORTEST_TRUNK = 9
_TRUNK = range(10, 13)  # digits with the zero in front
_TRUNK_ZERO = ("en", "de")
_DICTATED = 3  # groups: told as phones are told
# HMRC's National Insurance manual, NIM39110: letters that prefixes don't have.
_NINO = re.compile(r"(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]")


def kind_of(run: Run, cue: CueKind | None, talk: Talk) -> PersonalKind | None:
    """What the run is, given what announces it; None for numbers of things, and for what isn't clear."""
    digits, code = run.digits, talk.language.code
    phone = _is_phone(run, talk)
    if _is_card(digits, cue):
        return "card"
    if _is_account(digits, cue, code):
        return "bank_account"
    if _is_identity(digits, cue, code) and not (cue == "phone" and phone):
        return "national_id"
    announced = cue == "phone" and len(digits) in _PHONE
    alone = phone and cue not in _NUMBERED and _looks_dictated(run, talk)
    return "phone" if announced or alone or (run.plus and phone) else None


def _is_card(digits: str, cue: CueKind | None) -> bool:
    """A misheard card has wrong check digits, so what is announced as one needs none."""
    from stdnum import luhn

    if cue == "card":
        return len(digits) in _CVC or len(digits) >= _SHORTEST_CARD
    # Other lengths have too many numbers of things among them: a tenth of all has right check digits.
    return (
        len(digits) in _USUAL_CARD and cue != "order" and digits[0] in _CARD_STARTS and luhn.is_valid(digits)
    )


def _is_account(digits: str, cue: CueKind | None, code: str) -> bool:
    from stdnum import iban

    if cue == "account":
        return len(digits) in _ACCOUNT
    # A Polish account is its IBAN without the country; a Russian one has 20 digits, people's open with 408.
    polish = code == "pl" and len(digits) == 26 and iban.is_valid(f"PL{digits}")  # noqa: PLR2004 (NRB)
    return polish or (code == "ru" and len(digits) == 20 and digits.startswith(("408", "423")))  # noqa: PLR2004


def _is_identity(digits: str, cue: CueKind | None, code: str) -> bool:
    if cue == "id":
        return len(digits) in _IDENTITY and not (code == "ru" and _is_company(digits))
    if cue in ("order", "account", "card"):
        return False
    if code == "pl":
        from stdnum.pl import pesel

        return pesel.is_valid(digits)
    if code == "de":
        from stdnum.de import idnr

        return idnr.is_valid(digits)
    if code == "ru":
        from stdnum.ru import inn

        return (len(digits) == 12 and inn.is_valid(digits)) or _is_snils(digits)  # noqa: PLR2004
    return False


def _is_company(digits: str) -> bool:
    """Whether these are the ten digits of a Russian company's tax number."""
    from stdnum.ru import inn

    return len(digits) == 10 and inn.is_valid(digits)  # noqa: PLR2004


def _is_snils(digits: str) -> bool:
    """Whether these are the 11 digits of a Russian insurance number (PFR decree 192p of 2006)."""
    if len(digits) != 11 or digits[0] in "78":  # noqa: PLR2004 -- phones open with 7 and 8
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(9, 0, -1), strict=False))
    return total % 101 % 100 == int(digits[9:])


def _is_phone(run: Run, talk: Talk) -> bool:
    """Whether the digits are a valid number by a numbering plan that may be meant."""
    import phonenumbers

    digits = run.digits
    if len(digits) not in _PHONE:
        return False
    tried: list[tuple[str, str | None]] = [(digits, region) for region in talk.words.regions]
    if run.plus:
        tried = [(f"+{digits}", None)]
    if digits.startswith("00"):
        tried.append((f"+{digits[2:]}", None))
    for text, region in tried:
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(text, region)):
                return True
        except phonenumbers.NumberParseException:
            continue
    # Numbers set aside for plays and examples, and new ones, are in no plan.
    return talk.language.code in _TRUNK_ZERO and digits.startswith("0") and len(digits) in _TRUNK


def _looks_dictated(run: Run, talk: Talk) -> bool:
    """Whether a number that nothing announces is told as the country's phones are: whole, or in groups."""
    digits, grouped = run.digits, run.groups >= _DICTATED
    if run.plus:
        return True
    if talk.language.code == "ru":
        whole = len(digits) == 11 and digits[0] in "78"  # noqa: PLR2004
        return whole or (len(digits) == 10 and grouped)  # noqa: PLR2004
    if talk.language.code == "pl":
        return len(digits) == 9 and grouped  # noqa: PLR2004
    if digits.startswith("0"):
        return len(digits) >= _SHORTEST_TRUNK
    return talk.language.code == "en" and len(digits) == 10 and grouped  # noqa: PLR2004 -- American


def with_letters(run: Run, talk: Talk) -> tuple[PersonalKind, tuple[int, ...]] | None:
    """Kind and places where letters beside the digits make an IBAN or a National Insurance number."""
    from stdnum import iban

    before, places = _letters_before(run, talk)
    if len(before) == 2 and iban.is_valid(before + run.digits):  # noqa: PLR2004 -- a country's
        return "bank_account", (*places, *run.places)
    after = next((place for place in run.stretch if place > run.last), None)
    letter = talk.tokens[after].text.upper() if after is not None else ""
    if after is not None and _NINO.fullmatch(before + run.digits + letter):
        return "national_id", (*places, *run.places, after)
    return None


def _letters_before(run: Run, talk: Talk) -> tuple[str, tuple[int, ...]]:
    """Two letters told before the digits, in one word or two."""
    own = [place for place in run.stretch if place < run.first][-2:]
    texts = [talk.tokens[place].text.upper() for place in own]
    if texts and len(texts[-1]) == 2 and texts[-1].isalpha():  # noqa: PLR2004
        return texts[-1], (own[-1],)
    if len(texts) == 2 and all(len(text) == 1 and text.isalpha() for text in texts):  # noqa: PLR2004
        return "".join(texts), tuple(own)
    return "", ()


def written_codes(talk: Talk) -> list[tuple[PersonalKind, tuple[int, ...]]]:
    """Kinds and places of IBANs and National Insurance numbers that are written in words with letters."""
    found: list[tuple[PersonalKind, tuple[int, ...]]] = []
    for stretch in talk.stretches:
        at = 0
        while at < len(stretch):
            size = _code_at(talk, stretch[at:])
            if size:
                kind, used = size
                found.append((kind, tuple(stretch[at : at + used])))
                at += used
            else:
                at += 1
    return found


def _code_at(talk: Talk, places: Sequence[int]) -> tuple[PersonalKind, int] | None:
    """Kind and number of tokens of a code that begins with the first of ``places``."""
    from stdnum import iban

    if len(talk.tokens[places[0]].text) > 2 or not talk.tokens[places[0]].text.isalpha():  # noqa: PLR2004
        return None
    code, best = "", None
    for used, place in enumerate(places[:40], 1):
        text = talk.tokens[place].text.upper()
        if not (text.isdigit() or (text.isalnum() and len(text) <= 4)):  # noqa: PLR2004 -- groups of four
            break
        code += text
        if _NINO.fullmatch(code):
            return "national_id", used
        if len(code) >= 15 and iban.is_valid(code):  # noqa: PLR2004 -- the shortest
            best = ("bank_account", used)
    return best  # type: ignore[return-value]  # kinds are literals


def consecutive(places: Sequence[int]) -> bool:
    """Whether the places follow each other."""
    return all(after == before + 1 for before, after in pairwise(places))
