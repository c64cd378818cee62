"""Owns the fall-back for languages without a file: words as they are, digits as numbers."""

from __future__ import annotations

from speechqa.lang.language import Language

LANGUAGE = Language(code="")
