"""Owns the migration steps, one file each; a released step is never changed."""
