"""Owns opening the CSV tables that users bring: encoding, separator, size of a field."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from typing import TYPE_CHECKING

from speechqa.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def open_table(path: Path, what: str) -> Iterator[Iterator[tuple[int, list[str]]]]:
    """The table's rows with their line numbers, empty rows left out; SettingsError when it can't be read.

    The separator is the most frequent of comma, semicolon and tab in the first line.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline(65_536)
            file.seek(0)
            separator = max(",;\t", key=first.count)
            reader = csv.reader(file, delimiter=separator)
            yield ((reader.line_num, row) for row in reader if any(cell.strip() for cell in row))
    except OSError as error:
        raise SettingsError(f"{what} {path}: can't be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{what} {path}: is not UTF-8 text; save it as CSV in UTF-8") from error
    except csv.Error as error:
        raise SettingsError(f"{what} {path}: is not a CSV table: {error}") from error
