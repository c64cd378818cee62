"""Owns review by people: what counts in place of a verdict, which calls are worth a look, how it is entered.

``reviewed`` applies what people said to a call's results, for every export alike. ``queue`` tells what is
worth a human's time. ``review_table`` and ``read_review_table`` are the way by CSV; the local web page is
``speechqa.review.web``, imported where it is served.
"""

from __future__ import annotations

from speechqa.review.decisions import reviewed
from speechqa.review.entries import Said, entry
from speechqa.review.queue import REASONS, Task, Why, queue
from speechqa.review.raters import RATERS_WANTED, raters
from speechqa.review.sheet_in import Sheet, read_review_table
from speechqa.review.sheet_out import review_table

__all__ = [
    "RATERS_WANTED",
    "REASONS",
    "Said",
    "Sheet",
    "Task",
    "Why",
    "entry",
    "queue",
    "raters",
    "read_review_table",
    "review_table",
    "reviewed",
]
