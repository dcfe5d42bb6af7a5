"""Decisions of `roadmap`. Values in, a decision with reasons out; no clock, no database, no settings."""
