"""Owns what people say before they let a caller wait, and when they are back. Tokens as ``lang`` gives them.

A phrase makes a hold only beside a pause of 5 s, so everyday words ("one moment") may stand here.
"""

from __future__ import annotations

from collections.abc import Mapping

Phrases = tuple[tuple[str, ...], ...]


def _phrases(text: str) -> Phrases:
    return tuple(tuple(phrase.split()) for phrase in text.replace("\n", " ").split(","))


ASKS: Mapping[str, Phrases] = {
    "en": _phrases(
        """
        please hold, hold on, hold the line, on hold, one moment, just a moment, a moment, bear with me,
        one second, a second, just a sec, one minute, a minute, stay on the line, stay on, hang on,
        put you through, putting you through, connect you, connecting you, transfer you, transferring you,
        could you hold, can you hold, if you could wait, wait a moment
        """
    ),
    "de": _phrases(
        """
        einen moment, moment bitte, kleinen moment, kurzen moment, einen augenblick, augenblick bitte,
        kleinen augenblick, eine sekunde, sekunde bitte, eine minute, einen kleinen, bleiben sie dran,
        bleiben sie in der leitung, bleiben sie am apparat, warteschleife, ich verbinde, verbinde sie,
        stelle sie durch, stelle ich sie durch, warten sie, gedulden sie sich, legen sie nicht auf
        """
    ),
    "ru": _phrases(
        """
        минуту, минутку, минуточку, секунду, секундочку, секундочка, минуточка, момент, подождите, ожидайте,
        не вешайте трубку, не кладите трубку, не отключайтесь, оставайтесь на линии, побудьте на линии,
        повисите, переведу, перевожу, соединяю, соединю, переключаю, переключу, на удержание, на удержании
        """
    ),
    "pl": _phrases(
        """
        chwileczkę, chwilkę, chwilę, momencik, moment, sekundę, sekundkę, minutkę, minutę, proszę czekać,
        proszę poczekać, proszę zaczekać, proszę się nie rozłączać, proszę nie rozłączać,
        nie odkładać słuchawki, przełączam, przełączę, łączę, połączę, pozostać na linii, zostać na linii
        """
    ),
}
RETURNS: Mapping[str, Phrases] = {
    "en": _phrases(
        """
        for waiting, for holding, for your patience, sorry for the wait, to keep you waiting, kept you
        waiting, keeping you waiting, for bearing with me, are you still there, you still there
        """
    ),
    "de": _phrases(
        """
        fürs warten, für das warten, für ihre geduld, für die geduld, für die wartezeit, sie noch da,
        noch dran, da bin ich wieder, haben warten lassen
        """
    ),
    "ru": _phrases(
        """
        за ожидание, что подождали, что дождались, за терпение, вы на линии, вы еще здесь, еще на линии
        """
    ),
    "pl": _phrases(
        """
        za oczekiwanie, za cierpliwość, za poczekanie, za zaczekanie, że pan czekał, że pani czekała,
        że musiał pan czekać, że musiała pani czekać, jest pan tam, jest pani tam, już jestem
        """
    ),
}
