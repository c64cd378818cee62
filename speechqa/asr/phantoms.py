"""Owns the phrases that Whisper is known to write where nobody speaks (subtitle and video leftovers)."""

from __future__ import annotations

import re

# Credits and notices nobody says on the telephone: phantoms wherever they stand alone.
_CREDITS = (
    r"(subtitles|captions?|transcri(pt|bed|ption)|translat(ed|ion)) (by|provided)\b.*",
    r".*\bamara org\b.*",
    r"(thanks?|thank you)( so much| very much)? for (watching|viewing)\b.*",
    r"(please )?(like and )?subscribe( to (my|the|our) channel)?\b.*",
    r"продолжение следует",
    r"(субтитры|редактор субтитров|корректор|перевод субтитров)\b.*",
    r"спасибо за (просмотр|подписку)\b.*",
    r"(подписывайтесь|подпишитесь) на (наш |мой )?канал\b.*",
    r"untertitel(ung)?\b.*",
    r"(vielen )?dank fürs (zuschauen|zusehen)\b.*",
    r"copyright (wdr|swr|ndr|zdf|ard|mdr)\b.*",
    r"napisy\b.*",
    r"(dzięki|dziękuję|dziękujemy) za (oglądanie|obejrzenie|uwagę i)\b.*",
    r"(zapraszam|zasubskrybuj).*\b(kanał|kanału)",
)
# Ordinary words that also appear out of nothing: phantoms only where the model itself doubts.
_ORDINARY = (
    r"(thank you|thanks|bye( bye)?|you|okay|ok|so|oh|hmm|uh|music|applause|silence)",
    r"(спасибо|пока|до свидания|музыка|играет музыка|аплодисменты|смех)",
    r"(vielen dank|danke|tschüss|musik|applaus)",
    r"(dziękuję|dzięki|do widzenia|muzyka|śmiech)",
)
_CREDIT = re.compile("|".join(f"(?:{p})" for p in _CREDITS))
_PLAIN = re.compile("|".join(f"(?:{p})" for p in _ORDINARY))
_NOTE = re.compile(r"[\[(*{<].*[\])*}>][.,!?]?|[♪♫#*~\-–—…._\s]+")
_LETTERS = re.compile(r"[^\W\d_]+")
# Shorter words in capitals are abbreviations that people do say ("IBAN", «НДС»).
_CAPTION_LETTERS = 4
_CAPTION_WORDS = 2
_NOT_WORD = re.compile(r"[\W_]+")


def is_phantom(text: str, *, doubtful: bool) -> bool:
    """Whether the whole text is a known phantom; ordinary words only count when ``doubtful``."""
    plain = _NOT_WORD.sub(" ", text.casefold()).strip()
    if not plain:
        return True  # punctuation or notes alone: nobody said that
    return bool(_CREDIT.fullmatch(plain)) or (doubtful and bool(_PLAIN.fullmatch(plain)))


def is_note(word: str) -> bool:
    """Whether one written word is a stage direction or a sign, not speech: "[Music]", "(laughs)", "♪"."""
    return bool(_NOTE.fullmatch(word.strip()))


def is_caption(text: str) -> bool:
    """Whether all is written in capitals, as captions of sounds are («ТРЕВОЖНАЯ МУЗЫКА»): speech never is."""
    words = _LETTERS.findall(text)
    long = [word for word in words if len(word) >= _CAPTION_LETTERS]
    return len(long) >= _CAPTION_WORDS and all(word.isupper() for word in words)
