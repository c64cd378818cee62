"""Owns speech recognition."""
