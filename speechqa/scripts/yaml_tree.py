"""Owns reading YAML safely: text into plain lists, dicts and strings, with the line of everything.

Scalars stay text exactly as written: ``yes``, ``no``, ``on`` and ``24`` are phrases like any
other, and ``shape`` decides where a number or a truth value is wanted. Nothing is ever
constructed from tags. Aliases work, but what they expand to is bounded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

Location = tuple[str | int, ...]
Tree = dict[str, Any] | list[Any] | str | None

MAX_BYTES = 1_000_000
# A script of 1 MB has far fewer; only multiplied aliases get there.
MAX_NODES = 100_000
MAX_DEPTH = 20
PLAIN_TAGS = "tag:yaml.org,2002:"
NULL_WORDS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True)
class Document:
    """A file's content; ``lines`` maps a path of keys and indexes to its 1-based line."""

    data: Tree = None
    lines: dict[Location, int] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)

    def line(self, location: Location) -> int:
        """The line of a location, or of the nearest thing around it."""
        for end in range(len(location), 0, -1):
            if location[:end] in self.lines:
                return self.lines[location[:end]]
        return 1


def read(path: Path) -> Document:
    """The document of a file. What is wrong stands in ``problems``; nothing is raised."""
    document = Document()
    text = _text(path, document)
    node = _compose(text, document) if text is not None else None
    if node is not None:
        try:
            document.data = _Converter(document).convert(node, (), 0)
        except _TooMuchError as error:
            document.problems.append((error.line, error.text))
    elif not document.problems:
        document.problems.append((1, "the file is empty; write a script or delete the file"))
    return document


def _text(path: Path, document: Document) -> str | None:
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            document.problems.append((1, "the file is larger than 1 MB; split it into several scripts"))
            return None
        return raw.decode("utf-8-sig")
    except OSError as error:
        document.problems.append((1, f"can't be read ({error.strerror}); check the path and its rights"))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        document.problems.append((line, "is not UTF-8 text; save the file as UTF-8"))
    return None


def _compose(text: str, document: Document) -> Any:  # noqa: ANN401 - the library's nodes are untyped
    import yaml

    try:
        line = _line_too_deep(text)
        if line:
            document.problems.append((line, "is nested too deeply to be a script"))
            return None
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # libyaml names the line behind the last one for what is missing at the end.
        line = min((mark.line if mark else 0) + 1, max(1, len(text.splitlines())))
        why = error.problem or error.context or "not readable"
        document.problems.append((line, f"not valid YAML ({why}); {_hint(why)}"))
    except yaml.YAMLError as error:
        document.problems.append((_line_of_control(text), f"not valid YAML ({str(error).splitlines()[0]})"))
    return None


def _line_too_deep(text: str) -> int:
    """The line where nesting goes beyond all sense, 0 when it doesn't.

    Composing is recursive in C and would bring the process down; events are not.
    """
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return event.start_mark.line + 1 if event.start_mark else 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return 0


def _hint(why: str) -> str:
    if "mapping values" in why:
        return 'put text that contains ": " in double quotes'
    if "cannot start any token" in why:
        return "use blanks, not tabs, for indentation and put text that starts with a sign in quotes"
    if "another document" in why:
        return "keep one script in a file"
    return "check indentation, brackets and quotes near this line"


def _line_of_control(text: str) -> int:
    for number, line in enumerate(text.split("\n"), start=1):
        if any(not char.isprintable() and char not in "\t\r" for char in line):
            return number
    return 1


class _TooMuchError(Exception):
    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line = line
        self.text = text


class _Converter:
    """Walks YAML nodes into plain values, counting them, noting lines and problems."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.nodes = 0

    def convert(self, node: Any, location: Location, depth: int) -> Tree:  # noqa: ANN401 - untyped library
        line = node.start_mark.line + 1
        self.document.lines.setdefault(location, line)
        self._bound(line, depth)
        if not str(node.tag).startswith(PLAIN_TAGS) or "python" in str(node.tag):
            self._problem(line, f"tag {shown_tag(node.tag)} isn't allowed; remove it")
        if node.id == "scalar":
            return _scalar(node)
        if node.id == "sequence":
            return [self.convert(child, (*location, i), depth + 1) for i, child in enumerate(node.value)]
        return self._mapping(node, location, depth)

    def _mapping(self, node: Any, location: Location, depth: int) -> dict[str, Tree]:  # noqa: ANN401 - see above
        result: dict[str, Tree] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if key_node.id != "scalar":
                self._problem(line, "a list or mapping can't be a field name; put braces in double quotes")
                continue
            key = str(key_node.value)
            if key == "<<":
                self._problem(line, "merge keys (<<) aren't supported; write the fields out")
                continue
            if key in result:
                self._problem(line, f"field '{key}' is given twice; keep one")
                continue
            self.document.lines[(*location, key)] = line
            result[key] = self.convert(value_node, (*location, key), depth + 1)
        return result

    def _bound(self, line: int, depth: int) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _TooMuchError(line, "aliases (*name) multiply into too much text; write it out")
        if depth > MAX_DEPTH:
            raise _TooMuchError(line, "is nested too deeply (or an alias contains itself); simplify it")

    def _problem(self, line: int, text: str) -> None:
        self.document.problems.append((line, text))


def shown_tag(tag: object) -> str:
    """The tag as a person typed it, cut to a readable length."""
    return str(tag).replace(PLAIN_TAGS, "!!")[:60]


def _scalar(node: Any) -> str | None:  # noqa: ANN401 - the library's nodes are untyped
    value = str(node.value)
    plain = node.style not in {"'", '"', "|", ">"}
    return None if plain and value in NULL_WORDS else value
