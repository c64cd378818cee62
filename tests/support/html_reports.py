"""Builders of what an HTML report is made of."""

from speechqa.records import Transcript, Turn, Word

# Markup in every place where a caller, a file's name or a recogniser could put it.
HOSTILE = "<img src=x onerror=\"document.title='owned'\">'\"&</script><script>document.title='owned'</script>"


def words(text, start_ms, *, confidence=0.9):
    return tuple(
        Word(word, start_ms + 300 * index, start_ms + 300 * index + 250, confidence)
        for index, word in enumerate(text.split())
    )


def turn(speaker, text, start_ms, *, confidence=0.9):
    said = words(text, start_ms, confidence=confidence)
    return Turn(speaker, start_ms, said[-1].end_ms, said)


def transcript(*turns, duration_ms=95_505, language="en"):
    return Transcript(language=language, duration_ms=duration_ms, turns=turns, backend="test")
