"""Queries of `roadmap`."""
