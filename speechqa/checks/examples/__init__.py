"""Owns the rules' own tests: a script's examples, also misheard, and whether they notice a change."""

from speechqa.checks.examples.garble import garble
from speechqa.checks.examples.mutants import Mutants, Survivor, try_mutants
from speechqa.checks.examples.robust import Garbled, Robustness, try_garbled
from speechqa.checks.examples.run import ExampleResult, as_transcript, test_script

__all__ = [
    "ExampleResult",
    "Garbled",
    "Mutants",
    "Robustness",
    "Survivor",
    "as_transcript",
    "garble",
    "test_script",
    "try_garbled",
    "try_mutants",
]
