"""Owns ``python -m speechqa``, the same as the ``speechqa`` command."""

from __future__ import annotations

from speechqa.cli import main

if __name__ == "__main__":
    main()
