"""Reads of `plan`."""
