"""Owns what the encoder makes of scripts' phrases: worked out once, kept, given to every process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.checks import items

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from speechqa.pipeline.rules import Rules
    from speechqa.store.database import Store


def phrase_vectors(
    store: Store, rules: Rules, languages: AbstractSet[str], *, keep: bool = True
) -> dict[str, bytes]:
    """For ``Meaning.learn``: all that calls in these languages are compared with, by the scripts in force.

    What isn't kept yet is encoded, and kept with ``keep``. Nothing without the comparison by sense.
    """
    if rules.meaning is None:
        return {}
    scripts = [script for script in rules.library.scripts if script.language in languages]
    wanted = sorted({text for script in scripts for text in items.sentences(script)})
    known = store.get_phrases(wanted, rules.meaning_digest)
    new = rules.meaning.vectors([text for text in wanted if text not in known])
    if keep and new:
        store.put_phrases(rules.meaning_digest, new)
    return known | new
