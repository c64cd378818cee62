"""Owns the way from script files to frozen ``Script`` values, and which script a call is judged by.

A script is YAML (see ``shape`` for its fields). Whatever is wrong with the files is
collected and raised as one ``ScriptError`` that names file, line and item.
"""

from speechqa.scripts.draft import Draft, draft
from speechqa.scripts.library import ScriptLibrary, load_library
from speechqa.scripts.problems import Problem
from speechqa.scripts.routing import route
from speechqa.scripts.shape import json_schema
from speechqa.scripts.source import Source
from speechqa.scripts.values import AppliesTo, Item, ItemKind, MatchMode, Script, When, Within

__all__ = [
    "AppliesTo",
    "Draft",
    "Item",
    "ItemKind",
    "MatchMode",
    "Problem",
    "Script",
    "ScriptLibrary",
    "Source",
    "When",
    "Within",
    "draft",
    "json_schema",
    "load_library",
    "route",
]
