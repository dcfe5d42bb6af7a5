"""Decisions of `schedule`."""
