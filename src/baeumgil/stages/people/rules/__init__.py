"""Decisions of `people`. Values in, a decision with reasons out; no clock, no database, no settings."""
