"""Decisions of `plan`: values in, a decision with reasons out."""
