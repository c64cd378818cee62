"""Owns the Excel form of a report: one workbook, ``report.xlsx``, a sheet for each table.

Text is written as text, never as a formula. Nothing in it depends on the day: equal reports give equal bytes.
"""

from __future__ import annotations

from speechqa.export.xlsx.workbook import write_xlsx

__all__ = ["write_xlsx"]
