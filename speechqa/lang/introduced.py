"""Owns how people say on the telephone who they are: set words around name and firm, what is a given name.

A frame is a tuple of tokens with ``NAME`` where the name stands, the person's or the firm's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from speechqa.lang import lemmas
from speechqa.lang.moods import Idioms, idioms
from speechqa.lang.tokenise import words

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "_"
_CACHE = 20_000


_POLISH_SHORT = words(
    """
    adaś aga agusia ala andrzejek anka antek arek asia aśka bartek basia benek bogusia boguś bolek bożenka
    bronia błażejek czarek czesiek damianek danka darek darka dorotka edek edzia ela elka emka ewka fela
    felek franek gabrysia gienek gocha gosia grażka grzesiek grześ hania hanka heniek ilonka irek irka iwa
    iza izka jacuś jadzia jaga janek janka jarek jasiek jola jolka julka jurek justa józek jędrek kaj kamcia
    kamilek karolcia karolek kasia kaśka kinia krysia krzysiek krzyś kuba leszek lidka lila lodzia lusia
    maciek madzia magda majka mania marcinek mareczek mariuszek marzenka mati małgosia michałek mietek mira
    mirek misia moniczka natka nela niko ola olek olka patryczek pawełek piotrek pola przemek radek renia
    reńka robcio romek rysiek stasia staszek stefek stefka sylwka szymek sławek tadek tomek tosiek tośka ula
    ulka wacek wanda wandzia wera wiesiek wiola wiolka witek wojtek władek zbyszek zdzisiek zenek ziutek
    zosia zośka zuza zuzia żaneta
    """
)


def _nobody(_token: str) -> bool:
    return False


@dataclass(frozen=True, slots=True, eq=False)
class Introduced:
    """How a language's speakers say who they are.

    ``frames`` are the set words for one's own name, ``firms`` for the firm one is of; ``titles`` (tokens) may
    stand before a surname, ``from_`` (tokens) between a name and a firm; ``given`` tells whether a token is a
    person's given name. ``addresses`` (tokens): where nobody is addressed by name without one of these, a
    name beside the firm's in the first words is the speaker's; empty where one may be.
    """

    frames: Idioms = ()
    firms: Idioms = ()
    titles: frozenset[str] = frozenset()
    from_: frozenset[str] = frozenset()
    given: Callable[[str], bool] = _nobody
    addresses: frozenset[str] = frozenset()


@lru_cache(maxsize=_CACHE)
def english_given(token: str) -> bool:
    """True for given names of English-speaking countries that are no other word in lower case."""
    from speechqa.lang.given_names_en import NAMES

    return token in NAMES


@lru_cache(maxsize=_CACHE)
def german_given(token: str) -> bool:
    """True for given names of German-speaking countries that are no other word in lower case."""
    from speechqa.lang.given_names_de import NAMES

    return token in NAMES


@lru_cache(maxsize=_CACHE)
def russian_given(token: str) -> bool:
    """True for given names the dictionary knows."""
    return any("Name" in tag for tag in lemmas.russian_tags(token))


@lru_cache(maxsize=_CACHE)
def polish_given(token: str) -> bool:
    """True for given names the dictionary knows, and for some short forms it doesn't."""
    return token in _POLISH_SHORT or any("imię" in labels for _, labels in lemmas.polish_tags(token))


ENGLISH = Introduced(
    frames=idioms(
        """
        my name is _,the name is _,name is _,this is _,it is _,i am _,_ here,_ speaking,_ is my name,
        _ on the line,_ on the phone,you are speaking to _,you are speaking with _,you are talking to _,
        you are talking with _,you are through to _,you have come through to _,you have reached _,
        you have got _,speaking to _ today,call me _,they call me _
        """
    ),
    firms=idioms(
        """
        calling from _,calling you from _,calling on behalf of _,call from _,ringing from _,
        ringing you from _,ringing on behalf of _,phoning from _,speaking from _,here on behalf of _,
        this is _,it is _,you have reached _,you are through to _,you have come through to _,
        you are speaking to _,you are speaking with _,welcome to _,thank you for calling _,
        thanks for calling _,thank you for ringing _,thanks for ringing _,i work for _,i am with _,
        i am from _,over at _,here at _,here from _,we are _,we are from _,_ here,_ speaking,
        _ on the line,_ on the phone,_ how can i help,_ how can i help you,_ how may i help,
        _ how may i help you,_ calling
        """
    ),
    titles=words("mr mrs ms miss doctor dr"),
    from_=words("from at with of"),
    given=english_given,
)

GERMAN = Introduced(
    frames=idioms(
        """
        mein name ist _,name ist _,ich heiße _,ich heisse _,ich bin _,ich bin der _,ich bin die _,
        ich bin es der _,ich bin es die _,hier ist _,hier ist der _,hier ist die _,hier spricht _,hier _,
        da ist der _,da ist die _,_ hier,_ am apparat,_ am telefon,_ mein name,_ spricht,_ ist mein name,
        sie sprechen mit _,sie sind mit _ verbunden,am apparat ist _,am telefon ist _,am apparat _
        """
    ),
    firms=idioms(
        """
        rufe von _ an,rufe sie von _ an,rufe von der firma _ an,rufe im auftrag von _ an,
        rufe im auftrag der _ an,rufe für _ an,melde mich von _,melde mich im auftrag von _,
        ich komme von _,ich bin von _,ich bin von der _,ich bin von der firma _,
        ich bin bei _,
        ich arbeite für _,ich arbeite bei _,hier ist _,hier ist die _,hier ist der _,hier ist die firma _,
        hier spricht _,hier bei _,hier von _,hier _,sie sprechen mit _,sie sprechen mit der _,
        sie sprechen mit der firma _,sie sind mit _ verbunden,sie sind verbunden mit _,sie sind bei _,
        sie haben _ erreicht,willkommen bei _,willkommen bei der _,danke für ihren anruf bei _,_ hier,
        _ am apparat,_ am telefon,_ was kann ich für sie tun,_ wie kann ich helfen,
        _ wie kann ich ihnen helfen
        """
    ),
    titles=words("frau herr herrn fräulein doktor dr"),
    from_=words("von vom aus bei der firma"),
    given=german_given,
    addresses=words("frau herr herrn liebe lieber"),
)

RUSSIAN = Introduced(
    frames=idioms(
        """
        меня зовут _,зовут меня _,зовут _,мое имя _,имя мое _,это _,я _,говорит _,с вами _,с вами говорит _,
        с вами на связи _,на связи _,на линии _,у телефона _,у аппарата _,на проводе _,_ у телефона,
        _ у аппарата,_ на связи,_ на линии,_ на проводе,_ слушает,_ слушаю,слушает _,_ беспокоит,
        беспокоит _,вас беспокоит _,вы говорите с _,вы разговариваете с _,звонит _,_ вам звонит,
        оператор _,менеджер _,администратор _,диспетчер _,специалист _,консультант _,дежурный _,мастер _
        """
    ),
    firms=idioms(
        """
        звоню из _,звоню вам из _,звоню из компании _,звоню вам из компании _,звоню из фирмы _,звоню от _,
        звоню от компании _,звоним из _,звоним из компании _,я из _,я из компании _,мы из _,
        мы из компании _,беспокоит _,вас беспокоит _,вас беспокоит компания _,
        вас беспокоят из _,вас беспокоят из компании _,вас приветствует _,вас приветствует компания _,
        вы позвонили в _,вы позвонили в компанию _,вы дозвонились в _,вы дозвонились до _,это _,
        это компания _,тут _,представляю _,представляю компанию _,с вами _,на связи _,
        на линии _,_ слушаю,_ слушаю вас,_ слушает,_ на связи,_ на линии,_ беспокоит,_ чем могу помочь
        """
    ),
    from_=words("из от с компания компании фирма фирмы"),
    given=russian_given,
)

POLISH = Introduced(
    frames=idioms(
        """
        nazywam się _,mam na imię _,na imię mam _,imię mam _,mówi _,tu _,tutaj _,tu mówi _,jestem _,
        z tej strony _,_ z tej strony,po tej stronie _,przy telefonie _,_ przy telefonie,przy aparacie _,
        _ przy aparacie,przy słuchawce _,_ przy słuchawce,na linii _,_ na linii,_ słucham,_ się kłania,
        kłania się _,_ kłania się,rozmawia pan z _,rozmawia pani z _,rozmawiają państwo z _,
        z panem rozmawia _,z panią rozmawia _,konsultant _,konsultantka _,doradca _,doradczyni _,dyspozytor _,
        dyspozytorka _,telefon odebrał _,telefon odebrała _
        """
    ),
    firms=idioms(
        """
        dzwonię z _,dzwonię z firmy _,dzwonię do pana z _,dzwonię do pani z _,dzwonię do państwa z _,
        dzwonię od _,dzwonimy z _,dzwonimy z firmy _,dzwonię w imieniu _,dzwonię w imieniu firmy _,
        w imieniu firmy _,z tej strony _,z tej strony firma _,_ z tej strony,tu _,tu firma _,
        tutaj _,mówi _,kłania się _,_ się kłania,_ kłania się,jestem z _,jestem z firmy _,pracuję w _,
        reprezentuję _,reprezentuję firmę _,dodzwonił się pan do _,dodzwoniła się pani do _,
        dodzwonili się państwo do _,witamy w _,przy telefonie _,_ przy telefonie,_ przy aparacie,
        _ słucham,_ słucham pana,_ słucham panią,_ w czym mogę pomóc,_ w czym pomóc
        """
    ),
    from_=words("z ze od firma firmy"),
    given=polish_given,
    addresses=words("pan pani panu pana panem panią panie państwo"),
)
