"""Owns how stores of older versions become current: one file a step, run at opening."""
