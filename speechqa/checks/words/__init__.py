"""Owns the word lists: reading stopwords/<lang>/<list>.txt and finding their terms in a call."""

from __future__ import annotations

from speechqa.checks.words.find import find_words
from speechqa.checks.words.lists import Term, WordList, WordLists, load_word_lists

__all__ = ["Term", "WordList", "WordLists", "find_words", "load_word_lists"]
