"""Reads of `schedule`."""
