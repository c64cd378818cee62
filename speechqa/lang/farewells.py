"""Owns how people end a call: words of parting, wishes that part as well, and thanks.

A frame is a tuple of tokens; ``ANY`` stands for any one token.
"""

from __future__ import annotations

from dataclasses import dataclass

from speechqa.lang.moods import Idioms, idioms
from speechqa.lang.tokenise import words

ANY = "*"


@dataclass(frozen=True, slots=True)
class Farewells:
    """``partings`` are no more than that ("goodbye"), ``wishes`` wish something ("have a good day").

    ``until`` part, too, and name the next time ("until tomorrow"): a phrase with them asks for more than a
    farewell. ``thanks`` are what one thanks with, ``contacts`` (tokens) what for when it is for nothing but
    the call.
    """

    partings: Idioms = ()
    until: Idioms = ()
    wishes: Idioms = ()
    thanks: Idioms = ()
    contacts: frozenset[str] = frozenset()


ENGLISH = Farewells(
    partings=idioms(
        """
        bye,goodbye,good bye,cheerio,ta ra,tara,ta ta,laters,farewell,so long,good night,goodnight
        """
    ),
    until=idioms(
        """
        see you then,see you soon,see you later,see you tomorrow,see you there,see you on,see you at,
        see you next,catch you later,speak soon,speak to you soon,talk soon,talk to you soon,until then,
        till then
        """
    ),
    wishes=idioms(
        """
        take care,take it easy,all the best,safe travels,safe trip,safe journey,drive safely,drive carefully,
        have a * day,have a * one,have a * evening,have a * weekend,have a * afternoon,have a * week,
        have a * night,enjoy your day,enjoy your evening,enjoy your weekend,enjoy the day,enjoy the evening,
        enjoy the rest of
        """
    ),
    thanks=idioms("thank you,thanks"),
    contacts=words("time calling call ringing talking speaking today contacting getting touch"),
)

GERMAN = Farewells(
    partings=idioms(
        """
        wiederhören,wiederhörn,wiedersehen,wiedersehn,wiederschauen,tschüss,tschüs,tschüssi,tschau,ciao,
        servus,ade,adieu,pfiat di,pfiat ihnen,pfia gott,pfüat di,pfüat gott,gute nacht
        """
    ),
    until=idioms(
        """
        bis dann,bis bald,bis morgen,bis später,bis gleich,bis nachher,bis dahin,bis nächste woche,
        bis nächstes mal,bis zum,bis montag,bis dienstag,bis mittwoch,bis donnerstag,bis freitag,
        bis samstag,bis sonntag
        """
    ),
    wishes=idioms(
        """
        mach es gut,macht es gut,machs gut,machen sie es gut,alles gute,alles liebe,leben sie wohl,gute fahrt,
        gute besserung,bleiben sie gesund,schönen tag,schönen abend,schönen nachmittag,schönen feierabend,
        schönes wochenende,schöne woche,guten tag noch,guten abend noch,angenehmen tag,angenehmen abend
        """
    ),
    thanks=idioms("danke,dankeschön,vielen dank,besten dank,herzlichen dank,schönen dank"),
    contacts=words("anruf zeit gespräch telefonat"),
)

RUSSIAN = Farewells(
    partings=idioms(
        """
        до свидания,до свиданья,досвидания,прощайте,ну пока,пока пока,все пока,бывайте,спокойной ночи,
        доброй ночи
        """
    ),
    until=idioms(
        """
        до встречи,до связи,до завтра,до скорого,до понедельника,до вторника,до среды,до четверга,
        до пятницы,до субботы,до воскресенья,увидимся,созвонимся
        """
    ),
    wishes=idioms(
        """
        всего доброго,всего хорошего,всего наилучшего,всего вам доброго,всего вам хорошего,всего самого *,
        хорошего дня,хорошего вам дня,хорошего вечера,хорошего вам вечера,хорошего * дня,хороших выходных,
        хорошей недели,хорошей дороги,удачи,удачного дня,удачной дороги,счастливо,счастливого пути,
        счастливой дороги,будьте здоровы,берегите себя,не болейте
        """
    ),
    thanks=idioms("спасибо,благодарю,благодарим"),
    contacts=words("уделенное уделили время звонок обращение разговор беседу внимание"),
)

POLISH = Farewells(
    partings=idioms(
        """
        do widzenia,do zobaczenia,do usłyszenia,na razie,pa,pa pa,żegnam,dobranoc,dobrej nocy
        """
    ),
    until=idioms(
        """
        do jutra,do następnego,do poniedziałku,do wtorku,do środy,do czwartku,do piątku,do soboty,
        do niedzieli
        """
    ),
    wishes=idioms(
        """
        wszystkiego dobrego,wszystkiego najlepszego,miłego dnia,miłego wieczoru,miłego popołudnia,
        miłego weekendu,miłego * dnia,dobrego dnia,dobrego wieczoru,spokojnego dnia,spokojnego wieczoru,
        udanego dnia,udanego weekendu,szerokiej drogi,trzymaj się,trzymajcie się,proszę się trzymać,
        niech się pan trzyma,niech się pani trzyma,proszę na siebie uważać
        """
    ),
    thanks=idioms("dziękuję,dziękuje,dziękujemy,dzięki,podziękował"),
    contacts=words("rozmowę telefon czas kontakt poświęcony poświęcenie uwagę"),
)
