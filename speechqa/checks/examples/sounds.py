"""Owns what recognisers mistake in each language: letters and words that sound alike, hesitations.

Made up by ear for telephone speech, not counted on recordings: the garbler asks how much a rule bears,
not how often it will have to.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Sounds:
    """``letters`` are groups that may stand for each other, ``words`` what a word is taken for."""

    letters: tuple[tuple[str, str], ...]
    words: Mapping[str, str]
    hesitations: tuple[str, ...]


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Both directions of each ``a/b``."""
    pairs = [tuple(pair.split("/")) for pair in text.split()]
    return tuple((one, other) for a, b in pairs for one, other in ((a, b), (b, a)))


def _words(text: str) -> Mapping[str, str]:
    """Each ``word/other`` in one direction."""
    return MappingProxyType(dict(pair.split("/") for pair in text.split()))


_ENGLISH = Sounds(
    _pairs("c/k ee/ea ou/ow er/ar th/f v/b m/n s/z t/d p/b ai/ay ie/y en/an ew/oo"),
    _words(
        "your/you're you're/your their/there there/their to/two for/four our/are are/our is/as and/an the/a "
        "a/the this/the that/the will/we'll we/he i/a in/and of/or with/we have/of would/will it/at than/then"
    ),
    ("um", "uh", "er", "hm"),
)
_RUSSIAN = Sounds(
    _pairs("о/а е/и б/п д/т г/к з/с ж/ш в/ф я/е ы/и щ/ш тс/ц ё/о"),
    _words(
        "что/шо сейчас/щас здравствуйте/здрасте пожалуйста/пожалста вообще/ваще тысяч/тыщ тысяча/тыща "
        "сколько/скоко только/токо вас/нас нас/вас это/эта в/с с/в на/но и/а по/под мы/вы его/ево"
    ),
    ("э", "эм", "ну", "мм"),
)
_GERMAN = Sounds(
    _pairs("d/t b/p g/k ä/e ei/ai f/v s/z ch/sch ü/i ö/e ie/i ss/s m/n"),
    _words(
        "haben/ham ist/is nicht/nich das/dass dass/das den/dem dem/den ein/n eine/ne einen/nen wir/wie "
        "sie/die ihnen/ihn ihr/er seid/seit auf/auch für/vor im/in mal/mein war/wahr"
    ),
    ("äh", "ähm", "hm", "öh"),
)
_POLISH = Sounds(
    _pairs("ó/u rz/ż ch/h ą/o ę/e b/p d/t w/f z/s ś/sz ć/cz g/k i/y l/ł"),
    _words(
        "jest/jes czy/trzy trzy/czy dzień/dzien proszę/prosze się/sie będzie/bendzie z/s w/f pan/pani "
        "pani/panie na/a do/od od/do to/ta ten/to dla/da po/pod już/jusz"
    ),
    ("yyy", "eee", "mhm", "hm"),
)
_NEUTRAL = Sounds(_pairs("b/p d/t g/k s/z v/f m/n"), MappingProxyType({}), ("uh", "hm"))

_SOUNDS = {"en": _ENGLISH, "ru": _RUSSIAN, "de": _GERMAN, "pl": _POLISH}


def sounds(language: str) -> Sounds:
    """What is mistaken in a language, by its code; a few sounds everywhere where nobody registered it."""
    return _SOUNDS.get(language.split("-", maxsplit=1)[0].casefold(), _NEUTRAL)
