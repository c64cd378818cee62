"""Owns guessing the language of a transcript from elsewhere by its commonest little words."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Words that are frequent in talk and not words of the other three languages.
_MARKERS = {
    "en": "the you and is that of it this are we have with what your can be would will there yes please",
    "ru": "и не что на я вы это мы да как у вас но нам есть по же бы для все так здравствуйте",
    "de": "ich sie und ist nicht das ein wir es haben mit auf ja noch eine auch dann bitte kann der dem uns",
    "pl": "nie się że jest to na pan pani tak mam czy już jak dla proszę mnie ale dobrze jestem będzie po",
}
# Fewer hits, or a narrower lead, say nothing.
_MIN_HITS = 3
_MIN_SHARE = 0.6
_LETTERS = re.compile(r"[^\W\d_]+")


def guess_language(texts: Iterable[str]) -> str:
    """The code of the language the words are in, "" when too few of them tell."""
    markers = {word: code for code, line in _MARKERS.items() for word in line.split()}
    hits = Counter(
        markers[token] for text in texts for token in _LETTERS.findall(text.casefold()) if token in markers
    )
    if not hits:
        return ""
    code, count = max(sorted(hits.items()), key=lambda item: item[1])
    return code if count >= _MIN_HITS and count >= _MIN_SHARE * hits.total() else ""
