"""Owns training the call classifier: labelled calls in, a model folder and honest figures out.

The program's own model is trained by ``benchmarks/call_types.py`` from ``models/call_type/corpus``, a user's
by ``speechqa classify train``. What a feature is belongs to ``checks.call_type``.
"""
