"""Queries of `people`."""
