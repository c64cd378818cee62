"""Owns the base dictionary of profanity: the word lists inside the badwords-py package.

Only the words are taken, for exact whole-word and lemma look-up. The package's own matcher
looks for disguised spellings (other alphabets, digits for letters), which recognisers don't
write and which blame people for harmless words. Its lists hold harmless words too: those
are exceptions (``!term``) in ``stopwords/<lang>/profanity.txt``.
"""

from __future__ import annotations

from importlib import resources

from speechqa.errors import WordListError

_PACKAGE = "badwords"
_SHORTEST = 3  # shorter entries are mostly fragments and abbreviations
DEFAULT_SEVERITY = 2


def words(language: str) -> frozenset[str]:
    """The dictionary's single words of a language, in lower case; empty for a language it lacks.

    Raises:
        WordListError: badwords-py is not installed or unreadable.
    """
    try:
        file = resources.files(_PACKAGE) / "resource" / "words" / f"{language}.txt"
        if not file.is_file():
            return frozenset()
        lines = file.read_text(encoding="utf-8").splitlines()
    except (ImportError, OSError, UnicodeDecodeError) as error:
        raise WordListError(
            f"badwords-py: can't read its {language} dictionary ({error}); reinstall speechqa"
        ) from error
    entries = (line.strip().lower().replace("ё", "е") for line in lines)
    return frozenset(entry for entry in entries if len(entry) >= _SHORTEST and entry.isalpha())
